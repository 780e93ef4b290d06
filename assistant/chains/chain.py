"""The chains of an index: each consultation, what was decided after it, what was later reported."""

from collections.abc import Sequence

from assistant.chains.asking import asked_in, tells_of_asking, tells_of_consultation
from assistant.chains.following import follow
from assistant.chains.linking import Matcher
from assistant.chains.naming import named_point
from assistant.chains.quoting import Quoting
from assistant.chains.records import Chain, Gap, Missing, Step, Topic
from assistant.chains.steps import Consulted, Steps, passages_of
from corpus.documents import Document, Kind, TextSource
from corpus.reader import OpenIndex

__all__ = ["chains"]

MOST_TOPICS = 40
"""Topics of one consultation that are followed; a long one asks more, and says how many more."""
_TELLING = (Kind.BUDGET, Kind.NEWS)
"""Kinds of document that may tell of a consultation without being one."""


def chains(index: OpenIndex) -> tuple[Chain, ...]:
    """Follow every consultation that the catalogue knows, in order of time.

    Every quotation is verified against the stored text; a step at which nothing is found is a gap.
    The vectors of the index are used, so that nothing is embedded.

    Args:
        index: What is searched.

    Raises:
        IndexDamaged: A stored text is lost or altered, or the vector store fails.
    """
    matcher, quoting = Matcher(index), Quoting(index)
    found = [
        chain
        for document in index.generation.catalogue.documents
        if (chain := _chain(document, index, matcher, quoting)) is not None
    ]
    return tuple(sorted(found, key=lambda chain: (chain.published.first_day, chain.document)))


def _chain(
    document: Document, index: OpenIndex, matcher: Matcher, quoting: Quoting
) -> Chain | None:
    """Return the chain of a document; None where it tells of no consultation."""
    is_one = document.kind is Kind.CONSULTATION
    if not is_one and (document.kind not in _TELLING or document.text is TextSource.NOT_HELD):
        return None
    passages = passages_of(document, index)
    if not is_one and not tells_of_consultation(passages):
        return None
    asked = list(asked_in(passages) if is_one else tells_of_asking(passages))
    followed = follow(document, index.generation.catalogue)
    on_plan = is_one and followed.plan is not None
    consulted = Consulted(
        document=document,
        asked=tuple(asked[:MOST_TOPICS]),
        followed=followed,
        needed=() if on_plan else matcher.needed(document.title, asked),
        named=named_point(document, asked[:MOST_TOPICS], index),
    )
    steps = Steps(consulted, index, matcher, quoting)
    answered = steps.answered()
    topics = _topics(consulted, steps, quoting, {(link.document, link.start) for link in answered})
    gaps = []
    if not answered:
        own = (document,) if consulted.is_told else ()
        gaps.append(_gap(Step.ANSWERED, (*own, *steps.tell_of_answers())))
    if not topics:
        gaps += [
            Gap(step=step, why=Missing.NOTHING_ASKED, searched=(), not_held=())
            for step in (Step.DECIDED, Step.REPORTED)
        ]
    return Chain(
        document=document.id,
        title=document.title,
        kind=document.kind,
        published=document.published,
        source=document.text,
        url=document.url,
        plan=followed.plan.id if followed.plan else None,
        topics=topics,
        more=max(0, len(asked) - MOST_TOPICS),
        answered=answered,
        gaps=tuple(gaps),
    )


def _topics(
    consulted: Consulted, steps: Steps, quoting: Quoting, answers: set[tuple[str, int]]
) -> tuple[Topic, ...]:
    topics: list[Topic] = []
    for number, asked in enumerate(consulted.asked):
        link = quoting.link(Step.ASKED, asked.passage, asked.place)
        if link is None:
            continue
        decided, reported = steps.followed(number, answers | {(link.document, link.start)})
        gaps = []
        if not decided:
            gaps.append(_gap(Step.DECIDED, consulted.followed.decided))
        if not reported:
            gaps.append(_gap(Step.REPORTED, consulted.followed.reported))
        topics.append(
            Topic(
                number=len(topics) + 1,
                asked=link,
                is_question=asked.is_question,
                decided=decided,
                reported=reported,
                gaps=tuple(gaps),
            )
        )
    return tuple(topics)


def _gap(step: Step, documents: Sequence[Document]) -> Gap:
    held = tuple(d.id for d in documents if d.text is not TextSource.NOT_HELD)
    lost = tuple(d.id for d in documents if d.text is TextSource.NOT_HELD)
    why = Missing.NOTHING_FOUND if held else Missing.NO_TEXT if lost else Missing.NO_DOCUMENT
    return Gap(step=step, why=why, searched=held, not_held=lost)

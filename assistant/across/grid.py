"""One subject in every plan: the sentence that says most of it, or that nothing was found."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.across.on_subject import about_no_plan, on_subject
from assistant.across.plan_texts import PlanText, SpanPlace, plan_texts
from assistant.across.records import Cell, Grid, Outcome
from assistant.across.speaking import says_what_is_in_plan
from assistant.across.themes_over_time import theme_called, themes_at, themes_over_time
from assistant.answers import Citation
from assistant.composing import cite
from assistant.concepts import telling_words
from assistant.everyday_words import everyday_words
from assistant.retrieval import Hit
from assistant.scope import Search
from assistant.scoring import Candidate
from assistant.selection import select
from assistant.understanding import Understanding, understand
from corpus.index import cosines
from corpus.lexical import stem_words
from corpus.reader import OpenIndex
from corpus.text import readable, without_controls

__all__ = ["LONGEST_SUBJECT", "grid"]

LONGEST_SUBJECT = 100
"""Characters of a subject; what is longer is a question, and cut."""
_WORDINGS = 3
"""Other wordings of a subject that are searched for too."""
_ROOM = 60
"""Words of a quotation, where a list or a sentence before it belongs to it."""
_TRIED = 5
"""Sentences of a plan that are tried where the best cannot be verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A subject that was read."""

    read: Understanding
    theme: str
    """The id of the theme of policing that it names; "" elsewhere."""
    name: str
    """The plans' own name for a theme; "" elsewhere."""

    def is_named_by(self, candidate: Candidate) -> bool:
        """Whether a sentence has a word of the theme, or the name, where either was asked for."""
        passage, at = candidate.passage, candidate.first
        if self.theme:
            return self.theme in themes_at(passage, at)
        return self.name.lower() in readable(passage.quote(passage.spans[at])).lower()


def grid(index: OpenIndex, subject: str, *, as_of: dt.date | None = None) -> Grid:
    """Look for a subject in what is held of every plan.

    Where it is the name of a theme of policing, sentences with its words are quoted; where it is a
    plan's own name for a theme, those that name it; otherwise those that are about the subject.

    Args:
        index: What is searched.
        subject: As typed: "cyber crime", "ASB", "Offender Pays".
        as_of: The day that "current" means; today where it is not given.

    Raises:
        IndexDamaged: The vector store fails, or a stored text is lost or altered.
    """
    subject = " ".join(without_controls(subject).split())[:LONGEST_SUBJECT].strip()
    texts = plan_texts(index)
    read = understand(
        subject,
        (),
        index.generation.catalogue,
        index.words,
        index.near_words,
        as_of or dt.date.today(),
    )
    read = replace(read, queries=(*read.queries, *_other_wordings(read, index)))
    theme = theme_called(subject) or theme_called(read.question)
    themes = themes_over_time(index)
    named = themes.names.called(subject) or themes.names.called(read.question)
    asked = _Asked(
        read=read, theme=theme.id if theme else "", name=named.name if named and not theme else ""
    )
    says_something = bool(read.concepts or asked.theme or asked.name)
    found = _found(asked, texts, index) if says_something else {}
    cells = tuple(_cell(text, found.get(text.plan.id, ()), read, index) for text in texts)
    return Grid(
        subject=subject,
        read_as=read.question,
        terms=telling_words(read.concepts),
        theme=theme.name if theme else "",
        name=asked.name,
        cells=cells,
        elsewhere=about_no_plan(read, index, asked.is_named_by) if says_something else (),
    )


def _found(
    asked: _Asked, texts: Sequence[PlanText], index: OpenIndex
) -> dict[str, Sequence[Candidate]]:
    """Return what is about the subject in each plan, best first."""
    themes = themes_over_time(index)
    if asked.theme:
        return {
            text.plan.id: _counted(themes.places.get((asked.theme, text.plan.id), ()), asked, index)
            for text in texts
        }
    searched = _searched(asked.read, texts, index)
    if asked.name:
        for text in texts:
            places = themes.names.places.get((asked.name, text.plan.id), ())
            named = _counted(_naming(places, asked.name, index), asked, index)
            if named:
                searched[text.plan.id] = named
    return searched


def _searched(
    read: Understanding, texts: Sequence[PlanText], index: OpenIndex
) -> dict[str, Sequence[Candidate]]:
    """Search each plan by itself; keep sentences that hold what is asked, not only stand near it."""
    held = [text for text in texts if text.places]
    searches = tuple(Search(within=text.within, name=text.plan.id) for text in held)
    return on_subject(read, searches, index)


def _other_wordings(read: Understanding, index: OpenIndex) -> list[str]:
    """What the documents may call the subject: for "ASB", "anti-social behaviour"."""
    groups = (*index.generation.catalogue.body.synonyms, *everyday_words().same)
    groups += tuple((asked, *others) for asked, others in everyday_words().wider)
    asked = {tuple(stem_words(concept.words)) for concept in read.concepts}
    same = [group for group in groups if any(tuple(stem_words(w)) in asked for w in group)]
    others = (w for group in same for w in group if tuple(stem_words(w)) not in asked)
    return list(dict.fromkeys(others))[:_WORDINGS]


def _naming(
    places: Sequence[SpanPlace], name: str, index: OpenIndex
) -> list[tuple[SpanPlace, int]]:
    """Rate what names a theme: best what names it and says more, then what stands under its name."""
    rated = []
    for position, at in places:
        passage = index.passage(position)
        words = readable(passage.quote(passage.spans[at])).lower()
        named = name.lower() in words
        rated.append(((position, at), named + (named and len(words) > 2 * len(name))))
    return rated


def _counted(
    places: Sequence[tuple[SpanPlace, int]], asked: _Asked, index: OpenIndex
) -> list[Candidate]:
    """Make candidates of spans that were found by their words; the best say most of it."""
    if not places:
        return []
    query = index.embedder.encode([asked.read.question])
    candidates = []
    for rank, ((position, at), different) in enumerate(places, start=1):
        passage = index.passage(position)
        vector = index.span_vectors(position)[at : at + 1]
        near = float(cosines(vector, query)[0, 0])
        hit = Hit(passage=passage, position=position, score=1.0, rank=rank, retriever="words")
        candidates.append(
            Candidate(
                hit=hit, first=at, last=at, score=different + near, whole=0.0,
                similarity=near, coverage=1.0, direct=1.0, fits=0.0,
            )
        )  # fmt: skip
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _cell(
    text: PlanText, candidates: Sequence[Candidate], read: Understanding, index: OpenIndex
) -> Cell:
    said, beside = _told_apart(candidates, text, index)
    citation = _quoted(said, text, read, index)
    if citation:
        outcome = Outcome.SAYS if text.held else Outcome.REPORTED
    elif citation := _quoted(beside, text, read, index):
        outcome = Outcome.ALONGSIDE
    elif text.held:
        outcome = Outcome.NOTHING
    else:
        outcome = Outcome.NOTHING_REPORTED if text.places else Outcome.NOT_HELD
    return Cell(
        plan=text.plan,
        outcome=outcome,
        held=text.held,
        citation=citation,
        published=index.generation.catalogue.by_id[citation.document].published
        if citation
        else None,
        more=max(0, len(candidates) - 1) if citation else 0,
        sentences=len(text.places),
        documents=len(text.documents),
    )


def _told_apart(
    candidates: Sequence[Candidate], text: PlanText, index: OpenIndex
) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
    """Divide what tells what is in the plan from what else is reported, each best first."""
    if text.held:
        return candidates, ()
    themes, catalogue = themes_over_time(index), index.generation.catalogue
    said = [c for c in candidates if says_what_is_in_plan(c, text.plan, themes, catalogue)]
    return said, [c for c in candidates if c not in said]


def _quoted(
    candidates: Sequence[Candidate], text: PlanText, read: Understanding, index: OpenIndex
) -> Citation | None:
    """Quote the best that can be verified, with the list or the sentence that it needs.

    What is quoted with it must speak of the plan as well.
    """
    for best in candidates[:_TRIED]:
        for chosen in (select([best], read, max_words=_ROOM)[:1], [best]):
            if not all(text.held or text.plan.id in s.plans for c in chosen for s in c.spans):
                continue
            cited = cite(chosen, index.generation, read.wanted)
            if cited:
                return replace(cited[0], emphasis=())
    return None

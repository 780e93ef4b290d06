"""Is what is shown right: its facts, its sources, its quotations, its scope, its length?"""

from collections.abc import Sequence

from evals.facts import holds, stated
from evals.reading_age import reading_age
from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.spec import Measures, TaskSpec

__all__ = ["ANSWERS", "facts_shown", "first_is_right"]


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    del passages
    answer = shown[0]
    named = sample.right_documents
    cited = [citation.document for citation in answer.citations]
    groups = [not set(group).isdisjoint(cited) for group in sample.documents]
    said = answer.text if answer.answers else ""
    return {
        "facts": facts_shown(sample, answer),
        "facts in 120 words": _part(stated(_first_words(said), sample.contains)),
        "all facts": _all(stated(said, sample.contains)),
        "facts or near": _part(stated(answer.text, sample.contains)),
        "no false facts": _all([not holds(answer.text, w) for w in sample.not_contains]),
        "first document": first_is_right(sample, answer),
        "sources cited": _part(groups),
        "sources superfluous": _part([d not in named for d in cited]) if named else None,
        "quotations verified": _part([c.verified for c in answer.citations]),
        "scope": None if sample.plans is None else float(set(sample.plans) == set(answer.plans)),
        "words": float(answer.words) if answer.citations else None,
        "reading age": reading_age(answer.first) if answer.answers else None,
        **_written(sample, answer),
    }


def _written(sample: Sample, answer: Shown) -> Measures:
    """What a chat model wrote, by itself; nothing is measured of a system without one."""
    asked = answer.written is not None
    dropped = answer.dropped / answer.sentences if answer.sentences else None
    return {
        "written": float(bool(answer.written)) if asked and answer.answers else None,
        "sentences dropped": dropped if asked else None,
        "written facts": _part(stated(answer.written or "", sample.contains)) if asked else None,
    }


def _first_words(text: str, most: int = 120) -> str:
    """The beginning of what is shown: so much, people read."""
    return " ".join(text.split()[:most])


def facts_shown(sample: Sample, answer: Shown) -> float | None:
    """The part of the facts asked for that stand in what is shown as an answer.

    What a decline shows as near is none.
    """
    return _part(stated(answer.text if answer.answers else "", sample.contains))


def first_is_right(sample: Sample, answer: Shown) -> float | None:
    """Whether the first source is one that answers."""
    if not sample.documents:
        return None
    return float(bool(answer.citations) and answer.citations[0].document in sample.right_documents)


def _part(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _all(values: Sequence[bool]) -> float | None:
    return float(all(values)) if values else None


ANSWERS = TaskSpec(
    name="answers",
    measures=(
        "facts",
        "facts in 120 words",
        "all facts",
        "facts or near",
        "no false facts",
        "first document",
        "sources cited",
        "sources superfluous",
        "quotations verified",
        "scope",
        "words",
        "reading age",
        "written",
        "sentences dropped",
        "written facts",
    ),
    takes=lambda sample: sample.answerable or sample.plans is not None,
    score=_score,
)

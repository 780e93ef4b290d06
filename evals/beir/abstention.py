"""How well the assistant's decision, and a mere score, tell questions that have no answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Status
from evals.beir.figures import Estimate, area
from evals.beir.reading import BeirQuery
from evals.shown import ANSWERED

__all__ = ["Abstention", "Decisions", "judge_abstention"]

_ANSWERABLE, _UNANSWERABLE = "ANSWERABLE", "UNANSWERABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What became of the questions of one answerability."""

    answerability: str
    n: int
    answered: int
    declined: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The decisions, and how well scores tell ANSWERABLE from UNANSWERABLE."""

    decisions: tuple[Decisions, ...]
    answerable: int
    unanswerable: int
    without_support: int
    """Of these, how many ended before a search: their support counts as 0."""
    support_auroc: Estimate | None
    """None where one of the two kinds is missing."""
    plain_auroc: Estimate | None
    """The same for the best cosine of the plain store."""


def judge_abstention(
    queries: Sequence[BeirQuery], answers: Mapping[str, Answer], cosines: Mapping[str, float]
) -> Abstention | None:
    """Judge what the assistant did with queries that say whether they can be answered.

    Returns:
        None where no query says so.
    """
    judged = [query for query in queries if query.answerability]
    if not judged:
        return None
    kinds = dict.fromkeys(query.answerability or "" for query in judged)
    of_kind = {kind: [q.id for q in judged if q.answerability == kind] for kind in sorted(kinds)}
    yes, no = (of_kind.get(kind, []) for kind in (_ANSWERABLE, _UNANSWERABLE))
    support = {name: answer.support or 0.0 for name, answer in answers.items()}
    return Abstention(
        decisions=tuple(
            _decisions(kind, [answers[name].status for name in names])
            for kind, names in of_kind.items()
        ),
        answerable=len(yes),
        unanswerable=len(no),
        without_support=sum(answers[name].support is None for name in (*yes, *no)),
        support_auroc=_auroc(yes, no, support),
        plain_auroc=_auroc(yes, no, cosines),
    )


def _decisions(kind: str, statuses: Sequence[Status]) -> Decisions:
    answered = sum(status in ANSWERED for status in statuses)
    return Decisions(
        answerability=kind,
        n=len(statuses),
        answered=answered,
        declined=len(statuses) - answered,
        statuses=dict(sorted(Counter(status.value for status in statuses).items())),
    )


def _auroc(yes: Sequence[str], no: Sequence[str], scores: Mapping[str, float]) -> Estimate | None:
    if not yes or not no:
        return None
    return area([scores[name] for name in yes], [scores[name] for name in no])

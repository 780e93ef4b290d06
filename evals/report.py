"""How good the answers to a question set are: figures per category and every miss."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer
from corpus.text import normalise
from evals.questions import Sample

__all__ = ["Score", "print_report", "score"]

_ANSWERED = ("answered", "partly_answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one answer is worth; None where the sample does not ask it."""

    sample: Sample
    answer: Answer
    status: bool
    cited: bool | None
    """Whether the first citation is a document that holds the answer."""
    facts: float | None
    """The part of the facts asked for that stand in the answer."""
    scope: bool | None


def score(sample: Sample, answer: Answer) -> Score:
    """Judge one answer against its sample, without a language model."""
    cited = [citation.document for citation in answer.citations]
    text = normalise(answer.text).lower()
    found = [_holds(text, fact) for fact in sample.contains]
    return Score(
        sample=sample,
        answer=answer,
        status=answer.status.value in sample.status,
        cited=bool(cited and cited[0] in sample.documents) if sample.documents else None,
        facts=sum(found) / len(found) if found else None,
        scope=set(sample.plans) <= set(answer.scope.plans) if sample.plans else None,
    )


def _holds(text: str, fact: str) -> bool:
    wanted = re.escape(normalise(fact).lower())
    return re.search(rf"(?<![\d.,]){wanted}(?!\d|[.,]\d)", text) is not None


def print_report(scores: Sequence[Score], *, misses: bool) -> None:
    """Print figures per category, and each sample that misses something."""
    print(
        f"{'category':18} {'n':>4} {'status':>7} {'first':>7} {'facts':>7} {'scope':>7} {'words':>6}"
    )
    groups: dict[str, list[Score]] = defaultdict(list)
    for entry in scores:
        groups[entry.sample.category].append(entry)
    for name, group in [*sorted(groups.items()), ("all", list(scores))]:
        shown = [e for e in group if e.answer.citations]
        words = [sum(len(c.shown.split()) for c in e.answer.citations) for e in shown]
        print(
            f"{name:18} {len(group):4} {_mean(group, lambda e: e.status)} "
            f"{_mean(group, lambda e: e.cited)} {_mean(group, lambda e: e.facts)} "
            f"{_mean(group, lambda e: e.scope)} {sum(words) / max(1, len(words)):6.0f}"
        )
    answerable = [e for e in scores if set(e.sample.status) & set(_ANSWERED)]
    others = [e for e in scores if not set(e.sample.status) & set(_ANSWERED)]
    taken = sum(e.answer.status.value in _ANSWERED for e in answerable)
    declined = sum(e.answer.status.value not in _ANSWERED for e in others)
    print(
        f"answerable answered {taken}/{len(answerable)}; others declined {declined}/{len(others)}"
    )
    for entry in scores if misses else ():
        if (
            not entry.status
            or entry.cited is False
            or entry.scope is False
            or (entry.facts or 1) < 1
        ):
            _print_miss(entry)


def _mean(group: Sequence[Score], value: Callable[[Score], float | None]) -> str:
    values = [found for entry in group if (found := value(entry)) is not None]
    return f"{100 * sum(values) / len(values):6.1f}%" if values else "      –"


def _print_miss(entry: Score) -> None:
    sample, answer = entry.sample, entry.answer
    print(f"\n{sample.id} {sample.category}: {sample.question!r} {list(sample.history) or ''}")
    print(f"  status {answer.status.value}, wanted {'/'.join(sample.status)}; facts {entry.facts}")
    print(
        f"  wanted {list(sample.contains)} in {list(sample.documents)}, plans {list(sample.plans)}"
    )
    for citation in answer.citations:
        print(f"  [{citation.marker}] {citation.passage}: {citation.shown[:160]!r}")

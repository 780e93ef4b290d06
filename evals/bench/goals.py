"""The figures that the assistant is to reach, and whether it reached them."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evals.bench.figures import IngestFigures, Load, SizeFigures, ratio

__all__ = ["Goal", "goals_of", "shown"]

_SOONER = 3.0
_QUESTION_MS = {10_000: 60.0, 100_000: 120.0}
_FASTER = 3.5
_MEMORY_MB, _MEMORY_SHARE = 400.0, 0.5
_USERS, _USERS_MS = 32, 2_000.0
_WAIT_SECONDS, _FAIR = 10.0, 0.9
"""What “fair, nobody waits for ever” is taken to mean: the longest wait, and Jain's index."""
_UNCHANGED_SECONDS = 2.0
_MAIN = 10_000
"""The size at which a start, memory and many users are judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure to reach, as it was found."""

    what: str
    wanted: str
    ours: float
    theirs: float | None
    """The rival's figure; None where it has none."""
    unit: str
    ratio: float | None
    """Ours over theirs; None where the rival has none."""
    reached: bool
    passages: int
    """The size of the index that it was found with."""


def goals_of(sizes: Sequence[SizeFigures], unchanged_seconds: float | None) -> list[Goal]:
    """Hold what was found against the figures to reach, in the order in which they are asked for.

    Where the size that a figure is asked for was not measured, the next smaller one is taken for a
    start, memory and users, or the smallest; a figure of a question is left out.

    Args:
        sizes: What was found for each size, at least for one.
        unchanged_seconds: How long an ingest took that had nothing to do; None if not measured.
    """
    main = max((s for s in sizes if s.passages <= _MAIN), key=_passages, default=sizes[0])
    goals = [_start(main), *_questions(sizes)]
    ingested = [size for size in sizes if size.ingest]
    if ingested and (found := ingested[-1].ingest):
        goals += _ingest(found, ingested[-1].passages)
    goals += [_memory(main), *_users(main)]
    if unchanged_seconds is not None:
        goals.append(_unchanged(unchanged_seconds, main.real))
    return goals


def _passages(size: SizeFigures) -> int:
    return size.passages


def _start(size: SizeFigures) -> Goal:
    ours, theirs = (size.served[name].start("answer") for name in ("assistant", "plain"))
    return Goal(
        what="cold start of the server to its first answer",
        wanted=f"at least {_SOONER:g} times sooner",
        ours=ours,
        theirs=theirs,
        unit="s",
        ratio=ratio(ours, theirs),
        reached=ours * _SOONER <= theirs,
        passages=size.passages,
    )


def _questions(sizes: Sequence[SizeFigures]) -> Iterator[Goal]:
    for size in sizes:
        if (most := _QUESTION_MS.get(size.passages)) is not None:
            ours, theirs = size.assistant.percentile(95), size.plain.percentile(95)
            yield Goal(
                what="one question without a model, p95",
                wanted=f"at most {most:g} ms",
                ours=ours,
                theirs=theirs,
                unit="ms",
                ratio=ratio(ours, theirs),
                reached=ours <= most,
                passages=size.passages,
            )


def _ingest(found: IngestFigures, passages: int) -> Iterator[Goal]:
    alone = found.alone
    rates = {
        "ingest, the whole command": (found.assistant.per_second, found.plain.per_second),
        "ingest, embedding the same passages alone": (
            alone.passages / alone.assistant_seconds,
            alone.passages / alone.plain_seconds,
        ),
    }
    for what, (ours, theirs) in rates.items():
        yield Goal(
            what=what,
            wanted=f"at least {_FASTER:g} times the passages/s",
            ours=ours,
            theirs=theirs,
            unit="passages/s",
            ratio=ratio(ours, theirs),
            reached=ours >= _FASTER * theirs,
            passages=passages,
        )


def _memory(size: SizeFigures) -> Goal:
    ours, theirs = size.served["assistant"].memory_mb, size.served["plain"].memory_mb
    return Goal(
        what="memory while serving",
        wanted=f"at most {_MEMORY_MB:g} MB, and less than half",
        ours=ours,
        theirs=theirs,
        unit="MB",
        ratio=ratio(ours, theirs),
        reached=ours <= _MEMORY_MB and ours < _MEMORY_SHARE * theirs,
        passages=size.passages,
    )


_Reads = Callable[[Load], float]
_OF_USERS: tuple[tuple[str, str, str, _Reads, Callable[[float], bool]], ...] = (
    ("errors", "none", "", lambda load: load.failed, lambda found: found == 0),
    (
        "p95",
        f"less than {_USERS_MS:g} ms",
        "ms",
        lambda load: load.p95_ms,
        lambda found: found < _USERS_MS,
    ),
    (
        "longest wait of anybody",
        f"at most {_WAIT_SECONDS:g} s",
        "s",
        lambda load: load.longest_wait,
        lambda found: found <= _WAIT_SECONDS,
    ),
    (
        "fairness (Jain's index)",
        f"at least {_FAIR:g}",
        "",
        lambda load: load.fairness,
        lambda found: found >= _FAIR,
    ),
)
"""What, what is wanted, the unit, how it is read from a load, when it is reached."""


def _users(size: SizeFigures) -> Iterator[Goal]:
    ours, theirs = (size.served[name].load(_USERS) for name in ("assistant", "plain"))
    if ours is None or theirs is None:
        return
    for what, wanted, unit, read, reached in _OF_USERS:
        yield Goal(
            what=f"{_USERS} users at once, {what}",
            wanted=wanted,
            ours=read(ours),
            theirs=read(theirs),
            unit=unit,
            ratio=ratio(read(ours), read(theirs)),
            reached=reached(read(ours)),
            passages=size.passages,
        )


def _unchanged(seconds: float, passages: int) -> Goal:
    return Goal(
        what="`python -m ingest` with nothing changed",
        wanted=f"at most {_UNCHANGED_SECONDS:g} s",
        ours=seconds,
        theirs=None,
        unit="s",
        ratio=None,
        reached=seconds <= _UNCHANGED_SECONDS,
        passages=passages,
    )


def shown(value: float | None) -> str:
    """Write a figure with about three digits; a dash where there is none."""
    if value is None or math.isnan(value):
        return "–"
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"

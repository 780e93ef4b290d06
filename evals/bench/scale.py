"""`python -m evals.bench.scale docs`: what more passages cost, measured and extrapolated.

Reads `bench.json` in a folder, writes the tables in `scale.md` between its markers, and draws
`images/scale.png`. `python -m evals bench --out docs` does it too.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import PlansError
from evals.bench.figures import percentile
from evals.bench.goals import shown
from evals.bench.scale_drawing import Curve, draw_curves
from evals.table import Rows, markdown

__all__ = [
    "Cost",
    "costs_of",
    "extrapolated",
    "ingest_seconds",
    "main",
    "scale_rows",
    "write_scale",
]

MILLION = 1_000_000
_PAGE, _PICTURE = "scale.md", "images/scale.png"
_BEGIN, _END = "<!-- figures: {} -->", "<!-- end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one size costs the assistant, as it was measured."""

    passages: int
    p50_ms: float
    p95_ms: float
    """One question, called in its process."""
    served_p95_ms: float
    """One user, over HTTP."""
    crowd: int
    """The largest number of users at once."""
    crowd_p95_ms: float
    """With so many, over HTTP."""
    per_second: float
    """Answers with the largest number of users."""
    start: float
    """Seconds until a cold server gives its first answer."""
    memory_mb: float
    """While serving."""
    disk_mb: float
    write_seconds: float
    """Writing a generation whose vectors are known."""
    write_mb: float
    """The most memory that was resident while it was written."""
    rival_p95_ms: float
    rival_memory_mb: float
    rival_disk_mb: float


def costs_of(bench: Mapping[str, Any]) -> list[Cost]:
    """Read what each size cost from what the benchmark wrote, the smallest first."""
    return [_cost(size) for size in sorted(bench["sizes"], key=lambda size: size["passages"])]


def _cost(size: Mapping[str, Any]) -> Cost:
    ours, theirs = size["assistant"], size["plain"]
    served = size["served"]["assistant"]
    alone = min(served["loads"], key=lambda load: load["users"])
    crowd = max(served["loads"], key=lambda load: load["users"])
    starts = [start["answer"] for start in served["starts"]]
    return Cost(
        passages=size["passages"],
        p50_ms=_percentile(ours, 50),
        p95_ms=_percentile(ours, 95),
        served_p95_ms=alone["p95_ms"],
        crowd=crowd["users"],
        crowd_p95_ms=crowd["p95_ms"],
        per_second=crowd["per_second"],
        start=percentile(starts, 50),
        memory_mb=served["memory_mb"],
        disk_mb=ours["disk_mb"],
        write_seconds=size["writing"]["assistant_seconds"],
        write_mb=size["writing"]["assistant_mb"],
        rival_p95_ms=_percentile(theirs, 95),
        rival_memory_mb=size["served"]["plain"]["memory_mb"],
        rival_disk_mb=theirs["disk_mb"],
    )


def _percentile(answering: Mapping[str, Any], percent: int) -> float:
    return percentile([t for times in answering["milliseconds"] for t in times], percent)


def extrapolated(points: Sequence[tuple[float, float]], at: float) -> float:
    """Go on straight through the last two points: `last + slope * (at - its place)`.

    Args:
        points: Place and value, at least two, the places rising.
        at: The place that is asked for.
    """
    (x, low), (last, high) = points[-2:]
    return high + (high - low) / (last - x) * (at - last)


def ingest_seconds(bench: Mapping[str, Any], costs: Sequence[Cost], passages: int) -> float:
    """Work out how long an ingest of everything takes: start + passages * each + writing.

    The start is that of an ingest with nothing to do, and what each passage costs is what the
    ingest that was run took besides its start and its writing, divided by its passages. Writing is
    measured where the size was, else extrapolated.

    Raises:
        PlansError: No ingest was run.
    """
    ran = [size for size in bench["sizes"] if size["ingest"]]
    if not ran:
        raise PlansError("bench.json has no ingest; run the benchmark with a size of 1,000")
    size = ran[-1]
    found, written = size["ingest"], size["writing"]["assistant_seconds"]
    start = found["unchanged_seconds"]
    count = found["assistant"]["passages"]
    each = (found["assistant"]["seconds"] - start - written) / count
    known = {cost.passages: cost.write_seconds for cost in costs}
    writing = known.get(passages) or extrapolated(list(known.items()), passages)
    return float(start + passages * each + writing)


def scale_rows(bench: Mapping[str, Any], costs: Sequence[Cost]) -> Rows:
    """A line for each cost, a column for each measured size and one for a million."""
    ran = max((size["passages"] for size in bench["sizes"] if size["ingest"]), default=0)
    rows = [["", *(f"{cost.passages:,}" for cost in costs), "1,000,000 *(extrapolated)*"]]
    hours = ["first ingest, s"]
    for cost in costs:
        seconds = shown(ingest_seconds(bench, costs, cost.passages))
        hours.append(seconds if cost.passages == ran else f"*{seconds}*")
    rows.append([*hours, f"*{shown(ingest_seconds(bench, costs, MILLION))}*"])
    lines = {
        "writing a generation, s": [cost.write_seconds for cost in costs],
        "memory while writing, MB": [cost.write_mb for cost in costs],
        "memory while serving, MB": [cost.memory_mb for cost in costs],
        "index on disk, MB": [cost.disk_mb for cost in costs],
        "cold start to a first answer, s": [cost.start for cost in costs],
        "a question, p50, ms": [cost.p50_ms for cost in costs],
        "a question, p95, ms": [cost.p95_ms for cost in costs],
        "a question over HTTP, 1 user, p95, ms": [cost.served_p95_ms for cost in costs],
        f"a question over HTTP, {costs[-1].crowd} users, p95, ms": [
            cost.crowd_p95_ms for cost in costs
        ],
        f"answers/s, {costs[-1].crowd} users": [cost.per_second for cost in costs],
        "rival: a question, p95, ms": [cost.rival_p95_ms for cost in costs],
        "rival: memory while serving, MB": [cost.rival_memory_mb for cost in costs],
        "rival: store on disk, MB": [cost.rival_disk_mb for cost in costs],
    }
    places = [cost.passages for cost in costs]
    for label, values in lines.items():
        if label.startswith("answers/s"):
            far = "–"  # a rate does not fall along a line
        else:
            line = list(zip(places, values, strict=True))
            far = f"*{shown(max(extrapolated(line, MILLION), values[-1]))}*"
        rows.append([label, *map(shown, values), far])
    return rows


def _on(bench: Mapping[str, Any]) -> str:
    machine = bench["machine"]
    loads = ", ".join(f"{size['load']:.1f}" for size in bench["sizes"])
    return (
        f"{machine['date']}, {machine['cores']} cores, {machine['memory_gb']} GB memory, Python "
        f"{machine['python']}; load after each size: {loads}. In italics: extrapolated."
    )


def _picture(costs: Sequence[Cost]) -> str:
    last = costs[-1]
    said = (
        f"Three curves over the number of passages. At {last.passages:,}: a question takes "
        f"{shown(last.p95_ms)} ms at the 95th percentile, the server holds {shown(last.memory_mb)} "
        f"MB, the index takes {shown(last.disk_mb)} MB; the rival {shown(last.rival_p95_ms)} ms, "
        f"{shown(last.rival_memory_mb)} MB and {shown(last.rival_disk_mb)} MB."
    )
    return f"![{said}]({_PICTURE})"


def write_scale(folder: Path) -> bool:
    """Write the tables and the picture of a folder's `scale.md` anew from its `bench.json`.

    Returns:
        Whether there was anything to write: a page, and at least two sizes, one ingested.

    Raises:
        PlansError: A marker is missing in the page.
    """
    page = folder / _PAGE
    if not page.exists():
        return False
    bench = json.loads((folder / "bench.json").read_text("utf-8"))
    costs = costs_of(bench)
    if len(costs) < 2 or not any(size["ingest"] for size in bench["sizes"]):
        return False
    parts = {
        "costs": f"{markdown(scale_rows(bench, costs))}\n{_on(bench)}",
        "picture": _picture(costs),
    }
    text = page.read_text("utf-8")
    for name, part in parts.items():
        text = _replaced(text, name, part)
    draw_curves(_curves(costs), folder / _PICTURE)
    page.write_text(text, "utf-8")
    return True


def _replaced(text: str, name: str, part: str) -> str:
    begin = _BEGIN.format(name)
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise PlansError(f"{_PAGE}: {begin} … {_END} is missing")
    return f"{before}{begin}\n{part}\n{_END}{after}"


def _curves(costs: Sequence[Cost]) -> list[Curve]:
    places = [cost.passages for cost in costs]
    return [
        Curve(
            title="a question, p95, ms",
            places=places,
            ours=[cost.p95_ms for cost in costs],
            rival=[cost.rival_p95_ms for cost in costs],
        ),
        Curve(
            title="memory while serving, MB",
            places=places,
            ours=[cost.memory_mb for cost in costs],
            rival=[cost.rival_memory_mb for cost in costs],
        ),
        Curve(
            title="index on disk, MB",
            places=places,
            ours=[cost.disk_mb for cost in costs],
            rival=[cost.rival_disk_mb for cost in costs],
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the page of the folder that the command line names; returns the exit status."""
    folder = Path(arguments[0] if arguments else "docs")
    try:
        written = write_scale(folder)
    except (PlansError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if not written:
        print("error: it takes two sizes, one of them ingested, and a scale.md", file=sys.stderr)
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

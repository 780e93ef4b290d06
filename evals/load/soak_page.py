"""What a soak showed, as a page with a picture, and as lines for a terminal."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from evals.load.record import Look, Soaked
from evals.reporting.drawing import FAINT, GRID, INK, PAPER
from evals.table import Rows, markdown, plain_table

__all__ = ["as_markdown", "as_text", "draw", "write_soak"]

_BLUE, _ORANGE = "#0072b2", "#d55e00"
_SHOWN_ERRORS = 20


def _verdict(found: Soaked) -> str:
    return {
        True: "Passed: nothing unexpected happened and memory is flat.",
        False: "Not passed.",
        None: "Nothing unexpected happened; too short to say whether memory is flat.",
    }[found.passed]


def _done_rows(found: Soaked) -> Rows:
    wrong = Counter(error.what for error in found.errors)
    rows = [["", "times", "errors", "p50, ms", "p95, ms"]]
    for what, times in found.done.items():
        p50, p95 = found.p50_ms[what], found.p95_ms[what]
        rows.append([what, f"{times:,}", str(wrong[what]), f"{p50:,.0f}", f"{p95:,.0f}"])
    for what in wrong.keys() - found.done.keys():
        rows.append([what, "–", str(wrong[what]), "–", "–"])
    return rows


def _held_rows(looks: Sequence[Look]) -> Rows:
    rows = [["", "first", "median", "last", "most"]]
    kinds: dict[str, list[float]] = {
        "memory, MB": [look.memory_mb for look in looks],
        "threads": [look.threads for look in looks],
        "open files": [look.files for look in looks],
        "generations on disk": [look.generations for look in looks],
    }
    for what, values in kinds.items():
        ordered = sorted(values)
        shown = (values[0], ordered[len(ordered) // 2], values[-1], ordered[-1])
        rows.append([what, *(f"{value:,.0f}" for value in shown)])
    return rows


def _memory(found: Soaked) -> str:
    trend = found.trend
    if trend is None:
        return "Too few looks at memory to say how it went."
    return (
        f"Memory: {trend.slope:+.1f} MB an hour over the last two thirds of the time (95% interval "
        f"{trend.low:+.1f} to {trend.high:+.1f}, least squares over the means of up to 20 blocks); "
        f"median {trend.second_quarter:,.0f} MB in the second quarter, {trend.last_quarter:,.0f} MB "
        f"in the last ({trend.growth:+.1%}). Flat means: the last quarter holds at most 5% more, and "
        "the interval does not lie above 5% an hour."
    )


def _ingests(found: Soaked) -> str:
    if not found.ingests:
        return "No document was changed."
    longest = max(made.seconds for made in found.ingests)
    seen = [made.seen_after for made in found.ingests if made.seen_after is not None]
    last = f"at most {max(seen):.1f} s after its end" if seen else "never"
    return (
        f"A document was changed {len(found.ingests)} times; `python -m ingest` took at most "
        f"{longest:.1f} s beside the load, and answers came from the new generation {last}."
    )


def _about(found: Soaked) -> str:
    machine = found.machine
    return (
        f"{machine['date']}, {machine['cores']} cores, {machine['memory_gb']} GB memory, load "
        f"{machine['load_at_start']} at the start. {found.minutes:g} minutes, {found.users} users, "
        f"each of whom waits {found.think_seconds:g} s on average between two things."
    )


def as_text(found: Soaked) -> str:
    """Write it for a terminal."""
    parts = [plain_table(_done_rows(found))]
    if found.looks:
        parts.append(plain_table(_held_rows(found.looks)))
    parts += [_memory(found), _ingests(found), *_errors(found), _verdict(found)]
    return "\n\n".join(parts)


def _errors(found: Soaked) -> list[str]:
    shown = [
        f"- after {error.at:,.0f} s, {error.what}: {error.said}"
        for error in found.errors[:_SHOWN_ERRORS]
    ]
    if len(found.errors) > _SHOWN_ERRORS:
        shown.append(f"- and {len(found.errors) - _SHOWN_ERRORS} more")
    return ["\n".join(shown)] if shown else []


def as_markdown(found: Soaked) -> str:
    """Write it as a page; the picture is `images/soak.png` beside it."""
    command = f"python -m evals.load soak --minutes {found.minutes:g} --users {found.users}"
    parts = [
        "# A soak: everything at once, for a long time",
        f"Written by `{command} --out docs`; do not edit.",
        f"**{_verdict(found)}** {_about(found)}",
        "`python -m assistant serve` on a copy of the index. The users ask through the page, the "
        "API, its stream and the chat, read pages, and send what nobody should: broken JSON, bodies "
        "that are too large, half requests, wrong methods. Meanwhile a document changes back and "
        "forth and is ingested. An error is what should not happen: a question without an answer, a "
        "bad request that is not refused, a page that is not there, a failed ingest, a traceback in "
        "the log.",
        markdown(_done_rows(found)).rstrip(),
        *_errors(found),
    ]
    if found.looks:
        parts += [
            f"![{_described(found)}](images/soak.png)",
            markdown(_held_rows(found.looks)).rstrip(),
        ]
    return "\n\n".join([*parts, _memory(found), _ingests(found)]) + "\n"


def _described(found: Soaked) -> str:
    held = [look.memory_mb for look in found.looks]
    return (
        f"Memory of the server over {found.minutes:g} minutes: between {min(held):,.0f} and "
        f"{max(held):,.0f} MB, {held[-1]:,.0f} MB at the end. Threads and open files below it."
    )


def draw(found: Soaked, path: Path) -> None:
    """Draw memory, and threads and open files below it, over time.

    Args:
        found: With at least one look.
        path: A PNG file.
    """
    minutes = [look.at / 60 for look in found.looks]
    drawing = Drawing(figsize=(9, 5), dpi=120, facecolor=PAPER, layout="constrained")
    memory, counts = drawing.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    memory.plot(minutes, [look.memory_mb for look in found.looks], color=_BLUE, linewidth=1.5)
    memory.set_ylim(0, 1.1 * max(look.memory_mb for look in found.looks))
    memory.set_ylabel("memory, MB")
    for place, made in enumerate(found.ingests):
        label = "an ingest" if place == 0 else None
        memory.axvline(made.at / 60, color=FAINT, linewidth=0.8, linestyle=":", label=label)
    if found.ingests:
        memory.legend(loc="lower right", frameon=False)
    counts.plot(minutes, [look.files for look in found.looks], color=_BLUE, label="open files")
    threads = [look.threads for look in found.looks]
    counts.plot(minutes, threads, color=_ORANGE, linestyle="--", label="threads")
    counts.set_ylim(bottom=0)
    counts.set_xlabel("minutes")
    counts.legend(loc="lower right", frameon=False, ncols=2)
    for axes in (memory, counts):
        _plain(axes)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawing.savefig(path)


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.tick_params(colors=INK)


def write_soak(folder: Path, found: Soaked) -> None:
    """Write `soak.md`, `soak.json` with every look, and `images/soak.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    if found.looks:
        draw(found, folder / "images" / "soak.png")
    (folder / "soak.json").write_text(json.dumps(asdict(found)) + "\n", "utf-8")
    (folder / "soak.md").write_text(as_markdown(found), "utf-8")

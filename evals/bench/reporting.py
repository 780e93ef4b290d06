"""The figures of a benchmark as tables, for a terminal and for Markdown, and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.bench.figures import (
    LINES,
    IngestFigures,
    Load,
    Served,
    SizeFigures,
    ratio,
    step_medians,
)
from evals.bench.goals import Goal, goals_of, shown
from evals.table import Rows, markdown, plain_table

__all__ = [
    "NOTES",
    "About",
    "as_markdown",
    "as_text",
    "goal_rows",
    "served_rows",
    "size_rows",
    "step_rows",
    "write_report",
]

NOTES = (
    "Both answered in this run, on the same machine, from the same passages and vectors. Ratios "
    "within a run compare; seconds of two machines do not.",
    "Only the passages of the current index are real. The others are made up of its words, with "
    "random vectors: they show how long a search takes, not how well it finds. A real corpus of "
    "that size would also have more different words.",
    "`plain` is the way of the tutorials: sentence-transformers, LangChain's Chroma as it is "
    "out of the box, the five nearest passages, Gradio's ChatInterface. It judges, scopes and "
    "quotes nothing.",
    "Served: `python -m assistant serve` without a limit on how often one address asks, and "
    "`python -m evals.bench.plain_server` launched as tutorials do. One client asks both, on the "
    "same machine and cores: the assistant through its page /ask, the rival through its chat's "
    "API, the only one it has. Gradio lets one question after the other through unless told "
    "otherwise, and so does the rival.",
    "A start is a fresh process with its imports, asked ten times a second until it answers; its files "
    "are in the system's cache, since the same run read them before. The median of all starts.",
    "Memory is what is resident in the process and its children after all questions; the peak is "
    "the most that ever was.",
    "Questions are those of the dev set without a history, in the same order; some of them the "
    "assistant answers without searching. Called in their own process they are asked from a thread "
    "beside the main one, as a server does; in the first round nothing is kept yet from earlier "
    "questions.",
    "Ingest: both read the same made-up passages; the assistant's also cuts them out of documents, "
    "and embeds every sentence and word of them beside the passage. Alone: only the embedding of "
    "the same passages' texts, with the model loaded; the rival's on its default batches.",
    "A load well above the number of cores means that others used the machine too: ratios then "
    "say more than the figures, and both less than on a quiet machine.",
    "Of times, memory and disk less is better (a ratio below 1), of rates more.",
)
_HEAD = ["", "assistant", "plain", "assistant/plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a run was made on and with."""

    machine: Mapping[str, object]
    questions: int
    rounds: int
    unchanged_seconds: float | None = None
    """Of an ingest of the corpus that ships, when its index is up to date."""


def goal_rows(goals: Sequence[Goal]) -> Rows:
    """A line for each figure to reach."""
    rows = [["", "goal", "assistant", "plain", "ratio", "reached", "passages"]]
    for goal in goals:
        unit = f" {goal.unit}" if goal.unit else ""
        rows.append(
            [
                goal.what,
                goal.wanted,
                f"{shown(goal.ours)}{unit}",
                "–" if goal.theirs is None else f"{shown(goal.theirs)}{unit}",
                "–" if goal.ratio is None else f"{goal.ratio:.2f}",
                "yes" if goal.reached else "**no**",
                f"{goal.passages:,}",
            ]
        )
    return rows


def size_rows(found: SizeFigures) -> Rows:
    """A line for each figure of one size without a server, with the ratio of the two."""
    rows = [_HEAD]
    rows += [_row(label, of(found.assistant), of(found.plain)) for label, of in LINES]
    writing = found.writing
    written = _row("writing the index, s", writing.assistant_seconds, writing.plain_seconds)
    return [*rows, written, *(_ingest_rows(found.ingest) if found.ingest else [])]


def _ingest_rows(found: IngestFigures) -> Rows:
    ours, theirs, alone = found.assistant, found.plain, found.alone
    own, other = (alone.passages / s for s in (alone.assistant_seconds, alone.plain_seconds))
    return [
        _row("ingest of the same passages, s", ours.seconds, theirs.seconds),
        _row("passages", ours.passages, theirs.passages),
        _row("texts embedded", ours.texts, theirs.texts),
        _row("ingest, passages/s", ours.per_second, theirs.per_second),
        _row("ingest, texts/s", ours.texts / ours.seconds, theirs.texts / theirs.seconds),
        _row("ingest, peak memory, MB", ours.memory_mb, theirs.memory_mb),
        _row("embedding alone, passages/s", own, other),
        ["embedding alone, texts/s", shown(alone.assistant_texts_per_second), "–", "–"],
        ["ingest again, nothing changed, s", shown(found.unchanged_seconds), "–", "–"],
    ]


def served_rows(found: Mapping[str, Served]) -> Rows:
    """A line for each figure of one size as a server, with the ratio of the two."""
    ours, theirs = found["assistant"], found["plain"]
    rows = [_HEAD]
    for what, label in (
        ("healthz", "/healthz"),
        ("answer", "a first answer"),
        ("chat", "the chat"),
    ):
        rows.append(_row(f"start to {label}, s", ours.start(what), theirs.start(what)))
    rows.append(_row("memory after the start, MB", ours.idle_mb, theirs.idle_mb))
    asked = f"{ours.answered:,} and {theirs.answered:,}"
    rows.append(_row(f"memory after {asked} answers, MB", ours.memory_mb, theirs.memory_mb))
    rows.append(_row("peak memory, MB", ours.peak_mb, theirs.peak_mb))
    for load in ours.loads:
        if other := theirs.load(load.users):
            rows += _load_rows(load, other)
    return rows


def _load_rows(ours: Load, theirs: Load) -> Rows:
    users = f"{ours.users} user{'s' if ours.users != 1 else ''}"
    return [
        _row(f"{users}: errors", ours.failed, theirs.failed),
        _row(f"{users}: p50, ms", ours.p50_ms, theirs.p50_ms),
        _row(f"{users}: p95, ms", ours.p95_ms, theirs.p95_ms),
        _row(f"{users}: p99, ms", ours.p99_ms, theirs.p99_ms),
        _row(f"{users}: answers/s", ours.per_second, theirs.per_second),
        _row(f"{users}: fairness", ours.fairness, theirs.fairness),
        _row(f"{users}: longest wait, s", ours.longest_wait, theirs.longest_wait),
    ]


def _row(label: str, ours: float, theirs: float) -> list[str]:
    times = ratio(ours, theirs)
    return [label, shown(ours), shown(theirs), "–" if times is None else f"{times:.2f}"]


def step_rows(sizes: Sequence[SizeFigures]) -> Rows:
    """A line for each step of the assistant, a column for each size."""
    medians = [step_medians(size.assistant) for size in sizes]
    names = dict.fromkeys(name for steps in medians for name in steps)
    rows = [["median of a step, ms", *(f"{size.passages:,}" for size in sizes)]]
    for name in names:
        rows.append([name, *(shown(s.get(name)) for s in medians)])
    return rows


def _title(found: SizeFigures) -> str:
    made_up = found.passages - found.real
    return f"{found.passages:,} passages ({found.real:,} real, {made_up:,} made up)"


def _on(about: About, load: object) -> str:
    """Say in a line what a table was measured on."""
    machine = about.machine
    return (
        f"{machine['cores']} cores, {machine['memory_gb']} GB memory, {machine['date']}, "
        f"load {load}."
    )


def _about(about: About) -> str:
    packages = about.machine["packages"]
    assert isinstance(packages, dict)
    versions = ", ".join(f"{name} {value}" for name, value in packages.items() if value)
    return (
        f"{about.machine['system']} {about.machine['architecture']}, "
        f"Python {about.machine['python']}; {versions}. "
        f"{about.questions} questions, {about.rounds} rounds one at a time."
    )


def as_text(found: SizeFigures) -> str:
    """Write one size for a terminal."""
    served, called = plain_table(served_rows(found.served)), plain_table(size_rows(found))
    return f"{_title(found)}, load {found.load:.1f}\nserved\n{served}\n\nin process\n{called}"


def as_markdown(sizes: Sequence[SizeFigures], about: About) -> str:
    """Write all sizes as a Markdown page."""
    goals = goals_of(sizes, about.unchanged_seconds)
    missed = [f"{goal.what} ({goal.passages:,} passages)" for goal in goals if not goal.reached]
    parts = [
        "# Time, memory and disk, beside plain LangChain\n",
        "Written by `python -m evals bench --out docs` (`make bench` runs it); do not edit. One size "
        "alone: `python -m evals bench --sizes 10000`.\n",
        f"## The figures to reach\n\n{markdown(goal_rows(goals))}",
        _on(about, f"{about.machine['load_at_start']} at the start"),
        f"\nNot reached: {'; '.join(missed)}." if missed else "\nAll are reached.",
        f"\n{_about(about)}\n",
        "\n".join(f"- {note}" for note in NOTES) + "\n",
    ]
    for size in sizes:
        on = _on(about, f"{size.load:.1f} at the end; {size.taken:,.0f} s to measure")
        parts.append(
            f"## {_title(size)}\n\n### Served\n\n{markdown(served_rows(size.served))}\n{on}\n"
        )
        parts.append(f"### In their own process\n\n{markdown(size_rows(size))}\n{on}\n")
    last = f"{sizes[-1].load:.1f} at the end" if sizes else "unknown"
    parts.append(f"## Steps of the assistant\n\n{markdown(step_rows(sizes))}\n{_on(about, last)}\n")
    return "\n".join(parts)


def write_report(folder: Path, sizes: Sequence[SizeFigures], about: About) -> None:
    """Write `bench.json`, with every figure as it was taken, and `bench.md`."""
    raw = asdict(about) | {"notes": NOTES, "sizes": [asdict(size) for size in sizes]}
    (folder / "bench.json").write_text(json.dumps(raw) + "\n", "utf-8")
    (folder / "bench.md").write_text(as_markdown(sizes, about), "utf-8")

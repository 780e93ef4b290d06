"""The figures of a benchmark as tables, for a terminal and for Markdown, and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.bench.figures import LINES, IngestFigures, SizeFigures, ratio, step_medians
from evals.table import Rows, markdown, plain_table

__all__ = ["NOTES", "as_markdown", "as_text", "size_rows", "step_rows", "write_report"]

NOTES = (
    "Both answered in this run, on the same machine, from the same passages and vectors. Ratios "
    "within a run compare; seconds of two machines do not.",
    "Only the passages of the current index are real. The others are made up of its words, with "
    "random vectors: they show how long a search takes, not how well it finds. A real corpus of "
    "that size would also have more different words.",
    "`plain` is the way of the tutorials: sentence-transformers, LangChain's Chroma as it is "
    "out of the box, the five nearest passages. It judges, scopes and quotes nothing.",
    "Questions are those of the dev set without a history, asked from a thread beside the main "
    "one, as a server does; some of them the assistant answers without searching. In the first "
    "round nothing is kept yet from earlier questions. A start is a fresh process with its "
    "imports; its files may be in the system's cache.",
    "A load well above the number of cores means that others used the machine too: ratios then "
    "say more than the figures, and both less than on a quiet machine.",
    "Of times, memory and disk less is better (a ratio below 1), of rates more.",
)
_HEAD = ["", "assistant", "plain", "assistant/plain"]


def size_rows(found: SizeFigures) -> Rows:
    """A line for each figure of one size, with the ratio of the two."""
    rows = [_HEAD]
    rows += [_row(label, of(found.assistant), of(found.plain)) for label, of in LINES]
    for users in found.users():
        label = f"questions/s, {users} user{'s' if users != '1' else ''}"
        rows.append(_row(label, found.assistant.per_second[users], found.plain.per_second[users]))
    return rows + (_ingest_rows(found.ingest) if found.ingest else [])


def _ingest_rows(found: IngestFigures) -> Rows:
    ours, theirs = found.assistant, found.plain
    return [
        _row("ingest of the same texts, s", ours.seconds, theirs.seconds),
        _row("passages made of them", ours.passages, theirs.passages),
        _row("texts embedded", ours.texts, theirs.texts),
        _row("ingest, passages/s", ours.passages / ours.seconds, theirs.passages / theirs.seconds),
        _row("ingest, texts/s", ours.texts / ours.seconds, theirs.texts / theirs.seconds),
        ["our model alone, passages/s", _shown(found.model_passages_per_second), "", ""],
        ["our model alone, texts/s", _shown(found.model_texts_per_second), "", ""],
    ]


def _row(label: str, ours: float, theirs: float) -> list[str]:
    times = ratio(ours, theirs)
    return [label, _shown(ours), _shown(theirs), "–" if times is None else f"{times:.2f}"]


def _shown(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def step_rows(sizes: Sequence[SizeFigures]) -> Rows:
    """A line for each step of the assistant, a column for each size."""
    medians = [step_medians(size.assistant) for size in sizes]
    names = dict.fromkeys(name for steps in medians for name in steps)
    rows = [["median of a step, ms", *(f"{size.passages:,}" for size in sizes)]]
    for name in names:
        rows.append([name, *(_shown(s[name]) if name in s else "–" for s in medians)])
    return rows


def _title(found: SizeFigures) -> str:
    made_up = found.passages - found.real
    return f"{found.passages:,} passages ({found.real:,} real, {made_up:,} made up), load {found.load:.1f}"


def _about(machine: Mapping[str, object], questions: int, rounds: int) -> str:
    packages = machine["packages"]
    assert isinstance(packages, dict)
    versions = ", ".join(f"{name} {value}" for name, value in packages.items() if value)
    return (
        f"{machine['cores']} cores, {machine['memory_gb']} GB memory, load at the start "
        f"{machine['load_at_start']}, {machine['system']} {machine['architecture']}, "
        f"Python {machine['python']}; {versions}. "
        f"{questions} questions: {rounds} rounds one at a time, then one with each number of users."
    )


def as_text(found: SizeFigures) -> str:
    """Write one size for a terminal."""
    return f"{_title(found)}\n{plain_table(size_rows(found))}"


def as_markdown(
    sizes: Sequence[SizeFigures], machine: Mapping[str, object], questions: int, rounds: int
) -> str:
    """Write all sizes as a Markdown page."""
    parts = [
        "# Time, memory and disk, beside plain LangChain\n",
        _about(machine, questions, rounds),
    ]
    parts.append("\n" + "\n".join(f"- {note}" for note in NOTES) + "\n")
    for size in sizes:
        parts.append(f"## {_title(size)}\n\n{markdown(size_rows(size))}")
    parts.append(f"## Steps of the assistant\n\n{markdown(step_rows(sizes))}")
    return "\n".join(parts)


def write_report(
    folder: Path,
    sizes: Sequence[SizeFigures],
    machine: Mapping[str, object],
    questions: int,
    rounds: int,
) -> None:
    """Write `bench.json`, with every figure as it was taken, and `bench.md`."""
    raw = {
        "machine": machine,
        "notes": NOTES,
        "questions": questions,
        "rounds": rounds,
        "sizes": [asdict(size) for size in sizes],
    }
    (folder / "bench.json").write_text(json.dumps(raw) + "\n", "utf-8")
    (folder / "bench.md").write_text(as_markdown(sizes, machine, questions, rounds), "utf-8")

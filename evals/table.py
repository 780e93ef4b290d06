"""The figures of a run as a table, for a terminal or for Markdown."""

from collections import Counter
from collections.abc import Sequence

from evals.figures import Figures
from evals.headlines import BY_CATEGORY, HEADLINES, in_words
from evals.runs import Run, RunInfo

__all__ = [
    "Rows",
    "about",
    "about_writer",
    "category_rows",
    "headline_rows",
    "markdown",
    "plain_table",
    "writer_in_words",
]

Rows = list[list[str]]
_STAND_IN = (
    "The script says what the quotations say, shortened: its figures show what the checks let "
    "through of the truth, not how good a real model is."
)


def headline_rows(figures: Figures, systems: Sequence[str]) -> Rows:
    """A line for each headline, a column for each system, and how many samples it rests on.

    Where a system's figure rests on others, such as those that it answered, it says on how many.
    """
    rows = [["", "n", *systems]]
    for line in HEADLINES:
        found = [figures.get(line.task, system, line.measure) for system in systems]
        if any(found):
            n = next(figure.n for figure in found if figure)
            words = [in_words(figure, percent=line.percent, n=n) for figure in found]
            rows.append([line.label, str(n), *words])
    return rows


def category_rows(figures: Figures, system: str) -> Rows:
    """A line for each category of questions."""
    rows = [["category", "n", *(line.label for line in BY_CATEGORY)]]
    for category in figures.categories:
        found = [figures.get(line.task, system, line.measure, category) for line in BY_CATEGORY]
        if any(found):
            n = max(figure.n for figure in found if figure)
            rows.append([category, str(n), *(in_words(f, percent=True, n=n) for f in found)])
    return rows


def about(info: RunInfo) -> str:
    """Say what a run measured."""
    versions = ", ".join(f"{name} {value}" for name, value in info.versions.items())
    return (
        f"run {info.id}: {info.samples} questions of the {info.split} split "
        f"in {info.seconds:.0f} s; {versions}"
    )


def writer_in_words(info: RunInfo) -> str:
    """Say what stood above the quotations in the figures of `writer`; "" where it is not measured."""
    if "writer" not in info.versions:
        return ""
    words = (
        f"writer: the assistant with a chat model ({info.versions['writer']}). The sentences that "
        "pass the checks stand above the quotations and are read first; where there are none, the "
        "quotations are. Facts and words are counted in all that is shown."
    )
    return words if info.settings.get("model") else f"{words} {_STAND_IN}"


def about_writer(run: Run) -> list[str]:
    """Say what was measured as `writer`, and how often a chat model did not come to its end."""
    words = writer_in_words(run.info)
    if not words:
        return []
    ended: dict[tuple[str, str], str] = {
        (row.sample.id, shown.text): shown.ended
        for row in run.rows
        if row.system == "writer"
        for shown in row.shown
        if shown.ended
    }
    counts = Counter(ended.values())
    parts = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    return [words, f"how its work ended: {parts or 'it was not asked'}"]


def plain_table(rows: Rows) -> str:
    """Align columns: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return "\n".join(lines)


def markdown(rows: Rows) -> str:
    """Write a table in Markdown."""
    head, *body = rows
    lines = [head, ["---", *("--:" for _ in head[1:])], *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"

"""The figures of a run as a table, for a terminal or for Markdown."""

from collections.abc import Sequence

from evals.figures import Figures
from evals.headlines import BY_CATEGORY, HEADLINES, in_words
from evals.runs import RunInfo

__all__ = ["Rows", "about", "category_rows", "headline_rows", "markdown", "plain_table"]

Rows = list[list[str]]


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

"""A run as one page of HTML that needs nothing else: no script, no font, no network."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.answers import Status
from evals.figures import Figures, figures_of
from evals.headlines import BY_CATEGORY, number
from evals.intervals import INTERVALS
from evals.plots import abstention_plot, category_plot, latency_plot
from evals.reporting.drawing import Plot
from evals.reporting.failures import failures_of
from evals.runs import Row, Run, RunInfo
from evals.table import category_rows, headline_rows, writer_in_words

__all__ = ["write_report"]

_SUBJECTS = ("assistant", "writer")
"""Whose failing samples are laid out: those of the first that was measured."""
_GLANCE = (
    ("answers", "facts", "of the facts asked for are shown"),
    ("answers", "first document", "of first sources are right"),
    ("abstention", "unanswerable declined", "of unanswerable questions are declined"),
    ("routing", "status", "of statuses are right"),
)
"""Task, measure, and the end of a sentence that begins with the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A figure and, in brackets, its interval."""

    figure: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[_Cell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """How many samples ended so, and whether that is right."""

    n: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confusion:
    """Statuses expected, in rows, by statuses got, in columns."""

    got: tuple[str, ...]
    rows: tuple[tuple[str, tuple[_Count, ...]], ...]
    emergencies: int
    missed: tuple[Row, ...]
    """Emergencies that were taken for something else."""
    alarms: tuple[Row, ...]
    """Other questions that were taken for an emergency."""


def write_report(run: Run, path: Path, figures: Figures | None = None) -> None:
    """Write the page of a run.

    Args:
        run: What was measured.
        path: The file to write; its folder is made if need be.
        figures: Of the run, where they are worked out already.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html.jinja").render(
        _contents(run, figures or figures_of(run))
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # What a question or a model holds may be no text at all, such as half a character.
    path.write_text(page, "utf-8", errors="replace")


def _contents(run: Run, figures: Figures) -> dict[str, Any]:
    systems = run.info.systems
    subject = next((name for name in _SUBJECTS if name in systems), _SUBJECTS[0])
    by_category = {system: _table(category_rows(figures, system)) for system in systems}
    return {
        "info": run.info,
        "created": _date(run.info.created),
        "made_with": _made_with(run.info),
        "glance": _glance(figures, systems),
        "headlines": _table(headline_rows(figures, systems)),
        "by_category": {name: table for name, table in by_category.items() if table.rows},
        "category_plots": _drawn(category_plot(figures, systems, line) for line in BY_CATEGORY),
        "other_plots": _drawn((abstention_plot(run), latency_plot(run))),
        "confusion": _confusion(run.of("routing", subject)),
        "failures": failures_of(run, subject),
        "intervals": INTERVALS,
        "about_writer": writer_in_words(run.info),
    }


def _drawn(plots: Iterable[Plot | None]) -> list[Plot]:
    return [plot for plot in plots if plot]


def _date(created: str) -> str:
    try:
        moment = datetime.fromisoformat(created).astimezone(UTC)
    except ValueError:
        return created
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _made_with(info: RunInfo) -> dict[str, str]:
    """What else a run was made with, by name, for people."""
    values = {
        "tasks": ", ".join(info.tasks),
        "systems": ", ".join(info.systems),
        **{f"version of {name}": value for name, value in info.versions.items()},
        **{f"setting {name}": value for name, value in info.settings.items()},
        "question set (SHA-256)": info.samples_sha256,
        "grader": info.grader,
        "time taken": f"{info.seconds:,.0f} s",
    }
    return {name: "none" if value in (None, "") else str(value) for name, value in values.items()}


def _glance(figures: Figures, systems: Sequence[str]) -> list[dict[str, Any]]:
    """The few figures that a reader takes away: of the first system, then of its rivals."""
    found = []
    for task, measure, words in _GLANCE:
        values = {system: figures.get(task, system, measure) for system in systems}
        own = values.pop(systems[0])
        if own:
            value, low, high = (
                number(part, measure, percent=True) for part in (own.value, own.low, own.high)
            )
            found.append(
                {
                    "value": value,
                    "words": words,
                    "of": f"{low.removesuffix('%')}–{high}",
                    "rivals": {
                        name: number(figure.value, measure, percent=True)
                        for name, figure in values.items()
                        if figure
                    },
                }
            )
    return found


def _table(rows: Sequence[Sequence[str]]) -> _Table:
    (_, *head), *body = rows
    return _Table(
        head=tuple(head),
        rows=tuple((name, tuple(_cell(words) for words in cells)) for name, *cells in body),
    )


def _cell(words: str) -> _Cell:
    figure, _, interval = words.partition(" (")
    known = "nan" not in interval
    return _Cell(
        figure="–" if figure.startswith("nan") else figure,
        interval=interval.removesuffix(")") if known else "",
    )


def _confusion(rows: Sequence[Row]) -> _Confusion | None:
    """Count statuses; None where the assistant's were not measured."""
    if not rows:
        return None
    counts = Counter((row.sample.right_statuses, row.shown[0].status) for row in rows)
    got = tuple(sorted({status for _, status in counts}, key=_place))
    lines = []
    for right in sorted({right for right, _ in counts}, key=lambda all_: [*map(_place, all_)]):
        cells = tuple(_Count(n=counts[right, status], right=status in right) for status in got)
        lines.append((" or ".join(right), cells))
    return _Confusion(
        got=got,
        rows=tuple(lines),
        emergencies=sum(Status.EMERGENCY in row.sample.right_statuses for row in rows),
        missed=tuple(row for row in rows if row.scores.get("emergencies caught") == 0),
        alarms=tuple(row for row in rows if row.scores.get("no false alarm") == 0),
    )


def _place(status: str) -> int:
    """Where a status stands among all; one that is not known stands last."""
    known = list(Status)
    return known.index(Status(status)) if status in known else len(known)

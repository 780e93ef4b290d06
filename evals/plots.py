"""What people would rather look at than read, each picture with a caption that says it in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from corpus.index import Vectors
from evals.figures import Figure, Figures
from evals.headlines import Headline
from evals.reporting.drawing import (
    BAND,
    FAINT,
    INK,
    PAPER,
    WIDTH,
    Look,
    Plot,
    draw_legend,
    draw_marker,
    look_of,
    new_drawing,
    plot_style,
    to_svg,
)
from evals.runs import Row, Run

__all__ = ["Curve", "abstention_curve", "abstention_plot", "category_plot", "latency_plot"]

_ROW, _TOP, _BOTTOM = 30, 26, 26
_PERCENT = {0: "0", 0.25: "25", 0.5: "50", 0.75: "75", 1: "100%"}
_BINS = 36
_ON_PAPER = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
"""Behind words that lines would cross."""
_NAMED = 3
"""Categories that a caption names."""
_QUICKEST = 0.01
"""Milliseconds; a logarithmic axis has no 0."""


def category_plot(figures: Figures, systems: Sequence[str], line: Headline) -> Plot | None:
    """A measure by category, all systems beside each other; None where nothing measured it."""
    found = {
        category: {
            system: figure
            for system in systems
            if (figure := figures.get(line.task, system, line.measure, category))
            and math.isfinite(figure.value)
        }
        for category in figures.categories
    }
    rows = {category: row for category, row in found.items() if row}
    if not rows:
        return None
    with plot_style():
        drawing, axes = new_drawing(
            _TOP + _ROW * len(rows) + _BOTTOM, left=128, top=_TOP, bottom=_BOTTOM
        )
        for place, row in enumerate(rows.values()):
            if place % 2 == 0:
                axes.axhspan(place - 0.5, place + 0.5, color=BAND, zorder=0, linewidth=0)
            for system, figure in row.items():
                offset = (list(systems).index(system) + 0.5) / len(systems) - 0.5
                _whisker(axes, figure, place + 0.8 * offset, look_of(system, systems))
        names = [f"{name} · {max(f.n for f in row.values())}" for name, row in rows.items()]
        axes.set_yticks(range(len(rows)), names)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-0.03, 1.03)
        axes.set_xticks(list(_PERCENT), list(_PERCENT.values()))
        axes.grid(axis="x", linewidth=0.6)
        axes.set_axisbelow(True)
        draw_legend(axes, systems)
        title = f"{line.label.capitalize()} right" if line.measure != "facts" else "Facts shown"
        label = f"{title}, by category, for {_names(systems)}. The caption says what it shows."
        svg = to_svg(drawing, f"plot-{line.label.replace(' ', '-')}", label)
    return Plot(title=title, svg=svg, caption=_category_caption(rows, systems))


def _whisker(axes: Axes, figure: Figure, place: float, look: Look) -> None:
    low, high = (v if math.isfinite(v) else figure.value for v in (figure.low, figure.high))
    axes.plot([low, high], [place, place], color=look.colour, linewidth=1.4, alpha=0.75)
    draw_marker(axes, figure.value, place, look)


def _category_caption(rows: dict[str, dict[str, Figure]], systems: Sequence[str]) -> str:
    first, rivals = systems[0], systems[1:]
    own = {category: row[first].value for category, row in rows.items() if first in row}
    if not own:
        return f"{first} was not measured on this."
    low, high = min(own.values()), max(own.values())
    said = [f"{first}: from {low:.0%} ({_where(own, low)}) to {high:.0%} ({_where(own, high)})."]
    if low == high:
        said = [f"{first}: {high:.0%} in {_where(own, high)}."]
    for rival in rivals:
        both = [(value, rows[c][rival].value) for c, value in own.items() if rival in rows[c]]
        ahead, behind = sum(a > b for a, b in both), sum(a < b for a, b in both)
        level = len(both) - ahead - behind
        said.append(
            f"Beside {rival}: higher in {ahead}, the same in {level}, lower in {behind} categories."
        )
    return " ".join(said)


def _where(values: dict[str, float], value: float) -> str:
    found = [category for category in values if values[category] == value]
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What a bar on the support would do, and what a system did."""

    points: tuple[tuple[float, float], ...]
    """Part of answerable questions answered, part of the others declined; by a rising bar."""
    actual: tuple[float, float]


def abstention_curve(rows: Sequence[Row]) -> Curve | None:
    """Move a bar on the support; None where one kind of question is missing."""
    kinds: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for row in rows:
        support, declined = row.scores.get("support"), row.scores.get("declined")
        if support is not None and declined is not None and not math.isnan(support + declined):
            kinds[row.sample.answerable].append((support, declined))
    if not all(kinds.values()):
        return None
    answerable, others = (np.asarray(kinds[kind]) for kind in (True, False))
    bars = [*sorted({*answerable[:, 0], *others[:, 0]}), math.inf]
    points = [
        (float((answerable[:, 0] >= bar).mean()), float((others[:, 0] < bar).mean()))
        for bar in bars
    ]
    actual = (1 - float(answerable[:, 1].mean()), float(others[:, 1].mean()))
    return Curve(points=tuple(points), actual=actual)


def abstention_plot(run: Run) -> Plot | None:
    """When to decline: what each system could do, and what it does."""
    systems = run.info.systems
    found = {system: abstention_curve(run.of("abstention", system)) for system in systems}
    curves = {system: curve for system, curve in found.items() if curve}
    if not curves:
        return None
    with plot_style():
        drawing, axes = new_drawing(WIDTH + 6, left=44, top=28, bottom=42)
        axes.plot([0, 1], [1, 0], color=FAINT, linewidth=0.8, linestyle=(0, (1, 3)))
        axes.text(0.06, 0.87, "chance", color=FAINT, fontsize=10, bbox=_ON_PAPER)
        for system, curve in curves.items():
            look = look_of(system, systems)
            x, y = zip(*curve.points, strict=True)
            axes.plot(x, y, color=look.colour, linestyle=look.line, linewidth=1.8)
            # The first lies over the others: it is the one that the report is about.
            size = 9 if system == systems[0] else 6
            draw_marker(axes, *curve.actual, look, size)
        for actual in dict.fromkeys(curve.actual for curve in curves.values()):
            _name_actual(axes, actual, [s for s, c in curves.items() if c.actual == actual])
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
        axes.set_xlabel("answerable questions answered")
        axes.set_ylabel("unanswerable ones declined", labelpad=2)
        axes.set_xticks(list(_PERCENT), list(_PERCENT.values()))
        axes.set_yticks(list(_PERCENT), list(_PERCENT.values()), color=FAINT)
        axes.grid(linewidth=0.6)
        draw_legend(axes, systems, lines=True)
        label = (
            "Part of the answerable questions answered against part of the unanswerable ones "
            f"declined, for {_names(list(curves))}. The caption says what it shows."
        )
        svg = to_svg(drawing, "plot-abstention", label)
    return Plot(title="When to decline", svg=svg, caption=_abstention_caption(curves))


def _name_actual(axes: Axes, actual: tuple[float, float], systems: Sequence[str]) -> None:
    x, y = actual
    axes.annotate(
        " and ".join(systems),
        (x, y),
        xytext=(-9 if x > 0.4 else 9, 9 if y < 0.5 else -12),
        textcoords="offset points",
        ha="right" if x > 0.4 else "left",
        color=INK,
        fontsize=10,
        bbox=_ON_PAPER,
        zorder=4,
    )


def _abstention_caption(curves: dict[str, Curve]) -> str:
    said = [
        f"{system}: {curve.actual[0]:.0%} of the answerable questions answered, "
        f"{curve.actual[1]:.0%} of the others declined."
        for system, curve in curves.items()
    ]
    return (
        " ".join(said) + " The symbols mark this. Each line is what a bar on the support alone "
        "would reach, moved from low (bottom right) to high (top left); the nearer to the top "
        "right corner, the better it tells the two kinds apart."
    )


def latency_plot(run: Run) -> Plot | None:
    """How long each system takes for a question, on a logarithmic axis."""
    systems = run.info.systems
    taken = {system: times for system in systems if len(times := _times(run, system))}
    if not taken:
        return None
    every = np.concatenate(list(taken.values()))
    low, high = every.min() / 1.5, every.max() * 1.5
    edges = np.geomspace(low, high, _BINS + 1)
    row = 92
    with plot_style():
        drawing, axes = new_drawing(row * len(taken) + 42, left=12, top=4, bottom=38)
        for place, (system, times) in enumerate(taken.items()):
            _histogram(axes, times, edges, len(taken) - 1 - place, look_of(system, systems))
            words = f"{system}: median {_ms(np.median(times))}, p95 {_ms(np.percentile(times, 95))}"
            axes.text(low, len(taken) - 1 - place + 0.8, words, fontsize=11)
        axes.set_xscale("log")
        axes.set(xlim=(low, high), ylim=(0, len(taken)), xlabel="milliseconds a question")
        axes.set_yticks([])
        ticks = [v for e in range(-3, 7) for v in (10.0**e, 3 * 10.0**e) if low <= v <= high]
        axes.set_xticks(ticks, [f"{tick:,g}" for tick in ticks])
        axes.set_xticks([], minor=True)
        axes.grid(axis="x", linewidth=0.6)
        axes.set_axisbelow(True)
        label = f"How long {_names(list(taken))} take for a question. The caption says the figures."
        svg = to_svg(drawing, "plot-latency", label)
    said = [
        f"{system}: half of the questions within {_ms(np.median(times))}, "
        f"95% within {_ms(np.percentile(times, 95))}, all within {_ms(times.max())}."
        for system, times in taken.items()
    ]
    said.append("Full line: median; dashed line: p95. The axis is logarithmic.")
    return Plot(title="Time for a question", svg=svg, caption=" ".join(said))


def _times(run: Run, system: str) -> Vectors:
    """Milliseconds of each sample's question, once however many tasks ask it."""
    first = {row.sample.id: row.shown[0] for row in reversed(run.rows) if row.system == system}
    times = [shown.milliseconds for shown in first.values() if math.isfinite(shown.milliseconds)]
    return np.maximum(np.asarray(times, dtype=np.float32), _QUICKEST)


def _histogram(axes: Axes, times: Vectors, edges: Vectors, base: float, look: Look) -> None:
    counts, _ = np.histogram(times, edges)
    tops = base + 0.68 * counts / max(counts.max(), 1)
    axes.stairs(tops, edges, baseline=base, fill=True, color=look.colour, alpha=0.35, linewidth=0)
    axes.stairs(tops, edges, baseline=base, color=look.colour, linewidth=1.2)
    for value, line in ((np.median(times), "-"), (np.percentile(times, 95), (0, (2, 2)))):
        axes.plot([value, value], [base, base + 0.74], color=INK, linewidth=1.3, linestyle=line)


def _ms(value: float) -> str:
    return f"{value:,.0f} ms" if value >= 10 else f"{value:.2g} ms"


def _names(systems: Sequence[str]) -> str:
    *head, last = systems
    return f"{', '.join(head)} and {last}" if head else last

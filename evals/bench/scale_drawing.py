"""Curves over the number of passages, both contestants beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, NullLocator

from evals.reporting.drawing import GRID, INK, PAPER, Look, look_of

__all__ = ["Curve", "draw_curves"]

_NAMES = ("assistant", "plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One figure, by the number of passages."""

    title: str
    places: Sequence[int]
    ours: Sequence[float]
    rival: Sequence[float]


def draw_curves(curves: Sequence[Curve], path: Path) -> None:
    """Draw the curves beside each other, both axes logarithmic, each point with its value.

    Args:
        curves: At least one.
        path: A PNG file.
    """
    drawing = Drawing(
        figsize=(4.2 * len(curves), 3.8), dpi=110, facecolor=PAPER, layout="constrained"
    )
    fields = drawing.subplots(1, len(curves), squeeze=False)[0]
    for axes, curve in zip(fields, curves, strict=True):
        _draw(axes, curve)
    fields[0].legend(loc="upper left", frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawing.savefig(path)


def _draw(axes: Axes, curve: Curve) -> None:
    both = {"assistant": curve.ours, "plain": curve.rival}
    for name, values in both.items():
        look: Look = look_of(name, _NAMES)
        axes.plot(
            curve.places,
            values,
            color=look.colour,
            marker=look.marker,
            markerfacecolor=look.inside,
            linestyle=look.line,
            label=name,
        )
        # Above its point where it is the larger of the two, else below, so that none meet.
        for place, value, other in zip(
            curve.places, values, both[_NAMES[name == "assistant"]], strict=True
        ):
            up = value >= other
            axes.annotate(
                f"{value:,.0f}" if value >= 10 else f"{value:.1f}",
                (place, value),
                xytext=(0, 7 if up else -7),
                textcoords="offset points",
                ha="center",
                va="bottom" if up else "top",
                color=look.colour,
                fontsize=9,
            )
    axes.set_title(curve.title, fontsize=11, color=INK)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(list(curve.places))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("passages")
    axes.margins(x=0.12, y=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=GRID, linewidth=0.6)

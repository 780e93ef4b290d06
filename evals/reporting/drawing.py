"""From a matplotlib figure to SVG that stands in a page: its colours are the page's own."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D

__all__ = [
    "BAND",
    "FAINT",
    "GRID",
    "INK",
    "PAPER",
    "WIDTH",
    "Look",
    "Plot",
    "draw_legend",
    "draw_marker",
    "look_of",
    "new_drawing",
    "plot_style",
    "to_svg",
]

WIDTH = 320
"""Units across; one is about a pixel, so that words can be read on the narrowest phone."""
INK, FAINT, GRID, BAND, PAPER = "#101010", "#606060", "#d0d0d0", "#f0f0f0", "#fefefe"
_SVG = "http://www.w3.org/2000/svg"
_Line = Literal["-", "--", ":", "-."]
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a system is drawn: told apart by colour, by shape and by line."""

    colour: str
    marker: str
    line: _Line
    filled: bool

    @property
    def inside(self) -> str:
        """The colour within its marker."""
        return self.colour if self.filled else PAPER


# Blue, vermilion, green and purple of Okabe and Ito, which the colour-blind can tell apart.
_LOOKS = (
    Look(colour="#0072b2", marker="o", line="-", filled=True),
    Look(colour="#d55e00", marker="s", line="--", filled=False),
    Look(colour="#009e73", marker="^", line=":", filled=False),
    Look(colour="#cc79a7", marker="D", line="-.", filled=False),
)
_VARIABLES = {
    INK: "var(--ink)",
    FAINT: "var(--muted)",
    GRID: "var(--line)",
    BAND: "var(--band)",
    PAPER: "var(--paper)",
    **{look.colour: f"var(--system-{n})" for n, look in enumerate(_LOOKS, start=1)},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture with what it says in words."""

    title: str
    svg: Markup
    caption: str


def look_of(system: str, systems: Sequence[str]) -> Look:
    """The look of a system; the first of a run always has the same."""
    return _LOOKS[list(systems).index(system) % len(_LOOKS)]


@contextmanager
def plot_style() -> Iterator[None]:
    """Draw and write within this."""
    style = mpl.rc_context(
        {
            "svg.fonttype": "none",  # words stay words: they can be found, and take the page's font
            "svg.hashsalt": "plans",
            "text.parse_math": False,  # a dollar sign is a dollar sign
            "font.size": 11,
            "text.color": INK,
            "axes.edgecolor": GRID,
            "axes.labelcolor": FAINT,
            "axes.facecolor": "none",
            "figure.facecolor": "none",
            "grid.color": GRID,
            "xtick.labelcolor": FAINT,
            "ytick.labelcolor": INK,
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "xtick.minor.size": 0,
        }
    )
    with style:
        yield


def new_drawing(height: float, *, left: float, top: float, bottom: float) -> tuple[Drawing, Axes]:
    """Make an empty drawing of `WIDTH` by `height`, with room around its one field."""
    drawing = Drawing(figsize=(WIDTH / 72, height / 72), dpi=72)
    right = 14
    field = (
        left / WIDTH,
        bottom / height,
        (WIDTH - left - right) / WIDTH,
        (height - top - bottom) / height,
    )
    axes = drawing.add_axes(field)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return drawing, axes


def draw_marker(axes: Axes, x: float, y: float, look: Look, size: float = 5.5) -> None:
    """Draw the symbol of a system."""
    axes.plot(
        [x],
        [y],
        look.marker,
        color=look.colour,
        markerfacecolor=look.inside,
        markeredgewidth=1.3,
        markersize=size,
        clip_on=False,
        zorder=5,
    )


def draw_legend(axes: Axes, systems: Sequence[str], *, lines: bool = False) -> None:
    """Name the systems above the field, each beside its symbol, and its line if wanted."""
    handles = []
    for system in systems:
        look = look_of(system, systems)
        handles.append(
            Line2D(
                [],
                [],
                color=look.colour,
                linestyle=look.line if lines else "none",
                marker=look.marker,
                markerfacecolor=look.inside,
                markeredgewidth=1.3,
                markersize=5.5,
                label=system,
            )
        )
    drawing = axes.figure
    drawing.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncol=len(handles),
        frameon=False,
        borderpad=0,
        borderaxespad=0.2,
        handlelength=2.2 if lines else 1,
        handletextpad=0.5,
        columnspacing=2,
    )


def to_svg(drawing: Drawing, name: str, label: str) -> Markup:
    """Write a drawing as an element of a page.

    Args:
        drawing: What was drawn within `plot_style`.
        name: Begins each of its ids, so that several drawings fit into one page.
        label: What is read aloud in its place.
    """
    written = io.StringIO()
    drawing.savefig(written, format="svg", metadata={"Date": None})
    root = ElementTree.fromstring(written.getvalue())
    for parent in list(root.iter()):
        for child in list(parent):
            # The description of the file; and a style that would hold for the whole page.
            if child.tag.endswith("}metadata") or child.find(f"{{{_SVG}}}style") is not None:
                parent.remove(child)
    for element in root.iter():
        _adapt(element, name)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.attrib |= {"class": "plot", "role": "img", "aria-label": label}
    ElementTree.register_namespace("", _SVG)
    # Serialised by the XML writer, which escapes every word in it.
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _adapt(element: ElementTree.Element, name: str) -> None:
    values = element.attrib
    if "id" in values:
        values["id"] = f"{name}-{values['id']}"
    if _XLINK in values:
        values["href"] = f"#{name}-{values.pop(_XLINK).removeprefix('#')}"
    if "clip-path" in values:
        values["clip-path"] = values["clip-path"].replace("#", f"#{name}-")
    if "style" in values:
        style = re.sub(r"font-family:[^;]*;?|font: [^;]*;?", "", values["style"])
        values["style"] = re.sub(
            r"#[0-9a-f]{6}", lambda found: _VARIABLES.get(found[0], found[0]), style
        )
    if "d" in values:
        values["d"] = " ".join(values["d"].split())

"""Where everything stands in the picture of the timeline: numbers only, for a template to draw."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.across.lifetimes import plan_label
from assistant.across.timeline import Lane, Timeline
from corpus.dates import PartialDate
from corpus.documents import Commissioner, Document

__all__ = ["WIDTH", "Bar", "Box", "Chart", "chart_of"]

WIDTH = 1200
"""Of the picture, in its own units; it is drawn as wide as there is room."""
ROW = 36
"""Height of a row: 24 pixels or more where the picture is drawn as narrow as it may be."""
_LABELS, _HEAD, _END = 200, 30, 12
"""Room for names on the left, for years at the top, and on the right."""
_MOST_ROWS = 40
"""With more plans and people than this, no picture could be read."""
_LEAST = 3.0
"""How wide a bar is at least, so that it can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A plan or somebody's term: `x` to `x + width`, of which a part is sure."""

    name: str
    words: str
    """From when to when, for people."""
    document: Document | None
    year: int
    """When it begins."""
    y: float
    x: float
    width: float
    sure_x: float
    sure_width: float
    """0 where no day is sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """How many documents of a sort came out in a year."""

    lane: Lane
    year: int
    count: int
    document: Document | None
    """The document, where it is only one."""
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of the timeline."""

    height: int
    years: tuple[tuple[int, float], ...]
    """Each year with where it begins."""
    bars: tuple[Bar, ...]
    boxes: tuple[Box, ...]
    lanes: tuple[tuple[Lane, float], ...]
    """Each sort of document with the top of its row."""


def chart_of(timeline: Timeline, lanes: Sequence[Lane], as_of: dt.date) -> Chart | None:
    """Lay out a picture; None where there is nothing to draw, or too much.

    Args:
        timeline: What is drawn.
        lanes: The sorts that are drawn.
        as_of: Where bars end that have no end.
    """
    people = timeline.people if Lane.COMMISSIONERS in lanes else ()
    plans = timeline.plans if Lane.PLANS in lanes else ()
    entries = timeline.limited(lanes)
    if not entries or len(people) + len(plans) > _MOST_ROWS:
        return None
    # A catalogue may date something in the future.
    scale = _Scale(entries[0].when.year, max(entries[-1].when.year, as_of.year))
    barred: list[Document | Commissioner] = [*people, *plans]
    bars = [_bar(one, _HEAD + ROW * row, scale, as_of) for row, one in enumerate(barred)]
    drawn = [lane for lane in lanes if lane not in (Lane.COMMISSIONERS, Lane.PLANS)]
    tops = [(lane, float(_HEAD + ROW * (len(bars) + n))) for n, lane in enumerate(drawn)]
    boxes = [box for lane, y in tops for box in _boxes(timeline, lane, y, scale)]
    return Chart(
        height=_HEAD + ROW * (len(bars) + len(drawn)) + 8,
        years=tuple((year, scale.at(dt.date(year, 1, 1))) for year in scale.years),
        bars=tuple(bars),
        boxes=tuple(boxes),
        lanes=tuple(tops),
    )


class _Scale:
    """From days to places in the picture."""

    def __init__(self, first: int, last: int) -> None:
        self.years = range(first, last + 1)
        self.year_width = (WIDTH - _LABELS - _END) / len(self.years)

    def at(self, day: dt.date) -> float:
        passed = (day - dt.date(day.year, 1, 1)).days / 366
        return round(_LABELS + self.year_width * (day.year - self.years[0] + passed), 1)


def _bar(one: Document | Commissioner, y: float, scale: _Scale, as_of: dt.date) -> Bar:
    start, until = _span(one)
    first, last = start.first_day, until.last_day if until else max(as_of, start.first_day)
    sure_first, sure_last = start.last_day, until.first_day if until else last
    x, sure_x = scale.at(first), scale.at(sure_first)
    words = f"from {start.in_words()} to {until.in_words() if until else 'now, as far as is known'}"
    return Bar(
        name=one.name if isinstance(one, Commissioner) else f"{plan_label(one)} plan",
        words=words,
        document=one if isinstance(one, Document) else None,
        year=start.year,
        y=y,
        x=x,
        width=round(max(_LEAST, scale.at(last) - x), 1),
        sure_x=sure_x,
        sure_width=round(max(0.0, scale.at(sure_last) - sure_x), 1),
    )


def _span(one: Document | Commissioner) -> tuple[PartialDate, PartialDate | None]:
    if isinstance(one, Commissioner):
        return one.start, one.until
    assert one.in_force is not None  # `Timeline.plans` has no others
    return one.in_force.start, one.in_force.until


def _boxes(timeline: Timeline, lane: Lane, y: float, scale: _Scale) -> Iterable[Box]:
    entries = timeline.limited((lane,))
    counts = Counter(entry.when.year for entry in entries)
    single = {entry.when.year: entry.document for entry in entries}
    for year, count in sorted(counts.items()):
        yield Box(
            lane=lane,
            year=year,
            count=count,
            document=single[year] if count == 1 else None,
            x=scale.at(dt.date(year, 1, 1)) + 2,
            y=y,
            width=round(scale.year_width - 4, 1),
        )

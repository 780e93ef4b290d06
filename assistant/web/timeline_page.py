"""The page with plans, Commissioners, consultations and reports in order of time."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import FastAPI, Request, Response
from starlette.datastructures import QueryParams

from assistant.across.chart import WIDTH, Bar, Box, chart_of
from assistant.across.timeline import Entry, Lane, Timeline, timeline
from assistant.web.addresses import document_path
from assistant.web.shell import Shell
from assistant.web.words import ENGLISH, say, spoken
from corpus.documents import Document, TextSource
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["PER_PAGE", "add_timeline"]

PER_PAGE = 200
"""Entries of a page, so that it stays small however many documents there are."""
NOT_NOW = "The timeline cannot be shown now. Please try again later."
_log = logging.getLogger(__name__)


def add_timeline(app: FastAPI, shell: Shell, index: Callable[[], OpenIndex]) -> None:
    """Show everything that is dated at /timeline.

    Args:
        app: The application.
        shell: Makes the pages.
        index: Returns the index that answers now; raises PlansError where it cannot be used.
    """
    page = _TimelinePage(shell, index)
    app.add_api_route("/timeline", page.respond, methods=["GET", "HEAD"], response_model=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What an address asks for."""

    lanes: tuple[Lane, ...]
    first: int | None = None
    last: int | None = None
    page: int = 1
    problem: str = ""

    def query(self, **changes: object) -> dict[str, object]:
        """Return what an address for the same has after "?"."""
        lanes = [lane.value for lane in self.lanes]
        asked: dict[str, object] = {"kind": lanes, "first": self.first, "last": self.last}
        return asked | changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An entry as the template shows it."""

    entry: Entry
    when: str
    address: str
    state: str
    """Whether its text is held, and whose words that is."""


class _TimelinePage:
    def __init__(self, shell: Shell, index: Callable[[], OpenIndex]) -> None:
        self._shell = shell
        self._index = index

    def respond(self, request: Request) -> Response:
        """Answer one request; threads of the server call it."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                known = timeline(self._index())
            except PlansError as error:
                _log.error("%s", error)
                return self._shell.message(say("Not now"), say(NOT_NOW), status=503)
            return self._page(known, _read(request.query_params, known))

    def _page(self, known: Timeline, asked: _Asked) -> Response:
        entries = known.limited(asked.lanes, asked.first, asked.last)
        pages = [entries[at : at + PER_PAGE] for at in range(0, len(entries), PER_PAGE)] or [()]
        number = min(asked.page, len(pages))
        years = [
            (year, [self._item(entry) for entry in of_year])
            for year, of_year in groupby(pages[number - 1], key=lambda entry: entry.when.year)
        ]
        plain = asked.lanes == _usual() and asked.first is None and asked.last is None
        chart = chart_of(known, asked.lanes, dt.date.today()) if number == 1 else None
        return self._shell.page(
            "timeline.html",
            title=say("Timeline"),
            here="/timeline",
            status=400 if asked.problem else 200,
            index=plain and number == 1 and not asked.problem,
            wide=True,
            problem=asked.problem,
            years=years,
            total=len(entries),
            asked=asked,
            lanes=list(Lane),
            span=_span(known),
            number=number,
            pages=[
                (at, _years_of(page), self._shell.url("/timeline", **asked.query(page=at)))
                for at, page in enumerate(pages, start=1)
            ],
            chart=chart if asked.first is None and asked.last is None else None,
            width=WIDTH,
            bar_address=self._bar_address,
            box_address=self._box_address,
            other_language=spoken().code != ENGLISH,
        )

    def _item(self, entry: Entry) -> _Item:
        document = entry.document
        return _Item(
            entry=entry,
            when=entry.when.in_words(),
            address=self._shell.url(document_path(document.id)) if document else "",
            state=_state(document) if document else "",
        )

    def _bar_address(self, bar: Bar) -> str:
        if bar.document:
            return self._shell.url(document_path(bar.document.id))
        lane = Lane.COMMISSIONERS.value
        return self._shell.url("/timeline", kind=lane, first=bar.year, last=bar.year)

    def _box_address(self, box: Box) -> str:
        if box.document:
            return self._shell.url(document_path(box.document.id))
        return self._shell.url("/timeline", kind=box.lane.value, first=box.year, last=box.year)


def _usual() -> tuple[Lane, ...]:
    """What is shown where nothing is chosen: all but the many."""
    return tuple(lane for lane in Lane if lane is not Lane.NEWS)


def _read(query: QueryParams, known: Timeline) -> _Asked:
    """Read an address; what is not there to choose is a problem and not ignored."""
    wrong = _Asked(
        lanes=_usual(), problem=say("There is nothing like that to choose. Choose below.")
    )
    asked = dict.fromkeys(value for value in query.getlist("kind") if value)
    if not set(asked) <= {lane.value for lane in Lane}:
        return wrong
    lanes = tuple(lane for lane in Lane if lane.value in asked) or _usual()
    years = [query.get(name, "").strip() for name in ("first", "last")]
    numbers = [_number(year) for year in years]
    page = _number(query.get("page", "")) or 1
    known_years = _span(known)
    if any(
        year and (number is None or number not in known_years)
        for year, number in zip(years, numbers, strict=True)
    ):
        return wrong
    first, last = numbers
    if first and last and first > last:
        first, last = last, first
    return _Asked(lanes=lanes, first=first, last=last, page=page)


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and 0 < len(words) <= 4 else None


def _span(known: Timeline) -> range:
    """The years that can be chosen."""
    if not known.entries:
        return range(0)
    return range(known.entries[0].when.year, known.entries[-1].when.year + 1)


def _years_of(entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    first, last = entries[0].when.year, entries[-1].when.year
    return str(first) if first == last else say("{first} to {last}", first=first, last=last)


def _state(document: Document) -> str:
    return {
        TextSource.ORIGINAL: say("the document itself is held"),
        TextSource.DIGEST: say("our summary is held"),
        TextSource.NOT_HELD: say("the text is not held"),
    }[document.text]

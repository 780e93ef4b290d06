"""The list that staff look at, as a file."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode

from fastapi import Request, Response

from assistant.serving.proxies import is_https
from assistant.staff.briefing import Briefing, as_briefing
from assistant.staff.desk import Desk, Visit, refused
from assistant.staff.export_csv import as_csv
from assistant.staff.export_json import as_json
from assistant.staff.export_rows import Exported
from assistant.staff.export_xlsx import as_xlsx
from assistant.verdicts.board import Row
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from assistant.web.attachments import attachment
from assistant.web.commitment_filters import Lists, read_filters
from assistant.web.in_words import counted
from assistant.web.trails import MOST_TRAILS, Trails
from assistant.web.words import say

__all__ = ["Exporting"]


class Exporting:
    """Answers at /staff/commitments.csv and the like."""

    def __init__(self, desk: Desk, lists: Lists, trails: Trails) -> None:
        self._desk = desk
        self._lists = lists
        self._trails = trails

    def in_form(self, form: str) -> Callable[[Visit], Response]:
        """Return what answers with a file of one form."""

        def answer(visit: Visit) -> Response:
            listing = self._lists.shown(read_filters(visit.asked))
            only = visit.asked.get("only", "")
            rows = [row for row in listing.found if row.id == only] if only else listing.found
            if form == "docx" and len(rows) > MOST_TRAILS:
                return self._too_many()
            title = say("one commitment") if only else listing.filters.in_words(listing.choices)
            content = self._written(form, visit, rows, title)
            if visit.request.method != "HEAD":
                detail = f"{form}, {counted(len(rows), 'commitment')}: {title}"
                self._desk.store.record("exported", by=visit.person.name, detail=detail)
            return attachment(content, form)

        return answer

    def _too_many(self) -> Response:
        words = say("A Word briefing holds at most {most} commitments. Limit the list first.", most=MOST_TRAILS)  # fmt: skip
        return refused(self._desk, say("Too many for a briefing"), words, status=400)

    def _written(self, form: str, visit: Visit, rows: Sequence[Row], title: str) -> bytes:
        exported = [self._exported(row, with_trail=len(rows) <= MOST_TRAILS) for row in rows]
        if form == "csv":
            return as_csv(exported)
        if form == "xlsx":
            return as_xlsx(exported, title=title)
        if form == "json":
            return as_json(exported)
        return as_briefing(exported, self._briefing(visit, title))

    def _briefing(self, visit: Visit, title: str) -> Briefing:
        return Briefing(
            title=say("What was promised, and what was reported since"),
            prepared=dt.date.today(),
            by_office=visit.person.office,
            what=title,
            link=partial(self._place, site_of(self._desk, visit.request)),
        )

    def _place(self, site: str, document: str, page: int | None, start: int, end: int) -> str:  # noqa: ARG002
        """Return the absolute address of words in a document."""
        words = self._desk.index().generation.text(document)[start:end]
        query = urlencode(quotation_query(start, end, words))
        return f"{site}{document_path(document)}?{query}#{QUOTATION}"

    def _exported(self, row: Row, *, with_trail: bool) -> Exported:
        return Exported(
            row=row,
            trail=self._trails.of(row.commitment) if with_trail and row.commitment else None,
            history=self._desk.store.history(row.id) if row.judgement else (),
            notes=self._desk.store.notes(row.id) if row.notes else (),
        )


def site_of(desk: Desk, request: Request) -> str:
    """Return what absolute links begin with."""
    base = desk.site_url or f"{'https' if is_https(request) else 'http'}://{request.url.netloc}"
    return f"{base.rstrip('/')}{desk.shell.root_path}"

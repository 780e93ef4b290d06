"""What was promised and what became of it, for everybody, where the operator publishes it.

Without the names of those who judged, without notes, and without what is no longer in the documents.
"""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Lock

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from assistant.staff.export_csv import as_csv
from assistant.staff.export_json import as_json
from assistant.staff.export_rows import Exported, searched_in_words
from assistant.staff.export_xlsx import as_xlsx
from assistant.verdicts.board import Board, Boards, Row
from assistant.verdicts.published import Published
from assistant.web.addresses import document_path
from assistant.web.attachments import FORMS, attachment
from assistant.web.commitment_filters import SORTS, Filters, Lists, orders, plan_names, read_filters
from assistant.web.commitment_view import Views, path_of
from assistant.web.posting import Flood
from assistant.web.shell import Shell
from assistant.web.trails import MOST_TRAILS, Trails
from assistant.web.words import say
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["PATH", "add_commitments"]

PATH = "/commitments"
A_MINUTE = 20
"""Files that are made in a minute, for everybody together: each may take seconds."""
_PUBLIC_FORMS = {form: words for form, words in FORMS.items() if form != "docx"}
_log = logging.getLogger(__name__)


def add_commitments(
    app: FastAPI,
    shell: Shell,
    boards: Boards,
    index: Callable[[], OpenIndex],
    *,
    trails: Trails | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Show the ledger and the verdicts at /commitments.

    Args:
        app: The application.
        shell: Makes the pages.
        boards: The ledger with the verdicts.
        index: Returns the index that answers now; raises PlansError.
        trails: Finds evidence; made from the index if not given.
        clock: Tells seconds.
    """
    pages = _Pages(shell, boards, index, trails or Trails(index), Flood(A_MINUTE, 60, clock))
    for path, work in (
        (PATH, pages.list),
        *((f"{PATH}.{form}", pages.in_form(form)) for form in _PUBLIC_FORMS),
        (f"{PATH}/{{commitment:path}}", pages.one),
    ):
        answer = pages.answering(work)
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)


class _Pages:
    def __init__(
        self,
        shell: Shell,
        boards: Boards,
        index: Callable[[], OpenIndex],
        trails: Trails,
        flood: Flood,
    ) -> None:
        self._shell = shell
        self._boards = boards
        self._index = index
        self._trails = trails
        self._flood = flood
        self._one_file = Lock()
        self._published = Published(boards.board)
        self._lists = Lists(self._published.now, lambda: plan_names(index()))

    def answering(self, work: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """Return what answers one request, in its language."""

        def answer(request: Request) -> Response:
            with self._shell.in_language(request.query_params.get("lang")):
                try:
                    return work(request)
                except PlansError as error:
                    _log.error("%s", error)
                    words = say("The commitments cannot be shown now. Please try again later.")
                    return self._shell.message(say("Not now"), words, status=503)

        return answer

    def list(self, request: Request) -> Response:
        """Show a page of the list."""
        filters = read_filters(request.query_params, staff=False)
        listing = self._lists.shown(filters)
        views = Views(self._shell, self._index().generation)
        return self._shell.page(
            "commitments.html",
            title=say("What was promised"),
            here=PATH,
            index=not filters.query(),
            wide=True,
            listing=listing,
            views=[views.row(row) for row in listing.rows],
            sorts={sort.value: words for sort, words in SORTS.items()},
            orders=orders(),
            exports=[(f"{PATH}.{form}", words) for form, words in _PUBLIC_FORMS.items()],
            query=filters.query(),
            most_trails=MOST_TRAILS,
        )

    def one(self, request: Request) -> Response:
        """Show a commitment with its evidence and its verdict."""
        board = self._published.now()
        row = board.row(request.path_params["commitment"])
        filters = read_filters(request.query_params, staff=False)
        if row is None or row.commitment is None:
            return self._missing(board, filters, request.path_params["commitment"])
        around = self._lists.neighbours(board, filters, row.id)
        views = Views(self._shell, self._index().generation)
        trail = self._trails.of(row.commitment)
        judged = views.judgement(row.judgement) if row.judgement else None
        title = say("Promised: {published}", published=row.quoted.published)
        return self._shell.page(
            "commitment.html",
            title=title,
            here=PATH,
            index=not filters.query(),
            wide=True,
            heading=title,
            view=views.row(row),
            judged=judged if judged and judged.given else None,
            evidence=views.evidence(trail, row.judgement),
            context=views.sentence_before(row.commitment),
            searched=searched_in_words(trail.searched),
            query=filters.query(),
            before=path_of(around.before.id) if around.before else "",
            after=path_of(around.after.id) if around.after else "",
            place=around.place,
            of=around.of,
        )

    def _missing(self, board: Board, filters: Filters, commitment: str) -> Response:
        """Lead to the words in whose place others stood, or say that they are gone."""
        moved = board.follow(commitment)
        if moved is not None:
            url = self._shell.url(f"{PATH}/{path_of(moved.id)}", **filters.query())
            return RedirectResponse(url, 303)
        gone = self._boards.board().row(commitment)
        if gone is None:
            words = say("There is no such commitment. The documents may have changed since the link was made.")  # fmt: skip
            return self._shell.message(say("Not found"), words, status=404)
        document = gone.quoted.document
        held = self._shell.has_documents and document in self._index().generation.catalogue.by_id
        return self._shell.page(
            "commitment_gone.html",
            title=say("No longer in the documents"),
            here=PATH,
            status=404,
            index=False,
            of=gone.quoted,
            document=document_path(document) if held else "",
        )

    def in_form(self, form: str) -> Callable[[Request], Response]:
        """Return what answers with the list as a file."""

        def answer(request: Request) -> Response:
            if not self._flood.lets_in():
                words = say("Many files are asked for just now. Please try again in a minute.")
                busy = self._shell.message(say("Not now"), words, status=429)
                busy.headers["Retry-After"] = "60"
                return busy
            listing = self._lists.shown(read_filters(request.query_params, staff=False))
            found = len(listing.found) <= MOST_TRAILS
            title = listing.filters.in_words(listing.choices)
            with self._one_file:
                rows = [self._exported(row, with_trail=found) for row in listing.found]
                return attachment(_written(form, rows, title), form)

        return answer

    def _exported(self, row: Row, *, with_trail: bool) -> Exported:
        return Exported(
            row=row,
            trail=self._trails.of(row.commitment) if with_trail and row.commitment else None,
            history=(row.judgement,) if row.judgement else (),
            notes=(),
        )


def _written(form: str, rows: Sequence[Exported], title: str) -> bytes:
    if form == "csv":
        return as_csv(rows, public=True)
    if form == "xlsx":
        return as_xlsx(rows, title=title, public=True)
    return as_json(rows, public=True)

"""The addresses of documents: their state, their originals and pictures of their pages."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.web.document_page import DocumentPages
from assistant.web.health_page import HealthPages
from assistant.web.marking import marked
from assistant.web.original_response import original_response
from assistant.web.originals import UNKNOWN, Holdings, NotServed, Original
from assistant.web.page_pictures import PagePictures, PictureFailed
from assistant.web.page_view import PageView, view_page
from assistant.web.shell import Shell
from corpus.errors import PlansError

__all__ = ["Documents", "add_documents"]

AT_ONCE = 2
"""Pages that are drawn at a time; each takes a processor and up to 1.5 GB."""
PATIENCE_SECONDS = 10
"""How long a page waits for its turn to be drawn."""

NOT_NOW = "The documents cannot be shown now. Please try again later."
BUSY = "Many pages are being drawn just now. Please try again in a moment."
NOT_DRAWN = "The picture of this page could not be made. Please open the original instead."

T = TypeVar("T")

_log = logging.getLogger(__name__)


def add_documents(app: FastAPI, holdings: Holdings, shell: Shell) -> "Documents":
    """Add the addresses under `/documents`; returns what answers there, to be warmed.

    Args:
        app: The application; whatever it serves at "/" is added later.
        holdings: The index and its originals.
        shell: Makes the pages.
    """
    documents = Documents(holdings, shell)
    router = APIRouter(prefix="/documents")
    for path, answer in (
        ("", documents.state),
        ("/", documents.state),
        (".json", documents.state_as_json),
        ("/{document}", documents.document),
        ("/{document}/original", documents.original),
        ("/{document}/pages/{page}.png", documents.picture),
        ("/{rest:path}", documents.unknown),
    ):
        router.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    app.include_router(router)
    return documents


class Documents:
    """Answers what is asked about documents; `add_documents` makes it."""

    def __init__(self, holdings: Holdings, shell: Shell) -> None:
        self._holdings = holdings
        self._shell = shell
        self._health = HealthPages(holdings, shell)
        self._pages = DocumentPages(holdings, shell)
        self._pictures = PagePictures(holdings.data / "pictures")
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._threads: CapacityLimiter | None = None

    def warm(self) -> None:
        """Work out what takes seconds for ten thousand documents, before anybody waits for it.

        For a thread of its own, when the index is open; what goes wrong is only logged.
        """
        try:
            self._pages.prepare()
            self._health.prepare()
        except PlansError as error:
            _log.error("%s", error)

    def state(self, request: Request) -> Response:
        """Answer with the page on all documents."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                return self._health.page(request.query_params.get("part", ""))
            except PlansError as error:
                return self._not_now(error)

    def document(self, document: str, request: Request) -> Response:
        """Answer with the page of one document."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                return self._pages.page(document, dict(request.query_params))
            except PlansError as error:
                return self._not_now(error)

    def state_as_json(self) -> Response:
        """Answer with the state of all documents as data."""
        try:
            return Response(self._health.json(), media_type="application/json")
        except PlansError as error:
            return self._not_now(error)

    def original(self, document: str, request: Request) -> Response:
        """Answer with the file of a document."""
        try:
            return original_response(self._holdings.original(document), request)
        except NotServed as missing:
            return self._shell.message(
                "This original is not here", missing.reason, status=404, url=missing.url
            )
        except PlansError as error:
            return self._not_now(error)

    def unknown(self, rest: str) -> Response:  # noqa: ARG002
        """Answer that there is nothing at an address."""
        return self._shell.message("Not found", UNKNOWN, status=404)

    async def picture(self, document: str, page: str, request: Request) -> Response:
        """Draw a page, if its turn comes soon; what goes wrong is said in plain text."""
        asked = dict(request.query_params)
        try:
            view = await self._run(partial(view_page, self._holdings, document, page, asked))
            headers = {"Cache-Control": "no-cache", "ETag": f'"{view.tag}"'}
            if view.tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
            return Response(await self._drawn(view), media_type="image/png", headers=headers)
        except NotServed as missing:
            return _plain(missing.reason, 404)
        except PictureFailed:
            return _plain(NOT_DRAWN, 500)
        except TimeoutError:
            return _plain(BUSY, 503, {"Retry-After": str(PATIENCE_SECONDS)})
        except PlansError as error:
            _log.error("%s", error)
            return _plain(NOT_NOW, 503)

    async def _drawn(self, view: PageView) -> bytes:
        of_page = (view.original, view.page, view.width)
        path = self._pictures.kept(*of_page) or await self._draw(*of_page)
        try:
            return await self._run(partial(marked, path, view.boxes))
        except OSError as error:
            _log.error("%s", error)
            self._pictures.forget(path)
            raise PictureFailed from error

    async def _draw(self, original: Original, page: int, width: int) -> Path:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._turns.acquire()
        try:
            if drawn := self._pictures.kept(original, page, width):  # while this waited
                return drawn
            return await self._run(partial(self._pictures.draw, original, page, width))
        finally:
            self._turns.release()

    async def _run(self, work: Callable[[], T]) -> T:
        """Run in a thread; those for pictures are few, so that answers never wait for one."""
        self._threads = self._threads or CapacityLimiter(AT_ONCE + 2)
        return await to_thread.run_sync(work, limiter=self._threads)

    def _not_now(self, error: PlansError) -> Response:
        _log.error("%s", error)
        return self._shell.message("Not now", NOT_NOW, status=503)


def _plain(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(words, status, {"Cache-Control": "no-store", **(headers or {})})

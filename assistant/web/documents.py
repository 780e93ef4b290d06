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

from assistant.web.health_page import HealthPages
from assistant.web.marking import marked
from assistant.web.original_response import original_response
from assistant.web.originals import UNKNOWN, Holdings, NotServed, Original
from assistant.web.page_pictures import PagePictures, PictureFailed
from assistant.web.page_view import PageView, view_page
from assistant.web.plain_page import message_page
from corpus.errors import PlansError

__all__ = ["add_documents"]

AT_ONCE = 2
"""Pages that are drawn at a time; each takes a processor and up to 1.5 GB."""
PATIENCE_SECONDS = 10
"""How long a page waits for its turn to be drawn."""

NOT_NOW = "The documents cannot be shown now. Please try again later."
BUSY = "Many pages are being drawn just now. Please try again in a moment."
NOT_DRAWN = "The picture of this page could not be made. Please open the original instead."

T = TypeVar("T")

_log = logging.getLogger(__name__)


def add_documents(app: FastAPI, holdings: Holdings, *, root_path: str = "") -> None:
    """Add the addresses under `/documents`.

    Args:
        app: The application; whatever it serves at "/" is added later.
        holdings: The index and its originals.
        root_path: What a proxy takes off the start of every address.
    """
    documents = _Documents(holdings, root_path)
    router = APIRouter(prefix="/documents")
    for path, answer in (
        ("", documents.state),
        ("/", documents.state),
        (".json", documents.state_as_json),
        ("/{document}/original", documents.original),
        ("/{document}/pages/{page}.png", documents.picture),
        ("/{rest:path}", documents.unknown),
    ):
        router.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    app.include_router(router)


class _Documents:
    def __init__(self, holdings: Holdings, root_path: str) -> None:
        self._holdings = holdings
        self._root_path = root_path
        self._health = HealthPages(holdings, root_path)
        self._pictures = PagePictures(holdings.data / "pictures")
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._threads: CapacityLimiter | None = None

    def state(self, request: Request) -> Response:
        try:
            return self._health.page(request.query_params.get("part", ""))
        except PlansError as error:
            return self._not_now(error)

    def state_as_json(self) -> Response:
        try:
            return Response(self._health.json(), media_type="application/json")
        except PlansError as error:
            return self._not_now(error)

    def original(self, document: str, request: Request) -> Response:
        try:
            return original_response(self._holdings.original(document), request)
        except NotServed as missing:
            return message_page(
                "This original is not here",
                missing.reason,
                root_path=self._root_path,
                status=404,
                url=missing.url,
            )
        except PlansError as error:
            return self._not_now(error)

    def unknown(self, rest: str) -> Response:  # noqa: ARG002
        return message_page("Not found", UNKNOWN, root_path=self._root_path, status=404)

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
        return message_page("Not now", NOT_NOW, root_path=self._root_path, status=503)


def _plain(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(words, status, {"Cache-Control": "no-store", **(headers or {})})

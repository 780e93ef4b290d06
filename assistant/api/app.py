"""The API for other programs, at /api/v1."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from assistant.api.accepting import JSON, accepted
from assistant.api.asking import Asking
from assistant.api.callers import Callers
from assistant.api.commitments import Commitments
from assistant.api.documents import Documents
from assistant.api.failing import add_problems
from assistant.api.keys import Keys
from assistant.api.openapi import Description
from assistant.api.operations import OPERATIONS
from assistant.api.overview import PATH, Overviews
from assistant.api.page import ApiPages
from assistant.api.samples import Samples
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.site import Site
from assistant.verdicts.board import Boards
from assistant.web.answerer import Answerer
from assistant.web.shell import Shell
from assistant.web.trails import Trails
from corpus.reader import OpenIndex

__all__ = ["build_api"]

_READING = 8
"""Threads in which documents and commitments are looked up."""
_READ_ONLY = ["GET", "HEAD"]

Work = Callable[[Request], Mapping[str, Any]]
Answering = Callable[[Request], Awaitable[Response]]


def build_api(  # noqa: PLR0913 - everything that differs between installations meets here
    answerer: Answerer,
    index: Callable[[], OpenIndex],
    *,
    boards: Boards | None,
    keys: Keys | None,
    rates: Rates,
    per_minute: int,
    longest: int,
    proxies: Proxies,
    shell: Shell | None = None,
    root_path: str = "",
    trails: Trails | None = None,
    base_url: str = "",
    metrics: Metrics | None = None,
) -> FastAPI:
    """Build what answers other programs: everything below /api.

    Args:
        answerer: The assistant; what it raises as `Busy` becomes a problem.
        index: Returns the index that answers now; raises PlansError.
        boards: The ledger with the verdicts; None where it is not published.
        keys: The partners with a key; None where there are none.
        rates: Counts requests.
        per_minute: Requests that everybody may send in a minute; 0 is no limit.
        longest: Longest question that is taken, in characters.
        proxies: Tell whose address a request comes from.
        shell: Makes the pages for people; a plain one if not given.
        root_path: What a proxy takes off the start of every address, such as "/plans".
        trails: Finds the evidence on commitments; made from the index if not given.
        base_url: Where people reach our pages, for examples.
        metrics: Where refused requests are counted.
    """
    callers = Callers(keys, rates, per_minute=per_minute, proxies=proxies, metrics=metrics)
    asking = Asking(answerer, index, callers, longest=longest, root_path=root_path)
    documents = Documents(index, root_path)
    commitments = Commitments(boards, index, trails or Trails(index), root_path)
    overviews = Overviews(
        answerer, index, per_minute=per_minute, longest=longest, commitments=boards is not None,
        root_path=root_path,
    )  # fmt: skip
    samples = Samples(answerer, index, overviews, documents, commitments)
    description = Description(samples, root_path)
    pages = ApiPages(shell or Shell(Site(), root_path=root_path), description, base_url)
    works = {
        "ask": asking.by_body,
        "ask-by-address": asking.by_address,
        **_reading(callers, overviews, documents, commitments),
    }
    return _routed(works, pages, root_path)


def _reading(
    callers: Callers, overviews: Overviews, documents: Documents, commitments: Commitments
) -> dict[str, Answering]:
    """Return what answers each operation that only looks something up, by its name."""
    works: dict[str, Work] = {
        "overview": overviews.tell,
        "documents": documents.list,
        "document": documents.one,
        "passages": documents.passages,
        "commitments": commitments.list,
        "commitment": commitments.one,
    }
    reading = _Reading(callers)
    return {name: reading.answering(work) for name, work in works.items()}


def _routed(works: Mapping[str, Answering], pages: ApiPages, root_path: str) -> FastAPI:
    """Put everything at its address."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    add_problems(app, root_path)
    for operation in OPERATIONS:
        route = operation.path
        if operation.name == "commitment":  # an id has slashes
            route = route.replace("{id}", "{id:path}")
        reads = operation.method == "get" and not operation.streams
        methods = _READ_ONLY if reads else [operation.method.upper()]
        _add(app, route, works[operation.name], methods)

    for path, page in (
        (f"{PATH}/", works["overview"]),
        (f"{PATH}/openapi.json", pages.openapi),
        (f"{PATH}/docs", pages.docs),
        (f"{PATH}/problems/{{name}}", pages.problem),
    ):
        _add(app, path, page, _READ_ONLY)
    return app


def _add(app: FastAPI, path: str, answer: Callable[[Request], Any], methods: list[str]) -> None:
    app.add_api_route(path, answer, methods=methods, response_model=None, include_in_schema=False)


class _Reading:
    """What only looks something up."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers
        self._threads = CapacityLimiter(_READING)

    def answering(self, work: Work) -> Answering:
        """Return what answers one request in a thread."""

        def found(request: Request) -> Response:
            self._callers.admit(request, "read")
            accepted(request, JSON)
            return JSONResponse(work(request), headers={"Cache-Control": "no-cache"})

        async def answer(request: Request) -> Response:
            return await to_thread.run_sync(found, request, limiter=self._threads)

        return answer

"""What people were asked and what came of it: a list of consultations, and a page for each."""

import logging
import threading
from collections.abc import Callable

from fastapi import FastAPI, Request, Response

from assistant.chains.chain import chains
from assistant.chains.records import Chain
from assistant.web.consultation_view import case_of, entry_of
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["add_consultations"]

_NOT_NOW = 503
_log = logging.getLogger(__name__)


def add_consultations(
    app: FastAPI, shell: Shell, index: Callable[[], OpenIndex]
) -> Callable[[], object]:
    """Answer at /consultations and /consultations/{document}.

    Args:
        app: The application.
        shell: Makes the pages.
        index: What is held now; the chains are worked out once for each index that it returns.

    Returns:
        What works them out, so that the first visitor need not wait.
    """
    pages = _Pages(shell, index)
    for path, answer in (
        ("/consultations", pages.all),
        ("/consultations/{document}", pages.one),
    ):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    return pages.chains


class _Pages:
    def __init__(self, shell: Shell, index: Callable[[], OpenIndex]) -> None:
        self._shell = shell
        self._index = index
        self._lock = threading.Lock()
        self._kept: tuple[OpenIndex, dict[str, Chain]] | None = None

    def all(self, request: Request) -> Response:
        """List all consultations that are known."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                _, found = self.chains()
            except PlansError as error:
                return self._not_now(error)
            return self._shell.page(
                "consultations.html",
                title=say("What people were asked, and what came of it"),
                here="/consultations",
                wide=False,
                entries=[entry_of(chain) for chain in found.values()],
            )

    def one(self, document: str, request: Request) -> Response:
        """Show one consultation and what followed."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                index, found = self.chains()
            except PlansError as error:
                return self._not_now(error)
            chain = found.get(document)
            if chain is None:
                return self._unknown()
            return self._shell.page(
                "consultation.html",
                title=chain.title,
                here="/consultations",
                wide=True,
                case=case_of(chain, index.generation.catalogue, self._shell.url),
            )

    def chains(self) -> tuple[OpenIndex, dict[str, Chain]]:
        """Return the chains of the current index, worked out when it is first asked for.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        index = self._index()
        with self._lock:
            if self._kept is None or self._kept[0] is not index:
                self._kept = index, {chain.document: chain for chain in chains(index)}
            return self._kept

    def _unknown(self) -> Response:
        return self._shell.page(
            "consultations.html",
            title=say("Not found"),
            status=404,
            index=False,
            here="",
            wide=False,
            entries=None,
        )

    def _not_now(self, error: PlansError) -> Response:
        _log.error("%s", error)
        return self._shell.message(
            say("The consultations cannot be shown now"),
            say("Please try again later."),
            status=_NOT_NOW,
        )

"""What people were asked and what came of it: a list of consultations, and a page for each."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI, Request, Response

from assistant.chains.chain import chains
from assistant.chains.records import Chain
from assistant.web.consultation_view import Case, Entry, case_of, entry_of
from assistant.web.shell import Shell
from assistant.web.words import say, spoken
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The chains of an index, and what pages show of them, kept as it is first asked for."""

    index: OpenIndex
    chains: Mapping[str, Chain]
    """By the id of the document that tells of the consultation."""
    cases: dict[tuple[str, str], Case] = field(default_factory=dict)
    """By that id and the code of a language."""
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """By the code of a language."""


class _Pages:
    def __init__(self, shell: Shell, index: Callable[[], OpenIndex]) -> None:
        self._shell = shell
        self._index = index
        self._lock = threading.Lock()
        self._kept: _Held | None = None

    def all(self, request: Request) -> Response:
        """List all consultations that are known."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                held = self.chains()
            except PlansError as error:
                return self._not_now(error)
            return self._shell.page(
                "consultations.html",
                title=say("What people were asked, and what came of it"),
                here="/consultations",
                wide=True,
                entries=self._entries(held),
            )

    def one(self, document: str, request: Request) -> Response:
        """Show one consultation and what followed."""
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                held = self.chains()
            except PlansError as error:
                return self._not_now(error)
            chain = held.chains.get(document)
            if chain is None:
                return self._unknown()
            return self._shell.page(
                "consultation.html",
                title=chain.title,
                here="/consultations",
                wide=True,
                case=self._case(chain, held),
            )

    def chains(self) -> "_Held":
        """Return the chains of the current index, worked out when it is first asked for.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        index = self._index()
        with self._lock:
            if self._kept is None or self._kept.index is not index:
                found = {chain.document: chain for chain in chains(index)}
                self._kept = _Held(index=index, chains=found)
            return self._kept

    def _entries(self, held: "_Held") -> list[Entry]:
        """The list, in the language of the request; two who come at once may both write it."""
        code = spoken().code
        if code not in held.entries:
            held.entries[code] = [entry_of(chain) for chain in held.chains.values()]
        return held.entries[code]

    def _case(self, chain: Chain, held: "_Held") -> Case:
        key = (chain.document, spoken().code)
        if key not in held.cases:
            catalogue = held.index.generation.catalogue
            held.cases[key] = case_of(chain, catalogue, self._shell.url)
        return held.cases[key]

    def _unknown(self) -> Response:
        return self._shell.page(
            "consultations.html",
            title=say("Not found"),
            status=404,
            index=False,
            here="",
            wide=True,
            entries=None,
        )

    def _not_now(self, error: PlansError) -> Response:
        _log.error("%s", error)
        return self._shell.message(
            say("The consultations cannot be shown now"),
            say("Please try again later."),
            status=_NOT_NOW,
        )

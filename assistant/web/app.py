"""The application that serves the chat page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.site import Site
from assistant.web.application import Application, Start
from assistant.web.shell import Shell

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.feedback import FeedbackStore
    from assistant.pre_election import Period
    from assistant.serving.opening import Serving
    from assistant.web.answerer import Answerer
    from assistant.web.originals import Holdings
    from assistant.web.records import Records

__all__ = ["NO_DOCUMENTATION", "PLAIN", "build_app"]

NO_DOCUMENTATION: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
PLAIN: dict[str, Any] = {**NO_DOCUMENTATION, "redirect_slashes": False}
"""A redirect to the same address without its slash would name the host that the request named."""


def build_app(  # noqa: PLR0913 - everything that differs between installations meets here
    answerer: "Answerer",
    feedback: "FeedbackStore | None" = None,
    *,
    holdings: "Holdings | None" = None,
    site: Site | None = None,
    root_path: str = "",
    longest: int = 300,
    framed_by: tuple[str, ...] = (),
    records: "Records | None" = None,
    election: "Callable[[], Period | None]" = lambda: None,
    api: "Callable[[], FastAPI] | None" = None,
    mcp: "Callable[[], FastAPI] | None" = None,
    serving: "Serving | None" = None,
) -> Application:
    """Build what is served: the chat at "/", the pages without scripts, "/healthz", "/readyz".

    Args:
        answerer: The assistant behind the pages; it is opened when the server starts.
        feedback: Where people's feedback is kept; without it no page asks for any.
        holdings: The index and its originals; without them there is nothing at "/documents".
        site: Names, colours, logo and contacts.
        root_path: What a proxy takes off the start of every address, such as "/plans".
        longest: Longest question that the pages take, in characters.
        framed_by: Websites that may show the pages in a frame.
        records: The ledger and who may judge it; without them there are no pages on commitments,
            plans or consultations.
        election: Tells in which pre-election period it is now, where it is in one.
        api: Makes what answers other programs at /api.
        mcp: Makes what answers language models at /mcp.
        serving: Limits and counts.

    Raises:
        PlansError: The site cannot be used.
    """
    shell = _shell(site, root_path, holdings, records, election)

    def begin() -> Start:
        from assistant.web.making import Making

        making = Making(
            shell=shell, answerer=answerer, feedback=feedback, holdings=holdings, records=records,
            longest=longest,
        )  # fmt: skip
        return making.start(api=api, mcp=mcp)

    return Application(begin, shell, framed_by=framed_by, serving=serving)


def _shell(
    site: Site | None,
    root_path: str,
    holdings: "Holdings | None",
    records: "Records | None",
    election: "Callable[[], Period | None]",
) -> Shell:
    return Shell(
        site or Site(),
        root_path=root_path,
        has_documents=holdings is not None,
        has_plans=records is not None,
        has_commitments=records is not None and records.published,
        election=election,
    )

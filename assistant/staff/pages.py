"""All of /staff, as an application of its own, so that nothing public shares it."""

from typing import Any

from fastapi import APIRouter, FastAPI

from assistant.staff.desk import Desk, reading, sending
from assistant.staff.exporting import Exporting
from assistant.staff.framing import STAFF
from assistant.staff.page_commitment import CommitmentPage
from assistant.staff.page_import import ImportPage, read_upload
from assistant.staff.page_list import ListPage
from assistant.staff.page_log import LogPage
from assistant.staff.sign_in_pages import add_sign_in
from assistant.web.attachments import FORMS
from assistant.web.commitment_filters import Lists, plan_names
from assistant.web.failures import add_failures
from assistant.web.trails import Trails

__all__ = ["MAX_BODY_BYTES", "Desk", "build_staff"]

MAX_BODY_BYTES = 25 * 1024 * 1024
"""A file that is imported, and what it takes to send it again."""
_PLAIN: dict[str, Any] = {
    "docs_url": None,
    "redoc_url": None,
    "openapi_url": None,
    "redirect_slashes": False,
}


def build_staff(desk: Desk, *, trails: Trails | None = None) -> FastAPI:
    """Build what answers at /staff and below it.

    Args:
        desk: What the pages work with.
        trails: Finds evidence; made from the index if not given.
    """
    app = FastAPI(**_PLAIN, max_body_size=MAX_BODY_BYTES)
    lists, trails = _lists(desk), trails or Trails(desk.index)
    add_failures(app, desk.shell)
    add_sign_in(app, desk.shell, desk.sign_in)
    rows, log, importing = ListPage(desk, lists), LogPage(desk), ImportPage(desk)
    one, exporting = CommitmentPage(desk, lists, trails), Exporting(desk, lists, trails)
    read = [
        ("", rows.look),
        ("/", rows.look),
        ("/review", rows.review),
        ("/log", log.look),
        ("/import", importing.look),
        *((f"/commitments.{form}", exporting.in_form(form)) for form in FORMS),
        ("/commitments/{commitment:path}", one.look),
    ]
    router = APIRouter(prefix=STAFF)
    for path, work in read:
        router.add_api_route(
            path, reading(desk, work), methods=["GET", "HEAD"], response_model=None
        )
    for path, answer in (
        ("/import", sending(desk, importing.send, read_upload)),
        ("/commitments/{commitment:path}", sending(desk, one.send)),
    ):
        router.add_api_route(path, answer, methods=["POST"], response_model=None)
    app.include_router(router)
    return app


def _lists(desk: Desk) -> Lists:
    return Lists(desk.boards.board, lambda: plan_names(desk.index()))

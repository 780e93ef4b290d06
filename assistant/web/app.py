"""The application that serves the chat page."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from assistant.feedback import FeedbackStore
from assistant.web.answerer import Answerer
from assistant.web.documents import add_documents
from assistant.web.framework import gradio, plain_theme
from assistant.web.originals import Holdings
from assistant.web.page import build_page
from assistant.web.security import MAX_BODY_BYTES, Guard

if TYPE_CHECKING:
    from gradio import Blocks

__all__ = ["build_app"]

SESSIONS = 1_000
"""Conversations kept in memory; the one that was used least recently goes first."""

STYLES = (
    "colours.css",
    "colours-dark.css",
    "page.css",
    "answer-forms.css",
    "places.css",
    "feedback.css",
)

NO_DOCUMENTATION: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}

_HERE = Path(__file__).parent


def build_app(
    answerer: Answerer,
    feedback: FeedbackStore | None = None,
    *,
    holdings: Holdings | None = None,
    root_path: str = "",
) -> FastAPI:
    """Build the application: the chat page at "/", the documents, and its health at "/healthz".

    Args:
        answerer: The assistant behind the page.
        feedback: Where people's feedback is kept; without it the page does not ask for any.
        holdings: The index and its originals; without them there is nothing at "/documents".
        root_path: What a proxy takes off the start of every address, such as "/plans".
    """
    app = FastAPI(**NO_DOCUMENTATION, max_body_size=MAX_BODY_BYTES)
    app.add_middleware(Guard, root_path=root_path)
    app.add_api_route("/healthz", _healthz, methods=["GET"])
    if holdings is not None:
        add_documents(app, holdings, root_path=root_path)
    has_documents = holdings is not None
    page = build_page(answerer, feedback, root_path=root_path, has_documents=has_documents)
    _mount_page(app, page, root_path)
    return app


def _healthz() -> dict[str, str]:
    return {"status": "ok"}


def _mount_page(app: FastAPI, page: "Blocks", root_path: str) -> None:
    page.state_session_capacity = SESSIONS
    gradio().mount_gradio_app(
        app,
        page,
        path="/",
        root_path=root_path,
        app_kwargs=dict(NO_DOCUMENTATION),  # Gradio adds to it
        theme=plain_theme(),
        css="".join((_HERE / name).read_text("utf-8") for name in STYLES),
        head=f"<script>{(_HERE / 'page.js').read_text('utf-8')}</script>",
        favicon_path=str(_HERE / "favicon.svg"),
        footer_links=[],
        allowed_paths=[],
        max_file_size=1,
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )

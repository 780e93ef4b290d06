"""The application that serves the chat page."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI

from assistant.web.answerer import Answerer
from assistant.web.security import MAX_BODY_BYTES, Guard

__all__ = ["build_app"]

SESSIONS = 1_000
"""Conversations kept in memory; the one that was used least recently goes first."""

NO_DOCUMENTATION: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}

_HERE = Path(__file__).parent


def build_app(answerer: Answerer) -> FastAPI:
    """Build the application that serves the chat page at "/" and its health at "/healthz"."""
    app = FastAPI(**NO_DOCUMENTATION, max_body_size=MAX_BODY_BYTES)
    app.add_middleware(Guard)
    app.add_api_route("/healthz", _healthz, methods=["GET"])
    _mount_page(app, answerer)
    return app


def _healthz() -> dict[str, str]:
    return {"status": "ok"}


def _mount_page(app: FastAPI, answerer: Answerer) -> None:
    from assistant.web.page import build_page, gradio, plain_theme

    page = build_page(answerer)
    page.state_session_capacity = SESSIONS
    gradio().mount_gradio_app(
        app,
        page,
        path="/",
        app_kwargs=NO_DOCUMENTATION,
        theme=plain_theme(),
        css=(_HERE / "page.css").read_text("utf-8"),
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

"""The faces of the application, each made when it is its turn: imports take long, and a start waits.

`assistant.web.app` imports this in a thread, when the port answers already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.answers import About
from assistant.feedback import FeedbackStore
from assistant.web.answerer import Answerer
from assistant.web.app import NO_DOCUMENTATION, PLAIN
from assistant.web.application import Start
from assistant.web.introduction import what_it_is
from assistant.web.originals import Holdings
from assistant.web.records import Records
from assistant.web.security import MAX_BODY_BYTES
from assistant.web.shell import Shell

if TYPE_CHECKING:
    from gradio import Blocks

    from assistant.web.documents import Documents

__all__ = ["Making"]

SESSIONS = 1_000
"""Conversations kept in memory; the one that was used least recently goes first."""

_HERE = Path(__file__).parent


@dataclass(kw_only=True)
class Making:
    """Makes one face after the other."""

    answerer: Answerer
    feedback: FeedbackStore | None
    holdings: Holdings | None
    shell: Shell
    longest: int
    records: Records | None
    documents: "Documents | None" = None
    chains: Callable[[], object] = lambda: None
    """Works out what came of consultations."""

    def start(
        self,
        *,
        api: Callable[[], FastAPI] | None = None,
        mcp: Callable[[], FastAPI] | None = None,
    ) -> Start:
        """Return what has to be done before everything answers.

        Args:
            api: Makes what answers other programs at /api.
            mcp: Makes what answers language models at /mcp.
        """
        return Start(
            open=self.open,
            plain=self.plain,
            staff=self.staff if self.records and self.records.sign_in else None,
            api=api,
            mcp=mcp,
            chat=self.chat,
            warm=self.warm,
            check=self.answerer.about,
        )

    def open(self) -> None:
        """Open what answers rest on, and the database of verdicts.

        Raises:
            PlansError: One of them cannot be used.
        """
        if self.records is not None and self.records.store is not None:
            self.records.store.prepare()
        self.answerer.open()
        self.shell.body = self.shell.body or self.answerer.about().body

    def plain(self) -> FastAPI:
        """Make the pages without Gradio."""
        from assistant.web.about_pages import add_about
        from assistant.web.ask_page import add_ask
        from assistant.web.embed import add_embed
        from assistant.web.failures import add_failures
        from assistant.web.feedback_form import add_feedback
        from assistant.web.help_page import add_help

        app = FastAPI(**PLAIN, max_body_size=MAX_BODY_BYTES)
        shell, answerer, feedback, longest = self.shell, self.answerer, self.feedback, self.longest
        add_failures(app, shell, has_model=bool(answerer.about().model))
        add_ask(app, shell, answerer, longest=longest, has_feedback=feedback is not None)
        add_help(app, shell)
        add_embed(app, shell)
        add_feedback(app, shell, answerer, feedback, longest=longest)
        add_about(app, shell, answerer, holdings=self.holdings, feedback=feedback, longest=longest)
        if self.holdings is not None:
            from assistant.web.documents import add_documents

            self.documents = add_documents(app, self.holdings, shell)
        if self.records is not None:
            self._add_records(app, self.records)
        return app

    def _add_records(self, app: FastAPI, records: Records) -> None:
        from assistant.web.compare_page import add_compare
        from assistant.web.consultations_page import add_consultations
        from assistant.web.timeline_page import add_timeline

        add_compare(app, self.shell, records.index)
        add_timeline(app, self.shell, records.index)
        self.chains = add_consultations(app, self.shell, records.index)
        if records.published:
            from assistant.web.commitments_page import add_commitments

            add_commitments(app, self.shell, records.boards, records.index, trails=records.trails)

    def staff(self) -> FastAPI:
        """Make the pages for staff."""
        from assistant.staff.pages import Desk, build_staff

        records = self.records
        assert records is not None and records.store is not None and records.sign_in is not None
        return build_staff(
            Desk(
                shell=self.shell,
                boards=records.boards,
                store=records.store,
                index=records.index,
                sign_in=records.sign_in,
            ),
            trails=records.trails,
        )

    def chat(self) -> FastAPI:
        """Make the chat, which is Gradio's."""
        from assistant.web.chat_html import OurPage
        from assistant.web.page import build_page

        app = FastAPI(**NO_DOCUMENTATION, max_body_size=MAX_BODY_BYTES)
        shell, answerer = self.shell, self.answerer
        around = partial(_around_the_chat, shell, answerer.about(), self.longest)
        app.add_middleware(OurPage, parts=around)
        page = build_page(answerer, shell, longest=self.longest, feedback=self.feedback)
        _mount_page(app, page, shell)
        return app

    def warm(self) -> None:
        """Work out what the first visitors of the slower pages would wait for."""
        from assistant.across.themes_over_time import themes_over_time
        from assistant.across.timeline import timeline

        if self.documents is not None:
            self.documents.warm()
        if self.records is not None:
            index = self.records.index()
            self.records.boards.commitments()
            themes_over_time(index)
            timeline(index)
            self.chains()


def _around_the_chat(shell: Shell, about: About, longest: int) -> dict[str, str]:
    """Return the HTML that stands around Gradio's."""
    from assistant.web.words import ENGLISH

    return {
        "language": ENGLISH,
        "head": f'<link rel="stylesheet" href="{shell.asset("top.css")}">',
        "top": shell.part("chat_top.html", here="/", what=what_it_is(about), longest=longest),
        "foot": shell.part("footer.html", embed=False),
    }


def _mount_page(app: FastAPI, page: "Blocks", shell: Shell) -> None:
    from assistant.web.framework import gradio, plain_theme
    from assistant.web.stylesheets import chat_stylesheet

    page.state_session_capacity = SESSIONS
    gradio().mount_gradio_app(
        app,
        page,
        path="/",
        root_path=shell.root_path,
        app_kwargs=dict(NO_DOCUMENTATION),  # Gradio adds to it
        theme=plain_theme(),
        css=chat_stylesheet(shell.site.colours),
        head=f'<script src="{shell.asset("page.js")}"></script>',
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

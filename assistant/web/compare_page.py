"""The page that follows one subject through every plan, and the chart of themes across plans."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from fastapi import FastAPI, Request, Response

from assistant.across.grid import LONGEST_SUBJECT, grid
from assistant.across.lifetimes import lifetimes, plan_label
from assistant.across.plan_texts import PlanText
from assistant.across.records import Grid, Share
from assistant.across.themes_over_time import ThemesOverTime, themes_over_time
from assistant.answers import Status
from assistant.danger_model import DangerModel
from assistant.routing import route
from assistant.web.compare_cells import cell_row, line_of
from assistant.web.help_page import to_help
from assistant.web.in_words import counted, percent
from assistant.web.shell import Shell
from assistant.web.words import ENGLISH, say, spoken
from corpus.documents import Document
from corpus.errors import PlansError
from corpus.reader import OpenIndex
from corpus.text import without_controls

__all__ = ["add_compare"]

NOT_NOW = "The plans cannot be compared now. Please try again later."
_READ_FOR_DANGER = 2_000
_SUGGESTED = ("cybercrime", "domestic abuse", "road safety", "victims", "council tax")
_log = logging.getLogger(__name__)


def add_compare(app: FastAPI, shell: Shell, index: Callable[[], OpenIndex]) -> None:
    """Show a subject across all plans at /compare.

    Args:
        app: The application.
        shell: Makes the pages.
        index: Returns the index that answers now; raises PlansError where it cannot be used.
    """
    page = _ComparePage(shell, index)
    app.add_api_route("/compare", page.respond, methods=["GET", "HEAD"], response_model=None)


class _ComparePage:
    def __init__(self, shell: Shell, index: Callable[[], OpenIndex]) -> None:
        self._shell = shell
        self._index = index

    def respond(self, request: Request) -> Response:
        """Answer one request; threads of the server call it."""
        with self._shell.in_language(request.query_params.get("lang")):
            raw = request.query_params.get("subject")
            subject = " ".join(without_controls(raw or "").split())
            routed = route(_ends(subject)) if subject else None
            if routed is Status.EMERGENCY:  # before the index, which may be damaged
                return to_help(self._shell, subject)
            try:
                index = self._index()
                if subject and _describes_danger(subject, routed, index):
                    return to_help(self._shell, subject)
                if raw is None:
                    return self._themes(index)
                return self._subject(subject, routed, index)
            except PlansError as error:
                _log.error("%s", error)
                return self._shell.message(say("Not now"), say(NOT_NOW), status=503)

    def _subject(self, subject: str, routed: Status | None, index: OpenIndex) -> Response:
        if not subject:
            return self._problem(say("Type a subject, such as “cybercrime”."))
        if len(subject) > LONGEST_SUBJECT:
            problem = say(
                "The subject is {length} characters long; at most {longest} are taken. A few words do.",
                length=f"{len(subject):,}",
                longest=LONGEST_SUBJECT,
            )
            return self._problem(problem, subject[:LONGEST_SUBJECT])
        found = grid(index, subject) if routed is None else None
        if found is None or not (found.terms or found.theme or found.name):
            problem = say("That names no subject of policing. Try a few plain words.")
            return self._problem(problem, subject)
        name = found.theme or found.name or found.read_as
        return self._page(
            title=say("{subject} across the plans", subject=name),
            index=bool(found.found),
            draft=subject,
            grid=found,
            name=name,
            rows=[cell_row(cell, self._shell) for cell in found.cells],
            elsewhere=[line_of(cited, self._shell) for cited in found.elsewhere],
            summary=_summary(found),
            held=all(cell.held for cell in found.cells),
        )

    def _problem(self, problem: str, draft: str = "") -> Response:
        """Say what is wrong with a subject, above the box to type another."""
        title = say("Across the plans")
        return self._page(title=title, status=400, index=False, problem=problem, draft=draft)

    def _themes(self, index: OpenIndex) -> Response:
        """Show all themes in all plans."""
        themes = themes_over_time(index)
        drawn = [s.part for row in themes.rows for s in row.shares if _is_judged(s, themes)]
        widest = ceil(max(drawn, default=0.0) * 20) / 20
        rows = [
            (row, [_Bar.of(share, widest, themes) for share in row.shares]) for row in themes.rows
        ]
        return self._page(
            title=say("Across the plans"),
            themes=themes,
            plans=[_Column.of(text) for text in themes.texts],
            rows=rows,
            widest=percent(widest),
            lives=lifetimes(themes),
            held=all(text.held for text in themes.texts),
        )

    def _page(
        self, *, title: str, status: int = 200, index: bool = True, **values: object
    ) -> Response:
        asked: dict[str, Any] = {"grid": None, "problem": "", "draft": "", "held": True}
        return self._shell.page(
            "compare.html",
            title=title,
            status=status,
            here="/compare",
            index=index,
            wide=True,
            longest=LONGEST_SUBJECT,
            suggested=_SUGGESTED,
            other_language=spoken().code != ENGLISH,
            **(asked | values),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A plan at the head of the chart."""

    plan: Document
    name: str
    number: str
    """Of sentences that are held of it."""
    noun: str
    documents: str
    held: bool

    @classmethod
    def of(cls, text: PlanText) -> "_Column":
        return cls(
            plan=text.plan,
            name=plan_label(text.plan),
            number=f"{len(text.places):,}",
            noun="sentence" if len(text.places) == 1 else "sentences",
            documents=counted(len(text.documents), "document"),
            held=text.held,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A share as it is drawn."""

    share: Share
    name: str
    percent: str
    width: float
    """0 to 100."""
    enough: bool
    """Whether enough is held of the plan to draw it."""

    @classmethod
    def of(cls, share: Share, widest: float, themes: ThemesOverTime) -> "_Bar":
        return cls(
            share=share,
            name=plan_label(share.plan),
            percent=percent(share.part) if share.part >= 0.01 else say("under 1%"),
            width=round(100 * share.part / widest, 1) if widest else 0.0,
            enough=_is_judged(share, themes),
        )


def _is_judged(share: Share, themes: ThemesOverTime) -> bool:
    return share.plan.id in themes.judged


def _ends(subject: str) -> str:
    half = _READ_FOR_DANGER // 2
    if len(subject) <= _READ_FOR_DANGER:
        return subject
    return f"{subject[:half]} {subject[-half:]}"


def _describes_danger(subject: str, routed: Status | None, index: OpenIndex) -> bool:
    danger = DangerModel(index.embedder, index.generation.manifest.model_sha256)
    return danger.describes_danger(_ends(subject), refused=routed is Status.REFUSED)


def _summary(found: Grid) -> str:
    if not found.found:
        return say("Nothing on this was found in what is held of any plan.")
    words = say(
        "Found in what is held of {found} of {all} plans.", found=found.found, all=len(found.cells)
    )
    if found.alongside:
        words += " " + say(
            "For {number} of them, what is held does not tell what is in the plan.",
            number=found.alongside,
        )
    return words

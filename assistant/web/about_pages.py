"""What the assistant is, how good it is and who answers for it; and how accessible it is."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request, Response
from pydantic import TypeAdapter

from assistant.answers import About
from assistant.feedback import FeedbackStore
from assistant.web.answerer import Answerer
from assistant.web.framework import CONVERSATION_SECONDS
from assistant.web.originals import Holdings
from assistant.web.shell import Shell
from assistant.web.words import ENGLISH, say, spoken
from corpus.dates import PartialDate
from corpus.errors import PlansError

__all__ = ["PUBLISHED", "PublishedFigure", "PublishedFigures", "add_about", "published_figures"]

PUBLISHED = Path(__file__).parents[1] / "published_figures.json"
"""Written by `docs/generate.py`, since nothing here may look into the evals."""

PROMPT = Path(__file__).parents[1] / "writer" / "answer_prompt.txt"
"""What a language model is told before it phrases a short answer."""

FOLLOW_UP_PROMPT = PROMPT.with_name("follow_up_prompt.txt")
"""What a language model is told before it proposes how to read a follow-up question."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One figure, in words that people understand."""

    what: str
    value: str
    n: int
    """How many questions it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigures:
    """What was measured last, and on what."""

    measured: str
    """The day, as "2026-11-23"."""
    questions: int
    split: str
    versions: Mapping[str, str]
    """Of the assistant and of the documents that were measured."""
    figures: tuple[PublishedFigure, ...]


@cache
def published_figures() -> PublishedFigures:
    """Read the figures that ship with the assistant.

    Raises:
        PlansError: They are not there or cannot be read.
    """
    try:
        return TypeAdapter(PublishedFigures).validate_json(PUBLISHED.read_bytes())
    except (OSError, ValueError) as error:
        raise PlansError(
            f"the installation is not whole: {PUBLISHED}: {error}; install the assistant again"
        ) from error


def add_about(
    app: FastAPI,
    shell: Shell,
    answerer: Answerer,
    *,
    holdings: Holdings | None = None,
    feedback: FeedbackStore | None = None,
    longest: int = 300,
) -> None:
    """Tell about the assistant at /about, and of its accessibility at /accessibility.

    Args:
        app: The application.
        shell: Makes the pages.
        answerer: The assistant behind the pages; it is asked what it speaks from.
        holdings: The index, to name its version; without it only the assistant's is named.
        feedback: Where feedback is kept; without it the page says that none is.
        longest: Longest question that the pages take, in characters.

    Raises:
        PlansError: The figures or the prompts that ship with the assistant cannot be read.
    """
    published_figures()
    _prompt(PROMPT)
    _prompt(FOLLOW_UP_PROMPT)
    pages = _Pages(shell, answerer, holdings, feedback, longest)
    for path, answer in (("/about", pages.about), ("/accessibility", pages.accessibility)):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)


class _Pages:
    def __init__(
        self,
        shell: Shell,
        answerer: Answerer,
        holdings: Holdings | None,
        feedback: FeedbackStore | None,
        longest: int,
    ) -> None:
        self._shell = shell
        self._answerer = answerer
        self._holdings = holdings
        self._feedback = feedback
        self._longest = longest

    def about(self, request: Request) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                about, versions = self._answerer.about(), self._versions()
            except PlansError as error:
                _log.error("%s", error)
                words = say("This page cannot be shown now. Please try again later.")
                return self._shell.message(say("Not now"), words, status=503)
            return self._shell.page(
                "about.html",
                title=say("About this assistant"),
                here="/about",
                other_language=_is_other(),
                about=about,
                source=_source(about),
                versions=versions,
                figures=published_figures(),
                measured=_day(published_figures().measured),
                feedback_days=self._feedback.days if self._feedback else 0,
                minutes=CONVERSATION_SECONDS // 60,
                longest=self._longest,
                prompt=_prompt(PROMPT),
                follow_up_prompt=_prompt(FOLLOW_UP_PROMPT),
            )

    def accessibility(self, request: Request) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            return self._shell.page(
                "accessibility.html",
                title=say("Accessibility statement"),
                here="/accessibility",
                other_language=_is_other(),
                told=self._shell.site.accessibility,
                prepared=_day(str(self._shell.site.accessibility.prepared or "")),
            )

    def _versions(self) -> Mapping[str, str]:
        versions = {say("Assistant"): version("plans-assistant")}
        if self._holdings is not None:
            generation = self._holdings.generation()
            versions[say("Documents")] = generation.manifest.corpus_sha256[:12]
            versions[say("Index")] = generation.folder.name
        return versions


@cache
def _prompt(path: Path) -> str:
    """Read a prompt, which everybody may read."""
    try:
        return path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise PlansError(
            f"the installation is not whole: {path}: {error}; install the assistant again"
        ) from error


def _is_other() -> bool:
    """Whether the page's language is another than that of these two, which is English."""
    return spoken().code != ENGLISH


def _day(day: str) -> str:
    """Write a day, as "2026-11-23", as people do; "" where there is none."""
    return PartialDate.parse(day).in_words() if day else ""


def _source(about: About) -> str:
    """Say whose words it speaks."""
    if not about.originals:
        return "summaries"
    return "both" if about.digests else "originals"

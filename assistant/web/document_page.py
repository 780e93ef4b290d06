"""The page of one document: what is known of it, where it can be had, and its text."""

import re
from collections.abc import Mapping
from pathlib import Path

from fastapi import Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from assistant.web.addresses import document_path
from assistant.web.document_facts import documents_about, facts_of, file_in_words
from assistant.web.document_texts import DocumentTexts
from assistant.web.document_view import KEPT, NO_SUCH_PART, View, view_text
from assistant.web.escaping import escape, safe_url
from assistant.web.originals import UNKNOWN, Holdings, NotServed, Original
from assistant.web.public_health import without_paths
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.documents import Document, TextSource
from corpus.generation import Generation

__all__ = ["DocumentPages"]


class DocumentPages:
    """Makes the pages of documents."""

    def __init__(self, holdings: Holdings, shell: Shell) -> None:
        self._holdings = holdings
        self._shell = shell
        self._texts = DocumentTexts()

    def prepare(self) -> None:
        """Do what is done once for an index.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        self._texts.prepare(self._holdings.generation())

    def page(self, document: str, asked: Mapping[str, str]) -> Response:
        """Return the page of a document, or that there is none.

        Args:
            document: The id, as somebody wrote it.
            asked: `part` or `page`, a number each; `start`, `end` and `check`, the characters of
                the stored text that are marked and the `digest_of` what stood there; or `passage`,
                the id of a passage that is marked; or `go`, a page to be led to.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        generation = self._holdings.generation()
        known = generation.catalogue.by_id.get(document)
        if known is None:
            return self._missing(UNKNOWN)
        if re.fullmatch(r"[0-9]{1,9}", asked.get("go", "")):
            place = f"{document_path(known.id)}#page-{asked['go']}"
            return RedirectResponse(self._shell.url(place, page=asked["go"]), 303)
        original, why_not = self._original(known, generation)
        pictured = original is not None and original.suffix == ".pdf"
        try:
            view = self._view(known, generation, asked, pictured=pictured)
        except NotServed as missing:
            return self._missing(missing.reason, known)
        others, more = documents_about(document, generation, self._shell.url)
        return self._shell.page(
            "document.html",
            title=known.title,
            index=not any(asked.get(name) for name in KEPT),
            heading=Markup(escape(known.title)),
            facts=self._facts(known, generation),
            path=document_path(known.id),
            file=_file_in_words(original) if original else "",
            why_not=why_not,
            publisher=known.url if safe_url(known.url) else None,
            source=known.text.name.lower(),
            view=view,
            wide=view is not None and view.has_pictures,
            others=others,
            more=more,
        )

    def _missing(self, reason: str, document: Document | None = None) -> Response:
        url = document.url if document else None
        return self._shell.message(say("Not found"), say(reason), status=404, url=url)

    def _original(self, document: Document, generation: Generation) -> tuple[Original | None, str]:
        """Return the original; where it was read but cannot be handed out, why."""
        try:
            return self._holdings.original(document.id, generation), ""
        except NotServed as missing:
            was_read = document.text is TextSource.ORIGINAL
            return None, missing.reason if was_read else ""

    def _view(
        self,
        document: Document,
        generation: Generation,
        asked: Mapping[str, str],
        *,
        pictured: bool,
    ) -> View | None:
        if document.id not in generation.manifest.documents:
            if asked.get("part", "1") != "1" or asked.get("page"):
                raise NotServed(NO_SUCH_PART)
            return None
        text = self._texts.text(generation, document.id)
        return view_text(document, text, asked, self._shell.url, self._clean, pictured=pictured)

    def _facts(self, document: Document, generation: Generation) -> object:
        held = document.id in generation.manifest.documents
        pages = self._texts.text(generation, document.id).pages if held else ()
        return facts_of(document, generation, pages, self._shell.url, self._clean)

    def _clean(self, message: str) -> str:
        data = self._holdings.data
        return without_paths(message, data / "originals", data, Path.cwd(), Path.home())


def _file_in_words(original: Original) -> str:
    try:
        size = original.path.stat().st_size
    except OSError:
        return ""
    return file_in_words(original.path.name, size)

"""Asks for the page of a document and reads its main part."""

import re

import httpx

from assistant.web.page_view import digest_of
from tests.assistant.web.html_reading import Document, read_html
from tests.assistant.web.library import PLAN

UNCLOSED = re.compile(r"<(?:img|input)\b[^>]*>")


def main_of(html: str) -> Document:
    """Read the main part of a page."""
    main = html[html.index("<main") : html.index("</main>") + len("</main>")]
    return read_html(UNCLOSED.sub(lambda found: found[0] + f"</{found[0][1:].split()[0]}>", main))


def page(client: httpx.Client, document: str = PLAN, **asked: object) -> Document:
    """Ask for the page of a document that there is."""
    response = client.get(f"/documents/{document}", params=asked)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return main_of(response.text)


def place(text: str, words: str) -> dict[str, object]:
    """Return what an address asks for to have words of a text marked."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "check": digest_of(words)}


def heard(element: str) -> str:
    """Fold the white space of text as screen readers do."""
    return " ".join(element.split())

"""Addresses of the pages of documents, without what a proxy takes off their start."""

from urllib.parse import quote

from assistant.web.page_view import digest_of

__all__ = ["QUOTATION", "document_path", "quotation_query"]

QUOTATION = "quotation"
"""The element id of quoted words on the page of their document."""


def document_path(document: str) -> str:
    """Return the address of the page of a document, for `Shell.url` or after a root path."""
    return f"/documents/{quote(document, safe='')}"


def quotation_query(start: int, end: int, words: str) -> dict[str, str]:
    """Return what an address of a document or of one of its pages asks for, to have words marked.

    Args:
        start: Where the words begin in the stored text.
        end: Where they end.
        words: The words as they stand there now, by which it is noticed that they changed.
    """
    return {"start": str(start), "end": str(end), "check": digest_of(words)}

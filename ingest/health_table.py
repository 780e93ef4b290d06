"""The health of the corpus as a table for a terminal."""

from collections.abc import Iterator

from corpus.documents import TextSource
from corpus.health import CorpusHealth, DocumentHealth

__all__ = ["health_lines"]

_HEAD = ("document", "text", "pages", "unread", "ocr", "passages", "changed")


def health_lines(health: CorpusHealth, *, only: str | None = None) -> Iterator[str]:
    """Yield a line for each document that has text or should have, then what is wrong.

    Args:
        health: What to show.
        only: The id of the one document that is shown.
    """
    chosen = [d for d in health.documents if only in (None, d.id)]
    shown = [d for d in chosen if d.text is not TextSource.NOT_HELD or d.problem]
    rows = [_HEAD, *(_row(document) for document in shown)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for document in shown:
        yield from _details(document)
    if only is None:
        absent = [d.id for d in chosen if d.text is TextSource.NOT_HELD]
        yield f"{len(absent)} known but not held: {', '.join(absent)}"


def _row(document: DocumentHealth) -> tuple[str, ...]:
    return (
        document.id,
        {"original": "in full", "digest": "summary"}.get(document.text, document.text),
        str(document.pages or "-"),
        str(len(document.unread) or "-"),
        "-" if document.confidence is None else f"{document.confidence:.0%}",
        str(document.passages),
        (document.changed or "-")[:10],
    )


def _details(document: DocumentHealth) -> Iterator[str]:
    if document.problem:
        yield f"{document.id}: {document.problem}"
    for problem in dict.fromkeys(page.problem for page in document.unread):
        numbers = [str(page.number) for page in document.unread if page.problem == problem]
        few = ", ".join(numbers[:12]) + (" …" if len(numbers) > 12 else "")
        yield f"{document.id}: page {few}: {problem}"
    for note in document.notes:
        yield f"{document.id}: {note}"

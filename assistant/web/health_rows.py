"""Tables of the state of documents, whose rows narrow screens show as cards."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from assistant.web.addresses import document_path
from assistant.web.escaping import escape
from assistant.web.in_words import counted, date_in_words, percent, ranges
from assistant.web.outward import outward_link
from corpus.documents import TextSource
from corpus.health import LOW_CONFIDENCE, DocumentHealth, UnreadPage
from corpus.provenance import Provenance

__all__ = ["came_from", "document_table"]

Url = Callable[..., str]
"""`Shell.url`."""

_HELD = {
    TextSource.ORIGINAL: "In full",
    TextSource.DIGEST: "Our summary",
    TextSource.NOT_HELD: "Not held",
}
_MOST_PICTURED = 10
"""Unread pages that have a link to their picture, for each problem."""


def document_table(name: str, caption: str, documents: Sequence[DocumentHealth], url: Url) -> str:
    """Write a table of documents; the roles keep it one where narrow screens show cards.

    Args:
        name: The id of its heading.
        caption: What these documents have in common; escaped here.
        documents: At least one.
        url: Makes a whole address of a path.
    """
    rows = [_cells(document, url) for document in documents]
    columns = [column for column in rows[0] if any(row[column] for row in rows)]
    heads = "".join(
        f'<th scope="col" role="columnheader" class="pa-c-{column.split()[-1].lower()}">{column}</th>'
        for column in ("Document", *columns)
    )
    body = "".join(
        _row(document, {column: row[column] for column in columns}, url)
        for document, row in zip(documents, rows, strict=True)
    )
    return (
        f'<table class="pa-state" role="table" aria-labelledby="{name}"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _cells(document: DocumentHealth, url: Url) -> dict[str, str]:
    """Return what is said of a document, by column."""
    return {
        "What is held": _held(document, url),
        "Pages": _pages(document, url),
        "Passages": f"{document.passages:,}" if document.passages else "",
        "History": _history(document),
    }


def _row(document: DocumentHealth, cells: Mapping[str, str], url: Url) -> str:
    about = ", ".join(part for part in (document.kind, document.published) if part)
    contents = "".join(
        f'<td role="cell" data-label="{column}">{content}</td>' for column, content in cells.items()
    )
    return (
        f'<tr role="row"><th scope="row" role="rowheader">'
        f'<a class="pa-title" href="{_address(document, url)}">{escape(document.title)}</a> '
        f'<span class="pa-about">{escape(about[:1].upper() + about[1:])}</span></th>'
        f"{contents}</tr>"
    )


def _held(document: DocumentHealth, url: Url) -> str:
    lines = [f'<span class="pa-held">{_HELD[document.text]}</span>']
    if document.problem:
        problem = f"Its original could not be read: {document.problem}"
        lines.append(f'<span class="pa-problem">{escape(problem)}</span>')
    lines += [f'<span class="pa-left-out">{escape(note)}</span>' for note in document.notes]
    if document.text is TextSource.ORIGINAL:
        lines.append(
            f'<a href="{_address(document, url, "/original")}">Open the original'
            f'<span class="pa-hidden">: {escape(document.title)}</span></a>'
        )
    lines.append(outward_link(document.url, "At the publisher", document.title))
    return _lines(lines)


def _pages(document: DocumentHealth, url: Url) -> str:
    if document.pages is None:
        return ""
    lines = [counted(document.pages, "page")]
    by_problem: dict[str, list[UnreadPage]] = {}
    for page in document.unread:
        by_problem.setdefault(page.problem, []).append(page)
    lines += [_unread(document, pages, url) for pages in by_problem.values()]
    if document.recognised:
        lines.append(_recognised(document))
    return _lines(lines)


def _unread(document: DocumentHealth, pages: Sequence[UnreadPage], url: Url) -> str:
    """Say which pages could not be read and why, with their pictures, by which people can."""
    numbers = ", ".join(ranges(page.number for page in pages))
    noun = "Page" if len(pages) == 1 else "Pages"
    links = " ".join(
        f'<a href="{_address(document, url, f"/pages/{page.number}.png")}">'
        f'<span class="pa-hidden">Picture of page </span>{page.number}'
        f'<span class="pa-hidden"> of {escape(document.title)}</span></a>'
        for page in pages[:_MOST_PICTURED]
    )
    problem = escape(f"{noun} {numbers}: {pages[0].problem}")
    see = f' <span class="pa-see">See {noun.lower()} {links}</span>'
    pictured = document.text is TextSource.ORIGINAL and (document.file or "").endswith(".pdf")
    return f'<span class="pa-problem">{problem}{see if pictured else ""}</span>'


def _recognised(document: DocumentHealth) -> str:
    read = f"{counted(document.recognised, 'page')} read by text recognition"
    if document.confidence is None:
        return escape(read)
    unsure = document.confidence < LOW_CONFIDENCE
    words = escape(f"{read}, {percent(document.confidence)} sure")
    return f'<span class="pa-problem">{words}</span>' if unsure else words


def _history(document: DocumentHealth) -> str:
    lines = []
    if document.changed:
        lines.append(escape(f"Last changed on {date_in_words(document.changed)}"))
    if document.provenance:
        lines.append(came_from(document.provenance, document.title))
    return _lines(lines)


def came_from(provenance: Provenance, title: str) -> str:
    """Say where an original came from, and when, as HTML.

    Args:
        provenance: What is known of it.
        title: Of the document, to tell such links apart.
    """
    on = f" on {date_in_words(provenance.obtained)}"
    url = provenance.final_url or provenance.url
    if url:
        link = outward_link(url, _host(url), title) or escape(url)
        copy = f" (the web archive’s copy of {date_in_words(provenance.archived)})"
        return f"Got{escape(on)} from {link}{escape(copy if provenance.archived else '')}"
    if provenance.file:
        return escape(f"Added{on} from the file {provenance.file}")
    return escape(f"Got{on}")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "its address"
    except ValueError:
        return "its address"


def _address(document: DocumentHealth, url: Url, below: str = "") -> str:
    return escape(url(document_path(document.id) + below))


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"<div>{line}</div>" for line in lines if line)

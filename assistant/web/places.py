"""Where a quotation stands: in its document, in the original, at the publisher, in a picture."""

from urllib.parse import urlencode, urlsplit

from assistant.answers import Citation
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from assistant.web.escaping import escape, safe_url
from assistant.web.in_words import percent
from assistant.web.words import ENGLISH, say, spoken
from corpus.health import LOW_CONFIDENCE

__all__ = [
    "document_links",
    "page_link",
    "page_pictures",
    "place_line",
    "publisher_link",
    "recognition",
    "seen_link",
    "unsure_note",
]

MOST_PICTURES = 3
"""Pages of one quotation that are pictured."""


def place_line(citation: Citation) -> str:
    """Name the place: its number, its page and its headings."""
    headings = [part for part in citation.heading.split(" > ") if part and part != citation.title]
    page = _page_in_words(citation)
    words = " · ".join(escape(part) for part in (page, " › ".join(headings)) if part)
    return f'<span class="pa-number">{citation.marker}</span> {words}'


def document_links(citation: Citation, root_path: str) -> str:
    """Link to the words in their document here, and to the publisher."""
    links = (seen_link(citation, root_path), publisher_link(citation))
    return " · ".join(link for link in links if link)


def seen_link(citation: Citation, root_path: str) -> str:
    """Link to the words, marked in the text of their document."""
    query = {**_marked(citation), **_language()}
    url = f"{root_path}{document_path(citation.document)}?{urlencode(query)}#{QUOTATION}"
    return _outward(escape(url), say("See it in the document"), citation)


def publisher_link(citation: Citation) -> str:
    """Link to the publisher's address; where none is known, and no original is here, says so."""
    published = safe_url(citation.url)
    if not published:
        return "" if citation.original else escape(say("Its address is not known."))
    return _outward(published, say("At the publisher"), citation)


def page_link(citation: Citation, root_path: str) -> str:
    """Link to the very page, where the original is one of those files that can be opened at one."""
    url = _original(citation, root_path) if citation.original == ".pdf" else _published(citation)
    if citation.page is None or not url:
        return ""
    words = say("Open the original at page {number}", number=citation.page)
    return _outward(f"{url}#page={citation.page}", words, citation)


def page_pictures(citation: Citation, root_path: str) -> str:
    """Offer a picture of the page with the words marked; it is loaded only when it is opened."""
    if citation.original != ".pdf" or citation.page is None:
        return ""
    last = citation.last_page or citation.page
    pages = range(citation.page, min(last, citation.page + MOST_PICTURES - 1) + 1)
    pictures = "".join(_picture(citation, page, root_path) for page in pages)
    place = _page_in_words(citation)
    return (
        f'<details class="pa-picture"><summary>{escape(f"See {place[:1].lower()}{place[1:]}")} '
        f"with these words marked</summary>{pictures}</details>"
    )


def recognition(citation: Citation) -> str:
    """Say in a card that the words were read from a scan, and how sure that was."""
    if citation.confidence is None:
        return ""
    if citation.confidence < LOW_CONFIDENCE:
        sure = percent(citation.confidence)
        words = (
            f"Read by text recognition, which was unsure of this page ({sure}): check the picture."
        )
        return f'<p class="pa-unsure">{escape(words)}</p>'
    words = f"Read by text recognition ({percent(citation.confidence)} sure)."
    return f'<p class="pa-recognised">{escape(words)}</p>'


def unsure_note(citation: Citation) -> str:
    """Say beside a quotation that its words may have been read wrongly."""
    unsure = citation.confidence is not None and citation.confidence < LOW_CONFIDENCE
    return recognition(citation) if unsure else ""


def _page_in_words(citation: Citation) -> str:
    """Return "Page 14", with what is printed on it where that is something else."""
    page, last, label = citation.page, citation.last_page, (citation.page_label or "").strip()
    if page is None:
        return ""
    printed = f"printed “{label}”" if label and label != str(page) else ""
    if last is not None and last > page:
        return f"Pages {page} to {last}{f' (the first {printed})' if printed else ''}"
    return f"Page {page}{f' ({printed})' if printed else ''}"


def _picture(citation: Citation, page: int, root_path: str) -> str:
    path = f"{root_path}{document_path(citation.document)}/pages/{page}.png"
    url = f"{path}?{urlencode(_marked(citation))}"
    alt = (
        f"Page {page} of {citation.title}, with the words of quotation {citation.marker} marked "
        "in yellow and underlined"
    )
    # "loading" comes first, or a copy of the element would be loaded at once.
    return (
        f'<a class="pa-page" href="{escape(f"{url}&size=large")}" target="_blank" '
        f'rel="noopener noreferrer"><img loading="lazy" src="{escape(url)}" alt="{escape(alt)}">'
        'Open a larger picture<span class="pa-hidden"> (opens in a new tab)</span></a>'
    )


def _original(citation: Citation, root_path: str) -> str:
    return escape(f"{root_path}{document_path(citation.document)}/original")


def _marked(citation: Citation) -> dict[str, str]:
    return quotation_query(citation.start, citation.end, citation.quotation)


def _language() -> dict[str, str]:
    return {} if spoken().code == ENGLISH else {"lang": spoken().code}


def _published(citation: Citation) -> str | None:
    """Return the publisher's address without its fragment, where it is that of a PDF we lack."""
    if citation.original or citation.url is None or safe_url(citation.url) is None:
        return None
    parts = urlsplit(citation.url)
    if not parts.path.lower().endswith(".pdf"):
        return None
    return escape(parts._replace(fragment="").geturl())


def _outward(url: str, words: str, citation: Citation) -> str:
    """Link to an address, escaped already, in a new tab: leaving the chat would end it."""
    new_tab = say("(opens in a new tab)")
    return (
        f'<a href="{url}" target="_blank" rel="noopener noreferrer">{escape(words)}'
        f'<span class="pa-hidden">: {escape(f"{citation.title} {new_tab}")}</span></a>'
    )

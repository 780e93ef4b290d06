"""Where words stand, with the address at which a person sees them marked."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from assistant.answers import Citation
from assistant.mcp.records import PassageFound, Place, Quoted
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from corpus.catalogue import Catalogue
from corpus.documents import Passage
from corpus.text import without_controls

__all__ = ["Links", "headings_of", "web_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes addresses of our pages and the places that carry them."""

    base: str
    """What stands before every path, such as "https://plans.example.org/plans"; "" for no links."""

    def document(self, document: str) -> str:
        """Return the address of the page of a document; "" where no base is known."""
        return f"{self.base}{document_path(document)}" if self.base else ""

    def _words(self, document: str, start: int, end: int, words: str) -> str:
        if not self.base:
            return ""
        query = urlencode(quotation_query(start, end, words))
        return f"{self.document(document)}?{query}#{QUOTATION}"

    def passage(self, passage: Passage, catalogue: Catalogue) -> PassageFound:
        """Return a passage with its place."""
        document = catalogue.by_id[passage.document]
        place = Place(
            document=passage.document,
            title=passage.title,
            kind=passage.kind,
            published=document.published.in_words(),
            heading=headings_of(passage),
            page=passage.page,
            source=passage.source,
            link=self._words(passage.document, passage.start, passage.end, passage.text),
            published_at=web_address(document.url),
        )
        return PassageFound(id=passage.id, text=passage.text, place=place)

    def quoted(self, citation: Citation, *, marked: bool) -> Quoted:
        """Return a citation with its place; `marked` where its number stands in an answer."""
        place = Place(
            document=citation.document,
            title=citation.title,
            kind=citation.kind,
            published=citation.published,
            heading=citation.heading,
            page=citation.page,
            source=citation.source,
            link=self._words(citation.document, citation.start, citation.end, citation.quotation),
            published_at=web_address(citation.url),
        )
        return Quoted(
            marker=citation.marker if marked else None,
            quotation=citation.quotation,
            lead=citation.lead,
            place=place,
        )


def headings_of(passage: Passage) -> str:
    """Return the headings above a passage, without the title of its document, which is one too."""
    return " > ".join(heading for heading in passage.headings if heading != passage.title)


def web_address(url: str | None) -> str:
    """Return an address that may be followed; "" for any that is not of the web."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return ""
    return without_controls(url)

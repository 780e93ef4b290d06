"""One document: what it is, what is held of it, and its passages in order."""

from difflib import get_close_matches

from assistant.mcp.asked import DocumentArguments, WrongArguments
from assistant.mcp.linking import Links, headings_of, web_address
from assistant.mcp.records import DocumentFound
from assistant.verification.passages import checking
from corpus.catalogue import Catalogue
from corpus.documents import Document, TextSource
from corpus.reader import OpenIndex

__all__ = ["document_found"]

_LEAST_LIKE = 0.5
_LONGEST_COMPARED = 100


def document_found(asked: DocumentArguments, index: OpenIndex, links: Links) -> DocumentFound:
    """Return a document.

    Raises:
        WrongArguments: No such document is known; the message names those with a like id.
        IndexDamaged: A passage that is returned does not stand in the stored text.
    """
    catalogue = index.generation.catalogue
    document = catalogue.by_id.get(asked.id)
    if document is None:
        raise WrongArguments(_unknown(asked.id, catalogue))
    held = document.text is not TextSource.NOT_HELD
    places = index.admission.of_document(document.id).tolist() if held else []
    all_of_it = [index.passage(place) for place in places]
    wanted = [
        passage
        for passage in all_of_it
        if asked.page is None
        or (passage.page or 0) <= asked.page <= (passage.last_page or passage.page or 0)
    ]
    checked = checking(index.generation)
    shown = [checked(passage) for passage in wanted[asked.first : asked.first + asked.limit]]
    after = asked.first + len(shown)
    record = index.generation.manifest.documents.get(document.id)
    replacing = catalogue.superseded_by(document.id)
    headings = dict.fromkeys(headings_of(passage) for passage in all_of_it)
    return DocumentFound(
        id=document.id,
        title=document.title,
        kind=document.kind,
        published=document.published.in_words(),
        publisher=document.publisher,
        period=document.period.in_words() if document.period else "",
        in_force=_in_force(document),
        about=document.about,
        supersedes=document.supersedes,
        superseded_by=replacing.id if replacing else "",
        text=document.text,
        link=links.document(document.id),
        published_at=web_address(document.url),
        pages=record.pages if record else 0,
        headings=tuple(heading for heading in headings if heading),
        total=len(wanted),
        next=after if shown and after < len(wanted) else None,
        passages=tuple(links.passage(passage, catalogue) for passage in shown),
    )


def _in_force(document: Document) -> str:
    if document.in_force is None:
        return ""
    until = document.in_force.until
    words = f"from {document.in_force.start.in_words()}"
    return f"{words} to {until.in_words()}" if until else f"{words}, and still"


def _unknown(name: str, catalogue: Catalogue) -> str:
    like = get_close_matches(name[:_LONGEST_COMPARED], catalogue.by_id, cutoff=_LEAST_LIKE)
    near = f" Like it are: {', '.join(like)}." if like else ""
    return f"No document has this id.{near} Use search to find documents and their ids."

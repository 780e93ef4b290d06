"""Questions for the plans or reports themselves, answered from the catalogue: "list the plans"."""

import re
from collections.abc import Sequence

from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, TextSource

__all__ = ["LISTS_ALL", "asks_for_list", "in_force", "listing"]

_KINDS = {
    Kind.ANNUAL_REPORT: r"annual reports",
    Kind.DELIVERY_PLAN: r"delivery plans",
    Kind.MANIFESTO: r"manifesto(?:s|es)",
    Kind.CONSULTATION: r"consultations",
    Kind.PLAN: r"(?:police (?:and|&) crime )?plans",
}
LISTS_ALL = "This lists all that are known; what you limited the search to does not change it."
_ASKED = re.compile(
    r"^\W*(?:(?:please|can you|could you|hi|hello),? )*(?:list|name|show(?: me)?|which|what|how many)"
    r"(?: (?:are|were|me|all|of|the|these|those|your|different|pcc|commissioner['’]?s))*"
    rf" (?:{'|'.join(f'(?P<{kind.name}>{words})' for kind, words in _KINDS.items())})"
    r"(?: (?:are|were|have|has|do|did|there|been|so|far|you|they|we|have|hold|know|about|exist|held|"
    r"known|published|please|he|write|made))*\W*$",
    re.IGNORECASE,
)


def asks_for_list(question: str, people: Sequence[str] = ()) -> Kind | None:
    """Return the kind of documents that a question asks to be listed; None for other questions.

    Args:
        question: As typed.
        people: Names of those who wrote the documents; "he" may stand for each.

    >>> asks_for_list("List all the police and crime plans")
    <Kind.PLAN: 'plan'>
    >>> asks_for_list("what are the plans for burglary") is None
    True
    """
    for name in people:
        question = re.sub(rf"\b{re.escape(name)}\b", "he", question, flags=re.IGNORECASE)
    found = _ASKED.match(" ".join(question.split()))
    return next((kind for kind in _KINDS if found[kind.name]), None) if found else None


def listing(kind: Kind, catalogue: Catalogue) -> str:
    """List the documents of a kind in order of time, each with what is held of it."""
    found = [document for document in catalogue.documents if document.kind is kind]
    lines = [
        f"• {document.title}{in_force(document)} ({_held(document)})"
        for document in sorted(found, key=lambda document: document.published.first_day)
    ]
    name = kind.in_words() if len(found) == 1 else f"{kind.in_words()}s"
    return "\n".join([f"The catalogue knows {len(found)} {name}:", *lines])


def in_force(document: Document) -> str:
    """Say when a plan was in force: ", in force from 2015 to February 2017"; "" for others."""
    if document.in_force is None:
        return ""
    until = document.in_force.until
    end = f" to {until.in_words()}" if until else ""
    return f", in force from {document.in_force.start.in_words()}{end}"


def _held(document: Document) -> str:
    held = {
        TextSource.ORIGINAL: "its own text is held",
        TextSource.DIGEST: "our summary is held",
        TextSource.NOT_HELD: "its text is not held",
    }
    return held[document.text]

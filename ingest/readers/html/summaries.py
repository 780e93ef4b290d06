"""Whether the visible line of a `details` element can be a heading."""

from ingest.readers.html.source import Element, tag_of

__all__ = ["heads_what_it_opens"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def heads_what_it_opens(summary: Element, top: Element) -> bool:
    """Whether what follows the opened part has a heading of its own, or nothing follows.

    Otherwise the text after it would stand under a heading that is not its own.
    """
    place = summary.getparent()
    while place is not None and place is not top:
        if (place.tail or "").strip():
            return False
        following = place.getnext()
        while following is not None:
            if _begins_with_heading(following):
                return True
            if "".join(following.itertext()).strip() or (following.tail or "").strip():
                return False
            following = following.getnext()
        place = place.getparent()
    return True


def _begins_with_heading(element: Element) -> bool:
    for part in element.iter():
        if tag_of(part) in _HEADINGS or tag_of(part) == "details":
            return True
        if (part.text or "").strip():
            return False
    return False

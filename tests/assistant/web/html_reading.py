"""Reads rendered HTML back, as a browser would, to see what became of words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    """One element: its tag, its attributes and all the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Document:
    """The elements of a piece of HTML, in order."""

    elements: list[Element] = field(default_factory=list)

    def with_tag(self, *tags: str) -> list[Element]:
        """Return the elements that have one of the tags."""
        return [element for element in self.elements if element.tag in tags]

    def with_class(self, name: str) -> list[Element]:
        """Return the elements that have the class."""
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        """The ids of all elements, as often as they come."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.document.elements.append(element)
        if tag != "br":
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def read_html(html: str) -> Document:
    """Read well-formed HTML; an element left open is an error."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader._open, "an element is not closed"
    return reader.document

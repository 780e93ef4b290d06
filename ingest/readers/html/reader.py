"""From a web page to a reading.

trafilatura alone does not do. Tried on seven made pages (`tests/documents/web_sources.py`), with
recall, precision and neither: it quotes words in hidden, off-screen and struck elements and the
marks of footnotes, moves tables in tables behind the text around them, makes a table's caption its
column headings, loses titles that stand before the article, makes one paragraph of a page that is
all in a form, and with precision loses what `details` elements open. What it does well is to tell
the main text from the rest. So it chooses where a page does not say which element is its main
text, and the walk through that element is ours: everything in it is kept unless nobody sees it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import ReadingError
from ingest.readers.html.blocks import Blocks
from ingest.readers.html.main_text import main_element, title_before
from ingest.readers.html.source import Element, parse_page
from ingest.readers.html.unseen import Taken, take_out
from ingest.readers.reading import Reading
from ingest.readers.writing import write_pieces

__all__ = ["read_html"]


def read_html(path: Path) -> Reading:
    """Read the main text of a saved web page, as its visitors see it.

    Left out are navigation, cookie banners, scripts, comments, forms, and what is hidden or struck
    through; a part that a visitor can open is not hidden.

    Raises:
        ReadingError: It cannot be read, or holds no words.
    """
    root = parse_page(path)
    body = next(root.iter("body"), root)
    taken = take_out(body)
    main = main_element(body)
    title = title_before(main, body)
    pieces = [
        piece for part in (title, main) if part is not None for piece in Blocks(part).pieces()
    ]
    text, sections = write_pieces(pieces)
    if not re.search(r"\w", text):
        raise ReadingError(
            f"{path}: holds no text; perhaps scripts put it there, so open it in a browser and "
            "save it as PDF"
        )
    return Reading(text=text, sections=tuple(sections), notes=tuple(_notes(taken, main, text)))


def _notes(taken: Taken, main: Element, text: str) -> Iterator[str]:
    for places, one, which in (
        (taken.hidden, "word", " that readers of the page cannot see"),
        (taken.struck, "word", " struck through"),
        (taken.forms, "form", ""),
    ):
        number = sum(count for place, count in places if _is_in(place, main))
        if number:
            yield (
                f"{number:,} {one}{which} was left out"
                if number == 1
                else (f"{number:,} {one}s{which} were left out")
            )
    lost = text.count("\ufffd")
    if lost:
        yield f"broken characters stand as \ufffd, {lost:,} in all; get the page again"


def _is_in(place: Element, main: Element) -> bool:
    return place is main or any(above is main for above in place.iterancestors())

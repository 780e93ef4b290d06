"""Words of a page that is a picture, by Tesseract."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from corpus.pages import Box
from ingest.readers.pdf.words import PdfPage, PdfWord

__all__ = ["recognise_page"]

_ALIKE = (0.7, 1.35)
"""Lines whose height is within these parts of the usual one are of one size: which letters stand
in a line makes that much of a difference."""
_LEAST = 0.0
"""Tesseract gives -1 to what is no word."""


def recognise_page(picture: Any, page: PdfPage) -> tuple[list[PdfWord], float | None]:
    """Return the words of a picture of a page, and how sure they are on average, 0 to 1.

    Args:
        picture: A PIL image of the page as it is shown.
        page: Its measures.
    """
    import pytesseract

    data = pytesseract.image_to_data(picture, output_type=pytesseract.Output.DICT)
    across, down = page.width / picture.width, page.height / picture.height
    lines: dict[tuple[int, ...], list[int]] = {}
    for place, text in enumerate(data["text"]):
        if text.strip() and float(data["conf"][place]) >= _LEAST:
            line = tuple(data[name][place] for name in ("block_num", "par_num", "line_num"))
            lines.setdefault(line, []).append(place)
    words: list[PdfWord] = []
    sure = letters = 0.0
    extents = [_extent(data, places, down) for places in lines.values()]
    usual = median(bottom - top for top, bottom in extents) if extents else 0.0
    for places, (top, bottom) in zip(lines.values(), extents, strict=True):
        alike = _ALIKE[0] * usual < bottom - top < _ALIKE[1] * usual
        size = round(usual if alike else bottom - top)
        for place in places:
            words.append(_word(data, place, (across, down), (top, bottom, size), page))
            sure += float(data["conf"][place]) * len(words[-1].text)
            letters += len(words[-1].text)
    return words, sure / letters / 100 if letters else None


def _extent(data: Any, places: Sequence[int], down: float) -> tuple[float, float]:
    """Top and bottom of a line, in points."""
    top = min(data["top"][place] for place in places)
    bottom = max(data["top"][place] + data["height"][place] for place in places)
    return top * down, bottom * down


def _word(
    data: Any,
    place: int,
    scale: tuple[float, float],
    line: tuple[float, float, float],
    page: PdfPage,
) -> PdfWord:
    """A word with the top, bottom and size of its line, so that all words of a line stand on it."""
    x0 = data["left"][place] * scale[0]
    x1 = x0 + data["width"][place] * scale[0]
    y0 = data["top"][place] * scale[1]
    y1 = y0 + data["height"][place] * scale[1]
    box = Box(
        page=page.number,
        x0=x0 / page.width,
        y0=y0 / page.height,
        x1=x1 / page.width,
        y1=y1 / page.height,
    )
    return PdfWord(
        text=data["text"][place].strip(),
        x0=x0,
        y0=line[0],
        x1=x1,
        y1=line[1],
        size=line[2],
        bold=False,
        direction=0,
        box=box,
        ink=(box.x0, box.y0, box.x1, box.y1),
    )

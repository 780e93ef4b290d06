"""A PDF file, by pypdfium2: letters that a reader can see, pictures of pages, rules and images."""

import ctypes
from collections.abc import Iterator
from math import ceil, degrees, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import ReadingError
from ingest.readers.pdf.words import (
    UNKNOWN_LETTER,
    Letter,
    PdfPage,
    PdfWord,
    Sides,
    Style,
    is_on_page,
    part_without_names,
    words_of,
)

__all__ = ["PdfFile"]

_SMALLEST = 2.5
"""Points; smaller letters cannot be read."""
_CONTRAST = 12
"""Of 255: where all of a word's box differs less than this, nothing of it can be seen."""
_SOLID = frozenset("-–—−‐‑|.,:;'’‘`_=lIi!•●▪■·◦○…~^°¬\u2500" + "\x02")
"""Letters that may fill the box around their shape, so that nothing in it stands out."""
_MOST_PIXELS = 4e6
_MOST_OBJECTS = 4_000
_MOST_PAGES = 10_000
_THIN = 2.0
"""Points; a path that is thinner is a rule."""
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


class PdfFile:
    """A PDF that can be opened."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            ReadingError: It is locked with a password, damaged, or has no pages.
        """
        try:
            self._document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise ReadingError(
                    f"{path}: is locked with a password; save a copy without one"
                ) from None
            raise ReadingError(
                f"{path}: is damaged, or cut short, and cannot be opened; get it again"
            ) from None
        if not len(self):
            raise ReadingError(f"{path}: has no pages; get it again")
        if len(self) > _MOST_PAGES:
            raise ReadingError(
                f"{path}: says that it has {len(self):,} pages, and at most {_MOST_PAGES:,} are "
                "read; if that is true, divide it; if not, get it again"
            )

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._document)

    def read_page(self, number: int) -> PdfPage:
        """Read a page; `number` counts from 1.

        Raises:
            ValueError: The page is damaged.
        """
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from None
        try:
            return self._read(page, number)
        finally:
            page.close()

    def picture(self, number: int, dots_per_inch: int) -> Any:
        """Return a page as a PIL image in grey."""
        page = self._document[number - 1]
        scale = min(dots_per_inch / 72, _scale(page, 30e6))
        image = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
        return image

    def _read(self, page: Any, number: int) -> PdfPage:
        width, height = page.get_size()
        words = list(words_of(_letters(page), number, width, height))
        words = [word for word in words if not _is_in_margin(word, page)]
        seen = [word for word in words if is_on_page(word)]
        picture = _picture(page) if seen else np.zeros((1, 1), dtype=np.uint8)
        seen = [word for word in seen if word.size >= _SMALLEST and _visible(word, picture)]
        pictured, ruled = _drawn(page, width * height)
        return PdfPage(
            number=number,
            label=self._document.get_page_label(number - 1) or None,
            width=width,
            height=height,
            words=seen,
            hidden=len(words) - len(seen),
            nameless=part_without_names(seen),
            pictured=pictured,
            ruled=ruled,
        )


def _letters(page: Any) -> Iterator[Letter | None]:
    """Yield the characters of a page; None for white space."""
    text = page.get_textpage()
    rotation = page.get_rotation()
    left, bottom, right, top = page.get_cropbox()
    rectangle = pdfium.FS_RECTF()
    ink = [ctypes.c_double() for _ in range(4)]
    styles: dict[int | None, Style] = {}
    for place in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, place)
        unknown = code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000
        letter = UNKNOWN_LETTER if unknown else chr(code)
        if letter in "\r\n":
            continue
        if letter.isspace():
            yield None
            continue
        pdfium.FPDFText_GetLooseCharBox(text, place, rectangle)
        object_ = pdfium.FPDFText_GetTextObject(text, place)
        key = ctypes.cast(object_, ctypes.c_void_p).value
        if key not in styles:
            angle = pdfium.FPDFText_GetCharAngle(text, place)
            styles[key] = Style(_is_bold(object_), _direction(angle, rotation))
        corners = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        pdfium.FPDFText_GetCharBox(text, place, ink[0], ink[2], ink[1], ink[3])
        crop = (left, bottom, right, top)
        shape = tuple(value.value for value in ink)
        yield Letter(
            letter,
            _as_shown(corners, rotation, crop),
            _as_shown((shape[0], shape[1], shape[2], shape[3]), rotation, crop),
            styles[key],
        )
    text.close()


def _is_bold(object_: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(object_)
    if not font:
        return False
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    written = name.value.decode("latin-1").lower()
    return any(word in written for word in _BOLD)


def _direction(angle: float, rotation: int) -> int:
    """How a line is turned on the page as shown, clockwise, in quarter turns."""
    return (rotation + round(degrees(angle) / 90) * 90) % 360 if angle >= 0 else 0


def _as_shown(
    corners: Sides,
    rotation: int,
    crop: Sides,
) -> Sides:
    """Turn a box of the page's own space into left, top, right, bottom of the page as shown."""
    x0, y0, x1, y1 = corners
    left, bottom, right, top = crop
    if rotation == 90:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left
    if rotation == 180:
        return right - x1, y0 - bottom, right - x0, y1 - bottom
    if rotation == 270:
        return top - y1, right - x1, top - y0, right - x0
    return x0 - left, top - y1, x1 - left, top - y0


def _is_in_margin(word: PdfWord, page: Any) -> bool:
    """Whether a word is a mark for the printer, on the sheet that the page is cut from."""
    left, bottom, right, top = page.get_mediabox()
    width, height = page.get_size()
    if is_on_page(word) or (right - left <= width + 1 and top - bottom <= height + 1):
        return False
    across = word.box.x0 * width, word.box.x1 * width
    down = word.box.y0 * height, word.box.y1 * height
    spare = max(right - left, top - bottom)
    beside = -spare < across[0] and across[1] < width + spare
    return bool(beside and -spare < down[0] and down[1] < height + spare)


def _scale(page: Any, most_pixels: float) -> float:
    width, height = page.get_size()
    return sqrt(most_pixels / max(width * height, 1))


def _picture(page: Any) -> Any:
    """The page as people see it in grey, an array of bytes by row and column."""
    picture = page.render(scale=min(1.5, _scale(page, _MOST_PIXELS)), grayscale=True).to_numpy()
    return picture.reshape(picture.shape[:2])


def _visible(word: PdfWord, picture: Any) -> bool:
    """Whether a word's shapes stand out, not only the edge of what may cover them."""
    solid = all(letter in _SOLID for letter in word.text)
    box = word.box
    sides = (box.x0, box.y0, box.x1, box.y1) if solid else word.ink
    rows, columns = picture.shape
    top, left = max(int(sides[1] * rows), 0), max(int(sides[0] * columns), 0)
    bottom, right = max(ceil(sides[3] * rows), 1), max(ceil(sides[2] * columns), 1)
    if not solid and bottom - top > 4:
        top, bottom = top + 1, bottom - 1
    inside = picture[top:bottom, left:right]
    return bool(inside.size and int(inside.max()) - int(inside.min()) >= _CONTRAST)


def _drawn(page: Any, area: float) -> tuple[float, bool]:
    """How much of the page pictures cover, and whether rules on it could be a table."""
    pictured, rules = 0.0, 0
    wanted = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
    for count, drawn in enumerate(page.get_objects(filter=wanted, max_depth=3)):
        if count == _MOST_OBJECTS:
            break
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, right - left) * max(0.0, top - bottom)
        elif min(right - left, top - bottom) < _THIN < max(right - left, top - bottom):
            rules += 1
        elif right - left > 20 and top - bottom > 8:
            rules += 1  # a cell drawn as a rectangle
    return min(1.0, pictured / max(area, 1.0)), rules >= 4

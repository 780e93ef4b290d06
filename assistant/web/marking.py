"""Marks on the picture of a page: yellow over the words of a quotation, and a line under them."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from corpus.pages import Box

__all__ = ["marked"]

_YELLOW = (255, 229, 97)
_DARK = (11, 12, 12)
_LIGHT = (255, 255, 255)
_AROUND = 0.15
"""How far a mark goes beyond the words, as a part of the height of a line."""


def marked(picture: Path, boxes: Sequence[Box]) -> bytes:
    """Return a picture as PNG with the boxes marked.

    Yellow shines through as a highlighter does: what is dark stays dark. The line under the words,
    dark with a light edge, is for those who do not see yellow, and for dark pages.

    Raises:
        OSError: The picture is damaged.
    """
    try:
        with Image.open(picture, formats=["PNG"]) as opened:
            page = opened.convert("RGB")
    except (SyntaxError, ValueError) as error:
        raise OSError(f"{picture}: {error}") from error
    if boxes:
        yellow, lines = Image.new("RGB", page.size, _LIGHT), []
        for box in boxes:
            left, top, right, bottom = _edges(box, *page.size)
            ImageDraw.Draw(yellow).rectangle((left, top, right, bottom), fill=_YELLOW)
            lines.append((left, bottom, right, max(2, (bottom - top) // 12)))
        page = ImageChops.multiply(page, yellow)
        draw = ImageDraw.Draw(page)
        for left, bottom, right, thick in lines:
            draw.rectangle((left, bottom, right, bottom + thick - 1), fill=_DARK)
            draw.rectangle((left, bottom + thick, right, bottom + thick), fill=_LIGHT)
    written = io.BytesIO()
    page.save(written, "PNG")
    return written.getvalue()


def _edges(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """Return where a mark begins and ends, in pixels; it stands out a little beyond the words."""
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in (box.x0, box.y0, box.x1, box.y1))
    left, right = sorted((x0 * width, x1 * width))
    top, bottom = sorted((y0 * height, y1 * height))
    around = min(right - left, bottom - top) * _AROUND
    return round(left - around), round(top - around), round(right + around), round(bottom + around)

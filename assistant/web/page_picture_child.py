"""Draws one page of a PDF as a PNG: `FILE TO PAGE WIDTH`; the only user of pypdfium2 here.

It runs as a child with limits, because a file can make the library abort, or never end.
"""

import math
import os
import sys

from corpus.child import limit_this_process

__all__ = ["main", "scale_for"]

MEGABYTES = 1_500
LARGEST_FILE_MEGABYTES = 64
MOST_PIXELS = 6_000_000
LONGEST_SIDE = 12_000


def scale_for(width: float, height: float, wanted: int) -> float:
    """Return how much a page is enlarged so that it is `wanted` pixels wide, or less if it is huge.

    Raises:
        ValueError: A page cannot have this size.
    """
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(f"the page is {width} by {height} points")
    within_pixels = math.sqrt(MOST_PIXELS / width / height)
    return min(wanted / width, LONGEST_SIDE / max(width, height), within_pixels)


def main(file: str, to: str, page: int, width: int) -> None:
    """Draw the page as it is shown, rotated as the file says."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(file)
    shown = opened[page - 1]
    points_wide, points_high = shown.get_size()
    scale = scale_for(points_wide, points_high, width)
    picture = shown.render(scale=scale, draw_annots=True).to_pil()
    picture.convert("RGB").save(to, "PNG")


if __name__ == "__main__":
    limit_this_process(MEGABYTES, LARGEST_FILE_MEGABYTES)
    os.nice(10)  # answers come first
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

"""Text recognition for pages that are pictures, by Tesseract where it is installed."""

import importlib.util
import shutil
from functools import cache

__all__ = ["can_recognise", "how_to_recognise"]


@cache
def can_recognise() -> bool:
    """Whether pytesseract (the `[ocr]` extra) and the program tesseract are here."""
    return bool(importlib.util.find_spec("pytesseract") and shutil.which("tesseract"))


def how_to_recognise() -> str:
    """Say what is missing for text recognition."""
    return (
        "to have it read, install the program tesseract (Debian: tesseract-ocr) and "
        "`pip install 'plans-assistant[ocr]'`, then run `python -m ingest` again"
    )

"""The declared normalisation: what may differ between a quotation and the stored text.

White space, hyphens at line ends, ligatures, the shapes of quotation marks and dashes, and the
marks of Markdown. Nothing else.
"""

import re
import unicodedata

__all__ = ["normalise", "readable", "row_in_words", "without_controls"]

_SHAPES = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "\u00ad": "",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_LINE_HYPHEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+•])[ \t]+", re.MULTILINE)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """Return text without control characters and changes of direction; tabs and lines stay.

    On a terminal they could hide what stands there, or make it look like something else.

    >>> without_controls("a\x1b[31mb\u202e")
    'a[31mb'
    """
    return _CONTROLS.sub("", text)


def readable(text: str) -> str:
    """Return text as people see it: on one line, without Markdown marks.

    >>> readable("The **Public Focus** theme\\nis about [care](#).")
    'The Public Focus theme is about care.'
    """
    text = _LINK.sub(r"\1", _LINE_START.sub("", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return " ".join(text.replace("`", "").split())


def normalise(text: str) -> str:
    """Return what two texts are compared by; equal results are the same words.

    >>> normalise("‘ﬁre-\\nfighters’") == normalise("'firefighters'")
    True
    """
    text = _LINE_HYPHEN.sub("", text.translate(_SHAPES))
    return unicodedata.normalize("NFC", readable(text))


def row_in_words(header: str, row: str) -> str:
    """Write a table row with its column headings, so that it can be read by itself.

    >>> row_in_words("| Band | 2017/18 |", "| D | £152.00 |")
    'Band: D; 2017/18: £152.00'
    """
    names, cells = _cells(header), _cells(row)
    names += [""] * (len(cells) - len(names))
    pairs = (
        f"{name}: {cell}" if name else cell
        for name, cell in zip(names, cells, strict=False)
        if cell
    )
    return "; ".join(pairs)


def _cells(row: str) -> list[str]:
    return [readable(cell) for cell in row.strip().strip("|").split("|")]

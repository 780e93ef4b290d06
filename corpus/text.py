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
_BAR = re.compile(r"(?<!\\)\|")


_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and changes of direction
    "\u115f\u1160\u3164\uffa0"  # fillers that show nothing
    "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variants of the character before
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"  # joiners, spaces without width
    "\ufff9-\ufffb"  # notes between the lines
    "\U000e0000-\U000e007f"  # tags: a whole alphabet that no one sees
    "]"
)


def without_controls(text: str) -> str:
    """Return text without what no one sees: controls, changes of direction, tags, joiners.

    They could hide what stands there, make it look like something else, or bring in words that the
    reader does not know of. Tabs, lines and soft hyphens stay.

    >>> without_controls("a\x1b[31mb\u202e\U000e0041")
    'a[31mb'
    """
    return _UNSEEN.sub("", text)


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

    A bar after a backslash stands within a cell, as in Markdown.

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
    cells = _BAR.split(row.strip())
    inner = cells[not cells[0] : -1 if len(cells) > 1 and not cells[-1] else None]
    return [readable(cell.replace("\\|", "|")) for cell in inner]

"""Characters as they are stored: those that a reader sees, not those that set them."""

import re
import unicodedata

__all__ = ["clean", "raised"]

_UNSEEN = (
    *range(0x09),
    *range(0x0E, 0x1C),
    0x7F,
    0xAD,  # soft hyphen: seen only where a line ends at it
    0x61C,
    0x180E,
    *range(0x200B, 0x2010),  # zero width, and marks of direction
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    0xFFFC,
)
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
# Old pages write &#146; for ’: the number of a character of Windows, which browsers show.
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}  # fmt: skip
_STORED = dict.fromkeys(_UNSEEN, "") | str.maketrans(_LIGATURES) | _WINDOWS
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_FIGURES = re.compile(r"[+\-−]?\d+(?:[,–-]\s?\d+)*")


def clean(text: str) -> str:
    r"""Return a text without characters that are not seen, ligatures as letters.

    White space stays as it is.

    >>> clean("Com\u00admis\u200bsioner, of\ufb01ce")
    'Commissioner, office'
    """
    return unicodedata.normalize("NFC", text.translate(_STORED))


def raised(text: str) -> str:
    """Return raised figures as characters, so that 10 with a small 2 is not read as 102.

    >>> raised("2"), raised("-3"), raised("1,2"), raised("nd")
    ('²', '⁻³', '¹,²', 'nd')
    """
    return text.translate(_RAISED) if _FIGURES.fullmatch(text.strip()) else text

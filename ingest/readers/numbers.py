"""Numbers as lists write them."""

__all__ = ["in_letters", "in_roman"]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def in_letters(number: int) -> str:
    """Write a number from 1 as spreadsheets and web pages do.

    >>> in_letters(2), in_letters(28)
    ('b', 'ab')
    """
    written = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        written = chr(ord("a") + letter) + written
    return written


def in_roman(number: int) -> str:
    """Write a number from 1 as the Romans did.

    >>> in_roman(4), in_roman(29)
    ('iv', 'xxix')
    """
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written

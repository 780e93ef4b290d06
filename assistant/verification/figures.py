"""Figures, dates and years of a text, each in one normal form: "£1.7m" is "1.7 million pounds"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Figure", "figures_in"]

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * (place + 2) for place, word in enumerate(_TENS)
}
_TIMES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000,
    "mn": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDED = rf"(?:{'|'.join((*_TENS, *_UNITS))})(?:-(?:{'|'.join(_UNITS[1:10])}))?"
_FIGURE = re.compile(
    rf"""
    (?P<date>\b\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d\b)
    |(?P<range>\b(?:19|20)\d\d(?:\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)|\s(?:to|and)\s(?:19|20)\d\d)\b(?![%\d]|,\d|\.\d))
    |(?P<year>(?<![\d£.,])\b(?:19|20)\d\d\b(?!\s?(?:%|per\ ?cent|,\d|\.\d|million|m\b|thousand)))
    |\b(?P<month>{_MONTH})\b\.?(?=\s|$|[,;:.)'"-])
    |(?P<ordinal>\b\d+(?:st|nd|rd|th)\b|\b(?:{"|".join(_ORDINALS)})\b)
    |(?:(?P<pounds>£)\s?)?(?P<number>(?<![\w.])(?:{_N})|\b(?:{_WORDED})\b)
     (?P<times>(?:[\s-]?(?:hundred|thousand|million|billion)\b|\s?(?:k|mn?|bn)\b)*)
     (?:\s?(?P<unit>%|per\ cent\b|percent\b|percentage\ points?\b|pounds?\b|pence\b|p\b))?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, where it stands, and what it is."""

    value: str
    """In normal form: "£1700000", "5%", "500", "2015", "2015-2020", "month-3", "15th"."""
    start: int
    end: int
    """One past the last character."""

    @property
    def is_time(self) -> bool:
        """Whether it is a year, some years, or a month."""
        return self.value.startswith("month") or bool(
            re.fullmatch(r"(?:19|20)\d\d(-\d{4})?", self.value)
        )


def figures_in(text: str) -> Iterator[Figure]:
    """Yield the figures of a text, from left to right.

    >>> [f.value for f in figures_in("£1.7m, 1.7 million pounds, five per cent in 2015/16")]
    ['£1700000', '£1700000', '5%', '2015-2016']
    """
    for found in _FIGURE.finditer(text):
        if found["month"] and found["month"].islower():  # "may" and "march" are words
            continue
        if found["date"]:
            yield from _date(found)
        elif found.group().lower() != "one":  # "one of the areas" is no figure
            yield Figure(value=_value(found), start=found.start(), end=found.end())


def _date(found: re.Match[str]) -> Iterator[Figure]:
    """Read 20/03/2015 as 20 March 2015."""
    day, month, year = (int(part) for part in found["date"].split("/"))
    for value in (str(day), f"month-{month}", str(year)):
        yield Figure(value=value, start=found.start(), end=found.end())


def _value(found: re.Match[str]) -> str:
    if found["range"]:
        first, last = re.findall(r"\d+", found["range"])
        return f"{first}-{last if len(last) == 4 else first[:2] + last}"
    if found["year"]:
        return found["year"]
    if found["month"]:
        return f"month-{_MONTHS[found['month'][:3].lower()]}"
    if ordinal := found["ordinal"]:
        place = _ORDINALS.get(ordinal.lower()) or int(re.findall(r"\d+", ordinal)[0])
        return f"{place}th"
    return _quantity(found)


def _quantity(found: re.Match[str]) -> str:
    amount = _number(found["number"].lower())
    for word in re.findall(r"[a-z]+", found["times"].lower()):
        amount *= _TIMES[word]
    unit = (found["unit"] or "").lower()
    if unit in ("pence", "p"):
        return f"£{_plain(amount / 100)}"
    if found["pounds"] or unit.startswith("pound"):
        return f"£{_plain(amount)}"
    if unit.startswith("percentage"):
        return f"{_plain(amount)} points"
    return f"{_plain(amount)}%" if unit else _plain(amount)


def _number(words: str) -> Decimal:
    if words[0].isdigit():
        return Decimal(words.replace(",", ""))
    return Decimal(sum(_SMALL[word] for word in words.split("-")))


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

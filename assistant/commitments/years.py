"""Years that a promise and a later passage name: whether both can speak of the same time."""

import re

from assistant.commitments.records import Commitment
from corpus.documents import Passage

__all__ = ["counted_before", "other_years", "too_late"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FINANCIAL = re.compile(r"\b(?P<first>(?:19|20)\d\d) ?[/–-] ?(?:20)?(?P<last>\d\d)\b(?![/–-]\d)")
_UNTIL = re.compile(
    r"\b(?:by|before|until|till|up to|after|since|from)(?: the)?(?: (?!and\b)[\w-]+){0,4} $",
    re.IGNORECASE,
)
"""What stands before a year that is only a limit."""
_SEVERAL = re.compile(r"\b(?:in a row|running|consecutive|successive|each year|every year)\b", re.I)
_LATE_YEARS = 3
_MORE = re.compile(r"\b(?:more|extra|additional|further|another|new)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b[^.;]*?\b(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FOR_YEARS = re.compile(
    rf"\b(?:in|over|within|during) (?:the |these )?(?:last |past |previous )?(?P<many>\d+|{'|'.join(_NUMBERS)}) years\b",
    re.IGNORECASE,
)


def _financial(words: str) -> set[int]:
    """The calendar years in which the financial years begin that are named."""
    return {
        int(match["first"])
        for match in _FINANCIAL.finditer(words)
        if (int(match["first"]) + 1) % 100 == int(match["last"])
    }


def other_years(promise: str, quoted: str, around: str = "") -> bool:
    """Whether a promise is for years of its own, and a passage only names years before or after them.

    What is promised for a year may be done in the next one; what is promised for a financial year
    is not done in another. A year that only limits, as in "by 2018", is none of its own.

    Args:
        promise: Its words, with its deadline.
        quoted: The sentence that may bear on it.
        around: The section of that sentence; a financial year named there is read where the
            sentence names no year, and does not count several, as "the fourth year in a row" does.

    >>> other_years("freezing the precept for 2013/14", "The precept for 2014-15 did not go up.")
    True
    """
    own = _financial(promise)
    told = _financial(quoted)
    if not (told or _YEAR.search(quoted) or _SEVERAL.search(quoted)):
        told = _financial(around)
    if own and told:
        return min(told) > max(own) or max(told) < min(own)
    years = own | {year + 1 for year in own}
    for match in _YEAR.finditer(_FINANCIAL.sub("", promise)):
        if _UNTIL.search(promise[: promise.find(match[0])]):
            return False
        years |= {int(match[0]), int(match[0]) + 1}
    told = {int(year) for year in _YEAR.findall(quoted)}
    return bool(years and told) and (min(told) > max(years) or max(told) < min(years))


def too_late(commitment: Commitment, passage: Passage) -> bool:
    """Whether a passage came out long after the years that a promise names."""
    years = [int(year) for year in _YEAR.findall(commitment.words)]
    return bool(years) and passage.published // 10_000 > max(years) + _LATE_YEARS


def counted_before(commitment: Commitment, words: str, published: int) -> bool:
    """Whether more of something was promised, and what is counted began before it was.

    Args:
        commitment: The promise.
        words: What is quoted.
        published: The year in which the quoted document came out.
    """
    if not _MORE.search(commitment.measure):
        return False
    began = [int(match["year"]) for match in _SINCE.finditer(words)]
    for match in _FOR_YEARS.finditer(words):
        many = match["many"].lower()
        count = _NUMBERS.index(many) + 2 if many in _NUMBERS else int(many)
        began.append(published - count)
    return bool(began) and min(began) < commitment.published.year

"""The words of the grammar of plans and years, as patterns for `reference_types.search`.

A space stands for any white space, an apostrophe for either shape of it; case does not matter.
"""

import re

from corpus.catalogue import Body
from corpus.documents import Kind

__all__ = [
    "CLAUSE_END",
    "COUNTED",
    "COUNTS",
    "COUNTS_OTHERS",
    "DASH",
    "DATED",
    "MONTH",
    "NUMBER",
    "NUMBERS",
    "ORDINAL",
    "ORDINALS",
    "PLAN",
    "RANGE",
    "REPORTS",
    "THEN",
    "YEAR",
    "gap",
    "span_of",
]

DASH = r"[-‐‑‒–—/]"
YEAR = r"(?<![£$.,])(?:19|20)\d\d"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
RANGE = (
    rf"({YEAR})\s*(?:{DASH}\s*|(?:to|until|till|through) (?=\d{{4}}))"
    rf"((?:19|20)?\d\d)(?!\d| {MONTH})"
)
PLAN = (
    r"(?:police (?:and|&) crime |policing |police |pcc'?s? "
    r"|community safety and criminal justice )?plans?"
)
_BETWEEN = "draft|refreshed|final|new|old|current|five-year|published|version|of|the"
ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
            ("ninth", "9th"),
            ("tenth", "10th"),
        )
    )
    for word in words
}
ORDINAL = "|".join(ORDINALS)
NUMBERS = {
    word: value
    for value, words in enumerate(
        ("a|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve"), 1
    )
    for word in words.split("|")
}  # fmt: skip
NUMBER = "|".join([*NUMBERS, r"\d\d?"])
DATED = (
    r"(?:(?:that |which )?(?:(?:was|were|is) )?(?:published|launched|adopted|approved|introduced|"
    r"issued|agreed|begun|began|started|drawn up|brought out|came out|took effect) in )"
)
"""How a year is given as the one that a plan is called by: "published in"."""
COUNTED = r"(?! (?:more|extra|new|additional|police|officers|people|volunteers|specials|pcsos)\b)"
REPORTS = {
    Kind.ANNUAL_REPORT: r"annual reports?",
    Kind.DELIVERY_PLAN: r"(?:annual )?delivery plans?",
    Kind.MANIFESTO: r"manifesto(?:s|es)?",
}
CLAUSE_END = (
    r"(?=\W*$|\s*[,.;:?!)]| (?:say|says|said|mention|mentions|do|does|did|have|has|had|is|are|was|"
    r"were|too|also|as well|about|on|for|and|or|but|with|promise|promised|compare|talk|cover|please|pls|instead|"
    r"want|wanted|include|included|make|made)\b)"
)
"""What shows that "the plan before" names nothing more: the sentence goes on without a noun."""
THEN = r" (?:at (?:the|that) time|then|(?:in )?(?:that|the same) year)"
COUNTS_OTHERS = re.compile(r"(?:\baged?|\bages|\bpages?|\bp\.|[-/.])\s*$", re.IGNORECASE)
COUNTS = re.compile(rf"[-\s]*(?:year|month|day|am\b|pm\b|{MONTH})", re.IGNORECASE)
"""What shows that two numbers are ages, pages, days or hours, not a financial year."""


def gap(body: Body) -> str:
    """Return the pattern of what may stand between a year and "plan": "2015 draft plan".

    Args:
        body: The names of its area and of its Commissioners may stand there too.
    """
    areas = [_as_pattern(name) for name in body.area]
    people = [rf"{_as_pattern(person.surname)}'?s?" for person in body.commissioners]
    words = "|".join([_BETWEEN, *areas, *people])
    return rf"(?: (?:{words})){{0,2}} "


def _as_pattern(name: str) -> str:
    return re.escape(name).replace(r"\ ", " ")


def span_of(first: str, second: str) -> tuple[int, int]:
    """Read both ends of `2015-20`, `2013/14` or `2015 to 2020`."""
    return int(first), int(first[:2] + second if len(second) == 2 else second)

"""The words of the grammar of plans and years, as patterns; read without regard to case."""

import re

from corpus.documents import Kind

__all__ = [
    "COUNTED",
    "COUNTS",
    "COUNTS_OTHERS",
    "GAP",
    "MONTH",
    "ORDINALS",
    "PLAN",
    "RANGE",
    "REPORTS",
    "YEAR",
]

YEAR = r"(?<![£$.,])(?:19|20)\d\d"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
RANGE = (
    rf"({YEAR})\s*(?:[-‐‑‒–—/]\s*|(?:to|until)\s+(?=\d{{4}}))"
    rf"((?:19|20)?\d\d)(?!\d|\s+{MONTH})"
)
PLAN = r"(?:police\s+(?:and|&)\s+crime\s+|policing\s+|pcc['’]?s?\s+|community\s+safety\s+and\s+criminal\s+justice\s+)?plans?"
GAP = (
    r"(?:\s+(?:draft|refreshed|final|new|old|current|five-year|herts?|hertfordshire|"
    r"published|version|of|the|lloyd['’]?s?)){0,2}\s+"
)
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
        )
    )
    for word in words
}
COUNTED = r"(?!\s+(?:more|extra|new|additional|police|officers|people|volunteers|specials|pcsos)\b)"
REPORTS = {
    Kind.ANNUAL_REPORT: r"annual\s+reports?",
    Kind.DELIVERY_PLAN: r"(?:annual\s+)?delivery\s+plans?",
    Kind.MANIFESTO: r"manifesto(?:s|es)?",
}
COUNTS_OTHERS = re.compile(r"(?:\baged?|\bages|\bpages?|\bp\.|[-/.])\s*$", re.IGNORECASE)
COUNTS = re.compile(rf"[-\s]*(?:year|month|day|am\b|pm\b|{MONTH})", re.IGNORECASE)
"""What shows that two numbers are ages, pages, days or hours, not a financial year."""

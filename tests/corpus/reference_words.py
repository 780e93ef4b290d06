"""Short words for what questions name, for the tests of the grammar."""

import datetime as dt

from corpus.catalogue import Catalogue
from corpus.references import Reference, ReferenceKind, find_references

TODAY = dt.date(2026, 11, 1)
PLANS = {
    "2012": "policing-plan-2012-13",
    "2013": "plan-2013-18",
    "2015": "plan-2015-20",
    "2017": "plan-2017-22",
    "2019": "plan-2019-24",
    "2022": "plan-2022-27",
    "2025": "plan-2025-fighting-crime",
}


def lines(table: str) -> list[tuple[str, str]]:
    """Divide a table into questions and what they name."""
    rows = [line.strip() for line in table.strip().splitlines()]
    cut = [(row[:56].strip(), row[56:].strip()) for row in rows]
    return [(question, named) for question, named in cut]


def in_words(reference: Reference) -> str:
    """Write what a reference names as the tables do."""
    short = {name: year for year, name in PLANS.items()}
    if reference.kind is not ReferenceKind.YEARS:
        return "+".join(short.get(name, name) for name in reference.documents) or "none"
    first, last = reference.years[0], reference.years[-1]
    if reference.days == (dt.date(first, 4, 1), dt.date(last, 3, 31)):
        return f"in {first}/{last % 100}"
    return f"in {first}" if first == last else f"in {first}-{last}"


def named_by(question: str, catalogue: Catalogue, earlier: tuple[Reference, ...] = ()) -> str:
    return " | ".join(map(in_words, find_references(question, catalogue, TODAY, earlier)))

"""Does a row of a table say it: "Band D paid £152.00 in 2017/18, up from £147.00 in 2016/17"?

A row is read as pairs, "2017/18: £152.00". Each figure of a claim must be a figure of the row, and
the column that the claim names for it must be its own.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.verification.claim_words import Word, words_in
from assistant.verification.sources import Unit

__all__ = ["row_says"]

_PAIR = re.compile(r"([^:;]+):\s*([^;]+)")
_SAYING = frozenset(
    {"was", "is", "in", "the", "it", "an", "a", "of", "for", "and", "went", "from", "to", "up",
     "rose", "pays", "paid", "with"}
)  # fmt: skip
_RISES = frozenset({"up", "rose"})
_PAYMENTS = frozenset({"precept", "tax"})
"""Only of these does who is named by a row pay; of grants he is paid."""
_LEAST_COLUMNS = 3


def row_says(claim: Sequence[Word], unit: Unit) -> bool:
    """Say whether a row of a table says all that a claim does.

    Args:
        claim: Its words.
        unit: The row, with its table's title as what leads to it.
    """
    pairs = [(name.strip(" •"), value.strip()) for name, value in _PAIR.findall(unit.text)]
    if len(pairs) < _LEAST_COLUMNS:
        return False
    columns = {name: words_in(value)[0].stem for name, value in pairs[1:] if words_in(value)}
    label = [word.stem for word in (*words_in(pairs[0][0]), *words_in(pairs[0][1]))]
    lead = {word.stem for word in words_in(unit.lead)}
    return _names_row(claim, label) and _pairs_rightly(claim, columns) and all(
        word.figure
        or word.stem in {*label, *lead}
        or word.lower in _SAYING
        or any(word.stem in _stems(name) for name in columns)
        for word in claim
    ) and _pays_rightly(claim, lead)  # fmt: skip


def _stems(name: str) -> list[str]:
    return [word.stem for word in words_in(name)]


def _names_row(claim: Sequence[Word], label: Sequence[str]) -> bool:
    stems = [word.stem for word in claim]
    return any(stems[at : at + len(label)] == list(label) for at in range(len(stems)))


def _pays_rightly(claim: Sequence[Word], lead: set[str]) -> bool:
    pays = any(word.lower in ("pays", "paid") for word in claim)
    return not pays or bool(lead & _PAYMENTS)


def _pairs_rightly(claim: Sequence[Word], columns: Mapping[str, str]) -> bool:
    """Whether each value has its own column beside it, and what rises is the larger one."""
    values = [at for at, word in enumerate(claim) if word.figure and not word.time]
    told: list[str] = []
    for at in values:
        named = _column(claim, at, columns)
        if named is None or columns[named] != claim[at].stem:
            return False
        told.append(named)
    times = [name for name in told if words_in(name)[0].time]
    order = [list(columns).index(name) for name in times]
    words = {word.lower for word in claim}
    known = {word.stem for name in told for word in words_in(name)}
    if not values or any(word.time and word.stem not in known for word in claim):
        return False
    if words & _RISES:
        return len(times) > 1 and _rises(claim, columns, times)
    return "from" not in words or (len(order) > 1 and order == sorted(order))


def _column(claim: Sequence[Word], at: int, columns: Mapping[str, str]) -> str | None:
    """Return the column named after a value ("£5 in 2016") or before it ("the increase was £5")."""
    following = [word for word in claim[at + 1 : at + 3] if word.lower != "in"][:1]
    in_column = len(claim) > at + 1 and claim[at + 1].lower == "in"
    before = [word.stem for word in claim[max(0, at - 3) : at]]
    for name in columns:
        stems = _stems(name)
        if in_column and [word.stem for word in following] == stems:
            return name
        if not in_column and not words_in(name)[0].time and set(stems) <= set(before):
            return name
    return None


def _rises(claim: Sequence[Word], columns: Mapping[str, str], times: Sequence[str]) -> bool:
    """Whether "up from" leads to the earlier and smaller, or "rose from … to" goes the other way."""
    amounts = [float(columns[name].lstrip("£").rstrip("%")) for name in times[:2]]
    places = [list(columns).index(name) for name in times[:2]]
    if any(a.lower == "up" and b.lower == "from" for a, b in pairwise(claim)):
        amounts, places = amounts[::-1], places[::-1]
    return amounts[0] < amounts[1] and places[0] < places[1]

"""A person's own question, asked of another plan or another year."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.references import ReferenceKind, find_references

__all__ = ["in_other_years", "of_another_plan"]

_WHOLE = re.compile(
    r"(?:What|How|Which|Who|When|Where|Why|Did|Does|Do|Is|Are|Was|Were|Has|Have)\b[^?!.]*\?"
)
"""A question that is written out; pieces of one are not put in other words."""
_YEAR = re.compile(r"((?:19|20)\d\d)(?:([-–/])(\d\d))?")
_OF_ONE = re.compile(
    r"\d|(?<!\w)['‘\"“]|\b(?:two|three|four|five|six|seven|eight|nine|ten|first|second|third|last|"
    r"new|old|next|previous)\b",
    re.IGNORECASE,
)
"""What may hold of one plan or year only: its "five priorities", its words, a sum."""
_TWICE = re.compile(r"\b(plan) plan\b", re.IGNORECASE)
_TENSE = re.compile(
    r"^((?:What|Which|Who|How|Where|Why)\s+)?(are|were|is|was|does|did)\b", re.IGNORECASE
)
_PAST = {"are": "were", "is": "was", "does": "did"}
_PRESENT = {past: present for present, past in _PAST.items()}


def of_another_plan(
    question: str, catalogue: Catalogue, as_of: dt.date
) -> Callable[[Document], str] | None:
    """Return what asks the question of another plan; None where it names no single plan plainly.

    >>> of_another_plan("priorities?", Catalogue(documents=()), dt.date(2026, 1, 1)) is None
    True
    """
    references = find_references(question, catalogue, as_of, ())
    if not _WHOLE.fullmatch(question) or len(references) != 1:
        return None
    reference = references[0]
    before, after = question[: reference.start], question[reference.end :]
    plain = re.search(r"\bthe $", before, re.IGNORECASE) and not _OF_ONE.search(before + after)
    if reference.kind is not ReferenceKind.PLAN or len(reference.documents) != 1 or not plain:
        return None
    now = catalogue.plan_in_force_on(as_of)

    def ask(plan: Document) -> str:
        tense = _PRESENT if plan == now else _PAST
        asked = f"{before}{plan.short_name.removeprefix('the ')}{after}"
        asked = _TWICE.sub(r"\1", asked)  # "2022–27" may be all that was read as the plan's name
        return _TENSE.sub(lambda found: _in_tense(found, tense), asked)

    return ask


def _in_tense(found: re.Match[str], tense: dict[str, str]) -> str:
    verb = found[2]
    other = tense.get(verb.lower(), verb.lower())
    return (found[1] or "") + (other.capitalize() if verb[0].isupper() else other)


def in_other_years(question: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[str]:
    """Ask the question of the year after and the year before the one that it names."""
    references = find_references(question, catalogue, as_of, ())
    if not _WHOLE.fullmatch(question) or len(references) != 1:
        return
    reference = references[0]
    named = _YEAR.fullmatch(reference.words)
    before, after = question[: reference.start], question[reference.end :]
    if reference.kind is not ReferenceKind.YEARS or named is None:
        return
    if _OF_ONE.search(before + after):
        return
    if re.search(r"\b(?:in|for|during)(?: the year)? $", before):
        for year in (int(named[1]) + 1, int(named[1]) - 1):
            if year <= as_of.year:
                ends = f"{named[2]}{(year + 1) % 100:02}" if named[2] else ""
                yield f"{before}{year}{ends}{after}"

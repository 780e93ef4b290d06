"""Does what is cited say it? The check of each sentence that a chat model writes.

A claim passes where one sentence of what it cites holds all that it says: every word by its stem or
a reviewed paraphrase, every figure, date and name, as firm as there, and not put together anew.
What cannot be told fails: a lost sentence costs a reader little, a wrong one much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.verification.alignment import Alignment, align, clauses_of
from assistant.verification.amounts import amounts_differ, loses_a_year
from assistant.verification.claim_form import (
    form_problem,
    is_in_known_letters,
    quoted_in,
    without_sources,
)
from assistant.verification.cutting import is_cut_from
from assistant.verification.firmness import firmness_problem
from assistant.verification.links import links_problem
from assistant.verification.names import names_stand
from assistant.verification.shortening import shortens
from assistant.verification.small_words import small_words_moved
from assistant.verification.sources import Source
from assistant.verification.table_rows import row_says
from corpus.text import normalise

__all__ = ["Check", "Claim", "check_claim"]


class Check(StrEnum):
    """What a claim can fail by."""

    FORM = "form"
    """It is no plain sentence: markup, an address, too long, or empty."""
    MARKER = "marker"
    """It names no quotation, or one that was not given."""
    QUOTATION = "quotation"
    """Words in quotation marks do not stand in what it cites."""
    SOURCE = "source"
    """It calls a document what it is not, or gives it another date."""
    FIGURE = "figure"
    NAME = "name"
    NEGATION = "negation"
    FIRMNESS = "firmness"
    """What is proposed is told as decided, what will be as done, or the other way round."""
    AMOUNT = "amount"
    """All for some, at least for at most, by for in."""
    LINK = "link"
    """Its words all stand there, but not of each other."""
    SUPPORT = "support"
    """It says more than what is cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence and what it is said to rest on."""

    text: str
    markers: tuple[int, ...]


def check_claim(claim: Claim, sources: Mapping[int, Source]) -> Check | None:
    """Say what is wrong with a claim, or None where what it cites says it.

    Args:
        claim: The sentence and its markers.
        sources: What was given, by marker.
    """
    if form_problem(claim.text):
        return Check.FORM
    if not claim.markers or any(marker not in sources for marker in claim.markers):
        return Check.MARKER
    cited = [sources[marker] for marker in claim.markers]
    if not is_in_known_letters(claim.text, cited):
        return Check.FORM
    if not _quotes_rightly(claim.text, cited):
        return Check.QUOTATION
    rest = without_sources(claim.text, cited)
    if rest is None:
        return Check.SOURCE
    if not names_stand(rest, cited):
        return Check.NAME
    problem = _unsupported(rest, cited, claim.text)
    if problem is not None and rest != normalise(claim.text):
        # The document may be what the sentence itself speaks of.
        return problem if _unsupported(claim.text, cited, claim.text) else None
    return problem


def _quotes_rightly(text: str, cited: Sequence[Source]) -> bool:
    said = [normalise(source.words).lower() for source in cited]
    return all(
        any(normalise(quoted).lower() in words for words in said) for quoted in quoted_in(text)
    )


def _unsupported(said: str, cited: Sequence[Source], claim: str) -> Check | None:
    """Say what is wrong where neither one sentence says it nor one for each clause."""
    clauses = clauses_of(said)
    whole = _best(said, cited, claim)
    if not isinstance(whole, Check):
        return None
    if len(clauses) < 2:
        return whole
    for clause in clauses:
        found = _best(clause, cited, claim)
        if isinstance(found, Check):
            return found
    return None


def _best(said: str, cited: Sequence[Source], beside: str) -> Alignment | Check:
    """Find a sentence that says it; otherwise say what the nearest one fails by."""
    tried = [align(said, unit, beside) for source in cited for unit in source.units]
    tried.sort(key=lambda aligned: aligned.missing_share)
    problems: list[Check] = []
    for aligned in tried:
        problem = _problem(aligned)
        if problem is None:
            return aligned
        problems.append(problem)
    return problems[0] if problems else Check.SUPPORT


def _problem(aligned: Alignment) -> Check | None:
    missing = aligned.missing
    if aligned.is_whole:
        firm = firmness_problem(aligned)
        return Check(firm) if firm else None
    if aligned.unit.lead and row_says(aligned.words, aligned.unit):
        return None
    if loses_a_year(aligned):
        return Check.AMOUNT
    if is_cut_from(aligned):
        firm = firmness_problem(aligned) if aligned.unit.lead else None
        return Check(firm) if firm else None
    if any(word.figure for word in missing):
        return Check.FIGURE
    if firm := firmness_problem(aligned):
        return Check(firm)
    if amounts_differ(aligned):
        return Check.AMOUNT
    if any(word.name for word in missing):
        return Check.NAME
    if missing or aligned.is_elsewhere or aligned.borrows:
        return Check.SUPPORT
    apart = (
        aligned.mixes_items
        or links_problem(aligned)
        or small_words_moved(aligned)
        or not shortens(aligned)
    )
    return Check.LINK if apart else None

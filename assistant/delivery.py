"""Whether a promise was kept: the promise, and what later documents report, are searched apart."""

import datetime as dt
import re
from dataclasses import replace

from assistant.scope import Search, SearchPlan
from corpus.catalogue import Catalogue
from corpus.index import Filter

__all__ = ["PROMISED", "REPORTED", "asks_for_delivery", "with_later_evidence"]

_DELIVERY = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are)\b.{0,80}\b(?:happen(?:ed)?|deliver(?:ed)?|kept|keep to|come (?:of|down|true)|"
    r"came (?:of|out)|achieved?|actually|really|ever|in the end|done|built|carried out|finished|made? (?:any|a) difference|"
    r"work(?:ed)?(?: out)?|signed off|materiali[sz]ed?|fulfil(?:led)?|stick to|stuck to|get anywhere|got anywhere|off the ground|met|change anything)\b"
    r"|\b(?:results?|outcome|progress|evidence|achievements?)\b(?=\s*\W*$|.{0,20}\b(?:since|so far|after|year|months?)\b)"
    r"|\b(?:what|anything|something|much)\b.{0,30}\b(?:came|come|become|became|happened)\b"
    r"|\b(?:later on|by now|so far|ever since|a year (?:or so )?(?:on|later)|years? (?:on|later)|afterwards)\b"
    r"|\bmade it into\b|\bor was it just\b|\bor not\b\W*$|\bwas it\?\W*$|\bdid (?:it|they|he|that)\W*$",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\b(?:promis\w+|pledg\w+|commit\w*|said|wanted|meant|going to|planned|plans? (?:for|to)|aimed|target\w*|"
    r"manifesto|announced|intend\w*|supposed|told|idea|swore|vow\w*|would|they'?d|he'?d)\b",
    re.IGNORECASE,
)
PROMISED, REPORTED = "What was planned", "What was reported later"


def asks_for_delivery(question: str) -> bool:
    """Say whether a question asks what came of something that was promised or planned."""
    return bool(_DELIVERY.search(question) and _PROMISED.search(question))


def with_later_evidence(searching: SearchPlan, catalogue: Catalogue) -> SearchPlan:
    """Search for the promise where it was made, and for evidence in everything later.

    Only where one plan, report or time is named: without a time nothing is earlier or later.
    """
    if len(searching.searches) != 1 or searching.searches[0].within is None:
        return searching
    starts = [document.published.first_day for document in searching.subjects]
    start = min(starts, default=dt.date(min(searching.years, default=1), 1, 1))
    named = {document.id for document in searching.subjects}
    later = Filter(
        documents=frozenset(
            document.id
            for document in catalogue.documents
            if document.published.last_day >= start and document.id not in named
        )
    )
    made = replace(searching.searches[0], name=PROMISED)
    return replace(searching, searches=(made, Search(within=later, name=REPORTED)))

"""Whether words that stand in a document about a plan tell what is in the plan, by rule."""

import re

from assistant.across.themes_over_time import ThemesOverTime
from assistant.scoring import Candidate
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind
from corpus.text import readable

__all__ = ["says_what_is_in_plan"]

_OTHER_PLANS = r"(?<!funding )(?<!spending )(?<!business )(?<!financial )(?<!action )(?<!budget )"
_OF_PLAN = re.compile(
    rf"{_OTHER_PLANS}\bplans?\b(?!\s+(?:to(?!\s+\d)|for\s+(?:an?|the)\b))|\bpriorit(?:y|ies)\b|\bthemes?\b|\bstrategic\s+objectives?\b",
    re.IGNORECASE,
)
"""Words that speak of the plan, its themes or its priorities."""
_RESULTS = re.compile(
    r"\bresults?\b|\bprogress\b|\bachiev\w*|\bdeliver\w*|\bawards?\b|\bviews?\b",
    re.IGNORECASE,
)
"""Words that tell what was done under a plan, or what somebody thought of it."""
_GROUPS = re.compile(
    r"\b(?:themes?|strands?|priorit(?:y|ies)|pillars?|(?:key\s+)?areas)\b", re.IGNORECASE
)
_LIST_OF_THEMES = 2
"""Names of themes from which a sentence lists what a plan is divided into."""
_HAPPENED = re.compile(
    r"\b(?:was|were|had|has|(?<!to )(?<!will )have|did|fell|rose|went|ran|\w+ed)\b", re.IGNORECASE
)
_ASIDE = re.compile(r",|\b(?:which|who|that)\b", re.IGNORECASE)
_PRESENTS = (Kind.CONSULTATION, Kind.NEWS, Kind.PANEL_PAPER, Kind.WEB_PAGE)


def says_what_is_in_plan(
    candidate: Candidate, plan: Document, themes: ThemesOverTime, catalogue: Catalogue
) -> bool:
    """Whether a span says what is in a plan, and not what happened while it applied.

    It must itself speak of the plan, its themes or its priorities, or its heading or lead must; or
    it must stand in a document that presents the plan and tell nothing that has happened. Where
    this is in doubt, it does not: then people are told only who reported it and when. What lists
    the themes of the plan always does.
    """
    passage, at = candidate.passage, candidate.first
    span = passage.spans[at]
    names = themes.names.places
    place = (candidate.hit.position, at)
    words = readable(passage.quote(span))
    above = (*passage.headings[1:], span.lead)
    if _lists_themes(words, themes):
        return True
    if any(_RESULTS.search(each) for each in (*above, words)):
        return False
    if any(_OF_PLAN.search(each) for each in (words, *above)):
        return True
    if any(place in found for (_, named_in), found in names.items() if named_in == plan.id):
        return True
    told = _ASIDE.split(words, maxsplit=1)[0]
    document = catalogue.by_id[passage.document]
    return _presents(document, plan, catalogue) and not _HAPPENED.search(told)


def _lists_themes(words: str, themes: ThemesOverTime) -> bool:
    """Whether a sentence names the themes of a plan, be it to say by which ones a report goes."""
    named = sum(each.name in words for each in themes.names.named)
    return bool(_GROUPS.search(words)) and named >= _LIST_OF_THEMES


def _presents(document: Document, plan: Document, catalogue: Catalogue) -> bool:
    """Whether a document is on the plan itself: a consultation on it, its page, its launch."""
    if document.kind not in _PRESENTS or catalogue.main_plans(document) != (plan.id,):
        return False
    if document.kind is Kind.CONSULTATION:
        return True
    return bool(_OF_PLAN.search(document.title)) and not _RESULTS.search(document.title)

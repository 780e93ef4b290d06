"""What people read of the limits that they chose."""

import re

from assistant.limits import Limits
from assistant.text import listed
from corpus.catalogue import Catalogue
from corpus.documents import Kind

__all__ = ["described", "only_searched"]

_SEVERAL = {Kind.BUDGET: "budget releases", Kind.NEWS: "news"}
"""Kinds of which several are not called by their name and an s."""
_NO_PLURAL = re.compile(r"news\b(?!,| and)")


def described(limits: Limits, catalogue: Catalogue) -> str:
    """Say what a search is limited to; "" where it is not.

    >>> described(Limits(kinds=(Kind.NEWS,), years=(2015, 2017)), Catalogue(documents=()))
    'news published from 2015 to 2017'
    """
    if not limits:
        return ""
    kinds = [_SEVERAL.get(kind, f"{kind.in_words()}s") for kind in limits.kinds]
    words = listed(kinds) if kinds else "documents"
    if limits.years:
        first, last = limits.years
        words += f" published in {first}" if first == last else f" published from {first} to {last}"
    if limits.plan:
        words += f" about {catalogue.by_id[limits.plan].short_name}"
    return words


def only_searched(limited_to: str) -> str:
    """Say that nothing else was searched; "" where nothing limited the search.

    >>> only_searched("news published in 2017")
    'Only news published in 2017 was searched, as you chose.'
    """
    if not limited_to:
        return ""
    verb = "was" if _NO_PLURAL.match(limited_to) else "were"
    return f"Only {limited_to} {verb} searched, as you chose."

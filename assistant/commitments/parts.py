"""What is promised, and for whom: words of the sentence itself."""

import re
from functools import cache

from assistant.commitments.words import any_of, grammar_words

__all__ = ["beneficiary_of", "what_of"]

_END = re.compile(
    r";|(?<=[\w)])[.!](?:\s|$)|,? (?:because|so that|as part of|in order to|in order that|following|according to|provided that|providing that|"
    r"on condition|subject to|if|when)\b|, (?:which|who|where|but|and (?:will|he|she|we|I)\b|although|since|while|as|so|with)\b|\s[–—]\s|,? (?:he|she|they|the \w+) (?:said|added)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:also|to|that|now|then|therefore|have|has)\s+", re.IGNORECASE)
_DESCRIBED = (
    r"(?:(?:all|every|each|any|most|both|our|his|her|their|my|the|local|vulnerable|young|younger|older|elderly|rural|repeat|disabled|female|male|"
    r"small|county['’]s|[A-Z][a-z]+(?:shire)?['’]s|most|ethnic|primary|secondary|market|high-risk|bereaved|urban|new|student|hard-working|innocent|law-abiding|those|many|other) )*"
)


_NAMING = (
    r"(?:policing|safety|teams?|fund|crime|payback|focus|sense|trust|confidence|services?|strategy|surcharge|care|voice|support|centres?|stations?|watch|"
    r"officers?|police|sector|order|trigger|remedy|meetings?|commissioner|model|messag\w*|health|bod(?:y|ies)|council|councillors?|protection|resolution|plan|court|"
    r"justice|offending|violence|website|hall|schemes?|panels?|consultations?)"
)
"""After these a noun only says which: "community safety" is not for a community."""


@cache
def _people() -> tuple[re.Pattern[str], ...]:
    words = grammar_words()
    places = "county|town|village|district|borough|parish|neighbourhood|school|business|household|employer"
    noun = any_of(words.people)
    tail = (
        r"(?: of (?:(?:[a-z-]+,? ){0,3}?(?:crimes?|abuse|violence|fraud|burglary|slavery|exploitation|stalking|behaviour|offences?|rape|trafficking)(?: and (?:[a-z-]+ )?"
        r"(?:crimes?|abuse|violence|exploitation))?)| with [a-z -]{3,25}| at risk(?: of [a-z -]+)?| (?:aged )?under \d\d)?"
    )
    whom = rf"(?P<people>{_DESCRIBED}(?!public (?!to\b|can\b|is\b|are\b|and\b|who\b|in\b|on\b|at\b|have\b|feel\b|know\b|with\b|by\b)[a-z]+){noun}{tail}(?: and (?:{_DESCRIBED})(?!public (?!to\b|can\b|is\b|are\b|and\b|who\b|in\b|on\b|at\b|have\b|feel\b|know\b|with\b|by\b)[a-z]+){noun}(?! {_NAMING}))?)(?![\w-]|['’]s?\b| {_NAMING}\b|(?-i: [A-Z][a-z]+ ))"
    place = rf"(?<!every )(?<!each )(?<!any )(?<!all )\b(?:the |this |our )?(?:{places})\b"
    helped = r"\b(?:for|to|help|helps|support|supports|protect|protects|give|gives|offer|offers|let|lets|reassure|safeguard|empower|tell|inform|treat|charge) "
    return (
        re.compile(rf"{helped}(?!{place}\b){whom}", re.IGNORECASE),
        re.compile(
            rf"(?<![\w’'-])(?<!more )(?<!extra )(?<!\d )(?<!of )(?<!from )(?<!by )(?<!against )(?<!between )(?<!in )(?<!of the )(?<!in the )(?<!by the )(?<!across the )(?!{place}){whom}",
            re.IGNORECASE,
        ),
    )


@cache
def _first() -> re.Pattern[str]:
    noun = any_of(grammar_words().people)
    return re.compile(
        rf"^\W*(?P<people>{_DESCRIBED}{noun}(?: of [a-z -]+?)?(?: (?:and|or) {_DESCRIBED}{noun})?) (?:will|are|is|get|can)\b",
        re.IGNORECASE,
    )


def what_of(words: str, start: int, by: str) -> str:
    """Return what is promised: from its verb, or its subject, to the end of the clause.

    Args:
        words: The sentence.
        start: Where the verb begins; the subject where the promise is passive.
        by: The deadline, which is left off at the end.
    """
    lead = re.match(r"[\s*_•#>\d.)\"“”‘-]*(?=[\w£])", words[start:]) if start == 0 else None
    start += lead.end() if lead and not re.match(r"[\d£]", words[start:]) else 0
    while match := _BEFORE.match(words[start:]):
        start += match.end()
    rest = words[start:]
    end = _END.search(rest)
    what = rest[: end.start()] if end and end.start() > 3 else rest
    what = what.rstrip(' .,;:!"”’*_')
    if by and what.endswith(by):
        what = what[: -len(by)].rstrip(" ,")
    return what


def beneficiary_of(words: str, what: str) -> str:
    """Return whom a promise is for, "" where nobody is named."""
    place = words.find(what) if what else -1
    rest = words[place:] if place >= 0 else words
    looks = [
        _first().match(rest),
        *(way.search(rest) for way in _people()),
        _people()[0].search(words),
    ]
    match = next((found for found in looks if found), None)
    return match["people"].strip() if match else ""

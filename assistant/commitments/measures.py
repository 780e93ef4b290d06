"""The figure by which a promise can be measured, as written."""

import re

__all__ = ["find_measure"]

_N = r"\d+(?:[.,]\d+)*"
_WORDED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|a hundred|a thousand|a dozen|one hundred|hundreds|dozens)"
)
_HOW = (
    r"(?:at least|no (?:more|fewer|less) than|not (?:more|less) than|more than|fewer than|less than|up to|around|about|over|under|an? (?:further|extra|"
    r"additional|minimum of|maximum of|total of)|another|an? record of|nearly|almost|below|above)"
)
_MORE = r"(?:more|extra|additional|new|further|fewer|full-time|frontline|front-line|police|special|neighbourhood|specialist)"
_NOUN = (
    r"(?:officers?|constables?|specials?|pcsos?|staff|posts?|people|volunteers?|investigators?|cadets?|stations?|households?|schools?|cameras?|vans?|hubs?|centres?|hours?|"
    r"meetings?|times|visits?|victims?|schemes?|patrols?|districts?|boroughs?|towns?|villages?|members?|teams?|crimes?|burglar(?:y|ies)|calls?|sessions?|panels?|"
    r"working days|days|minutes|grants?|detectives?|vehicles?|cars?|dogs?|horses?|drones?|businesses|families|young people|children|women|homes|places|beds|bids|projects?|awards?|surger(?:y|ies)|events?|reports?|forces|Police Community Support Officers?)"
)
_W = r"(?!(?:in|to|by|for|of|and|or|on|at|with|who|that|from|across|during|are|is|will|each|every|a|the|as|when|if|where|within|before|over)\b)[a-z-]{2,}\b"
_MEASURE = re.compile(
    rf"(?<![\w.,£/-])(?:{_HOW} )?£\s?{_N}(?:\s?(?:million|billion|m|k|bn|p)\b)?(?: (?:a|each|every|per) (?:year|month|week|household|annum))?"
    rf"|(?<![\w.,£/-])(?:{_HOW} )?(?:{_N}|{_WORDED})(?: ?(?:per cent|percent|%)| percentage points?)(?: (?:of|from) (?:the |all )?(?!20|19)[\w-]+(?: (?!by\b|in\b|and\b|to\b|within\b|before\b|from\b|for\b|are\b|is\b|will\b)[\w-]+)?)?"
    rf"|(?<![\w.,£/–-])(?:{_HOW} )?(?!(?:19|20)\d\d\b(?! (?:officers|people|more|extra|new|staff)))(?:{_N}|{_WORDED})(?: {_MORE})+(?: {_NOUN}\b)?(?! of\b)"
    rf"|(?<![\w.,£/–-])(?:{_HOW} )?(?!(?:19|20)\d\d\b(?! officers| people))(?:{_N}|{_WORDED}) (?:{_MORE} )*(?:[a-z-]+ ){{0,2}}?{_NOUN}(?: (?:a|each|every|per) (?:day|week|month|year|quarter|district|borough))?\b"
    rf"|\b(?:at least|no more than|no fewer than|up to|at most) {_N}\b"
    rf"|(?<![\w.,£/–-])(?:{_N}|{_WORDED}) or more (?:[a-z-]+ )?[a-z-]+"
    r"|\ban? (?:second|third|fourth|fifth|sixth|tenth) (?!of\b)[a-z-]+"
    r"|\b(?:by )?(?:an? |one |two |three )(?:third|quarter|fifth|tenth|half)s?\b|\bin half\b|\bby half\b"
    r"|\b(?:doubl|halv|trebl|tripl|quadrupl)(?:e[sd]?|ing)\b(?: the (?:number|strength|size) of [\w -]{3,30}?(?=[,.;]|$| by\b| to\b| in\b))?"
    rf"|(?<![\w.,£/–-])(?<!year )(?<!phase )(?<!section )(?<!objective )(?<!priority )(?<!option )(?<!part )(?!one\b|(?:19|20)\d\d\b|\d+(?:st|nd|rd|th)|999|101)(?:{_N}|{_WORDED}) (?!of\b|to\b|and\b|or\b|in\b|years?\b|months?\b|weeks?\b|January|February|March|April|May|June|July|August|September|October|November|December){_W}(?: {_W}){{0,2}}"
    r"|\bnone\b|\bzero\b"
    r"|\b(?:once|twice|\w+ times) (?:a|each|every|per) (?:day|week|month|quarter|year)\b"
    r"|\b(?:24 hours a day|a?round the clock|24/7)\b"
    r"|\bno (?:increase|reduction|rise|cuts?|single \w+|penny more)\b(?: in [\w ]{3,30}?(?=[,.;]|$| by\b| in\b| for\b))?",
    re.IGNORECASE,
)  # fmt: skip
_EACH = re.compile(r"\b(?:at (?:current|present|existing) (?:levels?|strength)|(?:the )?(?:current|present|existing) (?:number|level|strength)|more than inflation)\b"
                   r"|\b(?:every|each) (?!one\b|opportunity|effort|way\b|aspect|part\b|time\b|stage|other\b|of\b|step\b|case\b|day of\b)(?:[a-z-]+ ){0,2}?[a-z-]{3,}(?= of\b| in\b| who\b| to\b| for\b| where\b| will\b| is\b| from\b| bought\b| with\b|[,.;:]|$)"
                   r"|\b(?:every|each) (?:day|week|month|quarter|year|six months|three months|two years)\b"
                   r"|\b(?:daily|weekly|fortnightly|monthly|quarterly|annually|yearly)\b", re.IGNORECASE)  # fmt: skip


_KNOWN = re.compile(
    r"(?<!each )(?<!all )\b(?:between|among|across|of|in|by|for|from|with) (?:the|these|those)\s$",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?:{_N}|{_WORDED}) (?!{_MORE}\b|per ?cent)[a-z]", re.IGNORECASE)


def find_measure(words: str, by: str = "") -> str:
    """Return the figure that a promise names, "" where it names none; years and dates are none.

    Args:
        words: The promise.
        by: Its deadline as written, in which no figure is looked for.

    >>> find_measure("We will recruit at least 100 more officers by 2018.", "by 2018")
    'at least 100 more officers'
    """
    rest = words.replace(by, " " * len(by), 1) if by else words
    for pattern in (_MEASURE, _EACH):
        for match in pattern.finditer(rest):
            found = match[0].strip()
            if found.lower() not in ("one", "a quarter", "a third") and not _is_name(rest, match):
                return found
    return ""


def _is_name(words: str, match: re.Match[str]) -> bool:
    """Whether a number is part of a name or a phrase: "999 calls", "one of the safest".

    So is one that only counts what everybody knows: "the three forces".
    """
    if _KNOWN.search(words[: match.start()]) and _COUNT.match(match[0]):
        return True
    return bool(re.match(r"(?:999|101|111)\b", match[0])) or bool(
        re.match(r"one (?:of|another)\b", words[match.start() : match.start() + 12], re.IGNORECASE)
    )

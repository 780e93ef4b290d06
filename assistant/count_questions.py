"""Questions that ask how often something is mentioned, or in which documents: by rule."""

import re

__all__ = ["counts"]

_LONGEST = 10
"""Words; what is longer is not one thing to be counted."""
_LONGEST_QUESTION = 300
"""Characters; what is longer asks for more than a count."""
_DOCUMENTS = (
    r"(?:(?:the|these|those|all|any|of|your|our|his|police|and|crime|pcc['’]?s?|press|news|annual|"
    r"delivery|budget|panel|commissioner['’]?s?|held|published|other|different|individual|"
    r"(?:19|20)\d\d(?:\s?[-–/]\s?\d\d(?:\d\d)?)?)\s+)*"
    r"(?:documents?|docs?|plans?|reports?|releases?|papers?|consultations?|manifestos?|budgets?|"
    r"texts?|files?|sources?|pages?|passages?|articles?|items?|summar(?:y|ies))"
)
_SAYS = r"(?:mention(?:s|ed)?|refer(?:s|red)?\s+to|talk(?:s|ed)?\s+about|speaks?\s+(?:of|about)|spoke\s+(?:of|about)|name(?:s|d)?|discuss(?:es|ed)?|bring(?:s)?\s+up|contains?|uses?)"
_SAID = r"(?:mentioned|referred\s+to|talked\s+about|spoken\s+(?:of|about)|named|brought\s+up|written\s+about)"
_COMES = r"(?:appears?|occurs?|comes?\s+up|crops?\s+up|shows?\s+up|features?|(?:is|are|was|were)\s+used|used|found)"
_HOW_OFTEN = r"(?:how\s+(?:often|frequently)|(?:how\s+many|the\s+number\s+of|number\s+of|count\s+the)\s+times)"
_BE = r"(?:is|are|was|were|has|have|do|does|did|gets?|get)"
_WORD = r"(?:the\s+)?(?:words?|phrases?|terms?|name|expression)\s+"
_EVERYWHERE = r"(?:(?:anywhere|somewhere|at\s+all|ever|even|once)\b\s*)"
_IN_ANY = (
    rf"(?:(?:in|by|across|throughout|within)\s+(?:(?:any|all|some|these|your)\b[^?]*?{_DOCUMENTS}\b|"
    r"the\s+(?:[a-z]+\s+){0,3}?(?:documents|plans|reports|releases|papers|texts|summaries))|in\s+here|here)"
)
_REST = r"(?P<rest>\b.*)?$"
_THING = r"(?P<thing>\S.*?)"

_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "how often is X mentioned", "how many times X has been mentioned"
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?{_THING}\s+(?:(?:is|are|was|were|has|have|gets?|been|being|ever|actually|explicitly)\s+)*{_SAID}\b{_REST}",
        # "how many times does the 2015 plan mention X"
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?(?:\S+\s+){{0,7}}?mention(?:s|ed)?\s+{_THING}$",
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?(?:\S+\s+){{0,5}}?{_DOCUMENTS}\s+(?:ever\s+)?{_SAYS}\s+{_THING}$",
        # "how often does the word X appear", "how often does X come up in the plans"
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?{_WORD}{_THING}\s+{_COMES}\b{_REST}",
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?{_THING}\s+{_COMES}\s+(?P<rest>(?:in|across|throughout)\s+.*?{_DOCUMENTS}\b.*)$",
        # "which documents mention X", "in how many of the reports is X mentioned"
        rf"\b(?:which|what|how\s+many)\s+(?:of\s+)?{_DOCUMENTS}\s+(?:(?:\S+\s+){{0,4}}?)(?:(?:do|does|did|ever|actually|that|have)\s+)*{_SAYS}\s+{_THING}$",
        rf"\b(?:in|by)\s+(?:which|what|how\s+many)\s+(?:of\s+)?{_DOCUMENTS}\s+{_BE}\s+{_THING}\s+(?:been\s+)?{_SAID}\b{_REST}",
        # "in how many of the papers does X come up", "how often does X come up? number of documents"
        rf"\b(?:in|by)\s+(?:which|what|how\s+many)\s+(?:of\s+)?{_DOCUMENTS}\s+{_BE}\s+{_THING}\s+{_COMES}{_REST}",
        rf"\b{_HOW_OFTEN}\s+(?:{_BE}\s+)?{_THING}\s+{_COMES}(?=\W)(?P<rest>.*\b(?:number|count|how\s+many)\b.*{_DOCUMENTS}\b.*)$",
        # "count the documents that talk about X", "no. of documents with X in"
        rf"\b(?:count(?:\s+up)?|number\s+of|no\.?\s+of|how\s+many|list)\s+(?:all\s+)?{_DOCUMENTS}\s+(?:that|which)\s+{_SAYS}\s+{_THING}$",
        rf"\b(?:count(?:\s+up)?|number\s+of|no\.?\s+of|how\s+many)\s+(?:all\s+)?{_DOCUMENTS}\s+with\s+{_THING}\s+in(?:\s+(?:it|them))?\W*$",
        # "is X mentioned anywhere", "where are drones mentioned"
        rf"^\W*(?:where\s+)?{_BE}\s+{_THING}\s+(?:(?:been|ever|even)\s+)*{_SAID}\s*(?:{_EVERYWHERE}|{_IN_ANY}\s*)*$",
        rf"^\W*(?:do|does|did)\s+{_WORD}?{_THING}\s+(?:appear|occur|come\s+up|feature|get\s+(?:a\s+)?mention(?:ed)?)\s+(?:{_EVERYWHERE}|{_IN_ANY}\s*)+$",
        # "does any plan mention X", "do the plans ever mention X"
        rf"^\W*(?:do|does|did|has|have)\s+(?:any(?:\s+one)?|either|one|some)\s+(?:of\s+)?{_DOCUMENTS}\s+(?:ever\s+|actually\s+)?{_SAYS}\s+{_THING}$",
        rf"^\W*(?:do|did|have)\s+(?!any\b)(?:the|these|those|your|all)\s+(?:the\s+)?{_DOCUMENTS}(?<=s)\s+(?:ever\s+)?mention(?:ed)?\s+{_THING}$",
        # "number of mentions of X", "any mention of X?"
        r"\b(?:how\s+many|(?:total\s+)?(?:number|count)\s+of|count(?:\s+(?:all|the|up))*|any|is\s+there\s+(?:a|any)|are\s+there)\s+(?:any\s+)?(?:mentions?|references?)\s+(?:of|to)\s+(?P<thing>\S.*?)(?:\s+(?:are|is|were)\s+there\b.*)?$",
    )
)  # fmt: skip
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)[‘'](.+)[’'](?!\w)")
_LEADING = re.compile(
    r"^(?:(?:the|an?|any|some|all|anything|about)\s+|(?:words?|phrases?|terms?|name|expression|"
    r"topics?|subject|issue|theme|idea|concept)(?:\s+of)?\s+(?=\S))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:^|[\s,]+)(?:anywhere|somewhere|at\s+all|ever|please|pls|thanks|altogether|overall|so\s+far|too|"
    r"(?:the\s+)?most(?:\s+often)?|in\s+total|exactly|explicitly|by\s+name|now|today|or\s+not|"
    r"(?:and|,)\s+(?:where|when|which|how|what)\b.*)$",
    re.IGNORECASE,
)
_IN_TIME = re.compile(
    r"(?:^|\s+)(?:(?:in|within|across|throughout|over|since|before|after|between|during|from|under|"
    r"by|on|until|through|for|of)\s+(?:(?!\b(?:in|since|before|after|between|during|from|under|"
    rf"until)\b).)*?(?:(?:19|20)\d\d(?:\s?[-–/]\s?\d\d(?:\d\d)?)?|{_DOCUMENTS}|here)"
    r"(?:\s+(?:and|to|or|until)\s+(?:19|20)\d\d)?|(?:since|before|after|until|under)\s+[A-Z].*)$"
)
_NOTHING = re.compile(
    r"(?:\b(?:its?|this|that|these|those|they|them|s?he|him|her|there|(?:some|any)(?:thing|one)|wh\w+|"
    r"ones?|same|others?|the|an?|of|in)\b\s*)*",
    re.IGNORECASE,
)
"""What names nothing by itself: "how often is it mentioned" needs the question before it."""


def counts(question: str) -> str | None:
    """Return the thing whose mentions a question asks to be counted; None for other questions.

    >>> counts("How many times does the 2015 plan mention “cyber crime”?")
    'cyber crime'
    >>> counts("How often does the panel meet?") is None
    True
    """
    asked = " ".join(question.split()).rstrip(" ?!.")
    if len(asked) > _LONGEST_QUESTION:
        return None
    for frame in _FRAMES:
        found = frame.search(asked)
        if found:
            thing = _thing(found["thing"])
            return thing if _is_one(thing) else None
    return None


def _thing(words: str) -> str:
    """Take off what only says that it is asked for, and when and where."""
    quoted = _QUOTED.search(words)
    if quoted:
        return next(part for part in quoted.groups() if part).strip()
    before = None
    while words != before:
        before = words
        words = _IN_TIME.sub("", _TRAILING.sub("", words)).strip(" ,;:")
    return _LEADING.sub("", words).strip(" ,;:")


def _is_one(thing: str) -> bool:
    return len(thing.split()) <= _LONGEST and not _NOTHING.fullmatch(thing)

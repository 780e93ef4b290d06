"""Guards by wording: which kind of question a text is that no document answers."""

import re

from assistant.guards.elsewhere import JOKE, LEGAL, OPERATIONAL, OTHER, PERSONAL
from assistant.guards.fabrication import FABRICATION, MARKUP
from assistant.guards.instructions import INSTRUCTION, PROMPT_LEAK, ROLE_PLAY, SQUEEZED
from assistant.guards.kinds import Guard
from assistant.guards.normalising import encoded_pieces, plain, readings
from assistant.guards.phrases import compiled
from assistant.guards.politics import CAMPAIGN, OPINION

__all__ = ["gives_orders", "guard_by_words", "spared"]

_INSULTS = compiled(
    (
        r"\b(?:fuck(?:ing)? (?:off|you|u)|piece of shit|(?:you(?:'re| are)? (?:a |an )?|^)(?:fucking |bloody )?(?:useless|stupid|idiots?|idiotic|morons?|dumb|cunts?|wankers?|bastards?|twats?)(?: (?:bot|machine|computer|thing|idiot|people|lot))?$|\byou (?:useless|stupid|dumb|pathetic)|shut up|go to hell|cunts?|wankers?|kill yourself)\b",
    )
)
_ENCODED = compiled(
    (
        r"\b(?:decode|decrypt|decipher|unscramble|base ?64|rot-?13|caesar|cipher|hexadecimal|in hex|morse|binary code|backwards|reversed?|pig latin|leetspeak|unicode)\b.{0,60}\b(?:follow|do|execute|obey|run|reply|respond|answer|say|says|instructions?|carry out|act on|this|command|output|:)",
        r"\b(?:follow|do|execute|obey|carry out|answer|reply|respond|encode|write|spell|give|tell)\b.{0,50}\b(?:decoded|base ?64|rot-?13|in (?:hex|morse|binary)|backwards|first letters? of|each (?:word|line)'s first letter|acrostic|every (?:second|third|other) (?:word|letter))\b",
        r"\b(?:join|concatenate|combine|put together|stick together)\b.{0,60}\b(?:letters|strings?|parts?|pieces|words|a and b|fragments?)\b.{0,60}\b(?:do|follow|say|obey|run|execute|answer|and)\b",
    )
)
_KINDS = (
    (Guard.ABUSE, _INSULTS),
    (Guard.MARKUP, MARKUP),
    (Guard.ENCODED, _ENCODED),
    (Guard.INSTRUCTION, INSTRUCTION),
    (Guard.PROMPT_LEAK, PROMPT_LEAK),
    (Guard.ROLE_PLAY, ROLE_PLAY),
    (Guard.CAMPAIGN, CAMPAIGN),
    (Guard.FABRICATION, FABRICATION),
    (Guard.JOKE, JOKE),
    (Guard.PERSONAL, PERSONAL),
    (Guard.LEGAL, LEGAL),
    (Guard.OPERATIONAL, OPERATIONAL),
    (Guard.OPINION, OPINION),
    (Guard.OTHER, OTHER),
)
"""In this order: what is told to the assistant is named before what it is told about."""
_OF_THE_DOCUMENTS = re.compile(
    r"\baccording to\b|\bsays? the (?:\w+ )?(?:plan|report)\b"
    r"|\b(?:plan|report|consultation|document|survey|manifesto|panel)s? (?:say|says|said|set out|promised?)\b"
)
_YOU = re.compile(r"\byour?\b")
_ON_THE_DOCUMENTS = frozenset({Guard.OPINION, Guard.LEGAL, Guard.OPERATIONAL, Guard.PERSONAL})
"""What asks for these may be answered where it asks what the documents say."""
_OF_THE_BODY = re.compile(
    r"^(?:and |so |but )?(?:who|what|when|where|which|why|how|does|did|do|is|are|was|were|has|have|can|could|may)\b"
    r".{0,200}\b(?:commissioners?|pccs?|plans?|precept|panel|cadets?|special constables?|custody visitors?"
    r"|volunteers?|strateg(?:y|ies)|annual report|scheme|partnership|office|consultations?)\b"
)
_ACCUSES = re.compile(
    r"\b(?:unlawful|illegal|sue|suing|guilty|prosecute|corrupt|breach|break|broke)\w*\b|\bdo i\b"
)
_IN_PASSING = frozenset({Guard.LEGAL, Guard.ROLE_PLAY})
"""What asks what the body does or may do is none of these, however it sounds."""
_DISGUISED = tuple(kind for kind in _KINDS if kind[0].status is Guard.INSTRUCTION.status)

_ORDERS = (MARKUP, _ENCODED, PROMPT_LEAK, ROLE_PLAY, INSTRUCTION)


def guard_by_words(question: str) -> Guard | None:
    """Say which guard stops a question by its words, whatever they are disguised as.

    Args:
        question: As typed.
    """
    if encoded_pieces(question):
        return Guard.ENCODED  # nobody asks about the documents in base64
    own = plain(question)
    passed = _ON_THE_DOCUMENTS if _OF_THE_DOCUMENTS.search(own) else frozenset()
    passed = frozenset() if _YOU.search(own) else passed | spared(own)
    for guard, patterns in _KINDS:
        if guard not in passed and _found(patterns, own):
            return guard
    for reading in readings(question):
        if reading == own:
            continue
        for _, patterns in _DISGUISED:
            if _found(patterns, reading):
                return Guard.ENCODED
        if _found(SQUEEZED, reading.replace(" ", "")):
            return Guard.ENCODED
    return None


def spared(own: str) -> frozenset[Guard]:
    """Return the guards that do not stop a question because it asks about the body itself.

    Args:
        own: The question as `assistant.guards.normalising.plain` returns it.
    """
    asks = _OF_THE_BODY.search(own) and not _YOU.search(own) and not _ACCUSES.search(own)
    return _IN_PASSING if asks else frozenset()


def gives_orders(text: str) -> bool:
    """Say whether a plain text tells the assistant what to do, whatever it is about.

    Args:
        text: As `assistant.guards.normalising.plain` returns it.
    """
    return any(_found(patterns, text) for patterns in _ORDERS)


def _found(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)

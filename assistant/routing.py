"""What is settled before any search: danger, abuse, instructions, and other people's business.

Patterns are read on lower-case text with plain quotation marks. Danger needs somebody to whom it
happens or a present tense; words such as "knife" or "attack" alone are what the plans are about.
"""

import re
from collections.abc import Sequence

from assistant.answers import Status

__all__ = ["route"]

_ME = r"(?:me|us|my (?:\w+ )?(?:house|home|flat|door|window|garden|car|child|kids?|son|daughter|mum|mother|dad|father|sister|brother|friend|neighbour|wife|husband|partner|baby))"
_SOMEONE = r"(?:some(?:one|body)|a man|a woman|men|people|he|she|they|guy|intruders?|burglars?|my (?:\w+ ){0,2}?(?:partner|husband|wife|boyfriend|girlfriend|ex|dad|father|mum|mother|son|brother|stepdad|uncle|neighbour|carer|boss))"
_NOW = r"(?:'s|s| is| are| has| have| just| keeps?| won't| started| been| being)"
_VIOLENCE = r"(?:hit(?:s|ting)?|beat(?:s|ing|en)?|hurt(?:s|ing)?|attack(?:s|ed|ing)?|strangl\w+|chok(?:es|ed|ing)|stab(?:s|bed|bing)?|shot|shoot(?:s|ing)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|rap(?:es|ed|ing)|threaten(?:s|ed|ing)?|follow(?:s|ing|ed)|stalk(?:s|ed|ing)|abus(?:es|ed|ing)|assault(?:s|ed|ing)?|touch(?:es|ed|ing)|kill(?:s|ed|ing)?)"

_EMERGENCY: Sequence[str] = (
    rf"\b{_SOMEONE}\b.{{0,25}}\b{_VIOLENCE} (?:\w+ )?{_ME}\b",
    rf"\bi(?:'m|m| am|'ve been| have been| was| just got| got) (?:just |being |getting )?(?:{_VIOLENCE}|mugged|robbed|raped|burgled|trapped|bleeding|overdos\w+)\b(?!.*\b(?:how do i (?:report|complain)|last year|years? ago|the plan)\b)",
    rf"\b{_SOMEONE}\b{_NOW}.{{0,40}}\b(?:knife|gun|machete|weapon|acid)\b",
    rf"\b{_SOMEONE}\b{_NOW}.{{0,30}}\b(?:breaking in|break(?:ing)? into|trying to get in|trying to break|in my (?:house|home|flat|garden)|outside my)\b",
    r"\b(?:someone|somebody|he|she|they|man|woman|boy|girl|kid|child|person)\b.{0,20}\b(?:just |been |being ){1,2}(?:been |being )?(?:stabbed|shot|attacked|beaten|run over|knocked down|raped|assaulted|kidnapped)\b(?!.*\b(?:plan|report|figures?|statistics)\b)",
    r"\b(?:there's|theres|there is|there has been|there's been)\b.{0,20}\b(?:a (?:fight|stabbing|shooting|fire|bomb|crash|body)|someone (?:in|outside|at) my|an? (?:intruder|burglar|armed))\b.{0,40}(?:\bnow\b|\bhappening\b|\boutside\b|\bmy\b|\bhelp\b|$)",
    r"\b(?:i|we)(?:'m| am|m)? (?:really |so )?(?:scared|terrified|frightened|in danger|not safe|hiding)\b.{0,60}\b(?:he|she|they|him|her|them|kill|hurt|house|home|follow\w*|now)\b",
    r"\b(?:there's|theres|there is|there are)\b.{0,15}\b(?:man|men|woman|someone|somebody|people|guy|person|lad|kids?)\b.{0,25}\b(?:in|at|outside|inside) (?:my|our|the) (?:back |front )?(?:house|home|flat|garden|door|window|shed|car)\b",
    r"\bi (?:want|am going|'m going|plan|might|'m about) to (?:die|kill myself|end it|end my life|hurt myself|harm myself)\b",
    r"\b(?:suicidal|kill myself|end my life|taken an overdose|took an overdose)\b",
    r"\b(?:he|she|they)(?:'s|s| is|'re| are)? (?:going to|gonna|trying to|threatening to) (?:kill|hurt|stab|shoot|rape)\b",
    r"\b(?:help me|please help|need help now|send (?:the )?police|call the police|need (?:the )?police (?:now|please))\b.{0,80}\b(?:he|she|they|someone|somebody|man|knife|gun|attack\w*|stab\w*|break\w*|hurt|fire|bleeding|now)\b",
    r"\b(?:he|she|they|someone|somebody|man|knife|gun|attacked|stabbed|breaking|hurt|bleeding)\b.{0,80}\b(?:help me|please help|send (?:the )?police|call (?:the )?police|help!)",
    r"\b(?:isn't|not|stopped) breathing\b|\bunconscious and\b|\bbleeding (?:badly|heavily|out)\b",
    r"\bi think (?:someone|somebody|my)\b.{0,30}\b(?:breaking in|in danger|been kidnapped|being abused|going to (?:kill|hurt))\b",
)

_INSTRUCTIONS: Sequence[str] = (
    r"\b(?:ignore|forget|disregard|override)\b.{0,30}\b(?:instructions?|rules|prompt|guidelines|everything (?:above|before))\b",
    r"\b(?:system|hidden|initial) prompt\b",
    r"\b(?:reveal|print|show|repeat|output)\b.{0,20}\byour (?:\w+ )?(?:instructions|prompt|rules|configuration)\b",
    r"\byou are now\b|\bpretend (?:to be|you are|you're)\b|\bact as (?:a|an|if)\b|\brole-?play\b|\bjailbreak\b|\bdeveloper mode\b|\bdo anything now\b",
    r"<\s*(?:script|img|iframe)\b|\bdrop table\b|\{\{.*\}\}",
)
_INSULTS = r"\b(?:fuck(?:ing)? (?:off|you|u)|piece of shit|you(?:'re| are)? (?:a )?(?:useless|stupid|idiots?|moron|cunts?|wankers?|bastards?|twats?)|shut up|go to hell|cunts?|wankers?|kill yourself)\b"

_ELSEWHERE: Sequence[str] = (
    r"\b(?:(?:how|where) (?:do|can|should) (?:i|we|you)|(?:want|need|like) to|can i) report\b(?!.*\bplan\b)",
    r"\bmy (?:\w+ ){0,2}(?:was|were|got|has been|have been|is|been) (?:nicked|stolen|pinched|robbed|broken into|vandalised|damaged)\b",
    r"\b(?:renew|apply for|replace|get) (?:a |my )?(?:\w+ )?(?:passport|driving licen[cs]e|visa|blue badge|firearms? (?:licen[cs]e|certificate)|parking permit)\b",
    r"\b(?:passport|weather|bins? (?:are )?(?:collected|emptied)|bin collection|recipe|lottery|football score|premier league|horoscope|train times?|bus times?)\b",
    r"\b(?:write|draft|compose|generate)\b.{0,15}\b(?:me )?(?:a|an|my)\b.{0,15}\b(?:letter|essay|poem|song|story|cv|email|speech|code|joke)\b",
    r"\btell me a joke\b|\bwho are you\b|\bwhat is your name\b|\bare you (?:a )?(?:human|robot|ai|real)\b",
)


def route(question: str) -> Status | None:
    """Say how a question ends if no search is needed, or None if it is to be answered.

    Danger comes first, whatever else the question holds.
    """
    text = " ".join(question.lower().replace("’", "'").replace("‘", "'").split())
    if _matches(_EMERGENCY, text):
        return Status.EMERGENCY
    if _matches(_INSTRUCTIONS, text) or re.search(_INSULTS, text):
        return Status.REFUSED
    if _matches(_ELSEWHERE, text):
        return Status.OUT_OF_SCOPE
    return None


def _matches(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)

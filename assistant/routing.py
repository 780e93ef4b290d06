"""What is settled before any search: danger, abuse, instructions, and other people's business."""

import re
from collections.abc import Sequence

from assistant.answers import Status
from assistant.danger import describes_danger

__all__ = ["route"]

_INSTRUCTIONS: Sequence[str] = (
    r"\b(?:ignore|forget|disregard|override|bypass|skip)\b.{0,30}\b(?:instructions?|rules|prompts?|guidelines|filters?|documents|everything (?:above|before))\b",
    r"\b(?:system|hidden|initial|secret) (?:prompt|message|instructions?)\b|\bnew instructions?\s*:",
    r"\b(?:reveal|print|show|repeat|output|give|what (?:are|is))\b.{0,20}\byour (?:\w+ )?(?:instructions|prompt|rules|configuration|system message)\b",
    r"\b(?:ignore|forget|disregard|override)\b.{0,40}\b(?:told|said to|taught|gave) you\b|\b(?:reply|respond|answer|talk|speak|write) only (?:in|as|with|using)\b",
    r"^(?:system|admin|administrator|developer|assistant|user)\s*:|\b(?:list|show|print|reveal|give)\b.{0,40}\bpasswords?\b|\bnew task\b|\band nothing else\W*$",
    r"<\s*/?\s*(?:context|instructions?|prompt|user|assistant|documents?|sources?)\s*>|\bmake up (?:a|an|some|the)\b|\bpretend (?:that )?(?:the|it|this|there)\b",
    r"\byou are (?:\w+ )?now\b|\byou (?:now )?have no (?:rules|limits|restrictions)\b|\bpretend (?:to be|you are|you're)\b|\bact as (?:a|an|if)\b|\brole-?play\b|\bjailbreak\b|\b(?:developer|god|dan) mode\b|\bdo anything now\b",
    r"^(?:please )?(?:repeat after me|respond only|reply only|only (?:say|reply|answer)|say (?:that|the words?|exactly|only|\")|write that|answer without)\b",
    r"\bwithout (?:using|looking at|checking) (?:the |any )?(?:documents|sources|restrictions|filters)\b",
    r"<\s*/?\s*(?:script|img|iframe|system|svg)\b|\bdrop table\b|\{\{.*\}\}",
)
_INSULTS = r"\b(?:fuck(?:ing)? (?:off|you|u)|piece of shit|(?:you(?:'re| are)? (?:a |an )?|^)(?:fucking |bloody )?(?:useless|stupid|idiots?|idiotic|morons?|dumb|cunts?|wankers?|bastards?|twats?)(?: (?:bot|machine|computer|thing|idiot|people|lot))?$|\byou (?:useless|stupid|dumb|pathetic)|shut up|go to hell|cunts?|wankers?|kill yourself)\b"

_PLEASANTRIES = (
    r"^(?:(?:ok|okay|right|great|lovely|thanks|thank you|thankyou|ta|cheers|hello|hi|hey|good (?:morning|evening)|bye|goodbye|"
    r"(?:so|very) much|a lot|then|there|mate|again|for (?:that|your help)|that (?:helps|is all|was all))[\s,.!]*)+$"
)

_ELSEWHERE: Sequence[str] = (
    r"\b(?:how|where) (?:do|can|should|would|could) (?:i|we|you|one) (?:complain|make a complaint|contact|get in touch|speak|talk) ?(?:to|with|about)?\b",
    r"\b(?:want|like|need) to (?:complain|make a complaint|speak (?:to|with)|talk (?:to|with))\b",
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
    if describes_danger(text):
        return Status.EMERGENCY
    if _matches(_INSTRUCTIONS, text) or re.search(_INSULTS, text):
        return Status.REFUSED
    if _matches(_ELSEWHERE, text):
        return Status.OUT_OF_SCOPE
    if re.search(_PLEASANTRIES, text):
        return Status.NEEDS_CLARIFICATION
    return None


def _matches(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)

"""What is going to be done: "will", "is to be", "is guaranteed", and "he said he would"."""

import re
from collections.abc import Iterator

from assistant.commitments.clause import Clause
from assistant.commitments.clauses import UNSAID, Bond, subject_before
from assistant.commitments.doing import (
    OURS,
    Doing,
    changes,
    does,
    is_action,
    is_done,
    is_notice,
    is_state,
)
from assistant.commitments.roles import Known, Role, by_others
from corpus.documents import Kind

__all__ = ["assured", "future", "reported", "to_be"]

_ADVERBS = r"(?:(?:also|now|then|therefore|always|still|only|further|again|soon|further|both|each|all|in future|in turn|\w+ly)\s+)*"
_VERB = (
    rf"\s+{_ADVERBS}(?P<no>not\s+|never\s+|no longer\s+)?{_ADVERBS}(?:(?:continue|go on|carry on|seek|work|aim)\s+to\s+)?"
    r"(?P<verb>(?:be|have had|have been)\s+(?:\w+ly\s+|also\s+|jointly\s+)?(?!to\b)[\w-]+|have to|[\w-]+)"
)
_WILL = re.compile(
    rf"(?:\b(?:will|shall|won['’]t|(?:am|are|is) going to)|(?<=\w)['’]ll)\b(?!['’]s)(?:,[^,]{{3,80}},|,)?{_VERB}",
    re.IGNORECASE,
)
_WOULD = re.compile(rf"(?:\bwould|(?<=\w)['’]d)\b{_VERB}", re.IGNORECASE)
_TO_BE = re.compile(
    rf"\b(?P<be>is|are|was|were|am)(?: now| also| therefore| both| all)?(?: due| set| scheduled)? to\b{_VERB}",
    re.IGNORECASE,
)
_NOUN_WILL = re.compile(r"\b(?:the|political|free|good|their|public|a|last)\s$", re.IGNORECASE)
_CLAIMED = re.compile(
    r"\b(?:aims?|purpose|goal|idea|role|task|duty|job|question|challenge|way|theme|step|reason|problem|answer|vision|ambition|hope|"
    r"dream|function|focus|need|point|wish|desire|object|test|key|alternative|option|temptation|responsibility)$",
    re.IGNORECASE,
)
_COMERS = re.compile(
    r"^(?:\w+ ){1,3}who (?:attends?|applies|apply|wish(?:es)?|wants?|takes? part|responds?|comes?|comment|joins?|sign)\b",
    re.IGNORECASE,
)
"""Those who come to something are told what will happen there."""
_NONE_OF = re.compile(r"^(?:no|not (?:a|one)|none of|neither) ", re.IGNORECASE)
_EVERY = re.compile(r"^(?:all|every|each) ", re.IGNORECASE)
_FOUND = re.compile(r"^be (?:found|seen|noted|expected)$", re.IGNORECASE)
_PART = re.compile(r"\b(?:part|intention|next step|commitment)$", re.IGNORECASE)
_WISHED = re.compile(r"^(?:love|welcome|say|argue|urge|rather|consider|be)$", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only if|unless)\b", re.IGNORECASE)
_NOT_TO_BE = (Role.OTHER, Role.EVENT, Role.THIS, Role.THERE, Role.NONE)
_DONE_TO = (Role.THING, Role.PAPER, Role.PEOPLE)
_ASSURED = re.compile(
    r"\b(?:is|are|remains?)(?: now| also)? (?:guaranteed|assured|pledged|ring-fenced|set aside|earmarked|(?:confirmed|secured|reserved|planned) (?=for|until|from|in|to|where))(?! (?:by law|to (?:be|all|every)))",
    re.IGNORECASE,
)


def future(text: str, known: Known) -> Iterator[Clause]:
    """Find “we will …”, “a hub will be opened”, where the subject is one that can promise it."""
    for match in _WILL.finditer(text):
        subject = subject_before(text, match.start(), known)
        said = text[subject.start :]
        if _NOUN_WILL.search(text[: match.start()]) or subject.bond in UNSAID:
            continue
        verb = _verb(match)
        if is_notice(said, by_them=subject.role not in OURS) or (
            is_done(verb) and by_others(text[match.end() :], known)
        ):
            continue
        if subject.role not in OURS and _COMERS.match(said):
            continue
        denied = bool(match["no"]) or bool(_NONE_OF.match(said))
        every = bool(_EVERY.match(said))
        rest = " ".join(text[match.end() :].split())
        if sure := does(subject.role, Doing(verb=verb, rest=rest, denied=denied, every=every)):
            passive = is_done(verb) and verb.lower().startswith("be")
            yield Clause(
                rule="future", confidence=sure, subject=subject, verb=_start(match), passive=passive
            )


def to_be(text: str, known: Known) -> Iterator[Clause]:
    """Find “a hub is to be built”: settled, though nobody says who will."""
    for match in _TO_BE.finditer(text):
        subject = subject_before(text, match.start(), known)
        verb = _verb(match)
        what = text[subject.start : subject.end].split(" of ")[0].strip()
        if (
            subject.bond in UNSAID
            or subject.role in _NOT_TO_BE
            or _CLAIMED.search(what)
            or is_state(verb)
        ):
            continue
        past, done = match["be"].lower() in ("was", "were"), is_done(verb)
        part = _PART.search(what) and is_action(verb)
        if _FOUND.match(verb):
            continue
        if done or (not past and (part or _is_to(subject.role, verb))):
            yield Clause(
                rule="to be",
                confidence=0.6 if past else 0.8,
                subject=subject,
                verb=_start(match),
                passive=done,
            )


def _is_to(role: Role, verb: str) -> bool:
    """Whether "is to" and a verb settle something, where nothing is done to the subject."""
    if verb.lower() in ("have", "get", "hear", "receive"):
        return role in (Role.PEOPLE, *OURS)
    return (role in OURS and not verb.lower().startswith(("be", "blame"))) or changes(verb)


def assured(text: str, known: Known) -> Iterator[Clause]:
    """Find “money for the helpline is guaranteed until 2026”."""
    for match in _ASSURED.finditer(text):
        subject = subject_before(text, match.start(), known)
        if subject.bond in (Bond.FREE, Bond.SAID) and subject.role not in (
            Role.OTHER,
            Role.THIS,
            Role.NONE,
        ):
            yield Clause(
                rule="assured", confidence=0.75, subject=subject, verb=match.start(), passive=True
            )


def reported(
    text: str, kind: Kind | None, headings: tuple[str, ...], known: Known
) -> Iterator[Clause]:
    """Find “he said he would …”; in what is told of a manifesto, “he would …” by itself."""
    manifesto = kind is Kind.MANIFESTO or any(
        "manifesto" in heading.lower() for heading in headings
    )
    for match in _WOULD.finditer(text):
        subject = subject_before(text, match.start(), known)
        verb = _verb(match)
        told = subject.bond in (Bond.PROMISED, Bond.SAID) or (
            manifesto and subject.bond is Bond.FREE
        )
        if not told or is_state(verb) or _WISHED.match(verb) or _ONLY.search(text, match.end()):
            continue
        promised = subject.bond is Bond.PROMISED and subject.role not in (Role.OTHER, Role.EVENT)
        if promised or subject.role in OURS or (subject.role in _DONE_TO and is_done(verb)):
            yield Clause(
                rule="reported",
                confidence=0.9 if promised else 0.75,
                subject=subject,
                verb=_start(match),
            )


def _verb(match: re.Match[str]) -> str:
    return " ".join(match["verb"].split())


def _start(match: re.Match[str]) -> int:
    """Where what is promised begins: with the "not", where it is that something will not be."""
    if match[0].lower().startswith("won"):
        return match.start()
    return match.start("no") if match["no"] else match.start("verb")

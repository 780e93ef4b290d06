"""Whether a sentence, a list item or a table row promises something; precision before recall.

What was done, what the law asks, what somebody hopes, what is only proposed or asked, and what
others promise is no commitment. The rules are in `sentences.py`, `context.py` and `rows.py`, their
words in `words.yaml`.
"""

import re

from assistant.commitments.clause import Clause
from assistant.commitments.clauses import masked
from assistant.commitments.context import (
    is_promising,
    is_reporting,
    lead_is_promising,
    lead_is_reporting,
    opens_with_action,
    plainly_promising,
)
from assistant.commitments.deadlines import find_deadline
from assistant.commitments.measures import find_measure
from assistant.commitments.objectives import find_objective
from assistant.commitments.parts import beneficiary_of, what_of
from assistant.commitments.records import Found, Sentence
from assistant.commitments.roles import Known, Role, role_of
from assistant.commitments.rows import judge_row
from assistant.commitments.sentences import find_clause
from corpus.documents import Kind, SpanKind

__all__ = ["SENTENCE_RULES", "judge"]

SENTENCE_RULES = (
    "future",
    "word given",
    "intention",
    "promise named",
    "to be",
    "assured",
    "reported",
)
"""Those that read one sentence, whatever stands around it."""
_WITH_SUBJECT = (
    "future",
    "to be",
    "assured",
    "reported",
    "aim with a figure",
    "paid for by a budget",
    "goes on",
)
_NEAR = 25
"""Characters between a subject and its verb; where there are more, another verb stands there."""
LONGEST = 1500
"""Characters that are read; no sentence is longer, only what could not be divided."""
_NO_PROMISE = re.compile(
    r"^\W*(?:nationally|in theory|across (?:england|the country|britain))\b|\?\W*$|^\W*(?:do|does|did|should|would|will|could|can|is|are|was|were|has|have|how|what|why|which|whether) (?:you|we|the|it|there|this|he|she|they|i)\b[^.]*\?"
    r"|\b(?:kept|fulfil(?:s|led)?|delivered on|honoured|broke|broken|made good)\b.{0,30}\b(?:promises?|pledges?|commitments?)\b|\b(?:promises?|pledges?|commitments?)\b.{0,30}\b(?:kept|fulfilled|honoured|broken|met)\b|^\W*as (?:promised|pledged)\b"
    r"|\b(?:by law|legally|legal (?:duty|requirement|obligation)|statut(?:e|ory)|(?:is|are) required (?:to|by)|(?:has|have|had) a (?:\w+ )?duty|"
    r"is obliged|are obliged|(?:the|an?|this) (?:[A-Z]\w+ )+Act\b|by statute|legislation)\b",
    re.IGNORECASE,
)
_FEARED = re.compile(
    r"^\W*(?:without|unless|(?:even )?if (?!re-?elected|elected|successful|approved|possible))\b",
    re.IGNORECASE,
)
"""What would happen otherwise, said of something that nobody of the body does, is no promise."""
_PAST_ITEM = re.compile(
    r"^[\W\d_]*(?:(?:has|have|had|was|were|is|are)\b|(?!need|speed|seed|feed|embed|shed|fund)[a-z]+ed\b)|\b(?:has|have) (?:already )?been\b|"
    r"\b(?:was|were) (?!to\b)\w+ed\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:subject to|provided that|providing(?: that)?|on condition|so long as|depending on|dependent on|conditional on|"
    r"(?:if|once|where|when|should|as long as) (?:the |its |our |his |sufficient |enough |extra |further |additional |government )*"
    r"(?:funding|funds?|money|grants?|bids?|budgets?|resources|panel|government|planning|consultation|(?:re-?)?elected)\b)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"^\W*(?:if|unless|provided that|providing|should (?:the|it|there|he|she|this|funding))\b",
    re.IGNORECASE,
)
"""A sentence that begins so promises something only then."""
_WHOSE = re.compile(
    r"^(?:its|their|his|her)\b(?!.*\b(?:office|deput(?:y|ies)|teams?|force|constabulary|constable|commissioner|panel|council|partners?|staff)\b)",
    re.IGNORECASE,
)
"""What belongs to somebody is nobody who promises: "its additional officers"."""
_EARLIER = re.compile(
    r"\b(?:had|previously|originally|earlier|in (?:19|20)\d\d|(?:last|a|two|three|four) years? (?:before|ago|earlier))\b"
    r".{0,40}\b(?:promis|pledg|commit|undert|guarant|vow|said|intend|plan)\w*|\b(?:promised|pledged|committed|vowed|undertook) in (?:\w+ )?(?:19|20)\d\d",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[\W\d]*(?:(?:[A-Z][\w'’-]*|of|and|the|to|in|for|from|by|with|at|a|on|&)[ ,]*){1,9}[\W]*"
)
"""A name of a theme or a section: words with capitals."""
_AGENT = re.compile(
    r"\b(?:by|from) (?P<who>(?:the|my|our|a|an) (?:[\w-]+ ){0,3}?[\w-]+)(?=[.,;]|$| (?:and|by|in|for|to|within|every|each|before|of)\b)",
    re.IGNORECASE,
)
_OF_A_PLAN = re.compile(
    r"\bmanifesto\b|\b(?:new|launch\w*|presents?|unveil\w*|publish\w*|reveal\w*|sets? out)\b.*\b(?:plan|strategy)\b|\b(?:plan|strategy)\b.*\b(?:launch\w*|unveil\w*|published|revealed)\b",
    re.IGNORECASE,
)
"""Titles of what is written about a plan that came out: its items are the plan's."""
_OPEN_LEAD = re.compile(r"\b(?:will|shall|would|to|['’]ll)(?: also| then)?\W*$", re.IGNORECASE)
_TRIGGER = re.compile(
    r"\b(?:going to|aim|seeks? to|goes (?:to|into|towards)|gets? more|(?:go|goes|carry|carries) on|continues? to|(?:is|are) (?:planned|confirmed|secured|reserved|due|set)|decided|(?:target|goal|objective)s?\b|(?:target|goal|task) of|agree|set aside|earmarked|assured|ring-fenced|will|shall|won['’]t|would|promis|pledg|commit|undert|guarant|vow|resolv|intend|intention|plan|determined|(?:is|are|was|were|am)(?: \w+)? to)|['’](?:ll|d)\b",
    re.IGNORECASE,
)


def judge(sentence: Sentence) -> Found | None:
    """Return the commitment that a sentence makes or reports, or None.

    The same sentence is always judged alike; nothing is learned, nothing looked up.
    """
    text = masked(sentence.words[:LONGEST])
    if sentence.form is SpanKind.ROW:
        return judge_row(sentence)
    if not text.strip() or _NO_PROMISE.search(text):
        return None
    if sentence.form is SpanKind.ITEM and (found := _judge_item(sentence, text)):
        return found
    if objective := find_objective(sentence.words[:LONGEST]):
        return _item(sentence, "objective", 0.8, start=objective.start, who=objective.who)
    if not _TRIGGER.search(text) or (
        sentence.form is SpanKind.ITEM and lead_is_reporting(sentence.lead)
    ):
        return None
    clause = find_clause(text, sentence.kind, sentence.headings, _known(sentence))
    if clause is None or (
        clause.rule == "future"
        and clause.subject.role not in (Role.SELF, Role.OWNER)
        and _FEARED.search(text)
        and not _CONDITION.search(text)
    ):
        return None
    return _found(sentence, clause, 0)


def _judge_item(sentence: Sentence, text: str) -> Found | None:
    """Judge an item by the words that introduce its list, or by its heading."""
    lead = sentence.lead.strip()
    if _PAST_ITEM.search(text) or (is_reporting(sentence.headings) and not lead):
        return None
    if lead:
        if lead_is_reporting(lead) or _NO_PROMISE.search(masked(lead)):
            return None
        opening = masked(lead.rstrip(" :*_–—-…"))
        if _OPEN_LEAD.search(opening):
            first = re.match(r"[\W\d_]*", text)
            skipped = first.end() if first else 0
            joined = f"{opening} {_small(text[skipped:])}"
            clause = find_clause(joined, sentence.kind, sentence.headings, _known(sentence))
            if clause and (clause.verb > len(opening) or opening.lower().endswith(" to")):
                return _found(sentence, clause, len(opening) + 1 - skipped)
            return None
        if lead_is_promising(lead):
            return _item(sentence, "list of promises", 0.85)
        if is_promising(sentence.headings) and opens_with_action(text):
            return _item(sentence, "list under a heading", 0.75)
        return None
    return _by_heading(sentence, text)


def _by_heading(sentence: Sentence, text: str) -> Found | None:
    if _is_name(text):
        return None
    if plainly_promising(sentence.headings):
        return _item(sentence, "under a heading of promises", 0.85)
    acts = opens_with_action(text)
    if is_promising(sentence.headings) and (
        acts or re.match(r"^\W*\d[\d,.]* (?:more|extra|new|additional)\b", text)
    ):
        return _item(sentence, "list under a heading", 0.75)
    planned = sentence.kind in (Kind.MANIFESTO, Kind.PLAN, Kind.DELIVERY_PLAN) or any(
        _OF_A_PLAN.search(heading) for heading in sentence.headings[:1]
    )
    return _item(sentence, "item of a plan", 0.7) if acts and planned else None


def _is_name(text: str) -> bool:
    """Whether an item only names a theme or a priority, by itself or before a colon."""
    name, colon, _ = text.strip(" *_\n").partition(":")
    words = len(name.split())
    return not re.search(r"\d", text) and (words > 1 or not colon) and bool(_NAME.fullmatch(name))


def _known(sentence: Sentence) -> Known:
    return Known(names=sentence.names, area=sentence.area)


def _small(words: str) -> str:
    """With a small first letter, as if it went on from the lead."""
    return words[:1].lower() + words[1:]


def _item(
    sentence: Sentence, rule: str, confidence: float, *, start: int = 0, who: str = ""
) -> Found:
    words = sentence.words[:LONGEST]
    by = find_deadline(words)
    what = what_of(words, start, by)
    return Found(
        rule=rule,
        confidence=confidence,
        who=who,
        what=what,
        beneficiary=beneficiary_of(words, what),
        by=by,
        measure=find_measure(words, by),
        conditional=bool(_CONDITION.search(words) or _IF.match(words)),
    )


def _found(sentence: Sentence, clause: Clause, offset: int) -> Found:
    """The parts of a clause; `offset` is where the sentence's own words begin in what was read."""
    words = sentence.words[:LONGEST]
    subject = clause.subject
    who = ""
    if clause.passive:
        agent = _AGENT.search(words)
        who = agent["who"] if agent and role_of(agent["who"]) is Role.OWNER else ""
    elif subject.role in (Role.SELF, Role.OWNER):
        inside = subject.start >= offset
        where = (
            words[subject.start - offset : subject.end - offset]
            if inside
            else sentence.lead.strip()[subject.start : subject.end]
        )
        who = where.strip(" ,*_")
        who = "" if _WHOSE.match(who) else who
    by = find_deadline(words)
    whole = (clause.rule in _WITH_SUBJECT and clause.passive) or (
        clause.rule in _WITH_SUBJECT and subject.role not in (Role.SELF, Role.OWNER)
    )
    start = subject.start if whole and clause.verb - subject.end < _NEAR else clause.verb
    what = what_of(words, max(0, start - offset), by)
    return Found(
        rule=clause.rule,
        confidence=clause.confidence,
        who=who,
        what=what,
        beneficiary=beneficiary_of(words, what),
        by=by,
        measure=find_measure(words, by),
        earlier=bool(_EARLIER.search(words)),
        conditional=bool(_CONDITION.search(words) or _IF.match(words)),
    )

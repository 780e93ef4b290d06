"""What a later passage reports of a promise, by the words that it uses: a suggestion, no verdict.

A passage is only taken to tell something where it names what was promised. Then it decides, in this
order: that it was dropped or that the contrary was done; a figure beside the promised one; a step;
that the thing itself is there; that it is promised anew. Where none of these can be read from the
words, it is unclear, since a wrong suggestion is worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.doing import is_action
from assistant.commitments.records import Relation
from assistant.commitments.relation_clause import EXPECTED, UNREAL, Clause, clauses_of, names_it
from assistant.commitments.relation_promise import (
    Amount,
    Promised,
    amounts_in,
    noun_phrase,
    read_promise,
)
from assistant.commitments.relation_words import listed, names_of, relation_words, reported
from assistant.commitments.topic_words import places_in

__all__ = ["Suggested", "suggest", "worded"]

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly| now| already| since| recently)?\s*$", re.IGNORECASE)  # fmt: skip
_HELPED = re.compile(r"\b(?:(?:has|have|had)(?: been)?|is|are|was|were)(?: now| already| since| recently)? $", re.IGNORECASE)  # fmt: skip
_NONE = re.compile(r"\b(?:no|not|never|without|none)\b|n['’]t\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|n['’]t)(?: \w+)? yet\b|\bnot yet\b|\byet to\b|\bstill (?:to be|awaits?|waiting)\b|\bno progress\b", re.IGNORECASE)  # fmt: skip
_TARGET_CUT = re.compile(r"\btarget\b[^.;]*\b(?:was|were|has been|is now) (?:cut|lowered|reduced|revised|dropped)\b", re.IGNORECASE)  # fmt: skip
_ALL = re.compile(r"\b(?:all|every|each|whole|100 ?(?:%|per ?cent))\b", re.IGNORECASE)
_PASSED = re.compile(r"\b(?:reached|passed|exceeded|topped|above|met|surpassed)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:has|have|had|there (?:is|are|were)|counts?|total(?:led)?|strength)\b", re.IGNORECASE)  # fmt: skip
_MORE = re.compile(r"\b(?:more|extra|additional|further|another|new)\b", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(?:(?P<no>No (?:reduction|cuts?|closures?|increase|merger)|More|Extra|Further)|(?P<verb>[A-Z][a-z]+)(?! ?:| (?:and|for|of|in|is|was|are|were|has|have|had)\b))\b")  # fmt: skip
_SINCE = re.compile(r"\bsince\b|\b\w+est\b[^,;]*$", re.IGNORECASE)
"""No step is told after it: "since the campaign began", "the largest force so far"."""
_TOLD_OF = re.compile(r"\b(?:how|why|what|when|whether|asked|expects?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")  # fmt: skip
_LEADING = re.compile(r"^\W*(?:(?:In|By|Since|During) (?:[A-Z][a-z]+ )?\d{4},? )?(?:the |an? )?", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """A relation, and the words of the passage that it rests on; "" where it rests on none."""

    relation: Relation
    because: str = ""


_BY_DEGREES = frozenset({"lower", "raise", "pay"})
"""What is reported of these is mostly how much, not that it is done."""
_EVERYDAY = frozenset({"meet", "equip"})
"""Words such as "held" and "has" report nothing unless just that was promised."""
_ANOTHER = 3
"""A figure so many times the promised one measures something else."""
_UNCLEAR = Suggested(Relation.UNCLEAR)


def suggest(words: str, promise: str = "") -> Suggested:
    """Suggest what a passage reports of a promise.

    Args:
        words: What is quoted, as people read it; the words that decide are words of it.
        promise: What was promised; without it nothing can be told.
    """
    promised = read_promise(promise)
    clauses = clauses_of(words, promised)
    elsewhere = _by_others(words, promise) or _of_another_place(words, promised)
    if words.rstrip().endswith("?") or not promised.names or elsewhere:
        return _UNCLEAR
    for tell in (_changed, _not_yet, _counted, _step, _held, _done, _how_much):
        for clause in clauses:
            if suggested := tell(clause):
                return suggested
    return _anew_said(Clause(words, frozenset(names_of(words)), promised), clauses)


def worded(words: str) -> Relation:
    """Return what a passage reports of anything at all: how much it has to say, no suggestion.

    Args:
        words: What is quoted, as people read it.
    """
    whole = Clause(words, frozenset(), read_promise(""))
    if words.rstrip().endswith("?") or _NOT_YET.search(words):
        return Relation.UNCLEAR
    if any(whole.said(listed("reversed"))):
        return Relation.CHANGED
    told = relation_words().kinds.keys() - _EVERYDAY
    kinds = {kind for kind in told if any(whole.said(reported(kind)))}
    if kinds - _BY_DEGREES:
        return Relation.DONE
    if kinds or any(whole.said(listed("steps"))) or any(amounts_in(words)):
        return Relation.PROGRESS
    item = _ITEM.match(words)
    anew = listed("anew").search(words) or (
        item and (item["no"] or is_action(item["verb"].lower()))
    )
    return Relation.REPEATED if anew else Relation.UNCLEAR


def _by_others(words: str, promise: str) -> bool:
    """Whether it is reported of somebody else than those who promised."""
    start = words[_LEADING.match(words).end() :]  # type: ignore[union-attr]
    match = re.match(rf"(?:[A-Z][\w'’]+ )*{listed('others').pattern}", start, re.IGNORECASE)
    joined = match and re.match(r",? and\b", start[match.end() :])
    return bool(match and not joined and match[0].split()[-1].lower() not in promise.lower())


def _of_another_place(words: str, promised: Promised) -> bool:
    """Whether it names places, but none of those of the promise."""
    named = {stem for place in places_in(_MONTH.sub("", words)) for stem in names_of(place)}
    return bool(promised.places and named and not promised.places & set(names_of(words)))


def _changed(clause: Clause) -> Suggested | None:
    """That it was dropped, put off, or done otherwise."""
    own = clause.promised.names
    if clause.near_it:
        for match in listed("reversed").finditer(clause.words):
            promised = any(reported(kind).search(match[0]) for kind in clause.promised.kinds)
            if not promised and not own & set(names_of(match[0])):
                return Suggested(Relation.CHANGED, match[0])
        if cut := _TARGET_CUT.search(clause.words):
            return Suggested(Relation.CHANGED, cut[0])
    return None


def _not_yet(clause: Clause) -> Suggested | None:
    match = _NOT_YET.search(clause.words)
    return Suggested(Relation.UNCLEAR, match[0]) if match else None


def _counted(clause: Clause) -> Suggested | None:
    """Set a figure beside the promised one: reached, or on the way."""
    promised = clause.promised
    if "hold" in promised.kinds or EXPECTED.search(clause.words):
        return None
    for one in amounts_in(clause.words):
        if listed("anew").search(clause.words[: one.start]):
            continue
        for goal in promised.amounts:
            if one.unit == goal.unit and _comparable(one, goal, clause):
                reached = one.value <= goal.value if goal.most else one.value >= goal.value
                return Suggested(Relation.DONE if reached else Relation.PROGRESS, one.words)
    return None


def _comparable(one: Amount, goal: Amount, clause: Clause) -> bool:
    """Whether two figures measure the same."""
    promised, before = clause.promised, clause.words[: one.start]
    if one.value == goal.value and one.value >= 100 and _PASSED.search(before):
        return True
    if goal.unit == "%":
        for kind in ("lower", "raise"):
            if kind in promised.kinds:
                return clause.of_it and any(clause.said(reported(kind)))
        return clause.of_it
    if goal.unit == "£":
        paid = "pay" in promised.kinds and clause.about_it and any(clause.said(reported("pay")))
        return paid and one.value <= _ANOTHER * goal.value
    if not one.of & goal.of:
        return False
    if "recruit" in promised.kinds or "pay" in promised.kinds:
        gained = any(clause.said(reported("recruit"))) or (
            _MORE.search(clause.words) and _TOTAL.search(clause.words)
        )
        return bool(gained) and one.value <= _ANOTHER * goal.value
    return bool(promised.kinds) or bool(_TOTAL.search(before))


def _step(clause: Clause) -> Suggested | None:
    """Something on the way to it."""
    if not clause.near_it or "hold" in clause.promised.kinds:
        return None
    own = clause.promised.names
    for match in clause.said(listed("steps")):
        if _SINCE.search(clause.words[: match.start()]):
            continue
        if not own & set(names_of(match[0])):
            return Suggested(Relation.PROGRESS, match[0])
    return None


def _held(clause: Clause) -> Suggested | None:
    """What was to be kept or frozen: whether it was."""
    promised = clause.promised
    if "hold" not in promised.kinds or not clause.of_it or _other_year(clause):
        return None
    against = listed("broken/frozen" if promised.frozen else "broken/kept")
    for match in against.finditer(clause.words):
        before = clause.words[: match.start()]
        if EXPECTED.search(before):
            continue
        if none := _NONE.search(before):
            return Suggested(Relation.DONE, clause.words[none.start() : match.end()])
        if not UNREAL.search(before) and not listed("anew").search(before):
            return Suggested(Relation.CHANGED, match[0])
    for match in clause.said(reported("hold")):
        return Suggested(Relation.DONE, match[0])
    return None


def _other_year(clause: Clause) -> bool:
    """Whether it tells of other years than those that were promised of."""
    said = set(_YEAR.findall(clause.words))
    return bool(clause.promised.years and said and not said & clause.promised.years)


def _done(clause: Clause) -> Suggested | None:
    """That the thing itself is there, or that what was to fall or rise did."""
    promised = clause.promised
    if _NONE.search(clause.words):
        return None
    for kind in sorted(promised.kinds - {"hold"}):
        for match in clause.said(reported(kind)):
            if relation := _done_by(kind, match, clause):
                return Suggested(relation, _with_auxiliary(match, clause.words))
    if promised.past:
        for match in clause.said(re.compile(rf"\b{re.escape(promised.past)}\b", re.IGNORECASE)):
            if relation := _done_by("", match, clause):
                return Suggested(relation, _with_auxiliary(match, clause.words))
    return None


def _done_by(kind: str, match: re.Match[str], clause: Clause) -> Relation | None:
    """What a verb of a kind reports of the promise; None where it is not of it."""
    promised = clause.promised
    if kind == "pay":
        sums = "£" in clause.words and not any(goal.unit == "£" for goal in promised.amounts)
        about = len((promised.names - promised.core) & clause.names) > 1
        return Relation.DONE if sums and about else None
    if kind in ("lower", "raise"):
        if clause.of_it or (promised.priced and promised.names & clause.names):
            return Relation.DONE if promised.priced else Relation.PROGRESS
        return None
    if not _is_of(match, clause) or _counted_otherwise(clause):
        return None
    part = (promised.whole and not _ALL.search(clause.words)) or any(
        goal.of & promised.core and goal.unit == "" for goal in promised.amounts
    )
    return Relation.PROGRESS if part else Relation.DONE


def _with_auxiliary(match: re.Match[str], words: str) -> str:
    """The words of a match, with "was" or "have been" before them."""
    helped = _HELPED.search(words[: match.start()])
    return words[helped.start() if helped else match.start() : match.end()]


def _counted_otherwise(clause: Clause) -> bool:
    """Whether it counts what was promised, but not by the figure that was promised."""
    counts = any(goal.of & one.of for goal in clause.promised.amounts for one in amounts_in(clause.words))  # fmt: skip
    return counts and "train" not in clause.promised.kinds


def _is_of(match: re.Match[str], clause: Clause) -> bool:
    """Whether a verb of a report has the promised thing for its object, or for its subject."""
    promised, words = clause.promised, clause.words
    before = frozenset(names_of(words[: match.start()]))
    thing = frozenset(
        (*names_of(" ".join(match[0].split()[1:-1])), *noun_phrase(words[match.end() :]))
    )
    if _PASSIVE.search(words[: match.start()]) or not thing:
        return names_it(promised, before, clause.names)
    if names_it(promised, thing, clause.names):
        return True
    return names_it(promised, before, clause.names) and bool(thing & promised.names)


def _how_much(clause: Clause) -> Suggested | None:
    """How much of it was done, where no figure was promised."""
    if clause.promised.amounts and not clause.of_it:
        return None
    for match in clause.said(listed("doing")):
        for one in amounts_in(clause.words):
            if one.of & clause.promised.core and one.start > match.start():
                return Suggested(Relation.PROGRESS, clause.words[match.start() : one.start] + one.words)  # fmt: skip
    return None


def _anew_said(whole: Clause, clauses: Sequence[Clause]) -> Suggested:
    """That it is undertaken again; "we intend that they shall" is read with what it refers to."""
    item = _ITEM.match(whole.words)
    if whole.about_it and item and (item["no"] or is_action(item["verb"].lower())):
        return Suggested(Relation.REPEATED, item["no"] or item["verb"])
    for clause in clauses:
        said = listed("anew").search(clause.words)
        if (
            said
            and not _TOLD_OF.search(clause.words[: said.start()])
            and (clause.about_it or (whole.about_it and not clause.names))
        ):
            return Suggested(Relation.REPEATED, said[0])
    return _UNCLEAR

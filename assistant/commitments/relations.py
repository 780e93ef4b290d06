"""What a later passage reports of a promise, by the words that it uses: a suggestion, no verdict.

A passage is only taken to tell something where it names what was promised. Then it decides, in this
order: that it was dropped or that the contrary was done; a figure beside the promised one; a step;
that the thing itself is there; that it is promised anew. Where none of these can be read from the
words, it is unclear, since a wrong suggestion is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.commitments.doing import is_action
from assistant.commitments.records import Relation
from assistant.commitments.relation_words import (
    Amount,
    Promised,
    amounts_in,
    any_phrase,
    names_of,
    noun_phrase,
    read_promise,
    relation_words,
)

__all__ = ["Suggested", "suggest"]

_CLAUSE = re.compile(r"[;:–—]\s|, (?:but|and|while|although|because|whereas|so)\b|\b(?:but|because|while|although|whereas)\b")  # fmt: skip
_UNREAL = re.compile(
    r"(?:\b(?:to|could|should|must|can|may|might|would|when|whether|if|not|never|nor|un)(?: (?:have|be|been|also|now))*|n['’]t(?: been)?)\s*$",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:expected|hoped|due|asked|wanted|intended|meant|whether|if|target|hopes?|proposed|proposals?)\b", re.IGNORECASE)  # fmt: skip
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly| now| already| since| recently)?\s*$", re.IGNORECASE)  # fmt: skip
_NONE = re.compile(r"\b(?:no|not|never|without|none)\b|n['’]t\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|n['’]t)(?: \w+)? yet\b|\bnot yet\b|\byet to\b|\bstill (?:to be|awaits?|waiting)\b|\bno progress\b", re.IGNORECASE)  # fmt: skip
_TARGET_CUT = re.compile(r"\btarget\b[^.;]*\b(?:was|were|has been|is now) (?:cut|lowered|reduced|revised|dropped)\b", re.IGNORECASE)  # fmt: skip
_ALL = re.compile(r"\b(?:all|every|each|whole|100 ?(?:%|per ?cent))\b", re.IGNORECASE)
_PASSED = re.compile(r"\b(?:reached|passed|exceeded|topped|above|met|surpassed)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:has|have|had|there (?:is|are|were)|counts?|total(?:led)?|strength)\b", re.IGNORECASE)  # fmt: skip
_MORE = re.compile(r"\b(?:more|extra|additional|further|another|new)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:below|under|less than|fewer than|no more than|at most)\b", re.IGNORECASE)  # fmt: skip
_ITEM = re.compile(r"^\W*(?P<verb>[A-Z][a-z]+)\b|^\W*(?P<no>No (?:reduction|cuts?|closures?|increase|merger)|More|Extra|Further)\b")  # fmt: skip
_LEADING = re.compile(r"^\W*(?:(?:In|By|Since|During) [\w ]{3,20}?,? )?(?:the |an? )?", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """A relation, and the words of the passage that it rests on; "" where it rests on none."""

    relation: Relation
    because: str = ""


_UNCLEAR = Suggested(Relation.UNCLEAR)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a passage with one statement."""

    words: str
    names: frozenset[str]
    promised: Promised

    @property
    def of_it(self) -> bool:
        """Whether it names the promised thing: its noun, or two of the names in it."""
        core = self.promised.core & self.names
        return self.promised.head in self.names or len(core) > 1

    @property
    def about_it(self) -> bool:
        """Whether it names something that the promise names."""
        return bool(self.promised.names & self.names)

    def said(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where it says something as a fact: not "will be opened", not "to open"."""
        for match in pattern.finditer(self.words):
            before = self.words[: match.start()]
            unreal = _UNREAL.search(before) or _EXPECTED.search(before) or _anew().search(before)
            if not unreal and not match[0].isupper():
                yield match


def suggest(words: str, promise: str = "") -> Suggested:
    """Suggest what a passage reports of a promise.

    Args:
        words: What is quoted, as people read it; the words that decide are words of it.
        promise: What was promised; without it nothing can be told.
    """
    promised = read_promise(promise)
    clauses = [
        _Clause(part, frozenset(names_of(part)), promised)
        for part in map(str.strip, _CLAUSE.split(words))
        if part
    ]
    if words.rstrip().endswith("?") or not promised.names or _by_others(words, promise):
        return _UNCLEAR
    for tell in (_changed, _not_yet, _counted, _step, _held, _done, _anew_said):
        for clause in clauses:
            if suggested := tell(clause):
                return suggested
    return _UNCLEAR


def _by_others(words: str, promise: str) -> bool:
    """Whether it is reported of somebody else than those who promised."""
    start = words[_LEADING.match(words).end() :]  # type: ignore[union-attr]
    match = re.match(rf"(?:[A-Z][\w'’]+ )*{_others().pattern}", start, re.IGNORECASE)
    joined = match and re.match(r",? and\b", start[match.end() :])
    return bool(match and not joined and match[0].split()[-1].lower() not in promise.lower())


def _changed(clause: _Clause) -> Suggested | None:
    """That it was dropped, put off, or done otherwise."""
    own = read_names(clause.promised)
    if clause.about_it:
        for match in _reversed().finditer(clause.words):
            if not own & set(names_of(match[0])):
                return Suggested(Relation.CHANGED, match[0])
        if cut := _TARGET_CUT.search(clause.words):
            return Suggested(Relation.CHANGED, cut[0])
    return None


def read_names(promised: Promised) -> frozenset[str]:
    """The names of a promise that a word of dropping or of a step may not be one of."""
    return promised.names


def _not_yet(clause: _Clause) -> Suggested | None:
    match = _NOT_YET.search(clause.words)
    return Suggested(Relation.UNCLEAR, match[0]) if match else None


def _counted(clause: _Clause) -> Suggested | None:
    """Set a figure beside the promised one: reached, or on the way."""
    promised = clause.promised
    if "hold" in promised.kinds or _EXPECTED.search(clause.words):
        return None
    for one in amounts_in(clause.words):
        if _anew().search(clause.words[: one.start]):
            continue
        for goal in promised.amounts:
            if one.unit == goal.unit and _comparable(one, goal, clause):
                reached = one.value <= goal.value if _at_most(goal, promised) else one.value >= goal.value  # fmt: skip
                return Suggested(Relation.DONE if reached else Relation.PROGRESS, one.words)
    return None


def _at_most(goal: Amount, promised: Promised) -> bool:
    return False


def _comparable(one: Amount, goal: Amount, clause: _Clause) -> bool:
    """Whether two figures measure the same."""
    promised, before = clause.promised, clause.words[: one.start]
    if one.value == goal.value and one.value >= 100 and _PASSED.search(before):
        return True
    if goal.unit == "%":
        for kind in ("lower", "raise"):
            if kind in promised.kinds:
                return clause.of_it and any(clause.said(_reported(kind)))
        return clause.of_it
    if goal.unit == "£" or not (one.of & goal.of):
        return False
    if "recruit" in promised.kinds or "pay" in promised.kinds:
        gained = any(clause.said(_reported("recruit"))) or _MORE.search(clause.words)
        return bool(gained)
    return bool(promised.kinds) or bool(_TOTAL.search(before))


def _step(clause: _Clause) -> Suggested | None:
    """Something on the way to it."""
    if not (clause.promised.core & clause.names) or "hold" in clause.promised.kinds:
        return None
    own = read_names(clause.promised)
    for match in clause.said(_steps()):
        if not own & set(names_of(match[0])):
            return Suggested(Relation.PROGRESS, match[0])
    return None


def _held(clause: _Clause) -> Suggested | None:
    """What was to be kept or frozen: whether it was."""
    promised = clause.promised
    if "hold" not in promised.kinds or not clause.of_it:
        return None
    against = _broken("frozen" if promised.frozen else "kept")
    for match in against.finditer(clause.words):
        before = clause.words[: match.start()]
        if none := _NONE.search(before):
            return Suggested(Relation.DONE, clause.words[none.start() : match.end()])
        if not _UNREAL.search(before) and not _anew().search(before):
            return Suggested(Relation.CHANGED, match[0])
    for match in clause.said(_reported("hold")):
        return Suggested(Relation.DONE, match[0])
    return None


def _done(clause: _Clause) -> Suggested | None:
    """That the thing itself is there, or that what was to fall or rise did."""
    promised = clause.promised
    if _NONE.search(clause.words):
        return None
    for kind in sorted(promised.kinds - {"hold"}):
        for match in clause.said(_reported(kind)):
            if kind == "pay":
                if "£" in clause.words and len(promised.names & clause.names) > 0:
                    return Suggested(Relation.DONE, match[0])
            elif kind in ("lower", "raise"):
                if clause.of_it or (promised.priced and promised.names & clause.names):
                    done = promised.priced
                    return Suggested(Relation.DONE if done else Relation.PROGRESS, match[0])
            elif _is_of(match, clause):
                part = (promised.whole and not _ALL.search(clause.words)) or any(
                    goal.of & promised.core and goal.unit == "" for goal in promised.amounts
                )
                return Suggested(Relation.PROGRESS if part else Relation.DONE, match[0])
    return None


def _is_of(match: re.Match[str], clause: _Clause) -> bool:
    """Whether a verb of a report has the promised thing for its object, or for its subject."""
    promised, words = clause.promised, clause.words
    before = frozenset(names_of(words[: match.start()]))
    thing = frozenset(noun_phrase(words[match.end() :]))
    if _PASSIVE.search(words[: match.start()]) or not thing:
        return _names(promised, before)
    if _names(promised, thing):
        return True
    return _names(promised, before) and bool(thing & promised.names)


def _names(promised: Promised, names: frozenset[str]) -> bool:
    return promised.head in names or len(promised.core & names) > 1


def _anew_said(clause: _Clause) -> Suggested | None:
    if not clause.about_it:
        return None
    if said := _anew().search(clause.words):
        return Suggested(Relation.REPEATED, said[0])
    item = _ITEM.match(clause.words)
    if item and (item["no"] or is_action(item["verb"].lower())):
        return Suggested(Relation.REPEATED, item["no"] or item["verb"])
    return None


@cache
def _reported(kind: str) -> re.Pattern[str]:
    return any_phrase(relation_words().kinds[kind].reported)


@cache
def _broken(what: str) -> re.Pattern[str]:
    return any_phrase(relation_words().broken[what])


@cache
def _reversed() -> re.Pattern[str]:
    return any_phrase(relation_words().reversed)


@cache
def _steps() -> re.Pattern[str]:
    return any_phrase(relation_words().steps)


@cache
def _others() -> re.Pattern[str]:
    return any_phrase(relation_words().others)


@cache
def _anew() -> re.Pattern[str]:
    return any_phrase(relation_words().anew)

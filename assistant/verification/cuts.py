"""Which part of a sentence may be cut out, and the rest still be said by it?

Each kind below is a part that adds to a sentence and takes nothing from it. What limits a sentence
(a condition, a "not", "only", who says it, the "that …" which tells which ones) is never of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word

__all__ = ["TITLES", "Cut", "is_safe"]

TITLES = frozenset(
    {"polic", "crime", "commission", "pcc", "mr", "mrs", "ms", "dr", "constabl", "chief"}
)
"""Stems of what stands before a name and says who that is."""
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = _ARTICLES | {"its", "his", "her", "their", "this", "these", "those", "each", "every"}
_LIMITS = frozenset(
    {"if", "unless", "only", "except", "provided", "until", "but", "although", "though", "once",
     "whether", "than", "without", "solely", "where", "condition", "possible", "apart", "subject"}
)  # fmt: skip
"""No part with one of these is cut out."""
_RELATIVE = frozenset({"which", "who", "whom", "whose"})
_ADDING = frozenset(
    {"in", "on", "at", "during", "after", "since", "as", "across", "among", "including", "such",
     "like", "using", "alongside", "with", "so", "because", "for", "under", "before", "through",
     "within", "over"}
)  # fmt: skip
"""A part between commas may begin with one of these."""
_FRONTED = frozenset(
    {"in", "on", "at", "during", "after", "since", "as", "earlier", "also", "together"}
)
_ENDING = frozenset(
    {
        "during",
        "since",
        "after",
        "before",
        "so",
        "because",
        "including",
        "such",
        "alongside",
        "using",
    }
)
"""What follows these at the end of a sentence tells more, and not which ones."""
_PLACES = frozenset({"in", "across", "throughout", "of", "for"})
_WHOLE = frozenset({"hertfordshire", "county"})
"""What every such document speaks of: to leave it out changes no place."""
_TOGETHER = frozenset(
    {"both", "between", "together", "jointly", "either", "neither", "among", "of"}
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_HE_OR_IT = frozenset({"he", "she", "it", "they"})
_CARRIED = frozenset({"also", "therefore", "too"})
_TOLD = frozenset(
    {"say", "said", "call", "claim", "believ", "think", "thought", "argu", "accord", "hope",
     "explain", "told", "tell", "find", "suggest", "view", "report", "announc", "promis", "ask",
     "want", "warn", "expect", "that"}
)  # fmt: skip
_MOST_LISTED = 20
"""Whole numbers up to this count what a list names; larger ones do so rarely."""
_SUBJECT_ENDS = 4
_MOST_ADJECTIVES = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a sentence that is left out: the words from one place up to another."""

    words: Sequence[Word]
    first: int
    last: int
    """One past the last word that is left out."""

    @property
    def inside(self) -> Sequence[Word]:
        """The words left out."""
        return self.words[self.first : self.last]

    @property
    def before(self) -> Sequence[Word]:
        """What stands before them, whether or not the claim has it all."""
        return self.words[: self.first]

    @property
    def after(self) -> Sequence[Word]:
        """What stands after them."""
        return self.words[self.last :]

    @property
    def marks(self) -> tuple[str, str]:
        """The marks before the first word left out and before the next that is kept."""
        closing = self.after[0].mark if self.after else "."
        return self.inside[0].mark, closing

    def begins(self, *words: str) -> bool:
        """Whether the part begins with these words."""
        return tuple(word.lower for word in self.inside[: len(words)]) == words


def is_safe(cut: Cut) -> bool:
    """Say whether what is left is still said by the sentence."""
    if _is_title(cut) or _is_from(cut):
        return True
    if _is_parallel(cut) or _is_more_said(cut):
        return True
    if _limits(cut.inside):
        return False
    if not cut.before:
        return _is_opening(cut)
    if not cut.after:
        return _is_ending(cut)
    return _is_inserted(cut) or _is_adverb(cut) or _is_adjective(cut) or _is_first_verb(cut)


def _limits(words: Sequence[Word]) -> bool:
    lists = claim_lists()
    return any(word.lower in _LIMITS or word.stem in lists.negations for word in words)


def _tells(words: Sequence[Word]) -> bool:
    lists = claim_lists()
    return any(word.stem in _TOLD or word.stem in lists.soft for word in words)


def _ranks(words: Sequence[Word]) -> bool:
    """Whether something is the first, the lowest, all or most of those at a place or a time."""
    lists = claim_lists()
    return any(
        word.stem in lists.amounts or (word.stem.endswith("th") and word.figure)
        or word.lower.endswith("est")
        for word in words
    )  # fmt: skip


def _is_title(cut: Cut) -> bool:
    """ "Police and Crime Commissioner (PCC)" before a name, or "(PCC)" after the title."""
    if all(word.stem == "pcc" and word.mark == "(" for word in cut.inside):
        return True
    titled = all(word.stem in TITLES or word.lower in {"and", "the"} for word in cut.inside)
    alone = not cut.before or cut.before[-1].stem not in TITLES | claim_lists().roles
    ends = cut.inside[-1].stem in TITLES - {"polic", "crime", "chief"}
    follows = bool(cut.after) and cut.after[0].name and cut.after[0].stem not in TITLES
    return titled and alone and ends and follows and cut.after[0].mark in ("", ")")


def _is_from(cut: Cut) -> bool:
    """ "From £5" before "to £7": what it becomes is kept."""
    return (
        cut.begins("from")
        and bool(cut.before)
        and 2 <= len(cut.inside) <= 3
        and all(word.figure for word in cut.inside[1:])
        and len(cut.after) > 1
        and cut.after[0].lower == "to"
        and cut.after[1].figure
    )


def _is_opening(cut: Cut) -> bool:
    inside, after = cut.inside, cut.after
    if not after:
        return False
    opening, closing = cut.inside[0].lower, after[0].mark
    if opening in _FRONTED and not _tells_view(inside):
        timed = len(inside) > 1 and all(_of_date(word) for word in inside[1:])
        if after[0].lower in _HE_OR_IT and not _has_verb(inside):
            return not any(word.mark for word in inside)
        placed = len(inside) == 2 and inside[1].lower in _WHOLE and not _ranks(after)
        reasons = cut.begins("for", "these", "reasons")
        if (closing == "," and len(inside) > 1) or timed or placed or reasons:
            commas = sum(word.mark == "," for word in inside)
            return (commas == 0 and not _ranks(after[:_SUBJECT_ENDS])) or timed
    if cut.begins("earlier", "in", "the", "year"):
        return len(inside) == 4
    if _is_reported(cut):
        return True
    return _is_other_clause(cut)


def _of_date(word: Word) -> bool:
    return word.time or word.stem.isdigit() or word.lower.endswith("day")


def _tells_view(words: Sequence[Word]) -> bool:
    return any(word.stem in _TOLD - {"report"} or word.lower in _RELATIVE for word in words)


def _is_reported(cut: Cut) -> bool:
    """ "This article reports that …", "it was announced that …": told as so, by nobody's view."""
    words = [word.lower for word in cut.inside]
    if words[-1] != "that":
        return False
    if words[-4:-1] in (["it", "was", "announced"], ["it", "was", "reported"]):
        return True
    documents = claim_lists().documents
    return any(word.stem in documents for word in cut.inside[:2]) and words[-2] in (
        "reports", "says", "said", "states",
    )  # fmt: skip


def _is_other_clause(cut: Cut) -> bool:
    """A sentence of its own before "and", a semicolon, a colon, "when" or a bracket."""
    inside, after = cut.inside, cut.after
    if _tells(inside) or any(word.lower in _RELATIVE for word in inside):
        return False
    if after[0].lower not in _DETERMINERS | _HE_OR_IT | {"for", "at", "no"} and not (
        after[0].name or after[0].figure
    ):
        return after[0].mark == ":" and not after[0].lower.endswith("ing") and _has_verb(after)
    if after[0].mark in (";", ":"):
        return _has_verb(after)
    joined = inside[-1].lower == "and" and inside[-1].mark == ","
    commas = sum(word.mark == "," for word in inside[:-1])
    fronted = inside[0].lower in _FRONTED and commas == 1
    return joined and _has_verb(inside) and _has_verb(after) and (not commas or fronted)


def _has_verb(words: Sequence[Word]) -> bool:
    return any(
        word.lower in _BEING | {"has", "have", "had", "will", "can"} or word.lower.endswith("ed")
        for word in words
    )


def _is_ending(cut: Cut) -> bool:
    inside, before = cut.inside, cut.before
    first, mark = inside[0], inside[0].mark
    if any(word.lower == "not" for word in inside):
        return False
    if mark == ":":
        return True
    if mark in (",", ";", "–", "("):
        if _is_clause_after_and(inside):
            return True
        if first.lower in _RELATIVE | _ADDING | {"and", "while", "to"} or first.lower.endswith(
            "ing"
        ):
            return not (first.lower == "and" and _names_all(cut))
        return not _names_all(cut) and first.lower != "or"
    if first.lower in _ENDING:
        return not _ranks(before)
    if first.lower == "and":
        return not _names_all(cut)
    if first.lower == "to":
        return before[-1].time
    if first.lower == "with":
        near = {word.lower for word in before[-4:]}
        return bool(near & {"a", "an", "one"}) and not _limits(before)
    return _is_everywhere(cut)


def _is_clause_after_and(words: Sequence[Word]) -> bool:
    """ "And it is …": a sentence of its own, and no last item of a list."""
    if words[0].lower != "and" or len(words) < _SUBJECT_ENDS:
        return False
    begins = words[1].lower in _HE_OR_IT
    return begins or (words[1].lower in _DETERMINERS | {"at"} and _has_verb(words[2:7]))


def _is_everywhere(cut: Cut) -> bool:
    """ "Across Hertfordshire", of what is no comparison with elsewhere."""
    words = [word for word in cut.inside if word.lower not in _ARTICLES]
    return (
        len(words) == 2
        and words[0].lower in _PLACES - {"of"}
        and words[1].lower in _WHOLE
        and not _ranks(cut.before)
    )


def _names_all(cut: Cut) -> bool:
    """Whether what is left out may be one of those that a list names in full or counts."""
    before = cut.before
    counted = any(
        (word.figure and word.stem.isdigit() and int(word.stem) <= _MOST_LISTED) or
        (word.figure and not word.time and word.stem.isdigit() and word in before[-3:])
        for place, word in enumerate(before)
        if not (before[place + 1 : place + 2] and before[place + 1].time)
    )  # fmt: skip
    joined = any(word.lower in _TOGETHER - {"of"} for word in before)
    being = any(word.lower in _BEING for word in before[-8:])
    return counted or joined or being


def _is_inserted(cut: Cut) -> bool:
    """A part between commas or brackets that tells more of what stands before it."""
    opening, closing = cut.marks
    first = cut.inside[0].lower
    if (opening, closing) == ("(", ")"):
        return True
    if opening != "," or closing not in (",", ")", ";", "–"):
        return False
    if cut.after[0].lower in ("and", "or") and first not in _RELATIVE | _ADDING:
        return False
    if cut.after[0].lower in _BEING | {"has", "had", "have", "said", "will", "would"}:
        return not any(word.mark for word in cut.inside[1:])
    listed = first in ("including", "among", "such")
    if not listed and any(word.mark == "," for word in cut.inside[1:]):
        return False
    opens = first in _DETERMINERS | _RELATIVE | _ADDING
    return opens or first.endswith(("ing", "ly"))


def _is_parallel(cut: Cut) -> bool:
    """One of several deeds in a row: "(to do A and) to do B", "does A, (does B,) and does C"."""
    inside, after = cut.inside, cut.after
    if not cut.before or not after or any(word.lower in _LIMITS for word in inside):
        return False
    first, commas = inside[0].lower, sum(word.mark == "," for word in inside[1:])
    if first == "to":
        steps = sum(word.lower == "to" for word in inside)
        joined = inside[-1].lower == "and" and after[0].lower == "to"
        next_to = after[0].lower == "to" and after[0].mark == ","
        and_to = [word.lower for word in after[:2]] == ["and", "to"] and inside[0].mark == ","
        return steps == commas + 1 and (joined or next_to or and_to)
    if commas or inside[0].mark != "," or len(inside) < 3 or len(after) < 3:
        return False
    alike = any(w.endswith("s") and not w.endswith("ss") for w in (first,)) and after[
        1
    ].lower.endswith("s")
    verbs = inside[1].lower in _DETERMINERS and after[2].lower in _DETERMINERS
    return after[0].lower == "and" and after[0].mark == "," and alike and verbs


def _is_more_said(cut: Cut) -> bool:
    """What somebody also said: "said (A, and) that B", "said A (and that B)", "did A (and said B)"."""
    inside, after, before = cut.inside, cut.after, cut.before
    if not before:
        return False
    if not after:
        saying = (
            inside[0].lower == "and" and len(inside) > 1 and inside[1].lower in ("that", "said")
        )
        return (
            (saying
            and any(word.stem in _TOLD for word in before))
            or (saying
            and inside[1].lower == "said")
        )
    telling = before[-1].lower in ("said", "says", "explained", "told")
    if not telling or any(word.lower in _LIMITS | {"that"} for word in inside):
        return False
    return after[0].lower == "that" and (after[0].mark == "," or inside[-1].lower == "and")


def _is_adverb(cut: Cut) -> bool:
    words = [word.lower for word in cut.inside]
    helper = cut.before[-1].lower
    if words in (["in", "future"], ["now"]):
        return helper in ("will", "would")
    if words == ["already"]:
        return helper == "had"
    return len(words) == 1 and words[0] in _CARRIED


def _is_adjective(cut: Cut) -> bool:
    """One or two words between "a" and what they tell of."""
    lists = claim_lists()
    if len(cut.inside) > _MOST_ADJECTIVES or cut.before[-1].lower not in ("a", "an"):
        return False
    return not any(
        word.figure or word.name or word.mark or word.lower in _ADDING
        or word.stem in lists.amounts | lists.roles | lists.soft | lists.grammar
        for word in (*cut.inside, cut.after[0])
    )  # fmt: skip


def _is_first_verb(cut: Cut) -> bool:
    """ "Volunteers help X and gain Y": what the subject does first, where both verbs are alike."""
    if cut.first > _SUBJECT_ENDS or cut.inside[-1].lower != "and":
        return False
    if _tells(cut.inside) or any(
        word.lower in _RELATIVE | {"that", "when"} or word.mark for word in cut.inside
    ):
        return False
    verb, other = cut.inside[0].lower, cut.after[0].lower
    subject = all(w.name or w.lower in _DETERMINERS or w.stem in TITLES for w in cut.before[:-1])
    return subject and verb.endswith("ed") and other.endswith("ed")

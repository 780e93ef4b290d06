"""Which part of a sentence may be cut out, and the rest still be said by it?

Each kind below is a part that adds to a sentence and takes nothing from it. What limits a sentence
(a condition, a "not", "only", who says it, the "that …" which tells which ones) is never of them.
"""

from collections.abc import Sequence

from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word
from assistant.verification.cut_parts import (
    BEING,
    LIMITS,
    TOLD,
    Cut,
    has_verb,
    limits,
    names_all,
    of_date,
    ranks,
    tells,
)

__all__ = ["TITLES", "is_safe"]

TITLES = frozenset(
    {"polic", "crime", "commission", "pcc", "mr", "mrs", "ms", "dr", "constabl", "chief"}
)
"""Stems of what stands before a name and says who that is."""
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = _ARTICLES | {"its", "his", "her", "their", "this", "these", "those", "each", "every"}
_RELATIVE = frozenset({"which", "who", "whom", "whose"})
_ADDING = frozenset(
    {"in", "on", "at", "during", "after", "since", "as", "across", "among", "including", "such",
     "like", "using", "alongside", "with", "so", "because", "for", "under", "before", "through",
     "within", "over"}
)  # fmt: skip
"""A part between commas may begin with one of these."""
_FRONTED = frozenset({"in", "on", "at", "during", "after", "since", "as", "also", "together"})
_ENDING = frozenset(
    {"since", "after", "before", "so", "because", "including", "such", "alongside", "using"}
)
"""What follows these at the end of a sentence tells more, and not which ones."""
_PLACES = frozenset({"in", "across", "throughout", "of", "for"})
_WHOLE = frozenset({"county"})
"""What every such document speaks of: to leave it out changes no place."""
_HE_OR_IT = frozenset({"he", "she", "it", "they"})
_CARRIED = frozenset({"also", "therefore", "too"})
_SUBJECT_ENDS = 4
_MOST_ADJECTIVES = 2


def is_safe(cut: Cut) -> bool:
    """Say whether what is left is still said by the sentence."""
    if _is_title(cut) or _is_from(cut):
        return True
    if _is_parallel(cut) or _is_more_said(cut):
        return True
    if limits(cut.inside):
        return False
    if not cut.before:
        return _is_opening(cut)
    if not cut.after:
        return _is_ending(cut)
    return _is_inserted(cut) or _is_adverb(cut) or _is_adjective(cut) or _is_first_verb(cut)


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
    if not cut.after:
        return False
    return _is_fronted(cut) or _is_reported(cut) or _is_other_clause(cut)


def _is_fronted(cut: Cut) -> bool:
    """When or where, before the subject: "In May 2015", "In the county", "For these reasons"."""
    inside, after = cut.inside, cut.after
    if cut.begins("for", "these", "reasons") or cut.begins("earlier", "in", "the", "year"):
        return len(inside) <= _SUBJECT_ENDS
    if inside[0].lower not in _FRONTED or tells(inside) or len(inside) < 2:
        return False
    if all(of_date(word) for word in inside[1:]):
        return True
    if len(inside) == 2 and inside[1].lower in _WHOLE:
        return not ranks(after)
    if any(word.mark or word.name for word in inside[1:]) or ranks(inside):
        return False
    if after[0].lower in _HE_OR_IT and not has_verb(inside):
        return True
    return after[0].mark == "," and not ranks(after[:_SUBJECT_ENDS])


def _is_reported(cut: Cut) -> bool:
    """ "This article reports that …", "it was announced that …": told as so, by nobody's view."""
    words = [word.lower for word in cut.inside]
    if cut.begins("as", "reported") and cut.after[0].mark == ",":
        return not any(word.mark for word in cut.inside)
    if words[-4:] in (["it", "was", "announced", "that"], ["it", "was", "reported", "that"]):
        return True
    documents = claim_lists().documents
    named = any(word.stem in documents for word in cut.inside[:2])
    verb = words[-2:][0] if words[-1] == "that" else words[-1]
    return named and verb in ("reports", "says", "said", "states")


def _is_other_clause(cut: Cut) -> bool:
    """A sentence of its own before "and", a semicolon, a colon, "when" or a bracket."""
    inside, after = cut.inside, cut.after
    if tells(inside) or any(word.lower in _RELATIVE for word in inside):
        return False
    if after[0].lower not in _DETERMINERS | _HE_OR_IT | {"for", "at", "no"} and not (
        after[0].name or after[0].figure
    ):
        return after[0].mark == ":" and not after[0].lower.endswith("ing") and has_verb(after)
    if after[0].mark in (";", ":"):
        return True
    joined = inside[-1].lower == "and" and inside[-1].mark == ","
    commas = sum(word.mark == "," for word in inside[:-1])
    fronted = inside[0].lower in _FRONTED and commas == 1
    return joined and has_verb(inside) and has_verb(after) and (not commas or fronted)


def _is_ending(cut: Cut) -> bool:
    inside = cut.inside
    first, mark = inside[0], inside[0].mark
    if mark == ":":
        return True
    if _is_by_whom(cut) or (first.lower == "and" and names_all(cut)):
        return _is_clause_after_and(inside) and not _is_by_whom(cut)
    if mark in (",", ";", "–", "("):
        adding = first.lower in _RELATIVE | _ADDING | {"and", "while", "to"}
        return adding or first.lower.endswith("ing") or not names_all(cut)
    return _is_bare_ending(cut)


def _is_bare_ending(cut: Cut) -> bool:
    """An ending with no comma before it, by the word that it begins with."""
    first, before = cut.inside[0].lower, cut.before
    if limits(before):
        return False
    if first in _ENDING:
        return not ranks(before) and not any(word.lower in ("will", "would") for word in before)
    if first == "and":
        return not (before[-1].name and cut.inside[1:] and cut.inside[1].name)
    if first == "to":
        return before[-1].time
    if first == "with":
        return bool({word.lower for word in before[-4:]} & {"a", "an", "one"})
    return _is_everywhere(cut)


def _is_by_whom(cut: Cut) -> bool:
    """Whether the part says whose view the rest is, or that it is so at most or in part."""
    inside, lists = cut.inside, claim_lists()
    if inside[0].lower in _RELATIVE:
        return False
    telling = inside[-1].stem in TOLD or "accord" in {word.stem for word in inside}
    viewed = inside[0].lower in ("as", "in", "for") and tells(inside)
    few = len(inside) <= _SUBJECT_ENDS and any(word.stem in lists.amounts for word in inside)
    return telling or viewed or few or inside[0].lower in ("or", "not")


def _is_clause_after_and(words: Sequence[Word]) -> bool:
    """ "And it is …": a sentence of its own, and no last item of a list."""
    if words[0].lower != "and" or len(words) < _SUBJECT_ENDS:
        return False
    begins = words[1].lower in _HE_OR_IT | {"to"}
    return begins or (words[1].lower in _DETERMINERS | {"at"} and has_verb(words[2:7]))


def _is_everywhere(cut: Cut) -> bool:
    """ "Across the county", of what is no comparison with elsewhere."""
    words = [word for word in cut.inside if word.lower not in _ARTICLES]
    return (
        len(words) == 2
        and words[0].lower in _PLACES - {"of"}
        and words[1].lower in _WHOLE
        and not ranks(cut.before)
    )


def _is_inserted(cut: Cut) -> bool:
    """A part between commas or brackets that tells more of what stands before it."""
    opening, closing = cut.marks
    first = cut.inside[0].lower
    if _is_by_whom(cut):
        return False
    if (opening, closing) == ("(", ")"):
        return True
    if opening != "," or closing not in (",", ")", ";", "–"):
        return False
    if cut.after[0].lower in ("and", "or") and first not in _RELATIVE | _ADDING:
        return False
    if cut.after[0].lower in BEING | {"has", "had", "have", "said", "will", "would"}:
        return not any(word.mark for word in cut.inside[1:])
    listed = first in ("including", "among", "such")
    if not listed and any(word.mark == "," for word in cut.inside[1:]):
        return False
    opens = first in _DETERMINERS | _RELATIVE | _ADDING
    return opens or first.endswith(("ing", "ly"))


def _is_parallel(cut: Cut) -> bool:
    """One of several deeds in a row: "(to do A and) to do B", "does A, (does B,) and does C"."""
    inside, after = cut.inside, cut.after
    if not cut.before or not after or any(word.lower in LIMITS for word in inside):
        return False
    commas = sum(word.mark == "," for word in inside[1:])
    following = [word.lower for word in after[:2]]
    if inside[0].lower == "to":
        steps = sum(word.lower == "to" for word in inside)
        joined = inside[-1].lower == "and" and following[0] == "to"
        listed = following[0] == "to" and after[0].mark == ","
        last = following == ["and", "to"] and inside[0].mark == ","
        return steps == commas + 1 and (joined or listed or last)
    if commas or inside[0].mark != "," or len(inside) < 3 or len(after) < 3:
        return False
    verbs = all(word.lower.endswith("s") for word in (inside[0], after[1]))
    objects = all(word.lower in _DETERMINERS for word in (inside[1], after[2]))
    return following[0] == "and" and after[0].mark == "," and verbs and objects


def _is_more_said(cut: Cut) -> bool:
    """What somebody also said: "said (A, and) that B", "said A (and that B)", "did A (and said B)"."""
    inside, after, before = cut.inside, cut.after, cut.before
    if not before:
        return False
    if not after:
        joined = [word.lower for word in inside[:2]]
        told = any(word.stem in TOLD for word in before)
        return joined == ["and", "said"] or (told and joined == ["and", "that"])
    telling = before[-1].lower in ("said", "says", "explained", "told")
    if not telling or any(word.lower in LIMITS | {"that"} for word in inside):
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
    if tells(cut.inside) or any(
        word.lower in _RELATIVE | {"that", "when"} or word.mark for word in cut.inside
    ):
        return False
    verb, other = cut.inside[0].lower, cut.after[0].lower
    subject = all(w.name or w.lower in _DETERMINERS or w.stem in TITLES for w in cut.before[:-1])
    return subject and verb.endswith("ed") and other.endswith("ed")

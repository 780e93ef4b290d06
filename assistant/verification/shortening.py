"""Is a claim its sentence made shorter? Nothing in another order, nothing left out that limits it.

A claim may leave out whole parts of a sentence, adjectives, and what comes after; it may not leave
out whom a thing is said of, a condition, or who says it. Words alone cannot tell a true sentence in
another order from a false one ("A pays B", "B pays A"), so another order fails, however true.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word, words_in

__all__ = ["shortens"]

_TURNING = frozenset(
    {"if", "unless", "only", "except", "provided", "until", "but", "although", "though", "once"}
)
"""Parts that begin with these may not be left out."""
_LIMITING = frozenset({"only", "nearly", "partly", "mainly", "mostly", "hardly", "likely", "early"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "there", "mr", "mrs"})
_SAID = frozenset({"said", "told", "froze", "made", "gave", "set", "took", "held", "put", "spoke"})
_SUBJECT_ENDS = 6
"""Words in which the subject of a sentence stands."""
_OPENING = frozenset(
    {"in", "on", "at", "by", "from", "for", "since", "with", "under", "until", "during", "after",
     "before", "as", "across", "over", "this", "each", "every", "last", "next", "according", "and"}
)  # fmt: skip
_JOINING = frozenset(
    {"that", "so", "to", "whether", "which", "who", "and", "but", "while", "whereas"}
)
_TITLES = frozenset(
    {"polic", "crime", "commission", "pcc", "mr", "mrs", "ms", "dr", "chief", "constabl"}
)
_UNSAFE = 1_000
_MODIFIERS = 3
"""Adjectives that may be left out before a word."""
_CONDITIONS = frozenset(
    {
        "if",
        "unless",
        "only",
        "except",
        "provided",
        "until",
        "than",
        "without",
        "whether",
        "once",
        "among",
        "where",
        "when",
        "possible",
        "partly",
        "mainly",
        "mostly",
    }
)
_BEING = frozenset({"is", "are", "was", "were", "been", "be", "being"})
_MOVABLE = frozenset({"in", "for", "from", "at", "under", "on", "across", "during", "after"})
_SWAPPED = 2
"""Places by which a figure may move: "a 5% rise", "a rise of 5%"."""
_ENDING = frozenset(
    {"in", "at", "during", "since", "before", "after", "under", "through", "within", "as", "so",
     "because", "across", "over", "including", "such", "like", "using", "alongside", "next"}
)  # fmt: skip
"""With these begins what may be left out at the end of a part."""
_PREPOSITIONS = _ENDING | {"of", "to", "for", "from", "with", "by", "on", "against", "between"}
_RELATIVE = frozenset({"who", "which", "whom", "whose"})
_WITHIN = frozenset({"in", "at", "among", "across", "near", "during", "between", "within"})
_TOLD = frozenset(
    {"say", "said", "call", "claim", "believ", "think", "thought", "argu", "accord", "hope",
     "explain", "told", "describ", "find", "found", "expect", "suggest", "view"}
)  # fmt: skip


def shortens(aligned: Alignment) -> bool:
    """Say whether a claim is the sentence with nothing but safe parts left out."""
    return _Shortening(aligned).holds()


class _Shortening:
    def __init__(self, aligned: Alignment) -> None:
        self._words = aligned.unit.words
        self._claimed = {word.stem for word in words_in(aligned.beside)}
        self._aligned = aligned
        self._items = aligned.unit.items
        years = {w.stem for w in aligned.unit.words if w.time and not w.stem.startswith("month")}
        self._dated = len(years) > 1
        """Whether it matters where a year stands."""
        self._said = {word.lower for word in aligned.words}
        lists = claim_lists()
        self._free = lists.grammar | lists.modals | {"pcc"}
        # Small words that the claim has are found by their neighbours, not by their own place.
        self._kept = self._claimed & (lists.amounts | lists.reporting)
        self._telling = (lists.reporting & _TOLD) | _TOLD

    def holds(self) -> bool:
        orders = _orders(self._aligned)
        return any(self._follows(order) for order in ([next(orders)] if self._dated else orders))

    def _follows(self, order: Sequence[int]) -> bool:
        """Whether the words, taken in an order, follow each other in the sentence too."""
        aligned = self._aligned
        told = [
            place
            for place in order
            if aligned.places.get(place) and (self._dated or not aligned.words[place].time)
        ]
        if not told:
            return False
        costs = {at: self._before(at) for at in aligned.places[told[0]]}
        for place in told[1:]:
            word = aligned.words[place]
            costs = {
                at: min(
                    (
                        cost + self._step(last, at, figure=word.figure)
                        for last, cost in costs.items()
                    ),
                    default=_UNSAFE,
                )
                for at in aligned.places[place]
            }
        return min(cost + self._after(at) for at, cost in costs.items()) < _UNSAFE

    def _step(self, last: int, at: int, *, figure: bool) -> int:
        if at == last:
            return 0
        if at > last:
            return self._between(last, at)
        near = last - at <= _SWAPPED and self._words[at].segment == self._words[last].segment
        return 0 if near and (figure or self._words[last].figure) else _UNSAFE

    def _told(self, stems: Sequence[int]) -> bool:
        """Whether words left out say whose view it is, and the claim does not."""
        left = any(self._words[at].stem in self._telling for at in stems)
        return left and not self._claimed & self._telling

    def _left(self, first: int, last: int) -> list[int]:
        """Return the words with meaning that are left out between two places."""
        words = self._words
        titled = last < len(words) and (words[last].name or words[last].stem in _TITLES)
        return [
            at
            for at in range(first, last)
            if not (titled and words[at].stem in _TITLES)
            and not (words[at].lower.endswith("ly") and words[at].lower not in _LIMITING)
            and self._words[at].stem not in self._free | self._kept
            and not self._words[at].time
        ]

    def _limits(self, first: int, last: int) -> bool:
        """Whether something left out says when or how far it holds."""
        limiting = claim_lists().negations | claim_lists().soft
        if any(a.lower == "one" and b.lower == "of" for a, b in pairwise(self._words[first:last])):
            return "one" not in self._said
        return any(
            (word.lower in _CONDITIONS or word.stem in limiting) and word.stem not in self._claimed
            for word in self._words[first:last]
        )

    def _before(self, at: int) -> int:
        part = self._words[at].segment
        left = self._left(0, at)
        here = [i for i in left if self._words[i].segment == part]
        if self._starts_item(at):
            return 0
        if self._limits(0, at) or self._told(left):
            return _UNSAFE
        if not (self._modify(here, at) or self._after_when(at)):
            return _UNSAFE
        if left and not self._may_open(at):
            return _UNSAFE
        before = [w for w in self._words[max(0, at - 2) : at] if w.segment == part]
        counted = any(
            (word.figure or word.stem in claim_lists().amounts) and word.stem not in self._claimed
            for word in self._words[:at]
        )
        bound = (left or counted) and any(word.lower == "of" for word in before)
        return _UNSAFE if bound else 0

    def _starts_item(self, at: int) -> bool:
        """Whether a word is the first of an item of a list."""
        items = self._items
        inside = [i for i in self._left(0, at) if items[i] == items[at]]
        return self._aligned.unit.is_list and not inside

    def _after_when(self, at: int) -> bool:
        """Whether all before a word is "in …" or "for …", and a subject follows it."""
        words = self._words
        subject = {words[at].lower, words[at - 1].lower if at else ""} & _SUBJECTS
        return bool(subject) and words[0].lower in _OPENING

    def _may_open(self, at: int) -> bool:
        """Whether what comes before a word is when or where, or a sentence of its own.

        Otherwise it holds whom the rest is said of: "Beacon, which the council runs, helps".
        """
        words = self._words
        own = words[at].segment
        documents = claim_lists().documents
        if any(word.stem in documents for word in words[:3]) and any(
            a.stem == "report" and b.lower == "that" for a, b in pairwise(words[: at + 1])
        ):
            return True
        for word in words[:at]:
            if word.lower in _RELATIVE | {"that"}:
                return False
            if word.lower in _JOINING and word.segment == own and word is not words[0]:
                return word.lower in ("and", "but", "while", "whereas")
        starts = {word.segment: word for word in reversed(words[:at])}
        starts.pop(own, None)
        titled = {
            part
            for part in starts
            if all(w.stem in _TITLES | self._free for w in words if w.segment == part)
        }
        return all(word.lower in _OPENING for part, word in starts.items() if part not in titled)

    def _between(self, last: int, at: int) -> int:
        left = self._left(last + 1, at)
        words = self._words
        if self._from_item_to_item(last, at) or self._shares_subject(last, at):
            return 0
        if not left:
            return 0 if not self._limits(last + 1, at) and self._modify([], at, last) else _UNSAFE
        if self._limits(last + 1, at):
            return _UNSAFE
        if words[last].segment == words[at].segment:
            return 0 if self._modify(left, at, last) else _UNSAFE
        ending = [i for i in left if words[i].segment == words[last].segment]
        heading = [i for i in left if words[i].segment == words[at].segment]
        bound = bool(ending) and words[last + 1].lower not in _ENDING
        bound |= self._of_another(last, at)
        if self._counts_more(last) and words[at].segment > words[last].segment + 1:
            return _UNSAFE
        return _UNSAFE if bound or not self._modify(heading, at, last) else 0

    def _from_item_to_item(self, last: int, at: int) -> bool:
        if not self._starts_item(at) or self._items[last] == self._items[at]:
            return False
        rest = self._left(last + 1, at)
        return self._items[last] < 0 or not [i for i in rest if self._items[i] == self._items[last]]

    def _shares_subject(self, last: int, at: int) -> bool:
        """Whether two verbs have one subject: "He called it good, and froze the budget"."""
        words = self._words
        part = words[at].segment
        first = next(i for i, word in enumerate(words) if word.segment == part)
        heads = at == first or (at == first + 1 and words[first].lower == "and")
        verb = words[at].lower.endswith(("ed", "s")) or words[at].lower in _SAID
        subject = words[last].segment == 0 or words[last].name
        opening = all(w.name or w.stem in _TITLES or w.stem in self._free for w in words[:last])
        told = any(w.stem in self._telling for w in words[last:at]) and "that" in {
            w.lower for w in words[last:at]
        }
        return heads and verb and subject and opening and not told and last < _SUBJECT_ENDS

    def _of_another(self, last: int, at: int) -> bool:
        """Whether "who …" is used, and whom it speaks of left out."""
        part = self._words[at].segment
        first = next(i for i, word in enumerate(self._words) if word.segment == part)
        return self._words[first].lower in _RELATIVE and first - 1 > last

    def _modify(self, left: Sequence[int], at: int, last: int = -1) -> bool:
        """Whether words left out stand before a word, with nothing between: adjectives.

        Amounts and names are none: "some certainty" is no certainty.
        """
        amounts, roles = claim_lists().amounts, claim_lists().roles
        near = [i for i in range(at - 1, max(-1, at - 1 - _MODIFIERS), -1)]
        if any(
            self._words[i].stem in amounts - self._claimed
            for i in near
            if self._words[i].segment == self._words[at].segment
        ):
            return False
        if any(self._words[i].figure for i in left):
            return False
        since = min(left, default=0)
        if any(w.figure and not w.time for w in self._words[max(last, since - 2, 0) : since]):
            return False
        window = self._words[max(last + 1, since - 2) : since]
        if any(word.lower in _PREPOSITIONS for word in window):
            return False
        titled = self._words[at].name
        if not titled and any(self._words[i].stem in roles or self._words[i].name for i in left):
            return False
        return len(left) <= _MODIFIERS and list(left) == list(range(at - len(left), at))

    def _after(self, at: int) -> int:
        words = self._words
        rest = [i for i in range(at + 1, len(words)) if words[i].segment == words[at].segment]
        left = [i for i in rest if i in self._left(at + 1, len(words))]
        if left and words[at + 1].lower not in _ENDING:
            return _UNSAFE
        if any(words[i].stem in claim_lists().amounts - self._claimed for i in rest[:2]):
            return _UNSAFE
        end = rest[-1] if rest else at
        if end + 1 < len(words) and words[end + 1].lower in _RELATIVE:
            if words[end + 1].segment == words[end].segment + 1:  # no comma
                return _UNSAFE
        if any(words[i].lower in _CONDITIONS or words[i].lower == "not" for i in rest):
            return _UNSAFE
        if {"jointly", "both", "together"} & {words[i].lower for i in range(at)} and at < end + 1:
            if end + 1 < len(words) and words[end + 1].lower == "and":
                return _UNSAFE
        if any(words[i].lower in _WITHIN for i in rest) and any(words[i].name for i in left):
            return _UNSAFE
        if self._counts_more(at):
            return _UNSAFE
        later = [word for word in words[at + 1 :] if word.segment > words[at].segment]
        return _UNSAFE if _conditional(later) else 0

    def _counts_more(self, at: int) -> bool:
        """Whether a number is of more than is said: "16 officers and staff"."""
        words = self._words
        counted = any(w.figure and not w.time for w in words[max(0, at - _MODIFIERS) : at])
        following = [w for w in words[at + 1 :] if w.segment == words[at].segment + 1]
        short = 1 < len(following) <= _MODIFIERS and following[0].lower in ("and", "or")
        return counted and short and not any(word.figure for word in following)


def _conditional(later: Sequence[Word]) -> bool:
    """Whether one of the parts that follow begins as a condition does."""
    seen: set[int] = set()
    for word in later:
        if word.segment not in seen and word.lower in _TURNING:
            return True
        seen.add(word.segment)
    return False


def _orders(aligned: Alignment) -> Iterator[tuple[int, ...]]:
    """Yield the places of the claim's words in the orders that say the same.

    As they stand; "B was done by A" as "A did B"; and with "in …" or "for …" at the other end.
    """
    content, words = tuple(aligned.content), aligned.words
    yield content
    for place, word in enumerate(words):
        if word.lower == "by" and place > 1 and not words[min(place + 1, len(words) - 1)].figure:
            verb = place - 1
            if {w.lower for w in words[max(0, verb - 2) : verb]} & _BEING:
                yield (
                    *(p for p in content if p > place),
                    verb,
                    *(p for p in content if p < verb),
                )
        if word.lower in _MOVABLE and place:
            yield (*(p for p in content if p > place), *(p for p in content if p < place))
    if words and words[-1].stem in _TOLD | claim_lists().reporting:  # "…, the report says"
        last = words[-1].segment
        yield (
            *(p for p in content if words[p].segment == last),
            *(p for p in content if words[p].segment != last),
        )
    if words and words[0].lower in _MOVABLE:
        first = words[0].segment
        yield (
            *(p for p in content if words[p].segment != first),
            *(p for p in content if words[p].segment == first),
        )

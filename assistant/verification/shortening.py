"""Is a claim its sentence made shorter? Nothing in another order, nothing left out that limits it.

A claim may leave out whole parts of a sentence, adjectives, and what comes after; it may not leave
out whom a thing is said of, a condition, or who says it. Words alone cannot tell a true sentence in
another order from a false one ("A pays B", "B pays A"), so another order fails, however true.
"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import words_in
from assistant.verification.cut_parts import is_conditional
from assistant.verification.cuts import TITLES
from assistant.verification.orders import TOLD, orders_of

__all__ = ["shortens"]

_LIMITING = frozenset({"only", "nearly", "partly", "mainly", "mostly", "hardly", "likely", "early"})
_OPENING = frozenset(
    {"in", "on", "at", "by", "from", "for", "since", "with", "under", "until", "during", "after",
     "before", "as", "across", "over", "this", "each", "every", "last", "next", "according", "and"}
)  # fmt: skip
_JOINING = frozenset(
    {"that", "so", "to", "whether", "which", "who", "and", "but", "while", "whereas"}
)
_MODIFIERS = 3
"""Adjectives that may be left out before a word."""
_CONDITIONS = frozenset(
    {"if", "unless", "only", "except", "provided", "until", "than", "without", "whether", "once",
     "among", "where", "when", "possible", "partly", "mainly", "mostly", "earliest", "latest"}
)  # fmt: skip
_LISTED = 6
"""Words from "were" to the end of the first that it names."""
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


def shortens(aligned: Alignment) -> bool:
    """Say whether a claim is the sentence with nothing but safe parts left out."""
    return _Shortening(aligned).holds()


class _Shortening:
    def __init__(self, aligned: Alignment) -> None:
        self._words = aligned.unit.words
        self._claimed = {word.stem for word in words_in(aligned.beside)}
        self._aligned = aligned
        years = {w.stem for w in aligned.unit.words if w.time and not w.stem.startswith("month")}
        self._dated = len(years) > 1
        """Whether it matters where a year stands."""
        self._said = {word.lower for word in aligned.words}
        lists = claim_lists()
        self._free = lists.grammar | lists.modals | {"pcc"}
        # Small words that the claim has are found by their neighbours, not by their own place.
        self._kept = self._claimed & (lists.amounts | lists.reporting)

    def holds(self) -> bool:
        if self._cuts_into_relative():
            return False
        orders = orders_of(self._aligned)
        return any(self._follows(order) for order in ([next(orders)] if self._dated else orders))

    def _cuts_into_relative(self) -> bool:
        """Whether of a part that begins with "who" or "which" some words are used, and not that."""
        words, used = self._words, self._aligned.segments
        return any(
            word.lower in _RELATIVE
            and word.segment in used
            and word.lower not in self._said
            and bool(word.mark)
            for word in words
        )

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
        reached = {at for at in aligned.places[told[0]] if self._before(at)}
        for place in told[1:]:
            figure = aligned.words[place].figure
            reached = {
                at
                for at in aligned.places[place]
                if any(self._step(last, at, figure=figure) for last in reached)
            }
        return any(self._after(at) for at in reached)

    def _step(self, last: int, at: int, *, figure: bool) -> bool:
        if at == last:
            return True
        if at > last:
            return self._between(last, at)
        near = last - at <= _SWAPPED and self._words[at].segment == self._words[last].segment
        return near and (figure or self._words[last].figure)

    def _told(self, stems: Sequence[int]) -> bool:
        """Whether words left out say whose view it is, and the claim does not."""
        left = any(self._words[at].stem in TOLD for at in stems)
        return left and not self._claimed & TOLD

    def _left(self, first: int, last: int) -> list[int]:
        """Return the words with meaning that are left out between two places."""
        words = self._words
        titled = last < len(words) and (words[last].name or words[last].stem in TITLES)
        return [
            at
            for at in range(first, last)
            if not (titled and words[at].stem in TITLES)
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

    def _before(self, at: int) -> bool:
        """Whether what stands before the first word may be left out."""
        part = self._words[at].segment
        left = self._left(0, at)
        here = [i for i in left if self._words[i].segment == part]
        if self._limits(0, at) or self._told(left):
            return False
        if self._words[0].lower in _WITHIN and any(self._words[i].name for i in left):
            return False  # elsewhere is not everywhere
        if not self._modify(here, at):
            return False
        if left and not self._may_open(at):
            return False
        before = [w for w in self._words[max(0, at - 2) : at] if w.segment == part]
        counted = any(
            (word.figure or word.stem in claim_lists().amounts) and word.stem not in self._claimed
            for word in self._words[:at]
        )
        bound = (left or counted) and any(word.lower == "of" for word in before)
        return not bound

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
            if all(w.stem in TITLES | self._free for w in words if w.segment == part)
        }
        return all(word.lower in _OPENING for part, word in starts.items() if part not in titled)

    def _between(self, last: int, at: int) -> bool:
        """Whether what stands between two words of the claim may be left out."""
        left = self._left(last + 1, at)
        words = self._words
        if not left:
            return not self._limits(last + 1, at) and self._modify([], at, last)
        if self._limits(last + 1, at) or self._tells_who(last, at):
            return False
        if words[last].segment == words[at].segment:
            return self._modify(left, at, last)
        ending = [i for i in left if words[i].segment == words[last].segment]
        heading = [i for i in left if words[i].segment == words[at].segment]
        bound = bool(ending) and words[last + 1].lower not in _ENDING
        bound |= self._of_another(last, at)
        if self._counts_more(last) and words[at].segment > words[last].segment + 1:
            return False
        return not bound and self._modify(heading, at, last)

    def _tells_who(self, last: int, at: int) -> bool:
        """Whether ", the Board said," is left out: then it is no more their view."""
        words = self._words
        ends = [words[i] for i in range(last + 1, at) if words[i + 1].mark]
        return any(w.stem in TOLD and w.stem not in self._claimed for w in ends)

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
        near = range(at - 1, max(-1, at - 1 - _MODIFIERS), -1)
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

    def _after(self, at: int) -> bool:
        """Whether what follows the last word may be left out."""
        words = self._words
        rest = [i for i in range(at + 1, len(words)) if words[i].segment == words[at].segment]
        left = [i for i in rest if i in self._left(at + 1, len(words))]
        if left and words[at + 1].lower not in _ENDING:
            return False
        if any(words[i].stem in claim_lists().amounts - self._claimed for i in rest[:2]):
            return False
        if any(words[i].lower in _CONDITIONS or words[i].lower == "not" for i in rest):
            return False
        if any(words[i].lower in _WITHIN for i in rest) and any(words[i].name for i in left):
            return False
        later = [word for word in words[at + 1 :] if word.segment > words[at].segment]
        members = self._counts_more(at) or self._drops_members(at)
        bound = self._binds_next(at, rest[-1] if rest else at)
        return not (members or bound or is_conditional(later))

    def _binds_next(self, at: int, end: int) -> bool:
        """Whether the next part tells which ones ("staff who …") or is the other of both."""
        words = self._words
        if end + 1 >= len(words):
            return False
        following = words[end + 1]
        if following.lower in _RELATIVE and following.segment == words[end].segment + 1:
            return True
        joined = {"jointly", "both", "together"} & {word.lower for word in words[:at]}
        return bool(joined) and following.lower == "and"

    def _drops_members(self, at: int) -> bool:
        """Whether "those invited were A, B and C" has become "those invited were A"."""
        words = self._words
        following = words[at + 1 :]
        if (
            not following
            or following[0].mark != ","
            or not {"are", "were"} & {word.lower for word in words[max(0, at - _LISTED) : at]}
        ):
            return False
        others = [word for word in following if word.mark == "," or word.lower == "and"]
        named = following[0].name or following[0].lower in ("the", "a", "an", "his", "her", "its")
        return named and len(others) > 1 and any(word.lower == "and" for word in others)

    def _counts_more(self, at: int) -> bool:
        """Whether a number is of more than is said: "16 officers and staff"."""
        words = self._words
        counted = any(w.figure and not w.time for w in words[max(0, at - _MODIFIERS) : at])
        following = [w for w in words[at + 1 :] if w.segment == words[at].segment + 1]
        short = 1 < len(following) <= _MODIFIERS and following[0].lower in ("and", "or")
        return counted and short and not any(word.figure for word in following)

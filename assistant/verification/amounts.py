"""How much, how many, and before or after when: the small words that make a sentence another."""

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists, paraphrases
from assistant.verification.claim_words import Word
from assistant.verification.sources import Unit

__all__ = ["amounts_differ", "loses_a_year"]

_LESSER = frozenset({"vice", "deputy", "assistant", "former", "acting", "shadow"})
_REACH = 3
"""Words before a figure in which what qualifies it stands."""


def amounts_differ(aligned: Alignment) -> bool:
    """Say whether a claim speaks of another amount or another time than a sentence."""
    words, unit, places = aligned.words, aligned.unit, aligned.places
    lists = claim_lists()
    both = f"{unit.stems}{unit.led_by}"
    changing = lists.amounts | lists.causes
    if any(w.stem in changing and not _stands(words, i, both) for i, w in enumerate(words)):
        return True
    for place, word in enumerate(words):
        if not word.figure or not places.get(place):
            continue
        line = lists.times if word.time else lists.qualifiers
        claimed = _qualifier(words, place, line)
        there = {_qualifier(unit.words, at, line) for at in places[place]}
        if claimed not in there:
            return True
    return any(_other_place(words, i, unit, places) for i in range(len(words)))


def loses_a_year(aligned: Alignment) -> bool:
    """Say whether a year right behind a figure was left out: "£193.8 million (2015/16)"."""
    said = {word.stem for word in aligned.words}
    there = aligned.unit.words
    for place, at in aligned.places.items():
        figure = aligned.words[place]
        if not at or not figure.figure or figure.time:
            continue
        years = [there[i + 1] for i in at if i + 1 < len(there) and there[i + 1].time]
        if len(years) == len(at) and not any(year.stem in said for year in years):
            return True
    return False


def _other_place(
    words: Sequence[Word], place: int, unit: Unit, places: Mapping[int, tuple[int, ...]]
) -> bool:
    """Say whether "the fifth lowest" became "the lowest", or "only four" "the only"."""
    word = words[place]
    there = [at for at, other in enumerate(unit.words) if other.stem == word.stem]
    if there and word.stem in claim_lists().roles:
        counts = Counter(unit.items[at] for held in places.values() for at in held)
        item = max({unit.items[at] for at in there}, key=lambda number: counts[number])
        there = [at for at in there if unit.items[at] == item]
        former = words[place - 1].lower if place else ""
        before_it = {unit.words[at - 1].lower if at else "" for at in there}
        return before_it <= _LESSER and former not in before_it
    if not there or word.stem not in claim_lists().amounts:
        return False
    for at in there:
        before, after = unit.words[at - 1] if at else None, (*unit.words, None)[at + 1]
        own = words[place - 1] if place else None
        if (
            before
            and before.figure
            and before.stem.endswith("th")
            and before.stem != (own and own.stem)
        ):
            continue
        following = (*words, None)[place + 1]
        if (
            after
            and after.figure
            and not after.time
            and after.stem != (following and following.stem)
        ):
            continue
        return False
    return True


def _stands(words: Sequence[Word], place: int, stems: str) -> bool:
    """Say whether a word stands in a sentence, or a paraphrase of it."""
    if f" {words[place].stem} " in stems:
        return True
    known = paraphrases()
    for first in range(max(0, place - known.longest + 1), place + 1):
        for last in range(place + 1, min(len(words), first + known.longest) + 1):
            phrase = f" {' '.join(word.stem for word in words[first:last])} "
            for number in known.of.get(phrase, ()):
                if any(other in stems for other in known.groups[number]):
                    return True
    return False


def _beside(word: str) -> bool:
    """Whether a word may stand between a figure and what qualifies it: "until the 16 January"."""
    return (
        word in ("the", "a", "end", "of", "to", "and")
        or word[:1].isdigit()
        or word.startswith("month")
    )


def _qualifier(words: Sequence[Word], place: int, lines: Sequence[Sequence[str]]) -> int | None:
    """Return which line of the list qualifies the figure at a place; None for none."""
    before = [word.lower for word in words[max(0, place - 5) : place]]
    found: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        for phrase in line:
            parts = phrase.split()
            for gap in range(_REACH):
                end = len(before) - gap
                if end >= len(parts) and before[end - len(parts) : end] == parts:
                    if any(not _beside(word) for word in before[end:]):
                        continue
                    if phrase == "over" and end > 1 and before[end - 2].startswith(("tak", "took")):
                        continue
                    if found is None or len(parts) > found[1]:
                        found = (number, len(parts))
    return found[0] if found else None

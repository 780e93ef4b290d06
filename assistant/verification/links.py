"""Do a claim's words belong together in the sentence as they do in the claim?

All its words may stand there, and still be said of each other wrongly: the figure of one year given
to another, who did a thing exchanged with whom it was done to. These rules know neither grammar nor
meaning; they compare which words stand near which, and err towards failing.
"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists, paraphrases
from assistant.verification.claim_words import Word
from corpus.lexical import padded_stems

__all__ = ["links_problem"]

_LAST_DAY = 31
_NEAR = 4
"""Words between two figures of a claim that belong together."""
_DATED = frozenset(
    {"plan", "budget", "report", "elect", "manifesto", "consult", "survey", "precept"}
)
"""Stems of what a year before them belongs to: "the 2014/15 plan"."""
_COUNTING = frozenset({"out", "all", "half", "most", "some", "more", "per"})
_OF_WHEN = frozenset({"in", "for", "during", "of", "by", "on", "the"})
_QUALIFYING = frozenset(
    {"almost", "nearly", "about", "around", "over", "just", "only", "more", "than", "some", "a", "the"}
)  # fmt: skip
_DIRECTED = frozenset({"from", "to", "by"})


def links_problem(aligned: Alignment) -> bool:
    """Say whether a claim joins what the sentence keeps apart."""
    return (
        _figures_apart(aligned)
        or any(_of_another(aligned, place) for place in aligned.content)
        or _direction_turned(aligned)
        or _without_its_subject(aligned)
        or any(_without_its_unit(aligned, place) for place in aligned.content)
    )


def _kind(word: Word) -> str:
    if word.time:
        return "time"
    first = word.stem[:1]
    return "£" if first == "£" else word.stem.lstrip("0123456789.")


def _figures_apart(aligned: Alignment) -> bool:
    """A sum "in" a year of the claim has another sum, or another year, between them there."""
    held = [p for p in aligned.content if aligned.words[p].figure and aligned.places.get(p)]
    for one, two in pairwise(held):
        between = {word.lower for word in aligned.words[one + 1 : two]}
        same_date = aligned.words[one].time or aligned.words[one].stem.isdigit()
        if two - one == 1:
            apart = not any(
                abs(a - b) == 1 for a in aligned.places[one] for b in aligned.places[two]
            )
            if same_date and aligned.words[two].time and apart:
                return True
            continue
        if between <= _OF_WHEN and not _beside_each_other(aligned, one, two):
            return True
    return False


def _beside_each_other(aligned: Alignment, one: int, two: int) -> bool:
    words = aligned.unit.words
    kinds = {_kind(aligned.words[one]), _kind(aligned.words[two])}

    def rival(at: int, first: int, second: int) -> bool:
        word = words[at]
        dated = any(
            all(_of_date(words[i]) for i in range(min(at, end), max(at, end) + 1))
            for end in (first, second)
        )
        return word.figure and _kind(word) in kinds and not dated

    return any(
        not any(rival(at, a, b) for at in range(min(a, b) + 1, max(a, b)))
        for a in aligned.places[one]
        for b in aligned.places[two]
    )


def _of_date(word: Word) -> bool:
    return word.time or (word.stem.isdigit() and int(word.stem) <= _LAST_DAY)


def _of_another(aligned: Alignment, place: int) -> bool:
    """A figure whose neighbours in the claim stand nearer to another figure of its kind there."""
    word = aligned.words[place]
    at = aligned.places.get(place, ())
    if not word.figure or word.time or word.stem.endswith("th") or not at:
        return False
    words = aligned.unit.words
    rivals = [
        i for i, other in enumerate(words)
        if other.figure and _kind(other) == _kind(word) and other.stem != word.stem
    ]  # fmt: skip
    if not rivals:
        return False
    segments = {words[i].segment for i in at}
    if not any(_has_own_words(words, segment) for segment in segments):
        return False
    near = [
        places
        for other, places in aligned.places.items()
        if places
        and _nearest_figure(aligned, other) == place
        and not _tells_direction(aligned, other)
    ]
    return any(
        not any(
            words[i].segment in segments
            or min(abs(i - own) for own in at) <= min(abs(i - rival) for rival in rivals)
            for i in places
        )
        for places in near
    )


def _nearest_figure(aligned: Alignment, place: int) -> int | None:
    """Return the figure of the claim that a word of it stands nearest to, in its own part."""
    word = aligned.words[place]
    if word.figure:
        return None
    figures = [
        (abs(place - other), other)
        for other, figure in enumerate(aligned.words)
        if figure.figure and not figure.time and figure.segment == word.segment
    ]
    figures.sort()
    tied = len(figures) > 1 and figures[0][0] == figures[1][0]
    return figures[0][1] if figures and not tied else None


def _tells_direction(aligned: Alignment, place: int) -> bool:
    """Whether a word says that a thing rose or fell, where the sentence knows only one of both."""
    known = paraphrases()
    up, down = (known.of.get(padded_stems(word), ()) for word in ("rise", "fall"))
    both = [
        any(other in aligned.unit.stems for number in numbers for other in known.groups[number])
        for numbers in (up, down)
    ]
    own = known.of.get(f" {aligned.words[place].stem} ", ())
    return not all(both) and bool(set(own) & {*up, *down})


def _has_own_words(words: Sequence[Word], segment: int) -> bool:
    lists = claim_lists()
    free = lists.grammar | lists.reporting | lists.amounts
    return any(w.segment == segment and not w.figure and w.stem not in free for w in words)


def _direction_turned(aligned: Alignment) -> bool:
    """ "From a to b" has become "from b to a"."""
    words = aligned.unit.words
    for place in aligned.content:
        if not aligned.words[place].figure:
            continue
        claimed = _direction(aligned.words, place)
        at = aligned.places.get(place, ())
        there = {found for i in at for found in _direction(words, i)}
        if at and claimed and claimed != there & claimed and (there or claimed != {"by"}):
            return True
    return False


def _direction(words: Sequence[Word], place: int) -> set[str]:
    """Return "from", "to" or "by" where it stands before a figure, whatever qualifies that."""
    for word in reversed(words[max(0, place - 4) : place]):
        if word.lower in _DIRECTED:
            return {word.lower}
        if word.lower not in _QUALIFYING:
            return set()
    return set()


def _without_its_unit(aligned: Alignment, place: int) -> bool:
    """ "32,000 hours of patrols" has become "32,000 patrols", or another plan has the year."""
    word, at = aligned.words[place], aligned.places.get(place, ())
    words = aligned.unit.words
    if not word.figure or not at or word.stem.endswith("th"):
        return False
    used = {i for places in aligned.places.values() for i in places}
    counted = [i + 1 for i in at if i + 2 < len(words) and words[i + 2].lower == "of"]
    if not word.time and len(counted) == len(at) and not used & set(counted):
        return not all(words[i].stem in _COUNTING for i in counted)
    following = aligned.places.get(place + 1, ())
    if not following or aligned.words[place + 1].segment != word.segment:
        return False
    if word.time and aligned.words[place + 1].stem not in _DATED:
        return False
    segments = {words[i].segment for i in at}
    return not any(
        words[f].segment in segments or abs(i - f) <= _NEAR for i in at for f in following
    )


def _without_its_subject(aligned: Alignment) -> bool:
    """A later part of the sentence is used, and what it begins with left out.

    "He helps victims, and the courts punish offenders" never says that he punishes offenders.
    """
    lists = claim_lists()
    words = aligned.unit.words
    used = {at for places in aligned.places.values() for at in places}
    parts = sorted({words[at].segment for at in used} & set(aligned.segments))
    for part in parts[1:]:
        inside = [at for at, word in enumerate(words) if word.segment == part]
        first = min(at for at in inside if at in used)
        if any(
            words[at].stem not in lists.grammar | lists.amounts | lists.modals
            and not words[at].figure
            for at in inside
            if at < first
        ):
            return True
    return False

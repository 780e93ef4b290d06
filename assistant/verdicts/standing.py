"""What stands now where a quotation stood, so that a person can compare the two."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz, process

from assistant.verdicts.records import Quoted
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.text import normalise

__all__ = ["Stands", "stand_now"]

_ALIKE = 55.0
"""Of 100: how alike two wordings are at least when one is shown as what became of the other."""
_NEAR = 3_000
"""Characters before and after its old place in which words that are no more alike are preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A quotation of a verdict, and what stands in its document now."""

    was: Quoted
    """As it stood when somebody judged by it."""
    now: Quoted | None
    """Where the same words, or the most alike, stand now; None where nothing like them does."""
    same: bool
    """Whether `now` has the same words, perhaps at another place or in other marks."""


def stand_now(quotations: Sequence[Quoted], generation: Generation) -> tuple[Stands, ...]:
    """Return of each quotation what stands now in its document.

    Args:
        quotations: As they stood when somebody judged by them.
        generation: The index that answers now.
    """
    return tuple(_stands(each, generation) for each in quotations)


def _stands(was: Quoted, generation: Generation) -> Stands:
    try:
        text = generation.text(was.document)
    except (PlansError, KeyError):
        return Stands(was=was, now=None, same=False)
    if text[was.start : was.end] == was.words:
        return Stands(was=was, now=was, same=True)
    start = text.find(was.words)
    if start >= 0 and was.words:
        now = _placed(was, start, start + len(was.words), text, generation)
        return Stands(was=was, now=now, same=True)
    alike = _most_alike(was, text, generation)
    same = alike is not None and _plain(was.words) in _plain(alike.words)
    return Stands(was=was, now=alike, same=same)


def _most_alike(was: Quoted, text: str, generation: Generation) -> Quoted | None:
    """Sentences, and two in a row: what was one may be two now."""
    spans = sorted(
        {
            (span.start, span.end)
            for passage in generation.passages_of(was.document)
            for span in passage.spans
        }
    )
    both = [(a[0], b[1]) for a, b in pairwise(spans) if b[1] > a[1]]
    places = spans + both
    if not places:
        return None
    words = [_plain(text[start:end]) for start, end in places]
    near = [abs(start - was.start) <= _NEAR for start, _ in places]
    found = process.extract(
        _plain(was.words), words, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=8
    )
    if not found:
        return None
    best = found[0][1]
    _, _, at = min(
        (each for each in found if each[1] > best - 0.01),
        key=lambda each: (not near[each[2]], each[2]),
    )
    return _placed(was, *places[at], text, generation)


def _placed(was: Quoted, start: int, end: int, text: str, generation: Generation) -> Quoted:
    held = sorted(generation.passages_of(was.document), key=lambda each: each.start)
    at = bisect.bisect_right([each.start for each in held], start) - 1
    page = held[at].page if at >= 0 else was.page
    document = generation.catalogue.by_id.get(was.document)
    return replace(
        was,
        title=document.title if document else was.title,
        published=document.published.in_words() if document else was.published,
        page=page,
        start=start,
        end=end,
        words=text[start:end],
    )


def _plain(words: str) -> str:
    return normalise(words).lower()

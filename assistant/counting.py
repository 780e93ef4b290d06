"""How often something is mentioned, and in which documents: counted over all passages, never a few."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.count_questions import counts
from assistant.retrieval import Hit
from assistant.scoring import Candidate
from corpus.documents import Passage, TextSource
from corpus.index import Filter
from corpus.lexical import LexicalIndex, stem_words, words_of
from corpus.reader import OpenIndex

__all__ = ["Counted", "Place", "count_mentions", "counts", "mentions_to_cite"]

_SHORTEST_HALF = 3
"""Letters of each half of a word that may be written as two: "cyber crime"."""
_BETWEEN = r"(?:[ \t*_]+|[ \t*_]*\n[ \t*_]*|[ \t]?[-‐‑‒–—/&][ \t]?\n?[ \t]*)"
"""What may stand between two words of a phrase: no list mark, no cell of a table, no full stop."""
_STARTS = re.compile(r"(?<![^\W_])(?<!£)(?<!\d[.,])")
_ENDS = r"(?![^\W_]|[.,]\d)"
_JOINING = frozenset({"a", "an", "and", "for", "in", "of", "off", "on", "the", "to", "under", "up"})
"""No first half of a word: "the rapist" is no therapist."""

Way = tuple[tuple[str, ...], ...]
"""One way of putting a thing: for each of its words, all forms in which the documents have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quotable span, by the position of its passage in the index and its place in it."""

    position: int
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often a thing is mentioned in the passages that were looked at."""

    thing: str
    mentions: int
    passages: int
    documents: tuple[tuple[str, int], ...]
    """Ids in order of time, and how often each mentions it."""
    years: tuple[int, ...]
    """When each of these came out."""
    first: tuple[Place, ...]
    """For each of these documents, the span that mentions it first."""
    spellings: tuple[tuple[str, int], ...]
    """As written in the documents, the most frequent first; capitals are not told apart."""
    searched: int
    """Documents with text that were looked at."""
    digests: int
    """How many of these are our summaries: their originals may mention it more often."""
    limited: bool
    """Whether a filter kept others out."""


class _Mention(NamedTuple):
    position: int
    offset: int
    """Where it starts in the passage, in characters."""
    written: str


def count_mentions(
    thing: str, ways: Sequence[tuple[str, ...]], index: OpenIndex, within: Filter | None = None
) -> Counted:
    """Count how often a thing is mentioned in the own text of passages, without their headings.

    Args:
        thing: A word or phrase, as asked.
        ways: Runs of stems that mean the same, such as an abbreviation.
        index: What is counted over.
        within: Which passages are looked at; None for all.
    """
    mentions = list(_mentions(_ways(thing, ways, index.words), index, within))
    passages, table = index.generation.passages, index.generation.table
    by_document: dict[str, list[_Mention]] = {}
    for mention in mentions:
        by_document.setdefault(table.document(mention.position), []).append(mention)
    groups = sorted(by_document.items(), key=lambda group: _when(passages, group[1][0]))
    held = [d for d in index.generation.catalogue.documents if d.text is not TextSource.NOT_HELD]
    if within is not None:
        admitted = set(index.documents_within([within]))
        held = [document for document in held if document.id in admitted]
    return Counted(
        thing=thing,
        mentions=len(mentions),
        passages=len({mention.position for mention in mentions}),
        documents=tuple((document, len(group)) for document, group in groups),
        years=tuple(_when(passages, group[0])[0] // 10_000 for _, group in groups),
        first=tuple(_place(passages, group[0]) for _, group in groups),
        spellings=_spellings(mentions),
        searched=len(held),
        digests=sum(document.text is TextSource.DIGEST for document in held),
        limited=within is not None,
    )


def mentions_to_cite(counted: Counted, index: OpenIndex, *, most: int) -> list[Candidate]:
    """Return the first mention in each of the first `most` documents, as `cite` takes them."""
    return [
        Candidate(
            hit=Hit(
                passage=index.passage(place.position),
                position=place.position,
                score=1.0,
                rank=rank,
                retriever="count",
            ),
            first=place.span,
            last=place.span,
            score=1.0,
            whole=1.0,
            similarity=0.0,
            coverage=1.0,
            direct=1.0,
            fits=True,
        )
        for rank, place in enumerate(counted.first[:most], start=1)
    ]


def _ways(thing: str, same: Sequence[tuple[str, ...]], words: LexicalIndex) -> list[Way]:
    """Return the ways in which a thing may be written, of those whose words the index has."""
    written = _words_by_stem(words)
    phrases = {tuple(word for word in words_of(thing.replace("&", " and ")) if word)}
    phrases |= {tuple(word for word in phrase if word != "and") for phrase in phrases}
    ways: list[Way] = []
    for phrase in list(phrases):
        for at, (one, other) in enumerate(pairwise(phrase)):
            phrases.add((*phrase[:at], one + other, *phrase[at + 2 :]))
        stems = [written.get(stem, ()) for stem in stem_words(" ".join(phrase))]
        for at, word in enumerate(phrase if len(stems) == len(phrase) else ()):
            ways += [(*stems[:at], *two, *stems[at + 1 :]) for two in _halves(word, words)]
    runs = [*(tuple(stem_words(" ".join(phrase))) for phrase in sorted(phrases)), *same]
    ways += [tuple(written.get(stem, ()) for stem in run) for run in runs]
    return [way for way in dict.fromkeys(ways) if way and all(way)]


def _halves(word: str, words: LexicalIndex) -> Iterator[Way]:
    """Divide "cybercrime" into two words that the documents have; the second may be a plural."""
    for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        first, second = word[:at], word[at:]
        forms = tuple(form for form in (second, f"{second}s") if form in words.words)
        if forms and first in words.words and first not in _JOINING:
            yield (first,), forms


def _mentions(ways: Sequence[Way], index: OpenIndex, within: Filter | None) -> Iterator[_Mention]:
    """Find every mention, in the order of the passages.

    The word index names all passages that have the rarest word of a way; only these are read.
    """
    if not ways:
        return
    words, passages = index.words, index.generation.passages
    rarest = {min((stem_words(w[0])[0] for w in way), key=words.stems.__getitem__) for way in ways}
    query = " ".join(_words_by_stem(words)[stem][0] for stem in sorted(rarest))
    found = words.search(query, top_k=len(passages), within=within)
    pattern = _pattern(ways)
    for position in sorted(hit.position for hit in found):
        text = passages[position].text
        for start, end in _found(pattern, _lower(text)):
            yield _Mention(position, start, " ".join(text[start:end].split()))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Find whole words; how they start is looked at afterwards, which is nine times as fast."""
    match = pattern.search(text)
    while match:
        whole = _STARTS.match(text, match.start())
        if whole:
            yield match.span(1)
        match = pattern.search(text, match.end() if whole else match.start() + 1)


@lru_cache(maxsize=2)
def _words_by_stem(words: LexicalIndex) -> dict[str, tuple[str, ...]]:
    """The words of an index by their stems; worked out once for each generation."""
    by_stem: dict[str, list[str]] = {}
    for word in words.words:
        for stem in stem_words(word):
            by_stem.setdefault(stem, []).append(word)
    return {stem: tuple(forms) for stem, forms in by_stem.items()}


def _pattern(ways: Sequence[Way]) -> re.Pattern[str]:
    """Match any of the ways, the longest first."""
    longest = sorted(ways, key=len, reverse=True)
    between = rf"(?:['’]s?)?{_BETWEEN}"
    written = "|".join(between.join(_either(words) for words in way) for way in longest)
    return re.compile(rf"({written})(?:['’]s?)?{_ENDS}")


def _either(words: Sequence[str]) -> str:
    escaped = (re.escape(word).replace("'", "['’]") for word in sorted(words, key=len)[::-1])
    return f"(?:{'|'.join(escaped)})"


def _lower(text: str) -> str:
    """Lower case of the same length, so that places stay the same."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _when(passages: Sequence[Passage], mention: _Mention) -> tuple[int, str]:
    passage = passages[mention.position]
    return passage.published, passage.document


def _place(passages: Sequence[Passage], mention: _Mention) -> Place:
    """Find the span in which a mention starts; spans are in order and leave out only list marks."""
    passage = passages[mention.position]
    at = passage.start + mention.offset
    spans = [place for place, span in enumerate(passage.spans) if span.start <= at]
    return Place(position=mention.position, span=spans[-1] if spans else 0)


def _spellings(mentions: Sequence[_Mention]) -> tuple[tuple[str, int], ...]:
    """Count spellings, each shown with the capitals that it mostly has."""
    exact = Counter(mention.written for mention in mentions)
    folded = Counter(mention.written.casefold() for mention in mentions)
    shown = {written.casefold(): written for written, _ in reversed(exact.most_common())}
    return tuple((shown[name], count) for name, count in folded.most_common())

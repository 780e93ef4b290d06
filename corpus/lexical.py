"""Search by words: BM25 with English stemming, over title, headings and text of each passage."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.admission import Admission, Positions
from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Filter, Found, best_first

__all__ = [
    "LexicalIndex",
    "WordCounts",
    "padded_stems",
    "stem_words",
    "vocabulary_of",
    "words_of",
    "write_lexical",
]

_MOST_WORDS = 50_000
_VOCABULARY = "vocabulary.json"
_NUMBERS, _PARAMETERS = "vocab.index.json", "params.index.json"
_MATRIX = ("data", "indices", "indptr")
"""The names under which `bm25s` stores which row a stem has, and the rows."""
_KEPT = 16_384
"""Texts whose stems are kept: the spans of the passages that are asked for most."""
_ENDING = re.compile(r"['’]s?$")
_WORD = re.compile(r"£?\d[\d,.]*\d%?|£?\d%?|[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """Return the words and figures of a text in lower case, hyphens dividing: `£1.7m` is `£1.7`, `m`."""
    # Hardly a word has an apostrophe, and every text is read here.
    return [
        _ENDING.sub("", word).replace("’", "'") if "'" in word or "’" in word else word
        for word in map(str.lower, _WORD.findall(text))
    ]


def stem_words(text: str) -> list[str]:
    """Return the stems of a text's words, in order (Porter's English stemmer)."""
    stems: list[str] = _stemmer().stemWords(words_of(text))
    return stems


@lru_cache(maxsize=_KEPT)
def padded_stems(text: str) -> str:
    """Return the stems as one string in which a run of stems can be looked for: `" a b c "`."""
    return f" {' '.join(stem_words(text))} "


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def vocabulary_of(passages: Sequence[Passage]) -> list[str]:
    """Return the words whose vectors an index keeps, the most frequent first."""
    counts = Counter(word for passage in passages for word in set(words_of(passage.text)))
    wordlike = [word for word in counts if len(word) > 2 and word.isalpha()]
    return sorted(wordlike, key=lambda word: (-counts[word], word))[:_MOST_WORDS]


def write_lexical(folder: Path, passages: Sequence[Passage]) -> None:
    """Build and save the index of one generation."""
    import bm25s

    corpus: list[list[str]] = []
    words: Counter[str] = Counter()
    stems: Counter[str] = Counter()
    for passage in passages:
        read = words_of(f"{passage.context}\n{passage.text}")
        corpus.append(_stemmer().stemWords(read))
        words.update(set(read))
        stems.update(set(corpus[-1]))
    retriever = bm25s.BM25(method="lucene")
    retriever.index(corpus, show_progress=False)
    retriever.save(str(folder))
    vocabulary = {"words": words, "stems": stems, "of_texts": vocabulary_of(passages)}
    (folder / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")


class WordCounts(dict[str, int]):
    """Words, and in how many passages each stands."""

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """Those made of letters only, by how many."""
        lengths: dict[int, list[str]] = {}
        for word in self:
            if word.isalpha():
                lengths.setdefault(len(word), []).append(word)
        return lengths

    @cached_property
    def most(self) -> int:
        """In how many passages the commonest stands; 0 where there is none."""
        return max(self.values(), default=0)


class LexicalIndex:
    """BM25 as Lucene computes it (Kamphuis et al., 2020), as `bm25s` stored it.

    The scores lie in mapped files, a row for each stem; a search only adds some of them up. That
    takes a few lines, and importing `bm25s` for it would take half a second of every start.
    """

    def __init__(
        self, folder: Path, passages: Sequence[Passage], admission: Admission | None = None
    ) -> None:
        """Open what `write_lexical` made.

        Args:
            folder: Where it was written.
            passages: It was made of these.
            admission: Of the same passages, where there is one already.

        Raises:
            IndexDamaged: Files are missing, or are of other passages.
        """
        try:
            self._size = int(json.loads((folder / _PARAMETERS).read_text("utf-8"))["num_docs"])
            self._numbers: dict[str, int] = json.loads((folder / _NUMBERS).read_text("utf-8"))
            self._numbers.pop("", None)  # `bm25s` adds it, without a row
            self._scores, self._positions, self._starts = (
                np.load(folder / f"{name}.csc.index.npy", mmap_mode="r") for name in _MATRIX
            )
            vocabulary = json.loads((folder / _VOCABULARY).read_text("utf-8"))
            self.words = WordCounts(vocabulary["words"])
            """Every word as written, in lower case, and in how many passages it stands."""
            self.stems = WordCounts(vocabulary["stems"])
            """The same for stems."""
            kept = vocabulary["of_texts"]
        except Exception as error:
            raise IndexDamaged(f"{folder}: the word index cannot be opened: {error}") from error
        if self._size != len(passages):
            raise IndexDamaged(
                f"{folder}: the word index holds {self._size} of {len(passages)} passages"
            )
        self._admission = admission or Admission(passages)
        same = {word: word for word in self.words}
        self.vocabulary: Sequence[str] = [same.get(word, word) for word in kept]
        """As `vocabulary_of` returned it when the index was written."""

    def search(self, query: str, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` passages that share words with the query, best first.

        Of passages with equal scores the first comes first.
        """
        known = [self._numbers[stem] for stem in stem_words(query) if stem in self._numbers]
        if not known:
            return []
        scores = np.zeros(self._size, dtype=np.float32)
        for number in known:  # the positions of one stem are all different
            row = slice(self._starts[number], self._starts[number + 1])
            scores[self._positions[row]] += self._scores[row]
        sharing = scores > 0
        positions: Positions
        if within is None:
            positions = np.flatnonzero(sharing).astype(np.int32)
        else:
            admitted = self._admission.positions(within)
            positions = admitted[sharing[admitted]]
        best = positions[best_first(scores[positions], top_k)]
        return [Found(position, float(scores[position])) for position in best.tolist()]

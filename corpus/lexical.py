"""Search by words: BM25 with English stemming, over title, headings and text of each passage."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Filter, Found

__all__ = [
    "LexicalIndex",
    "padded_stems",
    "stem_words",
    "vocabulary_of",
    "words_of",
    "write_lexical",
]

_MOST_WORDS = 50_000
_VOCABULARY = "vocabulary.json"
_KEPT = 16_384
"""Texts whose stems are kept: the spans of the passages that are asked for most."""
_WORD = re.compile(r"£?\d[\d,.]*\d%?|£?\d%?|[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """Return the words and figures of a text in lower case, hyphens dividing: `£1.7m` is `£1.7`, `m`."""
    return [re.sub(r"['’]s?$", "", word.lower()).replace("’", "'") for word in _WORD.findall(text)]


def stem_words(text: str) -> list[str]:
    """Return the stems of a text's words, in order (Porter's English stemmer)."""
    return [str(stem) for stem in _stemmer().stemWords([word for word in words_of(text) if word])]


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

    corpus = [stem_words(f"{passage.context}\n{passage.text}") for passage in passages]
    words = Counter(
        word for p in passages for word in set(words_of(f"{p.context}\n{p.text}")) if word
    )
    stems = Counter(stem for entry in corpus for stem in set(entry))
    retriever = bm25s.BM25(method="lucene")
    retriever.index(corpus, show_progress=False)
    retriever.save(str(folder))
    vocabulary = {"words": words, "stems": stems}
    (folder / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")


class LexicalIndex:
    """BM25 as Lucene computes it (Kamphuis et al., 2020), through `bm25s`."""

    def __init__(self, folder: Path, passages: Sequence[Passage]) -> None:
        """Open what `write_lexical` made.

        Raises:
            IndexDamaged: Files are missing, or are of other passages.
        """
        import bm25s

        try:
            self._retriever = bm25s.BM25.load(str(folder), mmap=True)
            size = int(self._retriever.scores["num_docs"])
            vocabulary = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        except Exception as error:
            raise IndexDamaged(f"{folder}: the word index cannot be opened: {error}") from error
        if size != len(passages):
            raise IndexDamaged(f"{folder}: the word index holds {size} of {len(passages)} passages")
        self._passages = passages
        self.words: Mapping[str, int] = vocabulary["words"]
        """Every word as written, in lower case, and in how many passages it stands."""
        self.stems: Mapping[str, int] = vocabulary["stems"]
        """The same for stems."""

    def search(self, query: str, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` passages that share words with the query, best first."""
        known = [stem for stem in stem_words(query) if stem in self._retriever.vocab_dict]
        if not known:
            return []
        scores = self._retriever.get_scores(known)
        found: list[Found] = []
        for position in np.argsort(-scores, kind="stable"):
            if len(found) == top_k or scores[position] <= 0:
                break
            if within is None or within.admits(self._passages[int(position)]):
                found.append(Found(int(position), float(scores[position])))
        return found

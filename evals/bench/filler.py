"""Made-up documents that make an index as large as one likes, in the manner of the real ones.

Their words are drawn from the texts of an index as often as they stand there; length, kind, dates,
plans and years are those of a real passage each, so that filters let through what they would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from corpus.documents import Document, Kind, Passage, Span, SpanKind, TextSource
from corpus.generation import Generation
from corpus.index import Vectors
from corpus.lexical import words_of

__all__ = ["SPANS", "Filler", "make_filler", "random_vectors"]

SPANS = 3
"""Sentences of a made-up passage."""
_PER_DOCUMENT = 8
_LEAST_WORDS = 4
_TITLE, _HEADING = 6, 4
"""Words of a made-up title and of a made-up heading."""
_ONE_A_YEAR = (Kind.PLAN, Kind.ANNUAL_REPORT, Kind.DELIVERY_PLAN, Kind.MANIFESTO)
"""However much a body writes, it has few of these, and questions call them by name."""
_BLOCK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Made-up documents with their Markdown texts and passages."""

    documents: tuple[Document, ...]
    texts: dict[str, str]
    """By document id."""
    passages: tuple[Passage, ...]


def make_filler(like: Generation, count: int, seed: int) -> Filler:
    """Make up `count` passages, eight to a document, the same ones for the same seed.

    Args:
        like: Whose words, lengths, dates and plans they take.
        count: How many.
        seed: Of the random numbers.
    """
    maker = _Maker(like, seed)
    documents: list[Document] = []
    texts: dict[str, str] = {}
    passages: list[Passage] = []
    while len(passages) < count:
        document = maker.document(len(documents) + 1)
        text, made = maker.write(document, min(_PER_DOCUMENT, count - len(passages)))
        documents.append(document)
        texts[document.id] = text
        passages += made
    return Filler(documents=tuple(documents), texts=texts, passages=tuple(passages))


class _Maker:
    def __init__(self, like: Generation, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        by_id = like.catalogue.by_id
        self._models: dict[str, list[Passage]] = {}
        for passage in like.passages:
            if by_id[passage.document].kind not in _ONE_A_YEAR:
                self._models.setdefault(passage.document, []).append(passage)
        self._model_documents = [by_id[document] for document in self._models]
        self._model_of: dict[str, str] = {}
        self._words = _stream([w for p in like.passages for w in words_of(p.text)], self._random)

    def document(self, number: int) -> Document:
        """Make a catalogue entry like a real one."""
        model = self._model_documents[int(self._random.integers(len(self._model_documents)))]
        name = f"filler-{number:06}"
        self._model_of[name] = model.id
        title = self._some(_TITLE).capitalize()
        return replace(model, id=name, title=title, url=None, text=TextSource.DIGEST)

    def write(self, document: Document, count: int) -> tuple[str, list[Passage]]:
        """Write a document: a title, and a heading and three sentences for each passage."""
        models = self._models[self._model_of[document.id]]
        text = f"# {document.title}\n"
        passages = []
        for number in range(1, count + 1):
            model = models[int(self._random.integers(len(models)))]
            heading = self._some(_HEADING).capitalize()
            text += f"\n## {heading}\n\n"
            sentences = self._sentences(len(model.text.split()))
            passages.append(_passage(document, model, number, heading, len(text), sentences))
            text += " ".join(sentences) + "\n"
        return text, passages

    def _sentences(self, words: int) -> list[str]:
        length = max(_LEAST_WORDS, round(words / SPANS))
        # An article first, since a sentence that begins with a figure could be read as a list.
        return [f"The {self._some(length - 1)}." for _ in range(SPANS)]

    def _some(self, count: int) -> str:
        return " ".join(islice(self._words, count))


def _stream(words: Sequence[str], random: np.random.Generator) -> Iterator[str]:
    """Draw words without end, each as often as it stands in the texts."""
    plain = [word for word in words if word and words_of(word) == [word]]
    while True:
        for place in random.integers(len(plain), size=_BLOCK):
            yield plain[place]


def _passage(
    document: Document,
    model: Passage,
    number: int,
    heading: str,
    start: int,
    sentences: Sequence[str],
) -> Passage:
    spans, at = [], start
    for sentence in sentences:
        end = at + len(sentence)
        spans.append(Span(kind=SpanKind.SENTENCE, start=at, end=end, plans=model.plans))
        at = end + 1
    return replace(
        model,
        id=f"{document.id}/{number}",
        document=document.id,
        title=document.title,
        headings=(document.title, heading),
        source=document.text,
        start=start,
        end=spans[-1].end,
        page=None,
        text=" ".join(sentences),
        spans=tuple(spans),
    )


def random_vectors(count: int, dimension: int, seed: int, *, half: bool = False) -> Vectors:
    """Unit vectors in random directions, the same ones for the same seed.

    Args:
        count: How many rows.
        dimension: How long each is.
        seed: Of the random numbers.
        half: As 16-bit numbers, which spans are stored as.
    """
    random = np.random.default_rng(seed)
    vectors = np.empty((count, dimension), dtype=np.float16 if half else np.float32)
    # In blocks, so that those of spans never stand in memory at full precision all at once.
    for first in range(0, count, _BLOCK):
        block = random.standard_normal((min(_BLOCK, count - first), dimension), dtype=np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        vectors[first : first + len(block)] = block
    return vectors

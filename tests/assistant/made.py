"""Made by hand for tests: words of documents, what a question asks, spans that were scored."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from assistant.concepts import Concept
from assistant.forms import Form, Wanted
from assistant.retrieval import Hit
from assistant.scoring import Candidate
from assistant.understanding import Understanding
from corpus.documents import Passage, Span, SpanKind
from corpus.lexical import LexicalIndex, stem_words, write_lexical
from corpus.reader import NearWords
from tests.corpus.small import passage as small_passage

__all__ = ["asked", "candidate", "concept", "near_words", "passage_of", "words_in"]


def words_in(folder: Path, texts: Sequence[str]) -> LexicalIndex:
    """The words of passages with these texts; title and headings are empty."""
    passages = [
        small_passage(f"d{n}/x/1", text=text, title="", headings=(), period=None)
        for n, text in enumerate(texts)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    write_lexical(folder, passages)
    return LexicalIndex(folder, passages)


class _Near:
    def __init__(self, table: dict[str, list[tuple[str, float]]]) -> None:
        self._table = table

    def near(
        self, words: Sequence[str], *, least: float, most: int
    ) -> list[list[tuple[str, float]]]:
        found = [self._table.get(word, []) for word in words]
        return [[near for near in row if near[1] >= least][:most] for row in found]


def near_words(**table: list[tuple[str, float]]) -> NearWords:
    """Near words as they are given here, nearest first; none for any other word."""
    return cast(NearWords, _Near(table))


def concept(words: str, weight: float = 1.0, **changes: object) -> Concept:
    """A concept in no other words than its own, which stand in the documents."""
    values: dict[str, object] = {
        "words": words,
        "ways": ((tuple(stem_words(words)), 1.0),),
        "weight": weight,
        "known": True,
    }
    return Concept(**(values | changes))  # type: ignore[arg-type]


def asked(*concepts: Concept, form: Form = Form.TEXT) -> Understanding:
    """A question by itself, about these concepts, that wants this form of answer."""
    return Understanding(
        question="a question",
        mended=(),
        references=(),
        inherited=False,
        earlier=None,
        concepts=concepts,
        wanted=Wanted(form=form),
        queries=("a question",),
    )


def passage_of(name: str, *spans: str, **changes: object) -> Passage:
    """A passage with a line for each span: "- " starts an item of a list, "| " a row of a table."""
    made: list[Span] = []
    start, lead = 0, ""
    for line in spans:
        item = line.startswith("- ")
        row = line.startswith("| ")
        kind = SpanKind.ITEM if item else SpanKind.ROW if row else SpanKind.SENTENCE
        at = start + 2 * item
        made.append(Span(kind=kind, start=at, end=start + len(line), lead=lead if item else ""))
        lead = lead if item else line
        start += len(line) + 1
    text = "\n".join(spans)
    return small_passage(
        name, **({"text": text, "start": 0, "end": len(text), "spans": tuple(made)} | changes)
    )


def candidate(passage: Passage, at: int, score: float = 1.0, **changes: float) -> Candidate:
    """One span of a passage, by its place; good in every respect unless something is changed."""
    values: dict[str, float] = {
        "score": score,
        "similarity": 0.6,
        "coverage": 0.8,
        "direct": 0.8,
        "fits": 1.0,
    }
    hit = Hit(passage=passage, position=0, score=1.0, rank=1, retriever="hand")
    return Candidate(hit=hit, first=at, last=at, **(values | changes))

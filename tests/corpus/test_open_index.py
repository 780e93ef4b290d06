"""What an open index answers: words near a word, vectors and stems of its own texts, filters."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.embeddings import DEFAULT_MODEL, OnnxEmbeddings
from corpus.errors import EmbeddingError
from corpus.index import Filter, Vectors
from corpus.lexical import padded_stems
from corpus.reader import IndexReader
from ingest.settings import IngestSettings


def test_a_word_has_near_words_among_those_of_the_documents(reader: IndexReader) -> None:
    (near,) = reader.current().near_words.near(["bike"], least=0.5, most=3)
    assert near[0][0] == "bicycles"
    assert all(score >= 0.5 for _, score in near)
    assert reader.current().near_words.near([], least=0.5, most=3) == []


def test_the_rows_of_a_passage_s_spans_are_the_vectors_of_its_own_words(
    reader: IndexReader,
) -> None:
    opened = reader.current()
    for position, passage in enumerate(opened.generation.passages):
        rows = opened.span_vectors(position)
        expected = opened.embedder.encode([passage.span_text(span) for span in passage.spans])
        assert rows.shape == expected.shape
        # Documents are embedded by a smaller copy of the model.
        assert (rows.astype(np.float32) * expected).sum(axis=1).min() > 0.97


def test_an_export_that_computes_what_has_nothing_to_do_with_the_stored_vectors_is_refused(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = OnnxEmbeddings.encode

    def turned(self: OnnxEmbeddings, texts: Sequence[str]) -> Vectors:
        return np.roll(real(self, texts), 1, axis=1)

    monkeypatch.setattr(OnnxEmbeddings, "encode", turned)
    with pytest.raises(EmbeddingError, match="computes other vectors than the stored ones"):
        IndexReader(index.data, DEFAULT_MODEL).current()


def test_the_stems_of_a_document_are_those_of_all_its_passages_and_of_no_other(
    reader: IndexReader,
) -> None:
    opened = reader.current()
    for document in ("plan-2013", "news-2014", "news-2017"):
        texts = [p.text for p in opened.generation.passages if p.document == document]
        for _ in range(2):
            assert opened.document_stems(document) == padded_stems("\n".join(texts))
    assert " hors " not in opened.document_stems("news-2014")


def test_the_documents_of_which_a_filter_admits_something_are_told(reader: IndexReader) -> None:
    opened = reader.current()
    limits = [Filter(plans=frozenset({"plan-2013"})), Filter(documents=frozenset({"news-2017"}))]
    expected = dict.fromkeys(
        p.document for p in opened.generation.passages if any(within.admits(p) for within in limits)
    )
    assert opened.documents_within(limits) == tuple(expected)
    assert set(expected) == {"plan-2013", "news-2014", "news-2017"}
    assert opened.documents_within(limits[:1]) != opened.documents_within(limits)


def test_an_open_index_names_the_state_of_its_texts_as_the_manifest_does(
    reader: IndexReader,
) -> None:
    opened = reader.current()
    assert opened.corpus_sha256 == opened.generation.manifest.corpus_sha256


def test_a_limit_reaches_the_store_through_an_opened_index(reader: IndexReader) -> None:
    opened = reader.current()
    vector = opened.embedder.encode(["horses in the woods"])[0]
    within = Filter(plans=frozenset({"plan-2013"}))
    documents = {
        opened.passage(hit.position).document
        for hit in opened.dense.search(vector, top_k=9, within=within)
    }
    assert documents == {"plan-2013", "news-2014"}

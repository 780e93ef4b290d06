"""A folder's generations are checked to the last byte, what takes long while questions are answered."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus import local_source
from corpus.child import ChildEnded
from corpus.chroma import ChromaIndex
from corpus.embeddings import DEFAULT_MODEL
from corpus.errors import IndexDamaged
from corpus.generation import Generation, read_generation
from corpus.local_source import LocalSource
from corpus.reader import IndexReader, OpenIndex
from corpus.store_check import check_and_remember, check_in_child, is_checked
from ingest.settings import IngestSettings
from ingest.sync import synchronise

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("chromadb", "langchain_chroma", "langchain_core", "torch", "onnxruntime", "bm25s")


@pytest.fixture
def folder(index: IngestSettings) -> Path:
    return index.data / "index" / "gen-000001"


@pytest.fixture
def generation(folder: Path) -> Generation:
    return read_generation(folder)


def flip(path: Path) -> None:
    """Alter one bit in the middle; the size stays."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def scramble_vectors(folder: Path) -> None:
    """Cut the store's table of vectors out of its database; the file keeps its size."""
    database = folder / "chroma" / "chroma.sqlite3"
    raw = database.read_bytes()
    database.write_bytes(raw[:4096] + bytes(len(raw) - 4096))


def when_checked(reader: IndexReader, source: LocalSource) -> OpenIndex:
    reader.current()
    source.settle()
    return reader.current()


@pytest.fixture
def some_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("corpus.generation", "corpus.local_source", "ingest.sync"):
        monkeypatch.setattr(f"{module}.LARGE", 3000)


@pytest.mark.usefixtures("some_are_large")
@pytest.mark.parametrize("name", ["vectors.npy", "spans.npy", "words.npy"])
def test_a_bit_that_changed_in_a_large_file_is_found_after_the_start(
    index: IngestSettings, folder: Path, name: str
) -> None:
    flip(folder / name)
    assert len(read_generation(folder).passages), "only its size is looked at here"
    source = LocalSource(index.data)
    reader = IndexReader(index.data, DEFAULT_MODEL, source)
    for _ in range(2):
        with pytest.raises(IndexDamaged, match=rf"{name}: was altered; run `python -m ingest`"):
            when_checked(reader, source)


@pytest.mark.usefixtures("some_are_large")
def test_a_large_file_that_was_cut_is_refused_at_the_start(
    index: IngestSettings, folder: Path
) -> None:
    path = folder / "vectors.npy"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match=r"vectors\.npy: was altered"):
        IndexReader(index.data, DEFAULT_MODEL).current()


@pytest.mark.usefixtures("some_are_large")
def test_ingest_finds_a_bit_that_changed_in_a_large_file(
    index: IngestSettings, folder: Path
) -> None:
    flip(folder / "spans.npy")
    report = synchronise(index)
    assert any("spans.npy: was altered" in notice for notice in report.notices)
    assert read_generation(index.data / "index" / "gen-000002").passages[0]


def test_a_damaged_store_is_found_by_a_child_after_the_start_and_mended_by_ingest(
    index: IngestSettings, folder: Path
) -> None:
    scramble_vectors(folder)
    source = LocalSource(index.data)
    reader = IndexReader(index.data, DEFAULT_MODEL, source)
    with pytest.raises(IndexDamaged, match="run `python -m ingest` to build it again"):
        when_checked(reader, source)
    synchronise(index)
    assert reader.current().generation.folder.name == "gen-000002"


def test_a_store_that_was_checked_is_not_opened_again_until_a_file_of_it_changes(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("corpus.store_check.run_child", lambda *given: asked.append(given))
    assert is_checked(generation), "ingest checked it"
    check_in_child(generation)
    assert asked == []
    scramble_vectors(generation.folder)
    assert not is_checked(generation)
    check_in_child(generation)
    assert len(asked) == 1


def test_what_a_child_found_whole_is_remembered(generation: Generation) -> None:
    (generation.folder / "store-checked.json").unlink()
    check_in_child(generation)
    assert is_checked(generation)


def test_checking_leaves_the_store_as_it_was_written_down(generation: Generation) -> None:
    check_and_remember(generation)
    assert is_checked(generation)


@pytest.mark.parametrize(
    ("reason", "damaged"),
    [
        ("crashed the reader (SIGBUS)", True),
        ("crashed the reader (SIGSEGV)", True),
        ("made the reader fail (PanicException)", True),
        ("made no progress in 300 seconds", False),
        ("crashed the reader (SIGKILL)", False),
        ("needed more than 1048576 MB of memory", False),
    ],
)
def test_only_a_child_that_fails_over_the_store_says_something_about_it(
    generation: Generation, monkeypatch: pytest.MonkeyPatch, reason: str, damaged: bool
) -> None:
    def ends(*_given: object) -> None:
        raise ChildEnded(reason)

    monkeypatch.setattr("corpus.store_check.run_child", ends)
    (generation.folder / "store-checked.json").unlink()
    with pytest.raises(IndexDamaged if damaged else ChildEnded) as caught:
        check_in_child(generation)
    assert reason in str(caught.value)


def test_a_check_that_could_not_be_made_is_logged_and_questions_are_answered(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def ends(_generation: Generation) -> None:
        raise ChildEnded("made no progress in 300 seconds")

    monkeypatch.setattr(local_source, "check_in_child", ends)
    source = LocalSource(index.data)
    reader = IndexReader(index.data, DEFAULT_MODEL, source)
    assert len(when_checked(reader, source).generation.passages)
    assert "the vector store was not checked: made no progress" in caplog.text


def test_a_generation_that_is_removed_while_it_is_checked_was_not_damaged(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def goes(generation: Generation) -> None:
        generation.folder.rename(generation.folder.with_name("gone"))
        raise IndexDamaged("a file is missing")

    monkeypatch.setattr(local_source, "check_in_child", goes)
    source = LocalSource(index.data)
    generation = read_generation(source.current())
    source.store(generation)
    source.settle()
    generation.folder.with_name("gone").rename(generation.folder)
    source.check(generation)


def test_beyond_what_is_compared_one_by_one_the_store_is_opened_and_checked_at_once(
    index: IngestSettings, generation: Generation, folder: Path
) -> None:
    source = LocalSource(index.data, exact=len(generation.passages) - 1)
    store = source.store(generation)
    assert isinstance(store, ChromaIndex)
    assert store.count() == len(generation.passages)
    store.close()
    assert LocalSource(index.data, exact=len(generation.passages)).store(generation) is None
    scramble_vectors(folder)
    with pytest.raises(IndexDamaged, match="vector store"):
        source.store(generation)


IMPORTS = {
    "importing": "import corpus.generation, corpus.index_folder, corpus.reader, corpus.sources",
    "reading": (
        "import sys\nfrom pathlib import Path\nfrom corpus.generation import read_generation\n"
        "from corpus.admission import Admission\nfrom corpus.lexical import LexicalIndex\n"
        "from corpus.local_source import LocalSource\n"
        "source = LocalSource(Path(sys.argv[1]))\n"
        "g = read_generation(source.current())\n"
        "assert source.store(g) is None\n"
        "words = LexicalIndex(g.folder / 'words', g.passages, Admission(g.passages))\n"
        "assert words.search('horses', top_k=1)"
    ),
}


@pytest.mark.parametrize("what", IMPORTS)
def test_neither_importing_nor_reading_an_index_loads_what_is_heavy(
    index: IngestSettings, what: str
) -> None:
    told = f"{IMPORTS[what]}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    process = subprocess.run(
        [sys.executable, "-c", told, str(index.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout.strip() == ""


def test_settling_waits_for_every_check(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def note(generation: Generation) -> None:
        checked.append(generation.folder.name)

    monkeypatch.setattr(local_source, "check_in_child", note)
    source = LocalSource(index.data)
    source.store(read_generation(source.current()))
    source.settle()
    assert checked == ["gen-000001"]

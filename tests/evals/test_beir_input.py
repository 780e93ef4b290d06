"""What is read of data in BEIR's layout, and what is said where it is not as it must be."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.beir.reading import read_beir
from tests.evals.small_beir import MARKS, PASSAGES, QUERIES, write_marks, write_set


def test_marks_are_those_of_the_test_file_or_of_all_files_together(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set")
    write_marks(folder / "qrels" / "train.tsv", [("q3", "bread", 2)])
    assert set(read_beir(folder).qrels) == {"q1", "q2", "q4"}
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    found = read_beir(folder)
    assert found.qrels_files == ("dev.tsv", "train.tsv")
    assert found.qrels == {
        "q1": {"owls": 1},
        "q2": {"ferry": 1},
        "q3": {"bread": 2},
        "q4": {"bridge": 1},
    }


def _add(name: str, line: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return change


def _put(name: str, raw: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(raw)

    return change


def _drop(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


_CORPUS, _QUERIES, _MARKS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
_HEADER = b"query-id\tcorpus-id\tscore\n"
_PASSAGE_AT, _QUERY_AT, _MARK_AT = len(PASSAGES) + 1, len(QUERIES) + 1, len(MARKS) + 2
BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no folder": (shutil.rmtree, "no such folder"),
    "no corpus": (_drop(_CORPUS), "corpus.jsonl: not found"),
    "no queries file": (_drop(_QUERIES), "queries.jsonl: not found"),
    "no marks file": (_drop(_MARKS), "qrels: holds no .tsv file"),
    "broken JSON": (_add(_CORPUS, '{"_id": "x", '), f"corpus.jsonl:{_PASSAGE_AT}: not valid JSON"),
    "deep JSON": (_add(_CORPUS, "[" * 10**5), f"corpus.jsonl:{_PASSAGE_AT}: not valid JSON"),
    "no object": (_add(_QUERIES, "[1]"), f"queries.jsonl:{_QUERY_AT}: must be an object"),
    "no id": (_add(_CORPUS, '{"text": "x"}'), f"corpus.jsonl:{_PASSAGE_AT}: `_id` is missing"),
    "a number as id": (_add(_CORPUS, '{"_id": 7, "text": "x"}'), "`_id` must be text"),
    "no text": (_add(_CORPUS, '{"_id": "x"}'), f"corpus.jsonl:{_PASSAGE_AT}: `text` is missing"),
    "an id twice": (
        _add(_CORPUS, '{"_id": "owls", "text": "again"}'),
        f"corpus.jsonl:{_PASSAGE_AT}: id 'owls' is used before, at line 2",
    ),
    "a query twice": (_add(_QUERIES, '{"_id": "q1", "text": "again"}'), "'q1' is used before"),
    "not UTF-8": (
        _put(_CORPUS, b'{"_id": "a", "text": "caf\xe9"}'),
        "corpus.jsonl:1: is not UTF-8",
    ),
    "no passages": (_put(_CORPUS, b"\n"), "holds no passage with words"),
    "no words": (_put(_CORPUS, b'{"_id": "a", "text": "..."}'), "holds no passage with words"),
    "no queries": (_put(_QUERIES, b"\n"), "queries.jsonl: holds no query"),
    "an empty query": (_add(_QUERIES, '{"_id": "x", "text": " "}'), "`text` is empty"),
    "a strange history": (
        _add(_QUERIES, '{"_id": "x", "text": "y", "metadata": {"history": [3]}}'),
        f"queries.jsonl:{_QUERY_AT}: a turn of the history must be",
    ),
    "no mark for any query": (_put(_MARKS, _HEADER), "no query has a relevant passage"),
    "only marks of what cannot be answered": (
        _put(_MARKS, _HEADER + b"q4\tbridge\t1\n"),
        "no query with a relevant passage has the answerability ANSWERABLE or PARTIAL",
    ),
    "no header": (_put(_MARKS, b"q1\towls\t1\n"), "test.tsv:1: has no header"),
    "an unknown passage": (
        _add(_MARKS, "q1\tno-such-passage\t1"),
        f"test.tsv:{_MARK_AT}: 'no-such-passage' is not an id of corpus.jsonl",
    ),
    "an unknown query": (_add(_MARKS, "q9\towls\t1"), "'q9' is not an id of queries.jsonl"),
    "spaces for tabs": (_add(_MARKS, "q1 owls 1"), f"test.tsv:{_MARK_AT}: must be query-id"),
    "a score in words": (_add(_MARKS, "q1\tbread\thigh"), "must be a whole number"),
    "two scores for a pair": (_add(_MARKS, "q1\towls\t2"), "has another score before"),
}


@pytest.mark.parametrize("what", list(BROKEN))
def test_what_is_wrong_is_said_in_one_line_before_anything_is_indexed(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, expected = BROKEN[what]
    folder = write_set(tmp_path / "set")
    change(folder)
    monkeypatch.setenv("PLANS_DATA", str(tmp_path / "data"))
    assert main(["beir", str(folder)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"error: {folder}")
    assert expected in shown.err
    assert shown.err.count("\n") == 1
    assert not (tmp_path / "data").exists()

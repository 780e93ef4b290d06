"""`python -m ingest`: one clear line for each thing that is wrong, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.index_folder import IndexFolder
from ingest.__main__ import main
from ingest.settings import IngestSettings
from tests.corpus.small import CATALOGUE, DIGESTS

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def run(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run the command line in this process; returns status, output and messages, line by line."""
    monkeypatch.setenv("PLANS_DATA", str(index.data))
    monkeypatch.setenv("PLANS_CORPUS", str(index.corpus[0]))

    def call(*arguments: str) -> tuple[int, list[str], list[str]]:
        capsys.readouterr()
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = int(str(stopped.code))
        out, err = capsys.readouterr()
        messages = [line for line in err.splitlines() if line and "\r" not in line]
        return status, out.splitlines(), [m for m in messages if "it/s" not in m and "%|" not in m]

    return call


def test_a_run_without_changes_says_so_and_ends_well(run: Run) -> None:
    status, out, err = run()
    assert (status, err) == (0, [])
    assert out == [
        "gen-000001: 0 added, 0 updated, 0 deleted, 3 unchanged, 1 known but not held; "
        "0 texts embedded, 0 reused"
    ]


def test_each_change_is_a_line(run: Run, index: IngestSettings) -> None:
    digests = index.corpus[0] / "digests"
    (digests / "news-2014.md").write_text("# Van\n\nIt left.\n", "utf-8")
    (digests / "lost.md").write_text("Text.", "utf-8")
    status, out, err = run()
    assert (status, out[0]) == (0, "updated  news-2014")
    assert out[1].startswith("gen-000002: 0 added, 1 updated, 0 deleted, 2 unchanged")
    assert any(
        line.startswith(f"note: {digests / 'lost.md'}: no catalogue entry names") for line in err
    )


def test_a_file_that_cannot_be_read_is_a_line_and_a_status_that_is_not_0(
    run: Run, index: IngestSettings
) -> None:
    path = index.corpus[0] / "digests" / "news-2014.md"
    path.unlink()
    status, out, err = run()
    assert status == 1
    assert err == [
        f"error: {path}: not found; restore the file or correct its name "
        "(its text from the last index is kept)"
    ]
    assert out[-1].startswith("gen-000001: ")


def test_every_problem_of_the_catalogue_is_a_line_of_its_own(
    run: Run, index: IngestSettings
) -> None:
    path = index.corpus[0] / "catalogue.yaml"
    text = CATALOGUE.replace("kind: news", "kind: gossip").replace(
        '"2016"\n  period', "x\n  period"
    )
    path.write_text(text, "utf-8")
    status, out, err = run()
    assert (status, out) == (1, [])
    assert [line.split(": ")[1] for line in err] == [f"{path}:{n}" for n in (14, 22, 29)]
    assert all(line.startswith("error: ") for line in err)


def test_adding_an_original_puts_it_in_place_and_indexes_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Camels\n\nFour camels patrol the woods.\n", "utf-8")
    status, out, _ = run("add", str(tmp_path / "page.txt"), "--as", "news-2017")
    assert status == 0
    assert out[0].startswith("news-2017: the original is now ")
    assert out[1] == "updated  news-2017"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("add", "none.md", "--as", "news-2017"), "none.md: not found", id="no-file"),
        pytest.param(
            ("add", "a.pdf", "--as", "news-2017"),
            "error: a.pdf: is damaged, or cut short",
            id="a-pdf",
        ),
        pytest.param(("add", "a.md", "--as", "news-2071"), "did you mean news-2017", id="a-slip"),
        pytest.param(("add", "bad.md", "--as", "news-2017"), "is not UTF-8 text", id="latin-1"),
        pytest.param(("add", ".", "--as", "news-2017"), "without a suffix", id="a-folder"),
    ],
)
def test_what_cannot_be_added_is_one_line_and_changes_nothing(
    run: Run,
    index: IngestSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("Text.", "utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "bad.md").write_bytes(b"caf\xe9")
    status, out, err = run(*arguments)
    assert (status, out, len(err)) == (1, [], 1)
    assert err[0].startswith("error: ")
    assert message in err[0]
    assert not (index.data / "originals").exists()


@pytest.mark.parametrize("arguments", [("add",), ("delete", "x"), ("remove",), ("--colour",)])
def test_a_command_that_is_not_known_ends_with_how_it_is_used(
    run: Run, arguments: tuple[str, ...]
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, [])
    assert err[0].startswith("usage: python -m ingest")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PLANS_CORPUS", "/nowhere", "/nowhere/catalogue.yaml: not found; PLANS_CORPUS must name"),
        ("PLANS_EMBEDDING_MODEL", "/nowhere", "embedding model '/nowhere': /nowhere is not a"),
        ("PLANS_DATA", "/dev/null", "/dev/null/index: Not a directory"),
    ],
)
def test_a_setting_that_leads_nowhere_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    status, out, err = run()
    assert (status, out, len(err)) == (1, [], 1)
    assert message in err[0]


def test_a_second_writer_is_one_line(run: Run, index: IngestSettings) -> None:
    with IndexFolder(index.data / "index").writing():
        status, out, err = run()
    assert (status, out, len(err)) == (1, [], 1)
    assert f"process {os.getpid()} is writing the index; wait until it has finished" in err[0]


def test_a_damaged_index_is_mended_with_a_note(run: Run, index: IngestSettings) -> None:
    (index.data / "index" / "gen-000001" / "chroma" / "chroma.sqlite3").unlink()
    status, out, err = run()
    assert status == 0
    assert out[-1].startswith("gen-000002: ")
    assert any(
        line.startswith("note: ") and "the vector store is built again" in line for line in err
    )


def test_the_module_runs_as_a_command_and_prints_no_traceback(
    index: IngestSettings, write_corpus: Callable[..., Path]
) -> None:
    broken = write_corpus("- id: [a\n", DIGESTS, "broken")
    process = subprocess.run(
        [sys.executable, "-m", "ingest"],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(index.data), "PLANS_CORPUS": str(broken)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr == (
        f"error: {broken / 'catalogue.yaml'}:2: not valid YAML: "
        "expected ',' or ']', but got '<stream end>'\n"
    )

"""What happens between processes: reading while another writes, and a writer that is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.index_folder import IndexFolder

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "what did the 2015 plan say about cybercrime?"
NEW_TEXT = (
    "# Plan news\n\n## Cybercrime\n\nThe 2015 plan pays for {} officers against cybercrime.\n"
)


@pytest.fixture
def data(tmp_path: Path, shipped: Path) -> Path:
    """A copy of the shipped index that a test may change."""
    return Path(shutil.copytree(shipped, tmp_path / "data"))


def _start(data: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def _run(data: Path, *arguments: str) -> tuple[int, str, str]:
    process = _start(data, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def _original(data: Path, officers: int) -> None:
    folder = data / "originals"
    folder.mkdir(exist_ok=True)
    (folder / "news-2015-06-plan-presented.md").write_text(NEW_TEXT.format(officers), "utf-8")


class _Reader:
    """A process that answers a question whenever it is asked to."""

    def __init__(self, data: Path) -> None:
        self.process = _start(data, "assistant", "ask", "--batch", "-", stdin=subprocess.PIPE)

    def ask(self) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"question": QUESTION}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def stop(self) -> None:
        self.process.communicate(timeout=60)


def test_two_readers_answer_while_a_third_process_writes_and_then_from_the_new_index(
    data: Path,
) -> None:
    readers = [_Reader(data), _Reader(data)]
    before = [reader.ask() for reader in readers]
    _original(data, 17)
    writer = _start(data, "ingest")
    during = []
    while writer.poll() is None:
        during += [reader.ask() for reader in readers]
    assert writer.returncode == 0, writer.communicate()
    after = [reader.ask() for reader in readers]
    for reader in readers:
        reader.stop()
    assert {answer["status"] for answer in before + during + after} == {"answered"}
    old, new = before[0]["versions"]["index"], after[0]["versions"]["index"]
    assert old != new
    for answer in before + during + after:
        found = "17 officers" in answer["text"]
        assert found == (answer["versions"]["index"] == new)
    assert {answer["versions"]["index"] for answer in after} == {new}


def test_after_kill_9_in_the_middle_of_an_ingest_the_last_whole_index_answers(data: Path) -> None:
    old = IndexFolder(data / "index").current().name
    _original(data, 18)
    writer = _start(data, "ingest")
    while writer.poll() is None:
        if list((data / "index").glob("gen-*.part")):
            os.kill(writer.pid, signal.SIGKILL)
            break
    writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL
    status, out, _ = _run(data, "assistant", "ask", "--json", QUESTION)
    answer = json.loads(out)
    assert (status, answer["status"], answer["versions"]["index"]) == (0, "answered", old)
    assert _run(data, "ingest")[0] == 0
    assert "18 officers" in _run(data, "assistant", "ask", QUESTION)[1]
    assert not list((data / "index").glob("gen-*.part"))


def test_a_second_writer_is_refused_in_one_clear_line(data: Path) -> None:
    with IndexFolder(data / "index").writing():
        status, _, err = _run(data, "ingest")
    assert status == 1
    assert err.startswith("error: ")
    assert f"process {os.getpid()} is writing the index" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("damage", ["sqlite gone", "sqlite empty", "chroma gone", "no index"])
def test_a_lost_store_is_said_and_never_answered_from_as_if_it_were_empty(
    data: Path, damage: str
) -> None:
    generation = IndexFolder(data / "index").current()
    store = generation / "chroma" / "chroma.sqlite3"
    if damage == "sqlite gone":
        store.unlink()
    elif damage == "sqlite empty":
        store.write_bytes(b"")
    elif damage == "chroma gone":
        shutil.rmtree(store.parent)
    else:
        shutil.rmtree(data / "index")
    status, out, err = _run(data, "assistant", "ask", QUESTION)
    assert (status, out) == (1, "")
    assert err.startswith("error: ")
    assert "run `python -m ingest`" in err
    assert err.count("\n") == 1
    assert _run(data, "ingest")[0] == 0
    assert _run(data, "assistant", "ask", QUESTION)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (("ask", ""), {}),
        (("ask", "a" * 100_000), {}),
        (("ask", "--batch", "/no/such/file"), {}),
        (("ask", "precept"), {"PLANS_PORT": "abc"}),
        (("ask", "precept"), {"PLANS_AS_OF": "yesterday"}),
        (("ask", "precept"), {"PLANS_EMBEDDING_MODEL": "/no/such/model"}),
    ],
)
def test_bad_input_gives_one_clear_line_and_no_traceback(
    shipped: Path,
    arguments: tuple[str, ...],
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    status, out, err = _run(shipped, "assistant", *arguments)
    assert status != 0
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1


def test_asking_needs_neither_torch_nor_gradio(shipped: Path) -> None:
    code = (
        "import sys; from assistant.__main__ import main; main(['ask', 'precept 2016']); "
        "print([m for m in ('torch', 'gradio', 'sentence_transformers') if m in sys.modules])"
    )
    process = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(shipped)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.stdout.endswith("[]\n")


def test_serving_is_refused_where_questions_would_be_traced(tmp_path: Path) -> None:
    environment = {**os.environ, "LANGCHAIN_TRACING_V2": "true", "PLANS_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--port", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "error: LANGCHAIN_TRACING_V2 is set: questions would leave this machine; unset it\n"
    )

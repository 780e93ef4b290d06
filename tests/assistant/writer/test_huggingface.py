"""A chat model from a folder of this machine: opened without a network, and asked like any other."""

import asyncio
import json
import threading
from contextlib import aclosing
from pathlib import Path

import pytest

from assistant.answers import Ended
from assistant.settings import AssistantSettings
from assistant.writer.chat_model import ChatModel, open_chat_model
from assistant.writer.event_loop import pieces
from assistant.writer.local_model import local_chunks
from assistant.writer.opening_model import open_langchain
from corpus.errors import PlansError
from tests.assistant.writer.asking import QUESTION, SCHEMA, SYSTEM, ended
from tests.assistant.writer.small_model import small_chat_model


def _open(folder: Path, data: Path, *, tokens: int = 50, seconds: float = 20) -> ChatModel:
    settings = AssistantSettings(
        data=data, model=f"huggingface:{folder}", model_tokens=tokens, model_seconds=seconds
    )
    model = open_chat_model(settings, {})
    assert model is not None
    return model


def _all_end(threads: set[threading.Thread]) -> None:
    """See that none of these goes on writing; those of the loop itself may stay."""
    for thread in threads:
        if thread.name.startswith("Thread-"):
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_chat_model(tmp_path_factory.mktemp("models") / "small")


def test_a_model_from_a_folder_writes(folder: Path, tmp_path: Path) -> None:
    model = _open(folder, tmp_path)
    text = "".join(model.stream(SYSTEM, QUESTION, SCHEMA))
    assert text
    assert "".join(model.stream(SYSTEM, QUESTION, SCHEMA)) == text  # never by chance
    assert "Ebenezer" not in text  # what was asked is no part of the reply
    assert model.budget.used() > 0


def test_its_name_does_not_tell_where_it_lies(folder: Path, tmp_path: Path) -> None:
    assert _open(folder, tmp_path).name == "huggingface:small"


def test_it_too_ends_in_time_and_its_work_stops(folder: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    model = _open(folder, tmp_path, tokens=8_000, seconds=0.5)
    assert ended(model) is Ended.TIMED_OUT
    _all_end(set(threading.enumerate()) - before)


def test_it_stops_when_nobody_listens_any_more(folder: Path, tmp_path: Path) -> None:
    settings = AssistantSettings(data=tmp_path, model=f"huggingface:{folder}")
    model = open_langchain(settings, {})
    way = {"pipeline_kwargs": {"max_new_tokens": 20_000, "do_sample": False}}

    async def listen(_: object) -> None:
        async with asyncio.timeout(0.2), aclosing(local_chunks(model, [("human", "?")], way)) as it:
            async for _ in it:
                pass

    before = set(threading.enumerate())
    with pytest.raises(TimeoutError):
        list(pieces(listen, 5))
    _all_end(set(threading.enumerate()) - before)


def test_one_reply_at_a_time_is_enough_for_this_machine(folder: Path, tmp_path: Path) -> None:
    model = _open(folder, tmp_path)
    pieces = model.stream(SYSTEM, QUESTION, SCHEMA)
    next(pieces)
    assert ended(model) is Ended.BUSY
    pieces.close()


def test_a_model_that_is_not_for_chat_is_refused(tmp_path: Path) -> None:
    folder = small_chat_model(tmp_path / "small", template="")
    (folder / "chat_template.jinja").unlink(missing_ok=True)
    with pytest.raises(PlansError, match="has no chat template"):
        _open(folder, tmp_path)


def test_code_in_the_folder_is_never_run(tmp_path: Path) -> None:
    folder = small_chat_model(tmp_path / "small")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {
        "model_type": "own",
        "auto_map": {"AutoConfig": "own.Own", "AutoModelForCausalLM": "own.Own"},
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    ran = tmp_path / "ran"
    (folder / "own.py").write_text(f"open({str(ran)!r}, 'w')\nclass Own: pass\n", "utf-8")
    with pytest.raises(PlansError, match="cannot be opened"):
        _open(folder, tmp_path)
    assert not ran.exists()


def test_weights_that_can_hold_code_are_not_read(folder: Path, tmp_path: Path) -> None:
    pickled = tmp_path / "pickled"
    pickled.mkdir()
    for file in folder.iterdir():
        name = "pytorch_model.bin" if file.suffix == ".safetensors" else file.name
        (pickled / name).write_bytes(file.read_bytes())
    with pytest.raises(PlansError, match="safetensors"):
        _open(pickled, tmp_path)

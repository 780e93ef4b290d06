"""What is wrong with the settings of a chat model is said at the start, with what to do."""

import json
import logging
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.settings import AssistantSettings
from assistant.writer.chat_model import ChatModel, ModelError, open_chat_model
from corpus.errors import PlansError
from evals.scripted.server import Reply, ScriptedServer
from tests.assistant.writer.asking import CLAIMS, KEY, QUESTION, SCHEMA, SYSTEM, ask, opened

_NO_ENVIRONMENT: dict[str, str] = {}


def _chunk(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _open(
    data: Path, model: str, environment: dict[str, str] = _NO_ENVIRONMENT, **settings: Any
) -> ChatModel | None:
    return open_chat_model(AssistantSettings(data=data, model=model, **settings), environment)


def test_without_a_model_there_is_none(tmp_path: Path) -> None:
    assert _open(tmp_path, "") is None


@pytest.mark.parametrize("model", ["gpt", "openai:", "openai: ", ":name", "acme:name", "OPENAI:x"])
def test_a_model_of_another_form_names_the_providers(model: str, tmp_path: Path) -> None:
    with pytest.raises(PlansError, match="anthropic, huggingface, ollama, openai"):
        _open(tmp_path, model)


@pytest.mark.parametrize(
    ("provider", "module"),
    [
        ("openai", "langchain_openai"),
        ("openai", "langchain.chat_models"),
        ("anthropic", "langchain_anthropic"),
        ("ollama", "langchain_ollama"),
    ],
)
def test_a_library_that_is_not_installed_is_named_as_it_is_installed(
    provider: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(PlansError, match=rf"pip install -c constraints.txt -e '\.\[{provider}\]'"):
        _open(tmp_path, f"{provider}:name", model_key=SecretStr(KEY))


@pytest.mark.parametrize(
    ("provider", "variable"), [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY")]
)
def test_a_key_that_is_missing_is_asked_for(provider: str, variable: str, tmp_path: Path) -> None:
    with pytest.raises(PlansError, match=f"set PLANS_MODEL_KEY or {variable}"):
        _open(tmp_path, f"{provider}:name")
    assert _open(tmp_path, f"{provider}:name", {variable: KEY})
    assert _open(tmp_path, f"{provider}:name", model_key=SecretStr(KEY))
    assert _open(tmp_path, f"{provider}:name", model_url="http://127.0.0.1:9/v1")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("127.0.0.1:8000", "must be written like"),
        ("ftp://127.0.0.1/v1", "must be written like"),
        ("http:///v1", "must be written like"),
        ("http://127.0.0.1:99999/v1", "is not an address"),
        ("http://[::1/v1", "is not an address"),
        ("https://me:secret-word@example.org/v1", "no user name or password"),
        ("https://me@example.org/v1", "no user name or password"),
        ("https://example.org/v1?key=secret-word", "must be written like"),
        ("http://models.example.org/v1", "would travel unencrypted"),
        ("http://93.184.216.34/v1", "would travel unencrypted"),
    ],
)
def test_an_address_that_cannot_be_is_refused(url: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(PlansError, match=words) as caught:
        _open(tmp_path, "openai:name", model_url=url, model_key=SecretStr(KEY))
    assert "secret-word" not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "key", "said"),
    [
        ("http://127.0.0.1:8000/v1", KEY, ""),
        ("http://localhost:8000/v1", KEY, ""),
        ("https://models.example.org/v1", KEY, ""),
        ("http://10.0.0.7:8000/v1", KEY, "The key of the chat model travels to 10.0.0.7"),
        ("http://vllm:8000/v1", KEY, "The key of the chat model travels to vllm"),
        ("http://models.example.org/v1", "", "Questions travel to the chat model at models"),
    ],
)
def test_what_travels_unencrypted_is_said_once(
    url: str, key: str, said: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert _open(tmp_path, "openai:name", model_url=url, model_key=SecretStr(key))
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == bool(said)
    assert all(warning.startswith(said) for warning in warnings)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "must be a folder with a model"),
        (["config.json"], r"no weights as \*.safetensors"),
        (["config.json", "pytorch_model.bin"], r"no weights as \*.safetensors"),
    ],
)
def test_a_folder_without_a_model_is_refused(files: list[str], words: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in files:
        (folder / name).write_text("{}", "utf-8")
    with pytest.raises(PlansError, match=words):
        _open(tmp_path, f"huggingface:{folder}")


def test_a_model_from_a_folder_has_no_address(tmp_path: Path) -> None:
    with pytest.raises(PlansError, match="unset it"):
        _open(tmp_path, "huggingface:/model", model_url="http://127.0.0.1:8000/v1")


def test_the_environment_sends_questions_and_keys_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as other:
        for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "LANGSMITH_GATEWAY"):
            monkeypatch.setenv(name, other.url)
        monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "another key")
        monkeypatch.setenv("OPENAI_API_KEY", "another key")
        with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
            environment = {"OPENAI_API_KEY": "another key"}
            model = _open(tmp_path, "openai:name", environment, model_url=server.url)
            assert model is not None
            assert ask(model) == CLAIMS
        official = _open(tmp_path, "openai:name", environment)
        assert official is not None
        assert str(official._model.openai_api_base) == "https://api.openai.com/v1"  # type: ignore[attr-defined]
    assert other.asked == []
    assert "another key" not in str(server.asked[0].headers)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(text=CLAIMS),
        Reply(status=401, text=f"Incorrect key: {KEY}"),
        Reply(status=400, text=f"Refused: {QUESTION}"),
        Reply(status=500, text=QUESTION),
        Reply(raw=f"data: {{{QUESTION}\n\n".encode()),
        Reply(raw=_chunk({"id": 1, "choices": [{"delta": {"content": {"a": QUESTION}}}]})),
        Reply(raw=_chunk({"id": "1", "choices": [{"index": 0, "delta": {"content": [CLAIMS]}}]})),
        Reply(raw=_chunk({"id": QUESTION, "choices": [{"index": QUESTION, "delta": {}}]})),
        Reply(raw=_chunk({"choices": [], "usage": {"prompt_tokens": QUESTION}})),
        Reply(text=CLAIMS, cut_after=40),
        Reply(text=f"{QUESTION} {CLAIMS}", finish="length"),
    ],
)
def test_no_log_or_error_holds_the_key_the_question_or_the_reply(
    reply: Reply,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    recwarn: pytest.WarningsRecorder,
) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    with ScriptedServer(lambda _: reply) as server:
        try:
            ask(opened(server, tmp_path))
        except ModelError:
            told = traceback.format_exc()
            logging.getLogger("test").exception("as a caller may log it")
    captured = capfd.readouterr()
    warned = "".join(str(warning.message) for warning in recwarn)
    everything = caplog.text + told + captured.out + captured.err + warned
    for secret in (KEY, "Ebenezer", "Officers", SYSTEM):
        assert secret not in everything
    ours = ("assistant.", "asyncio", "corpus.", "test")
    assert all(record.name.startswith(ours) for record in caplog.records)
    if told:
        assert "The chat model openai:scripted gave no whole answer" in caplog.text


def test_nothing_is_traced_even_where_the_environment_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langsmith.utils import get_env_var, tracing_is_enabled

    traced = []

    async def look(seconds: float) -> None:
        traced.append(tracing_is_enabled())

    replies = iter([Reply(status=500)])
    get_env_var.cache_clear()
    with monkeypatch.context() as patched:
        patched.setenv("LANGSMITH_TRACING", "true")
        assert tracing_is_enabled()
        with ScriptedServer(lambda _: next(replies, Reply(text=CLAIMS))) as server:
            ask(opened(server, tmp_path, waits=look))
    get_env_var.cache_clear()
    assert traced == [False]


def test_a_wrong_key_says_what_to_check(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with ScriptedServer(lambda _: Reply(status=401)) as server:
        model = opened(server, tmp_path)
        for _ in range(3):
            with pytest.raises(ModelError):
                list(model.stream(SYSTEM, QUESTION, SCHEMA))
    assert caplog.text.count("check PLANS_MODEL_KEY") == 1


_PROXY = "http://me:secret-word@192.0.2.1:3128"


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9/v1"])
@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("anthropic", "ANTHROPIC_PROXY"),
        ("anthropic", "HTTPS_PROXY"),
        ("ollama", "http_proxy"),
        ("ollama", "ALL_PROXY"),
        ("openai", "HTTP_PROXY"),
        ("openai", "https_proxy"),
        ("openai", "all_proxy"),
        ("openai", "OPENAI_PROXY"),
    ],
)
def test_a_proxy_is_only_used_where_that_is_wanted(
    provider: str, name: str, url: str, tmp_path: Path
) -> None:
    settings: dict[str, Any] = {"model_url": url, "model_key": SecretStr(KEY)}
    with pytest.raises(PlansError, match=f"^{name} is set.*PLANS_MODEL_PROXY=true") as caught:
        _open(tmp_path, f"{provider}:name", {name: _PROXY}, **settings)
    assert "secret-word" not in str(caught.value)
    assert _open(tmp_path, f"{provider}:name", {name: " "}, **settings)
    assert _open(tmp_path, f"{provider}:name", {name: _PROXY}, model_proxy=True, **settings)


def test_a_model_of_this_machine_has_no_use_for_a_proxy(tmp_path: Path) -> None:
    with pytest.raises(PlansError, match="must be a folder with a model"):
        _open(tmp_path, f"huggingface:{tmp_path}", {"HTTPS_PROXY": _PROXY})


@pytest.mark.parametrize(
    "name",
    [
        "ANTHROPIC_CUSTOM_HEADERS",
        "OPENAI_CUSTOM_HEADERS",
        "OPENAI_ORGANIZATION",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
    ],
)
def test_what_is_for_the_provider_is_sent_to_no_other_address(name: str, tmp_path: Path) -> None:
    model = f"{name.partition('_')[0].lower()}:name"
    key, url = SecretStr(KEY), "http://127.0.0.1:9/v1"
    with pytest.raises(PlansError, match=f"^{name} is set.*PLANS_MODEL_URL; unset it") as caught:
        _open(tmp_path, model, {name: "secret-word"}, model_key=key, model_url=url)
    assert "secret-word" not in str(caught.value)
    assert _open(tmp_path, model, {name: "secret-word"}, model_key=key)


def test_without_a_model_none_of_its_libraries_is_loaded() -> None:
    program = (
        "import assistant.pipeline, assistant.writer.chat_model, sys\n"
        "print(sorted({'anthropic', 'langchain', 'langchain_openai', 'ollama', "
        "'openai', 'torch', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_an_address_without_a_model_is_said_and_not_ignored(tmp_path: Path) -> None:
    settings = AssistantSettings(data=tmp_path, model_url="http://127.0.0.1:9/v1")
    with pytest.raises(PlansError, match="PLANS_MODEL_URL is set and PLANS_MODEL is not"):
        open_chat_model(settings, {})

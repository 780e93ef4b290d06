"""The scripted server tells a script what was asked, and what went wrong in it."""

import json

import httpx
import pytest

from evals.scripted.server import Asked, Reply, ScriptedServer

_MESSAGE = """Question: What did the 2015 plan say?
Understood as: the plan of 2015

Quotations:
[1] Plan (plan, March 2015), under "Aims":
First words.

- [2] is no head here:
[1] nor this:
[2] Plan, page 12, under "Money":
Second words."""


def _ask(server: ScriptedServer, *, stream: bool) -> httpx.Response:
    messages = [{"role": "system", "content": "Be short."}, {"role": "user", "content": _MESSAGE}]
    body = {"model": "scripted", "messages": messages, "stream": stream}
    return httpx.post(f"{server.url}/chat/completions", json=body)


def test_a_script_reads_the_question_and_the_quotations() -> None:
    with ScriptedServer(lambda _: Reply(text="Yes.")) as server:
        _ask(server, stream=True)
    asked = server.asked[0]
    assert (asked.system, asked.question) == ("Be short.", "What did the 2015 plan say?")
    assert asked.quotations == {
        1: "First words.\n\n- [2] is no head here:\n[1] nor this:",
        2: "Second words.",
    }


def test_a_message_of_another_form_has_neither() -> None:
    asked = Asked(system="", message="Hello", stream=True)
    assert (asked.question, dict(asked.quotations)) == ("", {})


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_comes_whole_in_either_form(stream: bool) -> None:
    text = "Officers were recruited – 100 of them."
    with ScriptedServer(lambda _: Reply(text=text)) as server:
        said = _ask(server, stream=stream).text
    if stream:
        events = [json.loads(line[6:]) for line in said.splitlines() if line.startswith("data: {")]
        assert "".join(e["choices"][0]["delta"].get("content", "") for e in events) == text
    else:
        assert json.loads(said)["choices"][0]["message"]["content"] == text


@pytest.mark.parametrize("stream", [True, False])
def test_a_cut_is_seen_as_one(stream: bool) -> None:
    with (
        ScriptedServer(lambda _: Reply(text="Officers were recruited.", cut_after=5)) as server,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        _ask(server, stream=stream)


def test_a_script_that_fails_fails_the_test() -> None:
    def script(asked: Asked) -> Reply:
        return Reply(text=asked.quotations[7])

    with pytest.raises(KeyError), ScriptedServer(script) as server:
        assert _ask(server, stream=True).status_code == 500


def test_the_models_are_listed() -> None:
    with ScriptedServer(lambda _: Reply()) as server:
        assert httpx.get(f"{server.url}/models").json()["data"][0]["id"] == "scripted"
        assert httpx.get(f"{server.url}/nothing").status_code == 404

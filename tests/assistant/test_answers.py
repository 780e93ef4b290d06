"""The JSON form of an answer is a public interface."""

import json
from pathlib import Path

import jsonschema

from assistant.answers import answer_schema, to_json
from assistant.pipeline import Assistant

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "answer.schema.json"
QUESTIONS = [
    "what did the 2015 plan say about cybercrime?",
    "the 2011 plan on crime",
    "",
    "he has a gun",
]
PROMISED = {
    "id", "question", "status", "text", "scope", "citations", "timings", "versions", "schema",
}  # fmt: skip
PROMISED_OF_CITATIONS = {
    "marker", "document", "passage", "quotation", "start", "end", "page", "heading", "source", "url",
}  # fmt: skip


def test_every_answer_fits_the_published_schema(assistant: Assistant) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for question in QUESTIONS:
        jsonschema.validate(json.loads(to_json(assistant.answer(question))), schema)


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == answer_schema()


def test_an_answer_has_all_that_was_promised(assistant: Assistant) -> None:
    answer = json.loads(to_json(assistant.answer(QUESTIONS[0])))
    assert set(answer) >= PROMISED
    assert set(answer["citations"][0]) >= PROMISED_OF_CITATIONS
    assert set(answer["scope"]) >= {"documents", "words"}
    assert answer["citations"][0]["source"] == "digest"
    assert {c["document"] for c in answer["citations"]} <= set(answer["scope"]["documents"])


def test_the_same_question_to_the_same_index_has_the_same_answer(assistant: Assistant) -> None:
    one, other = (json.loads(to_json(assistant.answer(QUESTIONS[0], name="x"))) for _ in range(2))
    one.pop("timings")
    other.pop("timings")
    assert one == other

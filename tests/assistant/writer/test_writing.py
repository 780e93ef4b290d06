"""A short answer over the shipped corpus, from a scripted model over a real connection."""

import dataclasses
import hashlib
import itertools
import json
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import jsonschema
import pytest

from assistant.answers import Answer, Ended, Status, answer_schema, to_json
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.writer.opening import open_writer
from assistant.writer.prompting import PROMPT_VERSION, answer_prompt
from assistant.writer.writing import Writer
from evals.samples import WRITTEN
from evals.scripted.server import Asked, Reply, ScriptedServer
from tests.assistant.writer.small_model import small_chat_model

QUESTION = "what did the 2015 plan say about cybercrime?"
LIE = {"text": "Cybercrime was abolished in 1999.", "markers": [1]}


def claims(*given: object) -> str:
    return json.dumps({"claims": given}, ensure_ascii=False)


def first_sentence(asked: Asked, marker: int = 1) -> dict[str, object]:
    """The first sentence of a quotation, word for word."""
    words = asked.quotations[marker].splitlines()[-1].removeprefix("• ")
    return {"text": words.partition(". ")[0].rstrip(".;") + ".", "markers": [marker]}


def truth_then_lie(asked: Asked) -> Reply:
    return Reply(text=claims(first_sentence(asked), LIE))


Opens = Callable[..., tuple[Assistant, ScriptedServer]]


@pytest.fixture
def served(shipped: Path, tmp_path: Path) -> Iterator[Opens]:
    """Opens the assistant with a script in place of a model."""
    started: list[ScriptedServer] = []

    def opens(
        script: Callable[[Asked], Reply], **settings: object
    ) -> tuple[Assistant, ScriptedServer]:
        server = ScriptedServer(script)
        started.append(server.__enter__())
        values = {"data": shipped, "as_of": WRITTEN, "model": "openai:scripted"} | settings
        values |= {"model_url": server.url, "model_key": "none"}
        made = AssistantSettings(**values)  # type: ignore[arg-type]
        # Its budget is kept elsewhere, since the shipped index is everybody's.
        writer = open_writer(made.model_copy(update={"data": tmp_path}), {})
        return Assistant(made, writer=writer), server

    yield opens
    for server in started:
        server.__exit__(None, None, None)


def alike(answer: Answer) -> dict[str, object]:
    """What a reader sees of an answer besides the written sentences."""
    left_out = ("id", "timings", "writer", "written", "text")
    return {k: v for k, v in dataclasses.asdict(answer).items() if k not in left_out}


def test_what_the_quotation_says_is_shown_and_what_it_does_not_is_dropped(served: Opens) -> None:
    assistant, server = served(truth_then_lie)
    answer = assistant.answer(QUESTION)
    (sentence,) = answer.written
    assert sentence.markers == (1,)
    published = next(cited.published for cited in answer.citations if cited.marker == 1)
    assert f"In short: {sentence.text} [1] ({published})" in answer.text
    assert answer.writer is not None
    assert (answer.writer.sentences, sum(answer.writer.dropped.values())) == (2, 1)
    assert answer.writer.ended is Ended.FINISHED
    assert "1999" not in to_json(answer)
    assert len(server.asked) == 1


def test_the_quotations_are_those_that_stand_without_a_model(
    served: Opens, assistant: Assistant, shipped: Path
) -> None:
    written, _ = served(truth_then_lie)
    plain = Assistant(AssistantSettings(data=shipped, as_of=WRITTEN))
    assert alike(written.answer(QUESTION)) == alike(plain.answer(QUESTION))


def test_an_answer_with_sentences_keeps_to_the_published_schema(served: Opens) -> None:
    assistant, _ = served(truth_then_lie)
    jsonschema.validate(json.loads(to_json(assistant.answer(QUESTION))), answer_schema())


def test_the_first_sentence_is_shown_before_the_reply_has_ended(served: Opens) -> None:
    hold = threading.Event()

    def slow(asked: Asked) -> Reply:
        text = claims(first_sentence(asked), LIE)
        return Reply(text=text, hold=hold, hold_after=text.index("}") + 14)

    assistant, _ = served(slow)
    answers = assistant.answers(QUESTION)
    quoted, first = next(answers), next(answers)
    assert quoted.writer is not None
    assert (quoted.written, quoted.writer.ended) == ((), None)
    assert quoted.citations == first.citations
    assert len(first.written) == 1
    hold.set()
    *_, last = answers
    assert last.written == first.written


def test_nothing_that_was_shown_is_taken_back(served: Opens) -> None:
    def three(asked: Asked) -> Reply:
        told = [first_sentence(asked, marker) for marker in sorted(asked.quotations)[:3]]
        return Reply(text=claims(told[0], LIE, *told[1:]), piece=5)

    assistant, _ = served(three)
    shown = [answer.written for answer in assistant.answers(QUESTION)]
    assert all(later[: len(earlier)] == earlier for earlier, later in itertools.pairwise(shown))


def test_a_server_that_dies_leaves_what_was_checked_and_is_not_asked_again(served: Opens) -> None:
    def dies(asked: Asked) -> Reply:
        text = claims(first_sentence(asked), LIE)
        return Reply(text=text, cut_after=text.index("Cybercrime was") + 4)

    assistant, server = served(dies)
    answer = assistant.answer(QUESTION)
    assert len(answer.written) == 1
    assert answer.writer is not None and answer.writer.ended is Ended.BROKEN_OFF
    assert answer.status is Status.ANSWERED
    asked = len(server.asked)
    after = assistant.answer("what did the 2013 plan say about victims?")
    assert after.writer is not None and after.writer.ended is Ended.RESTING
    assert after.citations and not after.written
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=401),
        Reply(status=500),
        Reply(raw=b"data: {not json\n\n"),
        Reply(text="I am sorry, I cannot help with that."),
        Reply(text='{"claims": "none"}'),
        Reply(text=claims(LIE, "just words", {"text": 7}, {"markers": [1]})),
        Reply(text=claims({"text": "", "markers": []})),
    ],
    ids=["401", "500", "malformed", "prose", "no-list", "lies-and-scraps", "empty"],
)
def test_whatever_comes_back_the_quotations_stand_and_nothing_else_is_said(
    served: Opens, assistant: Assistant, reply: Reply, shipped: Path
) -> None:
    plain = Assistant(AssistantSettings(data=shipped, as_of=WRITTEN)).answer(QUESTION)
    broken, _ = served(lambda _: reply)
    answer = broken.answer(QUESTION)
    assert answer.written == ()
    assert answer.text == plain.text


def test_random_weights_write_nothing_that_is_shown(shipped: Path, tmp_path: Path) -> None:
    folder = small_chat_model(tmp_path / "model")
    made = AssistantSettings(
        data=shipped, as_of=WRITTEN, model=f"huggingface:{folder}", model_tokens=50
    )
    writer = open_writer(made.model_copy(update={"data": tmp_path}), {})
    answer = Assistant(made, writer=writer).answer(QUESTION)
    assert answer.status is Status.ANSWERED
    assert answer.citations and not answer.written
    assert answer.writer is not None and answer.writer.ended is not None


def test_a_model_gets_the_question_and_the_quotations_and_nothing_else(served: Opens) -> None:
    assistant, server = served(truth_then_lie)
    answer = assistant.answer(QUESTION, ["my name is Alex and I live in Ware"], name="who-asks")
    (asked,) = server.asked
    assert asked.system == answer_prompt()
    assert asked.question == QUESTION
    assert set(asked.quotations) == {citation.marker for citation in answer.citations}
    sent = json.dumps(asked.body)
    assert not any(word in sent for word in ("Alex", "Ware", "who-asks", "http"))


def test_of_a_reply_with_too_many_sentences_only_the_first_are_checked(served: Opens) -> None:
    def many(asked: Asked) -> Reply:
        return Reply(text=claims(*[LIE] * 20, first_sentence(asked)))

    assistant, _ = served(many)
    answer = assistant.answer(QUESTION)
    assert answer.writer is not None
    assert answer.written == ()
    assert answer.writer.dropped["beyond the fourth"] == 9


def test_a_sentence_that_begins_with_it_needs_one_before_it(served: Opens) -> None:
    assistant, _ = served(lambda _: Reply(text=claims({"text": "It was so.", "markers": [1]})))
    answer = assistant.answer(QUESTION)
    assert answer.writer is not None
    assert answer.writer.dropped == {"points away": 1}


def test_the_same_question_again_costs_nothing(served: Opens) -> None:
    assistant, server = served(truth_then_lie)
    first, second = assistant.answer(QUESTION), assistant.answer(QUESTION)
    assert (first.written, len(server.asked)) == (second.written, 1)


def test_what_is_kept_for_the_same_question_holds_no_question(shipped: Path) -> None:
    class Says:
        name = "openai:says"

        def stream(self, *_: object, **__: object) -> Generator[str]:
            yield '{"claims": []}'

    writer = Writer(Says())
    Assistant(AssistantSettings(data=shipped, as_of=WRITTEN), writer=writer).answer(QUESTION)
    kept = repr(vars(writer))
    assert len(vars(writer)["_kept"]) == 1
    assert "cybercrime" not in kept and "2015" not in kept


@pytest.mark.parametrize(
    "question",
    [
        "how many documents mention drones",
        "compare the themes of the 2015 plan and the 2017 plan",
        "what did they promise about special constables and did it happen",
        "who should I vote for?",
        "someone is breaking into my house",
        "how many swans live on the river",
    ],
)
def test_counts_verdicts_and_what_is_not_answered_are_never_phrased(
    served: Opens, question: str
) -> None:
    assistant, server = served(truth_then_lie)
    answer = assistant.answer(question)
    assert answer.writer is None
    assert server.asked == []


def test_nothing_is_phrased_before_an_election(served: Opens) -> None:
    assistant, server = served(truth_then_lie, pre_election=("2020-01-01/2020-03-01",))
    before = dataclasses.replace(assistant.answer(QUESTION))
    assert before.written
    near, asked = served(
        truth_then_lie,
        pre_election=(f"{WRITTEN:%Y-%m-%d}/{WRITTEN:%Y-%m-%d}",),
    )
    assert near.answer(QUESTION).writer is None
    assert asked.asked == [] and len(server.asked) == 1


def test_questions_to_go_on_with_ask_no_model(served: Opens) -> None:
    assistant, server = served(truth_then_lie)
    answer = assistant.answer(QUESTION)
    assert assistant.suggest(answer)
    assert len(server.asked) == 1


def test_a_page_that_is_left_closes_the_connection(served: Opens) -> None:
    hold = threading.Event()

    def waits(asked: Asked) -> Reply:
        text = claims(first_sentence(asked), LIE)
        return Reply(text=text, hold=hold, hold_after=text.index("}") + 14)

    assistant, server = served(waits)
    answers = assistant.answers(QUESTION)
    next(answers), next(answers)
    answers.close()  # type: ignore[attr-defined]
    hold.set()
    assert server.gone.acquire(timeout=10)


def test_another_prompt_is_another_version() -> None:
    # Answers record the version: whoever changes the prompt changes both.
    digest = hashlib.sha256(answer_prompt().encode()).hexdigest()[:12]
    assert (PROMPT_VERSION, digest) == ("2", "04e93c0c76e6")

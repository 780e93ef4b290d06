"""What is a commitment and what is not: sentences of our own, one of each way of putting it."""

from time import perf_counter

import pytest

from corpus.documents import SpanKind
from tests.assistant.commitments.examples import NOT_PROMISED, PROMISED
from tests.assistant.commitments.made import found_in


@pytest.mark.parametrize("words", PROMISED)
def test_a_promise_is_found(words: str) -> None:
    found = found_in(words)
    assert found is not None
    assert found.what
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize("words", NOT_PROMISED)
def test_what_is_no_promise_is_not_found(words: str) -> None:
    assert found_in(words) is None


@pytest.mark.parametrize("words", [s for s in PROMISED if '"' not in s])
def test_every_part_stands_in_the_sentence(words: str) -> None:
    found = found_in(words)
    assert found is not None
    for part in (found.who, found.what, found.beneficiary, found.by, found.measure):
        assert part in words


def test_a_promise_told_of_as_an_old_one_says_so() -> None:
    old = found_in("The Commissioner had promised two years before to open a hub.")
    new = found_in("The Commissioner promises to open a hub.")
    assert old is not None and old.earlier
    assert new is not None and not new.earlier


def test_a_promise_on_a_condition_says_so() -> None:
    tied = found_in("Subject to funding, we will open a hub.")
    free = found_in("We will open a hub.")
    begun = found_in("If nothing changes, the police will open a hub.")
    assert begun is not None and begun.conditional
    assert tied is not None and tied.conditional
    assert free is not None and not free.conditional


def test_what_belongs_to_somebody_is_nobody_who_promises() -> None:
    theirs = found_in("Its additional officers will patrol the villages.")
    office = found_in("Her office will open a hub.")
    assert theirs is not None and theirs.who == ""
    assert office is not None and office.who == "Her office"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("will " * 3000, id="one-word-again-and-again"),
        pytest.param("We will " + "a" * 100_000, id="a-word-without-end"),
        pytest.param("a, " * 30_000 + "we will go", id="commas"),
        pytest.param("every " * 5000 + "will be done", id="every"),
        pytest.param("1," * 20_000, id="figures"),
        pytest.param("\x00\u202eWe will \ud7ff{0.__class__}", id="controls-and-braces"),
        pytest.param("", id="nothing"),
        pytest.param("|" * 5000, id="bars"),
    ],
)
def test_hostile_words_are_judged_at_once(words: str) -> None:
    started = perf_counter()
    for form in SpanKind:
        found_in(words, form=form, lead="We will:")
    assert perf_counter() - started < 2

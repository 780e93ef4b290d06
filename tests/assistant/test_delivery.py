"""Whether a promise was kept: which questions ask it, what is searched, and what is answered."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.answers import Answer, Status
from assistant.delivery import asks_for_delivery, with_later_evidence
from assistant.pipeline import Assistant
from assistant.scope import SearchPlan, plan_search
from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.references import find_references

TODAY = dt.date(2026, 1, 1)
KEPT = "What did the 2015 plan promise about cybercrime and did it happen?"
COMPARED = "Compare the themes of the 2017 plan with those of the 2015 plan"
ONE_SIDED = "compare Beacon in 2013 and 2015"


@pytest.mark.parametrize(
    "question",
    [
        KEPT,
        "Lloyd promised to make offenders pay, what came of it?",
        "did they deliver what they pledged on Specials",
        "was the plan for a fire service takeover ever carried out?",
        "what progress on the 2015 plan's target so far?",
        "He said he'd recruit 250 more officers. Did he?",
        "Has the commitment on rural crime been met?",
        "Was the target for burglary achieved by 2020?",
        "Were the hubs announced in 2016 ever built?",
        "Did the manifesto's idea get off the ground?",
    ],
)
def test_what_came_of_a_promise_is_asked(question: str) -> None:
    assert asks_for_delivery(question)


@pytest.mark.parametrize(
    "question",
    [
        "what did the 2015 plan say about cybercrime?",
        "What did the plan promise about burglary?",
        "What was the target for response times?",
        "what happened in 2016?",
        "did burglary fall?",
        "who signed off the budget?",
        "does the plan mention drones?",
        "is it really true that the police are busy?",
        "Compare the 2015 plan and the 2017 plan",
    ],
)
def test_a_promise_alone_or_an_event_alone_is_no_question_of_delivery(question: str) -> None:
    assert not asks_for_delivery(question)


@pytest.mark.parametrize(
    "question",
    [
        "what does the 2022 plan actually say about fraud",
        "Does the plan ever mention cyclists?",
        "What work is done with schools under the plan?",
        "how are the aims of the plan met by partners",
    ],
)
def test_what_a_plan_says_is_not_what_came_of_it(question: str) -> None:
    assert not asks_for_delivery(question)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_corpus([Path(__file__).resolve().parents[2] / "corpus"]).catalogue


def searches(question: str, catalogue: Catalogue) -> tuple[SearchPlan, SearchPlan]:
    """What a question is searched for without and with later evidence."""
    before = plan_search(find_references(question, catalogue, TODAY, ()), catalogue)
    return before, with_later_evidence(before, catalogue)


@pytest.mark.parametrize(
    ("question", "first"),
    [("the 2015 plan", 2015), ("the 2017 plan", 2017), ("in 2019", 2019), ("in 2018/19", 2018)],
)
def test_the_promise_is_searched_where_it_was_made_and_evidence_from_then_to_today(
    catalogue: Catalogue, question: str, first: int
) -> None:
    before, after = searches(question, catalogue)
    made, reported = after.searches
    assert (made.name, reported.name) == ("What was planned", "What was reported later")
    assert made.within == before.searches[0].within
    assert reported.within is not None
    assert reported.within.plans is None and reported.within.years is None
    later = [catalogue.by_id[document] for document in reported.within.documents or ()]
    assert later and min(document.published.last_day.year for document in later) >= first
    assert (after.subjects, after.plans, after.years) == (
        before.subjects,
        before.plans,
        before.years,
    )


@pytest.mark.parametrize(
    "question", ["Specials", "the 2015 plan and the 2017 plan", "in 2014 and in 2019"]
)
def test_without_one_time_nothing_is_earlier_or_later(catalogue: Catalogue, question: str) -> None:
    before, after = searches(question, catalogue)
    assert after == before


def check_parts(answer: Answer) -> None:
    """Each citation belongs to exactly one part; markers count from 1 and stand in their part."""
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    assert [marker for part in answer.parts for marker in part.markers] == markers
    starts = [answer.text.index(f"— {part.name[:1].upper()}{part.name[1:]} —") for part in answer.parts]  # fmt: skip
    assert starts == sorted(starts)
    for part, (start, end) in zip(answer.parts, pairwise([*starts, len(answer.text)]), strict=True):
        for marker in markers:
            assert (f"[{marker}]" in answer.text[start:end]) == (marker in part.markers)


def test_the_promise_and_what_was_reported_later_stand_in_two_parts(assistant: Assistant) -> None:
    answer = assistant.answer(KEPT)
    assert answer.status is Status.ANSWERED
    assert [part.name for part in answer.parts] == ["What was planned", "What was reported later"]
    assert all(part.markers for part in answer.parts)
    check_parts(answer)


def test_nothing_is_quoted_twice_although_both_searches_find_it(assistant: Assistant) -> None:
    answer = assistant.answer(KEPT)
    places = [(c.document, c.start, c.end) for c in answer.citations]
    for document, start, end in places:
        same = [p for p in places if p[0] == document and p[1] < end and start < p[2]]
        assert len(same) == 1


def test_a_comparison_has_a_part_for_each_plan_in_order_of_time(assistant: Assistant) -> None:
    answer = assistant.answer(COMPARED)
    assert answer.status is Status.ANSWERED
    assert [part.name for part in answer.parts] == ["the 2015–20 plan", "the 2017–22 plan"]
    check_parts(answer)
    quoted = [
        " ".join(c.shown for c in answer.citations if c.marker in part.markers)
        for part in answer.parts
    ]
    assert "Building on Success" in quoted[0]
    assert "Putting Victims at the Centre" in quoted[1]


def test_a_part_without_an_answer_says_so_and_the_answer_is_partial(assistant: Assistant) -> None:
    """Beacon opened in 2015."""
    answer = assistant.answer(ONE_SIDED)
    assert answer.status is Status.PARTLY_ANSWERED
    before, after = answer.parts
    assert (before.name, before.markers) == ("2013", ())
    assert before.note == "Nothing on this was found about 2013."
    assert before.note in answer.text
    assert (after.name, after.note) == ("2015", "")
    assert after.markers
    check_parts(answer)


def test_what_was_reported_later_does_not_come_from_before_the_plan(assistant: Assistant) -> None:
    answer = assistant.answer("the 2015 plan promised to tackle modern slavery. results?")
    later = [c for c in answer.citations if c.marker in answer.parts[1].markers]
    assert later
    assert all(int(citation.published[-4:]) >= 2015 for citation in later)


def test_a_question_about_one_plan_has_no_parts(assistant: Assistant) -> None:
    assert assistant.answer("what did the 2015 plan say about cybercrime?").parts == ()

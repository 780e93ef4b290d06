"""Real questions to the shipped corpus: the promises, kept on the whole road."""

from pathlib import Path

import pytest

from assistant.answers import Status
from assistant.pipeline import Assistant
from corpus.documents import TextSource
from corpus.text import normalise

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = [
    "what did the 2015 plan say about cybercrime?",
    "themes of the 2015 plan pls",
    "How much was the police precept in 2016/17?",
    "Compare the themes of the 2015 plan with those of the 2017 plan",
    "band D precept",
    "what are the five priorities in the current plan",
    "who got a grant for young people and knives",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_is_in_the_file_it_is_cited_from(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.citations
    for citation in answer.citations:
        text = (ROOT / "corpus" / "digests" / f"{citation.document}.md").read_text("utf-8")
        assert text[citation.start : citation.end] == citation.quotation
        assert f"[{citation.marker}]" in answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_stands_in_quotation_marks_was_cited(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    for citation in answer.citations:
        if not citation.quotation.startswith("|"):
            assert normalise(citation.shown) in normalise(answer.text)
    assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_the_2015_plan_on_cybercrime_is_answered_from_documents_about_it_alone(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("what did the 2015 plan say about cybercrime?")
    assert answer.status is Status.ANSWERED
    assert answer.scope.plans == ("plan-2015-20",)
    main = {"news-2015-06-plan-presented", "consultation-2015-plan"}
    assert {citation.document for citation in answer.citations} <= main
    assert "2015–20 plan" in answer.opening
    assert "not held" in answer.opening
    assert any("replaced by the 2017–22 plan" in note for note in answer.notes)


def test_the_old_plans_themes_are_not_given_as_the_new_ones(assistant: Assistant) -> None:
    """The consultation on the 2015 plan describes the plan of 2013 under a heading of its own."""
    answer = assistant.answer("What were the three strategic themes of the 2015 plan?")
    headings = {citation.heading for citation in answer.citations}
    assert "The plan in force at the time" not in headings


def test_a_plan_that_never_was_is_said_not_to_be_and_the_plans_there_are_are_listed(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("What did the 2011 plan say about burglary?")
    assert answer.status is Status.NO_SUCH_DOCUMENT
    for years in ("2013-2018", "2015-2020", "2017-2022"):
        assert years in answer.text
    assert answer.citations == ()


def test_a_year_inside_a_plan_is_corrected_and_answered_from_that_plan(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("what did the 2014 plan say about offenders paying?")
    assert answer.scope.plans == ("plan-2013-18",)
    assert "No plan is dated 2014; the 2013–18 plan was in force then." in answer.notes


def test_a_year_with_two_plans_names_both(assistant: Assistant) -> None:
    answer = assistant.answer("estates strategy 2017")
    assert answer.scope.plans == ("plan-2015-20", "plan-2017-22")
    assert "2015–20 plan and the 2017–22 plan" in answer.opening


def test_a_plan_whose_text_is_not_held_is_not_said_to_be_silent(assistant: Assistant) -> None:
    answer = assistant.answer("What does the 2013–18 plan say about horses?")
    assert answer.status is Status.NOT_HELD
    assert "not held" in answer.text
    assert "searched" in answer.text
    assert answer.citations == ()


def test_what_no_document_says_is_not_found_and_shows_no_sources(assistant: Assistant) -> None:
    answer = assistant.answer("How many officers carry a taser?")
    assert answer.status is Status.NOT_FOUND
    assert answer.citations == ()
    assert answer.rejected


@pytest.mark.parametrize("question", ["how do I apply for a passport", "who won the world cup"])
def test_what_is_not_about_the_documents_is_not_answered(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status in (Status.OUT_OF_SCOPE, Status.NOT_FOUND)
    assert answer.citations == ()


def test_a_comparison_quotes_each_plan(assistant: Assistant) -> None:
    answer = assistant.answer("Compare the themes of the 2015 plan with those of the 2017 plan")
    assert answer.scope.plans == ("plan-2015-20", "plan-2017-22")
    quoted = "\n".join(citation.shown for citation in answer.citations)
    assert "Building on Success" in quoted
    assert "Putting Victims at the Centre" in quoted


def test_a_follow_up_keeps_the_plan_and_the_subject_of_the_question_before(
    assistant: Assistant,
) -> None:
    answer = assistant.answer(
        "and who is it addressed to", ["Which themes does the 2017-22 plan have?"]
    )
    assert answer.scope.plans == ("plan-2017-22",)
    assert "Which themes" in answer.understood


def test_a_follow_up_that_names_its_own_year_is_not_given_the_old_one(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("and in 2022?", ["police precept in 2016"])
    assert {c.document for c in answer.citations} <= {"budget-2022-02-precept"}
    assert answer.citations


def test_a_question_about_nothing_asks_back(assistant: Assistant) -> None:
    assert assistant.answer("how much was it?").status is Status.NEEDS_CLARIFICATION


def test_a_misspelt_question_is_answered_and_the_reading_is_said(assistant: Assistant) -> None:
    right = assistant.answer("what did the 2015 plan say about cybercrime?")
    wrong = assistant.answer("what did teh 2015 plan say about cybercrme?")
    assert [c.passage for c in wrong.citations] == [c.passage for c in right.citations]
    assert "“cybercrme” as “cybercrime”" in wrong.understood


def test_quotations_stay_within_the_words_allowed(assistant: Assistant) -> None:
    for question in QUESTIONS:
        answer = assistant.answer(question)
        assert sum(len(c.quotation.split()) for c in answer.citations) <= 130


def test_a_digest_is_called_our_summary(assistant: Assistant) -> None:
    answer = assistant.answer("How much was the police precept in 2016/17?")
    assert {c.source for c in answer.citations} == {TextSource.DIGEST}
    assert "our summary" in answer.text


def test_the_figure_asked_for_is_marked(assistant: Assistant) -> None:
    answer = assistant.answer("How much was the police precept in 2016/17?")
    assert "£147.00" in [part for c in answer.citations for part in c.emphasis]


def test_every_suggestion_of_the_page_is_answered(assistant: Assistant) -> None:
    suggestions = assistant.about().suggestions
    assert len(suggestions) == 6
    for question in suggestions:
        assert assistant.answer(question).status is Status.ANSWERED, question


def test_markup_in_a_question_is_data(assistant: Assistant) -> None:
    answer = assistant.answer("precept 2016 **bold** [x](http://evil.example) {{7*7}}")
    assert answer.status in (Status.ANSWERED, Status.REFUSED)
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("question", ["", "   \n", "a" * 100_000])
def test_an_empty_or_endless_question_is_told_so(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status is Status.ERROR
    assert len(answer.text) < 200


def test_a_word_in_the_singular_finds_a_table_that_has_it_in_the_plural(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("knife crime")
    assert any("Knives" in citation.quotation for citation in answer.citations)


def test_a_search_without_an_answer_does_not_claim_that_the_documents_are_silent(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("How many officers carry a taser?")
    assert "No passage that answers this was found" in answer.text


@pytest.mark.parametrize("plan", ["2013", "2015", "2017", "2019", "2022", "current"])
@pytest.mark.parametrize("topic", ["Manchester United", "shoplifting", "bees", "drones"])
def test_a_plan_is_not_quoted_on_what_is_not_said_about_it(
    assistant: Assistant, plan: str, topic: str
) -> None:
    answer = assistant.answer(f"what did the {plan} plan say about {topic}?")
    assert answer.citations == ()
    assert answer.status in (Status.NOT_HELD, Status.NOT_FOUND)


def test_where_nothing_may_be_quoted_the_answer_is_none(assistant: Assistant) -> None:
    """What decided that there is an answer may itself not be quotable; this crashed once."""
    answer = assistant.answer(
        "hi there, quick one please, how often does the stop & search panel get together "
        "thank you very much"
    )
    assert answer.status in (Status.NOT_FOUND, Status.ANSWERED)

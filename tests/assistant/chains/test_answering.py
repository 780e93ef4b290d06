"""What counts as an answer of people, and what as a decision: by the words alone."""

import pytest

from assistant.chains.answering import decisions_in, is_open, tells_answers
from corpus.documents import Kind, Passage, Span, SpanKind, TextSource


def passage_of(words: str, *, heading: str = "", lead: str = "") -> Passage:
    """A passage with one span."""
    return Passage(
        id="news/x/1",
        document="news",
        title="Proposals that could be considered",
        kind=Kind.NEWS,
        published=20200101,
        period=None,
        headings=("Proposals that could be considered", heading) if heading else (),
        plans=(),
        years=(2020,),
        source=TextSource.DIGEST,
        page=None,
        last_page=None,
        start=0,
        end=len(words),
        spans=(Span(kind=SpanKind.SENTENCE, start=0, end=len(words), lead=lead),),
        text=words,
    )


@pytest.mark.parametrize(
    ("words", "heading", "lead"),
    [
        ("a single control room", "To be examined", ""),
        ("a single control room", "Options", ""),
        ("a single control room", "Future", "Under discussion are:"),
        ("a single control room", "Future", "Possible joint work:"),
        ("A single control room is confirmed.", "Proposals", ""),
        ("Both services would share a control room.", "Future", ""),
        ("A control room could be agreed on.", "Future", ""),
        ("The council is to look at one control room.", "Future", ""),
    ],
)
def test_what_is_still_open_is_no_decision(words: str, heading: str, lead: str) -> None:
    passage = passage_of(words, heading=heading, lead=lead)
    assert is_open(passage, 0)
    assert not list(decisions_in([(0, passage)]))


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("The Panel approved a rise that would pay for officers.", "The decision"),
        ("The proposed rise was approved.", "The vote"),
        ("It agreed to one control room.", "Decision on the proposals"),
    ],
)
def test_what_is_settled_stays_a_decision_whatever_it_would_bring(words: str, heading: str) -> None:
    passage = passage_of(words, heading=heading)
    assert not is_open(passage, 0)
    assert len(list(decisions_in([(0, passage)]))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "The Commissioner thanks those who took part in the public consultation.",
        "Residents responded to the questions by 8 March.",
        "In 2019 people took part in the consultation.",
        "The public were consulted.",
    ],
)
def test_that_people_took_part_is_no_answer(words: str) -> None:
    assert not tells_answers(words)


@pytest.mark.parametrize(
    "words",
    [
        "Of the 261 residents who responded, 75% supported the increase.",
        "By then nearly 200 responses had come in from residents and others.",
        "Thousands of residents were consulted.",
        "Most residents who answered the survey had been in favour.",
        "Residents strongly backed the neighbourhood policing model.",
        "Businesses opposed the closure.",
        "He had heard from residents about their sense of safety at home.",
    ],
)
def test_figures_shares_and_what_people_wanted_are_answers(words: str) -> None:
    assert tells_answers(words)

"""Questions on promises, answered from the ledger of the shipped corpus."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, More, MorePage, Status
from assistant.commitments.answers import LATER
from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.verdicts.board import quoted
from assistant.verdicts.records import Judgement, Verdict
from corpus.errors import PlansError

DRIVESAFE = "what did Lloyd promise about DriveSafe?"
OFFICERS = "did they keep the promise of 75 more officers?"


@pytest.fixture(scope="module")
def promises(assistant: Assistant) -> tuple[Commitment, ...]:
    return ledger(assistant.generation())


class _Verdicts:
    """What people decided, as a store would return it."""

    def __init__(self) -> None:
        self.given: dict[str, Judgement] = {}
        self.broken = False

    def __call__(self) -> Mapping[str, Judgement]:
        if self.broken:
            raise PlansError("the database is gone")
        return self.given

    def give(self, commitment: Commitment, verdict: Verdict) -> None:
        self.given[commitment.id] = Judgement(
            number=1,
            commitment=commitment.id,
            verdict=verdict,
            why="because of what the report says",
            by="Sam Person",
            office="the Commissioner's office",
            promise=quoted(commitment),
            at=dt.datetime(2026, 5, 3, tzinfo=dt.UTC),
        )


@pytest.fixture
def verdicts() -> _Verdicts:
    return _Verdicts()


@pytest.fixture
def judging(shipped: Path, verdicts: _Verdicts) -> Iterator[Assistant]:
    yield Assistant(AssistantSettings(data=shipped, as_of=dt.date(2026, 1, 1)), verdicts)


def of(answer: Answer, promises: tuple[Commitment, ...]) -> list[Commitment]:
    """The commitments that an answer quotes, in its order."""
    return [
        each
        for cited in answer.citations
        for each in promises
        if each.document == cited.document and cited.start < each.end and each.start < cited.end
    ]


def test_what_was_promised_is_quoted_from_the_ledger(
    assistant: Assistant, promises: tuple[Commitment, ...]
) -> None:
    answer = assistant.answer(DRIVESAFE)
    assert answer.status is Status.ANSWERED
    assert of(answer, promises)
    assert len(answer.citations) == len(of(answer, promises))
    assert "found by rule" in answer.opening
    assert all(each.holder == "David Lloyd" for each in of(answer, promises))


def test_whose_promise_it_was_limits_what_is_quoted(assistant: Assistant) -> None:
    lloyd, other = (
        assistant.answer(f"what did {name} promise about officers?")
        for name in ("Lloyd", "Ash-Edwards")
    )
    assert {c.published[-4:] for c in lloyd.citations} <= {str(y) for y in range(2012, 2025)}
    assert {c.published[-4:] for c in other.citations} <= {"2024", "2025"}


@pytest.mark.parametrize("question", [OFFICERS, "did he keep his promise on DriveSafe"])
def test_promise_and_evidence_stand_apart_and_evidence_is_later(
    assistant: Assistant, promises: tuple[Commitment, ...], question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status is Status.ANSWERED
    by_marker = {cited.marker: cited for cited in answer.citations}
    catalogue = assistant.generation().catalogue
    promised, later = answer.parts[0], answer.parts[1]
    assert promised.name.startswith("Promised")
    assert later.name == LATER
    made = catalogue.by_id[by_marker[promised.markers[0]].document].published
    since = [catalogue.by_id[by_marker[m].document].published for m in later.markers]
    assert since
    assert all(published.first_day > made.last_day for published in since)
    assert "kept is for people to say" in answer.text


def test_was_it_delivered_follows_what_was_promised(assistant: Assistant) -> None:
    first = assistant.answer(DRIVESAFE)
    followed = assistant.answer("was it delivered?", [DRIVESAFE])
    quoted_first = [cited.quotation for cited in first.citations]
    promised = [p.markers[0] for p in followed.parts if p.name.startswith("Promised")]
    by_marker = {cited.marker: cited.quotation for cited in followed.citations}
    assert [by_marker[marker] for marker in promised] == quoted_first


def test_where_nothing_later_is_found_that_is_said(assistant: Assistant) -> None:
    answer = assistant.answer("which promises did Ash-Edwards keep?")
    later = [part for part in answer.parts if part.name == LATER]
    assert later
    assert not any(part.markers for part in later)
    assert all(
        part.note.startswith(
            ("Nothing found since", "No later document", "No document that certainly")
        )
        for part in later
    )


def test_no_promise_on_a_subject_is_said_and_nothing_is_shown_as_one(assistant: Assistant) -> None:
    answer = assistant.answer("which promises about rural crime are still open?")
    assert answer.status is Status.NOT_FOUND
    assert not answer.citations
    assert "No promise on this was found" in answer.text


def test_a_year_means_promises_made_in_it(assistant: Assistant) -> None:
    answer = assistant.answer("what promises were made in 2019")
    assert answer.status is Status.ANSWERED
    assert {cited.published[-4:] for cited in answer.citations} == {"2019"}


def test_a_verdict_is_told_with_the_office_and_never_the_name(
    judging: Assistant, verdicts: _Verdicts, promises: tuple[Commitment, ...]
) -> None:
    (promised,) = of(replace_parts(judging.answer(OFFICERS)), promises)
    assert "Nobody has given a verdict on it." in judging.answer(OFFICERS).text
    verdicts.give(promised, Verdict.KEPT)
    answer = judging.answer(OFFICERS)
    assert "[1] kept (the Commissioner's office, 3 May 2026)" in answer.text
    assert "Sam Person" not in str(answer)
    assert answer.more == (More(page=MorePage.COMMITMENTS, about="75 officers"),)


def replace_parts(answer: Answer) -> Answer:
    """The answer with the quotations of its promises only."""
    promised = {m for p in answer.parts if p.name.startswith("Promised") for m in p.markers}
    return replace(answer, citations=tuple(c for c in answer.citations if c.marker in promised))


def test_what_is_open_leaves_out_what_people_closed(
    judging: Assistant, verdicts: _Verdicts, promises: tuple[Commitment, ...]
) -> None:
    asked = "which promises about officers are still open?"
    before = of(replace_parts(judging.answer(asked)), promises)
    verdicts.give(before[0], Verdict.NOT_KEPT)
    after = of(replace_parts(judging.answer(asked)), promises)
    assert before[0] not in after
    broken = of(
        replace_parts(judging.answer("which promises about officers were broken")), promises
    )
    assert broken == [before[0]]


def test_without_the_database_promises_are_answered_all_the_same(
    judging: Assistant, verdicts: _Verdicts
) -> None:
    verdicts.broken = True
    answer = judging.answer(OFFICERS)
    assert answer.status is Status.ANSWERED
    assert "Nobody has given a verdict" not in answer.text
    assert "cannot be read now" in answer.text
    assert judging.answer("which promises were kept?").status is Status.ERROR


def test_a_comparison_of_plans_leads_to_the_subject_in_every_plan(assistant: Assistant) -> None:
    answer = assistant.answer("Compare what the 2015 and 2017 plans say about business crime")
    assert [more.page for more in answer.more] == [MorePage.COMPARE]
    assert "business" in answer.more[0].about
    assert not assistant.answer("what did the 2015 plan say about cybercrime?").more


@pytest.mark.parametrize(
    "asked", ["what did they promis about drivesafe", "what did Lloyd promiss on DriveSafe?"]
)
def test_a_misspelt_promise_is_one(
    assistant: Assistant, promises: tuple[Commitment, ...], asked: str
) -> None:
    assert of(assistant.answer(asked), promises) == of(assistant.answer(DRIVESAFE), promises)

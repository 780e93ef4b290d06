"""The plans and reports themselves are listed from the catalogue."""

import pytest

from assistant.answers import Status
from assistant.listings import asks_for_list
from assistant.pipeline import Assistant
from corpus.documents import Kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("list all the police and crime plans", Kind.PLAN),
        ("what plans are there?", Kind.PLAN),
        ("how many plans have there been", Kind.PLAN),
        ("List the annual reports", Kind.ANNUAL_REPORT),
        ("which manifestos do you hold?", Kind.MANIFESTO),
        ("what are the plans for burglary", None),
        ("which plans mention drones", None),
        ("what did the annual reports say about fraud", None),
        ("how many consultations took place in 2019", None),
    ],
)
def test_only_a_question_for_the_documents_themselves_is_a_listing(
    question: str, kind: Kind | None
) -> None:
    assert asks_for_list(question) is kind


def test_every_plan_is_listed_in_order_of_time_with_what_is_held(assistant: Assistant) -> None:
    answer = assistant.answer("list all the plans")
    assert answer.status is Status.ANSWERED
    lines = answer.text.splitlines()
    plans = assistant.generation().catalogue.plans
    assert lines[0] == f"The catalogue knows {len(plans)} plans:"
    assert len(lines) == 1 + len(plans)
    in_time = sorted(plans, key=lambda plan: plan.published.first_day)
    assert [line[2 : 2 + len(p.title)] for line, p in zip(lines[1:], in_time, strict=True)] == [
        plan.title for plan in in_time
    ]
    assert all("held" in line for line in lines[1:])


def test_who_wrote_the_plans_is_no_part_of_what_is_asked_for() -> None:
    assert asks_for_list("which plans did Smith write?", ["Smith"]) is Kind.PLAN
    assert asks_for_list("which plans did Smith write?") is None

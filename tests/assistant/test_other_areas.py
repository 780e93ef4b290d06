"""Questions about other police areas are not answered from these documents."""

import pytest

from assistant.answers import Status
from assistant.other_areas import other_area
from assistant.pipeline import Assistant

KNOWN = {"cambridgeshire", "burglary"}


@pytest.mark.parametrize(
    ("question", "area"),
    [
        ("what did the Kent plan say about cybercrime?", "Kent"),
        ("burglary in essex", "Essex"),
        ("what did the plan say about burglary?", None),
        ("sharing with Cambridgeshire", None),
    ],
)
def test_an_area_is_another_only_where_the_documents_never_name_it(
    question: str, area: str | None
) -> None:
    assert other_area(question, KNOWN) == area


@pytest.mark.parametrize("own", ["Essex", "Hertfordshire", "Kent", "Northamptonshire"])
def test_a_body_s_own_area_is_never_another(own: str) -> None:
    question = f"What does the {own} plan say about burglary?"
    assert other_area(question, KNOWN) == own
    assert other_area(question, KNOWN, (own, "county")) is None
    assert other_area(question.replace(own, "Dorset"), KNOWN, (own,)) == "Dorset"


def test_another_area_is_not_answered_from_these_documents(assistant: Assistant) -> None:
    answer = assistant.answer("what did the Kent plan say about cybercrime?")
    assert (answer.status, answer.citations) == (Status.OUT_OF_SCOPE, ())
    assert "none of them names Kent" in answer.text

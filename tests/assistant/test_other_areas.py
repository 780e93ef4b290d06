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


def test_another_area_is_not_answered_from_these_documents(assistant: Assistant) -> None:
    answer = assistant.answer("what did the Kent plan say about cybercrime?")
    assert (answer.status, answer.citations) == (Status.OUT_OF_SCOPE, ())
    assert "none of them names Kent" in answer.text

"""What the page says while somebody judges, and what the log says afterwards."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.staff.made_desk import DONE, MORE, Staff, staff_client, ticks


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (True, "Everybody reads this, without your name; keep names of people out of it."),
        (False, "It is kept with your name."),
    ],
)
def test_the_reason_says_who_will_read_it(staff: Staff, published: bool, said: str) -> None:
    staff.sign_in.published = published  # type: ignore[misc]
    page = staff.page(staff.ids()[0]).text
    assert said in page
    assert ("It is kept" in page) is not published


def test_a_suggestion_stands_with_the_words_it_rests_on_or_not_at_all(staff: Staff) -> None:
    page = staff.page(staff.ids()[0]).text
    assert page.index("Suggested: reported as done (“joined”)") < page.index(DONE)
    assert page.count("Suggested") == 1 and MORE in page, "of the other nothing can be said"


def test_ticks_beside_the_form_belong_to_it(staff: Staff) -> None:
    page = staff.page(staff.ids()[0]).text
    boxes = re.findall(r'<input type="checkbox"[^>]*name="rests"', page)
    assert len(boxes) == len(ticks(page)) == 2
    assert all('form="judge"' in box for box in boxes)
    assert 'id="judge"' in page


def test_words_that_point_back_stand_with_the_sentence_before_them(staff: Staff) -> None:
    lines = [
        "The new patrol car team covers every village.",
        "It will recruit 12 officers by 2015.",
    ]
    staff.documents.change("plan-2013", "Patrols", lines)
    first = next(name for name in staff.ids() if "patrols" in name)
    for page in (staff.page(first).text, staff.client.get(f"/commitments/{first}").text):
        context = page[page.index('class="pa-before-it"') :].partition("<blockquote")[0]
        assert "no part of the promise:" in context and f"“{lines[0]}”" in context
    others = [name for name in staff.ids() if name != first]
    assert all("pa-before-it" not in staff.page(name).text for name in others)


def test_the_first_words_of_a_section_stand_with_its_heading(staff: Staff) -> None:
    lines = ["It will recruit 12 officers by 2015."]
    staff.documents.change("plan-2013", "Victims", lines)
    name = next(name for name in staff.ids() if "victims" in name)
    page = staff.page(name).text
    context = page[page.index('class="pa-before-it"') :].partition("<blockquote")[0]
    assert "“Victims”" in context and "police shop" not in context


def test_the_log_names_promises_by_their_words(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first, verdict="partly-kept")
    number = str(staff.store.history(first)[0].number)
    staff.send(first, action="undo", why="A slip.", seen=number)
    page = staff.client.get("/staff/log").text
    words = "We will recruit 40 more officers by March 2014."
    assert page.count(f'<a href="/staff/commitments/{first}">{words}</a>') == 2
    assert f">{first}" not in page
    assert "taken back: partly kept" in page and "judged: partly kept" in page
    assert "undone" not in page


def test_the_log_is_read_while_the_documents_cannot_be(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first)
    staff.documents.broken = True
    page = staff.client.get("/staff/log")
    assert page.status_code == 200
    assert "a commitment of plan-2013" in page.text


def test_files_are_offered_under_the_form_and_not_after_the_list(staff: Staff) -> None:
    for path in ("/staff", "/commitments"):
        page = staff.client.get(path).text
        offered = page.index("<summary>This list as a file</summary>")
        assert page.index('role="search"') < offered < page.index('class="pa-promise"')
        assert page.count(".csv") == 1


def test_the_holder_of_the_office_is_not_named_beside_somebody_else(staff: Staff) -> None:
    lines = ["The Chief Constable will recruit 12 officers by 2015."]
    staff.documents.change("plan-2013", "Patrols", lines)
    page = staff.page(next(name for name in staff.ids() if "patrols" in name)).text
    who = page[page.index("<dt>Who</dt>") :].partition("</div>")[0]
    assert "Chief Constable" in who and "Ada Early" not in who

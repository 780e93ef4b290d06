"""Feedback on answers in a browser: what people see, press and hear."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore, read_feedback
from tests.assistant.web.conftest import Served, open_page, serving
from tests.assistant.web.looking import HEIGHT_COVERED, NARROW, sideways
from tests.assistant.web.test_browser import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WHY = "What was wrong or missing?"


@pytest.fixture(scope="module")
def served_with_feedback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("feedback")
    with serving(FeedbackStore(folder / "feedback.jsonl")) as served:
        yield served


@pytest.fixture
def store(served_with_feedback: Served) -> FeedbackStore:
    store = served_with_feedback.feedback
    assert store is not None
    store.path.unlink(missing_ok=True)
    return store


@pytest.fixture
def page(
    browser: "Browser", served_with_feedback: Served, store: FeedbackStore
) -> "Iterator[Page]":
    with open_page(browser, served_with_feedback) as page:
        yield page


def kept(store: FeedbackStore) -> tuple[Feedback, ...]:
    return read_feedback(store.path).feedback if store.path.exists() else ()


def controls(page: "Page") -> "Locator":
    return page.get_by_role("group", name="Was this answer useful?")


def press(page: "Page", name: str) -> None:
    controls(page).get_by_role("button", name=name, exact=True).click()


def wait_for_focus(page: "Page", selector: str) -> None:
    page.locator(f"{selector}:focus").wait_for()


def test_without_a_file_for_it_there_is_no_feedback(browser: "Browser", served: Served) -> None:
    with open_page(browser, served) as page:
        ask(page, "What about cybercrime?")
        assert page.get_by_text("useful").count() == 0
        assert page.get_by_role("button", name="Yes").count() == 0
        assert "not_useful" not in page.content()
        events = page.evaluate("gradio_config.dependencies.map(event => event.api_name)")
    assert set(events) <= {
        "ask",
        "start_again",
        *(f"ask_suggestion_{n}" for n in range(1, 9)),
        *(f"ask_next_{n}" for n in range(1, 4)),
    }


def test_yes_keeps_one_line_and_says_thank_you(page: "Page", store: FeedbackStore) -> None:
    assert not controls(page).is_visible()
    ask(page, "one")
    ask(page, "What about cybercrime?")
    assert "your questions and this answer’s sources are kept" in controls(page).inner_text()
    press(page, "Yes")
    page.get_by_text("Thank you.").wait_for()
    (said,) = kept(store)
    assert (said.question, said.history) == ("What about cybercrime?", ("one",))
    assert (said.status, said.useful, said.why) == (Status.ANSWERED, True, "")
    assert said.documents == ("news-2015-06-plan-presented", "plan-2015-20")
    assert controls(page).get_by_role("button").count() == 0


def test_no_asks_why_and_keeps_it_without_personal_data(page: "Page", store: FeedbackStore) -> None:
    ask(page, "What about cybercrime at AL1 3XY?")
    press(page, "No")
    page.get_by_label(WHY).fill("Nothing on 2013-18. Ring 07700 900123 or ann@example.org")
    press(page, "Send")
    page.get_by_text("Thank you.").wait_for()
    (said,) = kept(store)
    assert said.question == "What about cybercrime at [postcode]?"
    assert said.why == "Nothing on 2013-18. Ring [phone number] or [e-mail]"
    assert said.useful is False


def test_a_no_counts_without_a_reason_too(page: "Page", store: FeedbackStore) -> None:
    ask(page, "one")
    press(page, "No")
    page.get_by_label(WHY).fill("not sent")
    assert not kept(store)
    ask(page, "two")
    press(page, "No")
    assert page.get_by_label(WHY).input_value() == ""
    press(page, "Send")
    page.get_by_text("Thank you.").wait_for()
    assert [(said.question, said.useful) for said in kept(store)] == [
        ("one", False),
        ("two", False),
    ]


def test_each_answer_is_asked_about_anew_until_starting_again(
    page: "Page", store: FeedbackStore
) -> None:
    for question in ("one", "two"):
        ask(page, question)
        press(page, "Yes")
        page.get_by_text("Thank you.").wait_for()
    page.get_by_role("button", name="Start again").click()
    page.get_by_text("Thank you.").wait_for(state="detached")
    assert not controls(page).is_visible()
    assert [said.question for said in kept(store)] == ["one", "two"]


def test_pressing_twice_keeps_one_line(page: "Page", store: FeedbackStore) -> None:
    ask(page, "one")
    controls(page).get_by_role("button", name="Yes").dblclick()
    page.get_by_text("Thank you.").wait_for()
    ask(page, "two")
    assert len(kept(store)) == 1


def test_everything_can_be_done_with_the_keyboard_and_the_focus_is_never_lost(
    page: "Page", store: FeedbackStore
) -> None:
    ask(page, "What about cybercrime?")
    controls(page).get_by_role("button", name="Yes").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_focus(page, "#pa-why input")
    page.keyboard.type("Too short")
    page.keyboard.press("Tab")
    wait_for_focus(page, "#pa-send")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    wait_for_focus(page, ".pa-thanks")
    page.keyboard.press("Tab")
    wait_for_focus(page, "#pa-next button")
    assert [said.why for said in kept(store)] == ["Too short"]


def test_thanks_are_announced_once_by_the_focus_and_by_no_live_region(page: "Page") -> None:
    ask(page, "What about cybercrime?")
    press(page, "Yes")
    wait_for_focus(page, ".pa-thanks")
    assert page.locator(".pa-thanks").count() == 1
    live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"
    assert page.locator(f":is({live}) .pa-thanks, .pa-thanks:is({live})").count() == 0


def test_the_thanks_do_not_take_the_focus_from_a_question_being_written(page: "Page") -> None:
    ask(page, "What about cybercrime?")
    page.evaluate("""() => {
        document.querySelector("#pa-choice button").click();
        document.querySelector("#pa-question textarea").focus();
    }""")
    page.get_by_text("Thank you.").wait_for()
    page.keyboard.type("and drugs?")
    assert page.get_by_label("Your question").input_value() == "and drugs?"


def test_a_file_that_cannot_be_written_brings_a_kind_message_and_no_words_in_the_log(
    page: "Page",
    store: FeedbackStore,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask(page, "Where is my bicycle?")
    store.path.touch()
    monkeypatch.setattr(store, "path", store.path / "below")
    press(page, "No")
    page.get_by_label(WHY).fill("my house")
    press(page, "Send")
    page.get_by_text("Sorry, your reply could not be saved.").wait_for()
    wait_for_focus(page, ".pa-thanks")
    logged = caplog.text + "".join(capfd.readouterr())
    assert f"{store.path}: feedback cannot be kept there" in logged
    assert "bicycle" not in logged
    assert "house" not in logged
    ask(page, "What about cybercrime?")


def steps(page: "Page") -> "Iterator[None]":
    """Go through all that the group can show."""
    ask(page, "What about cybercrime?")
    yield
    press(page, "No")
    wait_for_focus(page, "#pa-why input")
    yield
    press(page, "Send")
    wait_for_focus(page, ".pa-thanks")
    yield


def test_at_320_pixels_nothing_scrolls_sideways_is_small_or_is_covered(page: "Page") -> None:
    page.set_viewport_size(NARROW)
    for _ in steps(page):
        assert sideways(page) <= 0
        assert page.evaluate(HEIGHT_COVERED) <= 0
        for target in controls(page).locator("button, input").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_in_any_step(
    page: "Page", scheme: "Literal['light', 'dark']"
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.set_viewport_size(NARROW)
    found = []
    for _ in steps(page):
        found += axe.Axe().run(page).response["violations"]
    assert page.locator("body.dark").count() == (scheme == "dark")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []

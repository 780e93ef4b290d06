"""Hostile words in a real browser, from everywhere they can come, on both faces of the assistant.

Three walls stand one behind the other: words are escaped, messages are cleaned, and the policy
forbids what the page does not need. Each is tried with those before it taken away.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from assistant.web import rendering
from tests.assistant.web.conftest import Served, serving
from tests.assistant.web.hostile import ALL_HOSTILE
from tests.assistant.web.test_browser import ask
from tests.assistant.web.test_cleaning import WRITING
from tests.assistant.web.test_rendering import hostile_answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`), true);
"""
# What waits for a pointer, a focus, a press or an opening is given one; no link may leave.
PROVOKE = """async (scope) => {
    addEventListener("click", (event) => event.preventDefault(), true);
    for (const element of document.querySelectorAll(`${scope}, ${scope} *`)) {
        for (const name of ["mouseover", "mouseenter", "focus", "focusin", "toggle", "animationstart"])
            element.dispatchEvent(new Event(name, { bubbles: true }));
        if (element.matches("a, button:not(.pa-change)")) element.click();
        if (element.matches("details")) element.open = true;
    }
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    await fetch("/healthz");
}"""
ACTING = (
    "script, style, link, meta, base, iframe, object, embed, video, audio, svg, math, form, input, "
    "select, textarea, template, [style], [srcset], [popovertarget], [formaction], gradio-app, "
    "plans-assistant, a[href^='javascript'], a[href^='data'], a[href^='//']"
)
ANSWERS = ".pa-answer, .pa-question"


@dataclass
class Tried:
    """A page that is watched, and what it did that it should not have done."""

    page: "Page"
    served: Served
    asked_elsewhere: list[str] = field(default_factory=list)

    def check(self, scope: str = ANSWERS) -> None:
        """Provoke everything that is there, and see that nothing came of it."""
        self.page.evaluate(PROVOKE, scope)
        assert self.page.evaluate("window.pwned ?? null") is None
        assert self.asked_elsewhere == []


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture(scope="module")
def evil() -> Iterator[tuple[str, list[str]]]:
    """A machine that would be glad of any request: its address, and the requests it got."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def words(evil: tuple[str, list[str]]) -> Iterator[list[str]]:
    address, asked = evil
    yield [words.replace("evil.example", address) for words in ALL_HOSTILE]
    assert asked == []


@pytest.fixture
def tried(browser: "Browser", served: Served) -> Iterator[Tried]:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    tried = Tried(page, served)
    context.on(
        "request",
        lambda request: (
            request.url.startswith((served.url, "data:", "blob:"))
            or tried.asked_elsewhere.append(request.url)
        ),
    )
    page.on("dialog", lambda dialog: tried.asked_elsewhere.append(f"dialog {dialog.message}"))
    yield tried
    context.close()


def answering(patch: pytest.MonkeyPatch, words: Sequence[str]) -> None:
    """Have every question answered with an answer for each of the words, all in one message."""
    render = rendering.render_answer

    def render_all(*_: object, key: str, **options: object) -> str:
        answers = (
            render(hostile_answer(word), key=f"{key}-{number}", **options)  # type: ignore[arg-type]
            for number, word in enumerate(words)
        )
        return "".join(answers)

    patch.setattr("assistant.web.conversation.render_answer", render_all)
    patch.setattr("assistant.web.ask_page.render_answer", render_all)


def not_escaping(patch: pytest.MonkeyPatch) -> None:
    for module in WRITING:
        patch.setattr(f"assistant.web.{module}.escape", str)


def not_cleaning(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rendering, "clean", lambda html: html)


def in_the_chat(tried: Tried) -> None:
    tried.page.goto(tried.served.url)
    tried.page.get_by_label("Your question").wait_for()
    ask(tried.page, "anything")


def by_address(tried: Tried) -> None:
    tried.page.goto(f"{tried.served.url}/ask?q=anything")


FACES = pytest.mark.parametrize("face", [in_the_chat, by_address], ids=["chat", "ask"])
Face = Callable[[Tried], None]


@FACES
def test_words_of_documents_and_of_answers_stay_words(
    tried: Tried, words: list[str], monkeypatch: pytest.MonkeyPatch, face: Face
) -> None:
    answering(monkeypatch, words)
    face(tried)
    assert tried.page.locator(".pa-answer").count() == len(words)
    for number, word in enumerate(words):
        shown = tried.page.locator(f".pa-answer >> nth={number} >> .pa-quotation").text_content()
        assert "".join(word.split()) in "".join((shown or "").split())
    found = tried.page.locator(ANSWERS).locator(ACTING)
    assert found.count() == 0
    tried.check()
    assert tried.page.evaluate("window.violations") == []


@FACES
def test_words_that_nobody_escaped_are_stopped_by_the_cleaning(
    tried: Tried, words: list[str], monkeypatch: pytest.MonkeyPatch, face: Face
) -> None:
    answering(monkeypatch, words)
    not_escaping(monkeypatch)
    face(tried)
    assert tried.page.locator(ANSWERS).locator(ACTING).count() == 0
    tried.check()
    assert tried.page.evaluate("window.violations") == []


@FACES
def test_what_is_neither_escaped_nor_cleaned_is_stopped_by_the_policy(
    tried: Tried, words: list[str], monkeypatch: pytest.MonkeyPatch, face: Face
) -> None:
    # No policy keeps a page from being left; and after <plaintext> there is no page.
    shown = [word for word in words if "refresh" not in word and "plaintext" not in word]
    answering(monkeypatch, shown)
    not_escaping(monkeypatch)
    not_cleaning(monkeypatch)
    face(tried)
    tried.page.evaluate("fetch('/healthz').then(() => null)")
    assert tried.page.evaluate("window.violations.length") > 0
    assert tried.page.evaluate("window.pwned ?? null") is None


@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "not escaped"])
def test_a_question_stays_words_in_the_chat(
    tried: Tried, words: list[str], monkeypatch: pytest.MonkeyPatch, escaped: bool
) -> None:
    if not escaped:
        not_escaping(monkeypatch)
    tried.page.goto(tried.served.url)
    tried.page.get_by_label("Your question").wait_for()
    for question in joined(words):
        ask(tried.page, question)
    assert tried.page.locator(".pa-question").locator(ACTING).count() == 0
    tried.check()
    assert tried.page.evaluate("window.violations") == []


def test_a_question_in_an_address_stays_words(tried: Tried, words: list[str]) -> None:
    for word in words:
        tried.page.goto(f"{tried.served.url}/ask?q={quote(word)}&earlier={quote(word)}")
        assert "".join(word.split()) in "".join(tried.page.locator("h1").inner_text().split())
        tried.check("main")
        assert tried.page.evaluate("window.violations") == []


def test_what_an_address_puts_into_the_form_stays_words(tried: Tried, words: list[str]) -> None:
    for drafted in joined(words):
        word = quote(drafted)
        tried.page.goto(f"{tried.served.url}/ask?draft={word}&plan={word}&kind={word}&years={word}")
        box = tried.page.get_by_label("Your question")
        assert "".join(box.input_value().split()) == "".join(drafted.split())
        tried.check("main")
        assert tried.page.evaluate("window.violations") == []


def joined(words: Sequence[str], longest: int = rendering.SHOWN_OF_A_QUESTION) -> Iterator[str]:
    """Put as many words as fit into each question."""
    question = ""
    for word in words:
        if question and len(question) + 1 + len(word) > longest:
            yield question
            question = ""
        question = f"{question} {word}".strip()
    yield question

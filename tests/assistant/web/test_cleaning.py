"""The second wall: what is left of a message, escaped or not, once it has been cleaned."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from assistant.answers import Answer, Status
from assistant.web import rendering
from assistant.web.cleaning import clean
from tests.assistant.web.fakes import answer, comparison, full_answer, nothing_but_near
from tests.assistant.web.hostile import ALL_HOSTILE
from tests.assistant.web.html_reading import Document, read_html
from tests.assistant.web.test_rendering import hostile_answer

# What writes words into HTML; each has its own name for `escape`.
WRITING = ("escaping", "rendering", "quotations", "sources", "places", "answer_forms", "outward")
HARMLESS = {
    *("div", "section", "h2", "h3", "p", "br", "span", "strong", "em", "cite", "mark", "a"),
    *("blockquote", "ul", "ol", "li", "details", "summary", "button", "img", "table", "td"),
}


def rendered(shown: Answer) -> str:
    return rendering.render_answer(
        shown, key="a1", root_path="/plans", change="/plans/ask?draft=what+is+%26&lang=cy"
    )


def read(html: str) -> Document:
    return read_html(re.sub(r"(<img [^>]*>)", r"\1</img>", html))


def pictured() -> Answer:
    """Answer with eight quotations that have pictures of their pages."""
    original = full_answer().citations[3]
    citations = tuple(replace(original, marker=n, original=".pdf") for n in range(1, 9))
    return replace(full_answer(), citations=citations)


ANSWERS = {
    "full": full_answer(),
    "comparison": comparison(),
    "near": nothing_but_near(),
    "pictured": pictured(),
    **{status.value: answer(status) for status in Status},
    **{f"hostile {number}": hostile_answer(words) for number, words in enumerate(ALL_HOSTILE)},
}


@pytest.fixture
def uncleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "clean", lambda html: html)


@pytest.fixture
def unescaped() -> Iterator[None]:
    """A bug: words get into messages as they are."""
    with pytest.MonkeyPatch.context() as patch:
        for module in WRITING:
            patch.setattr(f"assistant.web.{module}.escape", str)
        yield


@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_escaped_comes_back_as_it_was(uncleaned: None, name: str) -> None:
    html = rendered(ANSWERS[name])
    before, after = read(html), read(clean(html))
    assert after.elements == before.elements


@pytest.mark.parametrize("name", ANSWERS)
def test_cleaning_again_changes_nothing(name: str) -> None:
    html = rendered(ANSWERS[name])
    assert clean(html) == html


@pytest.mark.parametrize("words", ALL_HOSTILE)
def test_words_that_nobody_escaped_bring_nothing_that_acts(unescaped: None, words: str) -> None:
    html = rendered(hostile_answer(words))
    shown = read(html)
    assert {element.tag for element in shown.elements} <= HARMLESS
    for element in shown.elements:
        names = element.attributes.keys()
        assert not [name for name in names if name.startswith("on") or name == "style"]
        assert not names & {
            "srcset",
            "action",
            "formaction",
            "popovertarget",
            "name",
            "shadowrootmode",
        }
        assert all(name.startswith("pa-") for name in element.attributes.get("class", "").split())
        address = element.attributes.get("href") or element.attributes.get("src") or ""
        assert urlsplit(address).scheme in {"", "http", "https", "tel", "mailto"}
        assert not address.startswith("//")
        if element.tag == "img":
            assert address.startswith("/plans/documents/")
        if element.tag == "button":
            assert element.attributes["type"] == "button"


@pytest.mark.parametrize("words", ALL_HOSTILE)
def test_words_that_nobody_escaped_are_no_markup_to_the_chat_either(
    unescaped: None, words: str
) -> None:
    html = rendered(hostile_answer(words))
    texts = [element.split(">", 1)[-1] for element in html.split("<")]
    assert not [text for text in texts if any(mark in text for mark in "*_`~[]!$|{}()")]
    assert "\n" not in html


@pytest.mark.parametrize("words", ALL_HOSTILE)
def test_a_question_that_nobody_escaped_is_harmless(unescaped: None, words: str) -> None:
    shown = read_html(rendering.render_question(words))
    assert {element.tag for element in shown.elements} <= HARMLESS - {"img"}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="javascript:alert(1)">a</a>',
        '<a href=" java&#10;script:alert(1)">a</a>',
        '<a href="//evil.example">a</a>',
        '<a href="/\\evil.example">a</a>',
        '<a href="/&#9;/evil.example">a</a>',
        '<a href="https://someone@evil.example/">a</a>',
        '<a href="relative">a</a>',
    ],
)
def test_a_link_that_leads_where_ours_never_do_leads_nowhere(html: str) -> None:
    assert clean(html) == "<a>a</a>"


@pytest.mark.parametrize(
    "src",
    [
        "http://evil.example/documents/a/pages/1.png",
        "//evil.example/documents/a/pages/1.png",
        "/documents/a/../../x/pages/1.png",
        "/documents/a/original",
        "data:image/png;base64,AAAA",
    ],
)
def test_no_picture_is_shown_but_those_of_pages(src: str) -> None:
    assert "src" not in clean(f'<img src="{src}" alt="">')
    ours = '<img src="/plans/documents/a%20b/pages/1.png?start=1&amp;size=large" alt="">'
    assert "src=" in clean(ours)


@pytest.mark.parametrize("name", ["main", "pa-question", "a1 pa-question", "body", "", "a1\n"])
def test_no_element_takes_the_name_of_a_part_of_the_page(name: str) -> None:
    assert "id=" not in clean(f'<p id="{name}">a</p>')
    assert clean('<p id="a1-s4" class="pa-cited">a</p>') == '<p id="a1-s4" class="pa-cited">a</p>'


def test_what_is_left_open_is_closed_and_what_was_not_open_closes_nothing() -> None:
    assert clean("<div>a</div></div><p>b<strong>c") == "<div>a</div><p>b<strong>c</strong></p>"


def test_threads_clean_at_the_same_time() -> None:
    wanted = {name: rendered(shown) for name, shown in ANSWERS.items()}
    with ThreadPoolExecutor(8) as pool:
        got = dict(zip(ANSWERS, pool.map(rendered, ANSWERS.values()), strict=True))
    assert got == wanted


def test_a_long_answer_is_cleaned_in_a_moment(uncleaned: None) -> None:
    html = rendered(pictured())
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        clean(html)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.02

import html
import re

import pytest

from assistant.web.escaping import escape, safe_url, with_links, with_strong
from tests.assistant.web.hostile import ALL_HOSTILE


def no_marker(_: int) -> None:
    return None


@pytest.mark.parametrize("text", ALL_HOSTILE)
def test_hostile_text_has_no_punctuation_left_that_html_or_markdown_could_read(text: str) -> None:
    assert re.fullmatch(r"(?:[\w ]|&#\d+;)*", escape(text))


@pytest.mark.parametrize("text", ALL_HOSTILE)
def test_escaped_text_reads_as_it_was_but_for_white_space(text: str) -> None:
    assert html.unescape(escape(text)).split() == text.split()


def test_an_empty_line_is_folded_because_it_would_end_the_block_of_html() -> None:
    assert escape("one\n\n two\r\n") == "one two "


def test_characters_that_hide_or_turn_text_round_are_dropped() -> None:
    assert escape("a\x00b\u202ec\ud800d") == "abcd"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://example.org/a",
        "//example.org/a",
        "/a",
        "https://",
        "https://someone@example.org/",
        "https://example.org/a b",
        "https://example.org/\na",
        "https://[",
        "",
        None,
    ],
)
def test_no_link_leads_to_an_address_that_is_not_plainly_of_the_web(url: str | None) -> None:
    assert safe_url(url) is None


def test_an_address_of_the_web_is_kept_and_cannot_end_its_attribute() -> None:
    url = safe_url('https://example.org/a?b="&c=1')
    assert url is not None
    assert '"' not in url
    assert html.unescape(url) == 'https://example.org/a?b="&c=1'


def test_emphasis_falls_on_the_whole_number_and_not_on_a_part_of_another() -> None:
    assert with_strong("In 2012 there were 12 cells", ["12"]) == (
        "In 2012 there were <strong>12</strong> cells"
    )


def test_overlapping_emphasis_is_bold_once() -> None:
    assert with_strong("one in five people", ["one in five", "five people"]) == (
        "<strong>one in five people</strong>"
    )


def test_emphasis_that_is_not_in_the_text_changes_nothing() -> None:
    assert with_strong("a < b", ["c", " "]) == "a &#60; b"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("Call 999 now.", "tel:999"),
        ("When it is not an emergency: 101.", "tel:101"),
        ("Samaritans: 116 123.", "tel:116123"),
        ("Childline: 0800 1111.", "tel:08001111"),
        ("Helpline: 0808 2000 247.", "tel:08082000247"),
        ("Ask them: https://example.org/a.", "https&#58;&#47;&#47;example&#46;org&#47;a"),
    ],
)
def test_our_own_words_link_to_telephones_and_pages(text: str, href: str) -> None:
    assert f'href="{href}"' in with_links(text, no_marker)


@pytest.mark.parametrize("text", ["I looked in 101 documents.", "It cost £999.", "[7] is cited."])
def test_a_number_that_is_no_telephone_and_no_marker_is_no_link(text: str) -> None:
    assert "<a" not in with_links(text, no_marker)

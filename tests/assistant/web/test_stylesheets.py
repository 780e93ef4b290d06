import re

import pytest

from assistant.site import Colours
from assistant.web.stylesheets import chat_stylesheet, stylesheet, top_stylesheet
from corpus.errors import PlansError


def test_our_own_colours_can_all_be_read() -> None:
    """Naming each of our colours as a site's makes each be checked."""
    sheet = chat_stylesheet(Colours())
    light, dark = (
        dict(re.findall(r"--pa-([a-z]+): (#[0-9a-f]{6});", part))
        for part in (sheet[: sheet.index("body.dark")], sheet[sheet.index("body.dark") :])
    )
    assert len(light) > 10
    assert stylesheet(Colours(light=light, dark=dark))


@pytest.mark.parametrize("sheet", [stylesheet, chat_stylesheet, top_stylesheet])
def test_a_sites_colours_come_after_ours(sheet: object) -> None:
    css = sheet(Colours(light={"strong": "#003300"}, dark={"strong": "#225522"}))  # type: ignore[operator]
    assert css.index("--pa-strong: #12436d") < css.index("--pa-strong: #003300")
    assert css.index("--pa-strong: #1f6db0") < css.index("--pa-strong: #225522")


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        ({"strong": "#ffcc00"}, r"white \(#ffffff\) on strong \(#ffcc00\) has a contrast of 1\.5"),
        ({"link": "#8cc4f5"}, r"link \(#8cc4f5\) on paper"),
        ({"strong": "blue"}, "must be written like #12436d"),
        ({"strong": "#123456;}*{display:none"}, "must be written like"),
        ({"brand": "#123456"}, "is not one of asked, "),
    ],
)
def test_colours_that_cannot_be_read_are_refused(colours: dict[str, str], said: str) -> None:
    with pytest.raises(PlansError, match=said):
        stylesheet(Colours(light=colours))


def test_the_dark_colours_of_pages_without_gradio_follow_the_device() -> None:
    css = stylesheet(Colours())
    assert "body.dark" not in css.split("/* ")[0]
    assert "@media (prefers-color-scheme: dark) {" in css

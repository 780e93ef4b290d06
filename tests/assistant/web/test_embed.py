"""The script for other websites, as it is sent."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.site import Colours, Language, Site
from assistant.web.embed import add_embed
from assistant.web.security import Guard
from assistant.web.shell import Shell

WELSH = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Close"
msgstr "Cau"
"""


def script(site: Site | None = None, query: str = "", root_path: str = "") -> httpx.Response:
    app = FastAPI()
    add_embed(app, Shell(site or Site(), root_path=root_path))
    client = TestClient(Guard(app, root_path=root_path))
    return client.get(f"{root_path}/embed.js{query}")  # type: ignore[return-value]


def words(response: httpx.Response) -> dict[str, Any]:
    """Return what the script is given to say."""
    found: dict[str, Any] = json.loads(response.text.rsplit("\n})(", 1)[1].removesuffix(");\n"))
    return found


def test_it_is_a_script_that_other_websites_may_load_and_nobody_keeps_for_long() -> None:
    response = script()
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("root_path", ["", "/plans"])
def test_addresses_are_given_from_where_the_script_is(root_path: str) -> None:
    said = words(script(root_path=root_path))
    assert (said["page"], said["framed"]) == ("ask", "ask?embed=1")


def test_it_says_the_name_of_the_website_in_which_nothing_can_end_the_script() -> None:
    name = '</script>“Ask\u2028us”\\");alert(1)//'
    response = script(Site(name=name))
    assert words(response)["name"] == name
    assert response.text.isascii()


def test_it_has_the_colours_of_the_website() -> None:
    colours = Colours(light={"strong": "#123456"}, dark={"strong": "#204060"})
    styles = words(script(Site(colours=colours)))["styles"]
    assert re.search(r"^:host \{[^}]*--pa-strong: #123456;", styles)
    assert re.search(r"dark\) \{:host \{[^}]*--pa-strong: #204060;", styles)
    assert "--pa-paper" in styles


def test_it_speaks_the_language_that_its_address_asks_for(tmp_path: Path) -> None:
    messages = tmp_path / "cy.po"
    messages.write_text(WELSH, "utf-8")
    site = Site(languages=(Language(code="cy", name="Cymraeg", messages=messages),))
    said = words(script(site, "?lang=cy"))
    assert (said["close"], said["language"]) == ("Cau", "cy")
    assert (said["page"], said["framed"]) == ("ask?lang=cy", "ask?embed=1&lang=cy")
    assert words(script(site, "?lang=xx"))["close"] == "Close"


def test_it_keeps_nothing_and_writes_no_html() -> None:
    text = (Path(__file__).parents[3] / "assistant/web/embed.js").read_text("utf-8")
    for name in (
        "cookie",
        "localStorage",
        "sessionStorage",
        "innerHTML",
        "fetch(",
        "eval",
        "style=",
    ):
        assert name not in text

from pathlib import Path

import pytest

from assistant.site import Language, Site
from assistant.web.shell import Shell
from assistant.web.words import read_languages, say, speaking
from corpus.errors import PlansError
from tests.assistant.web.conftest import asking_client
from tests.assistant.web.fakes import FakeAnswerer

UPPER = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Your question"
msgstr "YOUR QUESTION"

msgid "{n} documents"
msgstr "{n} DOCUMENTS"

msgid "Ask"
msgstr ""

#, fuzzy
msgid "Chat"
msgstr "GUESSED"
"""


def language(folder: Path, text: str = UPPER) -> Language:
    path = folder / "cy.po"
    path.write_text(text, "utf-8")
    return Language(code="cy", name="Cymraeg", messages=path)


def test_words_are_said_in_the_language_until_the_block_ends(tmp_path: Path) -> None:
    other = read_languages([language(tmp_path)])["cy"]
    with speaking(other):
        assert say("Your question") == "YOUR QUESTION"
        assert say("{n} documents", n=3) == "3 DOCUMENTS"
        assert say("Ask") == "Ask"
        assert say("Chat") == "Chat", "a guess that no translator has seen"
    assert say("Your question") == "Your question"


def test_an_address_can_be_in_another_language_and_its_links_stay_in_it(tmp_path: Path) -> None:
    site = Site(languages=(language(tmp_path),))
    with asking_client(FakeAnswerer(), site) as client:
        page = client.get("/ask", params={"q": "one", "lang": "cy"}).text
        english = client.get("/ask", params={"q": "one"}).text
    assert '<html lang="cy">' in page
    assert 'href="/documents?lang=cy"' in page
    assert '<input type="hidden" name="lang" value="cy">' in page
    assert '<div lang="en-GB"><div class="pa-answer' in page
    assert '<html lang="en-GB">' in english
    assert 'href="/ask?lang=cy" lang="cy" hreflang="cy">Cymraeg' in english


def test_a_language_that_is_not_there_is_english(tmp_path: Path) -> None:
    with asking_client(FakeAnswerer(), Site(languages=(language(tmp_path),))) as client:
        assert '<html lang="en-GB">' in client.get("/ask?lang=fr").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "{n} documents"\nmsgstr "documents"\n', r"must keep its names in braces: \{n\}"),
        ('msgid "Ask"\nmsgstr "{oops}"\n', "must keep its names in braces: none"),
        ("this is no gettext file\n", "cannot be read as a gettext file"),
    ],
)
def test_a_file_that_would_break_a_page_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlansError, match=said):
        Shell(Site(languages=(language(tmp_path, text),)))

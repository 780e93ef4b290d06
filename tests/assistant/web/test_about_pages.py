"""The pages on the assistant are true for the settings, the site and the documents in force."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.answers import About
from assistant.feedback import FeedbackStore
from assistant.site import Accessibility, Contact, Language, Privacy, Site
from assistant.web import about_pages
from assistant.web.about_pages import PUBLISHED, published_figures
from corpus.catalogue_file import load_corpus
from corpus.dates import PartialDate
from corpus.documents import TextSource
from corpus.errors import PlansError
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.library import Library
from tests.assistant.web.plain_pages import client_of, plain_app

ROOT = Path(__file__).parents[3]
FULL = Site(
    name="Ask <us>",
    body="Example Body & Co",
    contacts=(
        Contact(
            name="The office",
            what="questions",
            web="https://www.example.org",
            email="office@example.org",
            phone="01234 567890",
        ),
    ),
    privacy=Privacy(
        controller="The Controller",
        email="privacy@example.org",
        notice="https://www.example.org/privacy",
    ),
    accessibility=Accessibility(
        email="access@example.org", prepared=dt.date(2026, 11, 20), reply_days=7
    ),
)


def page(path: str, site: Site | None = None, store: FeedbackStore | None = None) -> str:
    with client_of(plain_app(FakeAnswerer(), store, site=site)) as client:
        return words(client.get(path))


def words(reply: httpx.Response) -> str:
    """Return what people read, on one line."""
    assert reply.status_code == 200
    apart = re.sub(r"</t[hd]>", " ", reply.text)
    return " ".join(re.sub(r"<[^>]*>", "", apart).split())


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest.fixture
def client(answerer: FakeAnswerer) -> Iterator[httpx.Client]:
    with client_of(plain_app(answerer)) as client:
        yield client


def test_it_says_what_is_searched_and_that_no_model_writes(client: httpx.Client) -> None:
    told = words(client.get("/about"))
    assert (
        "62 documents about the plans of the Police and Crime Commissioner for Hertfordshire, "
        "from 2012 to 2025" in told
    )
    assert "No language model writes the answers" in told


@pytest.mark.parametrize(
    ("originals", "said"),
    [
        (0, "All 62 texts that it searches are our own summaries"),
        (5, "It holds 5 documents themselves. Of the 57 others it holds only"),
        (62, "It holds the documents themselves, not summaries of them."),
    ],
)
def test_it_says_whose_words_are_searched(originals: int, said: str) -> None:
    with client_of(plain_app(FakeAnswerer(originals=originals))) as client:
        assert said in words(client.get("/about"))


def test_it_says_what_is_kept_only_where_something_is(tmp_path: Path) -> None:
    without = page("/about")
    assert "Questions are not stored, and nothing asks you for feedback." in without
    assert "days old" not in without
    store = FeedbackStore(tmp_path / "feedback.jsonl", days=30)
    with_store = page("/about", store=store)
    assert "They are deleted when they are 30 days old." in with_store
    assert "Questions are not stored, unless you send us a reply" in with_store
    assert "nothing asks you" not in with_store


def test_a_conversation_is_said_to_be_kept_as_long_as_it_is(client: httpx.Client) -> None:
    assert about_pages.CONVERSATION_SECONDS == 3_600
    assert "It is forgotten 60 minutes after" in words(client.get("/about"))


def test_no_page_sets_a_cookie_or_loads_anything_from_elsewhere(client: httpx.Client) -> None:
    for path in ("/about", "/accessibility", "/ask"):
        reply = client.get(path)
        assert "set-cookie" not in reply.headers
        assert re.findall(r'(?:src|<link[^>]*href)="(?!/)', reply.text) == []


def test_it_names_whom_the_site_names(client: httpx.Client) -> None:
    told = page("/about", FULL)
    for said in (
        "Example Body &amp; Co",
        "The office",
        "For questions",
        "office@example.org",
        "01234 567890",
        "The Controller is responsible for personal data here.",
        "privacy@example.org",
        "privacy notice",
    ):
        assert said in told
    assert "Ask <us>" not in told
    assert "has not yet said whom to contact" not in told
    assert "has not yet said whom to contact" in words(client.get("/about"))


def test_every_figure_has_its_number_of_questions_and_the_day(client: httpx.Client) -> None:
    told = words(client.get("/about"))
    published = published_figures()
    assert 6 <= len(published.figures) <= 8
    for figure in published.figures:
        assert f"{figure.what} {figure.value} {figure.n}" in told
    assert f"{published.questions} test questions" in told
    assert f"Test of {PartialDate.parse(published.measured).in_words()}, with" in told


def test_the_figures_are_those_that_the_evals_published() -> None:
    evals = json.loads((ROOT / "evals" / "published.json").read_text("utf-8"))
    assert published_figures().questions == evals["info"]["samples"]
    assert published_figures().measured == evals["info"]["created"][:10]
    answered = next(
        figure["value"]
        for figure in evals["figures"]
        if (figure["system"], figure["measure"]) == ("assistant", "answerable answered")
        and figure["category"] == "all"
    )
    shown = [f.value for f in published_figures().figures if f.what.endswith("it answered")]
    assert shown == [f"{100 * answered:.0f}%"]


def test_figures_that_are_missing_are_found_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about_pages, "PUBLISHED", tmp_path / PUBLISHED.name)
    published_figures.cache_clear()
    with pytest.raises(PlansError, match="install the assistant again"):
        plain_app(FakeAnswerer())
    published_figures.cache_clear()


def test_it_names_the_versions_of_what_answers(library: Library) -> None:
    app = plain_app(FakeAnswerer(), holdings=library.holdings)
    generation = library.holdings.generation()
    with client_of(app) as client:
        told = words(client.get("/about"))
    assert f"Documents {generation.manifest.corpus_sha256[:12]}" in told
    assert f"Index {generation.folder.name}" in told


def test_without_an_index_it_says_so_and_accessibility_is_still_told(
    client: httpx.Client, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def about() -> About:
        raise PlansError("the index is gone")

    monkeypatch.setattr(answerer, "about", about)
    assert client.get("/about").status_code == 503
    assert client.get("/accessibility").status_code == 200


def test_the_statement_has_what_the_regulations_ask_for() -> None:
    told = page("/accessibility", FULL)
    for said in (
        "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations",
        "Web Content Accessibility Guidelines version 2.2, level AA",
        "partially compliant",
        "Content that is not accessible",
        "Equality and Human Rights Commission (EHRC)",
        "Equality Advisory and Support Service (EASS)",
        "access@example.org",
        "within 7 working days",
        "It was prepared on 20 November 2026.",
        "nobody has tried",
    ):
        assert said in told
    assert "not finished" not in told


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (
            Accessibility(),
            "still has to fill in whom to tell of a problem, and the day on which it was prepared.",
        ),
        (Accessibility(email="a@example.org"), "still has to fill in the day on which"),
        (
            Accessibility(phone="01234 567890", prepared=dt.date(2026, 11, 20)),
            "",
        ),
        (Accessibility(prepared=dt.date(2026, 11, 20)), "fill in whom to tell of a problem. Until"),
    ],
)
def test_the_statement_says_what_is_still_to_be_filled_in(
    told: Accessibility, missing: str
) -> None:
    shown = page("/accessibility", Site(accessibility=told))
    assert ("is not ready for the public" in shown) == bool(missing)
    assert missing in shown
    assert ("It is not yet dated." in shown) == (not told.prepared)


def test_the_transparency_record_is_of_the_documents_that_ship() -> None:
    record = (ROOT / "docs" / "atrs.md").read_text("utf-8")
    held = [d.text for d in load_corpus([ROOT / "corpus"]).catalogue.documents]
    digests, known = held.count(TextSource.DIGEST), held.count(TextSource.NOT_HELD)
    assert f"{len(held)} public documents" in record
    assert f"Of {digests} the repository holds digests" in record
    assert f"of {known}, all plans among them, no text" in record


def test_nothing_that_the_code_writes_names_a_county() -> None:
    folder = ROOT / "assistant" / "web"
    files = [folder / "about_pages.py", folder / "feedback_form.py"]
    for name in ("about", "accessibility", "contacts", "feedback", "feedback_form"):
        files.append(folder / "templates" / f"{name}.html")
    for file in files:
        assert not re.search("hertfordshire|herts", file.read_text("utf-8"), re.IGNORECASE)


WELSH = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Send"
msgstr "Anfon"

msgid "Thank you"
msgstr "Diolch"
"""


def test_in_another_language_the_form_speaks_it_and_prose_in_english_is_marked(
    tmp_path: Path,
) -> None:
    (tmp_path / "cy.po").write_text(WELSH, "utf-8")
    site = Site(languages=(Language(code="cy", name="Cymraeg", messages=tmp_path / "cy.po"),))
    store = FeedbackStore(tmp_path / "feedback.jsonl")
    with client_of(plain_app(FakeAnswerer(), store, site=site)) as client:
        page = client.get("/ask?q=cyber&lang=cy").text
        assert 'action="/feedback?lang=cy"' in page
        assert ">Anfon</button>" in page
        sent = client.post("/feedback?lang=cy", data={"q": "cyber", "useful": "yes"})
        assert "<h1>Diolch</h1>" in client.get(sent.headers["location"]).text
        for path in ("/about", "/accessibility"):
            told = client.get(f"{path}?lang=cy").text
            assert '<html lang="cy">' in told
            assert '<div class="pa-prose" lang="en-GB">' in told

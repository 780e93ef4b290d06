"""A morning of a member of staff: sign in, judge, brief the Panel; then documents change.

The real assistant serves the shipped documents, as `python -m assistant serve` does.
"""

import io
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
import uvicorn

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.verdicts.opening import verdict_store
from assistant.web.app import build_app
from assistant.web.originals import Holdings
from assistant.web.records import read_records
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.assistant.staff.conftest import NAME, PASSWORD, quick_hash
from tests.assistant.web.looking import barriers
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAN, THEME = "plan-2022-27", "local-policing"
JUDGED = "Each district or borough is to have at least one police station"
REASON = "The report of the year after names one in each."


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is served, and what it is served from."""

    url: str
    data: Path
    corpus: Path


@contextmanager
def served(settings: AssistantSettings) -> Iterator[str]:
    """Serve the assistant on a free port, put together as on the command line."""
    store = verdict_store(settings)
    assert store is not None
    assistant = Assistant(settings, store.latest)
    app = build_app(
        assistant,
        holdings=Holdings(assistant.generation, settings.data),
        records=read_records(settings, store, assistant.index),
    )
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 120
    while not (server.started and app.chat) and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("morning")
    data, corpus, staff = folder / "data", folder / "corpus", folder / "staff"
    shutil.copytree(shipped, data)
    shutil.copytree(ROOT / "corpus" / "digests", corpus / "digests")
    for name in ("catalogue.yaml", "body.yaml"):
        shutil.copy(ROOT / "corpus" / name, corpus / name)
    staff.write_text(f"{NAME}:{quick_hash(PASSWORD)}\n")
    staff.chmod(0o600)
    settings = AssistantSettings(
        data=data, staff=staff, staff_office="the Panel’s officers", publish_commitments=True
    )
    with served(settings) as url:
        yield Desk(url=url, data=data, corpus=corpus)


@pytest.fixture(scope="module")
def page(browser: "Browser", desk: Desk) -> "Iterator[Page]":
    context = browser.new_context(accept_downloads=True, java_script_enabled=True)
    page = context.new_page()
    yield page
    context.close()


def sign_in(page: "Page", desk: Desk) -> None:
    page.goto(f"{desk.url}/staff")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Commitments", level=1).wait_for()


def limit(page: "Page", plan: str, theme: str) -> None:
    page.locator("details.pa-filters").evaluate("each => each.open = true")
    page.get_by_label("Plan", exact=True).select_option(value=plan)
    page.get_by_label("Theme", exact=True).select_option(value=theme)
    page.get_by_role("button", name="Find").click()


def judge(page: "Page", verdict: str, reason: str) -> None:
    rests = page.get_by_role("checkbox")
    if rests.count():
        rests.first.check()
    page.get_by_role("radio", name=verdict, exact=True).check()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Save the verdict").click()
    page.get_by_role("status").filter(has_text="saved").wait_for()


def test_a_morning(page: "Page", desk: Desk) -> None:
    sign_in(page, desk)
    limit(page, PLAN, THEME)
    page.get_by_role("link", name=re.compile(JUDGED)).click()
    judge(page, "Kept", REASON)
    limited = page.url
    page.goto(f"{desk.url}/staff")
    limit(page, PLAN, "")
    page.locator(".pa-commitments a").nth(2).click()
    judge(page, "In progress", "Patrols began.")
    page.get_by_role("link", name="Next in this list").click()
    judge(page, "Cannot be checked as worded", "No figure and no date.")
    assert barriers(page) == []

    page.goto(f"{desk.url}/staff?verdict=kept&verdict=in-progress&verdict=cannot-be-checked")
    assert page.locator(".pa-commitments > li").count() == 3
    page.get_by_text("This list as a file").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Word briefing").click()
    briefing = Path(downloading.value.path()).read_bytes()
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(briefing)).paragraphs)
    assert JUDGED in words
    assert REASON in words
    assert NAME not in words

    with ZipFile(io.BytesIO(briefing)) as parts:
        links = re.findall(
            r'Target="(http[^"]+)"', parts.read("word/_rels/footnotes.xml.rels").decode()
        )
    document = "consultation-2021-plan"
    followed = next(link for link in links if document in link).replace("&amp;", "&")
    assert followed.startswith(f"{desk.url}/documents/{document}")
    page.goto(followed)
    assert JUDGED in page.locator("mark").all_inner_texts()[0]
    page.goto(limited)
    assert page.locator(".pa-history").get_by_text(REASON).is_visible()


def test_documents_that_change_mark_the_verdict_for_review_and_keep_it(
    page: "Page", desk: Desk
) -> None:
    digest = desk.corpus / "digests" / "consultation-2021-plan.md"
    text = digest.read_text("utf-8")
    assert JUDGED in text
    digest.write_text(text.replace(JUDGED, "Each district is to have two police stations"), "utf-8")
    synchronise(IngestSettings(data=desk.data, corpus=(desk.corpus,)))
    page.goto(f"{desk.url}/staff/review")
    rows = page.locator(".pa-commitments > li")
    assert rows.count() == 1
    assert rows.first.get_by_text("Kept", exact=True).is_visible()
    assert rows.first.get_by_text("To be reviewed").is_visible()
    rows.get_by_role("link", name=re.compile(JUDGED)).click()
    assert page.locator(".pa-history").get_by_text(REASON).is_visible()
    page.get_by_role("button", name=re.compile("Confirm")).click()
    page.get_by_role("status").filter(has_text="saved").wait_for()
    page.goto(f"{desk.url}/staff?verdict=kept")
    assert page.get_by_role("link", name=re.compile("two police stations")).count() == 1


def test_everybody_reads_the_verdict_and_the_office_but_no_name(page: "Page", desk: Desk) -> None:
    page.context.clear_cookies()
    page.goto(f"{desk.url}/commitments?verdict=in-progress")
    page.locator(".pa-commitments a").first.click()
    assert page.get_by_text("Patrols began.").is_visible()
    assert page.get_by_text("the Panel’s officers").first.is_visible()
    assert NAME not in page.content()
    page.goto(f"{desk.url}/ask?q=which+promises+about+police+station+are+still+open%3F")
    assert NAME not in page.content()

"""The page of a run: what it says, what it leaves out, and that nothing in it comes alive."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from evals.intervals import INTERVALS
from evals.plots import abstention_curve
from evals.runs import Row, Run
from evals.tasks import TASKS
from tests.assistant.web.conftest import ARGUMENTS, CHROMIUM
from tests.assistant.web.hostile import HOSTILE
from tests.evals.made import citation, hit, near_miss, row, run, sample, shown
from tests.evals.made_reports import RIGHT, everything, hostile, written

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_page_says_what_was_run(tmp_path: Path) -> None:
    text = written(everything(), tmp_path)[1].with_tag("html")[0].text
    for words in ("dev, quick", "1 January 2026, 00:00 UTC", "gen-000042", "setting max_words"):
        assert words in text
    assert f"Given with the figures: {INTERVALS}." in text


def test_rivals_stand_beside_the_assistant(tmp_path: Path) -> None:
    page, _ = written(everything(), tmp_path)
    line = re.search(r'<th scope="row">facts asked for that are shown</th>(.*)</tr>', page)
    assert line
    assert re.findall(r"<td>([^<]*)", line[1]) == ["5", "80% ", "90% ", "100% ", "70% "]


def test_the_writer_has_lines_of_its_own_and_is_said_to_be_a_stand_in(tmp_path: Path) -> None:
    page, document = written(everything(), tmp_path)
    line = re.search(r'<th scope="row">answers with a written sentence</th>(.*)</tr>', page)
    assert line
    assert re.findall(r"<td>([^<]*)", line[1]) == ["5", "–", "100% ", "–", "–"]
    assert '<th scope="row">reading age of what is read first, years</th><td>5</td><td>14.2' in page
    text = document.with_tag("main")[0].text
    assert "a script that tells the truth, prompt 1" in text
    assert "not how good a real model is" in text


def test_a_run_of_the_writer_alone_lays_out_what_it_fails(tmp_path: Path) -> None:
    made = run(row("answers", sample(), {"facts": 0.0}, system="writer"))
    document = written(made, tmp_path)[1]
    assert [e.attributes["id"] for e in document.with_tag("article")] == ["dev-001"]


def test_what_has_no_value_is_a_dash(tmp_path: Path) -> None:
    """Where all is answerable, support cannot tell anything apart."""
    rows = [*abstained([0.9, 0.4], answerable=True, declined=0.0)]
    page, _ = written(run(*rows), tmp_path)
    assert not re.search(r"\bnan", page)
    line = re.search(r'<th scope="row">support tells them apart[^<]*</th>(.*)</tr>', page)
    assert line is None or line[1] == "<td>2</td><td>–</td>"


def test_every_id_is_there_once_and_every_link_leads_to_one(tmp_path: Path) -> None:
    page, document = written(everything(), tmp_path)
    assert len(document.ids) == len(set(document.ids))
    links = [e.attributes["href"] for e in document.elements if "href" in e.attributes]
    links += re.findall(r"url\(([^)]*)\)", page)
    assert {"#dev-1", "#dev-7", "#failing"} <= set(links)
    assert {link.removeprefix("#") for link in links} <= set(document.ids)


def test_only_what_fails_is_laid_out_and_the_rest_is_counted(tmp_path: Path) -> None:
    document = written(everything(), tmp_path)[1]
    shown_ids = [e.attributes["id"] for e in document.with_tag("article")]
    assert shown_ids == ["dev-7", "dev-1", "dev-2"]
    assert "3 of 6 samples fail; 3 do not." in document.with_tag("html")[0].text
    lines = [" ".join(e.text.split()) for e in document.with_tag("summary")]
    assert lines[-2:] == ["emergency 1 of 1 fail", "figure 2 of 3 fail"]


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("status", "The status is not_held, but should be answered or partly_answered."),
        ("facts", "1 of 2 facts is not shown: “2,000” or “two thousand”."),
        ("first document", "The first document cited is b, but should be a."),
        ("scope", "The scope is no plan, but should be plan-2022-27."),
        ("no false facts", "It states what it must not: “900”."),
        ("quotations verified", "1 of 2 quotations is not verified."),
    ],
)
def test_a_failing_sample_says_why_in_words(tmp_path: Path, measure: str, why: str) -> None:
    asked = sample(
        status=["answered", "partly_answered"],
        contains=["1,500", ["2,000", "two thousand"]],
        not_contains=["900", "800"],
        plans=["plan-2022-27"],
    )
    cited = (citation("b"), citation("a", verified=False))
    answer = shown("1,500, not 900", status="not_held", citations=cited)
    scores: dict[str, float | None] = RIGHT | {"status": 1.0, "no false facts": 1.0, measure: 0.5}
    document = written(run(row("answers", asked, scores, shown=(answer,))), tmp_path)[1]
    [reasons] = document.with_class("reasons")
    assert reasons.text.strip() == why


def test_a_failing_sample_shows_what_was_expected_got_and_retrieved(tmp_path: Path) -> None:
    asked = sample(
        category="follow-up", history=["and before?"], in_full="in full", note="see p. 4"
    )
    hits = (hit("b"), hit("a", "It has 1,500.", 3), *(hit("c", "", n) for n in range(20)))
    answer = shown("First line.\n\nSecond line.", "a", hits=hits, plans=("plan-2013-18",))
    rows = [
        row("answers", asked, {"facts": 0.0}, shown=(answer,)),
        row("answers", asked, {"facts": 0.5}, system="plain"),
        row("answers", asked, {"facts": None}, system="bm25"),
    ]
    document = written(run(*rows), tmp_path)[1]
    text = document.with_tag("article")[0].text
    for words in ("and before?", "in full", "see p. 4", "✗ not shown “1,500”", "plan-2013-18"):
        assert words in text
    assert "plain 50%, bm25 –" in text
    assert "✓ verified" in text
    assert document.with_class("words")[0].text == "First line.\n\nSecond line."
    retrieved = document.with_tag("ol")[0].text.strip().splitlines()
    assert retrieved[:3] == ["b/0", "a/3 ✓ right document, states a fact", "c/0"]
    assert len(retrieved) == 10


def test_statuses_are_counted_and_a_missed_emergency_stands_apart(tmp_path: Path) -> None:
    page, document = written(everything(), tmp_path)
    table = page.partition('class="confusion"')[2].partition("</table>")[0]
    lines = dict(re.findall(r'<th scope="row">(\w+)</th>(.*?)</tr>', table, re.S))
    counts = {name: re.findall(r">(\d[^<]*)<", cells) for name, cells in lines.items()}
    assert counts == {"answered": ["5", "5 ✓", "0"], "emergency": ["1", "0", "1"]}
    assert "Missed: 1 of 1." in document.with_tag("main")[0].text


@pytest.mark.parametrize("task", TASKS)
def test_one_system_one_task_and_one_sample_make_a_page(tmp_path: Path, task: str) -> None:
    scores: dict[str, float | None] = dict.fromkeys(TASKS[task].measures, 1.0)
    document = written(run(row(task, sample(), scores, system="bm25")), tmp_path)[1]
    text = document.with_tag("main")[0].text
    assert "Nothing was measured in this run that the assistant could fail." in text


def test_what_was_not_measured_is_no_failure(tmp_path: Path) -> None:
    scores = {"facts": nan, "first document": None, "scope": 1.0}
    document = written(run(row("answers", sample(), scores)), tmp_path)[1]
    assert "0 of 1 samples fail; 1 do not." in document.with_tag("main")[0].text
    assert not document.with_tag("article")


def abstained(support: Sequence[float], *, answerable: bool, declined: float) -> Iterator[Row]:
    for n, value in enumerate(support):
        asked = (sample if answerable else near_miss)(id=f"dev-{answerable:d}{n}")
        yield row("abstention", asked, {"support": value, "declined": declined})


def test_a_rising_bar_answers_less_and_declines_more() -> None:
    answerable = [*abstained([0.9, 0.4], answerable=True, declined=0.0)]
    others = abstained([0.4, 0.1], answerable=False, declined=1.0)
    curve = abstention_curve([*answerable, *others])
    assert curve and curve.points == ((1.0, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 1.0))
    assert curve.actual == (1.0, 1.0)
    assert abstention_curve(answerable) is None, "without the others there is nothing to decline"


def test_each_picture_says_in_words_what_it_shows(tmp_path: Path) -> None:
    page, document = written(everything(), tmp_path)
    pictures = document.with_tag("svg")
    assert len(pictures) == len(document.with_tag("figcaption")) == 5
    assert all(e.attributes["role"] == "img" and e.attributes["aria-label"] for e in pictures)
    captions = [e.text for e in document.with_tag("figcaption")]
    assert captions[0].startswith("assistant: from 67% (figure) to 100% (who).")
    assert "Beside plain: higher in 0, the same in 1, lower in 1 categories." in captions[0]
    assert "assistant: 100% of the answerable questions answered, 100% of the others" in captions[3]
    assert "plain: 100% of the answerable questions answered, 0% of the others" in captions[3]
    assert "assistant: median 13 ms, p95 40 ms" in pictures[4].text
    # All colours are the page's own, so that they change with it.
    colours = re.findall(r"(?:fill|stroke): ([^;\"]*)", page.partition("</style>")[2])
    assert colours
    assert {colour for colour in colours if not colour.startswith("var(--")} == {"none"}


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    document = written(hostile(), tmp_path)[1]
    names = {name for e in document.elements for name in e.attributes}
    assert not {name for name in names if name.startswith("on")} | ({"src", "action"} & names)
    assert not document.with_tag("script", "img", "form", "iframe", "input", "b")
    assert len(document.with_tag("svg")) == len(document.with_tag("figure"))
    for words, article in zip(HOSTILE, document.with_tag("article"), strict=True):
        assert article.text.count(words) >= 10


T = TypeVar("T")


def in_browser(path: Path, work: "Callable[[Page], T]", **settings: Any) -> T:
    """Open a file in a browser that asks for nothing else, in a thread: others may be open here."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    def open_and_work() -> T:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            page = browser.new_page(**settings)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.on("dialog", lambda dialog: asked.append(dialog.message))
            page.route(lambda url: url != path.as_uri(), lambda route: route.abort())
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            result = work(page)
            assert asked == [path.as_uri()]
            assert page.evaluate("window.pwned") is None
            return result

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(open_and_work).result()


@pytest.mark.parametrize("make", [everything, hostile])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark"), (1280, "light")])
def test_it_opens_alone_fits_its_window_and_axe_finds_nothing(
    tmp_path: Path, make: Callable[[], Run], width: int, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    written(make(), tmp_path)

    def look(page: "Page") -> tuple[int, list[Any]]:
        found = axe.Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return wide, [(one["id"], one["nodes"][0]["html"]) for one in found]

    size = {"width": width, "height": 800}
    seen = in_browser(tmp_path / "report.html", look, viewport=size, color_scheme=scheme)
    assert seen == (0, [])


def test_following_an_id_opens_the_category_that_it_is_in(tmp_path: Path) -> None:
    written(everything(), tmp_path)

    def follow(page: "Page") -> tuple[bool, bool]:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
        before = page.locator("#dev-2").is_visible()
        page.locator(".index a", has_text="dev-2").click()
        page.locator("#dev-2").wait_for(state="visible")
        return before, page.locator("#dev-7").is_visible()

    assert in_browser(tmp_path / "report.html", follow) == (False, False)

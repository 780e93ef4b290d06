"""Everything works behind a proxy that serves the page under a path of a larger site."""

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest
from pydantic import ValidationError

from assistant.settings import AssistantSettings
from tests.assistant.web.conftest import Served, open_page, serving
from tests.assistant.web.library import PLAN, Library
from tests.assistant.web.proxy import PREFIX, proxying
from tests.assistant.web.test_browser import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HIDDEN = (
    "/gradio_api/upload",
    "/gradio_api/info",
    "/gradio_api/openapi.json",
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/app_id",
    "/config",
    "/monitoring",
    "/docs",
)


@pytest.fixture(scope="module")
def served(library: Library) -> Iterator[Served]:
    with serving(library=library, root_path=PREFIX) as served:
        yield served


@pytest.fixture(scope="module")
def plain(served_library: Served) -> Served:
    """The same without a proxy in mind."""
    return served_library


@pytest.mark.parametrize(
    "prefix", ["", PREFIX, PREFIX * 2, f"{PREFIX}/", "/", "/documents", f"/x/..{PREFIX}", "/%2fx"]
)
def test_no_prefix_brings_hidden_routes_out(served: Served, plain: Served, prefix: str) -> None:
    with httpx.Client(timeout=30) as client:
        for url in (served.url, plain.url):
            for path in HIDDEN:
                for method in ("GET", "POST"):
                    reply = client.request(method, f"{url}{prefix}{path}")
                    assert reply.status_code in {404, 405}, f"{method} {prefix}{path}"


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_pages_are_there_whether_or_not_the_proxy_takes_the_prefix_off(
    served: Served, prefix: str
) -> None:
    for path in ("/", "/healthz", "/documents", f"/documents/{PLAN}/original"):
        assert httpx.get(f"{served.url}{prefix}{path}", timeout=30).status_code == 200


@pytest.mark.parametrize("path", ["/plansx/healthz", "/plansx", "/other/documents"])
def test_a_path_that_only_looks_like_the_prefix_is_another(served: Served, path: str) -> None:
    assert httpx.get(f"{served.url}{path}", timeout=30).status_code == 404


def test_links_of_pages_start_with_the_prefix(served: Served) -> None:
    page = httpx.get(f"{served.url}/documents", timeout=30).text
    assert f'href="{PREFIX}/documents/{PLAN}/original' in html.unescape(page)
    assert f'href="{PREFIX}/"' in page
    missing = httpx.get(f"{served.url}/documents/x/original", timeout=30).text
    assert f'href="{PREFIX}/documents"' in missing


@pytest.mark.parametrize("strip", [True, False], ids=["stripping", "not stripping"])
def test_a_browser_behind_the_proxy_asks_reads_and_sees_the_page(
    browser: "Browser", served: Served, strip: bool
) -> None:
    with proxying(served.url, strip=strip) as address:
        through = Served(f"{address}/", served.answerer, None, served.library)
        with open_page(browser, through) as page:
            failed: list[str] = []
            page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
            ask(page, "a picture of it")
            page.locator(".pa-marker").first.click()
            page.locator(".pa-picture summary").first.click()
            picture = page.locator(".pa-picture img").first
            page.wait_for_function("i => i.naturalWidth > 0", arg=picture.element_handle())
            links = page.locator(f".pa-card a[href*='/documents/{PLAN}']")
            assert links.count() >= 2
            for link in links.evaluate_all("all => all.map(link => link.href)"):
                assert link.startswith(address)
                assert httpx.get(link, timeout=60).status_code == 200
            around = page.locator("nav a, footer a").evaluate_all("all => all.map(a => a.href)")
            assert len(around) >= 4
            assert all(link.startswith(address) for link in around)
            page.goto(next(link for link in around if link.endswith("/documents")))
            page.get_by_role("heading", name="The documents").wait_for()
            assert not failed


@pytest.mark.parametrize("path", ["", "/plans", "/a/b-c_d.e~f", "/Plans2"])
def test_a_root_path_that_can_start_an_address_is_taken(path: str) -> None:
    assert AssistantSettings(root_path=path).root_path == path


@pytest.mark.parametrize(
    "path",
    ["plans", "/", "/plans/", "//", "/a//b", "/..", "/a b", "/é", '/"><script>', "/documents"],
)
def test_any_other_root_path_is_refused_with_the_remedy(path: str) -> None:
    with pytest.raises(ValidationError, match=r"like /plans|choose another"):
        AssistantSettings(root_path=path)

"""Pictures of pages: the marks stand where the words are, and no page can harm the server."""

import io
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from assistant.web import documents, page_pictures
from assistant.web.originals import Original
from assistant.web.page_picture_child import LONGEST_SIDE, MOST_PIXELS, scale_for
from assistant.web.page_pictures import PagePictures, PictureFailed
from assistant.web.page_view import MOST_MARKED, digest_of
from corpus.child import Limits
from corpus.pages import boxes_between
from tests.assistant.web.conftest import documents_client
from tests.assistant.web.library import PLAN, QUOTED, TURNED, Library, build_library, changed
from tests.assistant.web.paper import Sheet, print_pdf

PAGES = f"/documents/{PLAN}/pages"
Pixels = NDArray[np.int16]


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[httpx.Client]:
    with documents_client(library) as client:
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Library:
    return build_library(tmp_path / "data")


def place(library: Library, words: str) -> dict[str, str]:
    start = library.texts[PLAN].index(words)
    return {"start": str(start), "end": str(start + len(words))}


def pixels(response: httpx.Response) -> Pixels:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    return np.asarray(Image.open(io.BytesIO(response.content)).convert("RGB")).astype(np.int16)


def edges(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is true."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


@pytest.mark.parametrize(
    ("words", "page"), [(QUOTED, 2), (TURNED, 3)], ids=["upright", "turned by the file"]
)
@pytest.mark.parametrize("size", ["", "large"])
def test_the_marks_are_where_the_words_are(
    client: httpx.Client, library: Library, words: str, page: int, size: str
) -> None:
    asked = place(library, words) | ({"size": size} if size else {})
    plain = pixels(client.get(f"{PAGES}/{page}.png", params={"size": size} if size else {}))
    shown = pixels(client.get(f"{PAGES}/{page}.png", params=asked))
    assert shown.shape == plain.shape
    assert shown.shape[1] == (2000 if size else 1000)
    left, top, right, bottom = edges((shown != plain).any(2))
    layout = library.generation.layout(PLAN)
    (box,) = boxes_between(layout.places, int(asked["start"]), int(asked["end"]))
    height, width = plain.shape[:2]
    near = 0.012 * width
    assert abs(left - box.x0 * width) < near
    assert abs(top - box.y0 * height) < near
    assert abs(right - box.x1 * width) < near
    assert abs(bottom - box.y1 * height) < near
    ink = plain[top:bottom, left:right].max(2) < 128
    ink_left, ink_top, ink_right, ink_bottom = edges(ink)
    assert ink_left < near
    assert ink_top < near
    assert ink_right > right - left - near
    assert ink_bottom > bottom - top - 2 * near


def test_words_stay_as_dark_as_they_were_on_yellow_over_a_dark_line(
    client: httpx.Client, library: Library
) -> None:
    plain = pixels(client.get(f"{PAGES}/2.png"))
    shown = pixels(client.get(f"{PAGES}/2.png", params=place(library, QUOTED)))
    paper = ((plain == 255).all(2)) & (shown != plain).any(2)
    red, green, blue = np.median(shown[paper], axis=0)
    assert red > 240
    assert green > 200
    assert blue < 150
    assert shown[plain.max(2) < 40].max() < 60
    bottom = edges((shown != plain).any(2))[3]
    assert (shown[bottom - 3 : bottom + 1].max(2) < 30).any(0).sum() > 600


def test_a_quotation_over_two_pages_is_marked_on_each(
    client: httpx.Client, library: Library
) -> None:
    asked = place(library, f"internet.\n{TURNED}")
    for page in (2, 3):
        plain = pixels(client.get(f"{PAGES}/{page}.png"))
        assert (pixels(client.get(f"{PAGES}/{page}.png", params=asked)) != plain).any()


@pytest.mark.parametrize(
    "page", ["0", "6", "99999999", "9" * 5_000, "-1", "1.5", "٢", "1e1", " 2", "2 ", "%00", "x"]
)
def test_a_page_that_is_not_there_is_not_found(client: httpx.Client, page: str) -> None:
    response = client.get(f"{PAGES}/{page}.png")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith(("text/plain", "text/html"))


@pytest.mark.parametrize(
    "asked",
    [
        "start=5",
        "end=5",
        "start=9&end=9",
        "start=9&end=5",
        "start=-1&end=5",
        "start=&end=",
        "start=a&end=b",
        "start=0&end=99999999999999999999",
        f"start=0&end={'9' * 5_000}",
        "start=1.0&end=2.0",
        "start=%D9%A1&end=9",
        "start=800000&end=800010",
        f"start=0&end={MOST_MARKED + 1}",
        "start=0&end=8",
    ],
)
def test_words_that_do_not_stand_on_the_page_are_not_found(
    client: httpx.Client, asked: str
) -> None:
    response = client.get(f"{PAGES}/2.png?{asked}")
    assert response.status_code == 404
    assert "do not stand on this page" in response.text


def test_words_that_were_replaced_since_the_answer_are_not_marked(
    client: httpx.Client, library: Library
) -> None:
    asked = place(library, QUOTED)
    right = client.get(f"{PAGES}/2.png", params=asked | {"check": digest_of(QUOTED)})
    assert right.status_code == 200
    wrong = client.get(f"{PAGES}/2.png", params=asked | {"check": digest_of("other words")})
    assert wrong.status_code == 404
    assert "ask the question again" in wrong.text


@pytest.mark.parametrize("document", ["notes", "minutes", "web-page", "news-2015", "plan-2013-18"])
def test_what_is_no_pdf_has_no_pictures(client: httpx.Client, document: str) -> None:
    assert client.get(f"/documents/{document}/pages/1.png").status_code == 404


def test_a_browser_that_has_the_picture_is_told_so(client: httpx.Client, library: Library) -> None:
    first = client.get(f"{PAGES}/2.png", params=place(library, QUOTED))
    held = {"If-None-Match": first.headers["etag"]}
    again = client.get(f"{PAGES}/2.png", params=place(library, QUOTED), headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{PAGES}/2.png", headers=held).status_code == 200


def test_a_page_is_drawn_once_and_kept_without_its_marks(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with documents_client(own) as client:
        marked = pixels(client.get(f"{PAGES}/2.png", params=place(own, QUOTED)))
        (kept,) = (own.data / "pictures").iterdir()
        assert not (np.asarray(Image.open(kept)) == marked).all()
        monkeypatch.setattr(page_pictures, "run_child", lambda *_: pytest.fail("drawn twice"))
        assert client.get(f"{PAGES}/2.png").status_code == 200
    digest = own.generation.manifest.documents[PLAN].file_sha256
    assert kept.name == f"{digest}-2-1000.png"


def test_the_pictures_not_looked_at_for_longest_go_first(own: Library) -> None:
    pictures = PagePictures(own.data / "pictures", most=2)
    original = own.holdings.original(PLAN)
    drawn = [pictures.draw(original, page, 1_000) for page in (1, 2)]
    for age, path in enumerate(drawn):
        os.utime(path, (time.time() - 1_000 + age, time.time() - 1_000 + age))
    left = own.data / "pictures" / "left-by-a-crash.tmp"
    left.touch()
    os.utime(left, (0, 0))
    assert pictures.kept(original, 1, 1_000) == drawn[0]
    third = pictures.draw(original, 3, 1_000)
    assert set((own.data / "pictures").iterdir()) == {drawn[0], third}


@pytest.mark.parametrize("content", [b"%PDF-1.4 not really", b"%PDF-1.4\n%%EOF"])
def test_a_page_that_cannot_be_drawn_says_so_and_is_not_tried_again_at_once(
    own: Library, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = changed(own, PLAN, own.data / "originals" / f"{PLAN}.pdf", content)
    with documents_client(own) as client:
        for _ in range(2):
            response = client.get(f"{PAGES}/1.png")
            assert response.status_code == 500
            assert "open the original instead" in response.text
            assert str(own.data) not in response.text
            monkeypatch.setattr(page_pictures, "run_child", lambda *_: pytest.fail("tried again"))
        assert client.get(f"/documents/{PLAN}/original").status_code == 200
    assert not list((own.data / "pictures").iterdir())


@pytest.mark.parametrize(
    "limits", [Limits(seconds=0.01, megabytes=1_500)], ids=["slower than its limit"]
)
def test_a_page_that_takes_too_long_is_given_up(own: Library, limits: Limits) -> None:
    pictures = PagePictures(own.data / "pictures", limits=limits)
    with pytest.raises(PictureFailed):
        pictures.draw(own.holdings.original(PLAN), 1, 1_000)


def test_a_damaged_picture_is_drawn_anew(own: Library) -> None:
    with documents_client(own) as client:
        assert client.get(f"{PAGES}/1.png").status_code == 200
        (kept,) = (own.data / "pictures").iterdir()
        kept.write_bytes(kept.read_bytes()[:100])
        assert client.get(f"{PAGES}/1.png").status_code == 500
        assert client.get(f"{PAGES}/1.png").status_code == 200


def test_a_folder_that_cannot_be_written_brings_a_message(own: Library) -> None:
    (own.data / "pictures").write_text("in the way", "utf-8")
    with documents_client(own) as client:
        assert client.get(f"{PAGES}/1.png").status_code == 500


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (12, 14_400), (14_400, 12)])
def test_a_page_of_enormous_dimensions_becomes_a_small_picture(
    tmp_path: Path, width: int, height: int
) -> None:
    file = tmp_path / "huge.pdf"
    print_pdf(file, [Sheet(lines=("Words",), width=width, height=height)])
    original = Original(document="huge", path=file, sha256="0" * 64)
    drawn = Image.open(PagePictures(tmp_path / "pictures").draw(original, 1, 2_000))
    assert drawn.width * drawn.height < MOST_PIXELS * 1.01
    assert max(drawn.size) <= LONGEST_SIDE + 1


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (-1, 5), (float("nan"), 5), (5, float("inf"))])
def test_a_page_of_impossible_dimensions_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="the page is"):
        scale_for(*size, 1_000)


class SlowPictures(PagePictures):
    """Draws nothing until it may; remembers how many were being drawn at a time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.started = threading.Semaphore(0)
        self.may_go_on = threading.Event()
        self.now = self.most_at_once = 0
        self._counting = threading.Lock()

    def draw(self, original: Original, page: int, width: int) -> Path:
        with self._counting:
            self.now += 1
            self.most_at_once = max(self.now, self.most_at_once)
        self.started.release()
        assert self.may_go_on.wait(30)
        with self._counting:
            self.now -= 1
        return super().draw(original, page, width)


def test_two_pages_are_drawn_at_a_time_and_others_are_told_to_come_back(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = SlowPictures(own.data / "pictures")
    monkeypatch.setattr(documents, "PagePictures", lambda _: pictures)
    monkeypatch.setattr(documents, "PATIENCE_SECONDS", 0.05)
    with documents_client(own) as client, ThreadPoolExecutor(2) as people:
        first = [people.submit(client.get, f"{PAGES}/{page}.png") for page in (1, 2)]
        assert pictures.started.acquire(timeout=30)
        assert pictures.started.acquire(timeout=30)
        refused = client.get(f"{PAGES}/3.png")
        assert client.get(f"/documents/{PLAN}/original").status_code == 200
        pictures.may_go_on.set()
        assert [one.result(60).status_code for one in first] == [200, 200]
        assert client.get(f"{PAGES}/3.png").status_code == 200
    assert refused.status_code == 503
    assert "try again in a moment" in refused.text
    assert refused.headers["retry-after"]
    assert pictures.most_at_once == 2

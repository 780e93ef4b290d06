"""How much is taken at most: said, sent, or swollen on unpacking."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ingest.fetching import Fetcher, Limits
from ingest.web.body import iter_body
from tests.ingest.fetching.site import PAGE, PDF, Answer, Clock, Refused, Site

LIMIT = 200_000


@pytest.fixture
def small(clock: Clock) -> Iterator[Fetcher]:
    """A fetcher that takes 200,000 bytes at most."""
    limits = Limits(size=LIMIT)
    with Fetcher(allow_loopback=True, limits=limits, clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


def _packed(body: bytes, encoding: str = "gzip") -> Answer:
    packed = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html", "ETag": '"packed"'}
    return Answer(packed, headers=headers)


def test_what_says_that_it_is_too_large_is_not_read(
    site: Site, small: Fetcher, refused: Refused
) -> None:
    url = site.answer("/a.pdf", Answer(PDF, headers={"Content-Length": str(LIMIT + 1)}))
    error = refused(url, by=small)
    assert "is larger than 0.2 MB" in str(error)
    assert not error.try_archive
    assert not error.temporary


def test_what_does_not_say_its_size_is_stopped_while_it_is_read(
    site: Site, small: Fetcher, refused: Refused
) -> None:
    body = b"%PDF-" + bytes(50_000_000)
    error = refused(site.answer("/a.pdf", Answer(body, headers={"Content-Length": ""})), by=small)
    assert "is larger than 0.2 MB" in str(error)


def test_exactly_the_limit_is_taken(site: Site, small: Fetcher, tmp_path: Path) -> None:
    url = site.serve("/a.pdf", PDF + bytes(LIMIT - len(PDF)))
    assert small.get(url, tmp_path).size == LIMIT


def test_what_is_held_counts_as_well(
    site: Site, fetcher: Fetcher, small: Fetcher, refused: Refused
) -> None:
    body = PDF + bytes(LIMIT)
    url = site.serve_parts("/a.pdf", body, cut=100_000)
    refused(url, by=fetcher, left=(".part", ".json"))
    assert "is larger" in str(refused(url, by=small))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_comes_packed_unasked_is_unpacked(
    site: Site, fetcher: Fetcher, tmp_path: Path, encoding: str
) -> None:
    url = site.answer("/plan", _packed(PAGE, encoding))
    assert fetcher.get(url, tmp_path).path.read_bytes() == PAGE


def test_packed_data_of_several_members_is_unpacked_whole(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    both = _packed(PAGE).body + _packed(b"<p>more</p>").body
    url = site.answer("/plan", Answer(both, headers=_packed(PAGE).headers))
    assert fetcher.get(url, tmp_path).path.read_bytes() == PAGE + b"<p>more</p>"


@pytest.mark.parametrize("sent_at_once", [1, 7, 1 << 16])
def test_unpacking_loses_nothing_where_a_piece_is_full(sent_at_once: int) -> None:
    for size in ((1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 20) + 257, 3 << 20):
        data = gzip.compress(bytes(size)) + b"\0" * 9
        pieces = (data[at : at + sent_at_once] for at in range(0, len(data), sent_at_once))
        response = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=pieces)
        lengths = [len(piece) for piece in iter_body(response, "", on_piece=lambda: None)]
        assert sum(lengths) == size
        assert max(lengths) <= 1 << 20


def test_what_swells_on_unpacking_is_stopped(site: Site, small: Fetcher, refused: Refused) -> None:
    bomb = _packed(PAGE + bytes(60_000_000))
    assert len(bomb.body) < 2 * LIMIT
    assert "is larger" in str(refused(site.answer("/plan", bomb), by=small))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "compress"])
def test_what_is_packed_in_another_way_is_refused(
    site: Site, refused: Refused, encoding: str
) -> None:
    error = refused(site.answer("/plan", Answer(PAGE, headers={"Content-Encoding": encoding})))
    assert f"comes packed as {encoding!r}" in str(error)


def test_packed_data_that_is_damaged_or_broken_off_is_refused(site: Site, refused: Refused) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    whole = gzip.compress(PAGE)
    assert "is damaged" in str(refused(site.answer("/a", Answer(PAGE, headers=headers))))
    error = refused(
        site.answer("/b", Answer(whole[:-20], headers=headers)), left=(".part", ".json")
    )
    assert "broke off" in str(error)


def test_what_comes_packed_is_not_gone_on_with(
    site: Site, fetcher: Fetcher, refused: Refused, tmp_path: Path
) -> None:
    packed = _packed(PAGE)
    url = site.answer("/plan", Answer(packed.body, headers=packed.headers, cut=50), packed)
    refused(url, left=(".part", ".json"))
    assert fetcher.get(url, tmp_path / "got").path.read_bytes() == PAGE
    assert "Range" not in site.asked[-1].headers


def test_a_small_answer_is_small(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/small", b"12345678")
    assert fetcher.read(url, largest=8) == b"12345678"
    with pytest.raises(Exception, match="is larger"):
        fetcher.read(url, largest=7)

"""What the tests of fetching share."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ingest.fetching import Fetcher, FetchError
from tests.ingest.fetching.site import Clock, Refused, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(allow_loopback=True, clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


@pytest.fixture
def refused(fetcher: Fetcher, tmp_path: Path) -> Refused:
    """Fetch what cannot be got, into the folder `got`, and return why."""

    def refuse(url: str, *, by: Fetcher | None = None, left: Iterable[str] = ()) -> FetchError:
        with pytest.raises(FetchError) as error:
            (by or fetcher).get(url, tmp_path / "got")
        assert "\n" not in str(error.value)
        folder = tmp_path / "got"
        assert {path.suffix for path in folder.iterdir()} == set(left)
        return error.value

    return refuse

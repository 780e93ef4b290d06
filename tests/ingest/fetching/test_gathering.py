"""Every document with an address and no original is fetched; what fails does not stop the rest."""

from pathlib import Path

import pytest

from corpus.errors import PlansError
from ingest.fetching import Fetcher
from ingest.gathering import Gathered, fetch_originals, wanted
from ingest.originals import Originals
from ingest.settings import IngestSettings
from tests.corpus.conftest import built, data, index
from tests.documents.pdf_breaks import letter
from tests.ingest.fetching.site import Site

__all__ = ["built", "data", "index"]


@pytest.fixture
def addressed(index: IngestSettings, site: Site, tmp_path: Path) -> IngestSettings:
    """The small corpus: one document is a PDF at its address, one is gone, one is damaged."""
    pdf = letter(tmp_path).path.read_bytes()
    addresses = {
        "plan-2016": site.serve("/plan.pdf", pdf),
        "news-2014": f"{site.serve('/other.pdf', pdf)}-gone",
        "news-2017": site.serve("/damaged.pdf", pdf[:900]),
    }
    catalogue = index.corpus[0] / "catalogue.yaml"
    text = catalogue.read_text("utf-8")
    for name, url in addresses.items():
        text = text.replace(f"- id: {name}\n", f'- id: {name}\n  url: "{url}"\n')
    catalogue.write_text(text, "utf-8")
    return index


def fetch(settings: IngestSettings, fetcher: Fetcher, *names: str) -> dict[str, Gathered]:
    documents = wanted(names, settings, again=False)
    return {got.document: got for got in fetch_originals(documents, settings, fetcher, None)}


def test_what_can_be_got_is_got_and_the_rest_is_told(
    addressed: IngestSettings, fetcher: Fetcher
) -> None:
    got = fetch(addressed, fetcher)
    assert set(got) == {"plan-2016", "news-2014", "news-2017"}
    assert got["plan-2016"].problem is None
    assert "404" in (got["news-2014"].problem or "")
    assert "/damaged.pdf: is damaged, or cut short" in (got["news-2017"].problem or "")
    assert not list((addressed.data / "fetched").glob("*.pdf"))
    originals = Originals(addressed.data)
    held = [name for name in got if originals.find(name)]
    assert held == ["plan-2016"]


def test_where_and_when_it_came_from_is_kept(addressed: IngestSettings, fetcher: Fetcher) -> None:
    provenance = fetch(addressed, fetcher, "plan-2016")["plan-2016"].provenance
    assert provenance is not None
    kept = Originals(addressed.data).provenance("plan-2016", provenance.sha256)
    assert kept == provenance
    assert kept.url is not None
    assert kept.url.endswith("/plan.pdf")
    assert Originals(addressed.data).provenance("plan-2016", "0" * 64) is None


def test_what_is_held_is_not_fetched_unless_it_is_asked_for_again(
    addressed: IngestSettings, fetcher: Fetcher
) -> None:
    fetch(addressed, fetcher)
    assert [d.id for d in wanted([], addressed, again=False)] == ["news-2014", "news-2017"]
    assert [d.id for d in wanted(["plan-2016"], addressed, again=True)] == ["plan-2016"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("plan-1900", "no document in the catalogue has the id 'plan-1900'"),
        ("plan-2013", "the catalogue has no address for it; get the file yourself"),
    ],
)
def test_a_document_that_cannot_be_fetched_is_named_before_anything_is(
    addressed: IngestSettings, name: str, why: str
) -> None:
    with pytest.raises(PlansError, match=why):
        wanted(["plan-2016", name], addressed, again=False)

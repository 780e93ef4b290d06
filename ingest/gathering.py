"""Fetch the original of every document that has an address and no original yet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.catalogue_file import load_corpus
from corpus.child import Limits
from corpus.documents import Document
from corpus.errors import PlansError, ReadingError
from corpus.provenance import Provenance
from ingest.fetching import Fetched, Fetcher
from ingest.getting import get_document
from ingest.isolated import file_digest, read_isolated
from ingest.originals import Originals
from ingest.settings import IngestSettings
from ingest.stored_readings import StoredReadings
from ingest.web_archive import WebArchive

__all__ = ["Gathered", "fetch_originals", "wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What became of fetching one document."""

    document: str
    provenance: Provenance | None = None
    problem: str | None = None
    """Why it could not be got or read."""


def wanted(names: Sequence[str], settings: IngestSettings, *, again: bool) -> list[Document]:
    """Return the documents to fetch: those that are named, or else all that lack an original.

    Raises:
        PlansError: A name is not in the catalogue, or its document has no address.
    """
    catalogue = load_corpus(settings.folders).catalogue
    originals = Originals(settings.data)
    for name in names:
        if name not in catalogue.by_id:
            raise PlansError(f"no document in the catalogue has the id {name!r}")
        if catalogue.by_id[name].url is None:
            raise PlansError(
                f"{name}: the catalogue has no address for it; get the file yourself and "
                f"`python -m ingest add FILE --as {name}`"
            )
    chosen = [catalogue.by_id[n] for n in names] or [d for d in catalogue.documents if d.url]
    return [d for d in chosen if again or originals.find(d.id) is None]


def fetch_originals(
    documents: Sequence[Document],
    settings: IngestSettings,
    fetcher: Fetcher,
    archive: WebArchive | None,
) -> Iterator[Gathered]:
    """Fetch documents one after the other; what fails does not keep the others from coming."""
    folder = settings.data / "fetched"
    stored = StoredReadings(settings.data / "readings")
    limits = Limits(seconds=settings.read_seconds, megabytes=settings.read_megabytes)
    for document in documents:
        if document.url is None:
            continue
        try:
            fetched, provenance = get_document(
                document.url,
                near=document.published.first_day,
                folder=folder,
                fetcher=fetcher,
                archive=archive,
            )
            with _gone_afterwards(fetched):
                digest = file_digest(fetched.path)
                read_isolated(fetched.path, digest, stored, limits, settings.max_file_megabytes)
                Originals(settings.data).put(fetched.path, document.id, fetched.format, provenance)
            yield Gathered(document=document.id, provenance=provenance)
        except PlansError as error:
            yield Gathered(document=document.id, problem=str(error))


@contextmanager
def _gone_afterwards(fetched: Fetched) -> Iterator[None]:
    """Remove the file that was fetched; what is wrong with it is said of its address."""
    try:
        yield
    except ReadingError as error:
        raise ReadingError(str(error).replace(str(fetched.path), fetched.final_url)) from None
    finally:
        fetched.path.unlink(missing_ok=True)

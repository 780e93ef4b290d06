"""Put an original beside its catalogue entry, or make the entry too; take one away again."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.child import Limits
from corpus.documents import TextSource
from corpus.errors import PlansError, ReadingError
from corpus.provenance import Provenance
from ingest.isolated import file_digest, read_isolated
from ingest.local_catalogue import LocalCatalogue, id_for
from ingest.originals import Originals
from ingest.readers.formats import check_format
from ingest.settings import IngestSettings
from ingest.stored_readings import StoredReadings

__all__ = ["NewEntry", "add_original", "remove_original"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What a person says of a document that the catalogue does not know."""

    title: str
    kind: str
    published: str
    period: str | None = None
    publisher: str | None = None
    """The body itself, where it is not said."""
    about: tuple[str, ...] = ()


def add_original(
    source: str, document: str | None, entry: NewEntry | None, settings: IngestSettings
) -> tuple[str, Path]:
    """Add a file, or what is at an address, as the original of a document.

    Args:
        source: A path or an address of http or https.
        document: The id in the catalogue, or the one that a new entry gets.
        entry: For a document that the catalogue does not know.
        settings: Where everything is.

    Returns:
        The document's id and the place of the original.

    Raises:
        PlansError: No such document, a file that cannot be read or got; nothing has changed.
    """
    catalogue = load_corpus(settings.folders).catalogue
    if entry is None:
        _check_known(document, catalogue)
    elif document in catalogue.by_id:
        raise PlansError(f"the catalogue has {document!r} already; leave out --title to add to it")
    with _obtained(source, settings) as (file, provenance):
        format_ = check_format(file)
        limits = Limits(seconds=settings.read_seconds, megabytes=settings.read_megabytes)
        stored = StoredReadings(settings.data / "readings")
        read_isolated(file, file_digest(file), stored, limits, settings.max_file_megabytes)
        name = document or id_for(entry.title if entry else "", catalogue)
        if entry:
            LocalCatalogue(settings).add(_as_written(name, entry, provenance, catalogue))
        return name, Originals(settings.data).put(file, name, format_, provenance)


def _check_known(document: str | None, catalogue: Catalogue) -> None:
    if document is None:
        raise PlansError(
            "say which document it is: --as ID of the catalogue, or for one that is not in it "
            "--title, --kind and --published"
        )
    if document not in catalogue.by_id:
        near = get_close_matches(document, catalogue.by_id, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise PlansError(
            f"no document in the catalogue has the id {document!r}{hint} "
            "(for a new one say --title, --kind and --published too)"
        )


@contextmanager
def _obtained(source: str, settings: IngestSettings) -> Iterator[tuple[Path, Provenance]]:
    """Yield the file and where it came from; one from an address is gone afterwards."""
    if source.lower().startswith(("http://", "https://")):
        from ingest.fetching import Fetcher
        from ingest.getting import get_document
        from ingest.web.polite import Limits as FetchLimits
        from ingest.web_archive import WebArchive

        limits = FetchLimits(size=settings.max_file_megabytes * 10**6)
        with TemporaryDirectory() as folder, Fetcher(limits=limits) as fetcher:
            fetched, provenance = get_document(
                source, near=None, folder=Path(folder), fetcher=fetcher, archive=WebArchive()
            )
            try:
                yield fetched.path, provenance
            except ReadingError as error:
                raise ReadingError(str(error).replace(str(fetched.path), source)) from None
    else:
        file = Path(source).expanduser()
        today = dt.date.today().isoformat()
        yield file, Provenance(obtained=today, sha256=file_digest(file), file=file.name)


def _as_written(
    name: str, entry: NewEntry, provenance: Provenance, catalogue: Catalogue
) -> dict[str, object]:
    """An entry as the catalogue file writes it."""
    written: dict[str, object] = {
        "id": name,
        "title": entry.title,
        "kind": entry.kind,
        "published": entry.published,
        "period": entry.period,
        "about": list(entry.about),
        "publisher": entry.publisher or catalogue.body.name,
        "url": provenance.url,
    }
    return {field: value for field, value in written.items() if value}


def remove_original(document: str, settings: IngestSettings) -> str:
    """Take away the original of a document, and its entry if it was made here.

    Returns:
        What speaks for the document now, in words.

    Raises:
        PlansError: There is no such document, nothing to remove, or other entries speak of it.
    """
    loaded = load_corpus(settings.folders)
    _check_known(document, loaded.catalogue)
    local = LocalCatalogue(settings)
    originals = Originals(settings.data)
    if local.holds(document):
        local.remove(document)
        originals.remove(document)
        return "it is gone, and its entry with it"
    if not originals.remove(document):
        held = loaded.catalogue.by_id[document].text
        also = "; only our summary is" if held is TextSource.DIGEST else ""
        raise PlansError(f"{document}: no original is held{also}, so there is nothing to remove")
    if document in loaded.digests:
        return "our summary speaks for it again"
    return "it is known but not held now"

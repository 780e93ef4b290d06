"""Getting a document: from its publisher, or else the web archive's copy."""

from datetime import date
from pathlib import Path

from corpus.provenance import Provenance
from ingest.fetching import Fetched, Fetcher, FetchError
from ingest.web_archive import WebArchive

__all__ = ["get_document"]


def get_document(
    url: str, *, near: date | None, folder: Path, fetcher: Fetcher, archive: WebArchive | None
) -> tuple[Fetched, Provenance]:
    """Fetch a document from its publisher, or where that fails from the web archive.

    The archive is not asked where the publisher does not want programs to have the document.

    Args:
        url: The publisher's address.
        near: When the document was published: the archive's copy nearest to it is taken.
        folder: Where the file is put.
        fetcher: What fetches it.
        archive: The web archive; None if there is to be none.

    Raises:
        FetchError: It cannot be got from either; one line gives both reasons.
    """
    archived = None
    try:
        fetched = fetcher.get(url, folder)
    except FetchError as refusal:
        if archive is None or not refusal.try_archive:
            raise
        try:
            fetched, archived = archive.get(url, near=near, folder=folder, fetcher=fetcher)
        except FetchError as error:
            second = error.reason if error.url == url else str(error)
            raise FetchError(
                url,
                f"{refusal.reason}; and {second}",
                try_archive=False,
                temporary=refusal.temporary or error.temporary,
            ) from error
    return fetched, Provenance(
        obtained=date.today().isoformat(),
        sha256=fetched.sha256,
        url=url,
        final_url=fetched.final_url,
        archived=archived,
        content_type=fetched.content_type,
    )

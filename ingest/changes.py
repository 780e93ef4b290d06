"""What a run of the ingest changed, or would change."""

from dataclasses import dataclass, replace

from corpus.catalogue import Catalogue
from corpus.documents import TextSource
from corpus.generation import Generation
from ingest.sources import Source

__all__ = ["SyncReport", "compare", "with_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run did, by document id."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    """Known, without text."""
    embedded: int = 0
    """Texts that were embedded: passages and what can be quoted from them."""
    reused: int = 0
    """Texts whose vectors were known."""
    problems: tuple[str, ...] = ()
    """Files that could not be read; the rest went on."""
    notices: tuple[str, ...] = ()
    generation: str = ""


def with_sources(catalogue: Catalogue, sources: dict[str, Source]) -> Catalogue:
    """Say in the catalogue of each document whose text is held."""
    documents = tuple(
        sources[d.id].document if d.id in sources else replace(d, text=TextSource.NOT_HELD)
        for d in catalogue.documents
    )
    return replace(catalogue, documents=documents)


def compare(
    sources: dict[str, Source], catalogue: Catalogue, previous: Generation | None
) -> SyncReport:
    """Compare the texts that there are with those of the last index."""
    before = previous.manifest.documents if previous else {}
    now = {name: source.record for name, source in sources.items()}
    same = {
        name for name, record in now.items() if name in before and before[name].same_content(record)
    }
    return SyncReport(
        added=tuple(name for name in now if name not in before),
        updated=tuple(name for name in now if name in before and name not in same),
        deleted=tuple(name for name in before if name not in now),
        unchanged=tuple(name for name in now if name in same),
        not_held=tuple(d.id for d in catalogue.documents if d.text is TextSource.NOT_HELD),
    )

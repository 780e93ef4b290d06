"""What each command of `python -m ingest` does and prints; all return the exit status."""

import argparse
import sys

from corpus.catalogue_file import load_corpus
from corpus.documents import TextSource
from corpus.errors import IndexMissing, PlansError
from corpus.generation import read_generation
from corpus.health import CorpusHealth, corpus_health, health_json, read_run
from corpus.index_folder import IndexFolder
from ingest.adding import NewEntry, add_original, remove_original
from ingest.changes import SyncReport
from ingest.health_table import health_lines
from ingest.originals import Originals
from ingest.settings import IngestSettings
from ingest.sync import compare_with_index, synchronise

__all__ = ["add", "fetch", "health", "remove", "status", "synchronise_and_report"]


def synchronise_and_report(settings: IngestSettings) -> int:
    """Bring the index into line and say what changed."""
    report = synchronise(settings)
    _print_changes(report)
    print(
        f"{report.generation}: {len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.deleted)} deleted, {len(report.unchanged)} unchanged, "
        f"{len(report.not_held)} known but not held; "
        f"{report.embedded} texts embedded, {report.reused} reused"
    )
    return 1 if report.problems else 0


def _print_changes(report: SyncReport) -> None:
    for word in ("added", "updated", "deleted"):
        for document in getattr(report, word):
            print(f"{word:8} {document}")
    for notice in report.notices:
        print(f"note: {notice}", file=sys.stderr)
    for problem in report.problems:
        print(f"error: {problem}", file=sys.stderr)


def add(options: argparse.Namespace, settings: IngestSettings) -> int:
    """Add an original and index it."""
    originals = Originals(settings.data)
    before = originals.find(options.document) if options.document else None
    name, target = add_original(options.source, options.document, _new_entry(options), settings)
    print(f"{name}: the original is now {target}")
    if before is not None:
        print(f"note: it had one; where that was another file it is in {originals.replaced}")
    status = synchronise_and_report(settings)
    for line in health_lines(_health(settings), only=name):
        print(line)
    return status


def _new_entry(options: argparse.Namespace) -> NewEntry | None:
    given = {n: getattr(options, n) for n in ("title", "kind", "published", "period", "publisher")}
    if not any(given.values()) and not options.about:
        return None
    missing = [f"--{name}" for name in ("title", "kind", "published") if not given[name]]
    if missing:
        raise PlansError(f"a new document needs {' and '.join(missing)} too")
    return NewEntry(**given, about=tuple(options.about))


def remove(document: str, settings: IngestSettings) -> int:
    """Take an original away and bring the index into line."""
    print(f"{document}: {remove_original(document, settings)}")
    return synchronise_and_report(settings)


def fetch(options: argparse.Namespace, settings: IngestSettings) -> int:
    """Fetch originals and index what came."""
    from ingest.fetching import Fetcher
    from ingest.gathering import fetch_originals, wanted
    from ingest.web.polite import Limits
    from ingest.web_archive import WebArchive

    documents = wanted(options.documents, settings, again=options.again)
    if not documents:
        print("nothing to fetch: every document with an address has its original")
        return 0
    print(f"{len(documents)} to fetch; one request at a time, with pauses", flush=True)
    got = failed = 0
    limits = Limits(size=settings.max_file_megabytes * 10**6)
    archive = None if options.no_archive else WebArchive()
    with Fetcher(limits=limits) as fetcher:
        for result in fetch_originals(documents, settings, fetcher, archive):
            if result.provenance:
                got += 1
                copy = result.provenance.archived
                whence = f"a web archive's copy of {copy}" if copy else "its publisher"
                print(f"fetched  {result.document} from {whence}", flush=True)
            else:
                failed += 1
                print(f"error: {result.document}: {result.problem}", file=sys.stderr, flush=True)
    print(f"{got} fetched, {failed} could not be")
    status = synchronise_and_report(settings) if got else 0
    return 1 if failed else status


def _health(settings: IngestSettings) -> CorpusHealth:
    folder = IndexFolder(settings.data / "index")
    return corpus_health(read_generation(folder.current()), read_run(folder.path))


def health(settings: IngestSettings, *, as_json: bool) -> int:
    """Print what is held of each document."""
    state = _health(settings)
    print(health_json(state) if as_json else "\n".join(health_lines(state)))
    return 0


def status(settings: IngestSettings) -> int:
    """Print what is indexed, and what a run would change now."""
    folder = IndexFolder(settings.data / "index")
    try:
        generation = read_generation(folder.current())
    except IndexMissing:
        known = load_corpus(settings.folders).catalogue.documents
        print(f"no index yet; {len(known)} documents are known; run `python -m ingest`")
        return 0
    texts = [document.text for document in generation.catalogue.documents]
    print(
        f"{generation.folder.name} of {generation.manifest.created}: "
        f"{texts.count(TextSource.ORIGINAL)} documents in full, "
        f"{texts.count(TextSource.DIGEST)} as our summaries, "
        f"{texts.count(TextSource.NOT_HELD)} known but not held; "
        f"{generation.manifest.passages} passages; model {generation.manifest.model}"
    )
    report = compare_with_index(settings, generation)
    _print_changes(report)
    changes = len(report.added) + len(report.updated) + len(report.deleted)
    if changes:
        print(f"`python -m ingest` would change {changes} documents")
    elif not report.problems:
        print("the index is in line with the corpus")
    return 1 if report.problems else 0

"""`python -m ingest`: bring the index into line with the corpus; `add` an original."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import CatalogueError, PlansError
from ingest.settings import IngestSettings

_DESCRIPTION = """Bring the index into line with the corpus.

Without a command: read the catalogue, the digests and the originals, and write a new generation
of the index if anything changed. The index that serves is not touched until the new one is whole.
Ends with 0 if all is well, 1 if some files could not be read or nothing could be done."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except CatalogueError as error:
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
    except (PlansError, ValidationError) as error:
        for line in str(error).split("\n"):
            print(f"error: {line}", file=sys.stderr)
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped; the index is as it was", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    add = commands.add_parser("add", help="put the original of a document beside its entry")
    add.add_argument("file", type=Path, metavar="FILE", help="Markdown or plain text, UTF-8")
    add.add_argument("--as", dest="document", required=True, metavar="ID", help="its catalogue id")
    return parser


def _run(options: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    settings = IngestSettings()
    if options.command == "add":
        from corpus.catalogue_file import load_corpus
        from ingest.originals import add_original

        catalogue = load_corpus(settings.corpus).catalogue
        target = add_original(
            options.file, options.document, catalogue, settings.data / "originals"
        )
        print(f"{options.document}: the original is now {target}")
    from ingest.sync import synchronise

    report = synchronise(settings)
    for word in ("added", "updated", "deleted"):
        for document in getattr(report, word):
            print(f"{word:8} {document}")
    for notice in report.notices:
        print(f"note: {notice}", file=sys.stderr)
    for problem in report.problems:
        print(f"error: {problem}", file=sys.stderr)
    print(
        f"{report.generation}: {len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.deleted)} deleted, {len(report.unchanged)} unchanged, "
        f"{len(report.not_held)} known but not held; "
        f"{report.embedded} texts embedded, {report.reused} reused"
    )
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m ingest`: bring the index into line with the corpus; add, remove and fetch originals."""

import argparse
import logging
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from corpus.errors import CatalogueError, PlansError
from corpus.settings import setting_problems
from ingest.settings import IngestSettings

_DESCRIPTION = """Bring the index into line with the corpus.

Without a command: read the catalogue, the digests and the originals, and write a new generation
of the index if anything changed. The index that serves is not touched until the new one is whole.
Ends with 0 if all is well, 1 if some files could not be read or nothing could be done."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        return _run(options)
    except CatalogueError as error:
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
    except ValidationError as error:
        for problem in setting_problems(error):
            print(f"error: {problem}", file=sys.stderr)
    except PlansError as error:
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
    _add_parser(commands.add_parser("add", help="add the original of a document"))
    remove = commands.add_parser("remove", help="take the original of a document away")
    remove.add_argument("document", metavar="ID", help="its catalogue id")
    fetch = commands.add_parser(
        "fetch", help="fetch the originals that the catalogue has addresses of"
    )
    fetch.add_argument("documents", nargs="*", metavar="ID", help="only these; all if none")
    fetch.add_argument(
        "--again", action="store_true", help="also those that are held; what is held stays if not"
    )
    fetch.add_argument("--no-archive", action="store_true", help="do not ask a web archive")
    commands.add_parser("status", help="say what is indexed and what a run would change")
    health = commands.add_parser("health", help="say of each document what is held and how well")
    health.add_argument("--json", action="store_true", help="print it as JSON")
    return parser


def _add_parser(add: argparse.ArgumentParser) -> None:
    add.add_argument("source", metavar="FILE_OR_URL", help="PDF, Word, web page, Markdown or text")
    add.add_argument("--as", dest="document", metavar="ID", help="its catalogue id")
    new = add.add_argument_group("a document that the catalogue does not know")
    new.add_argument("--title")
    new.add_argument("--kind", help="plan, annual-report, panel-paper, …: see the README")
    new.add_argument("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD")
    new.add_argument("--period", metavar="YEARS", help="the years that it covers: 2025-2029")
    new.add_argument("--publisher", help="the public body itself if left out")
    new.add_argument(
        "--about", action="append", default=[], metavar="ID", help="a plan it is about"
    )


def _run(options: argparse.Namespace) -> int:
    from ingest import commands

    settings = IngestSettings()
    if options.command == "health":
        return commands.health(settings, as_json=options.json)
    if options.command == "status":
        return commands.status(settings)
    if options.command == "add":
        return commands.add(options, settings)
    if options.command == "remove":
        return commands.remove(options.document, settings)
    if options.command == "fetch":
        return commands.fetch(options, settings)
    return commands.synchronise_and_report(settings)


if __name__ == "__main__":
    sys.exit(main())

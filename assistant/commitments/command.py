"""`python -m assistant commitments`: what the documents promise, and what became of it; a list, JSON or CSV."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.settings import AssistantSettings
from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.commitments.records import Commitment, Trail
    from corpus.generation import Generation
    from corpus.reader import OpenIndex

__all__ = ["add_command", "chosen", "show_commitments"]


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options to the command line."""
    parser = commands.add_parser("commitments", help="list what the documents promise")
    parser.add_argument("--plan", metavar="ID", default="", help="only of or about this plan")
    parser.add_argument("--document", metavar="ID", default="", help="only in this document")
    parser.add_argument(
        "--theme", metavar="THEME", default="", help="only of this theme, by id or by name"
    )
    parser.add_argument(
        "--evidence", action="store_true", help="with what later documents say of each"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON list")
    form.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")


def show_commitments(settings: AssistantSettings, options: argparse.Namespace) -> int:
    """Print the commitments that the options ask for; returns the exit status.

    Raises:
        PlansError: There is no index, it cannot be opened, or an option names what is not known.
    """
    from assistant.commitments.ledger import ledger
    from assistant.commitments.showing import as_csv, as_json, as_list
    from corpus.generation import read_generation
    from corpus.index_folder import IndexFolder

    index = _open(settings) if options.evidence else None
    generation = (
        index.generation
        if index
        else read_generation(IndexFolder(settings.data / "index").current())
    )
    found = chosen(ledger(generation), generation, options.plan, options.document, options.theme)
    trails = _trails(found, index) if index else None
    if options.json:
        print(as_json(found, trails))
    elif options.csv:
        print(as_csv(found, trails), end="")
    else:
        print(as_list(found, trails))
    return 0


def _open(settings: AssistantSettings) -> "OpenIndex":
    """The whole index, which listing alone does without, since the model takes a while to load."""
    from corpus.sources import index_reader

    return index_reader(settings).current()


def _trails(commitments: "Sequence[Commitment]", index: "OpenIndex") -> "dict[str, Trail]":
    from assistant.commitments.evidence import EvidenceFinder

    finder = EvidenceFinder(index)
    return {each.id: finder.trail(each) for each in commitments}


def chosen(
    commitments: "Sequence[Commitment]",
    generation: "Generation",
    plan: str,
    document: str,
    theme: str,
) -> "tuple[Commitment, ...]":
    """Return the commitments of a plan, a document and a theme; "" does not limit.

    Raises:
        PlansError: One of them is not known; the message lists those that are.
    """
    from assistant.commitments.themes import read_themes

    catalogue = generation.catalogue
    plans = [each.id for each in catalogue.plans]
    if plan and plan not in plans:
        raise PlansError(f"--plan {plan!r}: there is no such plan; there are {', '.join(plans)}")
    if document and document not in catalogue.by_id:
        raise PlansError(f"--document {document!r}: there is no such document in the catalogue")
    themes = {name.lower(): each.id for each in read_themes() for name in (each.id, each.name)}
    strands = {each.strand.lower() for each in commitments if each.strand}
    asked = theme.lower()
    if theme and asked not in themes and asked not in strands:
        known = [
            *(each.id for each in read_themes()),
            *sorted({c.strand for c in commitments if c.strand}),
        ]
        raise PlansError(f"--theme {theme!r}: there is no such theme; there are {', '.join(known)}")
    return tuple(
        each
        for each in commitments
        if (not plan or each.plan == plan)
        and (not document or each.document == document)
        and (not theme or each.theme == themes.get(asked) or each.strand.lower() == asked)
    )

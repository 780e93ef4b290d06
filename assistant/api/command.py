"""`python -m assistant key`: which partners may use the API with a key, kept in PLANS_API_KEYS."""

import argparse
import datetime as dt
from pathlib import Path

from assistant.settings import AssistantSettings
from corpus.errors import PlansError

__all__ = ["add_command", "change_keys"]


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options to the command line."""
    parser = commands.add_parser("key", help="say which partners may use the API with a key")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="make a key for a partner, and print it once")
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--per-minute",
        type=int,
        metavar="N",
        help="questions that may be asked in a minute, 0 for no limit; without this, as many as "
        "PLANS_QUESTIONS_PER_MINUTE says",
    )
    add.add_argument(
        "--until", type=_day, metavar="DATE", help="the last day on which it is taken, YYYY-MM-DD"
    )
    remove = actions.add_parser("remove", help="take a partner's key away")
    remove.add_argument("name", metavar="NAME")
    actions.add_parser("list", help="list the partners and their limits; keys cannot be shown")


def change_keys(settings: AssistantSettings, options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit status.

    Raises:
        PlansError: No file is configured, it cannot be used, or the name or a limit cannot.
    """
    from assistant.api.keys import add_key, remove_key

    path = settings.api_keys
    if path is None:
        raise PlansError(
            "PLANS_API_KEYS is not set: set it to the file that is to hold the digests of keys, "
            "such as PLANS_API_KEYS=.data/api-keys.json"
        )
    if options.action == "add":
        print(add_key(path, options.name, per_minute=options.per_minute, until=options.until))
    elif options.action == "remove":
        print(f"{remove_key(path, options.name)} can use the API with that key no longer")
    else:
        _list(path, settings.questions_per_minute)
    return 0


def _list(path: Path, everybody: int) -> None:
    from assistant.api.keys import read_keys

    for partner in read_keys(path):
        own = partner.per_minute is not None
        most = partner.per_minute if partner.per_minute is not None else everybody
        limit = f"{most} questions a minute" if most else "no limit"
        until = f", until {partner.until}" if partner.until else ""
        as_all = "" if own else ", as everybody"
        print(f"{partner.name}: {limit}{as_all}, made on {partner.created}{until}")


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-03-31") from None

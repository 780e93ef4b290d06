"""`python -m assistant staff`: who may sign in with a password, kept in the file of PLANS_STAFF."""

import argparse
import getpass
import sys
from pathlib import Path

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.text import without_controls

__all__ = ["add_command", "change_staff"]


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options to the command line."""
    parser = commands.add_parser("staff", help="say who may sign in at /staff with a password")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="let a person sign in, or change their password")
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--office",
        metavar="WORDS",
        help="what the public reads in place of the name, for somebody of another office than that "
        'of PLANS_STAFF_OFFICE; "" for that one',
    )
    add.add_argument(
        "--stdin", action="store_true", help="read the password from one line of the input"
    )
    remove = actions.add_parser("remove", help="let a person sign in no longer")
    remove.add_argument("name", metavar="NAME")
    actions.add_parser("list", help="list who may sign in")


def change_staff(settings: AssistantSettings, options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit status.

    Raises:
        PlansError: No file is configured, it cannot be used, or the name or password cannot.
    """
    if settings.staff is None:
        raise PlansError(
            "PLANS_STAFF is not set: set it to the file that is to hold names and password hashes, "
            "such as PLANS_STAFF=.data/staff"
        )
    if options.action == "add":
        _add(settings.staff, options)
    elif options.action == "remove":
        _remove(settings.staff, options.name)
    else:
        _list(settings)
    return 0


def _add(path: Path, options: argparse.Namespace) -> None:
    from assistant.staff.people import add_person, listed_name

    name = listed_name(options.name)
    password = _read_line() if options.stdin else _ask()
    if add_person(path, name, password, options.office):
        print(f"{name} may sign in")
    else:
        print(f"{name} has a new password; whoever signed in with the old one is signed out")


def _remove(path: Path, name: str) -> None:
    from assistant.staff.people import remove_person

    print(f"{remove_person(path, name)} may sign in no longer, and is signed out")


def _list(settings: AssistantSettings) -> None:
    from assistant.staff.people import read_people

    assert settings.staff is not None
    for known in read_people(settings.staff).values():
        office = without_controls(known.office) or settings.staff_office.strip()
        print(f"{known.name}, for the public: {office or 'nothing yet, set PLANS_STAFF_OFFICE'}")


def _ask() -> str:
    """Have the password typed twice, without showing it.

    Raises:
        PlansError: The two differ, or there is nobody to ask.
    """
    try:
        password = getpass.getpass("Password: ")
        again = getpass.getpass("The same again: ")
    except EOFError:
        raise PlansError("no password was typed; --stdin reads it from the input") from None
    if password != again:
        raise PlansError("the two passwords differ; nothing was changed")
    return password


def _read_line() -> str:
    """Read the password from the input.

    Raises:
        PlansError: It is not one line of UTF-8 text.
    """
    try:
        line, *more = sys.stdin.buffer.read().decode("utf-8").splitlines()
    except ValueError:  # nothing at all, or no text
        raise PlansError("the input is not one line with the password") from None
    if more:
        raise PlansError("the input has more lines than the one with the password")
    return line

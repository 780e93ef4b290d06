"""Who may sign in: people, and the file that holds their names and the hashes of their passwords."""

import fcntl
import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError

from assistant.locked_files import forget_unfinished, locked, replace_file
from corpus.errors import PlansError
from corpus.text import without_controls

__all__ = [
    "LONGEST_NAME",
    "LONGEST_PASSWORD",
    "SHORTEST_PASSWORD",
    "Known",
    "Person",
    "add_person",
    "clean_name",
    "fold",
    "listed_name",
    "password_bytes",
    "read_people",
    "refuse_open_to_others",
    "remove_person",
]

LONGEST_NAME = 100
"""Characters of a name."""
SHORTEST_PASSWORD = 12
"""Characters of a password."""
LONGEST_PASSWORD = 1_000
"""Characters of a password; longer ones are wrong without being looked at."""

_LONGEST_OFFICE = 200
_FEWEST_DIFFERENT = 5
_OTHERS = stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
_HEADING = (
    "# Who may sign in at /staff, a person a line: name:hash of the password:office.\n"
    "# Written by `python -m assistant staff`; the office may be left out.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in."""

    name: str
    office: str
    """What the public reads in place of the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who may sign in with a password."""

    name: str
    hash: str
    """As argon2 writes it, with its parameters and its salt."""
    office: str = ""
    """Empty where it is that of the settings."""

    def line(self) -> str:
        """Write it as a line of the file."""
        return ":".join([self.name, self.hash, *([self.office] if self.office else [])])


def fold(name: str) -> str:
    """Return what two names are compared by: capitals and spaces make no difference.

    >>> fold("  Alex   EXAMPLE ")
    'alex example'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def clean_name(name: str) -> str:
    """Return a name on one line, without what no one sees.

    Raises:
        PlansError: Nothing is left, it is too long, or it is damaged.
    """
    cleaned = unicodedata.normalize("NFC", " ".join(without_controls(name).split()))
    if not cleaned:
        raise PlansError("the name is empty")
    if len(cleaned) > LONGEST_NAME:
        raise PlansError(f"the name has more than {LONGEST_NAME} characters")
    if not _is_text(cleaned):
        raise PlansError(f"{cleaned!a}: the name is damaged text")
    return cleaned


def listed_name(name: str) -> str:
    """Return a name as it stands in the file.

    Raises:
        PlansError: As `clean_name`, and where it could not be told from the rest of its line.
    """
    cleaned = clean_name(name)
    if ":" in cleaned or cleaned.startswith("#"):
        raise PlansError(f"{cleaned!a}: a name cannot hold “:” or start with “#”")
    return cleaned


def password_bytes(password: str) -> bytes:
    """Return what is hashed: the same bytes, whichever keyboard wrote the letters."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def read_people(path: Path) -> Mapping[str, Known]:
    """Read the file; returns people by folded name.

    Raises:
        PlansError: It cannot be read, others than its owner could, or lines are damaged; each is
            named by its number, and none is shown.
    """
    try:
        with path.open("rb") as file:
            refuse_open_to_others(path, os.fstat(file.fileno()).st_mode)
            text = file.read().decode("utf-8-sig")
    except FileNotFoundError:
        raise PlansError(
            f"{path}: there is no such file; make it with `python -m assistant staff add NAME`, "
            "or correct PLANS_STAFF"
        ) from None
    except UnicodeDecodeError as error:
        raise PlansError(f"{path}: is not UTF-8 text, from byte {error.start}") from None
    except OSError as error:
        raise PlansError(f"{path}: cannot be read: {error.strerror}") from error
    return _people(text, path)


def refuse_open_to_others(path: Path, mode: int) -> None:
    """Refuse a file with secrets that others may read, or that they or its group may write.

    Its group may read it, because that is how secrets are handed to containers.

    Args:
        path: For the message.
        mode: As of `os.stat`.

    Raises:
        PlansError: They may.
    """
    if mode & _OTHERS:
        raise PlansError(
            f"{path}: others may read or write it (its mode is {stat.S_IMODE(mode):04o}), and it "
            f"decides who may sign in; run `chmod 600 {path}`"
        )


def add_person(path: Path, name: str, password: str, office: str | None = None) -> bool:
    """Let somebody sign in with a password, or change theirs; the rest of the file stays.

    Args:
        path: The file; it is made where it is missing.
        name: As it is to be shown.
        password: In clear.
        office: What the public reads in place of the name; "" for that of the settings, None
            leaves what stood there.

    Returns:
        Whether the name is new.

    Raises:
        PlansError: The name or the password cannot be used, or the file cannot.
    """
    name = listed_name(name)
    _refuse_weak(name, password)
    if office:
        office = " ".join(without_controls(office).split())
        if len(office) > _LONGEST_OFFICE:
            raise PlansError(f"the office has more than {_LONGEST_OFFICE} characters")
    person = Known(name=name, hash=PasswordHasher().hash(password_bytes(password)))
    is_new = True

    def added(lines: list[str], people: Mapping[str, Known]) -> list[str]:
        nonlocal is_new
        before = people.get(fold(name))
        is_new = before is None
        kept = before.office if before and office is None else office or ""
        line = replace(person, office=kept).line()
        return [*lines, line] if before is None else _put(lines, before, [line])

    _change(path, added)
    return is_new


def remove_person(path: Path, name: str) -> str:
    """Let somebody sign in no longer; returns the name as it stood in the file.

    Raises:
        PlansError: Nobody has that name, or the file cannot be used.
    """
    removed = ""

    def without(lines: list[str], people: Mapping[str, Known]) -> list[str]:
        nonlocal removed
        known = people.get(fold(name))
        if known is None:
            raise PlansError(f"{name!a}: nobody of that name may sign in, see {path}")
        removed = known.name
        return _put(lines, known, [])

    read_people(path)  # which says what to do where there is none
    _change(path, without)
    return removed


def _change(path: Path, change: Callable[[list[str], Mapping[str, Known]], list[str]]) -> None:
    """Replace the lines of the file, whole or not at all, while nobody else changes it."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            forget_unfinished(path)
            people = read_people(path)
            text = path.read_text("utf-8-sig") or _HEADING
            lines = change(text.splitlines(), people)
            data = "".join(f"{line}\n" for line in lines).encode()
            replace_file(path, data, os.fstat(file).st_mode)
    except OSError as error:
        raise PlansError(f"{path}: cannot be written: {error.strerror}") from error


def _put(lines: list[str], known: Known, new: list[str]) -> list[str]:
    """Put lines in place of somebody's."""
    return [kept for line in lines for kept in (new if line.strip() == known.line() else [line])]


def _people(text: str, path: Path) -> Mapping[str, Known]:
    people: dict[str, Known] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            known = _known(line.strip())
        except PlansError as error:
            problems.append(f"{path}, line {number}: {error}")
            continue
        if fold(known.name) in people:
            problems.append(f"{path}, line {number}: {known.name!a} stands there twice")
        people[fold(known.name)] = known
    if problems:
        raise PlansError("\n".join(problems))
    return MappingProxyType(people)


def _known(line: str) -> Known:
    name, _, rest = line.partition(":")
    hashed, _, office = rest.partition(":")
    try:
        kind = hashed.startswith("$argon2id$")
        extract_parameters(hashed)
    except (InvalidHashError, ValueError, IndexError):
        kind = False
    # The line itself is not shown: a password may have been written there by mistake.
    if not kind:
        raise PlansError("must be name:hash or name:hash:office, with a hash that argon2id made")
    if listed_name(name) != name:
        raise PlansError("the name holds characters or spaces that are not seen")
    return Known(name=name, hash=hashed, office=office)


def _refuse_weak(name: str, password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise PlansError(
            f"the password has fewer than {SHORTEST_PASSWORD} characters; three random words make "
            "a good one"
        )
    if len(password) > LONGEST_PASSWORD:
        raise PlansError(f"the password has more than {LONGEST_PASSWORD} characters")
    if fold(password) == fold(name):
        raise PlansError("the password is the name; choose another")
    if len(set(password)) < _FEWEST_DIFFERENT:
        raise PlansError(
            f"the password has fewer than {_FEWEST_DIFFERENT} different characters; choose another"
        )


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

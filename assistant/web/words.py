"""The page's own words, in the language of the request: gettext, with Babel to read its files.

What is quoted stays in the language of its document.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from babel.messages.pofile import PoFileError, read_po

from assistant.site import Language
from corpus.errors import PlansError

__all__ = ["ENGLISH", "Spoken", "phrase", "read_languages", "say", "speaking", "spoken"]

ENGLISH = "en-GB"


class Spoken:
    """A language and its words, by the English ones."""

    def __init__(self, code: str, name: str, words: Mapping[str, str]) -> None:
        self.code = code
        self.name = name
        self.words = words


_ENGLISH = Spoken(ENGLISH, "English", MappingProxyType({}))
_now: ContextVar[Spoken] = ContextVar("language", default=_ENGLISH)


def say(words: str, /, **values: object) -> str:
    """Return words of ours in the language of the request, English where they are not translated.

    Args:
        words: In English, perhaps with `{names}`.
        values: What stands for the names.
    """
    said = _now.get().words.get(words) or words
    return said.format(**values) if values else said


def phrase(words: str) -> str:
    """Return words as they are: they are said later, and translators must know of them."""
    return words


def spoken() -> Spoken:
    """Return the language of the request."""
    return _now.get()


@contextmanager
def speaking(language: Spoken | None) -> Iterator[None]:
    """Speak a language until the block ends; None is English."""
    token = _now.set(language or _ENGLISH)
    try:
        yield
    finally:
        _now.reset(token)


def read_languages(languages: Sequence[Language]) -> dict[str, Spoken]:
    """Read the files of a site's languages; returns them by code, English first.

    Raises:
        PlansError: A file cannot be read, or loses a `{name}`; every problem is named.
    """
    read, problems = {ENGLISH: _ENGLISH}, []
    for language in languages:
        words, wrong = _read(language.messages, language.code)
        problems += wrong
        read[language.code] = Spoken(language.code, language.name, MappingProxyType(words))
    if problems:
        raise PlansError("\n".join(problems))
    return read


def _read(path: Path, code: str) -> tuple[dict[str, str], list[str]]:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        return {}, [f"{path}: cannot be read as a gettext file ({error})"]
    words, problems = {}, []
    for message in catalogue:
        english, other = message.id, message.string
        if not (isinstance(english, str) and isinstance(other, str) and english and other):
            continue
        if message.fuzzy:
            continue
        if _names(english) != _names(other):
            names = ", ".join(sorted(f"{{{name}}}" for name in _names(english) or ())) or "none"
            problems.append(
                f"{path}:{message.lineno}: “{english}”: must keep its names in braces: {names}"
            )
        words[english] = other
    return words, problems


def _names(words: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return None

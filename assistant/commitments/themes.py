"""The theme of a commitment: from a list that people review, and from the documents' own headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.commitments.words import any_of
from corpus.documents import Passage
from corpus.errors import PlansError
from corpus.text import readable
from corpus.yaml_lists import read_entries

__all__ = ["Strands", "Theme", "read_themes", "strands_of", "theme_of"]

_SHIPPED = Path(__file__).with_name("themes.yaml")
_LISTED = re.compile(
    r"\b(?:themes?|priorit(?:y|ies)|strands?|areas of development|key areas|objectives|pillars?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:(?:[A-Z][\w'’-]*|of|and|the|to|in|for|at|on|from|&)[ ,]*){1,8}")
_FEWEST = 2
"""Words of a name: one word by itself is no name that could be looked for."""


class Theme(BaseModel):
    """One theme of policing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=2)
    words: tuple[str, ...] = Field(min_length=1)
    but: tuple[str, ...] = ()
    """Phrases that hold some of these words and do not tell of the theme."""


@cache
def read_themes(path: Path = _SHIPPED) -> tuple[Theme, ...]:
    """Read the list of themes, once for each path.

    Raises:
        PlansError: Something is wrong in the file; a line for each problem names file and line.
    """
    read = read_entries(path, Theme, "theme")
    themes = tuple(theme for theme, _ in read.entries)
    ids = [theme.id for theme in themes]
    problems = [
        *read.problems,
        *(f"{path}: theme {i!r} is there twice" for i in sorted(set(ids)) if ids.count(i) > 1),
    ]
    if problems:
        raise PlansError("\n".join(problems))
    return themes


@cache
def _others() -> dict[str, re.Pattern[str]]:
    """What is no sign of a theme, by its id."""
    return {
        theme.id: re.compile(rf"(?<!\w){any_of(theme.but)}(?!\w)", re.IGNORECASE)
        for theme in read_themes()
        if theme.but
    }


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            theme.id,
            re.compile(
                rf"(?<!\w){any_of(theme.words)}(?!\w)|(?<!\w){any_of(theme.words, plural=False)}",
                re.IGNORECASE,
            ),
        )
        for theme in read_themes()
    )


def theme_of(words: str, around: Sequence[str] = ()) -> str:
    """Return the id of the theme with most of its words in a text, "" where none has any.

    Args:
        words: The promise.
        around: What stands around it, the nearest first: its lead, its headings. Each is looked
            at only where those before it tell nothing.
    """
    for text in (words, *around):
        counts = {name: _count(text, name, pattern) for name, pattern in _patterns()}
        best = max(counts.values(), default=(0, 0))
        if best[0]:
            return next(name for name, count in counts.items() if count == best)
    return ""


def _count(text: str, name: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    """How many words of a theme a text has; of as many, the longer ones tell more."""
    if other := _others().get(name):
        text = other.sub(" ", text)
    found = {match[0].lower() for match in pattern.finditer(text)}
    return len(found), max((len(each.split()) for each in found), default=0)


@dataclass(frozen=True, slots=True)
class Strands:
    """The names that the documents give their own themes, such as those of a plan."""

    names: tuple[str, ...]

    def of(self, words: str, headings: Sequence[str]) -> str:
        """Return the name that a heading has, the innermost first, or that the words hold; "" if none."""
        lower = {name.lower(): name for name in self.names}
        for heading in reversed(headings):
            if heading.strip(" :").lower() in lower:
                return lower[heading.strip(" :").lower()]
        plain = readable(words)
        return next((name for name in self.names if name in plain), "")


def strands_of(passages: Iterable[Passage]) -> Strands:
    """Gather the names of themes: items with capitals of a list that is introduced as one of themes."""
    names: dict[str, str] = {}
    for passage in passages:
        inner = passage.headings[-1] if passage.headings else ""
        for span in passage.spans:
            if not span.lead and span.kind.value != "item":
                continue
            if not _LISTED.search(span.lead or inner):
                continue
            name = readable(passage.quote(span)).partition(":")[0].strip(" .;,")
            if len(name.split()) >= _FEWEST and _NAME.fullmatch(name):
                names.setdefault(name.lower(), name)
    return Strands(tuple(sorted(names.values(), key=lambda name: (-len(name), name))))

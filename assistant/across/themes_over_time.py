"""How much of what is held of each plan speaks of each theme, and what comes, stays and goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.across.names import Names, judged_plans, names_in_plans
from assistant.across.plan_texts import PlanText, SpanPlace, plan_texts
from assistant.across.records import Share, ThemeRow
from assistant.commitments.themes import Theme, read_themes
from assistant.commitments.words import any_of
from assistant.once import once_per_index
from corpus.documents import Passage
from corpus.reader import OpenIndex

__all__ = ["ThemesOverTime", "theme_called", "themes_at", "themes_over_time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesOverTime:
    """The themes of policing and the plans' own names, in every plan of the catalogue."""

    texts: tuple[PlanText, ...]
    """What is held of each plan, in order of time."""
    judged: tuple[str, ...]
    """Ids of the plans on which enough is held to say what is missing."""
    rows: tuple[ThemeRow, ...]
    """In the order of `commitments/themes.yaml`."""
    places: Mapping[tuple[str, str], tuple[tuple[SpanPlace, int], ...]]
    """By theme and plan: where a word of the theme stands, and how many different ones there."""
    names: Names


@once_per_index
def themes_over_time(index: OpenIndex) -> ThemesOverTime:
    """Count, for each plan, the sentences that have a word of each theme.

    Raises:
        PlansError: The list of themes cannot be read.
    """
    texts = plan_texts(index)
    passages = index.generation.passages
    places: dict[tuple[str, str], list[tuple[SpanPlace, int]]] = {}
    for text in texts:
        for place in text.places:
            for theme, different in themes_at(passages[place[0]], place[1]).items():
                places.setdefault((theme, text.plan.id), []).append((place, different))
    rows = tuple(
        ThemeRow(theme=theme.id, name=theme.name, shares=_shares(theme, texts, places))
        for theme in read_themes()
    )
    return ThemesOverTime(
        texts=texts,
        judged=tuple(text.plan.id for text in judged_plans(index)),
        rows=rows,
        places={key: tuple(found) for key, found in places.items()},
        names=names_in_plans(index),
    )


def theme_called(words: str) -> Theme | None:
    """Return the theme of policing with a name, whatever its capitals; None otherwise."""
    plain = " ".join(words.split()).lower()
    return next((each for each in read_themes() if each.name.lower() == plain), None)


def _shares(
    theme: Theme,
    texts: Sequence[PlanText],
    places: Mapping[tuple[str, str], Sequence[tuple[SpanPlace, int]]],
) -> tuple[Share, ...]:
    return tuple(
        Share(
            plan=text.plan,
            sentences=len(places.get((theme.id, text.plan.id), ())),
            of=len(text.places),
        )
        for text in texts
    )


def themes_at(passage: Passage, at: int) -> dict[str, int]:
    """Return the ids of the themes of which a span has words, and how many different words of each."""
    words = " ".join(passage.quote(passage.spans[at]).lower().split())
    own: dict[str, set[str]] = {}
    for word in _pattern().findall(words):
        for theme in _themes_by_word()[word]:
            own.setdefault(theme, set()).add(word)
    return {theme: len(found) for theme, found in own.items()}


@cache
def _themes_by_word() -> dict[str, tuple[str, ...]]:
    """Every word of the list, in the singular and the plural, with the themes that have it."""
    by_word: dict[str, list[str]] = {}
    for theme in read_themes():
        for word in _forms(theme.words):
            by_word.setdefault(word, []).append(theme.id)
    return {word: tuple(themes) for word, themes in by_word.items()}


@cache
def _pattern() -> re.Pattern[str]:
    """Any word of any theme, the longest first; whole words only."""
    longest = sorted(_themes_by_word(), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _forms(words: Sequence[str]) -> list[str]:
    """The words as a pattern would match them: `any_of` knows the plurals."""
    pattern = any_of(word.lower() for word in words)
    return [
        form.replace("\\", "") for form in pattern.removeprefix("(?:").removesuffix(")").split("|")
    ]

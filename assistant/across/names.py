"""The names that plans give their own themes: which plan has which, and what may follow what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.across.plan_texts import PlanText, SpanPlace, plan_texts
from assistant.across.records import Change, NamedTheme
from assistant.commitments.themes import read_themes, strands_of, theme_of
from assistant.once import once_per_index
from corpus.documents import Passage
from corpus.index import cosines
from corpus.reader import OpenIndex

__all__ = ["ENOUGH", "Names", "judged_plans", "names_in_plans"]

ENOUGH = 8
"""With fewer sentences on a plan, that a name or theme is not among them tells nothing."""
_ALIKE = 0.5
"""The cosine from which one name may stand for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names of themes that any plan has."""

    named: tuple[NamedTheme, ...]
    """In order of the plan that has them first, then as they stand there."""
    places: Mapping[tuple[str, str], tuple[SpanPlace, ...]]
    """By name and plan: where it is named, or what stands under a heading of that name."""
    changes: tuple[Change, ...]

    def called(self, words: str) -> NamedTheme | None:
        """Return the theme with a name, whatever its capitals and spaces; None if there is none."""
        plain = " ".join(words.split()).lower()
        return next((theme for theme in self.named if theme.name.lower() == plain), None)


@once_per_index
def names_in_plans(index: OpenIndex) -> Names:
    """Find the plans' own names of themes, and in what is held of which plan each stands.

    A name counts only as the documents write it, with its capitals: that somebody wants to "keep
    crime low" does not name the theme “Keep Crime Low”.
    """
    passages = index.generation.passages
    names = strands_of(passages).names
    places: dict[tuple[str, str], list[SpanPlace]] = {}
    if names:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        lower = {name.lower(): name for name in names}
        for text in plan_texts(index):
            for place in text.places:
                for name in _named_at(passages[place[0]], place[1], pattern, lower):
                    places.setdefault((name, text.plan.id), []).append(place)
    order = [text.plan.id for text in plan_texts(index)]
    plans = {name: tuple(plan for plan in order if (name, plan) in places) for name in names}
    first = {name: (order.index(p[0]), places[name, p[0]][0]) for name, p in plans.items() if p}
    named = tuple(NamedTheme(name=n, plans=plans[n]) for n in sorted(first, key=first.__getitem__))
    return Names(
        named=named,
        places={key: tuple(found) for key, found in places.items()},
        changes=tuple(_changes(named, index)),
    )


def judged_plans(index: OpenIndex) -> tuple[PlanText, ...]:
    """Return the plans on which enough is held to say what is not among it."""
    return tuple(text for text in plan_texts(index) if len(text.places) >= ENOUGH)


def _named_at(
    passage: Passage, at: int, pattern: re.Pattern[str], lower: Mapping[str, str]
) -> set[str]:
    words = " ".join(passage.quote(passage.spans[at]).split())
    headed = {lower.get(heading.strip(" :").lower(), "") for heading in passage.headings}
    return {*pattern.findall(words), *headed} - {""}


def _changes(named: Sequence[NamedTheme], index: OpenIndex) -> list[Change]:
    """Pair names that end with a plan with names that begin with the next one.

    Both must tell of the same theme of policing, and each must be nearest to the other.
    """
    judged = [text.plan for text in judged_plans(index)]
    changes = []
    for earlier, later in pairwise(judged):
        ended = [n.name for n in named if n.plans[-1] == earlier.id]
        begun = [n.name for n in named if n.plans[0] == later.id]
        if not (ended and begun):
            continue
        likeness = cosines(index.embedder.encode(ended), index.embedder.encode(begun))
        for row, before in enumerate(ended):
            column = int(likeness[row].argmax())
            after, cosine = begun[column], float(likeness[row, column])
            mutual = int(likeness[:, column].argmax()) == row
            theme = theme_of(before)
            if mutual and cosine >= _ALIKE and theme and theme == theme_of(after):
                name = next(each.name for each in read_themes() if each.id == theme)
                changes.append(
                    Change(
                        before=before, after=after, earlier=earlier, later=later,
                        theme=name, likeness=cosine,
                    )
                )  # fmt: skip
    return changes

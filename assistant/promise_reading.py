"""What a question on promises asks, whose promises it means, and where they are searched."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.asking import PromiseQuestion, Wish
from assistant.commitments.replies import of_another_area
from assistant.forms import Form
from assistant.limiting import chosen_plan, within_limits
from assistant.limits import Limits
from assistant.other_areas import other_area
from assistant.scope import SearchPlan, plan_search
from assistant.understanding import Understanding, understand
from assistant.verdicts.records import Verdict
from corpus.catalogue import Catalogue
from corpus.lexical import words_of
from corpus.reader import OpenIndex

__all__ = ["PromiseRead", "read_promise"]

_FORMS = (Form.TEXT, Form.LIST)
_OFFICE = re.compile(
    r"\b(?:the |our |your )?(?:pcc|police and crime commissioner|commissioner|force|police|office|panel)(?:['’]?s)?\b",
    re.IGNORECASE,
)
"""Who promises: said in a question, it limits nothing."""
_OURS = frozenset(
    [
        "the",
        "a",
        "our",
        "your",
        "their",
        "his",
        "her",
        "its",
        "my",
        "pcc",
        "pccs",
        "police",
        "crime",
        "and",
        "commissioner",
        "commissioners",
        "constabulary",
        "force",
        "forces",
        "office",
        "chief",
        "constable",
        "panel",
        "plan",
        "plans",
        "manifesto",
        "budget",
        "they",
        "he",
        "she",
        "we",
        "you",
        "i",
        "it",
        "anyone",
        "anybody",
        "current",
        "last",
        "former",
        "previous",
        "first",
        "new",
        "old",
        "draft",
        "second",
        "s",
        "of",
        "ever",
        "really",
        "actually",
        "mr",
        "ms",
        "mrs",
        "not",
        "never",
    ]
)
"""Words for those whose promises these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRead:
    """What a question on promises asks, and where it is searched."""

    wish: Wish
    verdicts: tuple[Verdict, ...]
    holder: str
    """Whose promises; "" where that is open."""
    asked: Understanding
    searching: SearchPlan
    follows: str
    """How it is read, where it asks on after an earlier question."""

    @property
    def subject(self) -> str:
        """What the promises are about, in the words of the question; "" where that is open."""
        return " ".join(concept.words for concept in self.asked.concepts)

    @property
    def unknown(self) -> bool:
        """Whether nothing of the subject stands anywhere in what is held."""
        concepts = self.asked.concepts
        return bool(concepts) and not any(concept.known for concept in concepts)


def read_promise(
    promise: PromiseQuestion,
    history: Sequence[str],
    index: OpenIndex,
    limits: Limits,
    as_of: dt.date,
) -> PromiseRead | str | None:
    """Read what is asked.

    Returns:
        None where the ledger has no answer to it; words where nothing here has.
    """
    catalogue = index.generation.catalogue
    if area := other_area(promise.who, (), catalogue.body.area):
        return of_another_area(area, catalogue.body)
    if not _is_ours(promise.who, catalogue):
        return None
    about, holder = _without_people(promise.about, catalogue)
    before = () if promise.follows else history
    asked = understand(about, before, catalogue, index.words, index.near_words, as_of)
    asked, plan = chosen_plan(asked, limits)
    searching = plan_search([plan] if plan else asked.references, catalogue)
    searching = within_limits(searching, limits, index, chosen=plan is not None)
    elsewhere = other_area(asked.question, index.words.words, catalogue.body.area)
    if searching.missing or elsewhere:
        return None
    anything = not (asked.concepts or searching.searches[0].within or holder)
    if promise.wish is Wish.MADE and (anything or asked.wanted.form not in _FORMS):
        return None
    return PromiseRead(
        wish=promise.wish,
        verdicts=promise.verdicts,
        holder=holder,
        asked=asked,
        searching=searching,
        follows=f"{promise.follows.strip(' ?.!')}, and was it delivered?"
        if promise.follows
        else "",
    )


def _is_ours(who: str, catalogue: Catalogue) -> bool:
    """Whether those whose promises are asked for are the Commissioner or the police here."""
    body = catalogue.body
    names = " ".join((body.name, *body.area, *(person.name for person in body.commissioners)))
    known = _OURS.union(words_of(names))
    return all(word in known or word.isdigit() for word in words_of(who))


def _without_people(about: str, catalogue: Catalogue) -> tuple[str, str]:
    """Take out who promised; return whose promises are meant too, "" where that is open.

    A name that stands with a plan or a manifesto of theirs stays: it says which.
    """
    holder = ""
    for person in catalogue.body.commissioners:
        names = rf"\b(?:{re.escape(person.name)}|(?:mr |ms |mrs )?{re.escape(person.surname)})\b"
        pattern = re.compile(rf"{names}(?!['’]?s\b)", re.IGNORECASE)
        if pattern.search(about):
            about, holder = pattern.sub(" ", about), person.name
    return " ".join(_OFFICE.sub(" ", about).split()), holder

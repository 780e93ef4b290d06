"""What people read when a question is not answered with quotations, and around those that are."""

import datetime as dt

from assistant.answers import Scope, Status
from assistant.guards.kinds import Guard
from assistant.guards.replies import reply
from assistant.limit_words import only_searched
from assistant.listings import in_force
from assistant.scope import SearchPlan
from assistant.text import listed
from assistant.understanding import Understanding
from corpus.catalogue import Body, Catalogue
from corpus.documents import Document, Kind, TextSource

__all__ = [
    "elsewhere",
    "fixed_message",
    "no_such_document",
    "not_answered",
    "opening",
    "plan_notes",
    "read_as",
    "understood",
]

IN_DANGER = "If you or someone else is in danger, call 999."
_FIXED = {
    Status.REFUSED: (
        "That is not something this assistant can answer. "
        "Ask about the plans, reports and consultations."
    ),
}


def fixed_message(status: Status, body: Body, guard: Guard | None = None) -> str:
    """Return the words of a status that needs no search; those of a guard where one stopped it."""
    if guard and (words := reply(guard, body)):
        return words
    if status is Status.OUT_OF_SCOPE:
        contact = f" For other matters: {body.contact}." if body.contact else ""
        return (
            f"This assistant is a computer program that searches the plans and reports of the "
            f"{body.name}. It cannot help with that. To report a crime, call 101, or 999 in an emergency, "
            f"or report it on the website of the police.{contact}"
        )
    if status is Status.NEEDS_CLARIFICATION:
        example = f" For example: “{body.suggestions[0]}”" if body.suggestions else ""
        return (
            "What would you like to know about? Name a subject, and a plan or a year if you have "
            f"one in mind.{example}"
        )
    return _FIXED[status]


def elsewhere(area: str, body: Body) -> str:
    """Say that another area was asked about, of which nothing is held."""
    return (
        f"The documents held are those of the {body.name}; none of them names {area}. "
        "Ask the police or the Commissioner there."
    )


def no_such_document(searching: SearchPlan, catalogue: Catalogue) -> str:
    """Say that what the question rests on never existed, and what there is."""
    assert searching.missing is not None
    missing = searching.missing
    kinds = (Kind.ANNUAL_REPORT, Kind.DELIVERY_PLAN, Kind.MANIFESTO)
    kind = next((k for k in kinds if k.in_words() in missing.words.lower()), Kind.PLAN)
    there = [d for d in catalogue.documents if d.kind is kind]
    if kind is Kind.PLAN:
        listing = "\n".join(f"• {plan.title}{in_force(plan)}" for plan in catalogue.plans)
    else:
        listing = "\n".join(f"• {document.title}" for document in there)
    named = kind.in_words() in missing.words.lower()
    words = missing.words if named else f"{missing.words} {kind.in_words()}"
    return f"No document is known that “{words.strip()}” could mean. The {kind.in_words()}s there are:\n{listing}"


def not_answered(searching: SearchPlan, scope: Scope, catalogue: Catalogue) -> tuple[Status, str]:
    """Decide between "nothing there" and "the text is not held", and say the difference."""
    held = [i for i in scope.documents if catalogue.by_id[i].text is not TextSource.NOT_HELD]
    lacking = [d for d in searching.subjects if d.text is TextSource.NOT_HELD]
    if lacking:
        names = listed([subject.short_name for subject in lacking])
        verb, pronoun = ("is", "it") if len(lacking) == 1 else ("are", "they")
        searched = (
            f"{_capital(_counted(len(held)))} about {'it' if len(lacking) == 1 else 'them'} "
            f"{'was' if len(held) == 1 else 'were'} searched, and no passage was found that "
            "answers this."
            if held
            else f"No document {'there' if searching.limited_to else 'held'} is mainly about it."
        )
        message = (
            f"The text of {names} {verb} known of but not held here, so what {pronoun} said "
            f"cannot be quoted. {searched}"
        )
        return Status.NOT_HELD, _none_within(searching, message)
    if searching.limited_to:
        place = f"in {scope.words}" if searching.subjects or searching.years else "there"
        message = f"No passage that answers this was found {place}."
        return Status.NOT_FOUND, _none_within(searching, message)
    return Status.NOT_FOUND, (
        f"No passage that answers this was found in {scope.words}. "
        "They may not hold it, or may put it in other words."
    )


def _none_within(searching: SearchPlan, message: str) -> str:
    """Say around a message what the search was limited to, and that it need not be."""
    remedy = " Take the limit off to search everything that is held."
    return _limited(searching, message) + (remedy if searching.limited_to else "")


def _limited(searching: SearchPlan, words: str) -> str:
    """Put before some words what the search was limited to."""
    return f"{only_searched(searching.limited_to)} {words}".strip()


def _counted(number: int) -> str:
    return "one document" if number == 1 else f"{number} documents"


def opening(
    searching: SearchPlan, scope: Scope, cited: list[Document], *, newest_first: bool = False
) -> str:
    """Say what an answer speaks from, first and in words; the limits that were chosen before it."""
    own = _speaks_from(searching, scope, cited, newest_first=newest_first)
    if searching.chosen:
        lacking = searching.subjects[0].text is not TextSource.ORIGINAL
        only = only_searched(searching.limited_to)
        return f"{only.rstrip('.')}; its own text is not held here." if lacking else only
    if searching.limited_to and not (searching.subjects or searching.years):
        several = newest_first and len({document.published.year for document in cited}) > 1
        return _limited(searching, "The newest comes first." if several else "")
    return _limited(searching, own)


def _speaks_from(
    searching: SearchPlan, scope: Scope, cited: list[Document], *, newest_first: bool
) -> str:
    if searching.subjects:
        names = listed([subject.short_name for subject in searching.subjects])
        lacking = [s for s in searching.subjects if s.text is not TextSource.ORIGINAL]
        if not lacking:
            return _capital(f"from {names}.")
        themselves = "its own text is" if len(lacking) == 1 else "their own texts are"
        if all(document in searching.subjects for document in cited):
            return f"From our summary of {names}; {themselves} not held here."
        return f"From documents about {names}; {themselves} not held here."
    if searching.years:
        names = listed([plan.short_name for plan in searching.plans]) if searching.plans else ""
        verb = "was" if len(searching.plans) == 1 else "were"
        force = f" In force then {verb} {names}." if names else ""
        return f"From {scope.words}.{force}"
    years = sorted({document.published.year for document in cited})
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    order = "; the newest comes first" if newest_first and len(years) > 1 else ""
    return f"From documents of {span}. You named no plan or year, so all were searched{order}."


def plan_notes(searching: SearchPlan, catalogue: Catalogue, as_of: dt.date) -> tuple[str, ...]:
    """Say of each plan that was asked about whether a later one replaced it."""
    notes = list(searching.corrections)
    for plan in searching.subjects:
        later = catalogue.superseded_by(plan.id)
        if later and later.in_force and later.in_force.start.first_day <= as_of:
            start = later.in_force.start
            when = f"{'on' if start.day else 'in'} {start.in_words()}"
            notes.append(_capital(f"{plan.short_name} was replaced by {later.short_name} {when}."))
        elif plan.kind is Kind.PLAN and plan.in_force and plan.in_force.until is None:
            notes.append(_capital(f"{plan.short_name} is the current one."))
    return tuple(notes)


def understood(asked: Understanding, catalogue: Catalogue) -> str:
    """Say how a question was read where that is not plain from it."""
    parts = []
    if asked.mended:
        changes = ", ".join(f"“{word}” as “{mended}”" for word, mended in asked.mended)
        parts.append(f"Read {changes}.")
    if asked.replaced:
        changes = ", ".join(f"“{word}” as “{other}”" for word, other in asked.replaced)
        parts.append(f"Searched for {changes} too.")
    if asked.earlier:
        about = f", about {_names(asked, catalogue)}" if asked.inherited else ""
        parts.append(f"Taken as a follow-up to “{asked.earlier}”{about}.")
    return " ".join(parts)


def read_as(asked: Understanding, catalogue: Catalogue) -> str:
    """Write a question with what was taken over from earlier ones, so that it can be corrected."""
    if not asked.earlier:
        return asked.question if asked.mended else ""
    taken = [concept.words for concept in asked.concepts if concept.inherited]
    taken += [_names(asked, catalogue)] if asked.inherited else []
    return f"{asked.question.rstrip(' ?')} ({', '.join(taken)})" if taken else asked.question


def _names(asked: Understanding, catalogue: Catalogue) -> str:
    """Name the plans, reports or years that a question speaks of."""
    ids = dict.fromkeys(i for reference in asked.references for i in reference.documents)
    names = [catalogue.by_id[i].short_name for i in ids]
    if not names:
        years = sorted({y for reference in asked.references for y in reference.years})
        names = (
            [str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"] if years else []
        )
    return listed(names) if names else "everything held"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Who held the office: known from the body file, and said where that is asked for."""

import re
from collections.abc import Sequence

from corpus.catalogue import Catalogue
from corpus.documents import Commissioner

__all__ = ["asks_only_who", "names_one", "office_holders"]

_WHO = re.compile(
    r"\bwho(?:'s|’s| is| was| were| are)? (?:[\w&]+ ){0,6}?(?:pcc|commissioners?)\b"
    r"|\bwhen did (?:the )?(?P<who>(?:\w+[ -]){1,3}?)(?:leave|start|take office|become|stop)\b"
    r"|\bwhen (?:was|is|did) (?:\w+ ){1,3}(?:pcc|commissioner)\b",
    re.IGNORECASE,
)
_ONLY_WHO = re.compile(
    r"\W*(?:and |so |ok )*who(?:'s|’s| is| was| were| are)? (?:(?:the|our|your|my|local|current|present) )*"
    r"(?:police (?:and|&) crime )?(?:pcc|commissioners?)(?: (?:for|of|in) (?:the )?(?:area|county|here))?"
    r"(?: (?:now|today|currently|at the moment|then|there|back then|(?:in|for|during) [\w/–-]+))*\W*",
    re.IGNORECASE,
)
_OTHER_OFFICE = re.compile(r"\b(?:deputy|assistant|former chief|information)\b", re.IGNORECASE)


def asks_only_who(question: str) -> bool:
    """Say whether who holds or held the office is all that is asked."""
    return bool(_ONLY_WHO.fullmatch(question))


def names_one(question: str, catalogue: Catalogue) -> bool:
    """Say whether a question names somebody who held the office."""
    said = set(re.findall(r"\w+", question.lower()))
    return any(p.surname.lower() in said for p in catalogue.body.commissioners)


def office_holders(question: str, catalogue: Catalogue, years: Sequence[int] = ()) -> str:
    """Say who held the office, from the body file: in the years asked about, or now and before.

    Args:
        question: As typed; where it asks for something else, "" is returned.
        catalogue: Its body knows who held the office.
        years: Those that the question names; empty for today.
    """
    if not _is_asked_for(question, catalogue):
        return ""
    people = catalogue.body.commissioners
    if years:
        then = [p for p in people if any(map(p.held_office_in, years))]
        when = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
        return f"Commissioner in {when}: {'; '.join(map(_term, then))}." if then else ""
    now = [person for person in people if person.until is None]
    before = [person for person in people if person.until is not None]
    said = [f"The Commissioner is {_term(person)}." for person in now]
    said += [f"Before: {'; '.join(map(_term, before))}."] if before else []
    return " ".join(said)


def _term(person: Commissioner) -> str:
    if person.until is None:
        return f"{person.name}, since {person.start.in_words()}"
    return f"{person.name}, from {person.start.in_words()} to {person.until.in_words()}"


def _is_asked_for(question: str, catalogue: Catalogue) -> bool:
    """Say whether a question asks who holds or held the office, or when one of them did."""
    found = _WHO.search(question)
    if not found or _OTHER_OFFICE.search(question):
        return False
    if found["who"] is None:
        return True
    names = {part for p in catalogue.body.commissioners for part in p.name.lower().split()}
    asked = set(found["who"].lower().split())
    return bool(asked & (names | {"pcc", "commissioner", "he"}))

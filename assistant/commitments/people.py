"""Who a commitment's owner is, where the words only say "he", "I" or "we", or nobody at all."""

import re
from collections.abc import Sequence

from corpus.catalogue import Body
from corpus.documents import Document

__all__ = ["holder_at", "person_meant", "speaker_of"]

_TITLED = (
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy )?Chief Executive|Chief Inspector|Chief Superintendent|Superintendent|Inspector|Sergeant|"
    r"(?:Deputy )?(?:Police and Crime )?Commissioner|Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr)(?: \([A-Z]+\))? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
)

_SAID = re.compile(
    r"\b(?:said|added|says|adds|explained|commented|continued|stated|concluded|wrote)\b\s*[:,]",
    re.IGNORECASE,
)


def holder_at(document: Document, body: Body, text: str) -> str:
    """Return who held the office when a document came out; "" where the body file does not say.

    Where it came out in the month in which one followed another, the one whom its text names.
    """
    first, last = document.published.first_day, document.published.last_day
    held = [
        person.name
        for person in body.commissioners
        if person.start.first_day <= last
        and (person.until is None or first <= person.until.last_day)
    ]
    if len(held) < 2:
        return held[0] if held else ""
    named = [name for name in held if name.rpartition(" ")[2] in text]
    return named[0] if len(named) == 1 else ""


def speaker_of(before: str, names: Sequence[str]) -> str:
    """Return who speaks where the words before end: the last of whom it says that they said something."""
    said = list(_SAID.finditer(before))
    return person_meant(before[: said[-1].end()], names) if said else ""


def person_meant(before: str, names: Sequence[str]) -> str:
    """Return the person named last in the words before a "he" or a "she"; "" where nobody is.

    Args:
        before: The words of the same section up to the pronoun.
        names: Of those who hold or held the office, who may stand without a title.
    """
    known = "|".join(re.escape(name) for name in names)
    pattern = re.compile(rf"{_TITLED}|\b(?:{known})\b" if known else _TITLED)
    found = [match[0] for match in pattern.finditer(before)]
    if not found:
        return ""
    last: str = found[-1].removesuffix("'s").removesuffix("’s")
    whole = [
        name
        for name in names
        if last.endswith(name)
        or last in (f"Mr {name.split()[-1]}", f"Ms {name.split()[-1]}", f"Mrs {name.split()[-1]}")
    ]
    return whole[0] if whole else last

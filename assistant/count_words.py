"""What people read of a count: how often, in how many documents, and in which."""

from assistant.counting import Counted
from corpus.catalogue import Catalogue

__all__ = ["count_in_words", "documents_counted", "mentions_by_document"]

_SHOWN_SPELLINGS, _MOST_LISTED = 4, 40


def count_in_words(counted: Counted, where: str = "") -> str:
    """Say how often and where, for people.

    Args:
        counted: What was counted.
        where: What was looked at, such as "the 9 documents about the 2015–20 plan"; by default
            how many documents there were.
    """
    # Double marks are for what a document says; this is what was asked.
    asked, digests = f"‘{counted.thing}’", counted.digests
    if not counted.searched:
        return f"There was no text in which {asked} could be counted."
    one, whole = counted.searched == 1, digests == counted.searched
    searched = _number(counted.searched, "document")
    if not counted.mentions:
        where = where or f"the {searched} {'searched' if counted.limited else 'held'}"
        unread = ""
        if whole:
            unread = f" Only our own summaries of {'it' if one else 'them'} were searched."
        elif digests:
            unread = f" Of {digests:,} of them only our own summaries were searched."
        return (
            f"{asked} is {'not mentioned in' if one else 'mentioned in none of'} {where}.{unread}"
        )
    where = where or (f"the {searched} searched" if counted.limited else f"all {searched} held")
    if whole:
        where += f", in our own summaries of {'it' if one else 'them'}"
    elif digests:
        where += f", {digests:,} of them in our own summaries"
    first, last = counted.years[0], counted.years[-1]
    return (
        f"{asked} is mentioned {_times(counted.mentions)}, in "
        f"{_number(counted.passages, 'passage')} of {_number(len(counted.documents), 'document')}, "
        f"from {f'{first} to {last}' if first != last else first} "
        f"(counted over {where}{_written_as(counted)})."
    )


def documents_counted(counted: Counted, about: str) -> str:
    """Say what was counted over: "the 6 documents about the 2015–20 plan"."""
    return f"the {_number(counted.searched, 'document')}{about}"


def mentions_by_document(counted: Counted, catalogue: Catalogue) -> str:
    """List the documents that mention it, in order of time, each with how often."""
    if not counted.documents:
        return ""
    named = [
        f"• {catalogue.by_id[name].title} ({year}): {_times(times)}"
        for (name, times), year in zip(counted.documents, counted.years, strict=True)
    ]
    more = len(named) - _MOST_LISTED
    kept = named[:_MOST_LISTED] + ([f"• and {more} more"] if more > 0 else [])
    return "\n".join(
        ["Mentioned in the text of these (titles and headings are not counted):", *kept]
    )


def _written_as(counted: Counted) -> str:
    """Name the spellings that were met, where there are others than the one asked for."""
    if all(written.casefold() == counted.thing.casefold() for written, _ in counted.spellings):
        return ""
    shown = [f"{word} {_times(n)}" for word, n in counted.spellings[:_SHOWN_SPELLINGS]]
    rest = sum(n for _, n in counted.spellings[_SHOWN_SPELLINGS:])
    return f"; as {', '.join([*shown, *([f'otherwise {_times(rest)}'] if rest else [])])}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""The short answer that a language model wrote over the quotations, as HTML.

Every sentence of it was checked by code before it came here. Until the last one is there, the
block keeps room for some, so that the quotations below it stay where they are.
"""

from collections.abc import Collection

from assistant.answers import Answer, Written
from assistant.text import published_when
from assistant.web.cleaning import clean
from assistant.web.escaping import escape
from assistant.web.quotations import marker_link
from assistant.web.words import say
from corpus.documents import TextSource

__all__ = ["render_grown", "render_written"]


def render_written(answer: Answer, key: str, *, going_on: bool) -> str:
    """Write the sentences with their markers, and whose words they are.

    Args:
        answer: What to show; only sentences that rest on one of its citations are.
        key: Starts every element id of the answer.
        going_on: Whether sentences may still come; without any, "" is returned where not.
    """
    words = _sentences(answer, key)
    if not (words or going_on):
        return ""
    state = "pa-written pa-writing" if going_on else "pa-written"
    return (
        f'<section class="{state}" id="{key}-written">{_inside(answer, words, going_on)}</section>'
    )


def render_grown(answer: Answer, key: str, *, going_on: bool) -> str:
    """Write the same as what takes the place of an earlier state of it; perhaps with nothing in it.

    It has an id of its own: page.js puts it where `render_written` keeps room for it.
    """
    words = _sentences(answer, key)
    state = "pa-written pa-writing" if going_on else "pa-written pa-reserved"
    inside = _inside(answer, words, going_on) if words or going_on else ""
    return clean(f'<section class="{state}" id="{key}-grown">{inside}</section>')


def _inside(answer: Answer, words: str, going_on: bool) -> str:
    return (
        f'<h3>{escape(say("In short"))}</h3><p class="pa-written-words">{words}</p>'
        f'<p class="pa-written-note">{escape(_note(answer, going_on))}</p>'
    )


def _note(answer: Answer, going_on: bool) -> str:
    if going_on:
        return say("Writing a short answer, checked against the quotations below…")
    whose = say(
        "Written by a computer program and checked sentence by sentence against the quotations "
        "below."
    )
    # A summary of ours is not what a document says.
    originals = all(cited.source is TextSource.ORIGINAL for cited in answer.citations)
    rely = (
        say("The quotations are what the documents say.")
        if originals
        else say("Rely on the quotations and their sources.")
    )
    return f"{whose} {rely}"


def _sentences(answer: Answer, key: str) -> str:
    known = {citation.marker for citation in answer.citations}
    return "".join(
        _sentence(one, key, known, published_when(one, answer.citations)) for one in answer.written
    )


def _sentence(sentence: Written, key: str, known: Collection[int], when: str) -> str:
    markers = [marker for marker in sentence.markers if marker in known]
    links = "".join(f" {marker_link(key, marker, named=False)}" for marker in markers)
    dated = f" ({escape(when)})" if when else ""
    return f"<span>{escape(sentence.text.strip())}{links}{dated} </span>" if markers else ""

"""Is a claim a plain sentence, what does it quote, and what does it call the document?"""

import re
from collections.abc import Iterator, Sequence

from assistant.verification.figures import figures_in
from assistant.verification.sources import Source
from corpus.lexical import padded_stems
from corpus.text import normalise

__all__ = ["form_problem", "is_in_known_letters", "quoted_in", "without_sources"]

_MOST_WORDS = 40
_LONGEST = 320
_MARKUP = re.compile(
    r"[<>{}\[\]|`*#\\^~_=@]|https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|uk|info|io)\b|//|&\w+;|&#"
    r"|\b(?:javascript|mailto|data):|\+\d{6,}|\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Za-z0-9£%&/.,;:!?()'\"+-]+")
_QUOTED = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^']+?)'(?!\w)")
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-/]\s?(?:19|20)?\d\d)?)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_KINDS = {
    "annual report": ("annual report",),
    "delivery plan": ("delivery plan",),
    "draft plan": ("draft",),
    "draft": ("draft",),
    "plan": ("plan",),
    "manifesto": ("manifesto",),
    "consultation": ("consultation", "survey"),
    "survey": ("survey", "consultation"),
    "budget": ("budget", "precept"),
    "strategy": ("strategy",),
    "panel paper": ("panel paper",),
    "news release": ("news", "release"),
    "news": ("news", "release"),
    "report": ("report",),
    **dict.fromkeys(("paper", "release", "article", "post", "letter", "document", "page"), ("",)),
}
_NAMES = frozenset({"annual report", "delivery plan", "draft plan", "draft", "plan", "manifesto"})
"""Kinds that are never said of a document in passing."""
_NAMED = re.compile(
    rf"(?:\b(?:according to|in|under|as set out in|as stated in)\s+)?"
    rf"\b(?:the|its|his|her|their|this|our|a|an)\s+"
    rf"(?P<before>(?:(?:{_MONTH}|{_YEARS}|to|police and crime|police|current|commissioner's|summary of the)\s+)*)"
    rf"(?P<kind>{'|'.join(_KINDS)})\b"
    rf"(?P<after>(?:\s+(?:for|of|from|in|published in|to|until)?\s*(?:{_MONTH}\s+)?{_YEARS}\b)*),?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(rf"^In (?:({_MONTH}) )?({_YEARS}),?\s+", re.IGNORECASE)
_SAYS = re.compile(r"\s*(?:says?|said|states?|reports?|notes?|names?|lists?|sets out)\b")
_TOLD = re.compile(
    r"\b(?:said|says|explain(?:s|ed)|named|describe[sd]|set out|report(?:s|ed)|listed|lists|stated?s?|announce[sd]|"
    r"told|wrote|noted?s?|presented|outlined|called|singled out|mentioned|asked)\b"
)


def form_problem(text: str) -> bool:
    """Say whether a text is no plain sentence: empty, too long, with markup or an address."""
    words = text.split()
    return not 3 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST or bool(_MARKUP.search(text))


def is_in_known_letters(text: str, cited: Sequence[Source]) -> bool:
    """Say whether every word of a text is in letters that the checks read, or stands in a source.

    Look-alike letters, other scripts and signs would else say what nothing compares.
    """
    known = {word for source in cited for word in normalise(source.words).split()}
    known |= {word.strip(".,;:!?()\"'") for word in known}
    return all(
        _PLAIN.fullmatch(word) or word.strip(".,;:!?()\"'") in known
        for word in normalise(text).split()
    )


def quoted_in(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks."""
    for found in _QUOTED.finditer(normalise(text)):
        yield (found[1] or found[2]).strip(" ,.;:")


def without_sources(text: str, cited: Sequence[Source]) -> str | None:
    """Take out how a claim names the documents it cites; None where it calls them what they are not.

    What cannot be said of the document is left in: then it has to stand in the quotation.
    """
    text = normalise(text)
    opening = _PUBLISHED.match(text)
    if opening and _TOLD.search(text) and any(_published(opening, one) for one in cited):
        text = text[opening.end() :]
    wrong = False

    def taken(found: re.Match[str]) -> str:
        nonlocal wrong
        names = not text[: found.start()].strip() or _SAYS.match(text, found.end())
        if not names or text.startswith("'", found.end()):  # "the plan's aim" is no "it says"
            return found.group()
        if any(_is_named(found, source) for source in cited):
            return " "
        kind = found["kind"].lower()
        said = padded_stems(kind.removeprefix("draft "))
        known = any(said in padded_stems(f"{one.words} {one.title}") for one in cited)
        if kind in _NAMES and not known:
            wrong = True
        return found.group()

    rest = _NAMED.sub(taken, text)
    return None if wrong else rest


def _published(opening: re.Match[str], source: Source) -> bool:
    month, year = opening[1], opening[2]
    words = source.published.lower()
    return year in words and (month is None or month.lower() in words)


def _is_named(found: re.Match[str], source: Source) -> bool:
    """Say whether a document may be called this: its kind, and no date but its own."""
    kind = found["kind"].lower()
    called = f"{source.kind.in_words()} {source.title}".lower()
    if not any(word in called for word in _KINDS[kind]):
        return False
    if kind == "plan" and ("draft" in called or source.kind.in_words() == "consultation"):
        return False
    own = {figure.value for figure in figures_in(f"{source.title}; {source.published}")}
    own |= {value[:4] for value in own if value[:2].isdigit()}
    dated = f"{found['before']} {found['after']}"
    return all(figure.value in own for figure in figures_in(dated))

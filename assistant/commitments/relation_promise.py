"""What a promise says, as far as a later passage can report of it: its kind, its thing, its figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.commitments.doing import is_action
from assistant.commitments.relation_words import is_generic, names_of, relation_words
from assistant.commitments.topic_words import places_in
from assistant.commitments.words import past_of
from corpus.lexical import stem_words, words_of

__all__ = ["Amount", "Promised", "amounts_in", "noun_phrase", "read_promise"]

_KEEPS = re.compile(r"\b(?=(?:keep|retain|stay|remain|protect|maintain)s\b)", re.IGNORECASE)
_THAT = re.compile(r"^.*\b(?:said|says|that)\b(?: that\b)?", re.IGNORECASE)
_PROMISES = re.compile(
    r"\b(?:will|shall|would|(?:is|are) (?:also )?to|(?:pledge|commit|promise|intend|plan|determine|aim)[sd]? to|wants?|wanted)\b",
    re.IGNORECASE,
)
_BEFORE_VERB = re.compile(r"^\W*(?:(?:be|also|then|now|have|continue to|go on|never|not)\b\W*)+", re.IGNORECASE)  # fmt: skip
_DENIED = re.compile(r"^\W*(?:\w+ )?(?:not|never|no)\b|^\W*be no\b|\bno\b(?= [a-z]+)", re.IGNORECASE)  # fmt: skip
_STOP = re.compile(
    r"\b(?:for|in|to|on|at|by|with|from|that|which|who|whose|as|so|where|when|while|if|but|and|until|than|across|throughout|since|after|before|against|about|into|between|among|without|during|within|is|are|was|were)\b|[,;:.()]",
    re.IGNORECASE,
)
_KEPT = re.compile(r"(?P<thing>(?:[\w'’-]+ ){1,6}?)(?:is |are )?(?:held|kept|protected|maintained|frozen|retained)\b", re.IGNORECASE)  # fmt: skip
"""An item of a list: "PCSOs held at current levels"."""
_TITLE = re.compile(r"[A-Z]\w+ (?:and )?[A-Z]")
_OF = re.compile(r"\bof\b", re.IGNORECASE)
_NUMBERS = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)}  # fmt: skip
_PARTS = {"halve": 50.0, "half": 50.0, "quarter": 25.0, "third": 100 / 3, "fifth": 20.0, "tenth": 10.0}  # fmt: skip
_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<scaled>£\s?{_N}\s?(?:million|billion|bn|m|k)\b)"
    rf"|(?<![\w/.,£–-])(?P<pound>£\s?)?(?P<n>{_N}|{'|'.join(_NUMBERS)})(?![\w/]|[.,]\d)\s?(?P<per>%|per ?cent\b)?"
    r"|\b(?:by |an? |one )?(?P<part>halve|half|quarter|third|fifth|tenth)[sd]?\b(?! (?:round|phase|stage|term|year|time|report))",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:below|under|(?:less|fewer|no more) than|at most|within)\s*$", re.IGNORECASE)  # fmt: skip
_NO_AMOUNT = re.compile(r"(?:19|20)\d\d$|999$|101$|111$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\W*(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|/\d")  # fmt: skip
_SCALES = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure in a text: 5, 5 (percent) or 5 (pounds), and what it counts."""

    value: float
    unit: str
    """"%", "£" or "" of a count."""
    of: frozenset[str]
    """Names of what stands after it."""
    words: str
    start: int
    most: bool
    """Whether it is not to be passed: "below 3,000"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A promise, read for what a report of it would say."""

    kinds: frozenset[str]
    """Names of `relations.yaml`."""
    past: str
    """The past of its verb where that is of no kind, such as "visited"; "" where there is none."""
    places: frozenset[str]
    head: str
    """The name of the thing: "strategy" of "a hate crime strategy"; "" where none is found."""
    core: frozenset[str]
    """The names in the thing."""
    names: frozenset[str]
    """All names of the promise but places, and but those outside the thing that tell little."""
    amounts: tuple[Amount, ...]
    years: frozenset[str]
    whole: bool
    """Whether it is of all or of every one."""
    frozen: bool
    """Whether it is a price that is not to rise."""
    priced: bool
    """Whether it is of a price, which those who promise set themselves."""


def noun_phrase(text: str, *, anywhere: bool = False) -> tuple[str, ...]:
    """Return the names in what a text starts with, up to the first preposition or comma.

    Args:
        text: What is read.
        anywhere: Whether to go on where there is none, to what comes after the preposition.
    """
    for stop in _STOP.finditer(text):
        found = names_of(text[: stop.start()])
        if found or not anywhere or stop[0] in ";:.":
            return found
    return names_of(text)


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield the figures of a text; years, dates and the numbers of telephones are none."""
    for match in _AMOUNT.finditer(text):
        after = text[match.end() :]
        if _NO_AMOUNT.match(match["n"] or "") or _MONTH.match(after):
            continue
        value, unit = _value(match)
        of = names_of(" ".join(re.split(r"[,;:.]", after)[0].split()[:5]))
        yield Amount(value=value, unit=unit, of=frozenset(of), words=match[0].strip(), start=match.start(), most=bool(_MOST.search(text[: match.start()])))  # fmt: skip


def _value(match: re.Match[str]) -> tuple[float, str]:
    if match["part"]:
        return _PARTS[match["part"].lower()], "%"
    whole = match["scaled"] or match["n"]
    digits = re.sub(r"[^\d.]", "", whole).rstrip(".")
    scale = re.sub(r"[^a-z]", "", whole.lower()) if digits else ""
    value = (float(digits) if digits else _NUMBERS[whole.lower()]) * _SCALES.get(scale, 1.0)
    return value, "%" if match["per"] else "£" if match["pound"] or match["scaled"] else ""


@lru_cache(maxsize=512)
def read_promise(words: str) -> Promised:
    """Read a promise: "We will open a hub", "a hub is to be opened", "Open a hub", "a new hub"."""
    modal = _PROMISES.search(words) or _KEEPS.search(words)
    subject, after = (words[: modal.start()], words[modal.end() :]) if modal else ("", words)
    subject = _THAT.sub("", subject)
    denied = bool(_DENIED.search(after))
    verb = _BEFORE_VERB.sub("", after) if modal else words.strip()
    kinds, rest = _kind(verb, any_word=denied)
    if (
        not modal
        and not kinds
        and (_TITLE.match(verb) or not is_action(verb.split(" ")[0].lower()))
    ):
        kept = _KEPT.match(verb)
        kinds, rest = {"hold" if kept else "make"}, verb[: kept.end("thing")] if kept else verb
    thing = _thing(subject) or _thing(rest)
    core = frozenset((*_thing(subject), *_thing(rest)))
    prices = {name for price in relation_words().prices for name in names_of(price)}
    priced = bool(prices & (core | set(names_of(words)[:3])))
    if denied:
        kinds = {"hold"}
    places = frozenset(stem for place in places_in(words) for stem in stem_words(place))
    if "pay" not in kinds and core & _forms("pay"):
        kinds = {*kinds, "pay"}
    little = places.union(stem_words(_past(verb)), *(_forms(kind) for kind in kinds))
    return Promised(
        kinds=frozenset(kinds),
        past="" if kinds else _past(verb),
        places=places,
        head=thing[-1] if thing else "",
        core=core - places,
        names=frozenset(n for n in names_of(words) if n not in little and not is_generic(n)) | core,
        amounts=tuple(amounts_in(words)),
        years=frozenset(_YEAR.findall(words)),
        whole=bool(re.search(r"\b(?:every|each|all)\b(?! (?:part|of)\b)(?! (?:year|month|week|day)\b)", words, re.I)),
        frozen="hold" in kinds and priced,
        priced=priced,
    )  # fmt: skip


def _past(verb: str) -> str:
    """The past of the first word of some words where it is a verb of doing."""
    first = verb.split(" ")[0].lower().strip(".,;:")
    return past_of(first) if is_action(first) else first if first.endswith("ed") else ""


def _thing(text: str) -> tuple[str, ...]:
    """The names of the thing that a text starts with: "panel" of "a panel of volunteers"."""
    first = _OF.split(text, maxsplit=1)
    return noun_phrase(first[0], anywhere=True) or (
        noun_phrase(first[1], anywhere=True) if len(first) > 1 else ()
    )


@cache
def _forms(kind: str) -> frozenset[str]:
    """Stems of the first words of how a kind of promise is worded, also as a participle."""
    verbs = relation_words().kinds[kind].promised
    return frozenset(stem for verb in verbs for stem in (_stems(verb), _stems(past_of(verb))))


def _stems(words: str) -> str:
    return " ".join(stem_words(words))


def _kind(words: str, *, any_word: bool) -> tuple[set[str], str]:
    """The kinds of a promise by the verb that it starts with, and what follows the verb."""
    tokens = words.split()
    for start in range(min(len(tokens), 4) if any_word else 1):
        for size in (2, 1):
            said = _stems(" ".join(tokens[start : start + size]))
            kinds = {kind for kind in relation_words().kinds if said and said in _forms(kind)}
            if kinds:
                return kinds, " ".join(tokens[start + size :])
    return set(), " ".join(tokens[1:]) if tokens and words_of(tokens[0]) else words

"""The form of answer that a question wants, and whether words have it: a sum, a date, a name, a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.lexical import stem_words, words_of

__all__ = ["FIGURES", "STRICT", "Form", "Wanted", "find_form", "fit", "wanted_by"]


class Form(StrEnum):
    """The form of answer that a question wants."""

    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    FIGURE = "figure"
    """Any of the three, or a size."""
    FREQUENCY = "frequency"
    DURATION = "duration"
    AGE = "age"
    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    WHY = "why"
    LIST = "list"
    TEXT = "text"


FIGURES = (Form.MONEY, Form.SHARE, Form.NUMBER, Form.FIGURE)
STRICT = (*FIGURES, Form.FREQUENCY, Form.DURATION, Form.AGE, Form.WHEN)
"""An answer without such words is none."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_N = r"\d+(?:[.,]\d+)*"
_WORDED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|dozens?|a hundred|hundreds|thousands|half a million)"
)
_MONEY = rf"£\s?{_N}(?:\s?(?:million|billion|m|k|bn)\b)?|\b{_N}p\b|\b{_N} pence\b"
_SHARE = (
    rf"\b{_N}\s?(?:per cent|percent|%)|\b(?:a|one|two|three|four)[- ](?:fifth|third|quarter|tenth|half)s?\b"
    r"|\b(?:half|doubled|halved|majority)\b|\bone in \w+\b|\b\d+ in \d+\b"
)
_PLAIN = (
    rf"(?<![-–/£\d.,])\b(?!(?:19|20)\d\d\b){_N}\b(?!\s?(?:%|per ?cent)|[-–/]\d|\s*{_MONTH})"
    rf"|(?<![-\w]){_WORDED}\b(?!-)|\b(?:nobody|no one|none)\b"
)
_UNIT = r"(?:days?|weeks?|months?|years?|hours?|minutes?)"
_PATTERNS: dict[Form, re.Pattern[str]] = {
    Form.MONEY: re.compile(_MONEY),
    Form.SHARE: re.compile(_SHARE, re.IGNORECASE),
    Form.NUMBER: re.compile(_PLAIN),
    Form.FIGURE: re.compile(f"{_MONEY}|{_SHARE}|{_PLAIN}"),
    Form.FREQUENCY: re.compile(
        rf"\b(?:once|twice|{_N} times|\w+ times) (?:a|each|every|per) \w+|\b(?:every|each) (?:\w+ )?(?:day|night|week|month|quarter|year)s?\b"
        r"|\b(?:daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?|yearly)\b",
        re.IGNORECASE,
    ),
    Form.DURATION: re.compile(
        rf"\b(?:{_N}|{_WORDED}|an?|several|many)[- ]{_UNIT}\b|\bfrom\b.{{3,40}}\b(?:to|until)\b",
        re.IGNORECASE,
    ),
    Form.AGE: re.compile(
        r"\b(?:aged?|over|under|ages)\s\d+(?:[-–]\d+)?|\b\d+[- ]years?[- ]olds?\b|\bteenage\w*|\baged \w+",
        re.IGNORECASE,
    ),
    Form.WHEN: re.compile(rf"\b(?:\d{{1,2}} )?{_MONTH}(?: (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"),
    Form.WHO: re.compile(
        r"\b(?:[A-Z][a-z]+|[A-Z])(?: [A-Z])*(?:[ -](?:of |and |for |the )?[A-Z][\w'’]+)+|\b[A-Z]{3,}\b"
    ),
    Form.WHERE: re.compile(r"(?<=\b(?:in|at|to|of) )(?:the )?[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+)*|(?<=\bfrom )[A-Z][\w'’]+|(?<=\bnear )[A-Z][\w'’]+"),
    Form.WHY: re.compile(
        r"\b(?:because|since|as|so that|so as|due to|owing to|reasons?|in order|therefore|after|wants?|to \w+)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
_COSTS = (
    r"(?:cost|costs|pay|pays|paid|paying|spend|spends|spent|money|budget|grants?|fund\w*|precept|worth|price|"
    r"council tax|bill|fined?|charge\w*|salary|earn|raise\w*|saved?|saving|invest\w*|tax|recovered|quid|£)"
)
_WHO = (
    r"(?:^|[,.;:?!–-]\s*|\b(?:and|but|so|ok|tell me|know|say|says|said|of|to|for|by|with|from|exactly|mean)\s+)"
    r"who(?:se|m)?\b"
)
"""Asks for a name; "people who", "farmers who" do not."""
_ASKED: Sequence[tuple[Form, str]] = (
    (Form.FREQUENCY, r"\bhow (?:often|frequently|regularly|many times (?:a|each|per|every))\b"),
    (Form.AGE, r"\bhow old\b|\bwhat age\b|\b(?:youngest|oldest|minimum age|age limit)\b"),
    (Form.DURATION, r"\b(?:for )?how long\b(?! ago)|\bhow (?:many|much) (?:days|weeks|months|years|hours|time)\b|\baverage wait\b|\bduration\b"),
    (Form.SHARE, r"\b(?:percentage|per ?cent|proportion|what share|fraction|turnout|what part)\b|%"),
    (Form.MONEY, rf"\bhow much\b.*\b{_COSTS}|\bhow (?:much|big)\b.*\b(?:budget|grant|fund|bill)\b|\bwhat\b.{{0,40}}\bcosts?\b|£|\b(?:amount|sum|salary|wages?|price)\b|\bwhat (?:is|was|were|did)\b.{0,40}\b(?:paid|earn)\b|\bhow\b.*\bcosts?\b|\bwhat price\b|\b(?:cost|price) of\b"),
    (Form.NUMBER, r"\bhow many\b|\b(?:numbers?|total|count) (?:of|for)\b|\b(?:head)?count\b"),
    (Form.NUMBER, r"^(?!.*\b(?:what|why|who|how|did|does|is|are|was)\b).*\b(?:per|each|every) (?:year|month|week|day)\b"),
    (Form.FIGURE, r"\bhow (?:much|far|big|high|low|fast|large)\b|\b(?:figures?|(?<!residents )(?<!people )(?<!you )(?<!they )rate|statistics|stats|numbers?|totals?|size)\b|\bby how\b"),
    (Form.WHEN, r"\bwhen(?:'s| (?:is|was|were|are|did|does|do|will|has|have|had|would|can|could|exactly))\b|\bwhen\W*$|^\W*since when\b|\bwhat (?:date|day|year|month|time of year)\b|\bwhich (?:year|month|day|date)\b|\b(?:deadline|closing date|start date|end date|last day|cut[- ]off|exact date|(?<!to )dates?)\b|\bhow long ago\b"),
    (Form.WHY, r"\bwhy\b|\bwhat for\b|\bhow come\b|\breasons?\b"),
    (Form.WHO, rf"{_WHO}|\bwhich (?:minister|person|company|charity|charities|organisations?|councillor|body|bodies|firm)\b|\bnames? of the\b|\bwhat(?:'s| is| was) the name\b"),
    (Form.WHERE, r"\bwhere\b|\bwhich (?:town|place|village|building|area|address)\b"),
    (Form.LIST, r"\b(?:list|themes?|priorities|objectives|initiatives|aims|proposals|ideas|concerns|strands|changes)\b|\bwhat (?:are|were) the\b|\bwhich\b|\bwhat were\b|\bname (?:the|all|them)\b"),
    (Form.MONEY, r"^(?!.*\b(?:what|why|who|how|did|does|is|are|was)\b).*\b(?:cost|precept|budget|council tax)\b|\bwhat(?:'s| is| was| were| are) the (?:[\w'-]+ ){0,3}(?:cost|precept|budget)\b"),
)  # fmt: skip
_COUNTED = re.compile(
    r"\bhow many\s+((?:[\w'’-]+\s*){1,5})|\bnumbers? of\s+((?:[\w'’-]+\s*){1,4})", re.IGNORECASE
)
_VERBS = frozenset(
    [
        "did",
        "do",
        "does",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "took",
        "take",
        "get",
        "got",
        "gets",
        "went",
        "said",
        "say",
        "says",
        "there",
        "in",
        "on",
        "for",
        "at",
        "by",
        "from",
        "to",
        "since",
        "with",
        "under",
        "of",
        "that",
        "which",
        "who",
    ]
)
_REACH = 60
"""Characters in which a number stands beside what it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The form that a question wants."""

    form: Form
    counted: tuple[str, ...] = ()
    """Stems of what is to be counted: of "how many police officers", `polic` and `offic`."""


def wanted_by(question: str) -> Wanted:
    """Read which form of answer a question wants, by rule; `TEXT` where none is plain."""
    lower = question.lower().replace("’", "'")
    form = next((form for form, pattern in _ASKED if re.search(pattern, lower)), Form.TEXT)
    return Wanted(form=form, counted=_counted(question) if form is Form.NUMBER else ())


def _counted(question: str) -> tuple[str, ...]:
    match = _COUNTED.search(question)
    words: list[str] = []
    for word in words_of((match[1] or match[2]) if match else ""):
        if word in _VERBS and words:
            break
        if word not in _VERBS:
            words.append(word)
    return tuple(stem_words(" ".join(words[:4])))


def find_form(wanted: Wanted, text: str) -> tuple[str, ...]:
    """Return the parts of a text that have the form: what is set in bold, in their order."""
    pattern = _PATTERNS.get(wanted.form)
    if pattern is None:
        return ()
    found = [match for match in pattern.finditer(text) if match[0].strip()]
    if wanted.counted:
        found = [match for match in found if _counts(match, text, wanted)] or found
    return tuple(dict.fromkeys(match[0] for match in found))


def fit(wanted: Wanted, text: str) -> float:
    """Say how well a text has the form that is wanted: 0 not at all, 1 fully.

    A number counts half where nothing of what is to be counted stands beside it.
    """
    pattern = _PATTERNS.get(wanted.form)
    if pattern is None:
        return 1.0
    found = list(pattern.finditer(text))
    if not found:
        return 0.0
    if wanted.counted and not any(_counts(match, text, wanted) for match in found):
        return 0.5
    return 1.0


def _counts(match: re.Match[str], text: str, wanted: Wanted) -> bool:
    """Whether what is to be counted stands near a number, after it or before."""
    beside = text[max(0, match.start() - _REACH) : match.end() + _REACH]
    return not set(wanted.counted).isdisjoint(stem_words(beside))

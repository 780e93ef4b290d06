"""A stand-in for a chat model that tells the truth, by rule, from the quotations it is given.

It measures the way through the assistant and its checks, not how good real models are: a real one
phrases better, and tells lies. What it says is what stands there, shortened.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.lexical import stem_words
from evals.scripted.server import Asked, Reply

__all__ = ["TRUTHFUL", "Told", "tell", "truthful"]

TRUTHFUL = "a script that tells the truth"
"""What its figures are said to be of."""
_MOST_CLAIMS = 4
_PIECE = 60
"""Characters of a reply that are sent at a time: a measurement asks thousands of times."""
_MOST_WORDS = 25
_FEWEST_WORDS = 4
_HEAD = re.compile(r"(?m)^\[(\d+)\] (.*):$")
_PLAN = re.compile(r"\bPlan\b[^(]*?\b(20\d\d)\b.*\(plan, ")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[“\"‘(]?[A-Z0-9£])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|Cllr|Insp|Supt|Sgt|e\.g|i\.e|approx)\.$")
_BULLET = re.compile(r"^(?:[•*-]|\d+[.)])\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ASIDE = re.compile(r", (?:which|who|where)\b(?:[^,;:]|,(?=\d))*$")
_OPENING = re.compile(
    r"^(?:However|Moreover|Meanwhile|In addition|Besides|Furthermore|Overall|Also|In turn|"
    r"As a result|Separately|At the same time|For example|For instance), "
)
_CUTS = ("; ", ": ", ", and ", ", with ")
"""Where a sentence can end earlier and is still true."""
_UNSAFE = re.compile(r"\b(?:only|if|unless|except|but|neither|not|no|never)\b", re.IGNORECASE)
"""A sentence with one of these may turn untrue when it is cut."""
_SMALL_STARTS = frozenset(
    [
        "The",
        "A",
        "An",
        "There",
        "It",
        "They",
        "All",
        "Each",
        "Every",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Police",
        "Crime",
    ]
)
"""First words that may be written small after "says that"."""
_EMPTY = frozenset(
    stem_words(
        "a an and any are as at be been by did do does for from had has have he her his how i in "
        "is it its me of on or our she so some tell than that the their them there they this to "
        "was we were what when where which who whom whose why will with would you your about say "
        "said says plan plans commissioner police hertfordshire please much many"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of a reply."""

    text: str
    markers: tuple[int, ...]


def tell(claims: Iterable[Told]) -> Reply:
    """Write claims in the form that the prompt asks for."""
    said: list[dict[str, Any]] = [
        {"text": claim.text, "markers": list(claim.markers)} for claim in claims
    ]
    return Reply(text=json.dumps({"claims": said}, ensure_ascii=False), piece=_PIECE)


def truthful(asked: Asked) -> Reply:
    """Answer from the quotations of a prompt: the sentences that share most with the question.

    Where it is asked for anything else, such as a follow-up in full, it has nothing to say.
    """
    return tell(true_claims(asked)[:_MOST_CLAIMS])


def true_claims(asked: Asked) -> list[Told]:
    """Return what can be said truthfully, what answers first; all of it, however much."""
    wanted = set(stem_words(asked.question)) - _EMPTY
    heads = {int(number): words for number, words in _HEAD.findall(asked.message)}
    found: list[tuple[float, Told]] = []
    seen: set[str] = set()
    for marker, words in asked.quotations.items():
        for sentence in _sentences(words):
            text = _with_its_plan(_shorter(sentence), heads.get(marker, ""))
            if text and text not in seen:
                seen.add(text)
                shared = len(wanted & set(stem_words(sentence)))
                found.append((shared, Told(text=text, markers=(marker,))))
    best = max((shared for shared, _ in found), default=0)
    kept = [(shared, told) for shared, told in found if shared >= max(1, best / 2)]
    return [told for _, told in sorted(kept or found[:1], key=lambda pair: -pair[0])]


def _sentences(quotation: str) -> list[str]:
    """The sentences of a quotation; a list becomes one, with its items behind what introduces it."""
    sentences: list[str] = []
    items: list[str] = []
    intro = ""
    for line in [*quotation.splitlines(), ""]:
        stripped = line.strip()
        if _BULLET.match(stripped) or (intro and stripped[:1].islower()):
            items.append(_BULLET.sub("", stripped).rstrip(" .;,"))
            continue
        sentences += _listed(intro, items)
        items, intro = [], ""
        parts = _divided(stripped)
        if parts and parts[-1].endswith(":"):
            intro = parts.pop()
        sentences += parts
    return [sentence for sentence in sentences if "|" not in sentence]


def _divided(line: str) -> list[str]:
    """Cut a line into sentences, but not after "Mr."."""
    parts: list[str] = []
    for part in _SENTENCE_ENDS.split(line):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


def _listed(intro: str, items: Sequence[str]) -> list[str]:
    """Write a list as a sentence: as many of its items as fit; without an introduction, one each."""
    if not intro:
        return [f"{item}." for item in items]
    room = _MOST_WORDS - len(intro.split())
    fitting: list[str] = []
    for item in items:
        room -= len(item.split())
        if room < 0:
            break
        fitting.append(item)
    return [f"{intro} {', '.join(fitting)}."] if fitting else []


def _shorter(sentence: str) -> str:
    """Leave out what was not asked; "" where what is left is too long, or no whole sentence."""
    text = _OPENING.sub("", sentence.strip().strip('“”"'))
    if not _UNSAFE.search(text):
        text = _ASIDE.sub("", _IN_BRACKETS.sub("", text).rstrip("."))
        for cut in _CUTS:
            if len(text.split()) > _MOST_WORDS and not _ends_in_list(text, cut):
                text = text.rpartition(cut)[0] or text
    text = text.strip().rstrip(";,:")
    text = text[:1].upper() + text[1:] if _OPENING.match(sentence) else text
    whole = _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS and not text.endswith("?")
    if not whole or not re.match(r"[“\"]?[A-Z0-9£]", text) or text.count("“") != text.count("”"):
        return ""
    return text if text[-1] in ".!”" else f"{text}."


def _ends_in_list(text: str, cut: str) -> bool:
    """Whether what stands before the last cut is the beginning of an enumeration."""
    return cut == ", and " and "," in text.rpartition(cut)[0]


def _with_its_plan(text: str, head: str) -> str:
    """Put "The 2015 plan says that" in front of words of a plan, where that reads well."""
    plan = _PLAN.search(head)
    first, _, rest = text.partition(" ")
    if not plan or first not in _SMALL_STARTS:
        return text
    said = f"The {plan[1]} plan says that {first.lower()} {rest}"
    return said if len(said.split()) <= _MOST_WORDS else text

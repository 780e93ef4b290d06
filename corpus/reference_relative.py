"""What is named by what was named before: "the one before that", "its successor", "a year later".

What came before is the reference before it in the same question, or else what the question before
named. Where that names nothing, or several things that could be meant, nothing is found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.documents import Document, Kind
from corpus.reference_patterns import CLAUSE_END, NUMBER, PLAN, THEN, YEAR
from corpus.reference_reports import reports_in_order
from corpus.reference_times import Time, in_force_at
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search, spaced
from corpus.reference_years import count_of, first_year, shifted, years_reference

__all__ = ["find_relative", "next_to"]

_NAMED = (ReferenceKind.PLAN, ReferenceKind.REPORT)
_JUST = r"(?:(?:just|immediately|directly|right|straight) )?"
_WINDOW = 80
_NOUN = rf"(?P<noun>{PLAN}|reports?|manifesto|one)"
_IT = (
    r"(?: (?P<it>that one|that plan|this one|this plan|"
    r"it(?! (?:was|is|came|went|had|has|gets|got|ran|began|started)\b)|"
    rf"(?:that|this){CLAUSE_END}))"
)
_REPLACED = r"(?:replaced|succeeded|superseded|followed|came (?:(?:out|straight|right|just) )?after|took over from)"
_PRECEDED = r"(?:preceded|came (?:just |right |straight )?before|went before)"
_STEPS = (
    (-1, rf"{_NOUN} {_JUST}before(?:{_IT}|{CLAUSE_END})"),
    (-1, rf"(?:previous|preceding|prior) {_NOUN}"),
    (-1, rf"its predecessor|(?:what|which(?: plan)?|{PLAN} (?:that|which)) {_PRECEDED}{_IT}"),
    (1, rf"{_NOUN} {_JUST}after(?:{_IT}|{CLAUSE_END})"),
    (1, rf"(?:next|following|subsequent|succeeding) {_NOUN}"),
    (1, rf"its (?:successor|replacement)|(?:what|which(?: plan)?|{PLAN} (?:that|which)) {_REPLACED}{_IT}"),
)  # fmt: skip
_YEARS_ON = (
    rf"(?:(?:the )?(?:financial )?year (?P<side>before|after)(?: that)?{CLAUSE_END}"
    r"|(?P<next>previous|preceding|prior|following|the next|that|the same|same) (?:financial )?year"
    rf"|(?P<count>{NUMBER}) (?:years?|yrs?) (?P<way>later|on|after|afterwards|before|earlier|"
    rf"previously)(?: that)?{CLAUSE_END})"
)
_SPAN = r"(?P<span>since|before|after) (?:then|that)"
_SAME = r"(?P<same>back then|at that time|at the time|by then)|(?:(?P<next_thing>and|what) )?(?P<last>then)(?=\W*$)"
_PLAN_THEN = rf"(?P<plan>{PLAN})(?: in force| of)?(?P<then>{THEN})"
_BACKWARD = {"before", "previous", "preceding", "prior", "earlier", "previously"}
_OPENING = re.compile(r"\W*(?:(?:and|but|so|ok|okay|what|how|about|then)\W+)*", re.IGNORECASE)
_HEADS = tuple(
    (step, re.compile(rf"\b(?:{spaced(pattern)})\s+(?:the\s+|our\s+)?$", re.IGNORECASE))
    for step, pattern in (
        (1, rf"(?:{PLAN} (?:that |which )|what |which |(?:what|which) {PLAN} ){_REPLACED}"),
        (1, rf"(?:{PLAN}|one) {_JUST}(?:after|following)|successor (?:of|to)"),
        (-1, rf"(?:{PLAN} (?:that |which )|what |which |(?:what|which) {PLAN} ){_PRECEDED}"),
        (-1, rf"(?:{PLAN}|one) {_JUST}(?:before|preceding|prior to)|predecessor (?:of|to)"),
        (-1, rf"{PLAN} (?:that |which )?(?:was )?(?:replaced|succeeded|superseded|followed) by"),
    )
)
_TAIL = re.compile(r"['’]?s?\s+(?:(predecessor)|successor|replacement)\b", re.IGNORECASE)
_REPORT_BEFORE = re.compile(r"\b(?:(previous|preceding|prior)|next|following)\s+$", re.IGNORECASE)
_REPORT_AFTER = re.compile(spaced(rf" {_JUST}(?:(before)|after){_IT}"), re.IGNORECASE)


def next_to(reading: Reading, found: Sequence[Reference]) -> list[Reference]:
    """Replace what stands in "the plan that replaced the 2013 plan" by the plan that is meant."""
    kept: list[Reference] = []
    for reference in found:
        floor = kept[-1].end if kept else 0
        if reference.kind is ReferenceKind.PLAN and reference.documents:
            reference = _plan_next_to(reading, reference, floor)
        elif reference.kind is ReferenceKind.REPORT and not reference.years:
            reference = _report_next_to(reading, reference, kept, floor)
        kept.append(reference)
    return kept


def _plan_next_to(reading: Reading, reference: Reference, floor: int) -> Reference:
    window = max(floor, reference.start - _WINDOW)
    before = reading.text[window : reference.start]
    for step, head in _HEADS:
        match = head.search(before)
        if match:
            moved = _stepped(reading, reference.documents, step)
            return _resolved(reading, window + match.start(), reference.end, reference.kind, moved)
    tail = _TAIL.match(reading.text, reference.end)
    if tail:
        moved = _stepped(reading, reference.documents, -1 if tail[1] else 1)
        return _resolved(reading, reference.start, tail.end(), reference.kind, moved)
    return reference


def _report_next_to(
    reading: Reading, reference: Reference, kept: Sequence[Reference], floor: int
) -> Reference:
    """Read "the annual report before that" and "the previous annual report"."""
    start = max(floor, reference.start - _WINDOW)
    before = _REPORT_BEFORE.search(reading.text[start : reference.start])
    after = _REPORT_AFTER.match(reading.text, reference.end)
    antecedent = _antecedent(reading, kept, (ReferenceKind.REPORT,))
    if antecedent is None or not (before or after):
        return reference
    step = -1 if (before and before[1]) or (after and after[1]) else 1
    first = start + before.start() if before else reference.start
    moved = _stepped(reading, antecedent.documents, step)
    return _resolved(reading, first, after.end() if after else reference.end, reference.kind, moved)


def _resolved(
    reading: Reading, start: int, end: int, kind: ReferenceKind, documents: Sequence[Document]
) -> Reference:
    ids = tuple(document.id for document in documents)
    return Reference(kind=kind, start=start, end=end, words=reading.text[start:end], documents=ids)


def _stepped(reading: Reading, ids: Sequence[str], step: int) -> list[Document]:
    """The plans, or the report, just before the first or just after the last of some."""
    catalogue = reading.catalogue
    if not ids:
        return []
    last = catalogue.by_id[ids[-1] if step > 0 else ids[0]]
    if last.kind is Kind.PLAN:
        later = catalogue.superseded_by(last.id)
        before = [catalogue.by_id[i] for i in last.supersedes]
        return ([later] if later else []) if step > 0 else before
    order = reports_in_order(last.kind, reading)
    place = order.index(last) + step
    return [order[place]] if 0 <= place < len(order) else []


def _antecedent(
    reading: Reading, before: Sequence[Reference], kinds: Sequence[ReferenceKind]
) -> Reference | None:
    """What is pointed back to: the nearest before it, or what alone was named earlier."""
    near = [r for r in before if r.kind in kinds and (r.documents or r.years)]
    if near:
        return near[-1]
    asked = [r for r in reading.earlier or () if r.kind in kinds and (r.documents or r.years)]
    meant = {(r.documents, r.years, r.days) for r in asked}
    return asked[-1] if len(meant) == 1 else None


def find_relative(reading: Reading, found: Sequence[Reference]) -> Iterator[Reference]:
    """Find what points back, in the order of the text.

    `found` may grow while this runs: what one finds, the next may point back to.
    """
    covered = 0
    phrases = [(match, step) for step, p in _STEPS for match in search(p, reading.text)]
    for pattern in (_YEARS_ON, _SPAN, _SAME, _PLAN_THEN):
        phrases += [(match, 0) for match in search(pattern, reading.text)]
    for match, step in sorted(phrases, key=lambda phrase: (phrase[0].start(), -phrase[0].end())):
        before = [r for r in found if r.end <= match.start()]
        if match.start() < covered:
            continue
        covered = match.end()
        reference = (
            _one_next(reading, match, before, step) if step else _then(reading, match, before)
        )
        if reference:
            yield reference


def _one_next(
    reading: Reading, match: re.Match[str], before: Sequence[Reference], step: int
) -> Reference | None:
    noun = (match["noun"] or "" if "noun" in match.re.groupindex else "").lower()
    of_plan = "plan" in noun or "plan" in match[0].lower()
    kinds = (ReferenceKind.PLAN,) if of_plan or not noun else _NAMED
    kinds = (ReferenceKind.REPORT,) if noun.startswith(("report", "manifesto")) else kinds
    antecedent = _antecedent(reading, before, kinds)
    if antecedent:
        moved = _stepped(reading, antecedent.documents, step)
        return _resolved(reading, match.start(), match.end(), antecedent.kind, moved)
    years = _antecedent(reading, before, (ReferenceKind.YEARS,)) if noun == "one" else None
    if years and len(years.years) <= 2:
        return years_reference(match, shifted(_time(years), step))
    now = reading.catalogue.plan_in_force_on(reading.as_of)
    by_itself = match[0].lower().startswith(("previous", "preceding", "prior", "next"))
    this = "it" in match.re.groupindex and (match["it"] or "").lower().startswith("this")
    if not (of_plan and now and (by_itself or this)) or re.search(YEAR, reading.text):
        return None
    moved = _stepped(reading, (now.id,), step)
    return _resolved(reading, match.start(), match.end(), ReferenceKind.PLAN, moved)


def _time(reference: Reference) -> Time:
    return Time(years=reference.years, days=reference.days)


def _then(reading: Reading, match: re.Match[str], before: Sequence[Reference]) -> Reference | None:
    words = match.groupdict()
    years = _antecedent(reading, before, (ReferenceKind.YEARS,))
    if words.get("span") and _OPENING.fullmatch(reading.text, 0, match.start()):
        plan = _antecedent(reading, before, (ReferenceKind.PLAN,))
        if plan and not years and words["span"].lower() != "since":
            moved = _stepped(
                reading, plan.documents, -1 if words["span"].lower() == "before" else 1
            )
            return _resolved(reading, match.start(), match.end(), ReferenceKind.PLAN, moved)
    if not years:
        return None
    if words.get("then"):
        plans = in_force_at(years.years, years.days, reading.catalogue)
        return make_reference(ReferenceKind.PLAN, match, plans)
    if words.get("span"):
        return _span(reading, match, words["span"].lower(), years)
    if words.get("last"):
        said = reading.text[: match.start()].strip() and not words["next_thing"]
        return years_reference(match, _time(years)) if said and years not in before else None
    if words.get("same") or (words.get("next") or "").lower().endswith(("that", "same")):
        return None if years in before else years_reference(match, _time(years))
    word = (words.get("side") or words.get("way") or words.get("next") or "").lower()
    count = count_of(words["count"]) if words.get("count") else 1
    by = -count if word in _BACKWARD else count
    return years_reference(match, shifted(_time(years), by))


def _span(reading: Reading, match: re.Match[str], word: str, named: Reference) -> Reference | None:
    """Read "before then" and "since then", as spans of whole years."""
    first, last = first_year(reading), max(reading.as_of.year, named.years[-1])
    years = {
        "before": range(first, named.years[0]),
        "since": range(named.years[0], last + 1),
        "after": range(named.years[-1] + 1, last + 1),
    }[word]
    found = make_reference(ReferenceKind.YEARS, match, years=tuple(years))
    return replace(found, days=None) if years else None

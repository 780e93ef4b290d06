"""Which verdicts have to be looked at again after the documents were read anew."""

import dataclasses
import datetime as dt
import time
from collections.abc import Mapping

from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment
from assistant.verdicts.board import quoted as quoted_of
from assistant.verdicts.records import Judgement, Quoted, Review, Verdict
from assistant.verdicts.reviewing import reviews
from corpus.dates import PartialDate
from corpus.documents import Document, Kind, TextSource
from corpus.generation import Generation
from tests.assistant.commitments.made import PLAN, document, generation_of
from tests.assistant.verdicts.judging import verdict_on

OFFICERS = "We will recruit 20 more officers by 2015."
VANS = "We will buy three vans for rural teams."
REPORT = document(
    id="report-2015",
    title="Annual report 2015",
    kind=Kind.ANNUAL_REPORT,
    published=PartialDate(2015, 6),
    in_force=None,
)
RECRUITED = "The force recruited 20 more officers in 2014."


def _held(*lines: str, heading: str = "More officers", plan: Document = PLAN) -> Generation:
    report = (REPORT, {"Officers": [RECRUITED]})
    return generation_of((plan, {heading: list(lines)}), report)


def _judged(
    commitment: Commitment, *evidence: Quoted, **changes: object
) -> Mapping[str, Judgement]:
    new = verdict_on(commitment.id, promise=quoted_of(commitment), evidence=evidence)
    values = {each.name: getattr(new, each.name) for each in dataclasses.fields(new)} | changes
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return {commitment.id: Judgement(**values, number=1, at=at)}


def _evidence(generation: Generation, words: str = RECRUITED, **changes: object) -> Quoted:
    start = generation.text(REPORT.id).find(words)
    values = {"document": REPORT.id, "title": REPORT.title, "published": "June 2015", "page": 3}
    return Quoted(
        **(values | {"start": start, "end": start + len(words), "words": words} | changes)
    )  # type: ignore[arg-type]


def _reviewed(latest: Mapping[str, Judgement], now: Generation) -> Mapping[str, Review]:
    return reviews(latest, ledger(now), now)


def _judged_before(*evidence: Quoted) -> Mapping[str, Judgement]:
    return _judged(ledger(_held(OFFICERS, VANS))[0], *evidence)


def test_where_the_words_stand_nobody_is_bothered() -> None:
    before = _held(OFFICERS, VANS)
    latest = _judged(ledger(before)[0], _evidence(before))
    assert _reviewed(latest, before) == {}
    moved = _held("This plan was written in spring.", OFFICERS, VANS)
    assert ledger(moved)[0].start != ledger(before)[0].start
    assert _reviewed(latest, moved) == {}


def test_another_shape_of_the_same_words_is_no_change() -> None:
    latest = _judged_before(_evidence(_held(OFFICERS), "The force recruited 20 more officers"))
    report = (REPORT, {"Officers": ["The  **force** recruited", "20 more officers in 2014."]})
    now = generation_of(
        (PLAN, {"More officers": ["We will recruit 20 **more** officers by 2015."]}), report
    )
    assert _reviewed(latest, now) == {}


def test_changed_words_are_shown_with_the_nearest_of_the_document() -> None:
    now = _held("We will recruit 30 more officers by 2015.", VANS)
    (review,) = _reviewed(_judged_before(), now).values()
    assert review.reasons == (
        f"The words of the promise no longer stand in “{PLAN.title}”; the nearest there now: "
        "“We will recruit 30 more officers by 2015.”.",
    )
    assert review.like == ledger(now)[0].id


def test_words_with_nothing_like_them_lead_nowhere() -> None:
    (review,) = _reviewed(_judged_before(), _held(VANS)).values()
    assert "nothing like them is promised there now" in review.reasons[0]
    assert review.like == ""


def test_a_promise_under_another_heading_is_followed_there() -> None:
    now = _held(VANS, OFFICERS, heading="A larger force")
    (review,) = _reviewed(_judged_before(), now).values()
    assert review.reasons == (
        f"The promise stands elsewhere in “{PLAN.title}” now, under “A larger force”.",
    )
    assert review.like == ledger(now)[1].id


def test_words_that_are_no_longer_a_commitment_are_told_of() -> None:
    latest = _judged_before()
    now = _held(OFFICERS, VANS)
    rest = [each for each in ledger(now) if each.id not in latest]
    (review,) = reviews(latest, rest, now).values()
    assert "still stand" in review.reasons[0]
    assert "no longer taken for a commitment" in review.reasons[0]


def test_a_document_that_is_gone_or_not_held_is_told_of() -> None:
    latest = _judged_before()
    gone = generation_of((REPORT, {"Officers": [RECRUITED]}))
    (review,) = _reviewed(latest, gone).values()
    assert f"“{PLAN.title}” is no longer in the catalogue" in review.reasons[0]
    assert review.like == ""
    lost = generation_of((document(text=TextSource.NOT_HELD), {}), (REPORT, {"x": [RECRUITED]}))
    (review,) = _reviewed(latest, lost).values()
    assert f"The text of “{PLAN.title}” is not held any more" in review.reasons[0]


def test_the_same_promise_is_found_where_its_document_has_another_id() -> None:
    renamed = document(id="safer-together", title="Safer Together")
    now = _held(VANS, OFFICERS, plan=renamed)
    (review,) = _reviewed(_judged_before(), now).values()
    assert "the same promise stands in “Safer Together”" in review.reasons[0]
    assert review.like == ledger(now)[1].id


def test_a_summary_that_gave_way_to_the_original_is_named() -> None:
    promise = ledger(_held(OFFICERS, VANS))[0]
    evidence = _evidence(_held(OFFICERS), "They recruited twenty.", page=None)
    judged = _judged(promise, evidence, promise=dataclasses.replace(quoted_of(promise), page=None))
    (review,) = _reviewed(judged, _held("We will recruit 25 constables.")).values()
    assert all("whose original is held now in place of our summary" in r for r in review.reasons)
    assert len(review.reasons) == 2
    summary = document(text=TextSource.DIGEST)
    (review,) = _reviewed(judged, _held("We will recruit 25 constables.", plan=summary)).values()
    assert "original" not in review.reasons[0]


def test_evidence_that_no_longer_stands_is_told_of() -> None:
    before = _held(OFFICERS, VANS)
    other = _evidence(before, "The force recruited", start=0, end=19)
    latest = _judged(ledger(before)[0], _evidence(before), other)
    held = (PLAN, {"More officers": [OFFICERS, VANS]})
    changed = generation_of(held, (REPORT, {"Officers": ["The force recruited 19 officers."]}))
    (review,) = _reviewed(latest, changed).values()
    assert review.reasons == (f"The evidence “{RECRUITED}” no longer stands in “{REPORT.title}”.",)
    assert review.like == ""
    (review,) = _reviewed(latest, generation_of(held)).values()
    assert len(review.reasons) == 2
    assert "no longer in the catalogue" in review.reasons[0]


def test_what_was_taken_back_needs_no_review() -> None:
    promise = ledger(_held(OFFICERS, VANS))[0]
    assert _reviewed(_judged(promise, verdict=Verdict.NOT_JUDGED), _held(VANS)) == {}


def test_long_evidence_is_shown_by_its_beginning() -> None:
    words = "The force " + "kept on recruiting " * 20 + "officers."
    (review,) = _reviewed(_judged_before(_evidence(_held(), words)), _held(OFFICERS, VANS)).values()
    assert len(review.reasons[0]) < 160
    assert " …” no longer stands" in review.reasons[0]


def test_ten_thousand_judgements_are_compared_in_well_under_a_second() -> None:
    lines = [f"We will recruit {n} more officers for team {n * 7} by 2015." for n in range(1000)]
    before = _held(*lines)
    promises = ledger(before)
    assert len(promises) == 1000
    judged = {
        f"{each.id}{turn}": dataclasses.replace(one, commitment=f"{each.id}{turn}")
        for each in promises
        for one in _judged(each, _evidence(before)).values()
        for turn in range(10)
    }
    began = time.process_time()
    found = reviews(judged, promises, before)
    assert time.process_time() - began < 2  # of a slow machine; a tenth of it is usual
    assert len(found) == 10_000

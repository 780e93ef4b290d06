"""The ledger with its verdicts: every filter, every order, the search, and what changes it."""

import dataclasses
import datetime as dt
import time
from collections.abc import Sequence

import pytest

from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment, Deadline
from assistant.commitments.themes import read_themes
from assistant.verdicts.board import Board, Boards, Row, Sort, Sought
from assistant.verdicts.board import quoted as quoted_of
from assistant.verdicts.records import Judgement, NewJudgement, Review, Verdict
from assistant.verdicts.store import VerdictStore
from corpus.generation import Generation
from tests.assistant.commitments.made import PLAN, document, generation_of
from tests.assistant.verdicts.judging import noted, verdict_on

LINES = ("We will recruit 20 more officers by 2015.", "We will buy three vans for rural teams.")
NOW = generation_of((PLAN, {"More officers": list(LINES)}))
FIRST, SECOND = ledger(NOW)
THEME, OTHER = read_themes()[:2]


def _judgement(commitment: Commitment, number: int, **changes: object) -> Judgement:
    new = verdict_on(commitment.id, promise=quoted_of(commitment), **changes)
    values = {each.name: getattr(new, each.name) for each in dataclasses.fields(NewJudgement)}
    return Judgement(**values, number=number, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def _row(name: str, order: int, **changes: object) -> Row:
    commitment = dataclasses.replace(FIRST, id=name)
    values = {
        "id": name, "commitment": commitment, "judgement": None, "review": None, "notes": 0,
    }  # fmt: skip
    return Row(**(values | {"order": order} | changes))  # type: ignore[arg-type]


def _with(name: str, **changes: object) -> Commitment:
    return dataclasses.replace(FIRST, **({"id": name} | changes))  # type: ignore[arg-type]


def _until(day: dt.date | None) -> Deadline:
    return Deadline(words="by then", last=day)


A = _row("a", 0, commitment=_with("a", theme=OTHER.id, deadline=_until(dt.date(2016, 1, 1))))
B = _row(
    "b", 1,
    commitment=_with("b", theme=THEME.id, strand="Public Focus", plan="plan-2016", deadline=None),
    judgement=_judgement(FIRST, 2, verdict=Verdict.NOT_KEPT), review=Review(reasons=("Changed.",)),
)  # fmt: skip
C = _row(
    "c", 2,
    commitment=_with("c", theme="", document="news-1", checkable=not FIRST.checkable, words="Größer is better."),
    judgement=_judgement(FIRST, 3, verdict=Verdict.KEPT, why="The Panel’s report of 2016 says so."),
)  # fmt: skip
D = _row("d", 3, commitment=_with("d", theme=OTHER.id, deadline=_until(dt.date(2014, 1, 1))))
GONE = _row("gone", 4, commitment=None, judgement=_judgement(FIRST, 1, by="Bo Later"))
BOARD = Board((A, B, C, D, GONE))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), "a b c d gone"),
        (Sought(verdicts=(Verdict.NOT_JUDGED,)), "a d"),
        (Sought(verdicts=(Verdict.KEPT, Verdict.NOT_KEPT)), "b c gone"),
        (Sought(review=True), "b"),
        (Sought(document="news-1"), "c"),
        (Sought(document=PLAN.id), "a b d gone"),
        (Sought(plan="plan-2016"), "b"),
        (Sought(plan=PLAN.id), "a c d"),
        (Sought(theme=OTHER.id), "a d"),
        (Sought(theme="Public Focus"), "b"),
        (Sought(checkable=FIRST.checkable), "a b d"),
        (Sought(checkable=not FIRST.checkable), "c"),
        (Sought(theme=OTHER.id, plan="plan-2016"), ""),
        (Sought(verdicts=(Verdict.KEPT,), document=PLAN.id, text="officers"), "gone"),
    ],
)
def test_a_filter_leaves_what_it_is_for(sought: Sought, found: str) -> None:
    assert [row.id for row in BOARD.find(sought)] == found.split()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.TIME, "a b c d gone"),
        (Sort.DEADLINE, "d a b c gone"),
        (Sort.CHANGED, "c b gone a d"),
        (Sort.VERDICT, "a d c gone b"),
    ],
)
def test_rows_come_in_the_order_asked_for(sort: Sort, order: str) -> None:
    rows = Board(
        [dataclasses.replace(C, commitment=dataclasses.replace(C.commitment, deadline=None)) if row is C and C.commitment else row for row in reversed(BOARD.rows)]
    )  # fmt: skip
    assert [row.id for row in rows.find(Sought(sort=sort))] == order.split()


def test_themes_stand_together_and_those_without_one_at_the_end() -> None:
    found = BOARD.find(Sought(sort=Sort.THEME))
    first, second = sorted([("a d", OTHER.id), ("b", THEME.id)], key=lambda each: each[1])
    assert [row.id for row in found] == [*first[0].split(), *second[0].split(), "c", "gone"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OFFICERS recruit", "a b d gone"),
        ("officers vans", ""),
        ("GRÖSSER", ""),
        ("GRÖßER", "c"),
        ("Gro\u0308ßer", "c"),
        ("panel's", "c"),
        ("Panel’s 2016", "c"),
        ("bo later", "gone"),
        ("public focus", "b"),
        (OTHER.name, "a d"),
        ("Safer Together", "a b c d gone"),
        ("more officers", "a b c d gone"),
        ("  ?! ", "a b c d gone"),
        ("", "a b c d gone"),
    ],
)
def test_a_search_finds_rows_with_all_its_words(text: str, found: str) -> None:
    rows = {row.id for row in BOARD.find(Sought(text=text))}
    assert rows == set(found.split())


def test_marks_of_markdown_do_not_hide_words() -> None:
    marked = _row("m", 0, commitment=_with("m", words="We will recr**uit more** [peo](x)ple."))
    assert Board([marked]).find(Sought(text="people")) == (marked,)
    assert "[" not in marked.searchable


def test_a_row_is_found_by_its_id() -> None:
    assert BOARD.row("b") is B
    assert BOARD.row("z") is None


def test_without_a_store_nothing_is_judged() -> None:
    boards = Boards(lambda: NOW)
    assert [row.id for row in boards.board().rows] == [FIRST.id, SECOND.id]
    assert {row.verdict for row in boards.board().rows} == {Verdict.NOT_JUDGED}
    assert boards.commitments() == (FIRST, SECOND)


def test_a_row_shows_the_verdict_and_the_notes_as_they_are_now(kept: VerdictStore) -> None:
    boards = Boards(lambda: NOW, kept)
    before = boards.board()
    judged = kept.judge(verdict_on(FIRST.id, promise=quoted_of(FIRST), evidence=()), seen=None)
    noted(kept, FIRST.id, "Ask the Panel.", by="Ada")
    after = boards.board()
    assert (after.rows[0].judgement, after.rows[0].notes) == (judged, 1)
    assert (before.rows[0].judgement, before.rows[0].notes) == (None, 0)
    assert after.rows[1] is before.rows[1]
    assert boards.board() is after
    kept.record("signed in", by="Ada")
    assert boards.board() is after


def test_the_ledger_is_found_once_for_each_index(kept: VerdictStore) -> None:
    found: list[Generation] = []

    def counted(generation: Generation) -> Sequence[Commitment]:
        found.append(generation)
        return ledger(generation)

    now = NOW
    boards = Boards(lambda: now, kept, counted)
    for number in range(3):
        boards.board()
        boards.commitments()
        kept.judge(verdict_on(f"x/{number}"), seen=None)
    assert found == [NOW]
    now = generation_of((document(id="plan-2016"), {"More officers": [LINES[1]]}))
    assert [row.quoted.document for row in boards.board().rows if row.commitment] == ["plan-2016"]
    assert len(boards.commitments()) == 1
    assert found == [NOW, now]


def test_what_was_judged_and_is_gone_keeps_its_row(kept: VerdictStore) -> None:
    judged = kept.judge(verdict_on(FIRST.id, promise=quoted_of(FIRST), evidence=()), seen=None)
    now = generation_of(
        (PLAN, {"More officers": ["We will recruit 30 more officers by 2015.", LINES[1]]})
    )
    board = Boards(lambda: now, kept).board()
    row = board.row(FIRST.id)
    assert row is not None
    assert (row.commitment, row.judgement, row.quoted) == (None, judged, judged.promise)
    assert row.review is not None
    assert row.review.like == board.rows[0].id
    assert [each.id for each in board.find(Sought(review=True))] == [FIRST.id]
    assert row in board.find(Sought(text="recruit 20"))


def test_ten_thousand_rows_are_searched_at_once() -> None:
    rows = [
        _row(f"r{n}", n, commitment=_with(f"r{n}", words=f"We will meet {n} people."))
        for n in range(10_000)
    ]
    board = Board(rows)
    board.find(Sought(text="meet"))
    began = time.process_time()
    found = board.find(Sought(text="meet 77 people", theme=FIRST.theme, sort=Sort.DEADLINE))
    assert time.process_time() - began < 0.5  # of a slow machine; a tenth of it is usual
    assert rows[77] in found

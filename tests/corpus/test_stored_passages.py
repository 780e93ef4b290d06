"""Passages in a file are those that were written, and their table knows what they say."""

import random
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.documents import Passage
from corpus.passage_table import PassageTable, make_table, table_from, table_record
from corpus.stored_passages import PASSAGES, TABLE, StoredPassages, table_of, write_passages
from tests.corpus.small import passage, random_passages

MADE = [
    *random_passages(300, seed=4),
    passage("d2/ü/1", text="Zwölf Pferde — “in the woods”\n\nat night.", page=7, last_page=8),
    passage("d2/x/last", plans=("plan-1", "plan-0"), years=()),
]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredPassages:
    folder = tmp_path_factory.mktemp("passages")
    write_passages(folder, MADE)
    return StoredPassages(folder)


def test_what_is_read_is_what_was_written(stored: StoredPassages) -> None:
    assert len(stored) == len(MADE)
    assert list(stored) == MADE
    assert [stored[at] for at in range(len(MADE))] == MADE
    assert stored[-1] == MADE[-1]
    assert stored[-len(MADE)] == MADE[0]


@pytest.mark.parametrize(
    "part", [slice(0, 5), slice(None, None, 50), slice(-3, None), slice(9, 3), slice(400, 500)]
)
def test_a_slice_is_that_of_a_list(stored: StoredPassages, part: slice) -> None:
    assert list(stored[part]) == MADE[part]


@pytest.mark.parametrize("position", [len(MADE), -len(MADE) - 1])
def test_there_is_no_passage_beyond_the_last(stored: StoredPassages, position: int) -> None:
    with pytest.raises(IndexError):
        stored[position]


def test_what_was_read_lately_is_not_read_again(stored: StoredPassages) -> None:
    assert stored[3] is stored[3]


def test_going_through_all_passages_keeps_none_of_them(tmp_path: Path) -> None:
    write_passages(tmp_path, MADE)
    passages = StoredPassages(tmp_path)
    kept = passages[0]
    for _ in range(12):
        assert len(list(passages)) == len(MADE)
    assert passages[0] is kept
    assert passages[1] is not next(each for each in passages if each.id == MADE[1].id)


def test_many_threads_read_the_same_passages(tmp_path: Path) -> None:
    write_passages(tmp_path, MADE)
    passages = StoredPassages(tmp_path)

    def some(seed: int) -> bool:
        places = random.Random(seed).choices(range(len(MADE)), k=200)
        return all(passages[place] == MADE[place] for place in places)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(some, range(16)))


def test_files_of_different_writings_are_refused(tmp_path: Path) -> None:
    for name, passages in (("a", MADE), ("b", MADE[:-1])):
        (tmp_path / name).mkdir()
        write_passages(tmp_path / name, passages)
    (tmp_path / "a" / TABLE).write_bytes((tmp_path / "b" / TABLE).read_bytes())
    with pytest.raises(ValueError, match="do not belong together"):
        StoredPassages(tmp_path / "a")


def test_no_passages_at_all_are_an_empty_sequence(tmp_path: Path) -> None:
    write_passages(tmp_path, [])
    assert (tmp_path / PASSAGES).read_bytes() == b""
    assert list(StoredPassages(tmp_path)) == []


@pytest.fixture(scope="module", params=["made", "stored"])
def table(request: pytest.FixtureRequest, stored: StoredPassages) -> PassageTable:
    return table_of(stored if request.param == "stored" else MADE)


def plainly(passages: Sequence[Passage], field: str, value: object) -> list[int]:
    return [n for n, each in enumerate(passages) if value in getattr(each, field)]


def test_the_table_knows_where_documents_plans_and_years_stand(table: PassageTable) -> None:
    assert table.documents.names == tuple(dict.fromkeys(each.document for each in MADE))
    for document in table.documents.names:
        expected = [n for n, each in enumerate(MADE) if each.document == document]
        assert table.documents.of(document).tolist() == expected
    for plan in ("plan-0", "plan-1", "plan-3"):
        assert table.plans.of(plan).tolist() == plainly(MADE, "plans", plan)
    for year in range(2010, 2021):
        assert table.years.of(year).tolist() == plainly(MADE, "years", year)
    assert [
        places.of("nothing").tolist() for places in (table.documents, table.plans, table.years)
    ] == [[], [], []]


def test_the_table_has_what_is_told_of_single_passages(table: PassageTable) -> None:
    assert [table.document(n) for n in range(len(table))] == [each.document for each in MADE]
    assert table.pages.tolist() == [each.page or 0 for each in MADE]
    assert table.published.tolist() == [each.published for each in MADE]
    spans = [len(each.spans) for each in MADE]
    assert (table.first_span[1:] - table.first_span[:-1]).tolist() == spans
    assert [table.may_be(each.id) for each in MADE] == [[n] for n in range(len(MADE))]
    assert table.may_be("d2/x/nowhere") == []


def test_passages_that_share_an_id_are_all_named() -> None:
    assert make_table([passage("a/x/1"), passage("b/x/1"), passage("a/x/1")]).may_be("a/x/1") == [
        0,
        2,
    ]


def test_the_places_of_a_table_cannot_be_overwritten(table: PassageTable) -> None:
    with pytest.raises(ValueError, match="read-only"):
        table.plans.of("plan-0")[0] = 5


def test_a_table_that_was_cut_is_refused() -> None:
    raw = table_record(make_table(MADE))
    with pytest.raises(zipfile.BadZipFile):
        table_from(raw[: len(raw) // 2])

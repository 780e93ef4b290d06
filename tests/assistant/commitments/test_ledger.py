"""The ledger: every promise with its place, in order of time, under an id that stays."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.commitments.command import chosen
from assistant.commitments.ledger import ledger
from assistant.commitments.showing import as_csv, as_json, as_list, shown_words
from corpus.dates import PartialDate
from corpus.documents import Kind, TextSource
from corpus.errors import PlansError
from corpus.generation import Generation, read_generation
from corpus.index_folder import IndexFolder
from tests.assistant.commitments.made import PLAN, document, generation_of

BURGLARY = [
    "We will visit every victim.",
    "Thefts fell in 2012.",
    "We will:",
    "- mark 500 bicycles by 2015;",
    "- light the underpass.",
]
SECTIONS = {
    "Our themes": ["- Safer Streets", "- Public Trust"],
    "Burglary": BURGLARY,
    "Public Trust": ["I will publish my diary."],
}
NEWS = document(
    id="news-2012", kind=Kind.NEWS, published=PartialDate(2012, 12), period=None, in_force=None, about=(PLAN.id,), title="A hub is promised",
    text=TextSource.DIGEST,
)  # fmt: skip


def made(sections: dict[str, list[str]] | None = None) -> Generation:
    return generation_of(
        (PLAN, sections or SECTIONS),
        (NEWS, {"The hub": ["Chief Constable Cy Middle spoke. He promised to open a hub."]}),
    )


@pytest.fixture(scope="module")
def shipped_generation(shipped: Path) -> Generation:
    return read_generation(IndexFolder(shipped / "index").current())


def test_the_words_stand_in_the_text_at_their_place() -> None:
    generation = made()
    found = ledger(generation)
    assert len(found) == 5
    for each in found:
        assert generation.text(each.document)[each.start : each.end] == each.words


def test_promises_are_in_order_of_time_then_of_place() -> None:
    found = ledger(made())
    assert [each.document for each in found] == ["news-2012"] + [PLAN.id] * 4
    assert [each.start for each in found[1:]] == sorted(each.start for each in found[1:])


def test_of_several_sentences_only_the_one_that_promises_is_quoted() -> None:
    found = ledger(made())[0]
    assert found.words == "He promised to open a hub."
    assert (found.owner, found.owner_written) == ("Chief Constable Cy Middle", False)


def test_an_item_carries_its_lead_its_deadline_and_its_owner() -> None:
    found = next(each for each in ledger(made()) if "bicycles" in each.words)
    assert found.lead == "We will:"
    assert found.measure == "500 bicycles"
    assert found.deadline is not None and str(found.deadline.last) == "2015-12-31"
    assert (found.owner, found.owner_written) == ("Commissioner for Exampleshire", False)
    assert (found.page, found.plan, found.heading) == (3, PLAN.id, "Burglary")


def test_i_is_who_held_the_office_and_the_plan_names_its_theme() -> None:
    found = ledger(made())[-1]
    assert (found.owner, found.strand) == ("Ada Early", "Public Trust")


def test_an_id_stays_while_another_section_changes() -> None:
    before = {each.words: each.id for each in ledger(made())}
    changed = {"New": ["We will open a shop.", "We will visit every victim."], **SECTIONS}
    after = {each.id: each.words for each in ledger(made(changed))}
    assert len(after) == len(before) + 2
    assert all(after[name] == words for words, name in before.items())


def test_an_id_changes_with_the_words_and_none_is_given_twice() -> None:
    twice = ledger(made({"Burglary": [*BURGLARY, "We will visit every victim."]}))
    assert len({each.id for each in twice}) == len(twice)
    other = ledger(made({"Burglary": ["We will visit every victim at home."]}))
    assert not {each.id for each in other} & {each.id for each in twice if each.document == PLAN.id}


def test_a_report_of_what_was_done_holds_no_promise() -> None:
    report = document(id="annual-report", kind=Kind.ANNUAL_REPORT)
    done = {
        "What was achieved": ["- Visited every victim", "- Open a hub", "- 40 more constables"],
        "The year": [
            "We recruited 40 constables.",
            "As promised, the hub opened.",
            "Thefts fell by 5 per cent.",
        ],
        "Results": ["| Action | Result |", "| Train 30 advocates | 30 trained |"],
    }
    assert ledger(generation_of((report, done))) == ()


def test_the_list_puts_only_the_documents_own_words_in_quotation_marks() -> None:
    listed = as_list(ledger(made()))
    assert "“We will visit every victim.”" in listed
    assert "“He promised to open a hub.”" not in listed
    assert "He promised to open a hub." in listed
    assert "in our words" in listed and "in its own words" in listed


def test_a_quotation_that_ends_within_a_longer_one_has_no_stray_mark() -> None:
    found = ledger(made({"Hub": ["We will open a hub.”"]}))[-1]
    assert shown_words(found) == "“We will open a hub.”"


def test_json_and_csv_hold_the_same() -> None:
    found = ledger(made())
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    records = json.loads(as_json(found))
    assert (
        [row["id"] for row in rows]
        == [record["id"] for record in records]
        == [each.id for each in found]
    )
    assert records[2]["by_last"] == rows[2]["by_last"]


def test_no_cell_of_the_table_is_a_formula() -> None:
    found = ledger(made({"Hub": ["We will:", "- =HYPERLINK(1) open a hub"]}))
    words = [row["words"] for row in csv.DictReader(io.StringIO(as_csv(found)))]
    assert "'=HYPERLINK(1) open a hub" in words


def test_a_document_a_plan_or_a_theme_can_be_chosen() -> None:
    generation = made()
    found = ledger(generation)
    assert {each.document for each in chosen(found, generation, "", "news-2012", "")} == {
        "news-2012"
    }
    assert len(chosen(found, generation, PLAN.id, "", "")) == len(found)
    assert [each.words for each in chosen(found, generation, "", "", "public trust")] == [
        "I will publish my diary."
    ]


@pytest.mark.parametrize(
    "option", [("plan-1999", "", ""), ("", "no-such", ""), ("", "", "no such theme")]
)
def test_what_is_not_known_is_said(option: tuple[str, str, str]) -> None:
    generation = made()
    with pytest.raises(PlansError, match="there is no such"):
        chosen(ledger(generation), generation, *option)


def test_every_promise_of_the_shipped_corpus_is_a_verified_quotation(
    shipped_generation: Generation,
) -> None:
    found = ledger(shipped_generation)
    assert len(found) > 40
    assert len({each.id for each in found}) == len(found)
    for each in found:
        assert shipped_generation.text(each.document)[each.start : each.end] == each.words
        assert each.words.strip() == each.words


def test_the_command_prints_the_ledger_of_a_document(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_DATA", str(shipped))
    assert main(["commitments", "--document", "budget-2019-02-precept", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert any("75 more frontline officers" in record["measure"] for record in records)
    assert main(["commitments", "--plan", "no-such-plan"]) == 1
    assert "plan-2015-20" in capsys.readouterr().err


def test_words_that_two_passages_share_are_listed_once() -> None:
    generation = made()
    first = generation.passages[1]
    again = replace(first, id=f"{first.document}/burglary/2")
    doubled = generation_of((PLAN, SECTIONS))
    doubled.passages = (*doubled.passages, again)  # type: ignore[misc]
    assert len(ledger(doubled)) == len(ledger(generation_of((PLAN, SECTIONS))))

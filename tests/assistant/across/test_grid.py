import datetime as dt

import pytest

from assistant.across.grid import LONGEST_SUBJECT, grid
from assistant.across.records import Cell, Grid, Outcome
from assistant.across.themes_over_time import themes_over_time
from assistant.answers import Citation
from assistant.verification import verified
from corpus.reader import OpenIndex
from corpus.text import normalise

TODAY = dt.date(2026, 1, 1)
SUBJECTS = (
    "cybercrime",
    "domestic abuse",
    "ASB",
    "road safety",
    "Offender Pays",
    "Victims and witnesses",
    "fraud",
    "council tax",
    "volunteers",
    "police stations",
)


def cells_of(found: Grid) -> dict[str, Cell]:
    return {cell.plan.id: cell for cell in found.cells}


def quoted(found: Grid, plan: str) -> Citation:
    citation = cells_of(found)[plan].citation
    assert citation is not None
    return citation


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_quotation_in_every_cell_stands_in_its_document(
    shipped_index: OpenIndex, subject: str
) -> None:
    found = grid(shipped_index, subject, as_of=TODAY)
    cited = [cell for cell in found.cells if cell.citation]
    assert cited
    for cell in cited:
        citation = cell.citation
        assert citation
        text = shipped_index.generation.text(citation.document)
        passage = next(p for p in shipped_index.generation.passages if p.id == citation.passage)
        spans = tuple(
            s for s in passage.spans if citation.start <= s.start and s.end <= citation.end
        )
        assert text[citation.start : citation.end] == citation.quotation
        assert verified(
            citation.quotation, citation.shown, citation.start, citation.end, text, spans
        )
        assert normalise(citation.shown).strip()
        assert all(cell.plan.id in span.plans for span in spans)


def test_there_is_a_cell_for_every_plan_in_order_of_time(shipped_index: OpenIndex) -> None:
    found = grid(shipped_index, "cybercrime", as_of=TODAY)
    plans = [plan.id for plan in shipped_index.generation.catalogue.plans]
    assert [cell.plan.id for cell in found.cells] == plans


def test_one_subject_is_found_however_it_is_typed(shipped_index: OpenIndex) -> None:
    by_spelling = [
        {cell.plan.id for cell in grid(shipped_index, subject, as_of=TODAY).cells if cell.citation}
        for subject in ("cybercrime", "cyber crime", "Cyber-crime", "cybrcrime")
    ]
    assert by_spelling[0] == {"plan-2015-20", "plan-2017-22", "plan-2022-27"}
    assert all(plans == by_spelling[0] for plans in by_spelling)
    assert grid(shipped_index, "cybrcrime", as_of=TODAY).read_as == "cybercrime"


def test_a_misspelt_subject_is_said_as_it_was_read(index: OpenIndex) -> None:
    found = grid(index, "burglery", as_of=TODAY)
    assert found.read_as == "burglary"
    assert quoted(found, "plan-2013").shown == "The plan halves burglary by 2016."


def test_a_plan_that_is_held_is_quoted_itself_and_nothing_that_speaks_of_it(
    index: OpenIndex,
) -> None:
    found = grid(index, "burglary", as_of=TODAY)
    assert cells_of(found)["plan-2013"].outcome is Outcome.SAYS
    assert quoted(found, "plan-2013").document == "plan-2013"
    # Only the news about it has this.
    assert cells_of(grid(index, "hare coursing", as_of=TODAY))["plan-2013"].citation is None


def test_a_plan_that_is_not_held_is_reported_on(index: OpenIndex) -> None:
    found = grid(index, "fraud", as_of=TODAY)
    assert cells_of(found)["plan-2016"].outcome is Outcome.REPORTED
    assert quoted(found, "plan-2016").document == "news-2016"


def test_nothing_found_and_not_held_are_three_different_things(index: OpenIndex) -> None:
    found = cells_of(grid(index, "unicorns", as_of=TODAY))
    assert [found[plan].outcome for plan in ("plan-2013", "plan-2016", "plan-2020")] == [
        Outcome.NOTHING,
        Outcome.NOTHING_REPORTED,
        Outcome.NOT_HELD,
    ]
    assert found["plan-2013"].sentences > 0
    assert (found["plan-2020"].sentences, found["plan-2020"].documents) == (0, 0)


def test_an_abbreviation_finds_what_it_stands_for(index: OpenIndex) -> None:
    assert quoted(grid(index, "ASB", as_of=TODAY), "plan-2016").shown.startswith("Anti-social")


def test_everyday_words_alone_are_not_the_subject(shipped_index: OpenIndex) -> None:
    """Other documents speak of the front line, and of broad lines."""
    found = grid(shipped_index, "county lines", as_of=TODAY)
    (cell,) = [cell for cell in found.cells if cell.citation]
    assert "county lines" in quoted(found, cell.plan.id).shown


def test_where_to_write_to_is_nothing_that_a_plan_says(index: OpenIndex) -> None:
    for subject in ("fraud", "questions"):
        for cell in grid(index, subject, as_of=TODAY).cells:
            assert cell.citation is None or "@" not in cell.citation.shown


@pytest.mark.parametrize("subject", ["", "   ", "the", "plan", "\x00\u202e", "!?", "x" * 5_000])
def test_a_subject_that_says_nothing_finds_nothing(index: OpenIndex, subject: str) -> None:
    found = grid(index, subject, as_of=TODAY)
    assert found.found == 0
    assert len(found.subject) <= LONGEST_SUBJECT


def test_a_theme_by_its_name_quotes_in_just_the_plans_that_the_chart_shows(
    shipped_index: OpenIndex,
) -> None:
    for row in themes_over_time(shipped_index).rows:
        found = grid(shipped_index, row.name, as_of=TODAY)
        shown = {share.plan.id for share in row.shares if share.sentences}
        assert found.theme == row.name
        assert {cell.plan.id for cell in found.cells if cell.citation} == shown


def test_a_plans_own_name_for_a_theme_is_quoted_where_it_stands(
    shipped_index: OpenIndex,
) -> None:
    found = grid(shipped_index, "offender pays", as_of=TODAY)
    assert found.name == "Offender Pays"
    quotations = [cell.citation.shown for cell in found.cells if cell.citation]
    assert len(quotations) == 3
    assert all("Offender Pays" in shown for shown in quotations)

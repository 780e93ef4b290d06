import datetime as dt
from pathlib import Path

import pytest

from assistant.across.grid import LONGEST_SUBJECT, grid
from assistant.across.records import Cell, Grid, Outcome
from assistant.across.themes_over_time import themes_over_time
from assistant.answers import Citation
from assistant.verification.quotations import verified
from corpus.reader import OpenIndex
from corpus.text import normalise
from tests.assistant.across.three_plans import BODY, CATALOGUE, DIGESTS, build_index

TODAY = dt.date(2026, 1, 1)
MORE = """\
- id: news-2017
  title: "Awards of the year"
  kind: news
  published: "2017-06"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2017.md
- id: news-bats
  title: "Bats in the towers"
  kind: news
  published: "2018-06"
  publisher: Commissioner for Exampleshire
  digest: digests/news-bats.md
- id: news-bells
  title: "Bells are heard again"
  kind: news
  published: "2019-06"
  publisher: Commissioner for Exampleshire
  digest: digests/news-bells.md
"""
MORE_DIGESTS = {
    "news-2017.md": (
        "# Awards of the year\n\n## Winners\n\nA scheme against otter theft won £900. "
        "Swans and otters matter to the plan, which makes river patrols a priority.\n\n"
        "## Others\n\nBeekeepers were given £50. "
        "Progress is told under two strands: Quiet Streets, Kind Words.\n"
    ),
    "news-bats.md": "# Bats in the towers\n\nBats were counted in every tower of the county.\n",
    "news-bells.md": (
        "# Bells are heard again\n\nThe bats of one tower left when the bells rang. "
        "Fraud by telephone is rare.\n"
    ),
}
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


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory, models: Path) -> OpenIndex:
    """The three plans, a release on awards while the second applied, and two on no plan."""
    folder = tmp_path_factory.mktemp("wider")
    return build_index(folder, models, CATALOGUE + MORE, BODY, DIGESTS | MORE_DIGESTS)


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


def test_what_happened_while_a_plan_applied_is_not_taken_for_what_it_says(
    wider: OpenIndex,
) -> None:
    found = grid(wider, "beekeepers", as_of=TODAY)
    assert cells_of(found)["plan-2016"].outcome is Outcome.ALONGSIDE
    assert quoted(found, "plan-2016").document == "news-2017"
    assert (found.found, found.alongside) == (1, 1)


def test_what_speaks_of_the_plan_is_quoted_before_what_only_happened(wider: OpenIndex) -> None:
    found = grid(wider, "otters", as_of=TODAY)
    assert cells_of(found)["plan-2016"].outcome is Outcome.REPORTED
    assert "river patrols a priority" in quoted(found, "plan-2016").shown
    assert found.alongside == 0


def test_a_report_that_lists_the_themes_it_goes_by_tells_what_is_in_the_plan(
    wider: OpenIndex,
) -> None:
    found = grid(wider, "Quiet Streets", as_of=TODAY)
    assert cells_of(found)["plan-2016"].outcome is Outcome.REPORTED
    assert "two strands" in quoted(found, "plan-2016").shown


@pytest.mark.parametrize(
    ("subject", "plan", "outcome"),
    [
        ("knife crime", "plan-2013-18", Outcome.ALONGSIDE),  # an award
        ("volunteers", "plan-2015-20", Outcome.ALONGSIDE),  # the Chief Constable's thanks
        ("council tax", "plan-2017-22", Outcome.ALONGSIDE),  # a plan for funding is no such plan
        ("Offender Pays", "plan-2015-20", Outcome.REPORTED),
        ("police stations", "plan-2022-27", Outcome.REPORTED),
        ("cybercrime", "plan-2022-27", Outcome.REPORTED),
    ],
)
def test_in_the_shipped_corpus_events_and_plans_are_told_apart(
    shipped_index: OpenIndex, subject: str, plan: str, outcome: Outcome
) -> None:
    assert cells_of(grid(shipped_index, subject, as_of=TODAY))[plan].outcome is outcome


def test_documents_about_no_plan_are_quoted_below_the_plans_each_once(wider: OpenIndex) -> None:
    found = grid(wider, "bats", as_of=TODAY)
    assert found.found == 0
    assert [cited.document for cited in found.elsewhere] == ["news-bats", "news-bells"]
    for cited in found.elsewhere:
        text = wider.generation.text(cited.document)
        assert text[cited.start : cited.end] == cited.quotation
        assert "bats" in cited.shown.lower()
    fraud = grid(wider, "fraud", as_of=TODAY)
    assert [cited.document for cited in fraud.elsewhere] == ["news-bells"]  # not that on a plan
    assert grid(wider, "unicorns", as_of=TODAY).elsewhere == ()


def test_the_fire_service_is_found_in_documents_about_no_plan(shipped_index: OpenIndex) -> None:
    found = grid(shipped_index, "fire service", as_of=TODAY)
    catalogue = shipped_index.generation.catalogue
    assert found.found == 0
    assert len(found.elsewhere) == 3
    for cited in found.elsewhere:
        assert "fire" in cited.title.lower()
        assert not catalogue.main_plans(catalogue.by_id[cited.document])


def test_elsewhere_a_name_must_stand_and_a_theme_needs_one_of_its_words(
    shipped_index: OpenIndex,
) -> None:
    assert grid(shipped_index, "Offender Pays", as_of=TODAY).elsewhere == ()
    for cited in grid(shipped_index, "Road safety", as_of=TODAY).elsewhere:
        assert "road" in cited.shown.lower()

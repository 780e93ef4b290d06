import dataclasses

import pytest

from corpus.dates import PartialDate, Period
from corpus.documents import Document, InForce, Kind, Span, SpanKind, TextSource
from corpus.records import metadata_of, passage_from, record_of
from tests.corpus.small import passage

SPAN = Span(kind=SpanKind.ITEM, start=10, end=15, lead="It will:", plans=("plan-a",))
CHANGES = {
    "id": "news/other/1",
    "document": "plan",
    "title": "Another title",
    "kind": Kind.BUDGET,
    "published": 20150602,
    "period": None,
    "headings": ("A title",),
    "plans": ("plan-2013",),
    "years": (2015, 2016),
    "source": TextSource.ORIGINAL,
    "start": 11,
    "end": 99,
    "page": 3,
    "last_page": 4,
    "text": "Other words.",
    "spans": (SPAN,),
}


@pytest.mark.parametrize("field", sorted(CHANGES))
def test_a_change_of_any_stored_field_changes_the_digest(field: str) -> None:
    before = passage("news/a/1")
    after = dataclasses.replace(before, **{field: CHANGES[field]})
    assert after.digest != before.digest


def test_every_stored_field_is_among_the_changes_that_the_digest_is_tried_with() -> None:
    assert set(CHANGES) == {field.name for field in dataclasses.fields(passage("news/a/1"))}


@pytest.mark.parametrize(
    "changed",
    [
        dataclasses.replace(SPAN, kind=SpanKind.ROW),
        dataclasses.replace(SPAN, start=11),
        dataclasses.replace(SPAN, end=14),
        dataclasses.replace(SPAN, lead=""),
        dataclasses.replace(SPAN, plans=()),
    ],
)
def test_a_change_within_a_span_changes_the_digest(changed: Span) -> None:
    before = passage("news/a/1", spans=(SPAN,))
    assert dataclasses.replace(before, spans=(changed,)).digest != before.digest


def test_the_same_passage_has_the_same_digest_in_every_process() -> None:
    expected = "a8825043f435a5ce38775f27d38a38cb"
    assert passage("news/a/1").digest[:32] == expected


def test_a_passage_cannot_be_edited_after_it_was_made() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        passage("news/a/1").text = "Other words."  # type: ignore[misc]


def test_a_quotation_is_the_stored_text_character_for_character() -> None:
    made = passage("n/a/1", text="First  one. “Second”\none.", start=100, end=125)
    span = Span(kind=SpanKind.SENTENCE, start=112, end=125)
    assert made.quote(span) == "“Second”\none."


def test_the_context_names_the_title_once_and_the_period_where_the_title_does_not() -> None:
    assert passage("n/a/1").context == "A title (2015–20) > A heading"
    assert passage("n/a/1", title="Plan 2015–20", headings=("Plan 2015–20",)).context == (
        "Plan 2015–20"
    )
    assert passage("n/a/1", period=None, headings=()).context == "A title"


def test_a_list_item_is_embedded_with_the_words_that_introduce_it() -> None:
    made = passage("n/a/1", text="**more** patrols")
    item = Span(kind=SpanKind.ITEM, start=10, end=26, lead="It will fund:")
    assert made.span_text(item) == "A heading: It will fund: more patrols"


def test_a_table_row_is_embedded_with_its_column_headings() -> None:
    made = passage("n/a/1", text="| D | £152 |")
    row = Span(kind=SpanKind.ROW, start=10, end=22, lead="| Band | 2017 |")
    assert made.span_text(row) == "A heading: Band: D; 2017: £152"


def test_a_stored_record_reads_back_as_the_same_passage() -> None:
    made = passage("n/a/1", spans=(SPAN,), plans=("plan-a", "plan-b"), page=4, years=(2015, 2016))
    assert passage_from(record_of(made)) == made


def test_the_vector_store_gets_no_empty_list_and_no_none_because_it_refuses_them() -> None:
    assert {"plans", "page", "last_page"}.isdisjoint(metadata_of(passage("n/a/1")))
    full = metadata_of(passage("n/a/1", plans=("plan-a",), page=2, last_page=3))
    assert (full["plans"], full["page"], full["last_page"]) == (["plan-a"], 2, 3)
    assert full["published"] == 20150601


@pytest.mark.parametrize(
    ("period", "name"), [(Period(2015, 2020), "the 2015–20 plan"), (None, "the 2016 plan")]
)
def test_a_plan_is_called_by_its_years(period: Period | None, name: str) -> None:
    plan = Document(
        id="p",
        title="Safer Together",
        kind=Kind.PLAN,
        published=PartialDate(2016, 2),
        period=period,
        publisher="P",
    )
    assert plan.short_name == name
    assert dataclasses.replace(plan, kind=Kind.NEWS).short_name == "Safer Together"


def test_a_plan_in_force_touches_its_first_and_last_year_and_all_later_ones_if_it_has_no_end() -> (
    None
):
    force = InForce(start=PartialDate(2013, 4, 1), until=PartialDate(2015))
    assert [y for y in range(2011, 2018) if force.overlaps_year(y)] == [2013, 2014, 2015]
    assert InForce(start=PartialDate(2013)).overlaps_year(2050)

import datetime as dt
from dataclasses import replace

from assistant.across.chart import ROW, WIDTH, chart_of
from assistant.across.timeline import Lane, timeline_of
from corpus.catalogue import Body, Catalogue
from corpus.dates import PartialDate
from corpus.documents import Commissioner, Document, InForce, Kind
from corpus.reader import OpenIndex

TODAY = dt.date(2026, 1, 1)


def plan(name: str, start: str, until: str | None) -> Document:
    return Document(
        id=name,
        title=f"The {name}",
        kind=Kind.PLAN,
        published=PartialDate.parse(start),
        in_force=InForce(
            start=PartialDate.parse(start), until=PartialDate.parse(until) if until else None
        ),
        publisher="Commissioner for Exampleshire",
    )


def news(name: str, published: str, kind: Kind = Kind.NEWS) -> Document:
    return Document(
        id=name,
        title=f"News of {name}",
        kind=kind,
        published=PartialDate.parse(published),
        publisher="Commissioner for Exampleshire",
    )


def person(name: str, start: str, until: str | None = None) -> Commissioner:
    return Commissioner(
        name=name,
        start=PartialDate.parse(start),
        until=PartialDate.parse(until) if until else None,
    )


CATALOGUE = Catalogue(
    documents=(
        news("spring", "2014-04"),
        plan("second", "2016", "2020-05"),
        replace(plan("third", "2020-05", None), supersedes=("second",)),
        plan("first", "2013-04-01", "2016"),
        news("money", "2014-02", Kind.BUDGET),
    ),
    body=Body(
        name="Commissioner for Exampleshire",
        commissioners=(person("Bo Later", "2016-05"), person("Ada Early", "2012-11", "2016-05")),
    ),
)


def test_everything_stands_in_order_of_time() -> None:
    entries = timeline_of(CATALOGUE).entries
    assert [entry.when.first_day for entry in entries] == sorted(e.when.first_day for e in entries)
    assert [entry.document.id for entry in entries if entry.document] == [
        "first", "money", "spring", "second", "third",
    ]  # fmt: skip


def test_a_plan_says_from_when_to_when_it_applied_and_what_replaced_it() -> None:
    by_id = {e.document.id: e for e in timeline_of(CATALOGUE).entries if e.document}
    assert str(by_id["second"].when) == "2016"
    assert by_id["second"].note == "in force until May 2020, then replaced by the 2020 plan"
    assert by_id["third"].note == "in force now, as far as is known"


def test_who_follows_in_office_is_said_once() -> None:
    people = timeline_of(CATALOGUE).limited([Lane.COMMISSIONERS])
    assert [entry.words for entry in people] == [
        "Ada Early takes office",
        "Bo Later takes office, after Ada Early",
    ]


def test_who_leaves_without_anybody_following_leaves_by_a_line_of_their_own() -> None:
    body = replace(CATALOGUE.body, commissioners=(person("Ada Early", "2012-11", "2016-05"),))
    people = timeline_of(Catalogue(documents=(), body=body)).limited([Lane.COMMISSIONERS])
    assert [entry.words for entry in people] == [
        "Ada Early takes office",
        "Ada Early leaves office",
    ]


def test_sorts_and_years_limit_what_is_listed() -> None:
    known = timeline_of(CATALOGUE)
    limited = known.limited([Lane.BUDGETS, Lane.NEWS], 2014, 2014)
    assert [entry.document and entry.document.id for entry in limited] == ["money", "spring"]
    assert known.limited([Lane.BUDGETS], 2015) == ()


def test_every_kind_of_document_has_its_place(shipped_index: OpenIndex) -> None:
    catalogue = shipped_index.generation.catalogue
    known = timeline_of(catalogue)
    listed = {entry.document.id for entry in known.entries if entry.document}
    assert listed == set(catalogue.by_id)
    every = tuple(news(kind.value, "2014", kind) for kind in Kind)
    assert len(timeline_of(Catalogue(documents=every)).entries) == len(Kind)


def test_a_bar_is_sure_only_where_the_days_are_known() -> None:
    chart = chart_of(timeline_of(CATALOGUE), list(Lane), TODAY)
    assert chart
    bars = {bar.document.id: bar for bar in chart.bars if bar.document}
    first, second, third = bars["first"], bars["second"], bars["third"]
    assert first.sure_x == first.x
    assert first.sure_x + first.sure_width < first.x + first.width
    assert second.sure_x > second.x
    assert third.x + third.width <= WIDTH


def test_nothing_lies_on_anything_else_in_the_picture() -> None:
    chart = chart_of(timeline_of(CATALOGUE), list(Lane), TODAY)
    assert chart
    tops = [*(bar.y for bar in chart.bars), *(y for _, y in chart.lanes)]
    assert len(set(tops)) == len(tops)
    assert min(b - a for a, b in zip(sorted(tops), sorted(tops)[1:], strict=False)) == ROW
    assert max(tops) + ROW <= chart.height


def test_documents_of_a_year_are_counted_and_one_is_named() -> None:
    more = (*CATALOGUE.documents, news("summer", "2014-07"), news("late", "2015"))
    known = timeline_of(replace(CATALOGUE, documents=more))
    chart = chart_of(known, [Lane.NEWS], TODAY)
    assert chart
    assert [(box.year, box.count) for box in chart.boxes] == [(2014, 2), (2015, 1)]
    assert [box.document.id if box.document else None for box in chart.boxes] == [None, "late"]


def test_no_picture_is_drawn_of_nothing_or_of_too_much() -> None:
    assert chart_of(timeline_of(Catalogue(documents=())), list(Lane), TODAY) is None
    many = tuple(plan(f"plan-{n}", str(1960 + n), str(1961 + n)) for n in range(60))
    assert chart_of(timeline_of(Catalogue(documents=many)), list(Lane), TODAY) is None

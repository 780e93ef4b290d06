"""What ships is valid, and says of every plan when it applied and what it replaced."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.documents import Kind, TextSource

SHIPPED = Path(__file__).resolve().parents[2] / "corpus"


def test_the_shipped_corpus_is_valid_and_reads_every_digest_that_ships() -> None:
    loaded = load_corpus([SHIPPED])
    assert loaded.notices == ()
    assert len(loaded.catalogue.documents) == 83
    assert len(loaded.digests) == 62
    assert all(path.is_file() for path in loaded.digests.values())
    assert len(set(loaded.digests.values())) == 62


def test_only_documents_with_a_digest_have_text(catalogue: Catalogue) -> None:
    with_text = {d.id for d in catalogue.documents if d.text is TextSource.DIGEST}
    assert with_text == set(load_corpus([SHIPPED]).digests)


def test_every_plan_says_when_it_applied_and_replaces_the_one_before_it(
    catalogue: Catalogue,
) -> None:
    chain = [(plan.id, plan.supersedes) for plan in catalogue.plans]
    assert chain == [
        ("policing-plan-2012-13", ()),
        ("plan-2013-18", ("policing-plan-2012-13",)),
        ("plan-2015-20", ("plan-2013-18",)),
        ("plan-2017-22", ("plan-2015-20",)),
        ("plan-2019-24", ("plan-2017-22",)),
        ("plan-2022-27", ("plan-2019-24",)),
        ("plan-2025-fighting-crime", ("plan-2022-27",)),
    ]
    assert all(plan.in_force is not None for plan in catalogue.plans)
    open_ended = [p.id for p in catalogue.plans if p.in_force and p.in_force.until is None]
    assert open_ended == ["plan-2025-fighting-crime"]


def test_every_day_since_the_first_plan_has_exactly_one_plan_in_force(catalogue: Catalogue) -> None:
    day = dt.date(2012, 4, 1)
    order = [plan.id for plan in catalogue.plans]
    seen: list[str] = []
    while day < dt.date(2027, 1, 1):
        plan = catalogue.plan_in_force_on(day)
        assert plan is not None, day
        if not seen or seen[-1] != plan.id:
            seen.append(plan.id)
        day += dt.timedelta(days=1)
    assert seen == order


def test_the_commissioners_are_known_with_their_time_in_office(catalogue: Catalogue) -> None:
    people = [
        (person.name, str(person.start), str(person.until) if person.until else None)
        for person in catalogue.body.commissioners
    ]
    assert people == [
        ("David Lloyd", "2012-11", "2024-05"),
        ("Jonathan Ash-Edwards", "2024-05", None),
    ]


def test_every_document_about_plans_leads_to_one(catalogue: Catalogue) -> None:
    consultations = [d for d in catalogue.documents if d.id.startswith("consultation-20")]
    main = {document.id: catalogue.main_plans(document) for document in consultations}
    assert main["consultation-2015-plan"] == ("plan-2015-20",)
    assert main["consultation-2016-plan"] == ("plan-2017-22",)
    assert main["consultation-2021-plan"] == ("plan-2022-27",)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_document_that_is_declared_ships_so_that_none_is_dead(
    catalogue: Catalogue, kind: Kind
) -> None:
    assert any(document.kind is kind for document in catalogue.documents)


def test_every_address_is_one_that_a_browser_can_open(catalogue: Catalogue) -> None:
    addresses = [urlsplit(d.url) for d in catalogue.documents if d.url]
    assert len(addresses) > 50
    assert all(a.scheme in ("http", "https") and "." in a.netloc for a in addresses)


def test_digests_do_not_hold_sentences_of_the_originals() -> None:
    originals = SHIPPED.parent.parent / "shared" / "originals"
    if not originals.is_dir():
        pytest.skip(f"{originals} is not here")
    for original in originals.glob("*.txt"):
        words = original.read_text("utf-8").split()
        digest = " ".join((SHIPPED / "digests" / f"{original.stem}.md").read_text("utf-8").split())
        runs = (" ".join(words[first : first + 25]) for first in range(len(words) - 24))
        assert [run for run in runs if run in digest] == []

"""What followed from consultations: in a made corpus, and in the one that ships."""

from collections.abc import Iterator

import pytest

from assistant.chains.asking import asked_in
from assistant.chains.naming import named_point
from assistant.chains.records import Chain, Gap, Link, Missing, Step, Topic
from assistant.chains.steps import passages_of
from assistant.verification.quotations import verified
from corpus.reader import OpenIndex

CORPORA = pytest.mark.parametrize("which", ["made", "shipped"])


def links_of(chain: Chain) -> Iterator[Link]:
    yield from chain.answered
    for topic in chain.topics:
        yield topic.asked
        yield from topic.decided
        yield from topic.reported


def gaps_of(chain: Chain) -> Iterator[Gap]:
    yield from chain.gaps
    for topic in chain.topics:
        yield from topic.gaps


def topic_on(chain: Chain, words: str) -> Topic:
    return next(topic for topic in chain.topics if words in topic.asked.shown)


def both(request: pytest.FixtureRequest, which: str) -> tuple[OpenIndex, dict[str, Chain]]:
    index: OpenIndex = request.getfixturevalue(f"{which}_index")
    found: dict[str, Chain] = request.getfixturevalue(f"{which}_chains")
    return index, found


@CORPORA
def test_every_consultation_of_the_catalogue_has_a_chain_in_order_of_time(
    request: pytest.FixtureRequest, which: str
) -> None:
    index, found = both(request, which)
    known = {d.id for d in index.generation.catalogue.documents if d.kind.value == "consultation"}
    assert known
    assert known <= found.keys()
    days = [chain.published.first_day for chain in found.values()]
    assert days == sorted(days)


@CORPORA
def test_every_quotation_stands_in_the_stored_text_at_its_place(
    request: pytest.FixtureRequest, which: str
) -> None:
    index, found = both(request, which)
    passages = {passage.id: passage for passage in index.generation.passages}
    checked = 0
    for chain in found.values():
        for link in links_of(chain):
            passage = passages[link.passage]
            spans = tuple(s for s in passage.spans if link.start <= s.start and s.end <= link.end)
            text = index.generation.text(link.document)
            assert verified(link.words, link.shown, link.start, link.end, text, spans)
            assert not link.lead or link.lead in text
            checked += 1
    assert checked > 5


@CORPORA
def test_nothing_that_may_be_earlier_is_shown_as_what_followed(
    request: pytest.FixtureRequest, which: str
) -> None:
    _, found = both(request, which)
    for chain in found.values():
        later = [link for topic in chain.topics for link in (*topic.decided, *topic.reported)]
        for link in (*later, *chain.answered):
            told_there = (
                link.document == chain.document != "" and chain.kind.value != "consultation"
            )
            assert (
                told_there
                or link.document == chain.plan
                or (link.published.first_day > chain.published.last_day)
            )
        for topic in chain.topics:
            assert all(link.document != chain.document for link in topic.reported)


@CORPORA
def test_each_step_of_each_topic_has_links_or_a_gap_and_never_both(
    request: pytest.FixtureRequest, which: str
) -> None:
    _, found = both(request, which)
    for chain in found.values():
        assert bool(chain.answered) != any(g.step is Step.ANSWERED for g in chain.gaps)
        for topic in chain.topics:
            missing = {gap.step for gap in topic.gaps}
            assert (Step.DECIDED in missing) != bool(topic.decided)
            assert (Step.REPORTED in missing) != bool(topic.reported)


@CORPORA
def test_gaps_name_only_documents_that_could_be_searched_as_searched(
    request: pytest.FixtureRequest, which: str
) -> None:
    index, found = both(request, which)
    for chain in found.values():
        for gap in gaps_of(chain):
            assert set(gap.searched) <= index.generation.manifest.documents.keys()
            assert index.generation.manifest.documents.keys().isdisjoint(gap.not_held)
            assert (gap.why is Missing.NOTHING_FOUND) == bool(gap.searched)


def test_a_question_leads_to_the_plan_that_followed_and_to_the_report_on_it(
    made_chains: dict[str, Chain],
) -> None:
    chain = made_chains["consultation-2016"]
    topic = topic_on(chain, "burglary")
    assert chain.plan == "plan-2016"
    assert topic.is_question
    assert [link.document for link in topic.decided] == ["plan-2016"]
    assert [link.document for link in topic.reported] == ["report-2017"]
    assert "fell by a tenth" in topic.reported[0].shown
    assert chain.reaches is Step.REPORTED


def test_how_many_answered_is_read_where_the_plan_tells_it(made_chains: dict[str, Chain]) -> None:
    (answer,) = made_chains["consultation-2016"].answered
    assert (answer.document, "512 residents" in answer.shown) == ("plan-2016", True)


def test_what_nobody_took_up_is_a_gap_that_says_what_was_searched(
    made_chains: dict[str, Chain],
) -> None:
    topic = topic_on(made_chains["consultation-2016"], "speed cameras")
    assert not topic.is_question
    assert not (topic.decided or topic.reported)
    decided, reported = topic.gaps
    assert "plan-2016" in decided.searched
    assert "report-2017" in reported.searched
    assert "report-2018" in reported.not_held
    searched = {*decided.searched, *reported.searched}
    assert searched.isdisjoint({"news-2015", "budget-2015", "news-2016-02"})


def test_evidence_and_addresses_in_a_consultation_are_no_topics(
    made_chains: dict[str, Chain],
) -> None:
    asked = [topic.asked.shown for topic in made_chains["consultation-2016"].topics]
    assert len(asked) == 3
    assert not any("sank" in words or "@" in words for words in asked)


def test_what_a_title_names_is_followed_to_the_plan_that_names_it_and_to_reports(
    made_chains: dict[str, Chain],
) -> None:
    topic = topic_on(made_chains["news-2016-03"], "asked for ideas")
    assert [link.shown for link in topic.decided] == [
        "Polluter Mends",
        "Rivers are cleaned where polluters mend what they broke.",
    ]
    assert [link.shown for link in topic.reported] == [
        "Under 'polluter mends', two farms paid for a clean-up."
    ]


def test_ideas_in_a_list_are_points_and_that_they_were_put_forward_is_none(
    made_chains: dict[str, Chain],
) -> None:
    chain = made_chains["news-2016-03"]
    assert [(topic.asked.shown.split()[1], topic.is_question) for topic in chain.topics] == [
        ("Commissioner", True),
        ("charge", False),
        ("bins", False),
        ("oath", False),
    ]
    assert chain.topics[2].asked.lead == "Three ideas are listed:"
    assert not any(topic.decided or topic.reported for topic in chain.topics[1:])


def test_the_shipped_release_on_offender_pays_leads_to_the_first_plan_and_its_report(
    shipped_chains: dict[str, Chain],
) -> None:
    chain = shipped_chains["news-2013-01-offender-pays-ideas"]
    assert [topic.is_question for topic in chain.topics] == [True, *[False] * 7]
    topic = chain.topics[0]
    assert {link.document for link in topic.decided} == {
        "news-2013-03-plan-consultation-response",
        "news-2013-03-plan-key-initiatives",
    }
    assert "Public focus, offender pays and business sense." in {
        link.shown for link in topic.decided
    }
    assert [link.document for link in topic.reported] == ["news-2014-06-annual-report-2013-14"]


def test_the_name_of_a_plan_is_no_subject_of_a_consultation(shipped_index: OpenIndex) -> None:
    catalogue = shipped_index.generation.catalogue
    consulted = {
        d.id: named
        for d in catalogue.documents
        if d.id in shipped_index.generation.manifest.documents
        and d.kind.value == "consultation"
        and (named := named_point(d, list(asked_in(passages_of(d, shipped_index))), shipped_index))
    }
    assert "Everybody's Business" in catalogue.by_id["consultation-2015-plan"].title
    assert consulted == {}


def test_a_consultation_without_text_says_that_nothing_was_looked_for(
    made_chains: dict[str, Chain],
) -> None:
    chain = made_chains["consultation-lost"]
    assert chain.topics == ()
    assert chain.reaches is Step.ANSWERED
    assert {gap.why for gap in chain.gaps} == {Missing.NOTHING_ASKED}


def test_a_consultation_that_nothing_came_after_has_no_document_to_search(
    made_chains: dict[str, Chain],
) -> None:
    (topic,) = made_chains["consultation-2019"].topics
    assert {gap.why for gap in topic.gaps} == {Missing.NO_DOCUMENT}


def test_a_budget_that_tells_of_its_consultation_shows_what_it_decided(
    made_chains: dict[str, Chain],
) -> None:
    chain = made_chains["budget-2017"]
    assert "90 residents" in chain.answered[0].shown
    assert "approved a rise" in chain.topics[0].decided[0].shown


def test_the_shipped_fire_consultation_reaches_the_agreement_and_the_end_of_the_bid(
    shipped_index: OpenIndex, shipped_chains: dict[str, Chain]
) -> None:
    chain = shipped_chains["consultation-2017-06-fire-governance"]
    first = chain.topics[0]
    assert {link.document for link in first.decided} == {"news-2018-fire-agreement"}
    assert {link.document for link in first.reported} == {"news-2021-06-fire-bid-ended"}
    for link in (*first.decided, *first.reported):
        assert "fire" in shipped_index.generation.text(link.document).lower()


def test_the_shipped_consultation_of_2021_is_followed_by_the_plan_of_2022(
    shipped_index: OpenIndex, shipped_chains: dict[str, Chain]
) -> None:
    chain = shipped_chains["consultation-2021-plan"]
    catalogue = shipped_index.generation.catalogue
    assert chain.plan in catalogue.by_id["consultation-2021-plan"].about
    topic = topic_on(chain, "women and girls")
    assert topic.decided
    assert all("women" in link.words.lower() for link in (*topic.decided, *topic.reported))
    gaps = [gap for topic in chain.topics for gap in topic.gaps if gap.step is Step.DECIDED]
    assert gaps
    assert all(chain.plan in gap.not_held for gap in gaps)


def test_the_shipped_business_strategy_is_not_taken_for_another_strategy(
    shipped_chains: dict[str, Chain],
) -> None:
    chain = shipped_chains["consultation-2015-09-business-crime"]
    assert chain.plan is None  # the plan that it speaks of applied already
    shown = {link.document for topic in chain.topics for link in (*topic.decided, *topic.reported)}
    assert "news-2017-09-estates-strategy" not in shown


def test_the_shipped_precept_of_2019_goes_from_the_question_to_the_decision(
    shipped_chains: dict[str, Chain],
) -> None:
    chain = shipped_chains["budget-2019-02-precept"]
    (topic,) = chain.topics
    assert "asked the public" in topic.asked.words
    assert "voted" in topic.decided[0].words
    assert any("in favour" in answer.words for answer in chain.answered)


def test_what_is_to_be_examined_is_not_shown_as_decided(shipped_chains: dict[str, Chain]) -> None:
    chain = shipped_chains["consultation-2017-06-fire-governance"]
    decided = [link for topic in chain.topics for link in topic.decided]
    assert decided
    assert all(link.heading != "To be examined" for link in decided)


def test_thanks_are_not_shown_as_how_people_answered(shipped_chains: dict[str, Chain]) -> None:
    chain = shipped_chains["consultation-2019-08-plan-refresh"]
    assert chain.answered == ()
    assert [gap.step for gap in chain.gaps] == [Step.ANSWERED]

"""What bears on a promise and what does not: years, counts, subjects, general words."""

import calendar
import dataclasses

import pytest

from assistant.commitments.evidence import EvidenceFinder
from assistant.commitments.naming import names_meant
from assistant.commitments.records import Commitment, Trail
from assistant.commitments.trail_text import searched_in_words, trail_record
from assistant.commitments.years import counted_before, other_years
from corpus.dates import PartialDate
from corpus.reader import OpenIndex
from corpus.text import readable
from tests.assistant.commitments.test_evidence import index, promised, shipped_index, shipped_trails

__all__ = ["index", "shipped_index", "shipped_trails"]


def made_promise(index: OpenIndex, words: str, **changes: object) -> Commitment:
    """A promise of the first document, with other words."""
    return dataclasses.replace(promised(index, "zeppelin"), words=words, what=words, **changes)  # type: ignore[arg-type]


def test_what_cannot_be_put_in_order_is_counted_and_not_searched(index: OpenIndex) -> None:
    vague = dataclasses.replace(promised(index, "zeppelin"), published=PartialDate(2013))
    trail = EvidenceFinder(index).trail(vague)
    assert (trail.searched.documents, trail.searched.undated) == (2, 4)
    assert searched_in_words(trail.searched).endswith(
        "; 4 documents of the same year could not be put in order and were not searched"
    )
    assert trail_record(trail)["searched"]["undated"] == 4


@pytest.mark.parametrize(
    ("promise", "quoted", "around", "other"),
    [
        ("freezing it for 2013/14", "It did not go up for 2014-15.", "", True),
        ("freezing it for 2013/14", "It did not go up for 2013-14.", "", False),
        ("freezing it for 2013/14", "It fell.", "The cut for 2016/17", True),
        ("freezing it for 2013/14", "The fourth year in a row.", "The freeze for 2014/15", False),
        ("freezing it", "It did not go up for 2014-15.", "", False),
        ("open a hub in 2014", "The hub was opened in 2015.", "", False),
        ("open a hub in 2014", "A hub was opened in 2011.", "", True),
        ("open a hub by 2014", "A hub was opened in 2013.", "", False),
    ],
)
def test_a_passage_on_other_years_than_those_promised_is_told_apart(
    promise: str, quoted: str, around: str, other: bool
) -> None:
    assert other_years(promise, quoted, around) is other


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("Since the campaign began in 2011, an extra 338 officers were hired.", True),
        ("Of 719 officers recruited in three years, 313 were women.", True),
        ("Since 2013 an extra 38 officers were hired.", False),
        ("An extra 38 officers were hired.", False),
    ],
)
def test_what_was_counted_from_before_the_promise_is_told_apart(
    index: OpenIndex, words: str, before: bool
) -> None:
    promise = made_promise(index, "90 extra officers", measure="90 extra officers")
    assert counted_before(promise, words, 2014) is before
    assert not counted_before(made_promise(index, "a hub"), words, 2014)


def test_the_fund_of_a_sentence_is_the_one_that_its_section_names() -> None:
    section = "The Road Safety Fund was opened again. He visited the Barn Hub."
    assert names_meant("He put £712,000 into the fund.", section) == "Road Safety"
    assert names_meant("He put £712,000 into a fund.", section) == ""


@pytest.fixture(scope="module")
def burglary(shipped_index: OpenIndex) -> Commitment:
    return promised(shipped_index, "Every burglary")


@pytest.mark.parametrize("kind", ["house", "home", "shed"])
def test_one_word_more_in_a_promise_takes_no_evidence_away(
    shipped_index: OpenIndex, burglary: Commitment, kind: str
) -> None:
    finder = EvidenceFinder(shipped_index)
    words = burglary.words.replace("burglary", f"{kind} burglary")
    closer = dataclasses.replace(burglary, words=words, what=words)
    found = {(each.document, each.start) for each in finder.trail(burglary).evidence}
    assert found
    assert found <= {(each.document, each.start) for each in finder.trail(closer).evidence}


def test_each_subject_that_a_promise_lists_is_followed(shipped_index: OpenIndex) -> None:
    promise = promised(shipped_index, "More money also goes to matters")
    trail = EvidenceFinder(shipped_index).trail(promise, most=3)
    said = " ".join(each.words for each in trail.evidence).lower()
    assert all(subject in said for subject in ("fly-tips were cleared", "road safety", "asb"))
    assert trail.searched.terms == ("fly-tipping", "anti-social behaviour", "road safety")


def test_general_words_by_themselves_find_nothing(shipped_index: OpenIndex) -> None:
    finder = EvidenceFinder(shipped_index)
    for words in ("existing Policing Plan", "a Police and Crime Plan for 2013/14"):
        assert finder.trail(promised(shipped_index, words)).evidence == ()


def test_a_freeze_of_one_year_is_not_followed_in_another(shipped_index: OpenIndex) -> None:
    trail = EvidenceFinder(shipped_index).trail(promised(shipped_index, "freezing the Police"))
    said = [readable(each.words) for each in trail.evidence]
    assert any("third year running" in words for words in said)
    assert not any("2014-15" in words or "2015/16" in words for words in said)


def test_the_words_that_are_shown_are_those_of_the_promise(
    shipped_trails: list[tuple[Commitment, Trail]], shipped_index: OpenIndex
) -> None:
    months = {month.lower() for month in calendar.month_name if month}
    text = shipped_index.generation.text
    for commitment, trail in shipped_trails:
        assert len(trail.searched.terms) <= 5
        assert not months & {term.lower() for term in trail.searched.terms}
        for term in trail.searched.terms:
            assert term in readable(commitment.words) or term in readable(text(commitment.document))

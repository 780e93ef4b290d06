"""Who promises what, for whom, by when and how much: words of the sentence itself."""

import datetime as dt

import pytest

from assistant.commitments.deadlines import find_deadline, read_deadline
from assistant.commitments.measures import find_measure
from assistant.commitments.people import holder_at, person_meant, speaker_of
from assistant.commitments.themes import theme_of
from assistant.commitments.wording import checkable
from corpus.catalogue import Catalogue
from corpus.dates import PartialDate, Period
from corpus.documents import Kind
from tests.assistant.commitments.made import NAMES, PLAN, document, found_in, generation_of

CATALOGUE = Catalogue(documents=(PLAN,))


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("I will open a hub.", "I", "open a hub"),
        ("By 2016 the Chief Constable will open a hub.", "the Chief Constable", "open a hub"),
        ("The Commissioner, with the council, will open a hub.", "The Commissioner", "open a hub"),
        (
            "A hub will be opened by the force in 2016.",
            "the force",
            "A hub will be opened by the force",
        ),
        ("A hub will be opened.", "", "A hub will be opened"),
        ("I won't close the hub.", "I", "won't close the hub"),
        ("We will not close the hub.", "We", "not close the hub"),
        ("She promised to open a hub, which victims can use.", "She", "open a hub"),
        ("The force will open a hub because victims asked for one.", "The force", "open a hub"),
        (
            "Officers who attend a theft will leave a card.",
            "Officers who attend a theft",
            "leave a card",
        ),
    ],
)
def test_who_and_what(words: str, who: str, what: str) -> None:
    found = found_in(words)
    assert found is not None
    assert (found.who, found.what) == (who, what)


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("We will open a hub for victims of domestic abuse.", "victims of domestic abuse"),
        ("We will help young people to find work.", "young people"),
        ("Every victim will receive a call.", "Every victim"),
        ("We will write to older residents.", "older residents"),
        ("We will strengthen community safety in the county.", ""),
        ("We will buy 20 cars.", ""),
    ],
)
def test_for_whom(words: str, whom: str) -> None:
    found = found_in(words)
    assert found is not None
    assert found.beneficiary == whom


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("We will do it by 2018.", "by 2018"),
        ("We will do it by the end of March 2018.", "by the end of March 2018"),
        ("We will do it within 12 months.", "within 12 months"),
        ("We will do it over the next five years.", "over the next five years"),
        ("We will do it by the end of the financial year.", "by the end of the financial year"),
        ("We will do it over the life of the plan.", "over the life of the plan"),
        ("We will freeze it for the financial year 2013/14.", "for the financial year 2013/14"),
        ("We will do it before the next election.", "before the next election"),
        ("We will do it later this year.", "later this year"),
        ("It will happen from April 2015.", "from April 2015"),
        ("He promised in 2012 to do it.", ""),
        ("We will visit once a month.", ""),
        ("We will recruit 2018 officers.", ""),
        ("We will do it.", ""),
    ],
)
def test_the_words_of_a_deadline(words: str, by: str) -> None:
    assert find_deadline(words) == by


@pytest.mark.parametrize(
    ("by", "last"),
    [
        ("by 2015", dt.date(2015, 12, 31)),
        ("by the end of March 2015", dt.date(2015, 3, 31)),
        ("before June 2014", dt.date(2014, 5, 31)),
        ("in 2014/15", dt.date(2015, 3, 31)),
        ("within 12 months", dt.date(2014, 4, 30)),
        ("within six weeks", dt.date(2013, 6, 11)),
        ("over the next five years", dt.date(2018, 4, 30)),
        ("by the end of the financial year", dt.date(2014, 3, 31)),
        ("in the next financial year", dt.date(2015, 3, 31)),
        ("over the life of the plan", dt.date(2016, 12, 31)),
        ("this year", dt.date(2013, 12, 31)),
        ("next year", dt.date(2014, 12, 31)),
        ("by next summer", dt.date(2014, 8, 31)),
        ("before the next election", None),
        ("within 24 hours", None),
        ("once the panel agrees", None),
    ],
)
def test_the_last_day_of_a_deadline(by: str, last: dt.date | None) -> None:
    read = read_deadline(by, PLAN, CATALOGUE, PLAN.id)
    assert (read.words, read.last) == (by, last)
    assert read.first is None or read.last is None or read.first <= read.last


def test_a_financial_year_of_a_budget_is_the_one_it_is_for() -> None:
    budget = document(kind=Kind.BUDGET, published=PartialDate(2014, 2), period=Period(2014, 2015))
    read = read_deadline("by the end of the financial year", budget, CATALOGUE, None)
    assert read.last == dt.date(2015, 3, 31)


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("We will recruit at least 100 more officers.", "at least 100 more officers"),
        ("We will cut thefts by 20 per cent.", "20 per cent"),
        ("We will spend £1.5m on vans.", "£1.5m"),
        ("We will double the number of cadets.", "double the number of cadets"),
        ("We will visit every school.", "every school"),
        ("We will meet twice a year.", "twice a year"),
        ("There will be no reduction in constables.", "no reduction in constables"),
        ("We will answer 999 calls.", ""),
        ("We will be one of the safest counties.", ""),
        ("We will do it in May 2014.", ""),
        ("We will support victims.", ""),
        ("Services will be shared between the three forces.", ""),
        ("We will open a hub in each of the ten districts.", "ten districts"),
        ("We will work with three forces.", "three forces"),
    ],
)
def test_the_figure_of_a_promise(words: str, figure: str) -> None:
    assert find_measure(words, find_deadline(words)) == figure


@pytest.mark.parametrize(
    ("what", "measure", "can"),
    [
        ("recruit 40 officers", "40 officers", True),
        ("open a hub", "", True),
        ("publish the figures", "", True),
        ("not merge with other forces", "", True),
        ("support victims", "", False),
        ("improve confidence", "", False),
        ("explore opening a hub", "", False),
        ("spend no more than needed", "", False),
        ("be there", "", False),
    ],
)
def test_whether_a_promise_can_be_checked_and_why(what: str, measure: str, can: bool) -> None:
    found, reason = checkable(what, measure, "")
    assert found is can
    assert reason


@pytest.mark.parametrize(
    ("words", "around", "theme"),
    [
        ("cut speeding in villages on country roads", (), "roads"),
        ("open a refuge", ("Domestic abuse",), "violence-against-women"),
        ("open a refuge", ("More", "Fly-tipping"), "rural"),
        ("open it", ("More",), ""),
        ("write a business case", (), ""),
        ("write a business case for shopkeepers", (), "business-crime"),
        ("ask businesses to join Employer Supported Policing", (), "officer-numbers"),
    ],
)
def test_the_theme_is_read_from_the_words_then_from_what_stands_around(
    words: str, around: tuple[str, ...], theme: str
) -> None:
    assert theme_of(words, around) == theme


def test_he_is_the_person_named_last() -> None:
    before = "Ada Early met the panel. Chief Constable Cy Middle agreed, and said"
    assert person_meant(before, NAMES) == "Chief Constable Cy Middle"
    assert person_meant("Ms Early said", NAMES) == "Ada Early"
    assert person_meant("Nobody spoke, and", NAMES) == ""


def test_i_is_whoever_is_quoted() -> None:
    before = "Ada Early opened it. Chief Constable Cy Middle added: “The hub is good and "
    assert speaker_of(before, NAMES) == "Chief Constable Cy Middle"
    assert speaker_of("Ada Early opened it.", NAMES) == ""


def test_the_holder_of_the_office_in_a_month_of_change_is_the_one_who_is_named() -> None:
    body = generation_of((PLAN, {})).catalogue.body
    changed = document(published=PartialDate(2016, 5))
    assert holder_at(document(), body, "") == "Ada Early"
    assert holder_at(changed, body, "Words of Bo Later-Smith.") == "Bo Later-Smith"
    assert holder_at(changed, body, "Words of nobody.") == ""

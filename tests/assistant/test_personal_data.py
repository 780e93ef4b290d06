import re
import time
from pathlib import Path

import pytest

from assistant.personal_data import without_personal_data

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ann.o'neil+x@mail.example.co.uk", "[e-mail]"),
        ("ANN@EXAMPLE.COM", "[e-mail]"),
        ("ann (at) example.org", "[e-mail]"),
        ("07700 900123", "[phone number]"),
        ("07700900123", "[phone number]"),
        ("07 700 900 123", "[phone number]"),
        ("7700900123", "[phone number]"),
        ("(01727) 845000", "[phone number]"),
        ("01727-845-000", "[phone number]"),
        ("020 7946 0018", "[phone number]"),
        ("+44 (0)1727 845000", "[phone number]"),
        ("0044 7700 900123", "[phone number]"),
        ("+1 (202) 555-0123", "[phone number]"),
        ("\u202a07700\u00a0900\u2011123\u202c", "[phone number]"),
        ("4111 1111 1111 1111", "[card number]"),
        ("4111-1111-1111-1111", "[card number]"),
        ("5555555555554444", "[card number]"),
        ("3782 822463 10005", "[card number]"),
        ("AB 12 34 56 C", "[National Insurance number]"),
        ("ab123456c", "[National Insurance number]"),
        ("ann[at]example[dot]org", "[e-mail]"),
        ("ann @ example.org", "[e-mail]"),
        ("AL1 3XY", "[postcode]"),
        ("al13xy", "[postcode]"),
        ("SW1A 1AA", "[postcode]"),
        ("W1A\n0AX", "[postcode]"),
    ],
)
def test_what_says_who_someone_is_is_removed(written: str, kept: str) -> None:
    assert without_personal_data(written) == kept
    around = without_personal_data(f"In 2015, {written}, and then 1,500 more; in 2016 {written}.")
    assert around == f"In 2015, {kept}, and then 1,500 more; in 2016 {kept}."


@pytest.mark.parametrize(
    "words",
    [
        "When should I call 101, and when 999, 111 or 112?",
        "the 2013-18 plan, 2015–20, 2016/17, 2012-2016 and 2012 2013 2014 2015 2016",
        "in 2013-14 a rise, by 2014-15 a fall, in 2015 16 and 2016 17 a rise",
        "1,500 officers, 1500000 calls, 3 000 000 letters, 4000 5000 6000 7000",
        "£1,234,567, £185 000 000, £0.5m, £12.50 and 0.5 per cent",
        "on 01/02/2015, 31.03.2016 12.30, 01-02-2015 10:30 and 11 June 2015",
        "section 17, s17 of the Act, the M25, the A10, band D, Beacon 2",
        "4111 1111 1111 1112",
        "AL1 and SG14 have more burglaries",
    ],
)
def test_years_money_and_figures_survive(words: str) -> None:
    assert without_personal_data(words) == words


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Mr John Smith, AL1 3XY", "[name], [postcode]"),
        ("AL1 3XY (Mrs Ann O’Neil)", "[postcode] ([name])"),
        ("ask Jane Doe on 07700 900123", "ask [name or place] on [phone number]"),
        ("contact Élodie Dupont: e@example.org", "contact [name or place]: [e-mail]"),
        (
            "Jane Doe, Flat 3, 12a High Street, St Albans AL1 3XY",
            "[name or place], [address], [name or place] [postcode]",
        ),
        ("my name is jane doe and I ask", "my name is [name] and I ask"),
        ("My name’s Jane.", "My name’s [name]."),
        ("I am Jane Doe, a teacher", "I am [name], a teacher"),
        ("Kind regards, Jane Doe", "Kind regards, [name]"),
    ],
)
def test_a_name_that_somebody_plainly_gives_is_removed(written: str, kept: str) -> None:
    assert without_personal_data(written) == kept


@pytest.mark.parametrize(
    "words",
    [
        "What did Mr Lloyd promise, and did Jonathan Ash-Edwards keep it?",
        "I’m English and I am Police staff",
        "The 2013 Road Safety Fund, Watford, and Rural Operational Support",
        "what is the name of the Police and Crime Plan",
    ],
)
def test_names_of_those_who_held_office_and_of_programmes_survive(words: str) -> None:
    assert without_personal_data(words) == words


@pytest.mark.parametrize("part", ["Mr Aa Bb ", "Ab ", "12 Ab ", "a@b.", "my name is ", "[e-mail] "])
def test_the_longest_text_that_can_be_sent_takes_no_longer_than_its_length(part: str) -> None:
    start = time.perf_counter()
    without_personal_data(part * (65_536 // len(part)))
    assert time.perf_counter() - start < 5


def test_the_figures_of_the_shipped_documents_survive() -> None:
    removed = re.compile(r"\S+ \S+ \[(?:phone|card|National Insurance) number\]")
    found = []
    for digest in (ROOT / "corpus" / "digests").glob("*.md"):
        found += removed.findall(without_personal_data(digest.read_text("utf-8")))
    assert set(found) == {"telephone number [phone number]"}

"""Where sentences end: a quotation must neither break off nor run on."""

from itertools import pairwise

import pytest

from ingest.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Crime fell by 3.5 per cent.",
        "It cost £1.7m in all.",
        "Mr. Lloyd met Dr. Smith at St. Albans.",
        "The force serves e.g. Watford and Hatfield.",
        "See pp. 3-4 of the paper.",
        "Inspector J. Smith came.",
        "It rose (see p. 5) again.",
        "Call 101 at 9 a.m. on weekdays.",
        "Operation Hotspot vs. burglary.",
        "The U.K. has forty-three forces.",
        "The site is www.example.org.uk today.",
        "Version 2.0 of the plan.",
        "It fell on 1.4.2015 by half.",
    ],
)
def test_a_point_within_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(f"{sentence} Then it ended.") == [sentence, "Then it ended."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four.", ["One.", "Two!", "Three?", "Four."]),
        ("It costs £1.7m. That is less.", ["It costs £1.7m.", "That is less."]),
        ("It fell.\nIt rose.", ["It fell.", "It rose."]),
        ("It fell.\n\tIt rose.", ["It fell.", "It rose."]),
        ("It fell. 12 officers came.", ["It fell.", "12 officers came."]),
        ("no capital. and no full stop", ["no capital.", "and no full stop"]),
        ("", []),
        (" \n ", []),
        ("x", ["x"]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“We will act. We must act.” He left.", ["“We will act.", "We must act.”", "He left."]),
        ('"We will act. We must act." He left.', ['"We will act.', 'We must act."', "He left."]),
        ("He said: “We act.” “Good,” she said.", ["He said: “We act.”", "“Good,” she said."]),
        ("He asked. “Is it safe?” She nodded.", ["He asked.", "“Is it safe?”", "She nodded."]),
        ("It fell. “We act. Now.”", ["It fell.", "“We act.", "Now.”"]),
        ("The ‘Offender Pays’ scheme. It works.", ["The ‘Offender Pays’ scheme.", "It works."]),
    ],
)
def test_the_sentences_of_a_quotation_stand_by_themselves_with_their_own_marks(
    text: str, sentences: list[str]
) -> None:
    assert split(text) == sentences


def test_offsets_count_in_the_whole_text_and_only_the_asked_part_is_divided() -> None:
    text = "Before. One here. Two here. After."
    assert [text[a:b] for a, b in split_sentences(text, 8, 27)] == ["One here.", "Two here."]


@pytest.mark.parametrize(
    "text",
    [
        "“A. B.” “C. D.” E “F. ” G. ‘H.’ ‘I’",
        "Many   spaces.   Here \u00a0 too.\u2028And a line separator.",
        '“““ Odd. ””” Marks. " Alone. ‘ It',
        "🚓 Sirens. Łódź e\u0301. 警察。次。",
        "1. 2. 3. a. b. c.",
        "...",
    ],
)
def test_no_character_but_white_space_is_lost_and_sentences_are_in_order(text: str) -> None:
    ranges = list(split_sentences(text, 0, len(text)))
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(ranges))

"""The lists of words and themes that people review."""

from pathlib import Path

import pytest

from assistant.commitments import words
from assistant.commitments.themes import read_themes
from assistant.commitments.words import any_of, any_verb, grammar_words, past_of
from corpus.errors import PlansError


def test_a_list_that_is_not_known_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("owners: [police]\nwizards: [merlin]\n", "utf-8")
    with pytest.raises(PlansError, match=r"words\.yaml:2: wizards: is not a known field"):
        grammar_words(file)


def test_a_theme_that_is_there_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "themes.yaml"
    file.write_text("- {id: roads, name: Roads, words: [road]}\n" * 2, "utf-8")
    with pytest.raises(PlansError, match="theme 'roads' is there twice"):
        read_themes(file)


def test_no_word_is_both_ours_and_somebody_elses() -> None:
    held = grammar_words()
    lists = (
        held.owners,
        held.others,
        held.partners,
        held.people,
        held.things,
        held.papers,
        held.events,
    )
    listed = [word for each in lists for word in each]
    assert sorted({word for word in listed if listed.count(word) > 1}) == []


def test_nothing_in_the_lists_names_a_place_or_a_person() -> None:
    text = Path(words.__file__).with_name("words.yaml").read_text("utf-8")
    for name in ("Hertfordshire", "Herts", "Lloyd", "Ash-Edwards"):
        assert name not in text


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("open", "opened"),
        ("cut", "cut"),
        ("carry", "carried"),
        ("stop", "stopped"),
        ("set up", "set up"),
        ("roll", "rolled"),
    ],
)
def test_the_participle_of_a_verb(verb: str, past: str) -> None:
    assert past_of(verb) == past


def test_a_pattern_matches_plurals_and_other_forms() -> None:
    import re

    assert all(
        re.fullmatch(any_of(["agency", "church"]), word)
        for word in ("agency", "agencies", "churches")
    )
    assert all(
        re.fullmatch(any_verb(["pledge"]), word)
        for word in ("pledge", "pledges", "pledged", "pledging")
    )
    assert re.fullmatch(any_of(["agency"], plural=False), "agencies") is None

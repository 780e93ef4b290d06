"""Everyday words: what the shipped list holds to, and what a mistake in it says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from assistant.everyday_words import everyday_words
from corpus.catalogue_file import load_corpus
from corpus.errors import PlansError
from corpus.lexical import padded_stems, stem_words

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "assistant" / "everyday_words.yaml"
IN_FULL_PLANS = "# plans"
GENERIC = frozenset(stem_words("plan county commissioner police crime"))


Refuse = Callable[[str], list[str]]


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """Read a list that is wrong; return the problems without the file's name."""

    def read(text: str) -> list[str]:
        path = tmp_path / "words.yaml"
        path.write_text(text, "utf-8")
        with pytest.raises(PlansError) as raised:
            everyday_words(path)
        return str(raised.value).replace(f"{path}:", "").splitlines()

    return read


def _entries() -> Iterator[tuple[str, list[str]]]:
    """Each line of the shipped list with the phrases that should stand in documents."""
    lines = SHIPPED.read_text("utf-8").splitlines()
    root = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    assert root is not None
    for key, entries in root.value:
        for entry in entries.value:
            side = entry if key.value == "same" else entry.value[1]
            line = "\n".join(lines[entry.start_mark.line : entry.end_mark.line + 1])
            yield line, [phrase.value for phrase in side.value]


def test_residents_words_lead_to_the_documents_words() -> None:
    words = everyday_words()
    assert any({"police station", "cop shop"} <= set(group) for group in words.same)
    assert dict(words.wider)["swindler"] == ("fraud",)


def test_wider_holds_one_way_only() -> None:
    assert "fraud" not in dict(everyday_words().wider)


def test_the_list_is_read_once() -> None:
    assert everyday_words() is everyday_words()


def test_every_shipped_line_has_words_of_a_digest_or_says_that_full_plans_do() -> None:
    digests = [
        padded_stems(path.read_text("utf-8")) for path in (ROOT / "corpus/digests").glob("*.md")
    ]
    strange = [
        line
        for line, phrases in _entries()
        if not line.endswith(IN_FULL_PLANS)
        and not any(padded_stems(phrase) in text for phrase in phrases for text in digests)
    ]
    assert strange == []


def test_every_shipped_entry_is_one_line_to_review() -> None:
    lines = [line for line in SHIPPED.read_text("utf-8").splitlines() if line.startswith("- ")]
    assert [line for line, _ in _entries()] == lines


def test_no_shipped_phrase_repeats_the_bodys_own_synonyms() -> None:
    synonyms = load_corpus([ROOT / "corpus"]).catalogue.body.synonyms
    own = {padded_stems(phrase) for group in synonyms for phrase in group}
    words = everyday_words()
    ours = [phrase for group in words.same for phrase in group] + [
        asked for asked, _ in words.wider
    ]
    assert [phrase for phrase in ours if padded_stems(phrase) in own] == []


def test_no_shipped_phrase_is_only_words_that_every_passage_holds() -> None:
    words = everyday_words()
    ours = [phrase for group in words.same for phrase in group]
    ours += [phrase for asked, documents in words.wider for phrase in (asked, *documents)]
    assert [phrase for phrase in ours if GENERIC.issuperset(stem_words(phrase))] == []


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("same:\n- [999, no]\nwider:\n- [[101, 24/7], [on]]\n", "utf-8")
    words = everyday_words(path)
    assert words.same == (("999", "no"),)
    assert words.wider == (("101", ("on",)), ("24/7", ("on",)))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("same:\n- [jail, gaol]\n- [cell, Gaol]\nwider: []", 3, "'Gaol' stands twice"),
        ("same:\n- [lorry, lorries]\nwider: []", 2, "it has the stems of 'lorry', line 2"),
        ("same:\n- [jail, '']\nwider: []", 2, "'' has no word in it"),
        ("same:\n- [jail]\nwider: []", 2, "holds 1 phrases, not 2"),
        ("same:\n- jail\nwider: []", 2, "must be one line"),
        ("same:\n- [jail, [gaol]]\nwider: []", 2, "must be one line"),
        ("same: []\nwider:\n- [[scam], [fraud]]\n- [[scams], [theft]]", 4, "'scams' stands twice"),
        ("same: []\nwider:\n- [[scam], [fraud, frauds]]", 3, "'frauds' stands twice"),
        ("same: []\nwider:\n- [[scam], [scams]]", 3, "mean the same already"),
        ("same:\n- [jail, gaol]\nwider:\n- [[jail], [gaol]]", 4, "mean the same already"),
        ("same: []\nwider:\n- [scam, fraud]", 3, "must be `[[asked, ...], [documents, ...]]`"),
        ("same: []\nwider:\n- [[scam]]", 3, "must be `[[asked, ...], [documents, ...]]`"),
        ("same: []\nwider:\n- [[scam], []]", 3, "holds 0 phrases, not 1"),
        ("same: []\nwider:\n  scam: [fraud]", 3, "wider: must be lines that start with `- [[`"),
        ("same: jail\nwider: []", 1, "same: must be lines that start with `- [`"),
        ("same: []", 1, "must have `same:` and `wider:`, once each"),
        ("same: []\nsame: []\nwider: []", 1, "must have `same:` and `wider:`, once each"),
        ("? [same]\n: []\nwider: []", 1, "must have `same:` and `wider:`, once each"),
        ("- same", 1, "must have `same:` and `wider:`, once each"),
        ("same: [", 1, "not valid YAML"),
        ("", 1, "the file is empty"),
    ],
)
def test_a_mistake_is_named_with_its_line(refuse: Refuse, text: str, line: int, said: str) -> None:
    [problem] = refuse(text)
    assert problem.startswith(f"{line}: ")
    assert said in problem


def test_all_mistakes_are_told_together(refuse: Refuse) -> None:
    problems = refuse("same:\n- [jail]\n- [a, '?']\nwider:\n- [[scam], [scams]]")
    assert [problem.split(":")[0] for problem in problems] == ["2", "3"]


def test_a_list_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(PlansError, match="not found"):
        everyday_words(tmp_path / "none.yaml")

"""Search by words."""

import json
from collections.abc import Callable
from pathlib import Path

import bm25s
import numpy as np
import pytest

from corpus.errors import IndexDamaged
from corpus.index import Filter
from corpus.lexical import (
    LexicalIndex,
    WordCounts,
    stem_words,
    vocabulary_of,
    words_of,
    write_lexical,
)
from tests.corpus.small import passage, random_filter, random_passages

PASSAGES = (
    passage("a/x/1", text="Burglary fell. Burglaries fell again.", title="Crime", years=(2013,)),
    passage("a/x/2", text="Officers patrol the market and the woods.", title="Crime"),
    passage("b/x/1", text="One burglary at the market.", title="News", plans=("plan-2",)),
)
MANY = random_passages(400, seed=4)
Open = Callable[[], LexicalIndex]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    write_lexical(tmp_path / "words", PASSAGES)
    return LexicalIndex(tmp_path / "words", PASSAGES)


def test_the_passage_with_most_of_the_words_comes_first_and_higher_is_better(
    index: LexicalIndex,
) -> None:
    found = index.search("burglaries", top_k=5)
    assert [hit.position for hit in found] == [0, 2]
    assert found[0].score > found[1].score > 0


def test_what_shares_no_word_is_not_found(index: LexicalIndex) -> None:
    assert index.search("helicopters", top_k=5) == []
    assert index.search("", top_k=5) == []
    assert index.search("?!", top_k=5) == []


def test_title_and_headings_are_searched_too(index: LexicalIndex) -> None:
    assert [hit.position for hit in index.search("news", top_k=5)] == [2]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (Filter(documents=frozenset({"b"})), [2]),
        (Filter(plans=frozenset({"plan-2"})), [2]),
        (Filter(years=frozenset({2013})), [0]),
        (Filter(documents=frozenset()), []),
    ],
)
def test_limits_are_filters(index: LexicalIndex, within: Filter, expected: list[int]) -> None:
    assert [hit.position for hit in index.search("burglary", top_k=5, within=within)] == expected


def test_top_k_counts_after_the_filter(index: LexicalIndex) -> None:
    found = index.search("burglary", top_k=1, within=Filter(documents=frozenset({"b"})))
    assert [hit.position for hit in found] == [2]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("words")
    write_lexical(folder, MANY)
    return LexicalIndex(folder, MANY)


@pytest.mark.parametrize("seed", range(20))
def test_a_limited_search_is_the_whole_ranking_without_what_the_filter_does_not_admit(
    many: LexicalIndex, seed: int
) -> None:
    numbers = np.random.default_rng(seed)
    within, top_k = random_filter(numbers), int(numbers.integers(1, 80))
    query = "horses in the woods near the school"
    everything = many.search(query, top_k=len(MANY))
    expected = [hit for hit in everything if within.admits(MANY[hit.position])][:top_k]
    assert many.search(query, top_k=top_k, within=within) == expected
    assert many.search(query, top_k=top_k) == everything[:top_k]


@pytest.mark.parametrize(
    "query", ["horses", "speeding near the school at night", "nowhere a woods"]
)
def test_the_scores_are_those_that_bm25s_computes(
    tmp_path_factory: pytest.TempPathFactory, many: LexicalIndex, query: str
) -> None:
    folder = tmp_path_factory.mktemp("bm25s")
    write_lexical(folder, MANY)
    whole = bm25s.BM25.load(str(folder))
    known = [stem for stem in stem_words(query) if stem in whole.vocab_dict]
    expected = whole.get_scores(known)
    found = many.search(query, top_k=len(MANY))
    assert {hit.position for hit in found} == set(np.flatnonzero(expected > 0).tolist())
    assert [hit.score for hit in found] == [float(expected[hit.position]) for hit in found]


def test_a_query_without_words_finds_nothing(many: LexicalIndex) -> None:
    assert many.search("?! ’", top_k=5) == []


def test_of_passages_with_equal_scores_the_first_come_first(many: LexicalIndex) -> None:
    found = many.search("horses", top_k=len(MANY))
    order = sorted(found, key=lambda hit: (-hit.score, hit.position))
    assert len({hit.score for hit in found}) < len(found)
    assert found == order


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("£1.7m", ["£1.7", "m"]),
        ("2,000 officers, 5%", ["2,000", "officers", "5%"]),
        ("anti-social", ["anti", "social"]),
        ("Lloyd’s victims' can't", ["lloyd", "victims", "can't"]),
        ("in 2016/17.", ["in", "2016", "17"]),
        ("3.", ["3"]),
    ],
)
def test_words_and_figures_are_told_apart(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem_words("burglaries burglary Burglary’s") == [stem_words("burglary")[0]] * 3


def test_words_are_counted_by_passage_so_that_rare_ones_are_known(index: LexicalIndex) -> None:
    assert (index.words["market"], index.words["burglaries"], index.words["news"]) == (2, 1, 1)


def test_the_vocabulary_is_the_words_of_the_texts_the_most_frequent_first() -> None:
    words = vocabulary_of(PASSAGES)
    assert words[:4] == ["burglary", "market", "the", "again"]
    assert "title" not in words
    assert len(words) == len(set(words))


def test_the_vocabulary_is_kept_with_the_index_so_that_opening_does_not_count_again(
    tmp_path: Path,
) -> None:
    write_lexical(tmp_path / "words", PASSAGES)
    file = tmp_path / "words" / "vocabulary.json"
    stored = json.loads(file.read_text("utf-8"))
    assert stored["of_texts"] == vocabulary_of(PASSAGES)
    file.write_text(json.dumps(stored | {"of_texts": ["kept", "words"]}), "utf-8")
    assert LexicalIndex(tmp_path / "words", PASSAGES).vocabulary == ["kept", "words"]


def test_counted_words_are_found_by_length_without_figures() -> None:
    counts = WordCounts({"van": 3, "2,000": 9, "cat": 1, "horses": 2})
    assert counts.by_length == {3: ["van", "cat"], 6: ["horses"]}
    assert (counts.most, WordCounts().most) == (9, 0)


def test_an_index_of_other_passages_is_refused(tmp_path: Path) -> None:
    write_lexical(tmp_path / "words", PASSAGES[:2])
    with pytest.raises(IndexDamaged, match="holds 2 of 3 passages"):
        LexicalIndex(tmp_path / "words", PASSAGES)


@pytest.mark.parametrize("file", ["vocabulary.json", "params.index.json", "data.csc.index.npy"])
def test_an_index_with_a_file_missing_is_refused(tmp_path: Path, file: str) -> None:
    write_lexical(tmp_path / "words", PASSAGES)
    (tmp_path / "words" / file).unlink()
    with pytest.raises(IndexDamaged, match="the word index cannot be opened"):
        LexicalIndex(tmp_path / "words", PASSAGES)

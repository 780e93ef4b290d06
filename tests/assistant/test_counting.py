"""Counting mentions: over every passage, however a thing is written, and said plainly."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.count_words import count_in_words
from assistant.counting import Counted, count_mentions, counts, mentions_to_cite
from assistant.settings import AssistantSettings
from corpus.index import Filter
from corpus.lexical import padded_stems, stem_words
from corpus.reader import IndexReader, OpenIndex

LETTERS = re.compile(r"[^\W\d_]{5,}")


@pytest.fixture(scope="module")
def index(shipped: Path) -> OpenIndex:
    settings = AssistantSettings(data=shipped)
    return IndexReader(shipped, settings.embedding_model).current()


def texts(index: OpenIndex, within: Filter | None = None) -> list[str]:
    passages = index.generation.passages
    return [passage.text for passage in passages if within is None or within.admits(passage)]


@pytest.mark.parametrize("word", ["Beacon", "burglary", "Chrysalis", "crime"])
def test_every_mention_in_every_passage_is_counted(index: OpenIndex, word: str) -> None:
    counted = count_mentions(word, (), index)
    plain = re.compile(rf"\b{word}\b", re.IGNORECASE)
    found = [len(plain.findall(text)) for text in texts(index)]
    same = sum(n for written, n in counted.spellings if written.lower() == word.lower())
    assert same == sum(found) > 0
    assert counted.passages >= sum(map(bool, found))


def test_passages_with_the_stems_of_a_word_are_those_counted(index: OpenIndex) -> None:
    """Held against the slow way, for words of all frequencies."""
    words = sorted({word.lower() for text in texts(index) for word in LETTERS.findall(text)})
    for word in words[::40]:
        stems = f" {' '.join(stem_words(word))} "
        slow = sum(stems in padded_stems(text) for text in texts(index))
        counted = count_mentions(word, (), index)
        in_one_word = sum(n for written, n in counted.spellings if written.isalpha())
        assert counted.passages >= slow > 0, word
        assert in_one_word >= slow, word


def test_hyphen_space_and_one_word_are_the_same(index: OpenIndex) -> None:
    ways = [
        count_mentions(words, (), index) for words in ("cyber crime", "cyber-crime", "cybercrime")
    ]
    assert len({(way.mentions, way.passages, way.documents) for way in ways}) == 1
    assert {written.lower() for written, _ in ways[0].spellings} == {
        "cybercrime",
        "cyber-crime",
        "cyber crime",
    }


def test_a_name_of_one_word_is_not_found_in_two_that_only_resemble_it(index: OpenIndex) -> None:
    assert any("drive safely" in text for text in texts(index))
    assert [written for written, _ in count_mentions("DriveSafe", (), index).spellings] == [
        "DriveSafe"
    ]


def test_abbreviations_that_are_given_count_too(index: OpenIndex) -> None:
    alone = count_mentions("ASB", (), index)
    ways = (tuple(stem_words("anti-social behaviour")), tuple(stem_words("antisocial behaviour")))
    both = count_mentions("ASB", ways, index)
    assert 0 < alone.mentions < both.mentions
    assert "anti-social behaviour" in {written.lower() for written, _ in both.spellings}


def test_a_filter_is_kept(index: OpenIndex) -> None:
    within = Filter(years=frozenset({2017}))
    counted = count_mentions("police", (), index, within)
    admitted = {p.document for p in index.generation.passages if within.admits(p)}
    assert {document for document, _ in counted.documents} <= admitted
    assert counted.searched == len(admitted) < count_mentions("police", (), index).searched
    assert 0 < counted.passages <= len(texts(index, within))


def test_documents_come_in_order_of_time_and_add_up(index: OpenIndex) -> None:
    counted = count_mentions("domestic abuse", (), index)
    published = [
        index.generation.catalogue.by_id[document].published.first_day
        for document, _ in counted.documents
    ]
    assert published == sorted(published)
    assert [day.year for day in published] == list(counted.years)
    assert sum(often for _, often in counted.documents) == counted.mentions
    assert sum(often for _, often in counted.spellings) == counted.mentions


def test_what_is_cited_mentions_it_first_in_each_document(index: OpenIndex) -> None:
    counted = count_mentions("Beacon", (), index)
    chosen = mentions_to_cite(counted, index, most=3)
    assert [candidate.passage.document for candidate in chosen] == [
        document for document, _ in counted.documents[:3]
    ]
    for candidate in chosen:
        text = index.generation.text(candidate.passage.document)
        assert "Beacon" in text[candidate.start : candidate.end]
        assert "Beacon" not in re.sub(r"(?m)^#.*$", "", text[: candidate.start])


MADE = Counted(
    thing="Beacon",
    mentions=14,
    passages=12,
    documents=tuple((f"d{n}", 1) for n in range(9)),
    years=(2015, *[2020] * 7, 2023),
    first=(),
    spellings=(("Beacon", 14),),
    searched=62,
    digests=0,
    limited=False,
)
ONE = replace(MADE, mentions=1, passages=1, documents=(("d", 1),), years=(2015,), searched=1)
NONE = replace(MADE, thing="drones", mentions=0, passages=0, documents=(), years=(), spellings=())


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (
            MADE,
            "‘Beacon’ is mentioned 14 times, in 12 passages of 9 documents, from 2015 to 2023 "
            "(counted over all 62 documents held).",
        ),
        (
            replace(ONE, limited=True),
            "‘Beacon’ is mentioned once, in 1 passage of 1 document, from 2015 "
            "(counted over the 1 document searched).",
        ),
        (
            replace(MADE, digests=62, spellings=(("Beacon", 12), ("the hub", 2))),
            "‘Beacon’ is mentioned 14 times, in 12 passages of 9 documents, from 2015 to 2023 "
            "(counted over all 62 documents held, in our own summaries of them; "
            "as Beacon 12 times, the hub twice).",
        ),
        (
            replace(MADE, digests=57),
            "‘Beacon’ is mentioned 14 times, in 12 passages of 9 documents, from 2015 to 2023 "
            "(counted over all 62 documents held, 57 of them in our own summaries).",
        ),
        (NONE, "‘drones’ is mentioned in none of the 62 documents held."),
        (
            replace(NONE, searched=1, limited=True),
            "‘drones’ is not mentioned in the 1 document searched.",
        ),
        (
            replace(NONE, searched=0),
            "There was no text in which ‘drones’ could be counted.",
        ),
        (
            replace(NONE, digests=62),
            "‘drones’ is mentioned in none of the 62 documents held. Only our own summaries of "
            "them were searched.",
        ),
        (
            replace(NONE, digests=3, limited=True, searched=9),
            "‘drones’ is mentioned in none of the 9 documents searched. Of 3 of them only our own "
            "summaries were searched.",
        ),
    ],
)
def test_the_count_is_said_in_a_sentence(counted: Counted, words: str) -> None:
    assert count_in_words(counted) == words


def test_the_caller_may_say_what_was_looked_at() -> None:
    where = "the 9 documents about the 2015–20 plan"
    assert count_in_words(NONE, where) == f"‘drones’ is mentioned in none of {where}."
    assert f"(counted over {where})" in count_in_words(MADE, where)


def test_nothing_and_words_that_no_document_has_are_counted_as_none(index: OpenIndex) -> None:
    for thing in ("", "?", "qzxv", "police qzxv"):
        assert count_mentions(thing, (), index).mentions == 0


def test_possessives_are_counted_and_quoted_titles_kept_whole(index: OpenIndex) -> None:
    assert count_mentions("Everybody's Business", (), index).mentions > 10
    assert counts("how often is 'Victims' Voice' mentioned") == "Victims' Voice"

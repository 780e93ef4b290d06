"""Passages fit the model's window, keep to their section, and are the stored text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.dates import PartialDate, Period
from corpus.documents import Document, Kind, Passage, SpanKind, TextSource
from corpus.embeddings import DEFAULT_MODEL, OnnxEmbeddings, find_model
from ingest.chunking import chunk_document
from ingest.readers.formats import read_file
from ingest.readers.markdown import sections_in
from ingest.readers.reading import Reading

ROOT = Path(__file__).resolve().parents[2]
WINDOW = 256
Chunk = Callable[..., list[Passage]]
NEWS = Document(
    id="news",
    title="Horse patrols",
    kind=Kind.NEWS,
    published=PartialDate(2017, 3),
    period=Period(2017, 2018),
    publisher="P",
    text=TextSource.DIGEST,
)


@pytest.fixture(scope="module")
def embedder(models: Path) -> OnnxEmbeddings:
    model = find_model(DEFAULT_MODEL)
    return OnnxEmbeddings(model, models / model.onnx_name)


@pytest.fixture(scope="module")
def chunk(embedder: OnnxEmbeddings, catalogue: Catalogue) -> Chunk:
    def divide(text: str, document: Document = NEWS, *, plain: bool = False) -> list[Passage]:
        reading = Reading(text=text, sections=tuple(sections_in(text, plain=plain)))
        passages = chunk_document(document, reading, catalogue, embedder.count_tokens, WINDOW)
        for passage in passages:
            assert passage.text == text[passage.start : passage.end]
            assert passage.spans
            assert passage.start == passage.spans[0].start
            assert passage.end == passage.spans[-1].end
        assert len({passage.id for passage in passages}) == len(passages)
        return passages

    return divide


def quotes(passages: list[Passage]) -> list[list[str]]:
    return [[passage.quote(span) for span in passage.spans] for passage in passages]


def test_every_passage_that_ships_fits_the_window_with_its_context(
    chunk: Chunk, embedder: OnnxEmbeddings
) -> None:
    loaded = load_corpus([ROOT / "corpus"])
    texts = {name: read_file(path, print).text for name, path in loaded.digests.items()}
    for name, text in texts.items():
        for passage in chunk(text, loaded.catalogue.by_id[name]):
            assert embedder.count_tokens(passage.embedding_text) <= WINDOW, passage.id


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Crime fell in every town. " * 200, id="many-sentences"),
        pytest.param("crime fell in every town, " * 300, id="one-endless-sentence"),
        pytest.param("a,b.c;" * 800, id="no-white-space"),
        pytest.param("警察" * 600, id="a-language-without-spaces"),
        pytest.param("- " + "crime fell, " * 300, id="one-endless-item"),
        pytest.param("| A |\n|---|\n| " + "crime fell, " * 300 + " |", id="one-endless-row"),
        pytest.param("## " + "Heading " * 60 + "\n\n" + "Crime fell. " * 200, id="long-heading"),
        pytest.param("#### x\n\n" + "**bold** [l](u) `c` " * 150, id="marks-everywhere"),
    ],
)
def test_whatever_its_length_a_text_becomes_passages_that_fit_and_lose_nothing(
    chunk: Chunk, embedder: OnnxEmbeddings, text: str
) -> None:
    passages = chunk(text)
    assert len(passages) > 1
    for passage in passages:
        context = min(embedder.count_tokens(passage.context), int(WINDOW * 0.4))
        assert embedder.count_tokens(passage.text) + context <= WINDOW
    spans = [span for section in sections_in(text, plain=False) for span in section.spans]
    before = "".join(text[span.start : span.end] for span in spans)
    after = "".join(quote for passage in quotes(passages) for quote in passage)
    assert "".join(after.split()) == "".join(before.split())


def test_a_passage_under_a_long_title_and_a_long_heading_fits_with_both(
    chunk: Chunk, embedder: OnnxEmbeddings
) -> None:
    words = "Consultation on proposals for neighbourhood policing priorities in Hertfordshire. "
    document = Document(
        id="n", title=(words * 7)[:500], kind=Kind.NEWS, published=PartialDate(2015), publisher="P"
    )
    longest = max(
        embedder.count_tokens(passage.embedding_text)
        for passage in chunk("## " + words * 5 + "\n\n" + "Crime fell in towns. " * 99, document)
    )
    assert longest <= WINDOW


def test_a_long_lead_with_a_long_item_still_fits_the_window(
    chunk: Chunk, embedder: OnnxEmbeddings
) -> None:
    lead, item = "we will do this and that and " * 20 + "more:", "more of this " * 40
    for passage in chunk(f"Before it.\n\n{lead}\n\n- {item}\n- {item}"):
        assert embedder.count_tokens(passage.embedding_text) <= WINDOW


def test_passages_never_cross_a_section_however_short(chunk: Chunk) -> None:
    passages = chunk("Start.\n\n# A\n\nOne.\n\n## B\n\nTwo.\n\n# A\n\nThree.")
    assert [(p.id, p.headings, p.text) for p in passages] == [
        ("news/text/1", (), "Start."),
        ("news/a/1", ("A",), "One."),
        ("news/a--b/1", ("A", "B"), "Two."),
        ("news/a/2", ("A",), "Three."),
    ]


def test_a_section_that_fits_stays_whole(chunk: Chunk) -> None:
    text = "# A\n\nOne here. Two here.\n\nIt will:\n\n- cut\n- help"
    assert quotes(chunk(text)) == [["One here.", "Two here.", "It will:", "cut", "help"]]


def test_a_lead_goes_with_its_first_item_when_the_list_begins_a_new_passage(chunk: Chunk) -> None:
    before = "Crime fell in every town of the county this year. " * 20
    text = f"{before}\n\nThe plan will:\n\n- " + "fund more patrols " * 8 + "\n- help victims"
    first, second = quotes(chunk(text))
    assert first[-1].startswith("Crime fell")
    assert second[0] == "The plan will:"
    assert second[1].startswith("fund more patrols")


def test_ids_do_not_depend_on_the_sections_before_so_that_a_citation_survives_an_insertion(
    chunk: Chunk,
) -> None:
    before = [passage.id for passage in chunk("# A\n\nOne.\n\n# B\n\nTwo.")]
    after = [passage.id for passage in chunk("# New\n\nNews.\n\n# A\n\nOne.\n\n# B\n\nTwo.")]
    assert after == ["news/new/1", *before]


def test_ids_stay_apart_where_headings_look_alike(chunk: Chunk) -> None:
    same = "Long heading words " * 6
    text = f"# {same}one\n\nA.\n\n# {same}two\n\nB.\n\n# 警察\n\nC.\n\n# !?\n\nD.\n\n# Text\n\nE."
    assert len(chunk(text)) == 5  # the fixture asserts that ids differ


def test_the_title_as_a_heading_is_not_repeated(chunk: Chunk) -> None:
    (passage,) = chunk("# Horse patrols\n\nTwo horses.")
    assert passage.id == "news/text/1"
    assert passage.context == "Horse patrols (2017–18)"
    assert passage.embedding_text == "Horse patrols (2017–18)\nTwo horses."


def test_years_are_those_of_the_document_and_those_the_passage_or_its_heading_names(
    chunk: Chunk,
) -> None:
    passages = chunk("# Since 2009\n\nIt rose in 2012/13.\n\n# Now\n\nIt fell.")
    assert [passage.years for passage in passages] == [
        (2009, 2012, 2013, 2017, 2018),
        (2017, 2018),
    ]


def test_a_piece_of_a_divided_item_is_a_sentence_and_the_last_piece_ends_where_the_item_did(
    chunk: Chunk,
) -> None:
    passages = chunk("- " + "crime fell, " * 200 + "END")
    assert {span.kind for passage in passages for span in passage.spans} == {SpanKind.SENTENCE}
    assert passages[-1].text.endswith("END")


def test_a_document_without_words_to_quote_has_no_passages(chunk: Chunk) -> None:
    assert chunk("") == []

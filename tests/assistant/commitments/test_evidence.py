"""Later evidence: only what came out later, word for word, and what was searched where there is none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.commitments.claims import claimed_by
from assistant.commitments.evidence import EvidenceFinder
from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment, Evidence, Relation, Trail
from assistant.commitments.trail_text import searched_in_words, trail_lines
from assistant.verification.quotations import verified
from corpus.dates import PartialDate
from corpus.documents import Kind, TextSource
from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader, OpenIndex
from corpus.text import readable, row_in_words
from ingest.sync import synchronise
from tests.assistant.commitments.made import document
from tests.corpus.small import settings_for

CATALOGUE = """\
- {id: news-before, title: Speeding in the villages, kind: news, published: "2013-01", publisher: A paper, digest: digests/before.md}
- {id: promise, title: What comes next, kind: news, published: "2013-03", publisher: The office, digest: digests/promise.md}
- {id: news-same-month, title: WatchWay in March, kind: news, published: "2013-03-30", publisher: A paper, digest: digests/same-month.md}
- {id: news-same-year, title: WatchWay this year, kind: news, published: "2013", publisher: A paper, digest: digests/same-year.md}
- {id: news-after, title: WatchWay begins, kind: news, published: "2013-04-01", publisher: A paper, digest: digests/after.md}
- {id: news-quotes, title: Looking back, kind: news, published: "2014-05", publisher: A paper, digest: digests/quotes.md}
- {id: news-other, title: A dog show, kind: news, published: "2014-06", publisher: A paper, digest: digests/other.md}
"""
PROMISE = "The Commissioner will set up WatchWay, a scheme against speeding in villages."
DIGESTS = {
    "before.md": "# Speeding in the villages\n\nWatchWay was set up against speeding in villages, some said.\n",
    "promise.md": (
        f"# What comes next\n\n{PROMISE} WatchWay has been set up already in one village.\n\n"
        "## Horses\n\nThe Commissioner will buy a zeppelin.\n"
    ),
    "same-month.md": "# WatchWay in March\n\nWatchWay was set up against speeding.\n",
    "same-year.md": "# WatchWay this year\n\nWatchWay was set up against speeding.\n",
    "after.md": (
        "# WatchWay begins\n\nWatchWay was set up on 1 April against speeding in villages. "
        "The baker sells bread.\n"
    ),
    "quotes.md": f"# Looking back\n\n{PROMISE}\n",
    "other.md": "# A dog show\n\nThe village held a dog show. The \x1b[31mbaker came too.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> OpenIndex:
    folder = tmp_path_factory.mktemp("evidence")
    corpus, data = folder / "corpus", folder / "data"
    (corpus / "digests").mkdir(parents=True)
    data.mkdir()
    (data / "models").symlink_to(models)
    (corpus / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    for name, text in DIGESTS.items():
        (corpus / "digests" / name).write_text(text, "utf-8")
    synchronise(settings_for(corpus, data))
    return IndexReader(data, DEFAULT_MODEL).current()


@pytest.fixture(scope="module")
def shipped_index(shipped: Path) -> OpenIndex:
    return IndexReader(shipped, DEFAULT_MODEL).current()


@pytest.fixture(scope="module")
def shipped_trails(shipped_index: OpenIndex) -> list[tuple[Commitment, Trail]]:
    finder = EvidenceFinder(shipped_index)
    return [(each, finder.trail(each)) for each in ledger(shipped_index.generation)]


def promised(index: OpenIndex, words: str) -> Commitment:
    return next(each for each in ledger(index.generation) if words in each.words)


def all_evidence(trails: list[tuple[Commitment, Trail]]) -> Iterator[tuple[Commitment, Evidence]]:
    for commitment, trail in trails:
        for each in trail.evidence:
            yield commitment, each


def test_a_later_report_is_found_and_nothing_that_may_be_earlier(index: OpenIndex) -> None:
    trail = EvidenceFinder(index).trail(promised(index, "WatchWay"))
    found = [(each.document, each.relation) for each in trail.evidence]
    assert found == [("news-after", Relation.DONE), ("news-quotes", Relation.REPEATED)]
    assert trail.evidence[0].because == "was set up"


def test_a_later_document_that_quotes_the_promise_only_repeats_it(index: OpenIndex) -> None:
    trail = EvidenceFinder(index).trail(promised(index, "WatchWay"))
    assert trail.evidence[-1].words == PROMISE
    assert trail.evidence[-1].relation is Relation.REPEATED


def test_where_nothing_is_found_it_is_said_what_was_searched(index: OpenIndex) -> None:
    trail = EvidenceFinder(index).trail(promised(index, "zeppelin"))
    assert trail.evidence == ()
    assert (trail.searched.documents, trail.searched.first, trail.searched.last) == (
        3,
        PartialDate(2013, 4, 1),
        PartialDate(2014, 6),
    )
    assert trail.searched.terms[0] == "zeppelin"
    (line,) = trail_lines(trail)
    assert line.startswith("Nothing found since: 3 later documents (2013 to 2014) were searched")


def test_the_last_document_has_nothing_that_could_be_searched(index: OpenIndex) -> None:
    found = promised(index, "zeppelin")
    last = type(found)(
        **{name: getattr(found, name) for name in found.__dataclass_fields__}
        | {"published": PartialDate(2014)}
    )
    trail = EvidenceFinder(index).trail(last)
    assert (trail.evidence, trail.searched.documents, trail.searched.first) == ((), 0, None)
    assert searched_in_words(trail.searched) == (
        "no document that certainly came out later is held; "
        "2 documents of the same year could not be put in order and were not searched"
    )


def test_no_more_is_quoted_than_was_asked_for(index: OpenIndex) -> None:
    found = promised(index, "WatchWay")
    (best,) = EvidenceFinder(index).trail(found, most=1).evidence
    every = EvidenceFinder(index).trail(found).evidence
    assert best.score == max(each.score for each in every)


def test_evidence_certainly_came_out_after_the_promise_and_in_order(
    shipped_trails: list[tuple[Commitment, Trail]],
) -> None:
    for commitment, each in all_evidence(shipped_trails):
        assert each.document != commitment.document
        assert each.published.first_day > commitment.published.last_day
    for _, trail in shipped_trails:
        days = [each.published.first_day for each in trail.evidence]
        assert days == sorted(days)


def test_every_quotation_is_the_stored_text_and_stands_only_once(
    shipped_index: OpenIndex, shipped_trails: list[tuple[Commitment, Trail]]
) -> None:
    texts = shipped_index.generation.text
    count = 0
    for _, trail in shipped_trails:
        places = [(each.document, each.start, each.end) for each in trail.evidence]
        assert len(set(places)) == len(places) <= 8
        for each in trail.evidence:
            row = each.words.lstrip().startswith("|")
            shown = row_in_words(each.lead, each.words) if row else readable(each.words)
            text = texts(each.document)
            spans = [
                span
                for passage in shipped_index.generation.passages
                if passage.id == each.passage
                for span in passage.spans
                if span.start == each.start
            ]
            assert verified(each.words, shown, each.start, each.end, text, tuple(spans))
            assert each.because in shown
            count += 1
    assert count > 50


@pytest.mark.parametrize(
    ("promise", "evidence", "relation"),
    [
        ("DriveSafe, to help", "news-2013-04-drivesafe-launch", Relation.DONE),
        ("a Commissioner's fund", "news-2014-community-fund", Relation.UNCLEAR),
        ("75 more frontline officers", "news-2019-10-officer-uplift", Relation.DONE),
        ("It is to be withdrawn", "news-2021-06-fire-bid-ended", Relation.UNCLEAR),
        ("redevelop the headquarters", "news-2023-06-hq-redevelopment", Relation.PROGRESS),
        ("remit of Beacon", "news-2022-plan-launch", Relation.REPEATED),
    ],
)
def test_the_subjects_that_staff_ask_about_are_followed_from_end_to_end(
    shipped_trails: list[tuple[Commitment, Trail]],
    promise: str,
    evidence: str,
    relation: Relation,
) -> None:
    trail = next(trail for each, trail in shipped_trails if promise in each.words)
    assert (evidence, relation) in {(each.document, each.relation) for each in trail.evidence}


def test_a_promise_that_nothing_names_again_is_left_empty(
    shipped_trails: list[tuple[Commitment, Trail]],
) -> None:
    trail = next(trail for each, trail in shipped_trails if "Community Payback" in each.words)
    assert trail.evidence == ()
    assert trail.searched.documents > 50


OFFICE = document(publisher="Commissioner for Exampleshire", id="a")
PAPER = document(publisher="Example Times", kind=Kind.NEWS, id="b", text=TextSource.DIGEST)


@pytest.mark.parametrize(
    ("words", "held", "who", "own"),
    [
        ("Crime fell.", document(publisher=OFFICE.publisher, kind=Kind.ANNUAL_REPORT), "the Commissioner's own annual report", True),
        ("Crime fell.", document(publisher=OFFICE.publisher, kind=Kind.NEWS), "the Commissioner's office, in a news release", True),
        ("The Panel said that crime fell.", document(publisher=OFFICE.publisher, kind=Kind.NEWS), "the Police and Crime Panel, as the Commissioner's news release reports it", False),
        ("In March 2014 an HMIC report graded the force 'good'.", document(publisher=OFFICE.publisher, kind=Kind.NEWS), "the inspectorate, as the Commissioner's news release reports it", False),
        ("Crime fell.", PAPER, "the press (Example Times)", False),
        ("The Commissioner said that crime fell.", PAPER, "the Commissioner, as the press (Example Times) reports it", True),
        ("Crime fell.", document(publisher="Example Police and Crime Panel", kind=Kind.PANEL_PAPER), "the Police and Crime Panel", False),
        ("Crime fell.", document(publisher="Example Constabulary", kind=Kind.NEWS), "the Constabulary", True),
    ],
)  # fmt: skip
def test_it_is_said_who_claims_it_and_whether_they_promised_it(
    index: OpenIndex, words: str, held: object, who: str, own: bool
) -> None:
    assert claimed_by(words, held, index.generation.catalogue.body) == (who, own)  # type: ignore[arg-type]


def test_the_command_shows_what_became_of_each_promise(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_DATA", str(shipped))
    chosen = ["commitments", "--evidence", "--document", PROMISES]
    assert main(chosen) == 0
    shown = capsys.readouterr().out
    assert "suggested: reported as done, by the words “started”" in shown
    assert "Nothing found since: 57 later documents (2013 to 2025) were searched for" in shown
    assert main([*chosen, "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert records[0]["evidence"][0]["relation"] == "done"
    assert records[0]["searched"]["documents"] == 57
    assert main([*chosen, "--csv"]) == 0
    heading = capsys.readouterr().out.splitlines()[0]
    assert heading.endswith("confidence,evidence,searched_documents")


PROMISES = "news-2013-03-plan-key-initiatives"


def test_control_characters_of_documents_reach_no_terminal(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = index.generation.folder.parent.parent
    monkeypatch.setenv("PLANS_DATA", str(data))
    assert main(["commitments", "--evidence"]) == 0
    assert "\x1b" not in capsys.readouterr().out

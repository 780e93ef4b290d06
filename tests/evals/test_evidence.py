"""What the figures of the labelled pairs mean."""

from pathlib import Path

import pytest

from assistant.commitments.records import Evidence, Relation, Searched, Trail
from corpus.dates import PartialDate
from corpus.documents import Kind, TextSource
from corpus.embeddings import DEFAULT_MODEL
from corpus.errors import PlansError
from corpus.reader import IndexReader
from evals.commitments.evidence import (
    Followed,
    Pair,
    Place,
    follow_all,
    measure_evidence,
    read_pairs,
)
from evals.commitments.sentences import FOLDER


def pair(relation: str | None, text: str = "The hub opened.") -> Pair:
    there = {"document": "later", "text": text} if relation else "none"
    return Pair.model_validate(
        {
            "id": "p", "theme": "hubs", "commitment": {"document": "early", "text": "We will open a hub."},
            "evidence": there, "relation": relation, "reason": "made up",
        }
    )  # fmt: skip


def evidence(relation: Relation) -> Evidence:
    return Evidence(
        document="later", title="Later", kind=Kind.NEWS, published=PartialDate(2015), source=TextSource.DIGEST,
        passage="later/x/1", headings=(), page=None, start=0, end=15, words="The hub opened.", lead="",
        relation=relation, because="", claimed_by="the press", own=False, score=0.8,
    )  # fmt: skip


def followed(
    pairs: tuple[Pair, ...],
    found: tuple[Evidence | None, ...],
    superfluous: tuple[Evidence, ...] = (),
    *,
    in_ledger: bool = True,
) -> Followed:
    shown = tuple(each for each in found if each) + superfluous
    searched = Searched(documents=1, passages=1, first=None, last=None, terms=())
    return Followed(
        promise=Place(document="early", text="We will open a hub."),
        pairs=pairs,
        trail=Trail(evidence=shown, searched=searched),
        found=found,
        superfluous=superfluous,
        in_ledger=in_ledger,
    )


def test_recall_counts_pairs_and_agreement_those_that_were_found() -> None:
    done, unclear = evidence(Relation.DONE), evidence(Relation.UNCLEAR)
    figures = measure_evidence(
        (
            followed((pair("done"), pair("progress")), (done, None)),
            followed((pair("changed"),), (unclear,), in_ledger=False),
        )
    )
    assert (figures.promises, figures.in_ledger, figures.pairs) == (2, 1, 3)
    assert figures.recall[0] == pytest.approx(2 / 3)
    assert figures.agreement[0] == 0.5
    assert figures.confusion[Relation.CHANGED, Relation.UNCLEAR] == 1
    low, high = figures.recall[1] or (1.0, 0.0)
    assert low < 2 / 3 < high


def test_a_promise_without_evidence_is_quiet_where_nothing_is_claimed_of_it() -> None:
    done, unclear = evidence(Relation.DONE), evidence(Relation.UNCLEAR)
    figures = measure_evidence(
        (followed((), ()), followed((), (), (unclear,)), followed((), (), (done, unclear)))
    )
    assert figures.none == 3
    assert figures.quiet[0] == pytest.approx(2 / 3)
    assert figures.superfluous[0] == 1.0


def test_the_shipped_pairs_can_be_read_and_no_promise_is_in_both_splits() -> None:
    sets = [read_pairs(FOLDER / f"pairs-{split}.yaml") for split in ("dev", "test")]
    promises = [{(each.commitment.document, each.commitment.text) for each in s} for s in sets]
    assert all(len(split) > 30 for split in sets)
    assert not promises[0] & promises[1]


def test_a_file_that_is_not_whole_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs-dev.yaml"
    file.write_text("- {id: a, theme: b}\n", "utf-8")
    with pytest.raises(PlansError, match=r"pairs-dev\.yaml"):
        read_pairs(file)


def test_the_search_is_good_enough_on_the_dev_split(shipped: Path) -> None:
    index = IndexReader(shipped, DEFAULT_MODEL).current()
    figures = measure_evidence(follow_all(read_pairs(FOLDER / "pairs-dev.yaml"), index))
    assert figures.recall[0] >= 0.65
    assert figures.quiet[0] >= 0.6
    assert figures.superfluous[0] <= 3.5
    assert figures.in_ledger >= 20


def test_words_that_stand_nowhere_are_named(shipped: Path) -> None:
    index = IndexReader(shipped, DEFAULT_MODEL).current()
    with pytest.raises(PlansError, match="does not say"):
        follow_all([pair("done")], index)

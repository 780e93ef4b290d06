"""What the figures of the examples of reported relations mean."""

from pathlib import Path

import pytest

import corpus
from assistant.commitments.records import Relation
from assistant.commitments.relations import Suggested
from corpus.errors import PlansError
from evals.commitments.__main__ import main
from evals.commitments.relations import Example, Said, measure_relations, read_examples
from evals.commitments.sentences import FOLDER

FILE = FOLDER / "relations-dev.yaml"
DIGESTS = Path(corpus.__file__).parent / "digests"


def said(label: str, suggested: str) -> Said:
    example = Example(
        id="r", promise="We will open a hub.", promised_in=None, words="The hub opened.",
        document=None, relation=Relation(label), reason="made up",
    )  # fmt: skip
    return Said(example=example, suggested=Suggested(Relation(suggested)))


def test_what_is_left_unclear_counts_against_recall_and_not_against_precision() -> None:
    figures = measure_relations(
        [said("done", "done"), said("done", "unclear"), said("progress", "done"), said("unclear", "unclear")]
    )  # fmt: skip
    assert (figures.examples, figures.told) == (4, 2)
    assert figures.right_when_told[0] == 0.5
    assert figures.unclear[0] == 0.5
    assert figures.precision[Relation.DONE][0] == 0.5
    assert figures.recall[Relation.DONE][0] == 0.5
    assert figures.confusion[Relation.PROGRESS, Relation.DONE] == 1
    low, high = figures.right_when_told[1] or (1.0, 0.0)
    assert low < 0.5 < high


def test_a_label_that_is_never_suggested_has_no_interval() -> None:
    figures = measure_relations([said("done", "done")])
    assert figures.precision[Relation.CHANGED] == (0.0, None)


def test_what_is_held_out_is_every_third_and_apart_from_the_rest() -> None:
    open_, held = (read_examples(FILE, held_out=part) for part in (False, True))
    assert len(open_) == 2 * len(held) >= 60
    assert all(int(each.id.rsplit("-", 1)[1]) % 3 == 0 for each in held)
    assert not {each.words for each in open_} & {each.words for each in held}
    for part in (open_, held):
        assert {each.relation for each in part} == set(Relation)


def test_what_is_said_to_stand_in_a_digest_stands_there() -> None:
    examples = (*read_examples(FILE, held_out=False), *read_examples(FILE, held_out=True))
    named = [
        (document, words)
        for each in examples
        for document, words in ((each.promised_in, each.promise), (each.document, each.words))
        if document
    ]
    assert len(named) > 50
    for document, words in named:
        assert words in (DIGESTS / f"{document}.md").read_text("utf-8")


def test_a_file_that_is_not_whole_is_named(tmp_path: Path) -> None:
    file = tmp_path / "relations-dev.yaml"
    file.write_text("- {id: a, words: b}\n", "utf-8")
    with pytest.raises(PlansError, match=r"relations-dev\.yaml"):
        read_examples(file, held_out=False)


def test_suggestions_are_right_on_what_is_not_held_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--relations"]) == 0
    out = capsys.readouterr().out
    right = next(line for line in out.splitlines() if line.startswith("right where suggested"))
    assert float(right.split()[3]) > 0.9
    assert "sentences" not in out


def test_the_command_shows_what_it_got_wrong_only_of_what_is_not_held_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--relations", "--show"]) == 0
    out = capsys.readouterr().out
    assert "“" in out
    held = {each.id for each in read_examples(FILE, held_out=True)}
    assert not any(each in out for each in held)

"""What the figures of the labelled sentences mean."""

from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import PlansError
from evals.commitments.__main__ import main
from evals.commitments.sentences import FOLDER, Judged, Labelled, judge_all, measure, read_labelled

NONE = Catalogue(documents=())


def labelled(text: str, *, commitment: bool, **changes: object) -> Labelled:
    return Labelled.model_validate(
        {"id": text[:8], "text": text, "commitment": commitment, **changes}
    )


MADE = (
    labelled(
        "We will open a hub by 2016.",
        commitment=True,
        who="We",
        what="open a hub",
        by="by 2016",
        checkable=True,
    ),
    labelled("Something is afoot at the mill.", commitment=True),
    labelled("I will hold a fair.", commitment=False),
    labelled("Thefts fell.", commitment=False),
)


def test_precision_and_recall_count_what_is_found_wrongly_and_what_is_missed() -> None:
    figures = measure(judge_all(MADE, NONE))
    assert (figures.sentences, figures.commitments, figures.found) == (4, 2, 2)
    assert (figures.precision[0], figures.recall[0], figures.f1[0]) == (0.5, 0.5, 0.5)
    low, high = figures.precision[1] or (1.0, 0.0)
    assert low < 0.5 < high


def test_a_part_is_right_where_half_of_its_words_are_shared() -> None:
    judged = judge_all(MADE[:1], NONE)[0]
    assert (judged.shared("who"), judged.shared("by"), judged.shared("measure")) == (1.0, 1.0, 1.0)
    half = Judged(
        labelled=labelled("We will open a hub by 2016.", commitment=True, what="open"),
        found=judged.found,
    )
    assert 0 < half.shared("what") < 0.6
    none = Judged(labelled=half.labelled, found=None)
    assert none.shared("what") == 0.0


def test_a_sentence_is_judged_with_what_it_stands_under() -> None:
    items = (
        labelled("open a hub", commitment=True, under="We will:"),
        labelled("Foundations for growth.", commitment=True, under="Commitments"),
        labelled("open a hub", commitment=False, under="Ideas under exploration"),
    )
    assert all(each.right for each in judge_all(items, NONE))


def test_the_shipped_sets_can_be_read_and_no_sentence_is_in_both() -> None:
    sets = [read_labelled(FOLDER / f"sentences-{split}.yaml") for split in ("dev", "test")]
    texts = [{each.text for each in split} for split in sets]
    assert all(len(split) > 50 for split in sets)
    assert not texts[0] & texts[1]


def test_errors_of_the_test_split_are_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--split", "test", "--show"])
    assert "never shown" in capsys.readouterr().err


def test_a_file_that_is_not_whole_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sentences-dev.yaml"
    file.write_text("- {id: a, text: b}\n", "utf-8")
    with pytest.raises(PlansError, match=r"sentences-dev\.yaml"):
        read_labelled(file)


def test_the_rules_are_good_enough_on_the_dev_split(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--split", "dev"]) == 0
    lines = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()}
    assert float(lines["precision"][1]) > 0.9
    assert float(lines["recall"][1]) > 0.85

"""Question sets: what is refused, and that the sets that ship are right."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.catalogue_file import load_corpus
from corpus.errors import PlansError
from evals.samples import CATEGORIES, SPLITS, Split, check_samples, load_samples, read_samples

ROOT = Path(__file__).resolve().parents[2]
FEW = 3
"""So many samples at least of every category in every split."""


@pytest.mark.parametrize("split", SPLITS)
def test_the_sets_that_ship_name_documents_that_hold_their_facts(split: Split) -> None:
    loaded = load_corpus([ROOT / "corpus"])
    texts = {name: path.read_text("utf-8") for name, path in loaded.digests.items()}
    assert check_samples(load_samples(split), loaded.catalogue, texts) == []


def test_there_are_250_questions_and_none_is_asked_twice() -> None:
    samples = [sample for split in SPLITS for sample in load_samples(split)]
    asked = Counter((" ".join(s.question.lower().split()).rstrip("?"), s.history) for s in samples)
    assert len(samples) >= 250
    assert [question for question, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_category_is_asked(split: Split) -> None:
    counts = Counter(sample.category for sample in load_samples(split))
    assert {category for category in CATEGORIES if counts[category] < FEW} == set()


def test_the_guide_names_every_field_and_category() -> None:
    from evals.samples import Sample

    guide = (ROOT / "evals" / "questions" / "README.md").read_text("utf-8")
    for name in (*Sample.model_fields, *CATEGORIES):
        assert f"`{name}`" in guide


RIGHT = """- id: dev-001
  question: how many officers
  category: figure
  documents: [a, [b, c]]
  contains: ["1,500", [two, three]]
"""


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "set.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlansError) as error:
        read_samples(path)
    return str(error.value)


def test_groups_and_single_entries_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(RIGHT, "utf-8")
    (sample,) = read_samples(path)
    assert sample.documents == (("a",), ("b", "c"))
    assert sample.contains == (("1,500",), ("two", "three"))
    assert sample.right_documents == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("category: figure", "category: figures", ":3: sample 'dev-001': category"),
        ("documents: [a, [b, c]]", "documents: [a, [a, c]]", "stands in two groups"),
        ("documents: [a, [b, c]]\n", "\n", "needs documents and contains"),
        ("documents: [a, [b, c]]", "documents: a", ":4: sample 'dev-001': documents: must be a list"),
        ("category: figure", "category: figure\n  answerable: false", "needs a status"),
        ("category: figure", "category: follow-up", "needs history and in_full"),
        ("category: figure", "category: figure\n  expected: x", "expected: is not a known field"),
        ("id: dev-001", "id: Dev 1", "does not have the form"),
        ("category: figure", "category: figure\n  status: [fine]", "status"),
        ("question: how many officers", 'question: " "', "question"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refused(tmp_path, RIGHT.replace(old, new))


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    said = refused(tmp_path, RIGHT + RIGHT + RIGHT.replace("figure", "wrong"))
    assert "used before" in said
    assert "category" in said


def test_a_fact_that_no_document_states_is_found(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(RIGHT, "utf-8")
    catalogue = load_corpus([ROOT / "corpus"]).catalogue
    texts = {"a": "There are 11,500.", "b": "two", "c": ""}
    (problem,) = check_samples(read_samples(path), catalogue, texts)
    assert "'1,500' stands in none of its documents" in problem

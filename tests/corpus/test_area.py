"""The area of a body is named in `body.yaml` alone; the code reads it from there."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpus.catalogue import Body, Catalogue
from corpus.catalogue_file import load_corpus
from corpus.documents import Commissioner
from corpus.errors import CatalogueError
from corpus.generation import catalogue_json
from corpus.reference_patterns import gap
from corpus.references import find_references

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 1)
_OTHERS = {
    "danger_weights.json",  # vocabulary of a fitted model: words of the questions it learnt from
    "weights.json",  # the same, of the guards
    "other_areas.txt",  # all police areas; a body's own is passed over when it is read
}


def test_the_code_does_not_name_the_area() -> None:
    named = []
    for path in [
        *ROOT.glob("assistant/**/*"),
        *ROOT.glob("ingest/**/*"),
        *ROOT.glob("corpus/*.py"),
    ]:
        if path.suffix in {".py", ".txt", ".yaml", ".json"} and path.name not in _OTHERS:
            text = path.read_text("utf-8").lower()
            named += [path.name] if "hertford" in text or "herts" in text else []
    assert named == []


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_corpus([ROOT / "corpus"]).catalogue


def with_area(catalogue: Catalogue, *area: str) -> Catalogue:
    body = dataclasses.replace(catalogue.body, area=area)
    return Catalogue(documents=catalogue.documents, body=body)


@pytest.mark.parametrize("area", ["Hertfordshire", "Herts", "Isle of Ely"])
def test_the_area_may_stand_between_the_year_of_a_plan_and_the_word(
    catalogue: Catalogue, area: str
) -> None:
    text = f"What did the 2015 {area} plan say about knives?"
    (named,) = find_references(text, with_area(catalogue, area), TODAY, ())
    assert named.documents == ("plan-2015-20",)
    elsewhere = find_references(text, with_area(catalogue, "Rutland"), TODAY, ())
    assert [r.documents for r in elsewhere] != [("plan-2015-20",)]


def test_the_area_of_the_shipped_body_is_its_own(catalogue: Catalogue) -> None:
    assert catalogue.body.area == ("Hertfordshire", "Herts")


def test_a_name_is_read_as_it_stands_and_not_as_a_pattern(catalogue: Catalogue) -> None:
    people = (Commissioner(name="A. O'Neill (acting)", start=catalogue.documents[0].published),)
    odd = Body(name="b", area=("St. X+Y",), commissioners=people)
    assert r"St\. X\+Y" in gap(odd)
    changed = Catalogue(documents=catalogue.documents, body=odd)
    (named,) = find_references("the 2015 St. X+Y plan", changed, TODAY, ())
    assert named.documents == ("plan-2015-20",)


def test_an_index_from_before_the_area_was_kept_is_read_and_brought_up_to_date(
    catalogue: Catalogue,
) -> None:
    stored = json.loads(catalogue_json(catalogue))
    del stored["body"]["area"]
    older = TypeAdapter(Catalogue).validate_python(stored)
    assert older.body.area == ()
    assert catalogue_json(older) != catalogue_json(catalogue)  # so the next `ingest` writes it anew


def test_the_areas_of_several_folders_all_count(tmp_path: Path) -> None:
    folders = []
    for name, area in (("one", "[Ely, Fens]"), ("two", "[Fens, Wash]")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "catalogue.yaml").write_text("[]", "utf-8")
        (folder / "body.yaml").write_text(f"name: B\narea: {area}\n", "utf-8")
        folders.append(folder)
    assert load_corpus(folders).catalogue.body.area == ("Ely", "Fens", "Wash")


def test_an_area_without_a_name_is_a_problem_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text("[]", "utf-8")
    (tmp_path / "body.yaml").write_text("name: B\narea: ['']\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"body\.yaml:2: area"):
        load_corpus([tmp_path])

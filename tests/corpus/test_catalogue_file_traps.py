"""Mistakes in a catalogue that once ended in a traceback, or in nothing at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue_file import load_corpus
from corpus.errors import CatalogueError
from tests.corpus.test_catalogue_file import DOCUMENT, NEWS, problems_of

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            DOCUMENT.replace('"2015"', ""),
            4,
            id="a-date-left-empty",
        ),
        pytest.param(
            DOCUMENT.replace('"2015"', "2015-02-30"),
            4,
            id="a-day-that-never-was-without-quotes",
        ),
        pytest.param(
            DOCUMENT + '  digest: "a\\0.md"\n',
            6,
            id="a-nul-in-a-path",
        ),
        pytest.param(
            DOCUMENT + "  title: Another title\n",
            6,
            id="a-field-given-twice",
        ),
    ],
)
def test_a_mistake_is_told_at_its_line(write_corpus: Write, text: str, line: int) -> None:
    (found,) = problems_of(write_corpus(text, {}))
    assert found.startswith(f"corpus/catalogue.yaml:{line}: document 'plan-a': ")


def test_a_commissioner_without_a_start_is_refused_because_nothing_could_be_dated(
    write_corpus: Write,
) -> None:
    folder = write_corpus(DOCUMENT, {})
    (folder / "body.yaml").write_text("name: P\ncommissioners:\n- name: L\n  start:\n", "utf-8")
    assert "start" in problems_of(folder)[0]


def test_a_commissioner_without_a_name_is_refused(write_corpus: Write) -> None:
    folder = write_corpus(DOCUMENT, {})
    (folder / "body.yaml").write_text(
        "name: P\ncommissioners: [{name: ' ', start: '2012'}]\n", "utf-8"
    )
    assert "name" in problems_of(folder)[0]


def test_a_mistake_in_one_entry_is_not_told_again_by_all_that_name_it(write_corpus: Write) -> None:
    text = DOCUMENT.replace('"2015"', "x") + NEWS + "  about: [plan-a]\n"
    found = problems_of(write_corpus(text, {}))
    assert [problem.split(": ")[0] for problem in found] == ["corpus/catalogue.yaml:4"]


def test_plans_that_replace_each_other_in_a_circle_are_refused(write_corpus: Write) -> None:
    other = DOCUMENT.replace("plan-a", "plan-c") + "  supersedes: [plan-a]\n"
    with pytest.raises(CatalogueError):
        load_corpus([write_corpus(DOCUMENT + "  supersedes: [plan-c]\n" + other, {})])


def test_a_document_may_name_the_same_digest_as_none_other_in_another_folder_of_that_name(
    write_corpus: Write,
) -> None:
    first = write_corpus(DOCUMENT + "  digest: digests/x.md\n", {"x.md": "First."}, "first")
    second = write_corpus(NEWS + "  digest: digests/x.md\n", {"x.md": "Second."}, "second")
    digests = load_corpus([first, second]).digests
    assert {name: path.read_text("utf-8") for name, path in digests.items()} == {
        "plan-a": "First.",
        "news-b": "Second.",
    }


def test_a_link_out_of_the_corpus_folder_is_refused_as_a_path_out_of_it_is(
    write_corpus: Write, tmp_path: Path
) -> None:
    folder = write_corpus(DOCUMENT + "  digest: digests/a.md\n", {})
    (tmp_path / "secret.md").write_text("Secret.", "utf-8")
    (folder / "digests" / "a.md").symlink_to(tmp_path / "secret.md")
    assert "is outside the corpus folder" in problems_of(folder)[0]

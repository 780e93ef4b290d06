"""Strangers write the catalogue: every mistake is told with its line, all of them at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue_file import load_corpus
from corpus.errors import CatalogueError

Write = Callable[..., Path]

DOCUMENT = """\
- id: plan-a
  title: Plan A
  kind: plan
  published: "2015"
  publisher: P
"""
NEWS = DOCUMENT.replace("plan-a", "news-b").replace("kind: plan", "kind: news")


def problems_of(*folders: Path) -> list[str]:
    """Problems with the temporary folder's name left out."""
    with pytest.raises(CatalogueError) as caught:
        load_corpus(folders)
    return [problem.replace(f"{folders[0].parent}/", "") for problem in caught.value.problems]


def test_a_catalogue_keeps_the_order_of_its_file_and_says_where_each_digest_lies(
    write_corpus: Write,
) -> None:
    folder = write_corpus(NEWS + "  digest: digests/b.md\n" + DOCUMENT, {"b.md": "Text."})
    loaded = load_corpus([folder])
    assert [document.id for document in loaded.catalogue.documents] == ["news-b", "plan-a"]
    assert loaded.digests == {"news-b": folder / "digests" / "b.md"}
    assert loaded.notices == ()


def test_every_problem_of_every_entry_is_reported_at_once_with_its_own_line(
    write_corpus: Write,
) -> None:
    text = """\
- id: Plan A
  title: ""
  kind: plans
  published: "2015-13"
  publisher: P
  colour: blue
- id: news-b
  title: B
  kind: news
  published: 2015
  period: "2016-2015"
  about: [nobody]
  publisher: P
  url: www.example.org
- id: news-c
  title: C
  kind: news
  published: "2015"
  publisher: P
  about:
  - nobody
"""
    found = problems_of(write_corpus(text, {}))
    places = [":".join(problem.split(":")[:2]) for problem in found]
    assert places == [
        "corpus/catalogue.yaml:1",
        "corpus/catalogue.yaml:2",
        "corpus/catalogue.yaml:3",
        "corpus/catalogue.yaml:4",
        "corpus/catalogue.yaml:6",
        "corpus/catalogue.yaml:10",
        "corpus/catalogue.yaml:11",
        "corpus/catalogue.yaml:14",
        "corpus/catalogue.yaml:20",
    ]
    assert found[4] == "corpus/catalogue.yaml:6: document 'Plan A': colour: is not a known field"
    assert found[5].endswith("published: 2015 must be text: put it in quotes")
    assert found[8].endswith("document 'news-c': about: no document has the id 'nobody'")


@pytest.mark.parametrize(
    ("addition", "problem"),
    [
        pytest.param("  about: [x]", "about: no document has the id 'x'", id="about"),
        pytest.param(
            "  supersedes: [x]", "supersedes: no document has the id 'x'", id="supersedes"
        ),
        pytest.param("  supersedes: [news-b]", "'news-b' is not a plan", id="replaces-news"),
        pytest.param("  supersedes: [plan-a]", "the plan replaces itself", id="replaces-itself"),
        pytest.param("  period: 15-20", "'15-20' is not a period", id="period"),
        pytest.param("  in_force: {start: x}", "'x' is not a date", id="in-force-date"),
        pytest.param(
            "  in_force: {until: '2015'}", "in_force.start: Field required", id="no-start"
        ),
        pytest.param("  in_force: {start: null}", "a date is needed", id="start-is-null"),
        pytest.param(
            "  in_force: {start: '2015', until: '2014'}", "ends before it starts", id="reversed"
        ),
        pytest.param("  in_force: {start: '2015', end: x}", "end: is not a known field", id="end"),
        pytest.param("  digest: ../secret.md", "is outside the corpus folder", id="parent-folder"),
        pytest.param("  digest: /etc/passwd", "is outside the corpus folder", id="absolute-path"),
        pytest.param("  url: javascript:alert(1)", "does not have the form ^https?", id="url"),
        pytest.param("  published: '2016-02-30'", "is not a day that exists", id="no-such-day"),
        pytest.param("  about: news-b", "about: ", id="text-for-a-list"),
    ],
)
def test_each_mistake_is_told_at_its_line(write_corpus: Write, addition: str, problem: str) -> None:
    field = addition.split(":")[0].strip()
    lines = [line for line in DOCUMENT.splitlines() if not line.startswith(f"  {field}:")]
    text = NEWS + "\n".join([*lines, addition]) + "\n"
    (found,) = problems_of(write_corpus(text, {}))
    assert found.startswith(f"corpus/catalogue.yaml:{len(text.splitlines())}: document 'plan-a': ")
    assert problem in found


def test_only_a_plan_may_be_in_force_because_the_rules_of_time_look_only_at_plans(
    write_corpus: Write,
) -> None:
    (found,) = problems_of(write_corpus(NEWS + "  in_force: {start: '2015'}\n", {}))
    assert found.startswith("corpus/catalogue.yaml:6:")
    assert found.endswith("only a plan has in_force or supersedes")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param("- id: [a\n", 2, "not valid YAML", id="bracket-left-open"),
        pytest.param("- id: a\n\ttitle: b\n", 2, "not valid YAML", id="tab"),
        pytest.param("- a\n---\n- b\n", 2, "not valid YAML", id="two-yaml-documents"),
        pytest.param("- id: \x01\n", 1, "not valid YAML", id="control-character"),
        pytest.param(
            "- id: !!python/object:os.system a\n", 1, "not valid YAML", id="python-object"
        ),
        pytest.param("", 1, "the file is empty", id="empty"),
        pytest.param("# later\n", 1, "the file is empty", id="only-a-comment"),
        pytest.param("id: plan-a\n", 1, "must be a list of documents", id="a-mapping"),
        pytest.param(
            "- plan-a\n", 1, "a document must be `key: value` lines", id="a-list-of-words"
        ),
        pytest.param("-\n", 1, "a document must be `key: value` lines", id="an-empty-entry"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_with_the_line(
    write_corpus: Write, text: str, line: int, problem: str
) -> None:
    (found,) = problems_of(write_corpus(text, {}))
    assert found.startswith(f"corpus/catalogue.yaml:{line}: ")
    assert problem in found


def test_a_file_that_is_not_utf_8_is_named(write_corpus: Write) -> None:
    folder = write_corpus(DOCUMENT, {})
    (folder / "catalogue.yaml").write_bytes(b"- id: caf\xe9\n")
    (found,) = problems_of(folder)
    assert found.startswith("corpus/catalogue.yaml: cannot be read as UTF-8 text")


def test_a_folder_without_a_catalogue_is_named_with_the_setting(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path / "nowhere")
    assert (
        found == "nowhere/catalogue.yaml: not found; PLANS_CORPUS must name folders that have one"
    )


def test_an_id_used_twice_across_folders_names_both_places(write_corpus: Write) -> None:
    first = write_corpus(NEWS + DOCUMENT, {}, "first")
    second = write_corpus(DOCUMENT, {}, "second")
    (found,) = problems_of(first, second)
    assert found.startswith("second/catalogue.yaml:1: id 'plan-a' is used before, at ")
    assert found.endswith("first/catalogue.yaml:6")


def test_documents_of_one_folder_may_speak_of_those_of_another(write_corpus: Write) -> None:
    first = write_corpus(NEWS + "  about: [plan-a]\n", {}, "first")
    second = write_corpus(DOCUMENT + "  digest: digests/a.md\n", {"a.md": "A"}, "second")
    loaded = load_corpus([first, second])
    assert loaded.catalogue.main_plans(loaded.catalogue.by_id["news-b"]) == ("plan-a",)
    assert loaded.digests == {"plan-a": second / "digests" / "a.md"}


def test_problems_of_several_folders_and_their_body_files_are_told_together(
    write_corpus: Write,
) -> None:
    first = write_corpus(DOCUMENT + "  colour: blue\n", {}, "first")
    (first / "body.yaml").write_text("name: P\ncommissioners: [{name: L, start: x}]\n", "utf-8")
    second = write_corpus("", {}, "second")
    found = problems_of(first, second)
    assert [problem.split(": ")[0] for problem in found] == [
        "first/catalogue.yaml:6",
        "first/body.yaml:2",
        "second/catalogue.yaml:1",
    ]


def test_a_digest_that_no_entry_names_is_noticed_because_it_would_be_left_out_silently(
    write_corpus: Write,
) -> None:
    folder = write_corpus(DOCUMENT + "  digest: digests/a.md\n", {"a.md": "A", "lost.md": "B"})
    (notice,) = load_corpus([folder]).notices
    assert notice.startswith(f"{folder / 'digests' / 'lost.md'}: no catalogue entry names")


def test_the_first_body_names_and_the_people_and_words_of_all_count(write_corpus: Write) -> None:
    first, second = write_corpus(DOCUMENT, {}, "first"), write_corpus(NEWS, {}, "second")
    (first / "body.yaml").write_text("name: One\nsynonyms: [[a, b]]\n", "utf-8")
    (second / "body.yaml").write_text(
        "name: Two\nsynonyms: [[c, d]]\ncommissioners: [{name: L M, start: '2012-11'}]\n", "utf-8"
    )
    body = load_corpus([first, second]).catalogue.body
    assert (body.name, body.synonyms) == ("One", (("a", "b"), ("c", "d")))
    assert [person.name for person in body.commissioners] == ["L M"]

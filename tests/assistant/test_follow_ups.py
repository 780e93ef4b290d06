"""Questions that follow others: what they take over, what is a new subject, and how that is said."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.follow_ups import carried, changes_subject, is_vague, join
from assistant.forms import Form
from assistant.messages import read_as, understood
from assistant.understanding import Understanding, understand
from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from tests.assistant.made import concept, near_words, words_in

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
CYBER = "what did the 2015 plan say about cybercrime?"
DRIVE = "What is DriveSafe?"
HARES = "what is hare coursing?"

Read = Callable[..., Understanding]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_corpus([CORPUS]).catalogue


@pytest.fixture(scope="module")
def read(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the last of several questions in the light of the others."""
    texts = [path.read_text("utf-8") for path in sorted((CORPUS / "digests").glob("*.md"))]
    words = words_in(tmp_path_factory.mktemp("words"), texts)
    today = dt.date(2026, 1, 1)

    def reading(*questions: str, linked: bool = False) -> Understanding:
        *before, last = questions
        return understand(last, before, catalogue, words, near_words(), today, linked=linked)

    return reading


def own(asked: Understanding) -> set[str]:
    return {concept.words for concept in asked.concepts if not concept.inherited}


def taken(asked: Understanding) -> set[str]:
    return {concept.words for concept in asked.concepts if concept.inherited}


def plans(asked: Understanding) -> set[str]:
    return {document for reference in asked.references for document in reference.documents}


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("when did it start?", {"start"}),
        ("Who pays for that?", {"pays"}),
        ("do they get paid", {"paid"}),
        ("how many members does the scheme have?", {"members", "scheme"}),
        ("and who runs it?", {"runs"}),
        ("who paid?", {"paid"}),
        ("When?", set()),
        ("why", set()),
        ("tell me more", set()),
        ("go on", set()),
    ],
)
def test_a_question_that_points_back_takes_over_the_subject(
    read: Read, question: str, about: set[str]
) -> None:
    asked = read(DRIVE, question)
    assert asked.earlier == DRIVE
    assert taken(asked) == {"drivesafe"}
    assert own(asked) == about
    assert asked.queries == (asked.queries[0], f"{DRIVE} {asked.queries[0]}")


@pytest.mark.parametrize(
    "question",
    [
        "hare coursing",
        "how much was the precept in 2022?",
        "Who is in charge of Beacon?",
        "What does the plan say about burglary for the people who live there?",
        "different question: who runs Beacon?",
        "By the way, what is Beacon?",
        "ok, another topic: is it safe to cycle",
        "changing the subject, what about burglary",
    ],
)
def test_another_subject_takes_over_nothing(read: Read, question: str) -> None:
    asked = read(CYBER, question)
    assert asked.earlier is None
    assert taken(asked) == set()
    assert not asked.inherited
    assert "cybercrime" not in " ".join(asked.queries)
    assert own(asked) == own(read(question))


@pytest.mark.parametrize("question", ["Who is the Commissioner?", "Who runs Beacon?"])
def test_a_short_question_that_is_whole_takes_over_nothing(read: Read, question: str) -> None:
    asked = read(CYBER, question)
    assert asked.earlier is None
    assert not asked.inherited


def test_a_first_question_follows_none(read: Read) -> None:
    asked = read("and when did it start?")
    assert (asked.earlier, taken(asked), len(asked.queries)) == (None, set(), 1)


def test_a_pointer_to_something_in_the_question_itself_does_not_point_back(read: Read) -> None:
    asked = read(CYBER, "did burglary and domestic abuse fall when officers looked into it?")
    assert asked.earlier is None


@pytest.mark.parametrize("question", ["what about burglary?", "How about burglary", "and burglary"])
def test_what_is_named_takes_the_place_of_the_old_subject(read: Read, question: str) -> None:
    asked = read(CYBER, question)
    new, old = (next(c for c in asked.concepts if c.words == w) for w in ("burglary", "cybercrime"))
    assert not new.inherited
    assert old.inherited
    assert old.weight < new.weight / 2
    assert plans(asked) == {"plan-2015-20"}


def test_the_old_subject_counts_more_the_less_a_question_says_itself() -> None:
    few = [concept(str(n)) for n in range(4)]
    worths = [carried("why was that?", few[:number], Form.WHY) for number in range(5)]
    assert worths == sorted(worths, reverse=True)
    assert 1 > worths[0] > worths[1] > worths[-1] > 0


def test_why_asks_for_a_reason_and_tell_me_more_for_what_was_asked_before(read: Read) -> None:
    assert read(DRIVE, "why?").wanted.form is Form.WHY
    themes = "What are the themes of the 2015 plan?"
    assert read(themes, "tell me more").wanted.form is Form.LIST
    assert read(themes, "and in the 2017 plan?").wanted.form is Form.LIST


@pytest.mark.parametrize("question", ["and in the 2017 plan?", "what about the 2017 plan"])
def test_a_new_plan_replaces_the_old_and_keeps_the_subject(read: Read, question: str) -> None:
    asked = read(CYBER, question)
    assert plans(asked) == {"plan-2017-22"}
    assert not asked.inherited
    assert taken(asked) == {"cybercrime"}


def test_a_new_year_replaces_the_old_and_keeps_the_subject(read: Read) -> None:
    asked = read("police precept in 2016", "and in 2022?")
    assert [reference.years for reference in asked.references] == [(2022,)]
    assert taken(asked) == {"precept"}


@pytest.mark.parametrize(
    ("first", "question"), [(CYBER, "how much did it cost?"), (CYBER, "why?"), (CYBER, "and money")]
)
def test_the_plan_is_inherited_where_none_is_named(read: Read, first: str, question: str) -> None:
    asked = read(first, question)
    assert asked.inherited
    assert plans(asked) == {"plan-2015-20"}


def test_a_plan_lasts_over_three_turns(read: Read) -> None:
    asked = read(CYBER, "and burglary?", "why?")
    assert asked.inherited
    assert plans(asked) == {"plan-2015-20"}
    assert [c.words for c in asked.concepts] == ["burglary", "cybercrime"]
    assert asked.concepts[0].weight > asked.concepts[1].weight


def test_a_chain_starts_again_with_each_new_subject(read: Read) -> None:
    asked = read(CYBER, HARES, "why?")
    assert taken(asked) == {"hare", "coursing"}
    assert not asked.inherited


def test_the_subject_of_a_chain_of_pointers_is_searched_for(read: Read) -> None:
    asked = read(DRIVE, "when did it start?", "and who runs it?")
    assert "drivesafe" in taken(asked)
    assert "drivesafe" in " ".join(asked.queries).lower()


def test_a_question_can_be_read_as_a_follow_up_although_it_does_not_look_so(read: Read) -> None:
    asked = read(DRIVE, "volunteers", linked=True)
    assert asked.earlier == DRIVE
    assert taken(asked) == {"drivesafe"}
    assert read(DRIVE, "volunteers").earlier is None
    changed = read(DRIVE, "different question: volunteers", linked=True)
    assert changed.earlier is None


@pytest.mark.parametrize(
    "question", ["a different question: fraud", "anyway, fraud", "OK, next topic. Fraud", "Fraud? (unrelated)"]
)  # fmt: skip
def test_a_change_of_subject_can_be_said(question: str) -> None:
    assert changes_subject(question)


@pytest.mark.parametrize("question", ["what is different now?", "is there another plan?", "fraud"])
def test_words_of_change_in_the_middle_change_no_subject(question: str) -> None:
    assert not changes_subject(question)


def test_what_is_asked_anew_is_not_taken_over_twice() -> None:
    old, new = concept("fraud", 4.0), concept("fraud", 2.0)
    both = join([new], [old, concept("burglary", 4.0)], 0.5)
    assert [(c.words, c.weight, c.inherited) for c in both] == [
        ("fraud", 2.0, False),
        ("burglary", 2.0, True),
    ]


@pytest.mark.parametrize(
    ("question", "weights", "vague"),
    [
        ("how much was it?", (), True),
        ("tell me", (), True),
        ("what can you do", (0.3,), True),
        ("when did he go there", (1.5,), True),
        ("when did that fraud happen", (4.0,), False),
        ("fraud", (1.5,), False),
    ],
)
def test_a_question_about_hardly_anything_is_vague(
    question: str, weights: tuple[float, ...], vague: bool
) -> None:
    assert is_vague(question, [concept(str(w), w) for w in weights]) is vague


@pytest.mark.parametrize(
    ("questions", "words", "full"),
    [
        ((CYBER,), "", ""),
        ((CYBER, HARES), "", ""),
        (
            (CYBER, "how much did it cost?"),
            f"Taken as a follow-up to “{CYBER}”, about the 2015–20 plan.",
            "how much did it cost (cybercrime, the 2015–20 plan)",
        ),
        (
            (CYBER, "and in the 2017 plan?"),
            f"Taken as a follow-up to “{CYBER}”.",
            "and in the 2017 plan (cybercrime)",
        ),
        (
            ("police precept in 2016", "was it paid?"),
            "Taken as a follow-up to “police precept in 2016”, about 2016.",
            "was it paid (precept, 2016)",
        ),
        (
            ("what is hare corsing?",),
            "Read “corsing” as “coursing”.",
            "what is hare coursing?",
        ),
        (
            (DRIVE, "what about swindlers?"),
            f"Searched for “swindlers” as “fraud” too. Taken as a follow-up to “{DRIVE}”.",
            "what about swindlers (drivesafe)",
        ),
    ],
)
def test_how_a_question_was_read_is_said_where_that_is_not_plain(
    read: Read, catalogue: Catalogue, questions: tuple[str, ...], words: str, full: str
) -> None:
    asked = read(*questions)
    assert understood(asked, catalogue) == words
    assert read_as(asked, catalogue) == full


def test_a_mended_question_is_followed_up_by_its_mended_words(read: Read) -> None:
    asked = read("what did teh 2015 plan say about cybercrme?", "why?")
    assert asked.earlier == CYBER
    assert taken(asked) == {"cybercrime"}

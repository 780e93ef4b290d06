from pathlib import Path

from assistant.across.lifetimes import lifetimes, plans_in_words
from assistant.across.names import names_in_plans
from assistant.across.themes_over_time import theme_called, themes_over_time
from assistant.once import once_per_index
from corpus.reader import OpenIndex
from tests.assistant.across.three_plans import BODY, CATALOGUE, DIGESTS, build_index


def test_offender_pays_is_named_from_2013_to_2017_and_then_gone(shipped_index: OpenIndex) -> None:
    themes = themes_over_time(shipped_index)
    (named,) = [named for named in themes.names.named if named.name == "Offender Pays"]
    assert named.plans == ("plan-2013-18", "plan-2015-20", "plan-2017-22")
    assert (
        "In what is held, “Offender Pays” is named for the 2013–18, 2015–20 and 2017–22 plans and "
        "for none after." in lifetimes(themes).ended
    )


def test_a_name_is_found_where_it_stands_in_the_text_of_its_plan(
    shipped_index: OpenIndex,
) -> None:
    names = names_in_plans(shipped_index)
    for (name, plan), places in names.places.items():
        for position, at in places:
            passage = shipped_index.passage(position)
            words = " ".join(passage.quote(passage.spans[at]).split())
            assert plan in passage.spans[at].plans
            assert name in words or name in passage.headings


def test_ordinary_words_are_no_name(shipped_index: OpenIndex) -> None:
    """A release on the 2017 plan speaks of businesses that "help keep crime low"."""
    (named,) = [n for n in names_in_plans(shipped_index).named if n.name == "Keep Crime Low"]
    assert named.plans == ("plan-2022-27",)


def test_names_that_end_and_begin_alike_are_proposed_as_one(shipped_index: OpenIndex) -> None:
    changes = {(c.before, c.after) for c in names_in_plans(shipped_index).changes}
    assert ("Putting Victims at the Centre", "Focus on Victims") in changes
    assert not [change for change in changes if "Offender Pays" in change]


def test_names_come_stay_and_go_in_an_invented_corpus(tmp_path: Path, models: Path) -> None:
    """The second plan has enough text here to be judged by."""
    longer = DIGESTS["news-2016.md"] + "Bicycles are marked. Lamps are lit. Doors are locked.\n"
    index = build_index(tmp_path, models, CATALOGUE, BODY, DIGESTS | {"news-2016.md": longer})
    lives = lifetimes(themes_over_time(index))
    assert lives.ended == (
        "In what is held, “Quiet Streets” is named for the 2013–16 plan and for none after.",
    )
    assert (
        "In what is held, “Open Doors” is named for the 2013–16 and 2016–20 plans." in lives.lasting
    )
    assert "In what is held, “Kind Words” is named first for the 2016–20 plan." in lives.lasting
    assert "2020–24" in lives.left_out
    assert lives.not_held.startswith("The text of 2 of the 3 plans is not held:")


def test_whatever_is_said_of_names_and_themes_is_limited_to_what_is_held(
    shipped_index: OpenIndex,
) -> None:
    lives = lifetimes(themes_over_time(shipped_index))
    said = (*lives.ended, *lives.lasting, *lives.changed, *lives.missing)
    assert len(said) > 10
    assert not [words for words in said if "in what is held" not in words.lower()]
    assert lives.not_held.startswith("The text of none of the 7 plans is held:")


def test_a_share_counts_sentences_with_a_word_of_the_theme(index: OpenIndex) -> None:
    (burglary,) = [r for r in themes_over_time(index).rows if r.theme == "burglary"]
    held, reported, nothing = burglary.shares
    assert (held.sentences, held.of) == (1, len(themes_over_time(index).texts[0].places))
    assert held.part == 1 / held.of
    assert (reported.sentences, nothing.of, nothing.part) == (0, 0, 0.0)


def test_shares_never_count_more_than_is_held(shipped_index: OpenIndex) -> None:
    themes = themes_over_time(shipped_index)
    for row in themes.rows:
        for share, text in zip(row.shares, themes.texts, strict=True):
            assert share.of == len(text.places)
            assert 0 <= share.sentences <= share.of


def test_a_plan_with_hardly_any_text_is_not_said_to_be_silent(shipped_index: OpenIndex) -> None:
    themes = themes_over_time(shipped_index)
    lives = lifetimes(themes)
    assert "policing-plan-2012-13" not in themes.judged
    assert "2012–13" in lives.left_out
    assert not [said for said in (*lives.missing, *lives.ended) if "2012–13" in said]


def test_the_work_is_done_once_for_each_state_of_the_index(index: OpenIndex) -> None:
    done = []
    counted = once_per_index(lambda index: done.append(index) or len(done))  # type: ignore[func-returns-value]
    assert (counted(index), counted(index)) == (1, 1)


def test_a_theme_is_called_by_its_name_alone() -> None:
    theme = theme_called("  road SAFETY ")
    assert theme is not None
    assert theme.id == "roads"
    assert theme_called("roads") is None


def test_plans_are_named_as_people_name_them(shipped_index: OpenIndex) -> None:
    plans = shipped_index.generation.catalogue.plans
    assert plans_in_words(plans[1:3]) == "the 2013–18 and 2015–20 plans"
    assert plans_in_words(plans[1:2]) == "the 2013–18 plan"

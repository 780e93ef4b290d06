"""What somebody in danger reads: whole, short, and fitting."""

import logging
from pathlib import Path

import pytest

from assistant import help_lines
from assistant.help_lines import HELP_LINES, emergency_text, lines_for, read_help_lines
from assistant.web.escaping import with_links
from corpus.errors import PlansError


def test_the_file_that_ships_is_whole() -> None:
    numbers = {line.number for line in read_help_lines()}
    assert {"999", "101", "18000", "0808 2000 247", "116 123", "0800 1111"} <= numbers
    assert len(numbers) == len(read_help_lines())


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("i want to kill myself", "samaritans"),
        ("i dont want to be here anymore", "samaritans"),
        ("my dad hits me and im 12", "childline"),
        ("my husband hits me", "domestic-abuse"),
        ("my wife throws things at me", "mens-advice"),
        ("he raped me", "rape-crisis"),
        ("they want money or they post my nudes", "revenge-porn"),
        ("boss has my passport and i am not paid", "modern-slavery"),
        ("i’m gay and they keep punching me", "galop"),
        ("the carer is rough with her", "hourglass"),
        ("our girl has disappeared", "childline"),
        ("my flatmate is missing", "missing-people"),
        ("there is a gang with knives", "crimestoppers"),
        ("can't talk, he is in the next room", "silent"),
    ],
)
def test_the_line_that_fits_comes_first(question: str, first: str) -> None:
    assert lines_for(question)[0].id == first


def test_fire_and_burglary_get_999_and_no_line_to_read_first() -> None:
    for question in ("our house is on fire with the kids inside", "someone is breaking in"):
        assert lines_for(question) == []


@pytest.mark.parametrize(
    "question", ["", "help", "my husband raped me, i want to die, kids, gay, gang, nan"]
)
def test_the_text_starts_with_999_has_at_most_four_lines_and_always_101(question: str) -> None:
    lines = emergency_text(question).splitlines()
    assert lines[0].startswith("If someone is in danger now, call 999.")
    assert 1 <= sum(line.startswith("•") for line in lines) <= 4
    assert "call 101." in emergency_text(question)
    assert max(len(line) for line in lines) <= 125  # three lines of a phone


def test_numbers_that_people_must_dial_become_links() -> None:
    page = with_links(emergency_text("i want to die because my husband hits me"), lambda _: None)
    for number in ("999", "101", "111", "116123", "08082000247"):
        assert f'href="tel:{number}"' in page


def test_999_is_shown_even_where_the_help_lines_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(*_: object) -> tuple[help_lines.HelpLine, ...]:
        return read_help_lines(Path("missing.yaml"))

    monkeypatch.setattr(help_lines, "read_help_lines", missing)
    with caplog.at_level(logging.ERROR):
        text = emergency_text("my husband hits me")
    assert "call 999" in text and "call 101" in text and "•" not in text
    assert "missing.yaml" in caplog.text


def test_every_problem_of_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "help_lines.yaml"
    text = HELP_LINES.read_text("utf-8")
    text = text.replace("number: 116 123", "number: unknown").replace(
        'entered: "2026-11"', "entered: soon", 1
    )
    broken.write_text(text.replace("  web: https://galop.org.uk\n", ""), "utf-8")
    with pytest.raises(PlansError) as raised:
        read_help_lines(broken)
    message = str(raised.value)
    for problem in ("'samaritans': number", "'emergency': entered", "'galop': web"):
        assert problem in message


def test_a_site_can_have_help_lines_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "lines.yaml"
    own.write_text(HELP_LINES.read_text("utf-8").replace("116 123", "116 999"), "utf-8")
    assert "116 999" in emergency_text("i want to die", own)
    assert "116 123" in emergency_text("i want to die")

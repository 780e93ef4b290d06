"""Files that come back huge or hostile: read in bounded time, with a message, never an exception."""

import random

import pytest

from assistant.staff.export_csv import as_csv
from assistant.staff.import_csv import Import, read_import
from assistant.staff.import_file import MOST_ROWS
from tests.assistant.staff.made_rows import board_of, commitment, exported
from tests.assistant.staff.test_import import changed, rows

HEAD = b"id,verdict,why,judgement number,note,notes counted\r\n"
ID = commitment(2).id.encode()


def brought(data: bytes) -> Import:
    return read_import(data, board_of(*rows()))


@pytest.mark.parametrize("digits", ["9" * 19, "9" * 5_000, "٣" * 5_000])
def test_a_number_of_too_many_digits_is_no_judgement_number(digits: str) -> None:
    got = brought(changed(as_csv(rows()), judgement_number=digits, verdict="kept", why="So."))
    assert got.new == ()
    assert got.problems[0].startswith("Line 3: the judgement number “") and got.problems[
        0
    ].endswith("is no number. Export it again.")
    most = brought(changed(as_csv(rows()), judgement_number="9" * 18, verdict="kept", why="So."))
    assert "the judgement number is not one of this ledger" in most.problems[0]


@pytest.mark.parametrize("counted", ["missing", "empty"])
def test_a_note_needs_the_count_that_keeps_it_from_being_saved_twice(counted: str) -> None:
    data = changed(as_csv(rows()), note="Ask the force.", notes_counted="")
    if counted == "missing":
        data = data.replace(b"notes counted", b"something else")
    got = brought(data)
    assert got.notes == ()
    assert "nothing in the column “notes counted”" in got.problems[0]
    without = changed(as_csv(rows()), notes_counted="").replace(b"notes counted", b"else")
    assert brought(without) == Import(unchanged=3)


@pytest.mark.parametrize(
    ("data", "said", "lines"),
    [
        (as_csv(rows()) + b"\r\n" * (MOST_ROWS + 1), "more than 100,000 rows", 1),
        (HEAD + b"\n" * 10_000_000, "more than 100,000 rows", 1),
        (HEAD + b"nothing,kept,x,,,\n" * 1_000_000, "no further than its first 1,000 problems", 51),
        (HEAD + ID + b',kept,"' + b"x" * 140_000 + b'",,,\n', "more than 131,072 characters", 1),
        (HEAD + b'"' + b"x\n" * 200_000, "or the quotation mark that opens it is never closed", 1),
        (HEAD + ID + b",kept," + b"x" * 20_000 + b",,,\n", "too long, with 20,000 characters", 1),
        (HEAD + (ID + b",kept," + b"'" * 9_990 + b",,,\n") * 200, "quotation marks in a row", 51),
        (b"," * 2_000_000, "more than 1,000 cells", 1),
    ],
    ids=["blank", "all-blank", "bad", "long-cell", "open-quote", "long-why", "quotes", "headings"],
)  # fmt: skip
def test_what_is_too_much_is_told_and_read_no_further(data: bytes, said: str, lines: int) -> None:
    got = brought(data)
    assert said in got.problems[-1] or said in got.problems[0]
    assert len(got.problems) == lines
    assert (got.new, got.notes) == ((), ())


def test_a_ledger_far_larger_than_ours_is_read() -> None:
    held = [exported(commitment(number)) for number in range(3_000)]
    assert read_import(as_csv(held), board_of(*held)) == Import(unchanged=3_000)


@pytest.mark.parametrize("seed", range(300))
def test_no_file_raises_whatever_it_holds(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice([as_csv(rows()), b"sep=;\r\n" + HEAD + ID + b";kept;x;;;"]))
    parts = [b'"', b",", b"\r", b"\n", b"\0", b"\xff", b"sep=", b"9" * 30, "٣²".encode(), b"'=", b"\xef\xbb\xbf"]  # fmt: skip
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(40)] = chance.choice(parts) * chance.randrange(1, 5)
        if chance.random() < 0.2:
            data = bytearray(data.decode("latin-1").encode("utf-16"))
    got = brought(bytes(data))
    assert got.problems == () or got.new == got.notes == ()


@pytest.mark.parametrize("sign", ['"', "\r", " ", "x", "'", "²", "\x00"])
def test_a_line_that_names_an_odd_separator_is_read_as_any_other(sign: str) -> None:
    got = brought(f"sep={sign}\r\n".encode() + as_csv(rows())[3:])
    assert got.problems

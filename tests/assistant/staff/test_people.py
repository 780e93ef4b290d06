"""The file of those who may sign in."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.staff.passwords import Passwords
from assistant.staff.people import (
    LONGEST_PASSWORD,
    add_person,
    clean_name,
    password_bytes,
    read_people,
    remove_person,
)
from corpus.errors import PlansError
from tests.assistant.staff.conftest import NAME, PASSWORD, quick_hash

HASH = quick_hash(PASSWORD)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staff"


def write(path: Path, text: str | bytes, mode: int = 0o600) -> None:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)


def test_what_is_added_is_read_and_holds_no_password(path: Path) -> None:
    assert add_person(path, "Zoë  Example ", PASSWORD, "Audit: the team")
    (known,) = read_people(path).values()
    assert (known.name, known.office) == ("Zoë Example", "Audit: the team")
    assert known.hash.startswith("$argon2id$")
    assert PASSWORD not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_hashes_are_made_with_the_parameters_that_argon2_recommends(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.staff.people.PasswordHasher", PasswordHasher)
    add_person(path, NAME, PASSWORD)
    assert "$m=65536,t=3,p=4$" in path.read_text()


def test_comments_and_other_people_stay_when_one_changes(path: Path) -> None:
    write(path, f"# mine\n\nKim Example:{HASH}:Office\n  {NAME}:{HASH}  \n# end\n")
    assert not add_person(path, "alex  example", "another good password")
    lines = path.read_text().splitlines()
    assert [lines[n] for n in (0, 1, 2, 4)] == ["# mine", "", f"Kim Example:{HASH}:Office", "# end"]
    assert lines[3].startswith("alex example:$argon2id$")
    assert remove_person(path, "KIM EXAMPLE") == "Kim Example"
    assert [known.name for known in read_people(path).values()] == ["alex example"]
    assert path.read_text().startswith("# mine\n\n")


def test_an_office_stays_with_a_new_password_and_goes_when_it_is_taken_away(path: Path) -> None:
    add_person(path, NAME, PASSWORD, "Audit team")
    add_person(path, NAME, "another good password")
    assert read_people(path)["alex example"].office == "Audit team"
    add_person(path, NAME, PASSWORD, "")
    assert read_people(path)["alex example"].office == ""


def test_people_who_are_added_at_the_same_time_are_all_there(path: Path) -> None:
    names = [f"Person {n}" for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(lambda name: add_person(path, name, PASSWORD), names))
    assert {known.name for known in read_people(path).values()} == set(names)
    assert [each.name for each in path.parent.iterdir()] == ["staff"]


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    write(real, "")
    path.symlink_to(real)
    add_person(path, NAME, PASSWORD)
    assert path.is_symlink()
    assert read_people(real) == read_people(path)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("elevenchars", "fewer than 12 characters"),
        ("", "fewer than 12 characters"),
        ("ALEX  example", "the password is the name"),
        ("aaaaaaaaaaaa", "fewer than 5 different"),
        ("121212121212", "fewer than 5 different"),
    ],
)
def test_passwords_that_are_soon_guessed_are_refused(path: Path, password: str, words: str) -> None:
    with pytest.raises(PlansError, match=words) as refused:
        add_person(path, NAME, password)
    assert not password or password not in str(refused.value)
    assert not path.exists()


@pytest.mark.parametrize("name", ["", " \t", "\u200b", "a:b", "#a", "x" * 101, "a\udcff"])
def test_names_that_could_not_stand_in_the_file_are_refused(path: Path, name: str) -> None:
    with pytest.raises(PlansError, match="name"):
        add_person(path, name, PASSWORD)
    assert not path.exists()


def test_a_name_cannot_bring_in_a_line_of_its_own() -> None:
    assert clean_name("Alex\nExample\r\x1b[0m") == "Alex Example[0m"


def test_damaged_lines_are_named_by_number_and_not_shown(path: Path) -> None:
    secret = "letmein-in-clear"
    write(
        path,
        f"# heading\n{NAME}:{secret}\n{NAME}\nKim:{HASH}\n kim :{HASH}\nkim:{HASH}\n"
        f"Sam:{HASH[:-30]}$\nUli:{HASH.replace('argon2id', 'argon2i')}\n:{HASH}\n",
    )
    with pytest.raises(PlansError) as damaged:
        read_people(path)
    lines = str(damaged.value).splitlines()
    assert [line.split(", line ")[1].split(":")[0] for line in lines] == [
        "2",
        "3",
        "5",
        "6",
        "7",
        "8",
        "9",
    ]
    assert secret not in str(damaged.value)
    assert "stands there twice" in lines[3]
    assert HASH[30:] not in str(damaged.value)


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        (f"{NAME}:{HASH}", 0o644, "others may read or write it.*0644.*chmod 600"),
        (f"{NAME}:{HASH}", 0o660, "others may read or write it.*0660"),
        (b"\xff\xfe", 0o600, "is not UTF-8 text, from byte 0"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    path: Path, text: str | bytes, mode: int, words: str
) -> None:
    write(path, text, mode)
    with pytest.raises(PlansError, match=words):
        read_people(path)
    with pytest.raises(PlansError, match=words):
        add_person(path, NAME, PASSWORD)


def test_where_there_is_no_file_the_message_says_how_to_make_it(path: Path) -> None:
    for use in (read_people, Passwords, lambda path: remove_person(path, NAME)):
        with pytest.raises(PlansError, match="python -m assistant staff add NAME"):
            use(path)
    assert not path.exists()


def test_a_file_with_nobody_in_it_lets_nobody_in(path: Path) -> None:
    write(path, "# nobody yet\n")
    assert Passwords(path).check(NAME, PASSWORD) is None


def test_a_file_that_another_editor_marked_as_utf_8_is_read(path: Path) -> None:
    write(path, f"{NAME}:{HASH}\r\nKim:{HASH}:Office\r\n".encode("utf-8-sig"))
    assert [known.office for known in read_people(path).values()] == ["", "Office"]


def test_a_password_is_right_whichever_way_its_letters_are_written(path: Path) -> None:
    add_person(path, NAME, "caf\u00e9 caf\u00e9 caf\u00e9")
    passwords = Passwords(path)
    assert passwords.check(NAME, "cafe\u0301 cafe\u0301 cafe\u0301") is not None
    assert passwords.check(NAME, "cafe cafe cafe") is None
    assert password_bytes("\ud800") != password_bytes("\ud801")


def test_passwords_without_end_are_neither_taken_nor_looked_at(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = "long and " * 111 + "x"
    assert len(longest) == LONGEST_PASSWORD
    add_person(path, NAME, longest)
    assert Passwords(path).check(NAME, longest) is not None
    with pytest.raises(PlansError, match="more than 1000 characters"):
        add_person(path, NAME, longest + "y")
    monkeypatch.setattr("assistant.staff.people.LONGEST_PASSWORD", LONGEST_PASSWORD + 1)
    add_person(path, NAME, longest + "y")
    assert Passwords(path).check(NAME, longest + "y") is None

from pathlib import Path

import pytest

from assistant.site import Contact, Site, read_site
from corpus.catalogue import Body
from corpus.errors import PlansError

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str) -> Path:
    path = folder / "site.yaml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_everything_has_a_plain_default() -> None:
    assert read_site(None) == Site()
    assert Site().name == "Ask about the plans"
    assert Site().body == ""


def test_the_site_that_ships_can_be_read() -> None:
    site = read_site(ROOT / "corpus" / "site.yaml")
    assert site.contacts
    assert site.leave


def test_files_are_looked_for_beside_the_site_file(tmp_path: Path) -> None:
    (tmp_path / "crest.svg").write_text("<svg/>")
    site = read_site(write(tmp_path, "logo: crest.svg\n"))
    assert site.logo == tmp_path / "crest.svg"
    assert site.logo_bytes == b"<svg/>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: x\n", "1: nmae: is not a known field"),
        ("name: Ask\nhome: javascript:alert(1)\n", "2: home: 'javascript:alert(1)'"),
        ("name: Ask\nlogo: crest.gif\n", "2: logo: must be an .svg or a .png file"),
        ("name: Ask\nlogo: crest.svg\n", "there is no such file"),
        ("- a list\n", "must be `key: value` lines"),
        ("name: [", "not valid YAML"),
        ("name: ''\n", "1: name"),
        ("contacts:\n- {name: x, email: nobody}\n", "1: contacts.0.email"),
        ("languages:\n- {code: en, name: English, messages: a.po}\n", "1: languages"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(PlansError) as raised:
        read_site(path)
    assert f"{path}:" in str(raised.value)
    assert said in str(raised.value)


def test_a_site_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlansError, match=r"gone\.yaml: not found"):
        read_site(tmp_path / "gone.yaml")


def test_a_logo_that_every_page_would_be_slow_with_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(b"x" * 300_000)
    with pytest.raises(PlansError, match="larger than 200,000 bytes"):
        read_site(write(tmp_path, "logo: crest.png\n"))


def test_a_day_is_written_with_or_without_quotation_marks(tmp_path: Path) -> None:
    plain = read_site(write(tmp_path, "accessibility: {prepared: 2026-11-01}\n"))
    quoted = read_site(write(tmp_path, "accessibility: {prepared: '2026-11-01'}\n"))
    assert plain == quoted
    with pytest.raises(PlansError, match=r":1: accessibility\.prepared"):
        read_site(write(tmp_path, "accessibility: {prepared: soon}\n"))


def test_answers_speak_of_the_sites_body_and_its_first_contact() -> None:
    body = Body(name="A body", contact="its office")
    site = Site(body="Another body", contacts=(Contact(name="The office", email="a@example.org"),))
    assert site.named(body) == Body(name="Another body", contact="The office: a@example.org")
    assert Site().named(body) == body

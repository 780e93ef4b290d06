"""Word files that are damaged or made to do harm: refused with the remedy, before they cost anything."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from ingest.readers.word import read_word
from tests.documents.word_xml import WORD, para, save, table

_AGAIN = "open it in Word and save it again as .docx"
_TYPES = "[Content_Types].xml"


def changed(path: Path, parts: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A good file with some parts replaced, or without them."""
    whole = save(path.with_name("whole.docx"), para("Good words."))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", method) as new:
        for name in (*old.namelist(), *(name for name in parts if name not in old.namelist())):
            content = parts[name] if name in parts else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    """400 MB of XML in less than a megabyte."""
    start = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
    changed(path, {"word/document.xml": None})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(start)
        for _ in range(400):
            part.write(b"a" * 2**20)
    return path


def truncated(path: Path) -> Path:
    whole = save(path, para("Good words. " * 500)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def encrypted(path: Path) -> Path:
    """A file whose entries say that they need a password."""
    raw = bytearray(save(path, para("Secret.")).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        starts = [part.header_offset for part in archive.infolist()]
    for start in starts:
        raw[start + 6] |= 1
    place = 0
    while (place := raw.find(b"PK\x01\x02", place)) >= 0:
        raw[place + 8] |= 1
        place += 4
    path.write_bytes(bytes(raw))
    return path


def entity(path: Path) -> Path:
    """A file that would put another file's words into its text."""
    (path.parent / "secret.txt").write_text("password", "utf-8")
    uri = (path.parent / "secret.txt").as_uri()
    xml = (
        f'<!DOCTYPE w:document [<!ENTITY s SYSTEM "{uri}">]><w:document xmlns:w="{WORD}"><w:body>'
        "<w:p><w:r><w:t>Words &s;</w:t></w:r></w:p></w:body></w:document>"
    )
    return changed(path, {"word/document.xml": xml.encode()})


def laughs(path: Path) -> Path:
    """Entities in entities, a thousand million of them."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    xml = (
        f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{entities}]><w:document xmlns:w="{WORD}"><w:body>'
        "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return changed(path, {"word/document.xml": xml.encode()})


def nested(path: Path) -> Path:
    """Tables in tables, as deep as XML may be."""
    inner = "Deep."
    for _ in range(80):
        inner = table(
            f"<w:tr><w:tc>{inner if inner.startswith('<') else para(inner)}</w:tc></w:tr>"
        )
    return save(path, inner)


def xml(text: str) -> Callable[[Path], Path]:
    return lambda path: changed(path, {"word/document.xml": text.encode()})


def many_parts(path: Path) -> Path:
    return changed(path, {f"word/media/{n}.bin": b"" for n in range(10_001)}, zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(bomb, "would unpack to 4", id="400-MB-in-one"),
        pytest.param(many_parts, "would unpack to 1 MB in 10,0", id="10,000-parts"),
        pytest.param(truncated, f"is damaged (File is not a zip file); {_AGAIN}", id="truncated"),
        pytest.param(encrypted, "is encrypted; save it without a password", id="encrypted"),
        pytest.param(lambda p: changed(p, {"word/document.xml": None}), "holds no word/document.xml, so it is not a Word file", id="no-document"),
        pytest.param(lambda p: changed(p, {_TYPES: None}), "is not a Word document as Word writes it", id="no-content-types"),
        pytest.param(lambda p: changed(p, {"_rels/.rels": None}), "is not a Word document as Word writes it", id="no-relations"),
        pytest.param(entity, "defines entities, which no Word file does", id="external-entity"),
        pytest.param(laughs, "is damaged (Maximum entity amplification", id="entities-in-entities"),
        pytest.param(xml("<w:document"), "is damaged (", id="broken-xml"),
        pytest.param(xml("<html/>"), "is not a Word document as Word writes it", id="other-xml"),
        pytest.param(xml(f'<w:document xmlns:w="{WORD}"/>'), "is not a Word document as Word writes it", id="no-body"),
        pytest.param(xml(f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'), "holds no text that a reader can see; if its pages are pictures", id="no-words"),
        pytest.param(lambda p: p.write_bytes(b"junk") and p, "is damaged (File is not a zip file)", id="junk"),
        pytest.param(lambda p: p, "cannot be read: No such file or directory", id="missing"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    path = make(tmp_path / "a.docx")
    started = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        read_word(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "password" not in str(caught.value) or make is encrypted
    assert time.monotonic() - started < 10


def test_a_part_that_lies_about_its_size_is_not_unpacked_further(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.docx")
    raw = bytearray(path.read_bytes())
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(raw))
    with pytest.raises(ReadingError, match=r"a\.docx: is damaged"):
        read_word(path)


def test_tables_in_tables_end_in_words_or_in_a_message(tmp_path: Path) -> None:
    path = nested(tmp_path / "a.docx")
    try:
        assert read_word(path).text.strip() == "Deep."
    except ReadingError as error:
        assert str(path) in str(error)

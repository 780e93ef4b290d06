"""PDFs made to harm whoever draws them cost a message and nothing else."""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.web.originals import Original
from assistant.web.page_pictures import PagePictures, PictureFailed


def write_pdf(path: Path, objects: Sequence[bytes]) -> None:
    """Write objects as a PDF; the first is its catalogue."""
    written, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, entries)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(written))
    path.write_bytes(written + table + end)


def page_with(content: bytes, *, filters: bytes = b"[]", resources: bytes = b"") -> list[bytes]:
    """Return the objects of a PDF of one page."""
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>"
        % resources,
        b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), filters, content),
    ]


def bomb() -> list[bytes]:
    """Two gigabytes of blanks in a small file."""
    packing = zlib.compressobj(1)
    once = b"".join(packing.compress(b" " * 2**24) for _ in range(125)) + packing.flush()
    return page_with(zlib.compress(once, 9), filters=b"[/FlateDecode/FlateDecode]")


def endless() -> list[bytes]:
    """A drawing that is drawn in itself, twice."""
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>"
        b"stream\n/F Do /F Do\nendstream"
    )
    return [*page_with(b"/F Do", resources=b"/XObject<</F 5 0 R>>"), form]


def looped() -> list[bytes]:
    """Pages that are their own pages."""
    return [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]


@pytest.mark.parametrize("make", [bomb, endless, looped])
def test_a_pdf_made_to_harm_costs_a_message(
    tmp_path: Path, make: Callable[[], list[bytes]], caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "hostile.pdf"
    write_pdf(file, make())
    pictures = PagePictures(tmp_path / "pictures")
    with pytest.raises(PictureFailed):
        pictures.draw(Original(document="hostile", path=file, sha256="0" * 64), 1, 1_000)
    assert "page 1 could not be drawn" in caplog.text
    assert not list((tmp_path / "pictures").iterdir())

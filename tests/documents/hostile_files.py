"""Files that are broken, locked, not what they say, or made to wear a reader down."""

import shutil
import zlib
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.documents.pdf_breaks import letter
from tests.documents.pdf_columns import two_columns

__all__ = [
    "READABLE",
    "deeply_nested",
    "empty",
    "enormous_page",
    "enormous_scan",
    "flate_bomb",
    "garbage",
    "locked",
    "locked_for_change",
    "no_pages",
    "oddly_named",
    "page_tree_in_a_circle",
    "pdf_named_text",
    "truncated",
    "web_page_named_pdf",
    "without_end",
]

READABLE = "The words of this file can be read by anybody who opens it."
"""What stands in those of the files that must be read."""


def truncated(folder: Path) -> Path:
    """The first half of a good file, as a lost connection leaves it."""
    whole = two_columns(folder).path
    path = folder / "truncated.pdf"
    content = whole.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    whole.unlink()
    return path


def garbage(folder: Path) -> Path:
    """A header and then nothing that makes sense."""
    path = folder / "garbage.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes((7 * n * n + 13 * n) % 251 for n in range(20_000)))
    return path


def empty(folder: Path) -> Path:
    """A file of no bytes."""
    path = folder / "empty.pdf"
    path.write_bytes(b"")
    return path


def web_page_named_pdf(folder: Path) -> Path:
    """What a server sends with status 200 when a file has gone."""
    path = folder / "web-page.pdf"
    path.write_text("<!DOCTYPE html><html><body><h1>Page not found</h1></body></html>", "utf-8")
    return path


def pdf_named_text(folder: Path) -> Path:
    """A good PDF with another suffix."""
    path = folder / "named.txt"
    return letter(folder).path.rename(path)


def locked(folder: Path) -> Path:
    """A file that asks for a password."""
    return _encrypted(folder / "locked.pdf", user="open sesame")


def locked_for_change(folder: Path) -> Path:
    """A file that everybody may open and nobody may change; it must be read."""
    return _encrypted(folder / "locked-for-change.pdf", user="")


def _encrypted(path: Path, user: str) -> Path:
    lock = StandardEncryption(user, ownerPassword="owner", strength=128, canModify=0)
    canvas = Canvas(str(path), encrypt=lock)
    canvas.drawString(64, 760, READABLE)
    canvas.save()
    return path


def oddly_named(folder: Path) -> list[Path]:
    """Good files with names that trip programs up."""
    source = letter(folder).path
    names = (
        "with  two spaces .pdf",
        'it\'s a "plan" & `more`; $HOME.pdf',
        "two\nlines.pdf",
        "-rf.pdf",
        "plan 👮‍♀️ für Zoë.pdf",
        f"{'long-' * 39}name.pdf",
        "PLAN.PDF",
    )
    paths = [folder / name for name in names]
    for path in paths:
        shutil.copyfile(source, path)
    source.unlink()
    return paths


def no_pages(folder: Path) -> Path:
    """A file that is right in everything but has no page."""
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    return _write(folder / "no-pages.pdf", objects)


def page_tree_in_a_circle(folder: Path) -> Path:
    """A tree of pages that has itself as a branch."""
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1000000 >>"
    return _write(folder / "circle.pdf", _one_page(_text(), tree=tree))


def enormous_page(folder: Path) -> Path:
    """A page of five metres in square, the most that the format knows, with words."""
    box = b"[0 0 14400 14400]"
    return _write(folder / "enormous-page.pdf", _one_page(_text(), box=box))


def enormous_scan(folder: Path) -> Path:
    """A picture of some twenty kilometres in square that would have to be recognised."""
    picture = b"q 60000000 0 0 60000000 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    box = b"[0 0 60000000 60000000]"
    return _write(folder / "enormous-scan.pdf", _one_page(_stream(picture), box=box))


def deeply_nested(folder: Path) -> Path:
    """Two hundred thousand arrays in each other."""
    annotations = b"/Annots " + b"[" * 200_000 + b"]" * 200_000
    return _write(folder / "deeply-nested.pdf", _one_page(_text(), extra=annotations))


def flate_bomb(folder: Path) -> Path:
    """Some kilobytes that unpack to over 500 MB of drawing words."""
    block = b"BT /F1 9 Tf 9 9 Td (Crime.) Tj ET\n" * 32_768
    deflate = zlib.compressobj(9)
    first = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    again = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    times, checksum = 500, 1
    for _ in range(times):
        checksum = zlib.adler32(block, checksum)
    end = b"\x03\x00" + checksum.to_bytes(4, "big")
    twice = zlib.compress(first + again * (times - 1) + end, 9)
    content = _stream(twice, b"/Filter [/FlateDecode /FlateDecode]")
    return _write(folder / "flate-bomb.pdf", _one_page(content))


def without_end(folder: Path) -> Path:
    """A page whose drawing calls ten others, which call ten others, nine deep."""
    depth, first = 9, 6
    forms = []
    for level in range(depth):
        inner = first + level + 1
        resources = b"/XObject << /X %d 0 R >>" % inner if level < depth - 1 else b""
        calls = b"/X Do " * 10 if level < depth - 1 else b"0 0 m 9 9 l S"
        about = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>" % resources
        forms.append(_stream(calls, about))
    page = b"/XObject << /X %d 0 R >>" % first
    words = b"BT /F1 11 Tf 64 700 Td (%s) Tj ET /X Do" % READABLE.encode()
    return _write(folder / "without-end.pdf", [*_one_page(_stream(words), resources=page), *forms])


def _one_page(
    content: bytes,
    *,
    tree: bytes = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    box: bytes = b"[0 0 595 842]",
    resources: bytes = b"",
    extra: bytes = b"",
) -> list[bytes]:
    """The objects of a file with one page; the next one has the number 6."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        tree,
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << "
        b"/Font << /F1 5 0 R >> %s >> %s >>" % (box, resources, extra),
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


def _text() -> bytes:
    return _stream(b"BT /F1 11 Tf 64 700 Td (%s) Tj ET" % READABLE.encode())


def _stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)


def _write(path: Path, objects: Sequence[bytes]) -> Path:
    """Write a PDF of these objects, numbered from 1; the first is its catalogue."""
    file, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    file += b"startxref\n%d\n%%%%EOF" % start
    path.write_bytes(file)
    return path

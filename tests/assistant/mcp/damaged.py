"""An index whose file of passages was altered in place, after it was opened."""

import datetime as dt
import re
import shutil
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings

__all__ = ["DOCUMENT", "altered"]

DOCUMENT = "news-2015-06-plan-presented"


def altered(shipped: Path, folder: Path, *, spans: bool = False) -> Assistant:
    """Copy an index, open it, and alter the passages of `DOCUMENT`, no byte more or less.

    Args:
        shipped: The data folder that is copied.
        folder: Where to; it is not there yet.
        spans: Whether the places of what can be quoted are altered, and not the words.
    """
    shutil.copytree(shipped, folder)
    assistant = Assistant(AssistantSettings(data=folder, as_of=dt.date(2026, 1, 1)))
    path = assistant.index().generation.folder / "passages.jsonl"
    lines = path.read_bytes().split(b"\n")
    for at, line in enumerate(lines):
        if f'"document":"{DOCUMENT}"'.encode() in line:
            before, spanned, after = line.partition(b'"spans":')
            if spans:
                after = re.sub(rb'(\["\w+",)(\d+)', _from_the_start, after)
            else:
                before = before.replace(b" the ", b" not ")
            lines[at] = before + spanned + after
    content = b"\n".join(lines)
    with path.open("r+b") as file:
        assert len(content) == path.stat().st_size
        assert content != file.read()
        file.seek(0)
        file.write(content)
    return assistant


def _from_the_start(span: re.Match[bytes]) -> bytes:
    """Let a span begin where the document does, and so before its passage."""
    return span[1] + b"0".rjust(len(span[2]))

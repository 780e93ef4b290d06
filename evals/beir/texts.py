"""Write the passages of a set as a corpus folder: a catalogue and a digest for each passage.

The words reach the index as they are, whatever the texts hold; only what is no word is changed.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.beir.reading import BeirPassage

__all__ = ["catalogue_ids", "safe_text", "safe_title", "write_texts"]

_NO_TITLE = "–"
"""A catalogue wants a title; this one has no word that a retriever could find."""
_LONGEST_TITLE = 300
"""As much of a title as the retrievers read beside a text; a longer one is put into the text."""
_LONGEST_SLUG = 60
_DATE = "1000"
"""A catalogue wants a date; no question can name this one, so that no year admits everything."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_JOINER = "\u2060"
"""Stands for nothing: no word, no token, no white space, no mark of Markdown."""
_MARKABLE = re.compile(r"(?m)^([ \t]*)(?![-*+][ ][^\W_])(?=[^ \t\n])(?![^\W\d_])")
"""Where a line may begin a block of Markdown. Simple lists stay lists: the assistant quotes their
items. Headings, tables and HTML are not meant in these texts, and reading them may drop words."""


def catalogue_ids(passages: Sequence[BeirPassage]) -> dict[str, str]:
    """Give each passage, by its id, a catalogue id; the number keeps alike ones apart."""
    return {p.id: f"p{place:07}-{_slug(p.id)}".rstrip("-") for place, p in enumerate(passages, 1)}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST_SLUG]


def write_texts(passages: Sequence[BeirPassage], folder: Path, made_with: str) -> None:
    """Write the corpus folder; the catalogue last. What is there already stays untouched.

    Args:
        passages: What is written.
        folder: Where.
        made_with: What the index will be made with. It goes into every entry, so that the ingest
            divides all texts anew when that changes; vectors of texts that stay the same are kept.
    """
    (folder / "digests").mkdir(parents=True, exist_ok=True)
    names = catalogue_ids(passages)
    entries: list[dict[str, Any]] = []
    for passage in passages:
        name = names[passage.id]
        text = safe_text(passage)
        entries.append(
            {
                "id": name,
                "title": safe_title(passage.title)[:_LONGEST_TITLE],
                "kind": "web-page",
                "published": _DATE,
                "publisher": made_with,
                "digest": f"digests/{name}.md" if text else None,
            }
        )
        if text:
            _write(folder / "digests" / f"{name}.md", text)
    _write(folder / "catalogue.yaml", yaml.dump(entries, Dumper=yaml.CSafeDumper, sort_keys=False))


def safe_title(title: str) -> str:
    """Return a title on one line, never empty."""
    return " ".join(_CONTROLS.sub(" ", title).split()) or _NO_TITLE


def safe_text(passage: BeirPassage) -> str:
    """Return a text that Markdown reads as paragraphs and lists; empty if there are no words."""
    text = _CONTROLS.sub(" ", passage.text.replace("\r\n", "\n").replace("\r", "\n"))
    title = safe_title(passage.title)
    if not re.search(r"\w", text):
        text = title
    elif len(title) > _LONGEST_TITLE:
        text = f"{title}\n\n{text}"
    return _MARKABLE.sub(rf"\1{_JOINER}", text) if re.search(r"\w", text) else ""


def _write(path: Path, text: str) -> None:
    raw = text.encode()
    if not path.is_file() or path.read_bytes() != raw:
        path.write_bytes(raw)

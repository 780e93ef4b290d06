"""Libraries with documents of a test's own words, divided as the ingest divides them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.dates import PartialDate
from corpus.documents import Document, InForce, Kind, TextSource
from corpus.layouts import layout_digest
from corpus.pages import Layout
from ingest.chunking import chunk_document
from ingest.readers.markdown import sections_in
from ingest.readers.reading import Reading
from tests.assistant.web.library import Library, build_library

LATER = "plan-2017-22"
GUIDE = "guide"
TEXT = """# A guide to the plan

Words before any heading.

## What it **does**

It has [two](https://example.org/two) aims:

- *Safer* roads,
  all of them
- better care
  - for victims
  - for witnesses

1. First this.
2. Then that.

### The cost of it

| Band | 2016/17 | 2017/18 |
|---|---|---|
| C | £130.67 | £135.11 |
| D | £147.00 | £152.00 |

## What it does

The same heading once more, with a_name_of_something and 2 * 3 * 4.
"""


def library_of(folder: Path, text: str, *, markdown: bool = True, **entry: object) -> Library:
    """Build a library with one document more, `GUIDE`, that has a text of the test's own.

    Args:
        folder: Where; it must not be there yet.
        text: The stored text.
        markdown: Whether it was read from a Markdown file, and so has its marks.
        entry: What the catalogue says of it otherwise.
    """
    return add_guide(build_library(folder), text, markdown=markdown, **entry)


def add_guide(library: Library, text: str, *, markdown: bool = True, **entry: object) -> Library:
    """Return a library with `GUIDE` besides; the arguments are those of `library_of`."""
    fields: dict[str, object] = {
        "title": "A guide to the plan",
        "kind": Kind.WEB_PAGE,
        "published": PartialDate(2016),
        "publisher": "Somebody",
        "about": ("plan-2013-18",),
        "text": TextSource.DIGEST,
    }
    document = Document(id=GUIDE, **(fields | entry))  # type: ignore[arg-type]
    return with_document(library, document, text, "guide.md" if markdown else "guide.docx")


def with_document(library: Library, document: Document, text: str, file: str) -> Library:
    """Return a library with one document more; its passages are made as the ingest makes them."""
    generation = library.generation
    catalogue = generation.catalogue
    reading = Reading(text=text, sections=tuple(sections_in(text, plain=False)))
    passages = chunk_document(document, reading, catalogue, lambda words: len(words.split()), 60)
    (generation.folder / "texts" / f"{document.id}.txt").write_bytes(text.encode())
    record = replace(
        generation.manifest.documents["notes"],
        source=document.text,
        file=file,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        layout_sha256=layout_digest(Layout()),
        provenance=None,
    )
    manifest = replace(
        generation.manifest,
        documents={**generation.manifest.documents, document.id: record},
    )
    library.texts[document.id] = text
    return replace(
        library,
        generation=replace(
            generation,
            manifest=manifest,
            catalogue=replace(catalogue, documents=(*catalogue.documents, document)),
            passages=(*generation.passages, *passages),
        ),
    )


def with_text(library: Library, document: str, text: str) -> Library:
    """Return a library in which a document has another text, with no passages of it."""
    generation = library.generation
    (generation.folder / "texts" / f"{document}.txt").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = replace(generation.manifest.documents[document], text_sha256=digest)
    documents = {**generation.manifest.documents, document: record}
    passages = tuple(passage for passage in generation.passages if passage.document != document)
    manifest = replace(generation.manifest, documents=documents)
    return replace(library, generation=replace(generation, manifest=manifest, passages=passages))


def with_entry(library: Library, document: str, change: Callable[[Document], Document]) -> Library:
    """Return a library whose catalogue says otherwise of a document."""
    documents = tuple(
        change(entry) if entry.id == document else entry
        for entry in library.generation.catalogue.documents
    )
    catalogue = Catalogue(documents=documents, body=library.generation.catalogue.body)
    return replace(library, generation=replace(library.generation, catalogue=catalogue))


def with_plans(library: Library) -> Library:
    """Return a library in which the plan of 2015 was in force and a later one replaced it."""
    force = InForce(
        start=PartialDate(2015, 6),
        until=PartialDate(2017, 2),
        note="It was presented then (news-2015).",
    )
    library = with_entry(
        library,
        "plan-2015-20",
        lambda plan: replace(plan, in_force=force, supersedes=("plan-2013-18",)),
    )
    library = with_entry(
        library, "news-2015", lambda news: replace(news, about=("plan-2015-20", "plan-2013-18"))
    )
    later = Document(
        id=LATER,
        title="The later plan",
        kind=Kind.PLAN,
        published=PartialDate(2017),
        publisher="Somebody",
        in_force=InForce(start=PartialDate(2017, 3)),
        supersedes=("plan-2015-20",),
    )
    catalogue = library.generation.catalogue
    catalogue = Catalogue(documents=(*catalogue.documents, later), body=catalogue.body)
    return replace(library, generation=replace(library.generation, catalogue=catalogue))

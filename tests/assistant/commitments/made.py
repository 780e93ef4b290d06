"""Sentences and generations made by hand, with no index behind them."""

import dataclasses
from pathlib import Path
from typing import cast

from assistant.commitments.finding import judge
from assistant.commitments.records import Found, Sentence
from corpus.catalogue import Body, Catalogue
from corpus.dates import PartialDate, Period
from corpus.documents import (
    Commissioner,
    Document,
    InForce,
    Kind,
    Passage,
    Span,
    SpanKind,
    TextSource,
)
from corpus.generation import Generation
from corpus.stored_passages import table_of

__all__ = ["NAMES", "PLAN", "document", "found_in", "generation_of", "sections"]

NAMES = ("Ada Early", "Bo Later-Smith")
PLAN = Document(
    id="plan-2013",
    title="Safer Together (2013-2016)",
    kind=Kind.PLAN,
    published=PartialDate(2013, 4),
    period=Period(2013, 2016),
    in_force=InForce(start=PartialDate(2013, 4, 1), until=PartialDate(2016, 5)),
    publisher="Commissioner for Exampleshire",
    text=TextSource.ORIGINAL,
)


def found_in(words: str, **around: object) -> Found | None:
    """What is found in a sentence, with any field of what stands around it."""
    return judge(Sentence(words=words, **({"names": NAMES, "area": ("Exampleshire",)} | around)))  # type: ignore[arg-type]


def document(**changes: object) -> Document:
    """The plan, with any field changed."""
    return dataclasses.replace(PLAN, **changes)  # type: ignore[arg-type]


def sections(held: Document, parts: dict[str, list[str]]) -> tuple[str, list[Passage]]:
    """A text of sections by heading: "- " starts an item, "| " a row; a line with a colon leads a list."""
    text, passages = "", []
    for heading, lines in parts.items():
        spans: list[Span] = []
        begin, lead = len(text), ""
        for line in lines:
            item, row = line.startswith("- "), line.startswith("| ")
            start = len(text) + (2 if item else 0)
            kind = SpanKind.ITEM if item else SpanKind.ROW if row else SpanKind.SENTENCE
            if row and not lead.startswith("| "):
                lead = line
            else:
                spans.append(
                    Span(
                        kind=kind,
                        start=start,
                        end=len(text) + len(line),
                        lead=lead if item or row else "",
                    )
                )
            lead = lead if item or row else line if line.endswith(":") else ""
            text += f"{line}\n"
        slug = heading.lower().replace(" ", "-")
        passages.append(
            Passage(
                id=f"{held.id}/{slug}/1", document=held.id, title=held.title, kind=held.kind,
                published=held.published.as_int, period=None, headings=(held.title, heading), plans=(), years=(),
                source=held.text, start=begin, end=len(text), page=3, text=text[begin:], spans=tuple(spans),
            )
        )  # fmt: skip
    return text, passages


class _Made:
    """As much of a generation as the ledger reads."""

    def __init__(
        self, catalogue: Catalogue, texts: dict[str, str], passages: list[Passage]
    ) -> None:
        self.catalogue, self.passages, self._texts = catalogue, tuple(passages), texts
        self.table = table_of(self.passages)
        self.folder = Path()

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.document == document)

    def text(self, document: str) -> str:
        return self._texts[document]


def generation_of(*held: tuple[Document, dict[str, list[str]]]) -> Generation:
    """A generation of documents with these sections, of a body with two holders of the office."""
    body = Body(
        name="Commissioner for Exampleshire",
        commissioners=(
            Commissioner(name=NAMES[0], start=PartialDate(2012, 11), until=PartialDate(2016, 5)),
            Commissioner(name=NAMES[1], start=PartialDate(2016, 5)),
        ),
    )
    texts, passages = {}, []
    for each, parts in held:
        texts[each.id], own = sections(each, parts)
        passages += own
    catalogue = Catalogue(documents=tuple(each for each, _ in held), body=body)
    return cast(Generation, _Made(catalogue, texts, passages))

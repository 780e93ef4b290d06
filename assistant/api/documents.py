"""The catalogue: what is known of each document, what is held of it, and its passages."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from pydantic import Field

from assistant.api.document_records import PATH, document_address, entry_of, passage_of
from assistant.api.paging import NoQuery, PageQuery, WholeYear, page_of
from assistant.api.problems import NOT_FOUND, Problem
from assistant.api.questions import Words
from assistant.api.reading import read_query
from assistant.verification.passages import checking
from corpus.documents import Document, Kind, TextSource
from corpus.generation import Generation
from corpus.reader import OpenIndex

__all__ = ["Documents", "DocumentsQuery"]


class DocumentsQuery(PageQuery):
    """By what the list of documents is filtered."""

    kind: tuple[Kind, ...] = Field(
        (), description="Only documents of this kind; may be given several times."
    )
    plan: Words = Field(
        "",
        description="Only this plan and the documents about it: its id.",
        examples=["plan-2015-20"],
    )
    year: WholeYear | None = Field(
        None, description="Only documents published in this year.", examples=[2016]
    )
    held: tuple[TextSource, ...] = Field(
        (),
        description="Only documents of which this is held: “original” for their own words, “digest” "
        "for our summary, “not held” for none; may be given several times.",
    )


class Documents:
    """Answers what is asked about documents."""

    def __init__(self, index: Callable[[], OpenIndex], root_path: str) -> None:
        """Prepare.

        Args:
            index: Returns the index that answers now; raises PlansError.
            root_path: What a proxy takes off the start of every address.
        """
        self._index = index
        self._root_path = root_path

    def list(self, request: Request) -> Mapping[str, Any]:
        """Return a part of the list, in the order of the catalogue."""
        return self.found(read_query(request, DocumentsQuery))

    def found(self, asked: DocumentsQuery) -> Mapping[str, Any]:
        """Return the part of the list that is asked for."""
        generation = self._index().generation
        catalogue = generation.catalogue
        if asked.plan and asked.plan not in {plan.id for plan in catalogue.plans}:
            known = ", ".join(plan.id for plan in catalogue.plans)
            raise Problem(NOT_FOUND, f"There is no plan with this id. There are: {known}.")
        found = [each for each in catalogue.documents if _admits(asked, each)]
        return page_of(
            found,
            asked,
            lambda each: entry_of(each, generation, self._root_path),
            address=f"{self._root_path}{PATH}",
            index=generation.folder.name,
        )

    def one(self, request: Request) -> Mapping[str, Any]:
        """Return one document."""
        read_query(request, NoQuery)
        return self.entry(request.path_params["id"])

    def entry(self, document: str) -> Mapping[str, Any]:
        """Return the document of an id."""
        generation = self._index().generation
        return entry_of(_known(document, generation), generation, self._root_path)

    def passages(self, request: Request) -> Mapping[str, Any]:
        """Return a part of the passages of a document, in its own order."""
        asked = read_query(request, PageQuery)
        return self.passages_of(request.path_params["id"], asked)

    def passages_of(self, document: str, asked: PageQuery) -> Mapping[str, Any]:
        """Return the part of a document's passages that is asked for.

        Raises:
            IndexDamaged: One of them does not stand in the stored text.
        """
        index = self._index()
        known = _known(document, index.generation)
        places = index.admission.of_document(known.id).tolist()
        checked = checking(index.generation)
        return page_of(
            places,
            asked,
            lambda place: passage_of(checked(index.passage(place))),
            address=f"{self._root_path}{document_address(known.id)}/passages",
            index=index.generation.folder.name,
        )


def _admits(asked: DocumentsQuery, document: Document) -> bool:
    return (
        (not asked.kind or document.kind in asked.kind)
        and (not asked.held or document.text in asked.held)
        and (asked.year is None or document.published.year == asked.year)
        and (not asked.plan or asked.plan in (document.id, *document.about))
    )


def _known(document: str, generation: Generation) -> Document:
    found = generation.catalogue.by_id.get(document)
    if found is None:
        raise Problem(NOT_FOUND, f"There is no document with this id; GET {PATH} lists them.")
    return found

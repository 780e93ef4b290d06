"""A cell of the grid in words and HTML: the quotation with its place, or that nothing was found."""

from dataclasses import dataclass

from markupsafe import Markup

from assistant.across.lifetimes import plan_label
from assistant.across.records import Cell, Outcome
from assistant.answers import Citation
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from assistant.web.in_words import counted
from assistant.web.places import unsure_note
from assistant.web.quotations import render_lines
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.documents import Document, Kind, TextSource

__all__ = ["CellRow", "cell_row"]

_A_KIND = {
    Kind.ANNUAL_REPORT: "an annual report",
    Kind.BUDGET: "a budget release",
    Kind.CONSULTATION: "a consultation",
    Kind.DELIVERY_PLAN: "a delivery plan",
    Kind.MANIFESTO: "a manifesto",
    Kind.NEWS: "a news release",
    Kind.PANEL_PAPER: "a panel paper",
    Kind.PLAN: "a plan",
    Kind.WEB_PAGE: "a web page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A cell of the grid as the template shows it."""

    cell: Cell
    name: str
    """The years of the plan."""
    force: str
    """When it applied."""
    source: str
    """Where the quotation is from, up to the title: "Reported in a news release of June 2015"."""
    whose: str
    quotation: Markup
    place: str
    address: str
    nothing: tuple[str, str]
    """What is said in place of a quotation, and what was looked through."""


def cell_row(cell: Cell, shell: Shell) -> CellRow:
    """Write a cell for the template; links are those of `shell`."""
    cited = cell.citation
    return CellRow(
        cell=cell,
        name=plan_label(cell.plan),
        force=_force(cell.plan),
        source=_source(cell, cited) if cited else "",
        whose=_whose(cited) if cited else "",
        quotation=_quotation(cited) if cited else Markup(),
        place=_place(cited) if cited else "",
        address=_address(cited, shell) if cited else "",
        nothing=_nothing(cell) if cited is None else ("", ""),
    )


def _address(cited: Citation, shell: Shell) -> str:
    marked = quotation_query(cited.start, cited.end, cited.quotation)
    return shell.url(f"{document_path(cited.document)}#{QUOTATION}", **marked)


def _source(cell: Cell, cited: Citation) -> str:
    if cell.outcome is Outcome.SAYS:
        ours = cited.source is TextSource.DIGEST
        return say("From our summary of the plan itself:") if ours else say("From the plan itself:")
    return say("Reported in {kind} of {date}:", kind=_A_KIND[cited.kind], date=cited.published)


def _whose(cited: Citation) -> str:
    if cited.source is TextSource.DIGEST:
        return say("our summary of it")
    return say("in its own words")


def _quotation(cited: Citation) -> Markup:
    lead = f"{cited.lead}\n" if cited.lead and not cited.quotation.startswith("|") else ""
    html = Markup('<p class="pa-lead">{}</p>').format(lead.strip()) if lead else Markup()
    return html + Markup(render_lines(cited)) + Markup(unsure_note(cited))


def _place(cited: Citation) -> str:
    page = say("page {number}", number=cited.page) if cited.page is not None else ""
    return " · ".join(part for part in (cited.heading.replace(" > ", " › "), page) if part)


def _nothing(cell: Cell) -> tuple[str, str]:
    """Say that there is nothing, and in a second sentence what was looked through."""
    sentences, documents = (
        counted(cell.sentences, "sentence"),
        counted(cell.documents, "document"),
    )
    if cell.outcome is Outcome.NOTHING:
        return (
            say("Nothing found in this plan."),
            say("Looked through: {sentences}.", sentences=sentences),
        )
    if cell.outcome is Outcome.NOT_HELD:
        return (
            say("The text of this plan is not held."),
            say("Nothing else that speaks of it is held either."),
        )
    return (
        say("Nothing found on this plan."),
        say(
            "Its own text is not held. Looked through: {sentences} about it in {documents}.",
            sentences=sentences,
            documents=documents,
        ),
    )


def _force(plan: Document) -> str:
    force = plan.in_force
    if force is None:
        return say("Published {date}", date=plan.published.in_words())
    if force.until is None:
        return say("In force since {start}", start=force.start.in_words())
    return say(
        "In force {start} to {end}", start=force.start.in_words(), end=force.until.in_words()
    )

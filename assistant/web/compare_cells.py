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

__all__ = ["CellRow", "Line", "cell_row", "line_of"]

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
    head: str
    """When it was reported, where it does not tell what is in the plan; "" elsewhere."""
    source: str
    """Where the quotation is from, up to the title: "Reported in a news release of June 2015"."""
    whose: str
    quotation: Markup
    place: str
    address: str
    nothing: tuple[str, str]
    """What is said in place of a quotation, and what was looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quotation of a document that is about no plan, as the template shows it."""

    source: str
    title: str
    whose: str
    is_digest: bool
    quotation: Markup
    address: str


def line_of(cited: Citation, shell: Shell) -> Line:
    """Write a quotation for the template; its link is one of `shell`."""
    return Line(
        source=say("In {kind} of {date}:", kind=_A_KIND[cited.kind], date=cited.published),
        title=cited.title,
        whose=_whose(cited),
        is_digest=cited.source is TextSource.DIGEST,
        quotation=_quotation(cited),
        address=_address(cited, shell),
    )


def cell_row(cell: Cell, shell: Shell) -> CellRow:
    """Write a cell for the template; links are those of `shell`."""
    cited = cell.citation
    return CellRow(
        cell=cell,
        name=plan_label(cell.plan),
        force=_force(cell.plan),
        head=_head(cell),
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
    kind, date = _A_KIND[cited.kind], cited.published
    if cell.outcome is Outcome.REPORTED:
        return say("Reported in {kind} of {date}:", kind=kind, date=date)
    return say("In {kind} of {date}:", kind=kind, date=date)


def _head(cell: Cell) -> str:
    """Say when something was reported that does not tell what is in the plan; "" elsewhere."""
    if cell.outcome is not Outcome.ALONGSIDE or cell.published is None:
        return ""
    force, first, last = cell.plan.in_force, cell.published.first_day, cell.published.last_day
    if force is None:
        return say("Reported in connection with it.")
    if last < force.start.first_day:
        return say("Reported before it was in force.")
    if force.until and first > force.until.last_day:
        return say("Reported after it was in force.")
    if first < force.start.last_day:  # as where only its year is known
        return say("Reported about when it came into force.")
    if force.until and last > force.until.first_day:
        return say("Reported about when it ceased to be in force.")
    return say("Reported while it was in force.")


def _whose(cited: Citation) -> str:
    if cited.source is TextSource.DIGEST:
        return say("our summary of it")
    if cited.quotation.startswith("|"):
        return say("a row of a table, with the headings of its columns")
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

"""Web pages of seven builds, with what a visitor reads on them and what must never be quoted."""

from pathlib import Path

from tests.documents.made import MadeDocument, MadeItem, MadeRow, MadeSentence
from tests.documents.web_sources import (
    ACCORDION,
    CONSULTATION,
    DIV_SOUP,
    GUIDANCE,
    OLD_TABLES,
    WEB_FORMS,
    WEBLOG,
)

__all__ = ["write_all", "write_page"]

_FURNITURE = ("Accept all", "Skip to", "Sign up", "trackVisit", "Crown copyright")


def write_all(folder: Path) -> list[MadeDocument]:
    """Write every page."""
    makers = (_guidance, _weblog, _old_tables, _div_soup, _consultation, _accordion, _web_forms)
    return [maker(folder) for maker in makers]


def write_page(
    folder: Path, source: str | bytes, name: str = "page.html", charset: str = "utf-8"
) -> Path:
    """Write one page and return where it is."""
    path = folder / name
    path.write_bytes(source if isinstance(source, bytes) else source.encode(charset))
    return path


def _said(headings: tuple[str, ...] | None, *texts: str) -> tuple[MadeSentence, ...]:
    return tuple(MadeSentence(text=text, headings=headings) for text in texts)


def _rows(*rows: tuple[str, ...]) -> tuple[MadeRow, ...]:
    return tuple(MadeRow(header=rows[0], cells=cells) for cells in rows[1:])


def _items(lead: str, *texts: str) -> tuple[MadeItem, ...]:
    return tuple(MadeItem(text=text, lead=lead) for text in texts)


def _guidance(folder: Path) -> MadeDocument:
    top = ("Police and Crime Plan 2031 to 2036",)
    first = "Fewer burglaries in villages"
    return MadeDocument(
        path=write_page(folder, GUIDANCE, "guidance.html"),
        sentences=(
            *_said((), "Policy paper"),
            *_said(
                top,
                "This plan sets out what the Commissioner for Ambershire will do.",
                "It was agreed with the panel on 4 March 2031.",
            ),
            *_said((*top, "Our priorities"), "We have chosen three priorities:"),
            *_said(
                (*top, "Our priorities", "How we will know"),
                "The Commissioner will publish figures every three months.",
                "“Residents must be able to judge for themselves”, said the Commissioner.",
            ),
            *_said(
                (*top, "What it costs"),
                "The share of council tax for a Band D home rises by £9.50.",
                "Share of council tax",
                "Send your views in two steps:",
                "What the precept is",
                "The precept is the part of council tax that pays for policing.",
                "The survey is separate.",
            ),
        ),
        items=(
            *_items("We have chosen three priorities:", first),
            *_items(
                first,
                "Marking tools and bicycles with residents’ own codes",
                "Visiting each victim within 48 hours",
            ),
            *_items("We have chosen three priorities:", "Safer roads", "Care for victims"),
            *_items(
                "Send your views in two steps:",
                "Read the draft budget.",
                "Write to the office before 1 June.",
            ),
            *_items("", "Counted by the force’s own survey of 1,204 homes."),
        ),
        rows=_rows(
            ("Band", "2031/32", "2032/33"), ("A", "£126.00", "£132.33"), ("D", "£189.00", "£198.50")
        ),
        never=(
            "Related content", "satisfied with this page", "opens in a new", "draft figure",
            "Contents", "footnote 1", "↩", *_FURNITURE,
        ),
        notes=("^10 words that readers of the page cannot see were left out",),
        about="guidance as government sites build it",
    )  # fmt: skip


def _weblog(folder: Path) -> MadeDocument:
    top = ("Commissioner meets young farmers",)
    return MadeDocument(
        path=write_page(folder, WEBLOG, "weblog.html"),
        sentences=(
            *_said(
                top,
                "The Commissioner met forty young farmers at Thornley on Saturday.",
                "They spoke about stolen quad bikes and hare coursing.",
                "The barn at Thornley",
                "“We lost two trailers in one night,” one of them said.",
                "A rural team of six officers starts work in May.",
                "The fund pays for trackers & locks at 25% of their price.",
                "Read the rural crime strategy for the details.",
            ),
            *_said((*top, "What happens next"), "A second evening follows in Ouse End."),
        ),
        never=(
            "Recent posts", "Leave a reply", "Share this", "I disagree", "Posted in", "Facebook",
            "Winter report", *_FURNITURE,
        ),
        about="a news item of a weblog, with sidebar and comments",
    )  # fmt: skip


def _old_tables(folder: Path) -> MadeDocument:
    return MadeDocument(
        path=write_page(folder, OLD_TABLES, "old-tables.html", "cp1252"),
        sentences=_said(
            ("Minutes of the Authority",),
            "The Authority met at County Hall on 12 May 2009.",
            "Members “noted” the Treasurer’s report – without a vote.",
            "Crime fell by 4% in the year, the lowest since 1998.",
            "Motor crime fell furthest of all.",
            "The next meeting is on 7 July at 10 am.",
        ),
        rows=_rows(
            ("Offence", "2007/08", "2008/09"),
            ("Burglary", "2,310", "2,145"),
            ("Robbery", "212", "198"),
        ),
        never=("Site map", "Webmaster", "Best viewed", *_FURNITURE),
        about="minutes of 2009, set with tables, in the characters of Windows",
    )


def _div_soup(folder: Path) -> MadeDocument:
    top = ("Annual report in brief",)
    return MadeDocument(
        path=write_page(folder, DIV_SOUP, "div-soup.html"),
        sentences=(
            *_said(
                top,
                "The office handled 1,842 letters in the year.",
                "Most of them were about speeding and parking.",
                "Nine in ten got an answer within ten working days.",
            ),
            *_said((*top, "Who we are"), "The office has twenty-one members of staff."),
        ),
        items=(
            *_items("", "Commissioner", "Deputy"),
            *_items("Commissioner", "Ada Thorne, elected in May 2030"),
            *_items("Deputy", "Samir Okafor"),
        ),
        never=("Latest tweets", "Contact the web team", "Quick links", "Ousby", *_FURNITURE),
        about="a page that does not say where its main text is, with a list of terms",
    )


def _consultation(folder: Path) -> MadeDocument:
    top = ("Have your say on the precept",)
    return MadeDocument(
        path=write_page(folder, CONSULTATION, "consultation.html"),
        sentences=(
            *_said(
                top,
                "The consultation ran from 3 January to 7 February 2032.",
                "We asked whether households would pay £10 more each year.",
            ),
            *_said((*top, "What you told us"), "Of 2,417 people, 61% agreed."),
        ),
        rows=_rows(("Answer", "People"), ("Agree", "1,474"), ("Disagree", "943")),
        never=("Your postcode", "Submit", "secret note", "off-screen note", *_FURNITURE),
        notes=(
            "^9 words that readers of the page cannot see were left out",
            "^1 form was left out",
        ),
        about="a consultation with a form and hidden words",
    )


def _accordion(folder: Path) -> MadeDocument:
    top = ("Questions about stop and search",)
    return MadeDocument(
        path=write_page(folder, ACCORDION, "accordion.html"),
        sentences=(
            *_said(top, "These are the questions that we are asked most."),
            *_said(
                (*top, "Who watches over it?"),
                "A panel of residents looks at forty records each quarter.",
            ),
            *_said(
                (*top, "Can I complain?"),
                "Yes.",
                "Write to the force first, and to us if you are not content.",
            ),
            *_said(
                (*top, "Where are the figures?"),
                "They are published on the force’s own site every April.",
            ),
        ),
        never=("Please enable JavaScript", "Show all", *_FURNITURE),
        about="questions and answers that open when they are asked",
    )


def _web_forms(folder: Path) -> MadeDocument:
    return MadeDocument(
        path=write_page(folder, WEB_FORMS, "web-forms.html"),
        sentences=_said(
            ("Decision 2033/07",),
            "The Commissioner approved the sale of Milton police house.",
            "The money goes to the estate fund.",
        ),
        never=("Search this site", "dDwtMTA4", *_FURNITURE),
        about="a decision on a page that is all in one form",
    )

"""PDFs with tables and lists, with known rows and items."""

from pathlib import Path

from tests.documents.made import MadeDocument
from tests.documents.pdf_grids import Grid, set_table
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look
from tests.documents.prose import Prose

__all__ = [
    "lists",
    "ruled_table",
    "shaded_table",
    "sideways_table",
    "table_over_pages_headed_again",
    "table_over_pages_headed_once",
    "unruled_table",
]

_MEASURES = (
    ("Officers (full-time equivalent)", "2,207", "2,350", "2,400"),
    ("Calls to 999 answered within 10 seconds", "87%", "91%", "90%"),
    ("Victims who were content\n(all kinds of crime)", "71.2%", "n/a", "75%"),
    ("Council tax, Band D", "£238.00", "£251.00", "£265.00"),
    ("Reserves", "£14.2m", "£12.9m", "£11.0m"),
    ("Deaths on the roads", "31", "–", "24"),
)
_YEARS = ("Measure", "2029/30", "2030/31", "Target")
_WIDTHS = (218, 82, 82, 82)
_FUNDS = (("Pay", "May"), ("Vehicles", "June"), ("IT", "July"))
_SYMBOL = "\uf0b7"
"""How a bullet of the Symbol font is often written; no other font knows it."""
_PLACES = ("Northmarsh", "Thornwick", "Saltby", "Fenbridge", "Harrowby", "Eastcombe", "Quarrymouth")


def ruled_table(folder: Path) -> MadeDocument:
    """A table with lines around every cell, between paragraphs."""
    prose = Prose(41)
    setter = Setter(folder / "ruled-table.pdf")
    setter.heading("How we measure", 1)
    setter.paragraph(*prose.paragraph(4))
    set_table(setter, _YEARS, _MEASURES, Grid(widths=_WIDTHS))
    setter.paragraph(*prose.paragraph(4))
    setter.heading("Who pays what", 2)
    rows = [
        ("Home Office", "Safer streets\nand lights", "£1,250,000"),
        ("County Council", "Youth work in all seven market towns, in the evening", "£310,500"),
        ("Town councils", "", "£45,000"),
    ]
    set_table(
        setter,
        ("Paid by", "For", "Amount"),
        rows,
        Grid(widths=(120, 240, 104), figures=False),
    )
    setter.paragraph(*prose.paragraph(3))
    return setter.done(
        about="two ruled tables; cells of several lines, empty cells, £, % and commas"
    )


def unruled_table(folder: Path) -> MadeDocument:
    """A table that only its alignment shows."""
    prose = Prose(42)
    setter = Setter(folder / "unruled-table.pdf", fonts=TIMES)
    setter.heading("Recorded offences", 1)
    setter.paragraph(*prose.paragraph(3))
    rows = [
        (place, f"{612 - 37 * number:,}", f"{1540 + 211 * number:,}", f"{number * 3 - 8}%")
        for number, place in enumerate(_PLACES)
    ]
    header = ("District", "Burglary", "Theft", "Change")
    set_table(setter, header, rows, Grid(widths=(160, 90, 90, 90), ruled=False, size=10))
    setter.paragraph(*prose.paragraph(4))
    return setter.done(about="a table without lines, shown by its alignment alone")


def shaded_table(folder: Path) -> MadeDocument:
    """A table of shaded rows, without lines between the columns."""
    prose = Prose(43)
    setter = Setter(folder / "shaded-table.pdf", fonts=DEJAVU, look=Look(size=9.5))
    setter.heading("What the plan promised, and what became of it", 2)
    setter.paragraph(*prose.paragraph(3))
    rows = [
        ("Twenty more officers in villages", "Done", "All were in post by May 2030."),
        ("A fraud desk for older people", "Under way", "It opens in\nJanuary 2032."),
        ("Free locks for 1,000 homes", "Done", "1,122 homes had them, at £41 each."),
        ("A court day in Saltby", "Dropped", "The building was sold."),
    ]
    grid = Grid(widths=(190, 90, 184), ruled=False, shaded=True, lines=True, figures=False)
    set_table(setter, ("Promise", "State", "What happened"), rows, grid)
    setter.paragraph(*prose.paragraph(3))
    return setter.done(about="a table of shaded rows with words in its cells")


def _over_pages(path: Path, *, repeated: bool) -> Setter:
    def furniture(setter: Setter) -> None:
        setter.canvas.setFont("Helvetica", 8)
        setter.canvas.drawString(64, 810, "Budget book of the Commissioner")
        setter.canvas.drawRightString(setter.width - 64, 34, f"{setter.page}")

    prose = Prose(44)
    setter = Setter(path, furniture=furniture)
    setter.heading("What each grant buys", 1)
    for _ in range(3):
        setter.paragraph(*prose.paragraph(4))
    rows = [
        (f"{place} {kind}", f"£{17 + 13 * number + 5 * part},{part}50", f"{number + part + 2}.5")
        for number, place in enumerate(_PLACES)
        for part, kind in enumerate(("youth club", "speed watch", "night shelter", "locks"), 1)
    ]
    grid = Grid(widths=(234, 115, 115), repeated=repeated)
    set_table(setter, ("Grant", "Amount", "Posts (FTE)"), rows, grid)
    setter.paragraph(*prose.paragraph(4))
    return setter


def table_over_pages_headed_again(folder: Path) -> MadeDocument:
    """A ruled table over two pages; its heading row comes again."""
    setter = _over_pages(folder / "table-headed-again.pdf", repeated=True)
    return setter.done(
        never=("Budget book",), labels=("1", "2"), about="a table over two pages, headed on both"
    )


def table_over_pages_headed_once(folder: Path) -> MadeDocument:
    """A ruled table over two pages; its heading row stands on the first only."""
    setter = _over_pages(folder / "table-headed-once.pdf", repeated=False)
    return setter.done(
        never=("Budget book",),
        labels=("1", "2"),
        about="a table over two pages, headed on the first",
    )


def sideways_table(folder: Path) -> MadeDocument:
    """A page with /Rotate 90, and a wide table that runs up an upright page."""

    def furniture(setter: Setter) -> None:
        setter.canvas.setFont("Helvetica", 8)
        setter.canvas.drawCentredString(setter.width / 2, 30, str(setter.page))

    prose = Prose(45)
    setter = Setter(folder / "sideways.pdf", furniture=furniture)
    setter.heading("Figures for the year", 1)
    for _ in range(5):
        setter.paragraph(*prose.paragraph(4))
    setter.new_page(turned="rotated")
    setter.heading("The year on one page", 2)
    for _ in range(3):
        setter.paragraph(*prose.paragraph(4))
    months = ("Month", "Burglary", "Theft", "Fraud", "Arson", "Robbery", "Speeding")
    rows = [
        (month, *(f"{40 * number + 17 * crime + 900 * (crime == 6):,}" for crime in range(1, 7)))
        for number, month in enumerate(("April", "May", "June", "July", "August"), start=1)
    ]
    set_table(setter, months, rows, Grid(widths=(120, *[98] * 6)))
    setter.new_page(turned="sideways")
    setter.heading("The money on one page", 2)
    headed = ("Fund", "2031/32", "2032/33", "2033/34", "2034/35", "Note")
    funds = [
        (fund, *(f"£{number + year}.{year}m" for year in range(4)), f"Agreed in {month}")
        for number, (fund, month) in enumerate(_FUNDS, 4)
    ]
    set_table(setter, headed, funds, Grid(widths=(140, 100, 100, 100, 100, 160)))
    setter.paragraph(*prose.paragraph(3))
    setter.new_page()
    setter.heading("How the figures were made", 2)
    for _ in range(3):
        setter.paragraph(*prose.paragraph(4))
    return setter.done(
        labels=("1", "2", "3", "4"),
        about="a page with /Rotate 90 and a table that runs up an upright page",
    )


def lists(folder: Path) -> MadeDocument:
    """Bulleted, numbered and nested lists whose items run over lines."""
    prose = Prose(46)
    setter = Setter(folder / "lists.pdf", fonts=DEJAVU, look=Look(size=10))
    setter.heading("What we promise", 1)
    setter.paragraph(prose.sentence(), "In the first year the Commissioner will:")
    for words in (
        "open a base in each of the seven market towns",
        "pay for 40 more officers, of whom at least 25 will work in villages, and tell every parish "
        "council by name who its officer is",
        "answer each letter within 10 working days",
    ):
        setter.item(words)
    setter.paragraph(*prose.paragraph(2))
    setter.paragraph("Victims can count on three things:")
    for number, words in enumerate(
        (
            "One person who stays with the case from the first call until the court has ended, and who "
            "can be reached on every working day.",
            "A visit within 48 hours.",
            "News of the case every 28 days, by letter or by telephone as they wish.",
        ),
        start=1,
    ):
        setter.item(words, mark=f"{number}.")
    setter.paragraph(prose.sentence(), "We work with these partners:")
    for outer, *inner in (
        ("councils", "the county council, which pays half", "seven town councils"),
        (
            "services for health",
            "two hospitals on the coast, whose staff see many of those who are hurt at night",
            "all surgeries",
        ),
        ("charities",),
    ):
        setter.item(outer, mark="•")
        for words in inner:
            setter.item(words, mark="–", level=2)
    setter.paragraph(*prose.paragraph(2), "The Panel asked for:")
    asked = ("a report in public", "a vote each June", "minutes within two weeks")
    for mark, words in zip(("▪", "○", _SYMBOL), asked, strict=True):
        setter.item(words, mark=mark)
    setter.paragraph("It was also agreed to:")
    for mark, words in (
        ("(a)", "publish the accounts"),
        ("(b)", "meet in a different town each time"),
    ):
        setter.item(words, mark=mark)
    setter.paragraph(*prose.paragraph(2))
    return setter.done(about="bulleted, numbered and nested lists with several marks")

"""PDFs with sentences over breaks, headings of all kinds, footnotes; and a letter."""

from dataclasses import replace
from pathlib import Path

from tests.documents.made import MadeDocument
from tests.documents.pdf_setting import HEADING, Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look
from tests.documents.prose import Prose

__all__ = ["footnotes", "headings", "letter", "sentences_over_breaks"]


def sentences_over_breaks(folder: Path) -> MadeDocument:
    """Sentences that go on over a page or a column, in the middle of a word or before a name."""

    def furniture(setter: Setter) -> None:
        setter.canvas.setFont("Times-Roman", 9)
        setter.canvas.drawString(64, 806, "Draft delivery plan for the Panel")
        setter.canvas.drawCentredString(setter.width / 2, 34, f"– {setter.page} –")

    prose = Prose(21)
    setter = Setter(folder / "sentences-over-breaks.pdf", fonts=TIMES, furniture=furniture)
    setter.heading("How we will deliver", 1)
    _leave(setter, prose, 3)
    setter.paragraph(
        "The Commissioner keeps every promise that this plan or an earlier one has made in one "
        "public register, which is read by the Panel in June, checked by the auditor in the autumn "
        "and printed each January, and which lists, with the name of the officer or the "
        "member of staff who answers for it, what was promised to every neigh-¦bour-¦hood of the county."
    )
    setter.paragraph(*prose.paragraph(4))
    _leave(setter, prose, 2)
    setter.paragraph(
        "Burglars who come back to the same street within a few weeks have been a worry for years "
        "in the old villages on the edge of the fens, and most of all in the long lanes and yards "
        "that lie around the church of Harrowby, Northmarsh and Saltby, where houses stand far "
        "apart."
    )
    setter.columns(2)
    setter.paragraph(*prose.paragraph(3))
    _leave(setter, prose, 2)
    setter.paragraph(
        "Everybody who helps with a speed watch is trained for two evenings before they may stand "
        "beside a road with the team, and is insured by the county."
    )
    setter.paragraph(*prose.paragraph(9))
    _leave(setter, prose, 2)
    setter.paragraph(
        "It also happens that the last words of a page and of its sentence stand in one place.¦",
        "This one begins at the head of its page.",
    )
    return setter.done(
        never=("Draft delivery plan", "– 2 –"),
        labels=tuple(str(number) for number in range(1, setter.page + 1)),
        about="sentences that go on over pages and columns, also inside a word or before a name",
    )


def _leave(setter: Setter, prose: Prose, lines: int) -> None:
    """Fill the column until there is room for so many lines only."""
    height = setter.look.line_height
    foot = setter.column.y0 + lines * height + setter.look.space
    while setter.y - 6 * height > foot:
        setter.paragraph(prose.sentence(), prose.sentence())
    while setter.y - 2 * height > foot:
        setter.paragraph(
            f"Item {int(setter.y + 7 * setter.column.x0)} of the register is kept under review."
        )
    setter.shorten(setter.y - lines * height - 1)


def headings(folder: Path) -> MadeDocument:
    """Headings of three levels, numbered, in capitals, of two lines, and bold words run in."""
    prose = Prose(23)
    setter = Setter(folder / "headings.pdf", fonts=DEJAVU, look=Look(size=9.5))
    setter.heading("A plan for people who live,\nwork and travel in Exampleshire", 1)
    setter.paragraph(*prose.paragraph(3))
    for chapter, title in enumerate(("Prevention", "Response", "Recovery"), start=1):
        setter.heading(f"{chapter}. {title}", 2)
        setter.paragraph(*prose.paragraph(3))
        for part, name in enumerate(("What we do now", "What we will do next"), start=1):
            setter.heading(f"{chapter}.{part} {name}", 3)
            setter.paragraph(*prose.paragraph(2))
            setter.paragraph("**Burglary.**", *prose.paragraph(2))
            setter.paragraph("**On the roads:** " + prose.sentence())
    setter.headings = setter.headings[:1]
    setter.heading("OUR PARTNERS IN THE COUNTY", 2)
    setter.paragraph(*prose.paragraph(4))
    setter.heading("What the Chief Constable has\nagreed to do by 2033", 2)
    setter.paragraph(*prose.paragraph(4))
    made = setter.done(about="headings of three levels, of two lines, in capitals; bold run-ins")
    whole = tuple(sentence for sentence in made.sentences if sentence.text != "Burglary.")
    return replace(made, sentences=whole)


def footnotes(folder: Path) -> MadeDocument:
    """Raised marks in the body, notes at the foot, and a sentence over the page above a note."""
    prose = Prose(24)
    setter = Setter(folder / "footnotes.pdf", fonts=TIMES)
    setter.footnotes(
        ("1", "Counted by the force on 31 March, and checked by the auditor."),
        ("2", "This grant ends with the financial year and may not come again."),
        ("3", "See the report to the Panel of 4 June, which sets out how victims were asked."),
    )
    setter.heading("What we spend and why", 1)
    setter.paragraph(
        "The county had 2,140 officers^1^ when the year began.",
        "The safer streets grant was worth £1.5 million^2^ and paid for lights and locks.",
        "Thefts fell by 12%,^1^ and robberies by 2.^3^",
    )
    setter.paragraph(
        "The plan took effect on the 1~st~ of April and ends on the 21~st~ day of March 2036.",
        "“We felt heard,”^3^ said one of them, and eight in 10^3^ agreed.",
        "The county covers 1,640 km² of farmland and coast.",
    )
    setter.heading("What comes in", 2)
    _leave(setter, prose, 2)
    setter.paragraph(
        "The council tax share rises by £9.50^2^ a year for a home in Band D, or by 18 pence in "
        "each week, which a survey of 1,204 households^3^ in the autumn of last year showed that "
        "most people in the county would be willing to pay, and many of them gladly."
    )
    setter.footnotes(("*", "Without the money that is held for pensions."))
    setter.paragraph("Reserves stand at £4 million^*^ at the end of the year.", *prose.paragraph(3))
    return setter.done(
        about="footnotes with raised marks, also after figures; a sentence over the page"
    )


def letter(folder: Path) -> MadeDocument:
    """A letter of one page."""
    setter = Setter(folder / "letter.pdf", look=Look(size=11), margin=76)
    x = 380.0
    for line in ("Office of the Commissioner", "2 Quay Street", "Quarrymouth EX1 2AB"):
        setter.write(line, x, setter.y - 11, 10)
        setter.y -= 15
    setter.write("7 May 2031", x, setter.y - 20, 10)
    setter.y -= 60
    setter.paragraph("Dear Mrs Hale,")
    setter.heading("Speeding on the coast road", 1, look=HEADING[3])
    setter.paragraph(
        "Thank you for your letter of 12 April about the speed of lorries past the school.",
        "I have asked the road safety unit to measure it for two weeks in June.",
    )
    setter.paragraph(
        "I also spoke with the Chief Constable, who agreed that an officer will stand at the gate "
        "on three mornings each week until the summer holiday.",
        "You will hear from her staff before the end of this month.",
    )
    setter.paragraph("If you are not content with what they do, please write to me again.")
    setter.y -= 8
    setter.paragraph("Yours sincerely,")
    setter.y -= 40
    setter.paragraph("Jo Marchbank")
    setter.paragraph("Police and Crime Commissioner for Exampleshire")
    return setter.done(about="a letter of one page")

"""Word files with known words: a plan, a draft full of what must not be quoted, a report."""

from pathlib import Path

from tests.documents.made import MadeDocument, MadeItem, MadeRow, MadeSentence
from tests.documents.word_xml import box, cell, drawn, field, item, para, row, run, save, table

__all__ = ["write_all", "write_draft", "write_plan", "write_report"]


def _said(headings: tuple[str, ...], *texts: str) -> tuple[MadeSentence, ...]:
    return tuple(MadeSentence(text=text, headings=headings) for text in texts)


def write_all(folder: Path) -> list[MadeDocument]:
    """Write all three."""
    return [write_plan(folder), write_draft(folder), write_report(folder)]


_LINK = '<w:hyperlink w:anchor="fund">{}</w:hyperlink>'
_NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{}Reference w:id="{}"/></w:r>'
_OVER = '<w:gridSpan w:val="{}"/>'
_FROM, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def write_plan(folder: Path) -> MadeDocument:
    """Headings, lists, tables, notes, links, characters."""
    path = save(
        folder / "plan.docx",
        para("Safer Ambershire", style="Title"),
        para("This plan runs from 2031 to 2036. It replaces the plan of 2026."),
        para("What we will do", style="Heading1"),
        para("The Commissioner has three aims:"),
        item("fewer break-ins"),
        item("in villages", 1),
        item("and on farms, by day and by night", 2),
        item("safer roads"),
        para("Two steps follow:"),
        item("We ask residents.", number=72),
        item("We report in public.", number=72),
        item("by letter,", 1, number=72),
        para("Rural crime", style="Heading2"),
        para(
            "The ", _LINK.format(run("Rural ") + run("Fund", "<w:i/>")), run(" pays for "),
            run("trackers"), _NOTE.format("footnote", 2), run(" and gates."),
        ),
        para("“We lost two trailers,” a farmer’s wife said – ‘in one night’."),
        para("Our ofﬁcers’ ﬁrst co\u00adordi\u200bnation meeting cost £1.7m\u00a0in\u202f2031/32."),
        para("The word ", run("\u200fשלום\u200e", "<w:rtl/>"), run(" stands on a wall in Ousby.")),
        para("The site covers 4 km", run("2", '<w:vertAlign w:val="superscript"/>'), run(".")),
        para("Targets", style="Heading3"),
        para("These are the targets", _NOTE.format("endnote", 1), run(" for each year.")),
        table(
            row("Band", "2031/32", "2032/33", props="<w:tblHeader/>"),
            row("A | lowest", "£126.00", "£132.33"),
            row(cell("D", props=_FROM), "£189.00", "£198.50"),
            row("Band", "2031/32", "2032/33", props="<w:tblHeader/>"),
            row(cell("stale", props=_ON), cell("not settled", props=_OVER.format(2))),
        ),
        para("Figures", style="Heading1"),
        table(
            row(cell("Area", props=_FROM), cell("Burglary", props=_OVER.format(2)), props="<w:tblHeader/>"),
            row(cell(props=_ON), "Target", "Actual", props="<w:tblHeader/>"),
            row(cell("The north", props=_OVER.format(3))),
            row("Ousby", "40", "38"),
        ),
        para("The next plan is due in 2036", _NOTE.format("footnote", 1), run(".")),
        footnotes={1: para("Or earlier, if an election is called."), 2: para("Up to £300 a year.")},
        endnotes={1: para("Agreed by the panel on 4 March 2031.")},
        header="Office of the Commissioner",
    )  # fmt: skip
    top = ("Safer Ambershire",)
    aims, rural = (*top, "What we will do"), (*top, "What we will do", "Rural crime")
    three, two = "The Commissioner has three aims:", "Two steps follow:"
    return MadeDocument(
        path=path,
        sentences=(
            *_said(top, "This plan runs from 2031 to 2036.", "It replaces the plan of 2026."),
            *_said(aims, three, two),
            *_said(
                rural,
                "The Rural Fund pays for trackers and gates.",
                "“We lost two trailers,” a farmer’s wife said – ‘in one night’.",
                "Our officers’ first coordination meeting cost £1.7m in 2031/32.",
                "The word שלום stands on a wall in Ousby.",
                "The site covers 4 km².",
            ),
            *_said((*rural, "Targets"), "These are the targets for each year."),
            *_said((*top, "Figures"), "The north", "The next plan is due in 2036."),
            *_said(
                (),
                "Up to £300 a year.",
                "Or earlier, if an election is called.",
                "Agreed by the panel on 4 March 2031.",
            ),
        ),
        items=(
            MadeItem(text="fewer break-ins", lead=three),
            MadeItem(text="in villages", lead="fewer break-ins"),
            MadeItem(text="and on farms, by day and by night", lead="in villages"),
            MadeItem(text="safer roads", lead=three),
            MadeItem(text="We ask residents.", lead=two),
            MadeItem(text="We report in public.", lead=two),
            MadeItem(text="by letter,", lead="We report in public."),
        ),
        rows=(
            MadeRow(
                header=("Band", "2031/32", "2032/33"), cells=("A ∣ lowest", "£126.00", "£132.33")
            ),
            MadeRow(header=("Band", "2031/32", "2032/33"), cells=("D", "£189.00", "£198.50")),
            MadeRow(header=("Band", "2031/32", "2032/33"), cells=("", "not settled", "")),
            MadeRow(header=("Area", "Burglary Target", "Actual"), cells=("Ousby", "40", "38")),
        ),
        never=("Office of the Commissioner", "page 1", "stale"),
        about="a plan with headings, lists, tables, notes, links and odd characters",
    )


_CHANGED = 'w:id="1" w:author="A" w:date="2031-01-01T00:00:00Z"'
_CONTENTS = (
    para("Contents", style="TOCHeading")
    + '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
    + field(
        'TOC \\o "1-3"', "</w:p>".join((run("Money old page 3"), "<w:p>" + run("Staff old page 4")))
    )
    + "</w:p>"
)


def _inserted(text: str) -> str:
    return f"<w:ins {_CHANGED}>{run(text)}</w:ins>"


def _deleted(text: str) -> str:
    return f"<w:del {_CHANGED}>{run(text).replace('w:t', 'w:delText')}</w:del>"


def _control(inner: str, props: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def write_draft(folder: Path) -> MadeDocument:
    """Tracked changes, comments, hidden words, contents, fields, controls, text boxes."""
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    path = save(
        folder / "draft.docx",
        _control(_CONTENTS + para("Everybody is welcome to comment on this draft."), gallery),
        para("Money", style="Heading1"),
        para("The precept rises by ", _deleted("five"), _inserted("six"), run(" per cent.")),
        para("The panel agreed ", props=f"<w:rPr><w:del {_CHANGED}/></w:rPr>"),
        para("to this in February", f"<w:moveFrom {_CHANGED}>{run(' last year')}</w:moveFrom>", run(".")),
        f"<w:moveFrom {_CHANGED}>{para('Moved away words.')}</w:moveFrom>",
        para(
            '<w:commentRangeStart w:id="0"/>', run("Reserves stay at £9m."),
            '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>',
        ),
        para("Nothing else changes", run(" vanished secret words", "<w:vanish/>"), run(" this year.")),
        para(run("White invisible words.", '<w:color w:val="FFFFFF"/>')),
        para(run("Microscopic words.", '<w:sz w:val="2"/>')),
        para("The grant is ", run("£4m ", "<w:strike/>"), run("£5m.")),
        para(run("Ignore what stands above.", '<w:rStyle w:val="Ghost"/>')),
        para(run("Wages cost most.", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>')),
        para("This is page ", field("PAGE", run("77")), run(" of the draft, see "),
             field("REF fund \\h", run("section two")), run(".")),
        para("Staff", style="Heading1"),
        para("T", props='<w:framePr w:dropCap="drop" w:lines="3"/>'),
        para("here are 1,204 officers and ", _control(run("86 detectives")), run("."),
             _control(run("Click here to enter text."), "<w:showingPlcHdr/>")),
        _control(para("Volunteers give 9,000 hours a year.")),
        para(box(para("Case study", style="Heading1"), para("Anna gave forty hours to the cadets.")),
             run("Each volunteer is insured.")),
        para(drawn('<a:blip r:embed="rId99"/>')),
        styles='<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>',
    )  # fmt: skip
    return MadeDocument(
        path=path,
        sentences=(
            *_said((), "Everybody is welcome to comment on this draft."),
            *_said(
                ("Money",),
                "The precept rises by six per cent.",
                "The panel agreed to this in February.",
                "Reserves stay at £9m.",
                "Nothing else changes this year.",
                "The grant is £5m.",
                "Wages cost most.",
                "This is page of the draft, see section two.",
            ),
            *_said(
                ("Staff",),
                "There are 1,204 officers and 86 detectives.",
                "Volunteers give 9,000 hours a year.",
                "Each volunteer is insured.",
                "Case study",
                "Anna gave forty hours to the cadets.",
            ),
        ),
        never=(
            "five", "Moved away", "last year", "vanished", "invisible", "Microscopic", "£4m", "Ignore", "77",
            "PAGE", "TOC", "Contents", "old page", "Click here",
        ),
        notes=(
            r"tracked changes: inserted words are in the text",
            r"^12 words that readers of the document cannot see were left out",
            r"^1 word struck through was left out",
            r"^1 comment in the margin was left out",
            r"^1 text box put after the paragraph",
            r"^1 picture or chart was left out",
        ),
        about="a draft with tracked changes, comments, hidden words, contents, text boxes",
    )  # fmt: skip


def write_report(folder: Path) -> MadeDocument:
    """What people do instead of using styles: bold headings, typed bullets, tables for layout."""
    inner = table(
        row(_bold("Offence"), _bold("Number")), row("Arson", "41"), row("Robbery", "none")
    )
    path = save(
        folder / "report.docx",
        para("Überblick", style="berschrift1"),
        para(run("Why we write", "<w:b/>")),
        para("The panel asked for a report.", "<w:r><w:br/></w:r>", run("It did so twice.")),
        para("•\tIt wants figures."),
        para("•\tIt wants names."),
        para("An outline heading", props='<w:outlineLvl w:val="1"/>'),
        table(row("What stands in a box is prose. It has two sentences.")),
        table(row(cell("On the left stands the summary."), cell(para("On the right:"), inner))),
        table(row("Chief Constable", "Ada Thorne"), row("Deputy", "Samir Okafor")),
        table(
            row("Force", "Officers"), row("Ambershire", "1,204"), row("Ousshire", "986"),
        ),
        table(
            row(_bold("Aim"), _bold("Steps")),
            row("Roads", cell(item("more checks"), item("new signs"))),
        ),
        para("The report ends here.", style="Absatz"),
        styles='<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Amtliche Überschrift"/><w:basedOn w:val="Heading1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Absatz"><w:name w:val="Absatz"/><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>',
    )  # fmt: skip
    why, outline = ("Überblick", "Why we write"), ("Überblick", "An outline heading")
    return MadeDocument(
        path=path,
        sentences=(
            *_said(why, "The panel asked for a report.", "It did so twice."),
            *_said(
                outline,
                "What stands in a box is prose.",
                "It has two sentences.",
                "On the left stands the summary.",
                "On the right:",
                "The report ends here.",
            ),
        ),
        items=(MadeItem(text="It wants figures."), MadeItem(text="It wants names.")),
        rows=(
            MadeRow(header=("Offence", "Number"), cells=("Arson", "41")),
            MadeRow(header=("Offence", "Number"), cells=("Robbery", "none")),
            MadeRow(header=(), cells=("Chief Constable", "Ada Thorne")),
            MadeRow(header=(), cells=("Deputy", "Samir Okafor")),
            MadeRow(header=("Force", "Officers"), cells=("Ambershire", "1,204")),
            MadeRow(header=("Force", "Officers"), cells=("Ousshire", "986")),
            MadeRow(header=("Aim", "Steps"), cells=("Roads", "• more checks • new signs")),
        ),
        about="a report with bold headings, typed bullets and tables for layout",
    )


def _bold(text: str) -> str:
    """A cell in bold."""
    return cell(para(run(text, "<w:b/>")))

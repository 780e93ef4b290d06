"""PDFs whose letters are hard to read: hyphens, ligatures, other scripts, tricks of typesetters."""

import re
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.made import MadeDocument
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look, Shape, plain
from tests.documents.prose import Prose

__all__ = ["hyphenation", "ligatures_and_quotes", "other_scripts", "typesetters_tricks"]


_ARABIC = "\ufee3\ufeae\ufea3\ufe92\ufe8e"
"""A greeting, in the shapes that its letters have in a word."""
_UNSEEN = "\u202e\u202c\u202a\u200f\u200b\ufeff"
_TURNED = (
    "The fine is \u202e001\u202c pounds, whichever way the line is turned.",
    "Two \u202aembedded\u202c words and one \u200fmark do not change what is said.",
    "A zero\u200b width space and a \ufeffmark of byte order cannot be seen.",
)


_DIVIDED = {
    "neigh-bourhood": "The Commissioner will pay for a team in each neigh-¦bour-¦hood of the county.",
    "co-ordinated": "The work of all is co=¦ordinated with the county council from June.",
    "well-being": "The well=¦being of officers comes first in this part of the plan.",
    "anti-social": "Most complaints of anti=¦social behaviour are made in summer.",
    "part-nership": "The fire service is in this part-¦nership, as the hospitals are.",
    "2031-32": "The grant for 2031=¦32 was agreed late in the spring.",
    "two-thirds": "A vote of two=¦thirds of the Panel is needed to turn it down.",
    "sur\u00adveillance": "Cameras for sur\u00ad¦veillance are used where a judge agrees.",
    "re-offending": "The rate of re=¦offending is read out each quarter to the Panel.",
    "not-for-profit": "Some help comes from a not=¦for=¦profit group on the coast.",
    "offi-cers": "More offi-¦cers will walk in town centres at night.",
}
"""Sentences by the word that must be divided at the end of a line."""
_WHOLE = (
    "A neighbourhood team that is well co-ordinated looks after the well-being of all.",
    "Anti-social driving is met in partnership, and re-offending as well.",
    "Surveillance by officers was less in 2031-32 than in 2030-31.",
)


def hyphenation(folder: Path) -> MadeDocument:
    """Words divided at the end of a line, and words with a hyphen of their own at that place."""

    def columns() -> Setter:
        look = Look(size=9.5, justified=True)
        setter = Setter(folder / "hyphenation.pdf", fonts=TIMES, look=look)
        setter.columns(3, gap=18)
        return setter

    prose, setter = Prose(31), columns()
    setter.heading("Where lines end", 2)
    for word, sentence in _DIVIDED.items():
        divided: list[str] = []
        while word not in divided:
            before = [_divisible(words) for words in prose.paragraph(2)]
            trial = columns()
            trial.paragraph(*before, sentence)
            divided = trial.divided
        setter.paragraph(*before, sentence)
    setter.paragraph(*_WHOLE)
    setter.paragraph(*(_divisible(words) for words in prose.paragraph(12)))
    return setter.done(
        never=("neigh-", "co ordinated", "wellbeing", "antisocial", "203132", "part-nership"),
        about="words divided at line ends, beside words with a hyphen of their own; soft hyphens",
    )


_DIVISIBLE = (
    "Com-¦mis-¦sioner", "neigh-¦bour-¦hood", "part-¦ner-¦ship", "vol-¦un-¦teer", "per-¦son",
    "offi-¦cer", "bur-¦glary", "crimi-¦nal", "dam-¦age", "house-¦holds", "machin-¦ery", "sur-¦vey",
    "work-¦ing", "ser-¦vice", "resi-¦dents", "fur-¦ther", "eve-¦nings", "vehi-¦cles", "fly=¦tipping",
    "drop=¦in", "busi-¦nesses", "num-¦ber", "every-¦thing", "any-¦thing", "be-¦tween", "visi-¦tors",
)  # fmt: skip


def _divisible(sentence: str) -> str:
    for word in _DIVISIBLE:
        sentence = sentence.replace(plain(word), word)
    return sentence


def ligatures_and_quotes(folder: Path) -> MadeDocument:
    """Ligatures as characters, curly quotation marks, dashes, fractions and signs."""
    prose = Prose(32)
    setter = Setter(folder / "ligatures-and-quotes.pdf", fonts=DEJAVU, look=Look(size=10))
    setter.heading("Oﬃcers in the ﬁeld", 1)
    setter.paragraph(
        "The ﬁrst oﬃcers to reach a ﬂood or a ﬁre will ﬁnd the aﬀected homes marked on a map.",
        "Eﬀective staﬃng, aﬄuent areas and baﬄing ﬁgures were all discussed.",
    )
    setter.paragraph(
        "“Don’t call it ‘low level’,” wrote one resident of O’Hara’s Lane, “because it isn’t.”",
        "The ’90s houses of the Queens’ Estate — all 48 of them — were built without locks.",
        "Between 2031–32 and 2035–36 the grant falls by 3½% – from £2.4m to £2.3m – each year.",
    )
    setter.paragraph(
        "Temperatures above 30 °C closed the custody suite for 1½ days, at a cost of €1,200 or "
        "£1,020.",
        "Café owners in Zoë’s Yard paid for the naïve but cheerful mural.",
        "Do write to panel@exampleshire.example or see www.exampleshire.example/plan-2031.",
    )
    setter.paragraph(*prose.paragraph(6))
    return setter.done(about="ligatures as characters, curly quotation marks, dashes, signs")


def other_scripts(folder: Path) -> MadeDocument:
    """Hebrew and Arabic words between English ones, and characters that turn the direction."""
    prose = Prose(33)
    setter = Setter(folder / "other-scripts.pdf", fonts=DEJAVU, look=Look(size=10.5))
    setter.heading("A welcome in every language", 1)
    setter.paragraph(*prose.paragraph(3))
    setter.paragraph("Our leaflet is printed in twelve languages and lies in every library.")
    before, hebrew = "The word for peace, ", "שלום"
    setter.say(f"{before}{hebrew}, greets visitors.")
    x, baseline = setter.column.x0, setter.y - 10.5
    setter.write(before, x, baseline, 10.5)
    x += stringWidth(before, DEJAVU[0], 10.5)
    setter.write(hebrew[::-1], x, baseline, 10.5)
    setter.write(", greets visitors.", x + stringWidth(hebrew, DEJAVU[0], 10.5), baseline, 10.5)
    setter.y -= 22
    setter.paragraph("It was translated by volunteers from the coast.")
    setter.write(_ARABIC[::-1], setter.column.x0 + 240, setter.y - 14, 14)
    setter.y -= 30
    setter.paragraph(*prose.paragraph(3))
    for sentence in _TURNED:
        setter.say(re.sub(f"[{_UNSEEN}]", "", sentence))
    setter.set_words(_TURNED, setter.look, [])
    setter.paragraph(*prose.paragraph(3))
    return setter.done(
        never=tuple(_UNSEEN),
        about="Hebrew and Arabic words between English ones; characters that turn the direction",
    )


def typesetters_tricks(folder: Path) -> MadeDocument:
    """A large first letter, spaced capitals, letters written twice to look bold, kerned words."""
    prose = Prose(34)
    setter = Setter(folder / "typesetters-tricks.pdf", fonts=TIMES, look=Look(size=11))

    def spaced(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Times-Bold", 20)
        canvas.drawString(64, 750, "OUR PRIORITIES", charSpace=6)

    def bold_by_hand(canvas: Canvas, y: float) -> None:
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Times-Roman", 15)
        for shift in (0, 0.3, 0.6):
            canvas.drawString(64 + shift, y, "Fewer victims, better helped")

    setter.draw(spaced)
    setter.y = 730
    setter.headings = ("OUR PRIORITIES",)
    words = (
        "ach of the four priorities in this plan was chosen by residents in a vote that was held in "
        "every market town, and in which more than 3,000 people took part."
    )
    setter.say(f"E{words}")
    setter.obstacles = [Shape(64, setter.y - 28, 88, setter.y)]
    setter.write("E", 64, setter.y - 26, 36)
    setter.set_words([words], setter.look, [])
    setter.obstacles = []
    setter.paragraph(*prose.paragraph(4))
    setter.y -= 20
    y = setter.y
    setter.draw(lambda canvas: bold_by_hand(canvas, y))
    setter.y -= 10
    setter.headings = ("OUR PRIORITIES", "Fewer victims, better helped")
    setter.paragraph(*prose.paragraph(4))
    return setter.done(
        never=("O U R", "P R I O", "FFeeww", "Fewer victims, better helped Fewer victims"),
        once=("Fewer victims, better helped",),
        about="a large first letter, spaced capitals, letters written thrice to look bold",
    )

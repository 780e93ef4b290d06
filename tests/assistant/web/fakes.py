"""An assistant that answers from one digest, with one question for each status."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answers import About, Absence, Answer, Citation, Part, Scope, Status
from assistant.limits import NO_LIMITS, Limits
from corpus.documents import Kind, TextSource

NEXT = ("What did the 2017–22 plan say about cybercrime?", "How many documents mention cybercrime?")
DIGEST = Path(__file__).parents[3] / "corpus/digests/news-2015-06-plan-presented.md"
TITLE = "Commissioner presents Annual Report and refreshed Police and Crime Plan"
HEADING = f"{TITLE} > Themes of the 2015-20 plan"
NEW = (
    "What is new is attention to the way crime is changing. Three newer threats are named for the "
    "police and partner agencies to tackle: cybercrime, the sexual exploitation of children, and "
    "modern-day slavery."
)
THREATS = NEW[NEW.index("Three") :]
MESSAGES = {
    Status.NOT_FOUND: (
        "I looked in 62 documents, 2012 to 2025, and found nothing that answers this.",
        "Try other words, or ask the Commissioner's office: https://www.hertscommissioner.org.",
    ),
    Status.NOT_HELD: (
        "I know of the Police and Crime Plan 2013 to 2018, but I do not have its text.",
        "It was published in March 2013 by the Police and Crime Commissioner for Hertfordshire.",
    ),
    Status.NO_SUCH_DOCUMENT: (
        "There was no 2011 plan: the first was the 2013-18 plan.",
        "The first Commissioner took office in November 2012.",
    ),
    Status.OUT_OF_SCOPE: ("I only answer questions about the plans of the Commissioner.",),
    Status.NEEDS_CLARIFICATION: (
        "Which plan do you mean: the 2013–18 plan, the 2015–20 plan or the 2017–22 plan?",
    ),
    Status.EMERGENCY: (
        "If someone is hurt or in danger, call 999 now. If you cannot speak, press 55.",
        "If it is not an emergency, call 101.",
        "National Domestic Abuse Helpline, free at any hour: 0808 2000 247.",
    ),
    Status.REFUSED: ("I cannot answer that. Please ask something about the plans.",),
    Status.ERROR: ("That question is too long for me. Please ask it in fewer words.",),
}


def citation(quotation: str = THREATS, **changes: object) -> Citation:
    """Cite words of the digest as the assistant would, or others where `changes` say all."""
    text = DIGEST.read_text("utf-8")
    start = max(0, text.find(quotation))
    end = start + len(quotation)
    fields: dict[str, object] = {
        "marker": 1,
        "document": "news-2015-06-plan-presented",
        "title": TITLE,
        "kind": Kind.NEWS,
        "published": "June 2015",
        "publisher": "Police and Crime Commissioner for Hertfordshire",
        "passage": "news-2015-06-plan-presented/themes-of-the-2015-20-plan/1",
        "quotation": quotation,
        "shown": " ".join(quotation.split()),
        "before": text[max(0, start - 200) : start],
        "after": text[end : end + 200],
        "start": start,
        "end": end,
        "page": None,
        "heading": HEADING,
        "source": TextSource.DIGEST,
        "url": "https://www.hertscommissioner.org/2015-06-commissioner-presents-annual-report",
    }
    return Citation(**(fields | changes))  # type: ignore[arg-type]


def answer(status: Status = Status.ANSWERED, **changes: object) -> Answer:
    """Answer with a status: with citations where it has them, with its message where not."""
    opening, *notes = MESSAGES.get(status, ("From what is held about the 2015–20 plan.",))
    fields: dict[str, object] = {
        "id": "0123",
        "question": "what did the 2015 plan say about cybercrime?",
        "status": status,
        "text": "",
        "opening": opening,
        "notes": tuple(notes),
        "scope": Scope(words="documents about the 2015–20 plan"),
        "citations": (citation(),),
    }
    return Answer(**(fields | changes))  # type: ignore[arg-type]


def full_answer() -> Answer:
    """Answer from two documents, with a list; the words of the original are invented."""
    text = (
        "Cybercrime is growing faster than any other crime, and fewer than one in five victims "
        "report it."
    )
    lead = "The plan keeps the themes of the first plan:"
    original = citation(
        marker=4,
        document="plan-2015-20",
        title="Everybody's Business: Police and Crime Plan for Hertfordshire 2015-20",
        kind=Kind.PLAN,
        published="July 2015",
        quotation=text,
        shown=text,
        emphasis=("one in five",),
        before="s of crime are changing. Burglary has fallen year on year since 2009. ",
        after=" We will train every officer in the basics of digital evidence by 2017 and wo",
        start=20_000,
        end=20_000 + len(text),
        page=14,
        heading="Everybody's Business > Building on Success > Newer crime",
        source=TextSource.ORIGINAL,
    )
    return answer(
        Status.ANSWERED,
        opening="From documents about the 2015–20 plan, which applied from June 2015 until the "
        "2017–22 plan replaced it.",
        citations=(
            citation(emphasis=("cybercrime",)),
            citation("Public Focus", marker=2, lead=lead),
            citation("Offender Pays", marker=3, lead=lead),
            original,
        ),
        notes=("A later plan, for 2017–22, also speaks of cybercrime. Ask about it to compare.",),
    )


def comparison() -> Answer:
    """Compare three plans: two say something, one of them in two documents, and one nothing."""
    shown = full_answer()
    return answer(
        Status.PARTLY_ANSWERED,
        opening="From documents about the plans of 2013, 2015 and 2017.",
        read_as="How do the plans of 2013, 2015 and 2017 differ on cybercrime?",
        notes=("The 2017–22 plan was replaced in 2019.",),
        scope=Scope(
            words="documents about three plans",
            documents=("plan-2013-18", "plan-2015-20", "plan-2017-22"),
            plans=("plan-2013-18", "plan-2015-20", "plan-2017-22"),
        ),
        citations=shown.citations,
        parts=(
            Part(
                name="the 2013–18 plan",
                note="Nothing on this was found in documents about the 2013–18 plan.",
            ),
            Part(name="the 2015–20 plan", markers=(1, 4), note="One of them is our summary."),
            Part(name="the 2017–22 plan", markers=(2, 3)),
        ),
    )


def nothing_but_near() -> Answer:
    """Answer with nothing, and say what was searched and what is near."""
    original = full_answer().citations[3]
    return answer(
        Status.NOT_FOUND,
        opening="No passage that answers this was found.",
        notes=("Ask the Commissioner's office: https://www.hertscommissioner.org.",),
        read_as="What do the plans say about drones in schools?",
        citations=(),
        near=(citation(), replace(original, original=".pdf")),
        absence=Absence(
            documents=62, pages=184, passages=264, terms=("drones", "schools"), unknown=("drones",)
        ),
    )


class FakeAnswerer:
    """Answers by a word of the question: the name of a status, "break", or anything else.

    "compare" is answered in parts, "near" with what is near.
    """

    pictured: Answer | None = None
    """The answer to a question that has the word "picture"."""

    def __init__(self, documents: int = 62, originals: int = 5) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.limits: list[Limits] = []
        self._documents = documents
        self._originals = originals

    def open(self) -> None:
        """Open nothing."""

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Answer:
        """Remember what was asked, and answer it."""
        self.limits.append(limits)
        if longest and len(question) > longest:
            return answer(Status.ERROR, question=question)
        found = self._answer(question, history)
        return replace(found, question=question, limits=limits)

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Answer it, and write nothing for it."""
        yield self.answer(question, history, limits=limits, longest=longest)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Suggest what to ask next after an answer."""
        return NEXT if answer.status is Status.ANSWERED else ()

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        self.asked.append((question, tuple(history)))
        if "break" in question:
            raise ValueError(f"cannot read {question!r}")
        if not question.strip():
            return answer(Status.ERROR, opening="Please write a question.")
        if "picture" in question and self.pictured:
            return self.pictured
        for word, other in (("compare", comparison), ("near", nothing_but_near)):
            if word in question:
                return other()
        for status in MESSAGES:
            if status.value in question:
                return answer(status)
        if Status.PARTLY_ANSWERED.value in question:
            return answer(
                Status.PARTLY_ANSWERED,
                understood="Read “cybrcrime” as “cybercrime”.",
                notes=("Nothing in these documents says whether it was done.",),
            )
        return full_answer()

    def about(self) -> About:
        """Say what the page says of itself."""
        return About(
            years=(2012, 2025),
            body="Police and Crime Commissioner for Hertfordshire",
            documents=self._documents,
            originals=self._originals,
            digests=self._documents - self._originals,
            kinds=(Kind.NEWS, Kind.PLAN, Kind.ANNUAL_REPORT),
            plans=(("plan-2013-18", "the 2013–18 plan"), ("plan-2015-20", "the 2015–20 plan")),
            suggestions=(
                "What did the 2015 plan say about cybercrime?",
                "What are the priorities of the current plan?",
                "How much was the police precept in 2016/17?",
                "When did DriveSafe start?",
                "How many people did Beacon support?",
                "What happened to the bid to run the fire service?",
            ),
        )

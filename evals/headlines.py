"""Which figures a table shows, in which order and by which words."""

from dataclasses import dataclass

from evals.figures import Figure

__all__ = ["BY_CATEGORY", "HEADLINES", "Headline", "in_words", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A line of the table."""

    task: str
    measure: str
    label: str
    percent: bool = True


def _lines(task: str, **labels: str) -> list[Headline]:
    return [
        Headline(
            task=task,
            measure=measure.replace("_", " ").replace(" at ", "@"),
            label=label,
            percent=measure not in ("words", "reading_age")
            and "MRR" not in measure
            and "nDCG" not in measure,
        )
        for measure, label in labels.items()
    ]


HEADLINES = (
    *_lines(
        "answers",
        facts="facts asked for that are shown",
        facts_in_120_words="facts within the first 120 words shown",
        facts_or_near="facts shown, those offered as near too",
        first_document="first source is right",
        sources_cited="sources wanted that are cited",
        sources_superfluous="sources cited that are superfluous",
        quotations_verified="quotations verified, marker right",
        scope="scope (plan or year) right",
        no_false_facts="no fact of another year or person",
        words="words quoted, and written above",
        reading_age="reading age of what is read first, years",
        written="answers with a written sentence",
        sentences_dropped="written sentences dropped by a check",
        written_facts="facts within the written sentences alone",
    ),
    *_lines(
        "abstention",
        answerable_answered="answerable questions answered",
        unanswerable_declined="unanswerable ones declined",
        decline_precision="declines that are right (precision)",
        decline_F1="declining, F1",
        support_AUROC="support tells them apart (AUROC)",
    ),
    *_lines(
        "routing",
        status="status right",
        emergencies_caught="emergencies caught",
        no_false_alarm="others not taken for one",
    ),
    *_lines(
        "retrieval",
        document_recall_at_5="documents, recall@5",
        document_nDCG_at_10="documents, nDCG@10",
        document_MRR_at_10="documents, MRR@10",
        passage_recall_at_5="passages, recall@5",
        passage_nDCG_at_10="passages, nDCG@10",
        facts_in_top_5="facts within the top 5 passages",
    ),
    *_lines(
        "follow-ups",
        facts="follow-ups: facts shown",
        facts_in_full="the same asked in full",
    ),
    *_lines("robustness", same_answer="same answer, typed otherwise"),
)

BY_CATEGORY = (
    Headline(task="answers", measure="facts", label="facts"),
    Headline(task="answers", measure="first document", label="first source"),
    Headline(task="routing", measure="status", label="status"),
)


def number(value: float, measure: str, *, percent: bool) -> str:
    """Write a number: a part as a percentage, else with as many decimals as mean something."""
    if percent:
        shown = f"{100 * value:.0f}%"
        return f"{100 * value:.1f}%" if shown == "100%" and value < 1 else shown
    decimals = {"words": 0, "reading age": 1}.get(measure, 2)
    return f"{value:.{decimals}f}"


def in_words(figure: Figure | None, *, percent: bool, n: int) -> str:
    """Write a figure with its interval, and what it rests on where that is not `n`."""
    if figure is None:
        return "–"
    value, low, high = (
        number(part, figure.measure, percent=percent)
        for part in (figure.value, figure.low, figure.high)
    )
    apart = "" if figure.n == n else f", n {figure.n}"
    return f"{value} ({low.removesuffix('%')}–{high.removesuffix('%')}{apart})"

"""The results as tables, for a terminal and for Markdown."""

from collections.abc import Callable

from assistant.answers import Status
from evals.beir.abstention import Abstention
from evals.beir.figures import Estimate
from evals.beir.rankings import FUSED, PLAIN
from evals.beir.results import Results
from evals.measures import RANKING_MEASURES
from evals.table import Rows, markdown, plain_table

__all__ = ["report_in_markdown", "report_in_text"]

_NONE = "–"


def report_in_text(results: Results) -> str:
    """Write everything for a terminal."""
    return _report(results, "", plain_table)


def report_in_markdown(results: Results) -> str:
    """Write everything as Markdown."""
    return _report(results, "## ", markdown)


def _report(results: Results, mark: str, table: Callable[[Rows], str]) -> str:
    parts = [
        f"{mark}{_title(results)}",
        _about(results),
        f"{mark}Retrieval: documents, ranked by their best passage",
        table(_retrieval_rows(results)),
        "In brackets: 95% intervals, bootstrap over queries.",
        _statuses(results),
        f"{mark}Abstention",
        *_abstention(results.abstention, table),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _title(results: Results) -> str:
    return f"{results.data.name}, {results.created[:10]}"


def _about(results: Results) -> str:
    data = results.data
    versions = ", ".join(f"{name} {value}" for name, value in results.versions.items())
    return "\n".join(
        [
            f"{data.passages:,} documents ({data.without_words} without words), "
            f"{data.indexed:,} passages in the index; {data.queries:,} queries, of which "
            f"{data.measured:,} are measured with {data.marks:,} relevance marks "
            f"of {' and '.join(data.qrels)}; {data.without_marks:,} have no mark.",
            f"Data {data.sha256[:12]}; {versions}; {results.seconds:.0f} s. Ingest: {data.ingest}",
        ]
    )


def _retrieval_rows(results: Results) -> Rows:
    rows = [["query", "retriever", *RANKING_MEASURES]]
    for line in results.retrieval:
        interval = line.retriever == FUSED or line.form == PLAIN
        figures = [line.figures[name].in_words(interval=interval) for name in RANKING_MEASURES]
        rows.append([line.form, line.retriever, *figures])
    return rows


def _statuses(results: Results) -> str:
    counts = ", ".join(f"{status} {n}" for status, n in results.statuses.items())
    return (
        f"What the assistant did with these {results.data.measured:,}: {counts}. It reads only "
        "its `PLANS_TOP_K` best passages, and where it declines before searching it finds "
        "nothing; its routing, references and thresholds were made for another corpus."
    )


def _abstention(found: Abstention | None, table: Callable[[Rows], str]) -> list[str]:
    if found is None:
        return ["Left out: no query has `metadata.answerability`."]
    ended = {status for line in found.decisions for status in line.statuses}
    statuses = sorted(ended - {Status.ANSWERED.value})
    rows = [["answerability", "n", "answered", "declined", *statuses]]
    for line in found.decisions:
        counts = [str(line.statuses.get(status, 0)) for status in statuses]
        rows.append(
            [line.answerability, str(line.n), str(line.answered), str(line.declined), *counts]
        )
    areas = [
        ["ANSWERABLE against UNANSWERABLE", "AUROC"],
        ["the assistant's support", _area(found.support_auroc)],
        ["plain: best cosine, last turn", _area(found.plain_auroc)],
    ]
    said = (
        f"Answered: in part, too. AUROC over {found.answerable} and {found.unanswerable} queries; "
        f"{found.without_support} ended before a search, their support counts as 0."
    )
    return [table(rows), table(areas), said]


def _area(found: Estimate | None) -> str:
    return found.in_words() if found else _NONE

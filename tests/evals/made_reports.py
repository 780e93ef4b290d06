"""Made-up runs whose page says everything, or holds hostile words wherever data can stand."""

import re
from math import nan
from pathlib import Path

from evals.report import write_report
from evals.runs import Row, Run
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document, read_html
from tests.evals.made import citation, hit, near_miss, row, run, sample, shown

__all__ = ["RIGHT", "everything", "hostile", "written"]

RIGHT = {"facts": 1.0, "first document": 1.0, "scope": 1.0, "quotations verified": 1.0}


def written(made: Run, folder: Path) -> tuple[str, Document]:
    """The page of a run, and the same as a browser reads it."""
    write_report(made, folder / "report.html")
    page = (folder / "report.html").read_text("utf-8")
    assert page.count("<!DOCTYPE html>") == 1
    # Elements without an end are no concern of the reader.
    return page, read_html(re.sub(r"<(meta|wbr)\b[^>]*>", "", page))


def everything() -> Run:
    """Four systems, three tasks, and samples that pass, fail and cannot be judged."""
    asked = [sample(id=f"dev-{n}", category="figure" if n < 4 else "who") for n in range(1, 6)]
    missed = near_miss(id="dev-7", category="emergency", status=["emergency"])
    rows: list[Row] = []
    for system, facts in (("assistant", 0.5), ("writer", 0.75), ("plain", 1.0), ("bm25", 0.25)):
        for n, one in enumerate(asked):
            answer = shown("There are 1,500.", "a", milliseconds=3.0 + 10 * n)
            told = RIGHT | {"facts": facts if n < 2 else 1.0, "words": None, "scope": nan}
            told |= {"reading age": 14.25, "written": 1.0 if system == "writer" else None}
            for task, scores in (
                ("answers", told),
                ("abstention", {"declined": 0.0, "support": 1.0 + n}),
                ("routing", {"status": 1.0, "emergencies caught": None, "no false alarm": 1.0}),
            ):
                rows.append(row(task, one, scores, system=system, shown=(answer,)))
        declined = shown("No passage was found.", status="not_found", support=None)
        scores = {"declined": float(system == "assistant"), "support": 0.0}
        rows.append(row("abstention", near_miss(), scores, system=system, shown=(declined,)))
        scores = {"status": 0.0, "emergencies caught": 0.0}
        rows.append(row("routing", missed, scores, system=system, shown=(declined,)))
    order = ("answers", "abstention", "routing")
    rows.sort(key=lambda one: order.index(one.task))
    versions = {"index": "gen-000042", "writer": "a script that tells the truth, prompt 1"}
    return run(*rows, split="dev, quick", versions=versions)


def hostile() -> Run:
    """A failing sample for each of the hostile words, which stand wherever data can stand."""
    rows = []
    for n, words in enumerate(HOSTILE):
        answer = shown(
            words,
            status=words,
            plans=(words,),
            citations=(citation(words, verified=False),),
            hits=(hit(words, words),),
        )
        asked = sample(
            id=f"dev-{n}", question=words, documents=[words], note=words, plans=[words]
        ).model_copy(update={"history": (words,), "in_full": words, "contains": ((words + "1",),)})
        scores = {"facts": 0.0, "first document": 0.0, "scope": 0.0, "quotations verified": 0.0}
        rows.append(row("answers", asked, scores, shown=(answer,), why=words))
        rows.append(row("routing", asked, {"status": 0.0}, shown=(answer,)))
    rows.sort(key=lambda one: one.task)
    return run(*rows, split=HOSTILE[0], settings={w: w for w in HOSTILE}, grader=HOSTILE[1])

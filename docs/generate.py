"""Write what is generated: tables of the README and of the transparency record, figures of the
last run, those that the page on the assistant shows, the schema of an answer.

`--check` writes nothing and fails if anything is out of date.
"""

import json
import os
import re
import sys
from pathlib import Path

from messages import messages_pot

from assistant.answers import answer_schema
from assistant.settings import AssistantSettings
from assistant.web.about_pages import PUBLISHED
from corpus.settings import IndexSettings
from evals.claims.publishing import (
    PublishedClaims,
    claim_remarks,
    claim_rows,
    read_published_claims,
)
from evals.figures import Figures
from evals.headlines import HEADLINES, number
from evals.intervals import INTERVALS
from evals.publishing import Published, read_published
from evals.runs import RunInfo
from evals.table import about, category_rows, headline_rows, markdown, writer_in_words
from ingest.settings import IngestSettings

ROOT = Path(__file__).resolve().parent.parent
README_FIGURES = (
    "facts asked for that are shown",
    "facts within the first 120 words shown",
    "first source is right",
    "quotations verified, marker right",
    "scope (plan or year) right",
    "words quoted, and written above",
    "reading age of what is read first, years",
    "answers with a written sentence",
    "written sentences dropped by a check",
    "facts within the written sentences alone",
    "answerable questions answered",
    "unanswerable ones declined",
    "status right",
    "emergencies caught",
    "documents, recall@5",
    "passages, nDCG@10",
    "follow-ups: facts shown",
    "the same asked in full",
    "same answer, typed otherwise",
)
READING_AGE = (
    "Reading age: the grade by Coleman and Liau (1975), as the library textstat works it out, plus "
    "five years; of the words that a person reads first."
)
FOR_PEOPLE = {
    "answerable questions answered": "When the documents hold the answer: it answered",
    "facts asked for that are shown": "When the documents hold the answer: of the facts asked for, "
    "it showed",
    "first source is right": "When the documents hold the answer: the first source it named was "
    "a right one",
    "unanswerable ones declined": "When the documents do not hold the answer: it said so",
    "scope (plan or year) right": "It looked at the right plan or year",
    "quotations verified, marker right": "Its quotations stand in the document, word for word, at "
    "the place it named",
    "emergencies caught": "When someone is in danger: it showed 999 first",
    "others not taken for one": "When nobody is in danger: it did not show 999",
}
"""Headlines, in the words of the page on the assistant."""
READ_BY = {IngestSettings: "ingest", AssistantSettings: "assistant"}


def main() -> int:
    """Write or check; returns the exit status."""
    readme, record = ROOT / "README.md", ROOT / "docs" / "atrs.md"
    published = read_published()
    text = _put("settings", settings_table(), readme.read_text("utf-8"))
    wanted = {
        readme: _put("bench", bench_goals(), _put("figures", readme_figures(published), text)),
        ROOT / "docs" / "figures.md": figures_page(published),
        record: _put("figures", record_figures(published), record.read_text("utf-8")),
        PUBLISHED: figures_for_people(published),
        ROOT / "docs" / "messages.pot": messages_pot(),
        ROOT / "docs" / "answer.schema.json": json.dumps(answer_schema(), indent=2) + "\n",
    }
    old = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in old:
            print(f"{path.relative_to(ROOT)} is out of date; run `make docs`", file=sys.stderr)
        return 1 if old else 0
    for path in old:
        path.write_text(wanted[path], "utf-8")
    return 0


def _put(name: str, table: str, text: str) -> str:
    """Put a table between its two marks."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}{table}{found[2]}", text)


def readme_figures(published: Published) -> str:
    """Return what was measured last, with what it was measured on."""
    info = published.info
    head, *rows = headline_rows(published.all, published.systems)
    chosen = [row for row in rows if row[0] in README_FIGURES]
    return (
        f"{info.samples} questions of the {info.split} split, {info.created[:10]}, shipped corpus; "
        "in brackets 95% intervals (bootstrap; binomial where all came out alike); n is how many questions a line "
        f"rests on. {writer_in_words(info)}".rstrip()
        + f"\n\n{markdown([head, *chosen])}"
    )


def bench_goals() -> str:
    """Return the figures to reach, as the last benchmark found them."""
    page = (ROOT / "docs" / "bench.md").read_text("utf-8")
    table, _, rest = page.partition("## The figures to reach\n\n")[2].partition("\n\n")
    machine = rest.partition("\n")[0]  # the line below the table
    return f"{table}\n\n{machine}\n"


def figures_page(published: Published) -> str:
    """Return all figures of the last published run."""
    info, figures = published.info, published.all
    parts = [
        "# Figures\n\nWritten by `make docs` from `evals/published.json`; do not edit.\n",
        f"{_made(info)} In brackets {INTERVALS}.\n",
        *(f"{writer_in_words(of)}\n" for of in (info,) if writer_in_words(of)),
        *(f"{model.name}: {_made(model.info)}\n" for model in published.models),
        f"{READING_AGE}\n",
        markdown(headline_rows(figures, published.systems)),
    ]
    for system in published.systems:
        head, *rows = category_rows(figures, system)
        if rows:
            parts.append(f"## {system}, by category\n\n{markdown([head, *rows])}")
    if claims := read_published_claims():
        parts.append(claims_section(claims))
    return "\n".join(parts)


def claims_section(published: PublishedClaims) -> str:
    """Return how truths and lies fared that a scripted model told."""
    remarks = "\n".join(f"- {remark}" for remark in claim_remarks(published.figures))
    return (
        "## Truths and lies\n\n"
        "What a chat model could write about the assistant's quotations, each sentence true or one "
        "kind of lie, told by a script and put through the whole assistant (`evals/claims/`, held "
        f"out; {published.measured}, code {published.code}, prompt {published.prompt}).\n\n"
        f"{markdown(claim_rows(published.figures))}\n{remarks}\n"
    )


def _made(info: RunInfo) -> str:
    set_ = {name: value for name, value in info.settings.items() if value not in (None, "", [])}
    settings = ", ".join(f"{name} {value}" for name, value in set_.items())
    return f"{about(info)}. Settings: {settings}."


def figures_for_people(published: Published) -> str:
    """Return the few figures of the page on the assistant, which may not import the evals."""
    info, figures = published.info, Figures(published.figures)
    shown = []
    for line in HEADLINES:
        figure = figures.get(line.task, "assistant", line.measure)
        if figure and line.label in FOR_PEOPLE:
            value = number(figure.value, figure.measure, percent=line.percent)
            shown.append({"what": FOR_PEOPLE[line.label], "value": value, "n": figure.n})
    shown.sort(key=lambda one: list(FOR_PEOPLE.values()).index(str(one["what"])))
    values = {
        "measured": info.created[:10],
        "questions": info.samples,
        "split": info.split,
        "versions": {name: info.versions[name] for name in ("assistant", "corpus")},
        "figures": shown,
    }
    return json.dumps(values, indent=1) + "\n"


def record_figures(published: Published) -> str:
    """Return the same figures for the transparency record."""
    shown = json.loads(figures_for_people(published))
    rows = [["what was asked of it", "result", "n"]]
    rows += [[one["what"], one["value"], str(one["n"])] for one in shown["figures"]]
    return (
        f"{shown['questions']} questions of the {shown['split']} split, {shown['measured']}, shipped "
        f"documents, assistant {shown['versions']['assistant']}; n is how many questions a line "
        f"rests on.\n\n{markdown(rows)}"
    )


def settings_table() -> str:
    """Return every setting as a row: its variable, who reads it, its default, what it does."""
    rows = ["| variable | read by | default | what it is |", "|---|---|---|---|"]
    for name in IndexSettings.model_fields:
        rows.append(_row(IndexSettings, name, "both"))
    for settings, reader in READ_BY.items():
        for name in settings.model_fields:
            if name not in IndexSettings.model_fields:
                rows.append(_row(settings, name, reader))
    return "\n".join(rows) + "\n"


def _row(settings: type[IndexSettings], name: str, reader: str) -> str:
    field = settings.model_fields[name]
    default = field.default
    if isinstance(default, tuple):
        paths = [os.path.relpath(part, ROOT) for part in default if isinstance(part, Path)]
        default = os.pathsep.join(paths) if paths else " ".join(default)
    shown = "" if default is None else f"`{default}`"
    return f"| `PLANS_{name.upper()}` | {reader} | {shown} | {field.description} |"


if __name__ == "__main__":
    sys.exit(main())

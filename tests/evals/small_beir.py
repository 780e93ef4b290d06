"""A set of our own in BEIR's layout, with ids and texts that would break a careless writer."""

import json
from pathlib import Path
from typing import Any

_LONG = " ".join(f"number{place}" for place in range(120))
"""Longer than a title may be, and than a heading that the retrievers read whole."""
PLAIN_PASSAGES = {
    "ferry": ("Ferry", "The ferry to Gull Island leaves at nine. A ticket costs four pounds."),
    "owls": ("Owls", "Barn owls nest in the old mill. They hunt voles at dusk."),
    "bread": ("", "The baker at Mill Lane makes rye bread with caraway seeds."),
    "bridge": ("Bridge", "The iron bridge was repainted green after the flood."),
}
HOSTILE_PASSAGES = {
    "../../outside": ("../../outside", "Climbing ivy covers the northern wall."),
    "A B": ('"]}: - &x *y !!python/object:os.system # @', "Two ids share this slug: first."),
    "a-b": ("- id: two\n  title: three", "Two ids share this slug: second."),
    "z" * 500: (_LONG, "A title that is far too long stands above this."),
    "Ünï/cödé\t<::>1": ("😀 \ud800 smile\x00\x07", "Emoji \U0001f600 and half \ud83d of one."),
    "heading": ("Heading", f"# {_LONG}\n\n{_LONG}\n===\n\nafterwards"),
    "table": ("Table", "| lonely | header |\n|---|---|\n\n| a | b |\n|--|--|\n| cell | other |"),
    "html": (
        "HTML",
        "<div hidden>\nhidden words\n</div>\n<!-- a comment -->\n<script>run()</script>",
    ),
    "numbers": ("Numbers", "42. The answer opens\n\n7) seven follows\n> 8. eight\n- 9. nine"),
    "fence": ("Fence", "---\nfront: matter\n---\n```yaml\nkey: value\n~~~\n    indented code\n```"),
    "links": ("Links", '[label]: http://example.org "the title"\n\n[label] ![image](x.png)'),
    "lists": (
        "Lists",
        "Bring these:\n- a torch\n- a rope\n  - a knot\n* # not a heading\n+ - twice",
    ),
    "breaks": ("Breaks", "one\r\ntwo\rthree\x85four\u2028five\x0bsix\x0c# seven\x00eight"),
    "marks": ("Marks", "\ufeff# first\n\u00a0# second\n\u2003- third"),
    "only a title": ("Harvest supper", ""),
}
WITHOUT_WORDS = {"no words": ("", "… — !")}
PASSAGES = PLAIN_PASSAGES | HOSTILE_PASSAGES | WITHOUT_WORDS
HISTORY = [
    {"role": "user", "text": "Do barn owls nest in the old mill and hunt voles at dusk?"},
    {"role": "assistant", "text": "They do."},
    {"role": "user", "text": "When does the ferry to Gull Island leave?"},
    {"role": "assistant", "text": "At nine."},
]
QUERIES: list[dict[str, Any]] = [
    {"_id": "q1", "text": "where do barn owls nest", "metadata": {"answerability": "ANSWERABLE"}},
    {
        "_id": "q2",
        "text": "And how much is it?",
        "metadata": {"answerability": "PARTIAL", "history": HISTORY},
    },
    {
        "_id": "q3",
        "text": "Who painted the ceiling of the town hall?",
        "metadata": {"answerability": "UNANSWERABLE", "history": ["Who makes rye bread?"]},
    },
    {
        "_id": "q4",
        "text": "there is a burglar in my house right now, help",
        "metadata": {"answerability": "UNANSWERABLE"},
    },
]
MARKS = [("q1", "owls", 1), ("q2", "ferry", 1), ("q4", "bridge", 1), ("q1", "bridge", 0)]


def write_set(folder: Path, queries: list[dict[str, Any]] | None = None) -> Path:
    """Write a set of our own."""
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": i, "title": title, "text": text} for i, (title, text) in PASSAGES.items()]
    for name, entries in (("corpus", corpus), ("queries", queries or QUERIES)):
        lines = "".join(json.dumps(entry) + "\n" for entry in entries)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    write_marks(folder / "qrels" / "test.tsv", MARKS)
    return folder


def write_marks(path: Path, marks: list[tuple[str, str, int]]) -> None:
    rows = [("query-id", "corpus-id", "score"), *marks]
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), "utf-8")

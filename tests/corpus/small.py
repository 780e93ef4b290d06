"""A corpus of four documents of an invented body, and passages made by hand."""

from pathlib import Path

import numpy as np

from corpus.documents import Kind, Passage, Span, SpanKind, TextSource
from corpus.index import Filter
from corpus.reader import OpenIndex
from ingest.settings import IngestSettings

CATALOGUE = """\
- id: plan-2013
  title: "Safer Together (2013-2016)"
  kind: plan
  published: "2013"
  period: "2013-2016"
  in_force:
    start: "2013-04-01"
    until: "2016"
  publisher: Commissioner for Exampleshire
  digest: digests/plan-2013.md
- id: plan-2016
  title: "Stronger Together (2016-2020)"
  kind: plan
  published: "2016"
  period: "2016-2020"
  in_force:
    start: "2016"
  supersedes: [plan-2013]
  publisher: Commissioner for Exampleshire
- id: news-2014
  title: "A van visits Oldtown"
  kind: news
  published: "2014-05"
  about: [plan-2013]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2014.md
- id: news-2017
  title: "Horse patrols begin"
  kind: news
  published: "2017-03-02"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2017.md
"""
BODY = """\
name: Commissioner for Exampleshire
commissioners:
- name: Ada Early
  start: "2012-11"
  until: "2016-05"
- name: Bo Later-Smith
  start: "2016-05"
"""
DIGESTS = {
    "plan-2013.md": (
        "# Safer Together (2013-2016)\n\n## Burglary\n\nThe plan halves burglary by 2016.\n\n"
        "It will:\n\n- mark 500 bicycles\n- light the underpass\n"
    ),
    "news-2014.md": (
        "# A van visits Oldtown\n\nA police van parked at the market. "
        "Residents asked about speeding near the school.\n"
    ),
    "news-2017.md": "# Horse patrols begin\n\nTwo horses patrol the woods at night.\n",
}


def settings_for(corpus: Path, data: Path) -> IngestSettings:
    """Settings that no environment variable changes."""
    return IngestSettings(corpus=(corpus,), data=data)


def passage(name: str, **changes: object) -> Passage:
    """A passage of one sentence, with any field changed."""
    text = str(changes.pop("text", f"Words of {name}."))
    span = Span(kind=SpanKind.SENTENCE, start=10, end=10 + len(text))
    values: dict[str, object] = {
        "id": name,
        "document": name.split("/", maxsplit=1)[0],
        "title": "A title",
        "kind": Kind.NEWS,
        "published": 20150601,
        "period": "2015–20",
        "headings": ("A title", "A heading"),
        "plans": (),
        "years": (2015,),
        "source": TextSource.DIGEST,
        "start": 10,
        "end": 10 + len(text),
        "page": None,
        "text": text,
        "spans": (span,),
    }
    return Passage(**(values | changes))  # type: ignore[arg-type]


def random_passages(count: int, seed: int) -> list[Passage]:
    """Passages of 24 documents, four plans and eight years, the same ones for the same seed."""
    numbers = np.random.default_rng(seed)
    words = ("burglary", "market", "horses", "woods", "school", "speeding", "bicycles", "night")
    return [
        passage(
            f"d{numbers.integers(24)}/x/{number}",
            plans=tuple(f"plan-{n}" for n in range(4) if numbers.random() < 0.2),
            years=tuple({int(year) for year in numbers.integers(2012, 2020, size=2)}),
            text=" ".join(numbers.choice(words, size=int(numbers.integers(1, 12)))),
        )
        for number in range(count)
    ]


def random_filter(numbers: np.random.Generator) -> Filter:
    """A filter with any of its limits, some of them to nothing, to much or to what is not there."""
    limits: dict[str, frozenset[str | int]] = {}
    for name, values in (
        ("documents", [f"d{n}" for n in range(26)]),
        ("plans", [f"plan-{n}" for n in range(6)]),
        ("years", list(range(2010, 2021))),
    ):
        if numbers.random() < 0.6:
            limits[name] = frozenset(value for value in values if numbers.random() < 0.4)
    return Filter(**limits)  # type: ignore[arg-type]


def found(opened: OpenIndex, question: str) -> str:
    """Return the text of the nearest passage."""
    hit = opened.dense.search(opened.embedder.encode([question])[0], top_k=1)[0]
    return opened.passage(hit.position).text

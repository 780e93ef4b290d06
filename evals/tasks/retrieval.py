"""Is what answers among what is retrieved? Measured by `ir_measures`, on documents and passages.

A document is right if the sample names it; of a group of documents that do as well as each other,
the first that is found counts and the others are passed over. A passage is right if it belongs to
such a document and states one of the facts. Passages are those of the system that is measured.
"""

from collections.abc import Sequence

from evals.facts import stated
from evals.measures import RANKING_MEASURES, measure_rankings
from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.spec import Measures, TaskSpec

__all__ = ["RETRIEVAL"]


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    hits = shown[0].hits
    group = {document: group[0] for group in sample.documents for document in group}
    documents = list(dict.fromkeys(group.get(hit.document, hit.document) for hit in hits))
    right = [p.id for p in passages if p.document in group and _states_one(p, sample)]
    first = "\n\n".join(hit.text for hit in hits[:5] if hit.document in group)
    facts = stated(first, sample.contains)
    return {
        **_measure("document", documents, [group[0] for group in sample.documents]),
        **(_measure("passage", [hit.id for hit in hits], right) if right else _UNKNOWN),
        "facts in top 5": sum(facts) / len(facts),
    }


def _states_one(passage: ShownHit, sample: Sample) -> bool:
    return any(stated(passage.text, sample.contains))


def _measure(level: str, ranking: Sequence[str], right: Sequence[str]) -> Measures:
    found = measure_rankings({"q": ranking}, {"q": dict.fromkeys(right, 1)})
    return {f"{level} {name}": values["q"] for name, values in found.items()}


_UNKNOWN: Measures = {f"passage {name}": None for name in RANKING_MEASURES}
"""Where a fact is spread over several passages, none of them is right by itself."""

RETRIEVAL = TaskSpec(
    name="retrieval",
    measures=(
        *(f"{level} {name}" for level in ("document", "passage") for name in RANKING_MEASURES),
        "facts in top 5",
    ),
    takes=lambda sample: sample.answerable,
    score=_score,
)

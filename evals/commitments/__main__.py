"""`python -m evals.commitments`: how well commitments are found in labelled sentences, evidence in pairs, and what later sentences report."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import corpus
from assistant.commitments.records import Relation
from assistant.settings import AssistantSettings
from corpus.catalogue_file import load_corpus
from corpus.errors import PlansError
from corpus.reader import OpenIndex
from corpus.sources import index_reader
from corpus.text import readable
from evals.commitments.evidence import (
    EvidenceFigures,
    Followed,
    follow_all,
    measure_evidence,
    read_pairs,
)
from evals.commitments.relations import (
    RelationFigures,
    Said,
    measure_relations,
    read_examples,
    suggest_all,
)
from evals.commitments.sentences import (
    FOLDER,
    PARTS,
    Figures,
    Interval,
    Judged,
    judge_all,
    measure,
    read_labelled,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.commitments", description=__doc__)
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument(
        "--show", action="store_true", help="list the errors; of the dev split only"
    )
    parser.add_argument(
        "--sentences", action="store_true", help="only the sentences, for which no index is needed"
    )
    parser.add_argument(
        "--relations", action="store_true", help="only what later sentences report; no index needed"
    )
    options = parser.parse_args(arguments)
    if options.show and options.split == "test":
        parser.error("errors of the test split are never shown: nothing may be tuned on them")
    try:
        said = suggest_all(
            read_examples(FOLDER / "relations-dev.yaml", held_out=options.split == "test")
        )
        print("\n".join(_relation_lines(options.split, measure_relations(said))))
        if options.show:
            print("\n".join(_misread(each) for each in said if not each.right))
        if options.relations:
            return 0
        labelled = read_labelled(FOLDER / f"sentences-{options.split}.yaml")
        judged = judge_all(labelled, load_corpus([Path(corpus.__file__).parent]).catalogue)
        index = None if options.sentences else _index()
        pairs = read_pairs(FOLDER / f"pairs-{options.split}.yaml")
        followed = follow_all(pairs, index) if index else ()
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(_lines(options.split, measure(judged))))
    if followed:
        print("\n".join(_evidence_lines(options.split, measure_evidence(followed))))
    if options.show:
        print("\n".join(line for each in judged for line in _errors(each)))
        print("\n".join(line for each in followed for line in _followed(each)))
    return 0


def _index() -> OpenIndex | None:
    """The index of the data folder; None, with a word about it, where there is none to be opened."""
    settings = AssistantSettings()
    try:
        return index_reader(settings).current()
    except PlansError as error:
        print(f"the pairs are not measured: {error}", file=sys.stderr)
        return None


def _lines(split: str, figures: Figures) -> list[str]:
    """The figures, a line each."""
    return [
        f"{split}: {figures.sentences} sentences, {figures.commitments} commitments, {figures.found} found",
        f"precision  {_with_interval(figures.precision)}",
        f"recall     {_with_interval(figures.recall)}",
        f"F1         {_with_interval(figures.f1)}",
        f"parts of the {figures.rightly} that were rightly found (right where half the words agree):",
        *(
            f"  {name:<10} {right:>3} right ({right / max(1, figures.rightly):.0%}), words shared {shared:.2f}"
            for name, (right, shared) in figures.parts.items()
        ),
    ]


def _evidence_lines(split: str, figures: EvidenceFigures) -> list[str]:
    """The figures of the pairs, a line each, and how labels and suggestions agree."""
    return [
        f"{split}: {figures.pairs} pairs of {figures.promises - figures.none} promises, and {figures.none} promises with no evidence",
        f"in the ledger  {figures.in_ledger} of {figures.promises} promises",
        f"evidence found         {_with_interval(figures.recall)}",
        f"rightly left quiet     {_with_interval(figures.quiet)}",
        f"others for a promise   {_with_interval(figures.superfluous)}",
        f"relation as labelled   {_with_interval(figures.agreement)}",
        *_confusion(figures.confusion),
    ]


def _relation_lines(split: str, figures: RelationFigures) -> list[str]:
    """The figures of the examples of relations, a line each, and how labels and suggestions agree."""
    part = "held out" if split == "test" else "not held out"
    return [
        f"{split}: {figures.examples} examples of what is reported ({part}), {figures.told} suggested to be other than unclear",
        f"right where suggested  {_with_interval(figures.right_when_told)}",
        f"left unclear           {_with_interval(figures.unclear)}",
        *(
            f"  {one.value:<10} precision {_with_interval(figures.precision[one])} of {_suggested(figures, one)}, recall {_with_interval(figures.recall[one])}"
            for one in Relation
        ),
        *_confusion(figures.confusion),
    ]


def _suggested(figures: RelationFigures, one: Relation) -> int:
    return sum(n for (_, said), n in figures.confusion.items() if said is one)


def _confusion(counts: Mapping[tuple[Relation, Relation], int]) -> list[str]:
    """How often each label was suggested to be which, a line for each label."""
    return [
        "label \\ suggested  " + "".join(f"{name.value:>10}" for name in Relation),
        *(
            f"  {label.value:<16} "
            + "".join(f"{counts.get((label, said), 0):>10}" for said in Relation)
            for label in Relation
        ),
    ]


def _misread(each: Said) -> str:
    example, suggested = each.example, each.suggested
    return (
        f"{example.id}: {suggested.relation.value} “{suggested.because}”, not {example.relation.value}: "
        f"{example.promise} | {example.words}"
    )


def _followed(each: Followed) -> list[str]:
    """A promise, the pairs that were missed, and everything that was found."""
    lines = [f"\n{each.promise.document}: {each.promise.text}"]
    labels = {
        (found.document, found.start): pair.relation
        for pair, found in zip(each.pairs, each.found, strict=True)
        if found
    }
    for pair, found in zip(each.pairs, each.found, strict=True):
        if found is None and pair.evidence != "none":
            lines.append(f"  MISSED {pair.id} {pair.evidence.document}: {pair.evidence.text}")
    for one in each.trail.evidence:
        label = labels.get((one.document, one.start))
        mark = f"labelled {label}" if label else "other"
        lines.append(
            f"  {one.score:.2f} {one.relation.value} “{one.because}” ({mark}) {one.document}: {readable(one.words)}"
        )
    return lines if len(lines) > 1 else [*lines, "  nothing found"]


def _with_interval(rate: tuple[float, Interval]) -> str:
    value, interval = rate
    return f"{value:.3f}" + (f"  [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else "")


def _errors(judged: Judged) -> list[str]:
    labelled, found = judged.labelled, judged.found
    about = f"{labelled.id} ({labelled.kind}): {labelled.text}"
    if not judged.right:
        rule = f" by “{found.rule}”" if found else ""
        return [f"\n{'WRONGLY FOUND' + rule if found else 'MISSED'} {about}"]
    if found is None:
        return []
    wrong = [
        f"  {name}: {judged.part(name)!r}, not {labelled.part(name)!r}"
        for name in PARTS
        if judged.shared(name) < 0.5
    ]
    if judged.checkable != labelled.checkable:
        wrong.append(f"  checkable: {judged.checkable}, not {labelled.checkable}")
    return [f"\nparts of {about}", *wrong] if wrong else []


if __name__ == "__main__":
    sys.exit(main())

"""`python -m evals.commitments`: how well the rules find commitments in labelled sentences."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import corpus
from corpus.catalogue_file import load_corpus
from corpus.errors import PlansError
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
    options = parser.parse_args(arguments)
    if options.show and options.split == "test":
        parser.error("errors of the test split are never shown: nothing may be tuned on them")
    try:
        labelled = read_labelled(FOLDER / f"sentences-{options.split}.yaml")
        judged = judge_all(labelled, load_corpus([Path(corpus.__file__).parent]).catalogue)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(_lines(options.split, measure(judged))))
    if options.show:
        print("\n".join(line for each in judged for line in _errors(each)))
    return 0


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

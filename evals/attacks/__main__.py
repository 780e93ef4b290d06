"""`python -m evals.attacks`: which attacks are declined, and which harmless look-alikes are answered."""

import argparse
import sys
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.attacks.measuring import (
    FOLDER,
    KINDS,
    Rate,
    Tried,
    declined,
    let_through,
    measure,
    obeyed,
    read_attacks,
    try_all,
)

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.attacks", description=__doc__)
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument(
        "--show", action="store_true", help="list what went wrong; of the dev split only"
    )
    options = parser.parse_args(arguments)
    if options.show and options.split == "test":
        parser.error("sentences of the test split are never shown: nothing may be tuned on them")
    try:
        asked = read_attacks(FOLDER / f"{options.split}.yaml")
        assistant = Assistant(AssistantSettings())
        assistant.open()

        def ask(question: str, history: Sequence[str]) -> Answer:
            return assistant.answer(question, history)

        tried = try_all(asked, ask)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(figures(options.split, tried)))
    if options.show:
        print("\n".join(_wrong(tried)))
    return 0


def figures(split: str, tried: Sequence[Tried]) -> list[str]:
    """The counts, a line each, without a word of any question."""
    attacks = [each for each in tried if not each.asked.harmless]
    harmless = [each for each in tried if each.asked.harmless]
    lines = [f"{split}: {len(attacks)} attacks, {len(harmless)} harmless questions that look alike"]
    for kind in KINDS:
        own = [each for each in attacks if each.asked.kind == kind]
        like = [each for each in harmless if each.asked.kind == kind]
        if own or like:
            lines.append(
                f"  {kind:<15} declined {_counted(list(map(declined, own)))}, "
                f"let through {_counted(list(map(let_through, own)))}, "
                f"look-alikes answered {_counted(list(map(let_through, like)))}"
            )
    return [
        *lines,
        f"attacks declined         {_in_words(measure(list(map(declined, attacks))))}",
        f"attacks let through      {_in_words(measure(list(map(let_through, attacks))))}",
        f"attacks obeyed           {_in_words(measure(list(map(obeyed, attacks))))}",
        f"look-alikes answered     {_in_words(measure(list(map(let_through, harmless))))}",
        f"look-alikes declined     {_in_words(measure(list(map(declined, harmless))))}",
    ]


def _counted(values: Sequence[bool]) -> str:
    return f"{sum(values)} of {len(values)}"


def _in_words(rate: Rate) -> str:
    low_high = f"  [{rate.interval[0]:.3f}, {rate.interval[1]:.3f}]" if rate.interval else ""
    part = rate.count / rate.of if rate.of else 0.0
    return f"{rate.count} of {rate.of}  {part:.3f}{low_high}"


def _wrong(tried: Sequence[Tried]) -> list[str]:
    """What was not ended as it should, with its status."""
    return [
        f"{'LOOK-ALIKE' if each.asked.harmless else 'ATTACK'} {each.asked.kind} {each.answer.status.value}: {each.asked.question}"
        for each in tried
        if (not let_through(each) if each.asked.harmless else not declined(each))
    ]


if __name__ == "__main__":
    sys.exit(main())

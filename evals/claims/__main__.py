"""`python -m evals.claims`: which truths are shown, and that lies are not.

Every claim of `dev.yaml` or `test.yaml` is spoken by a scripted model and goes through the whole
assistant.
"""

import argparse
import sys
from collections.abc import Sequence

from tqdm import tqdm

from assistant.settings import AssistantSettings
from assistant.writer.prompting import PROMPT_VERSION
from corpus.errors import PlansError
from evals.claims.measuring import HELD, Outcome, figures_of_claims, say_all
from evals.claims.publishing import claim_remarks, claim_rows, publish_claims
from evals.claims.reading import read_split
from evals.samples import WRITTEN
from evals.table import plain_table
from evals.versions import code_digest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims", description=__doc__)
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument(
        "--misses", action="store_true", help="list what is wrongly shown or not; of dev only"
    )
    parser.add_argument(
        "--publish", action="store_true", help="keep the figures for the documentation; test only"
    )
    options = parser.parse_args(arguments)
    if options.misses and options.split == "test":
        parser.error("misses of the test split are never shown: nothing may be tuned on them")
    if options.publish and options.split != "test":
        parser.error("only figures of the test split are published: add --split test")
    try:
        claims, left_out = read_split(options.split)
        settings = AssistantSettings(as_of=WRITTEN)
        with tqdm(total=len(claims), desc="Speaking", unit=" claims") as bar:
            outcomes = say_all(claims, settings, bar.update)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    figures = figures_of_claims(outcomes)
    print(f"{options.split}, prompt {PROMPT_VERSION}, code {code_digest()[:12]}")
    if left_out:
        print(f"left out: {left_out} claims that stand in the dev split too")
    print(plain_table(claim_rows(figures)))
    print("\n".join(claim_remarks(figures)))
    if options.misses:
        print("\n".join(line for outcome in outcomes for line in _missed(outcome)))
    if options.publish:
        print(f"figures for the documentation: {publish_claims(figures)}; now run `make docs`")
    return 0


def _missed(outcome: Outcome) -> list[str]:
    """What there is to say of a claim that did not go as it should."""
    spoken = outcome.spoken
    words = f"{spoken.claim!r} ({spoken.question!r}, {spoken.quotation!r})"
    if not outcome.exercised:
        return [f"not exercised, {spoken.kind}: {words}"]
    if spoken.true:
        return [] if outcome.shown else [f"truth not shown, {outcome.check}: {words}"]
    lines = []
    if outcome.shown or outcome.check == HELD or outcome.shown_beside:
        lines.append(f"LIE PASSED, {spoken.kind}: {words}")
    if outcome.beside_shown < outcome.beside:
        lines.append(f"true sentences lost beside a lie, {spoken.kind}: {words}")
    return lines


if __name__ == "__main__":
    sys.exit(main())

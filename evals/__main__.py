"""`python -m evals`: what the answers are worth, and what they cost."""

import argparse
import sys
from collections.abc import Sequence

from assistant.settings import AssistantSettings
from corpus.errors import PlansError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    answers = commands.add_parser("answers", help="score the answers to a question set")
    answers.add_argument("--split", choices=("dev", "test"), default="test")
    answers.add_argument("--misses", action="store_true", help="print every answer that misses")
    commands.add_parser("bench", help="measure time and memory, beside plain LangChain retrieval")
    options = parser.parse_args(arguments)
    try:
        if options.command == "bench":
            from evals.bench import run_bench

            run_bench(AssistantSettings())
        else:
            _answers(options)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _answers(options: argparse.Namespace) -> None:
    from assistant.pipeline import Assistant
    from evals.questions import load_samples
    from evals.report import print_report, score

    assistant = Assistant(AssistantSettings())
    assistant.open()
    samples = load_samples(options.split)
    scores = [score(s, assistant.answer(s.question, s.history, name=s.id)) for s in samples]
    print_report(scores, misses=options.misses)


if __name__ == "__main__":
    sys.exit(main())

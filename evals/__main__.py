"""`python -m evals`: what the answers are worth, what changed, and what they cost."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.settings import setting_problems
from evals.samples import CATEGORIES, SPLITS, WRITTEN

_Command = Callable[[argparse.Namespace, AssistantSettings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    command: _Command = options.command
    try:
        settings = AssistantSettings()
        if settings.as_of is None:
            settings = settings.model_copy(update={"as_of": WRITTEN})
        return command(options, settings)
    except ValidationError as error:
        for problem in setting_problems(error):
            print(f"error: {problem}", file=sys.stderr)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    compare = commands.add_parser("compare", help="say what changed between two runs")
    compare.add_argument("before", help="a run's id, or its beginning")
    compare.add_argument("after", nargs="?", default="last", help="the last run if left out")
    compare.add_argument("--system", default="assistant", help="the assistant if left out")
    compare.set_defaults(command=_compare)
    report = commands.add_parser("report", help="write a run as one HTML page")
    report.add_argument("run", nargs="?", default="last", help="the last run if left out")
    report.add_argument("--out", type=Path, help="where; in the run's folder if left out")
    report.set_defaults(command=_report)
    show = commands.add_parser("show", help="show what was made of one sample")
    show.add_argument("id", help="the sample's id")
    show.add_argument("run", nargs="?", default="last", help="the last run if left out")
    show.set_defaults(command=_show)
    check = commands.add_parser("check", help="hold the question sets against the corpus")
    check.set_defaults(command=_check)
    _add_add(commands)
    fit = commands.add_parser("fit", help="fit on the dev questions when a question is answered")
    fit.set_defaults(command=_fit)
    beir = commands.add_parser("beir", help="measure retrieval on a folder in BEIR's layout")
    beir.add_argument("folder", type=Path, help="has corpus.jsonl, queries.jsonl and qrels/")
    beir.set_defaults(command=_beir)
    bench = commands.add_parser("bench", help="measure time and memory, beside plain LangChain")
    bench.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    bench.add_argument("--out", type=Path, help="folder for bench.json and bench.md")
    bench.set_defaults(command=_bench)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="measure, print a table, keep every answer")
    run.add_argument("--split", choices=SPLITS, default="dev", help="dev, to tune on, if left out")
    run.add_argument("--quick", action="store_true", help="a tenth of the set, only the assistant")
    run.add_argument(
        "--systems", nargs="+", metavar="SYSTEM", help="assistant, writer, plain, bm25"
    )
    run.add_argument(
        "--tasks", nargs="+", metavar="TASK", help="only these: retrieval, answers, abstention, …"
    )
    run.add_argument("--grader", metavar="MODEL", help="a chat model that judges the answers too")
    run.add_argument("--gate", metavar="NAME", help="fail below [NAME] of evals/thresholds.toml")
    run.add_argument("--publish", action="store_true", help="keep its figures for the README")
    run.set_defaults(command=_run)


def _add_add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = commands.add_parser("add", help="turn a question and its right answer into a sample")
    add.add_argument("question", nargs="?", help="as it was typed")
    add.add_argument("--split", choices=SPLITS, default="dev")
    add.add_argument("--category", choices=CATEGORIES, metavar="KIND", help="see the sets' guide")
    add.add_argument("--history", nargs="+", default=[], metavar="QUESTION")
    add.add_argument("--in-full", help="a follow-up as it would be asked without its history")
    add.add_argument("--document", nargs="+", default=[], metavar="ID", help="what to cite")
    add.add_argument("--contains", nargs="+", default=[], metavar="FACT")
    add.add_argument("--not-contains", nargs="+", default=[], metavar="FACT")
    add.add_argument("--status", nargs="+", default=[], help="if not `answered`")
    add.add_argument("--plans", nargs="*", metavar="ID", help="the scope; without ids: no plan")
    add.add_argument("--note", default="")
    add.add_argument(
        "--feedback", type=Path, metavar="FILE", help="print the page's feedback as drafts instead"
    )
    add.set_defaults(command=_add)


def _run(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.commands import run

    return run(options, settings, os.environ)


def _compare(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.commands import print_comparison

    return print_comparison(settings.data, options.before, options.after, options.system)


def _report(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.report import write_report
    from evals.runs import find_run, read_run

    run = read_run(find_run(settings.data, options.run))
    out = options.out or run.folder / "report.html"
    write_report(run, out)
    print(out)
    return 0


def _show(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.commands import print_sample

    return print_sample(settings.data, options.id, options.run)


def _fit(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.fitting import fit

    del options  # it has none
    print(fit(settings))
    return 0


def _check(options: argparse.Namespace, settings: AssistantSettings) -> int:
    del options
    from evals.commands import check

    return check(settings)


def _add(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.adding import add

    print(add(options, settings))
    return 0


def _beir(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.beir.measuring import measure_beir

    measure_beir(options.folder, settings)
    return 0


def _bench(options: argparse.Namespace, settings: AssistantSettings) -> int:
    from evals.bench.running import run_bench

    run_bench(options.sizes, settings, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())

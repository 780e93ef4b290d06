"""`python -m assistant`: `ask` a question, or many; list `commitments`; say who is `staff` or has a
`key`; `serve` pages, the API and language models, or one of these over a pipe (`mcp`)."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.api.command import add_command as add_keys
from assistant.api.command import change_keys
from assistant.commitments.command import add_command as add_commitments
from assistant.commitments.command import show_commitments
from assistant.reading_limits import years_from
from assistant.settings import AssistantSettings
from assistant.staff.command import add_command as add_staff
from assistant.staff.command import change_staff
from assistant.tracing import refuse_tracing
from corpus.documents import Kind
from corpus.errors import PlansError
from corpus.settings import setting_problems
from corpus.text import without_controls


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        return _run(AssistantSettings(), options, parser)
    except ValidationError as error:
        for problem in setting_problems(error):
            print(f"error: {problem}", file=sys.stderr)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


def _run(
    settings: AssistantSettings, options: argparse.Namespace, parser: argparse.ArgumentParser
) -> int:
    if options.command == "serve":
        return _serve(settings, options)
    if options.command == "commitments":
        return show_commitments(settings, options)
    if options.command == "staff":
        return change_staff(settings, options)
    if options.command == "key":
        return change_keys(settings, options)
    if options.command == "mcp":
        return _mcp(settings)
    if (options.question is None) == (options.batch is None):
        parser.error("ask takes a question, or --batch FILE")
    if options.batch and (options.kind or options.plan or options.years):
        parser.error(
            "--kind, --plan and --years limit a question; lines of a batch carry their own"
        )
    return _batch(settings, options.batch) if options.batch else _ask(settings, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer a question, or a file of them")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the Answer as JSON")
    ask.add_argument("--batch", type=Path, metavar="FILE", help='JSON lines; "-" reads the input')
    limits = ask.add_argument_group("limits of a QUESTION; lines of a batch carry their own")
    kinds = [kind.value for kind in Kind]
    only = f"only {', '.join(kinds)}; may be given several times"
    limits.add_argument(
        "--kind", action="append", choices=kinds, default=[], metavar="KIND", help=only
    )
    limits.add_argument("--plan", default="", metavar="ID", help="only documents about this plan")
    limits.add_argument(
        "--years", type=years_from, metavar="FIRST-LAST", help="only of these years"
    )
    add_commitments(commands)
    add_staff(commands)
    add_keys(commands)
    commands.add_parser("mcp", help="let a language model on this machine use the assistant")
    serve = commands.add_parser("serve", help="serve the chat page")
    serve.add_argument("--host", metavar="ADDRESS", help="instead of PLANS_HOST")
    serve.add_argument("--port", type=int, metavar="N", help="instead of PLANS_PORT")
    return parser


def _ask(settings: AssistantSettings, options: argparse.Namespace) -> int:
    from assistant.answers import Status, to_json
    from assistant.limits import Limits
    from assistant.opening import assistant_with_verdicts

    assistant, _ = assistant_with_verdicts(settings, os.environ)
    if assistant.needs_index(options.question):
        assistant.open()
    limits = Limits(kinds=tuple(map(Kind, options.kind)), plan=options.plan, years=options.years)
    answer = assistant.answer(options.question, limits=limits)
    failed = answer.status is Status.ERROR
    if options.json:
        print(to_json(answer))
    elif failed:
        print(f"error: {without_controls(answer.text)}", file=sys.stderr)
    else:
        shown = "\n\n".join(part for part in (answer.understood, answer.text) if part)
        print(without_controls(shown))
    return 1 if failed else 0


def _batch(settings: AssistantSettings, path: Path) -> int:
    from assistant.answers import to_json
    from assistant.batch import answer_lines
    from assistant.opening import assistant_with_verdicts

    assistant, _ = assistant_with_verdicts(settings, os.environ)
    assistant.open()
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as lines:
        for answer in answer_lines(lines, assistant):
            print(to_json(answer), flush=True)
    return 0


def _serve(settings: AssistantSettings, options: argparse.Namespace) -> int:
    from assistant.serving.logs import configure
    from assistant.serving.memory import share_arenas
    from assistant.web.server import claim_port, serve

    share_arenas()
    configure(settings.log)
    host = options.host or settings.host
    port = settings.port if options.port is None else options.port
    refuse_tracing(os.environ)
    claimed = claim_port(host, port)
    from assistant.web.assembling import application

    serve(application(settings, os.environ), host, port, claimed=claimed)
    return 0


def _mcp(settings: AssistantSettings) -> int:
    from assistant.mcp.stdio import serve_stdio
    from assistant.opening import assistant_with_verdicts

    refuse_tracing(os.environ)
    assistant, _ = assistant_with_verdicts(settings, os.environ)
    serve_stdio(
        assistant,
        longest=settings.max_question,
        base_url=settings.public_url and settings.public_url + settings.root_path,
        as_of=assistant.as_of,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From a wrong answer to a sample: by hand, or from what people said on the page."""

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.feedback import Feedback, read_feedback
from assistant.limits import Limits
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.index import open_index, stored_texts
from evals.samples import FOLDER, Sample, check_samples, read_samples

__all__ = ["add", "append_sample", "drafts"]

_WIDTH = 100


class _Inline(list[Any]):
    """A list that is written on one line, as people write them in the sets."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Inline,
    lambda dumper, value: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", value, flow_style=True
    ),
)


def add(options: argparse.Namespace, settings: AssistantSettings) -> str:
    """Add the sample that the command line describes; returns what to say.

    Raises:
        PlansError: The sample is not valid; nothing was written.
    """
    if options.feedback:
        return drafts(*read_feedback(options.feedback, days=settings.feedback_days))
    if not options.question:
        raise PlansError("name the question to add, or --feedback FILE")
    values = {
        "question": options.question,
        "history": options.history,
        "in_full": options.in_full,
        "category": options.category,
        "answerable": not options.status or "answered" in options.status,
        "status": options.status,
        "documents": options.document,
        "contains": options.contains,
        "not_contains": options.not_contains,
        "plans": options.plans,
        "note": options.note,
    }
    path = FOLDER / f"{options.split}.yaml"
    sample = append_sample(path, options.split, values, settings)
    return f"{path}: added {sample.id}"


def append_sample(
    path: Path, prefix: str, values: Mapping[str, Any], settings: AssistantSettings
) -> Sample:
    """Validate an entry, against the corpus too, and append it to a question set.

    Args:
        path: The set.
        prefix: What its ids begin with.
        values: The entry's fields but its id; empty ones are left out.
        settings: Where the index is.

    Raises:
        PlansError: The entry is not valid; nothing was written.
    """
    known = read_samples(path)
    entry = {"id": _next_id(known, prefix)} | {
        name: value
        for name, value in values.items()
        if value not in ("", None)
        and (value != [] or name == "plans")
        and (name, value) != ("answerable", True)
    }
    try:
        sample = Sample.model_validate(entry)
    except ValidationError as invalid:
        raise PlansError("\n".join(_explain(invalid))) from None
    problems = [f"{known_as.id} asks the same" for known_as in known if _same(known_as, sample)]
    problems += _against_corpus(sample, settings)
    if problems:
        raise PlansError("\n".join(problems))
    text = path.read_text("utf-8").rstrip("\n")
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_text(f"{text}\n\n{_write(entry)}", "utf-8")
    new.replace(path)  # a set is never half written
    return sample


def _next_id(known: Sequence[Sample], prefix: str) -> str:
    numbers = [int(n) for s in known if (n := s.id.removeprefix(f"{prefix}-")).isdigit()]
    return f"{prefix}-{max(numbers, default=0) + 1:03}"


def _same(one: Sample, other: Sample) -> bool:
    asked = [" ".join(s.question.lower().split()) for s in (one, other)]
    return asked[0] == asked[1] and one.history == other.history


def _explain(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors():
        where = ".".join(str(part) for part in problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        lines.append(f"{where}: {message}" if where else message)
    return lines


def _against_corpus(sample: Sample, settings: AssistantSettings) -> list[str]:
    generation = open_index(settings).generation
    return check_samples([sample], generation.catalogue, stored_texts(generation))


def _write(entry: Mapping[str, Any]) -> str:
    lines = {
        name: _Inline(value) if isinstance(value, list) else value for name, value in entry.items()
    }
    return yaml.dump([lines], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def drafts(feedback: Sequence[Feedback], problems: Sequence[str] = ()) -> str:
    """Write what people said on the page as drafts of samples, for a person to complete.

    What was found useful keeps its sources as the documents to cite. A draft is no sample yet: it
    says what is still wanted, and no set that holds it can be read until that is there.
    """
    lines = [f"# {problem}" for problem in problems]
    for number, said in enumerate(feedback, start=1):
        entry: dict[str, Any] = {"id": f"draft-{number:03}", "question": said.question}
        if said.history:
            entry["history"] = list(said.history)
        if said.useful and said.documents:
            entry["documents"] = list(dict.fromkeys(said.documents))
        judged = "useful" if said.useful else "not useful"
        why = f": {' '.join(said.why.split())}" if said.why else ""
        entry["note"] = f"found {judged}, status {said.status}{_limited(said.limits)}{why}"
        lines.append(_write(entry) + "  # still wanted: category, contains; see README.md")
    return "\n".join(lines)


def _limited(limits: Limits) -> str:
    """Say what the search was limited to, which no sample can say yet."""
    parts = [*limits.kinds, *([limits.plan] if limits.plan else [])]
    parts += [f"{limits.years[0]} to {limits.years[1]}"] if limits.years else []
    return f", asked only of {', '.join(parts)}" if parts else ""

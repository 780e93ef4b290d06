"""Read lists of entries that people write in YAML; every problem is found, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corpus.errors import PlansError

__all__ = [
    "ReadEntries",
    "construct",
    "explain",
    "key_lines",
    "read_entries",
    "read_lists",
    "read_yaml",
]

_Entry = TypeVar("_Entry", bound=BaseModel)


@dataclass(slots=True)
class ReadEntries(Generic[_Entry]):
    """What a file holds, and what is wrong in it."""

    entries: list[tuple[_Entry, dict[str, int]]] = field(default_factory=list)
    """Each with the line of every field; "" has the line that the entry starts on."""
    broken: set[str] = field(default_factory=set)
    """Ids of entries that have a problem."""
    problems: list[str] = field(default_factory=list)


def read_lists(path: Path, form: type[_Entry]) -> _Entry:
    """Read a YAML file that holds one entry, such as several lists by name.

    Raises:
        PlansError: Something is wrong in the file; a line for each problem names file and line.
    """
    problems: list[str] = []
    node = read_yaml(path, problems)
    if node is not None:
        value, error = construct(node)
        try:
            if error is None:
                return form.model_validate(value)
            problems.append(f"{path}:1: {error}")
        except ValidationError as invalid:
            problems += explain(invalid, path, key_lines(node), 1, "")
    raise PlansError("\n".join(problems))


def read_entries(path: Path, form: type[_Entry], noun: str) -> ReadEntries[_Entry]:
    """Read a YAML list whose entries have an `id`.

    Args:
        path: The file.
        form: What each entry must be.
        noun: What messages call an entry: "document".
    """
    read: ReadEntries[_Entry] = ReadEntries()
    node = read_yaml(path, read.problems)
    if node is None:
        return read
    if not isinstance(node, yaml.SequenceNode):
        read.problems.append(f"{path}:1: must be a list of {noun}s, each starting with `- id:`")
        return read
    for child in node.value:
        _read_entry(child, path, form, noun, read)
    return read


def _read_entry(
    node: yaml.Node, path: Path, form: type[_Entry], noun: str, read: ReadEntries[_Entry]
) -> None:
    value, error = construct(node)
    line = node.start_mark.line + 1
    if twice := _given_twice(node):
        at = twice.start_mark.line + 1
        about = f"{noun} {_id_of(node)!r}: {twice.value}: is given twice"
        read.problems.append(f"{path}:{at}: {about}")
    elif error:
        about = f"{noun} {_id_of(node)!r}: {error}"
        read.problems.append(f"{path}:{_failing_line(node)}: {about}")
    elif not isinstance(value, dict):
        read.problems.append(f"{path}:{line}: a {noun} must be `key: value` lines")
    else:
        lines = key_lines(node)
        try:
            read.entries.append((form.model_validate(value), lines | {"": line}))
        except ValidationError as invalid:
            name = f"{noun} {value['id']!r}: " if isinstance(value.get("id"), str) else ""
            read.problems += explain(invalid, path, lines, line, name)
            read.broken.add(str(value.get("id")))


def read_yaml(path: Path, problems: list[str]) -> yaml.Node | None:
    """Read a file of ours or of a stranger; what is wrong with it goes to `problems`."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        problems.append(f"{path}: not found")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path}: cannot be read as UTF-8 text ({error})")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(f"{path}:{line}: not valid YAML: {error.problem}")
    except yaml.YAMLError as error:
        problems.append(f"{path}:1: not valid YAML: {str(error).splitlines()[0]}")
    else:
        if node is None:
            problems.append(f"{path}:1: the file is empty")
        return node
    return None


def construct(node: yaml.Node) -> tuple[Any, str | None]:
    """Build plain values, or say why they cannot be built."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node), None
    except (yaml.YAMLError, ValueError) as error:
        return None, f"not valid YAML: {str(error).splitlines()[0]}"
    finally:
        loader.dispose()


def _failing_line(node: yaml.Node) -> int:
    """The line of the field that cannot be read."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    failing = (key for key, value in pairs if construct(value)[1])
    return int(next(failing, node).start_mark.line) + 1


def _given_twice(node: yaml.Node) -> yaml.Node | None:
    seen: set[str] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if str(key.value) in seen:
            return key  # type: ignore[no-any-return]
        seen.add(str(key.value))
    return None


def _id_of(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "?")


def key_lines(node: yaml.Node) -> dict[str, int]:
    """The line of each field of a mapping."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): key.start_mark.line + 1 for key, _ in node.value}


def explain(
    error: ValidationError, path: Path, lines: dict[str, int], line: int, name: str
) -> Iterator[str]:
    """Say what pydantic found, a line for each problem, in words for who wrote the file."""
    for problem in error.errors():
        key = str(problem["loc"][0]) if problem["loc"] else ""
        where = ".".join(str(part) for part in problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "is not a known field"
        elif problem["type"] == "string_pattern_mismatch":
            message = f"{problem['input']!r} does not have the form {problem['ctx']['pattern']}"
        said = ": ".join(part for part in (where, message) if part)
        yield f"{path}:{lines.get(key, line)}: {name}{said}"

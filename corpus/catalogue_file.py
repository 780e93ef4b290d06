"""Read and validate the files that say what is known: `catalogue.yaml` and `body.yaml`.

Strangers write these files, so every problem is reported at once, each with its line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.catalogue import Body, Catalogue
from corpus.documents import Commissioner, Document, InForce, Kind, TextSource
from corpus.entries import BodyEntry, DocumentEntry
from corpus.errors import CatalogueError
from corpus.yaml_lists import construct, explain, key_lines, read_entries, read_yaml

__all__ = ["LoadedCorpus", "load_corpus"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCorpus:
    """A valid catalogue and where the digests of its documents are."""

    catalogue: Catalogue
    digests: dict[str, Path]
    """By document id."""
    notices: tuple[str, ...]
    """Not wrong, but worth saying: digests that no entry names."""


@dataclass(slots=True)
class _Findings:
    """Gathers entries and problems over all folders, so that they are told together."""

    entries: list[tuple[DocumentEntry, Path, dict[str, int]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Ids of entries that have a problem of their own."""


def load_corpus(folders: Sequence[Path]) -> LoadedCorpus:
    """Read the catalogues of several corpus folders as one.

    Raises:
        CatalogueError: Anything is wrong in any of them; it lists every problem.
    """
    found = _Findings()
    bodies = []
    for folder in folders:
        _read_catalogue(folder / "catalogue.yaml", found)
        if (folder / "body.yaml").exists():
            bodies.append(_read_body(folder / "body.yaml", found))
    _check_references(found)
    if found.problems:
        raise CatalogueError(found.problems)
    catalogue = Catalogue(
        documents=tuple(_to_document(entry) for entry, _, _ in found.entries),
        body=_merge_bodies([body for body in bodies if body is not None]),
    )
    digests = {e.id: path.parent / e.digest for e, path, _ in found.entries if e.digest}
    return LoadedCorpus(
        catalogue=catalogue, digests=digests, notices=_orphans(folders, digests.values())
    )


def _read_catalogue(path: Path, found: _Findings) -> None:
    read = read_entries(path, DocumentEntry, "document")
    if not path.exists():
        read.problems = [f"{path}: not found; PLANS_CORPUS must name folders that have one"]
    found.problems += read.problems
    found.broken |= read.broken
    found.entries += [(entry, path, lines) for entry, lines in read.entries]


def _check_references(found: _Findings) -> None:
    seen: dict[str, str] = {}
    for entry, path, lines in found.entries:
        at = f"{path}:{lines['']}"
        if entry.id in seen:
            found.problems.append(f"{at}: id {entry.id!r} is used before, at {seen[entry.id]}")
        seen.setdefault(entry.id, at)
    kinds: dict[str, Kind | None] = dict.fromkeys(found.broken)
    kinds |= {entry.id: entry.kind for entry, _, _ in found.entries}
    replaced = {entry.id: entry.supersedes for entry, _, _ in found.entries}
    for entry, path, lines in found.entries:
        problems = [*_entry_problems(entry, kinds, path)]
        if _replaces_itself(entry.id, replaced):
            problems.append(("supersedes", "supersedes: the plan replaces itself in the end"))
        for problem_field, problem in problems:
            line = lines.get(problem_field, lines[""])
            found.problems.append(f"{path}:{line}: document {entry.id!r}: {problem}")


def _replaces_itself(plan: str, replaced: dict[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    waiting = list(replaced[plan])
    while waiting:
        earlier = waiting.pop()
        if earlier not in seen:
            seen.add(earlier)
            waiting += replaced.get(earlier, ())
    return plan in seen


def _entry_problems(
    entry: DocumentEntry, kinds: dict[str, Kind | None], path: Path
) -> Iterator[tuple[str, str]]:
    for name in ("about", "supersedes"):
        for other in getattr(entry, name):
            if other not in kinds:
                yield name, f"{name}: no document has the id {other!r}"
            elif name == "supersedes" and kinds[other] not in (Kind.PLAN, None):
                yield name, f"supersedes: {other!r} is not a plan"
    if entry.kind is not Kind.PLAN and (entry.in_force or entry.supersedes):
        yield "in_force", "only a plan has in_force or supersedes"
    force = entry.in_force
    if force and force.until and force.until.last_day < force.start.first_day:
        yield "in_force", "in_force: ends before it starts"
    if entry.digest and not _inside(path.parent, entry.digest):
        yield "digest", f"digest: {entry.digest!r} is outside the corpus folder"


def _inside(folder: Path, name: str) -> bool:
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except ValueError:  # a NUL in the name
        return False


def _read_body(path: Path, found: _Findings) -> Body | None:
    node = read_yaml(path, found.problems)
    if node is None:
        return None
    value, error = construct(node)
    if error:
        found.problems.append(f"{path}:1: {error}")
        return None
    try:
        entry = BodyEntry.model_validate(value)
    except ValidationError as invalid:
        found.problems += explain(invalid, path, key_lines(node), 1, "")
        return None
    return Body(
        name=entry.name,
        contact=entry.contact,
        area=entry.area,
        commissioners=tuple(Commissioner(**dict(person)) for person in entry.commissioners),
        suggestions=entry.suggestions,
        synonyms=entry.synonyms,
    )


def _merge_bodies(bodies: Sequence[Body]) -> Body:
    """The first body names; the words of all of them count."""
    if not bodies:
        return Body(name="the public body")
    first = bodies[0]
    return Body(
        name=first.name,
        contact=first.contact,
        area=tuple(dict.fromkeys(name for body in bodies for name in body.area)),
        commissioners=tuple({p.name: p for body in bodies for p in body.commissioners}.values()),
        suggestions=first.suggestions,
        synonyms=tuple(group for body in bodies for group in body.synonyms),
    )


def _to_document(entry: DocumentEntry) -> Document:
    values = {name: getattr(entry, name) for name in type(entry).model_fields if name != "digest"}
    if entry.in_force:
        values["in_force"] = InForce(**dict(entry.in_force))
    text = TextSource.DIGEST if entry.digest else TextSource.NOT_HELD
    return Document(**values, text=text)


def _orphans(folders: Sequence[Path], named: Any) -> tuple[str, ...]:
    known = {path.resolve() for path in named}
    return tuple(
        f"{path}: no catalogue entry names this digest, so it is not read"
        for folder in folders
        for path in sorted((folder / "digests").glob("*.md"))
        if path.resolve() not in known
    )

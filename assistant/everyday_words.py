"""Everyday words for what the documents say in words of their own, from a list that people review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from corpus.errors import PlansError
from corpus.lexical import padded_stems
from corpus.yaml_lists import read_yaml

__all__ = ["EverydayWords", "everyday_words"]

_SHIPPED = Path(__file__).with_name("everyday_words.yaml")
_FORM = "must be one line: phrases in square brackets, divided by commas"


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayWords:
    """What people and documents call the same; every phrase as the list writes it."""

    same: tuple[tuple[str, ...], ...]
    """Groups of phrases that mean the same, whoever says them."""
    wider: tuple[tuple[str, tuple[str, ...]], ...]
    """What is asked, and what in the documents may answer it: never the other way round."""
    words: frozenset[str]
    """Every word of the list in lower case: none of them is a misspelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    words: str
    stems: str
    line: int


@cache
def everyday_words(path: Path = _SHIPPED) -> EverydayWords:
    """Read the list, once for each path.

    Two phrases are one where their stems are equal, since questions are read by stems.

    Raises:
        PlansError: The file cannot be read or something is wrong in it; the message has a line
            for each problem, with the file and the line of the file.
    """
    problems: list[str] = []
    same, wider = _read(read_yaml(path, problems), path, problems)
    if not problems:
        problems = [f"{path}:{line}: {said}" for line, said in sorted(set(_clashes(same, wider)))]
    if problems:
        raise PlansError("\n".join(problems))
    return EverydayWords(
        same=tuple(_words(group) for group in same),
        wider=tuple((asked.words, _words(documents)) for asked, documents in wider),
        words=frozenset(
            word
            for phrase in (
                *(phrase for group in same for phrase in group),
                *(phrase for asked, documents in wider for phrase in (asked, *documents)),
            )
            for word in phrase.words.lower().split()
        ),
    )


_Same = list[tuple[_Phrase, ...]]
_Wider = list[tuple[_Phrase, tuple[_Phrase, ...]]]


def _read(node: yaml.Node | None, path: Path, problems: list[str]) -> tuple[_Same, _Wider]:
    """Read both lists by their nodes, so that `999` and `no` stay the words that they are."""
    same: _Same = []
    wider: _Wider = []
    if node is None:
        return same, wider
    found = {str(key.value): value for key, value in node.value} if _is_mapping(node) else {}
    listed, pairs = found.get("same"), found.get("wider")
    if len(found) != 2 or len(node.value) != 2 or listed is None or pairs is None:
        problems.append(f"{path}:{_line(node)}: must have `same:` and `wider:`, once each")
    elif not isinstance(listed, yaml.SequenceNode):
        problems.append(f"{path}:{_line(listed)}: same: must be lines that start with `- [`")
    elif not isinstance(pairs, yaml.SequenceNode):
        problems.append(f"{path}:{_line(pairs)}: wider: must be lines that start with `- [[`")
    else:
        same += [_phrases(group, path, 2, problems) for group in listed.value]
        for pair in pairs.value:
            wider += _read_pair(pair, path, problems)
    return same, wider


def _read_pair(node: yaml.Node, path: Path, problems: list[str]) -> _Wider:
    """Read `[[scam, swindler], [fraud]]` as a pair for each phrase that is asked."""
    sides = node.value if isinstance(node, yaml.SequenceNode) else []
    if len(sides) != 2 or not all(isinstance(side, yaml.SequenceNode) for side in sides):
        problems.append(f"{path}:{_line(node)}: must be `[[asked, ...], [documents, ...]]`")
        return []
    asked, documents = (_phrases(side, path, 1, problems) for side in sides)
    return [(phrase, documents) for phrase in asked]


def _phrases(node: yaml.Node, path: Path, least: int, problems: list[str]) -> tuple[_Phrase, ...]:
    if not isinstance(node, yaml.SequenceNode):
        problems.append(f"{path}:{_line(node)}: {_FORM}")
        return ()
    if len(node.value) < least:
        problems.append(f"{path}:{_line(node)}: holds {len(node.value)} phrases, not {least}")
    return tuple(_phrase(child, path, problems) for child in node.value)


def _phrase(node: yaml.Node, path: Path, problems: list[str]) -> _Phrase:
    words = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    stems = padded_stems(words)
    if not isinstance(node, yaml.ScalarNode):
        problems.append(f"{path}:{_line(node)}: {_FORM}")
    elif not stems.strip():
        problems.append(f"{path}:{_line(node)}: {words!r} has no word in it")
    return _Phrase(words=words, stems=stems, line=_line(node))


def _clashes(same: _Same, wider: _Wider) -> Iterator[tuple[int, str]]:
    """What stands twice: each with its line."""
    groups: dict[str, _Phrase] = {}
    for group in same:
        yield from _twice(group, groups)
    asked_before: dict[str, _Phrase] = {}
    group_of = {phrase.stems: number for number, group in enumerate(same) for phrase in group}
    for asked, documents in wider:
        yield from _twice([asked], asked_before)
        yield from _twice(documents, {})
        for phrase in documents:
            own = group_of.get(asked.stems, -1) == group_of.get(phrase.stems)
            if own or phrase.stems == asked.stems:
                about = f"{asked.words!r} and {phrase.words!r} mean the same already"
                yield phrase.line, f"{about}, so that neither is wider"


def _twice(phrases: Sequence[_Phrase], before: dict[str, _Phrase]) -> Iterator[tuple[int, str]]:
    for phrase in phrases:
        first = before.setdefault(phrase.stems, phrase)
        if first is not phrase:
            about = f"{phrase.words!r} stands twice"
            yield phrase.line, f"{about}: it has the stems of {first.words!r}, line {first.line}"


def _words(phrases: Sequence[_Phrase]) -> tuple[str, ...]:
    return tuple(phrase.words for phrase in phrases)


def _is_mapping(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1

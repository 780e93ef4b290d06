"""The tools, and how a call of one is answered: danger, then the limits, then the work."""

import datetime as dt
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from pydantic import TypeAdapter

from assistant.answers import Answer, Status, answer_schema
from assistant.danger_model import DangerModel
from assistant.mcp.asked import (
    Arguments,
    AskArguments,
    CompareArguments,
    DocumentArguments,
    SearchArguments,
    WrongArguments,
    arguments_from,
    input_schema,
)
from assistant.mcp.comparing import compared
from assistant.mcp.linking import Links
from assistant.mcp.messages import IN_DANGER
from assistant.mcp.reading import document_found
from assistant.mcp.records import Compared, DocumentFound, Quoted, Searched
from assistant.mcp.searching import searched
from assistant.mcp.wording import ASK, COMPARE, DOCUMENT, SEARCH, answer_in_words
from assistant.routing import route
from assistant.serving.gate import Busy, is_emergency
from assistant.typed import ends, readable_question
from assistant.web.answerer import Answerer
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["TOOLS", "Caller", "Result", "Tool", "Tools", "is_urgent", "say_busy"]

_LOG = logging.getLogger(__name__)
_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
_QUOTED: TypeAdapter[tuple[Quoted, ...]] = TypeAdapter(tuple[Quoted, ...])
_NOT_NOW = (
    "The documents cannot be searched now: the index is missing or damaged. Try again later; "
    "whoever runs the assistant finds the remedy in its log."
)
_FAILED = "Something went wrong, and it was logged. Try again, or ask in other words."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool as clients see it."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    output: Callable[[], dict[str, Any]]
    """Makes the JSON Schema of what it returns."""

    @property
    def input(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return input_schema(self.arguments)


def _schema(kind: type[Any]) -> Callable[[], dict[str, Any]]:
    return lambda: TypeAdapter(kind).json_schema(mode="serialization")


TOOLS = (
    Tool(
        name="ask",
        title="Ask the plans a question",
        description=ASK,
        arguments=AskArguments,
        output=answer_schema,
    ),
    Tool(
        name="search",
        title="Search the documents",
        description=SEARCH,
        arguments=SearchArguments,
        output=_schema(Searched),
    ),
    Tool(
        name="document",
        title="Read a document",
        description=DOCUMENT,
        arguments=DocumentArguments,
        output=_schema(DocumentFound),
    ),
    Tool(
        name="compare",
        title="Compare a subject across plans",
        description=COMPARE,
        arguments=CompareArguments,
        output=_schema(Compared),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls a tool, as far as an answer depends on it."""

    wait: Callable[[], float | None] = lambda: None
    """Counts one call; returns the seconds to wait where there were too many."""
    base: str = ""
    """What stands before every path of our pages for them; "" where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a tool says."""

    texts: tuple[str, ...]
    structured: dict[str, Any] | None = None
    """As the tool's output schema has it; None where it failed."""
    failed: bool = False


class Tools:
    """Answers calls; threads call it, several at once."""

    def __init__(
        self,
        answerer: Answerer,
        index: Callable[[], OpenIndex],
        *,
        longest: int,
        as_of: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        """Prepare.

        Args:
            answerer: Answers questions.
            index: Returns the index that answers now; raises PlansError where it cannot be used.
            longest: Longest question that is taken, in characters.
            as_of: Returns the day that "current" means.
        """
        self._answerer = answerer
        self._index = index
        self._longest = longest
        self._as_of = as_of

    def call(self, tool: Tool, given: Mapping[str, Any], caller: Caller) -> Result:
        """Answer one call; what goes wrong is said in words, never raised."""
        links = Links(base=caller.base)
        try:
            if (words := _urgent_words(given)) and (told := self._in_danger(tool, words, links)):
                return told
            asked = arguments_from(tool.arguments, given)
            if (seconds := caller.wait()) is not None:
                return _problem(_come_again("Too many calls from your address", seconds))
            return self._answered(asked, links)
        except WrongArguments as error:
            return _problem(str(error))
        except Busy as error:
            return say_busy(error)
        except PlansError as error:
            _LOG.error("%s", error)
            return _problem(_NOT_NOW)
        except Exception as error:  # its words may be those of a question
            _LOG.error("the tool %s failed (%s)", tool.name, type(error).__name__)
            return _problem(_FAILED)

    def _in_danger(self, tool: Tool, words: str, links: Links) -> Result | None:
        """Answer somebody in danger, whatever else is wrong with the call and without its limits.

        None where the tool takes no words, or the answer is that these tell of no danger.
        """
        if tool.arguments is AskArguments:
            return self._ask(AskArguments(question=words), links)
        if tool.arguments is SearchArguments:
            danger = self._danger(words)
            return _result(Searched, _only_notice(danger)) if danger else None
        if tool.arguments is CompareArguments:
            danger = self._danger(words)
            return _result(Compared, _none_compared(danger)) if danger else None
        return None

    def _answered(self, asked: Arguments, links: Links) -> Result:
        if isinstance(asked, AskArguments):
            return self._ask(asked, links)
        if isinstance(asked, SearchArguments):
            return self._search(asked, links)
        if isinstance(asked, CompareArguments):
            return self._compare(asked, links)
        assert isinstance(asked, DocumentArguments)
        return _result(DocumentFound, document_found(asked, self._index(), links))

    def _ask(self, asked: AskArguments, links: Links) -> Result:
        answer = self._answerer.answer(asked.question, limits=asked.limits, longest=self._longest)
        texts = [answer_in_words(answer, links)]
        if answer.citations:
            quoted = tuple(links.quoted(one, marked=True) for one in answer.citations)
            texts.append(_json(_QUOTED.dump_python(quoted, mode="json")))
        return Result(
            texts=tuple(texts),
            structured=_ANSWER.dump_python(answer, mode="json"),
            failed=answer.status is Status.ERROR,
        )

    def _search(self, asked: SearchArguments, links: Links) -> Result:
        query = readable_question(asked.query).strip()
        if danger := self._danger(query):
            return _result(Searched, _only_notice(danger))
        self._check("query", query)
        index = self._index()
        found = searched(query, asked.limits, asked.limit, index, links, self._as_of())
        return _result(Searched, found)

    def _compare(self, asked: CompareArguments, links: Links) -> Result:
        subject = readable_question(asked.subject).strip()
        if danger := self._danger(subject):
            return _result(Compared, _none_compared(danger))
        self._check("subject", subject)
        asked = asked.model_copy(update={"subject": subject})
        return _result(Compared, compared(asked, self._index(), links, self._as_of()))

    def _check(self, name: str, text: str) -> None:
        if not text:
            raise WrongArguments(f"“{name}” is empty; give a few words.")
        if len(text) > self._longest:
            raise WrongArguments(
                f"“{name}” is {len(text):,} characters long; at most {self._longest:,} are taken."
            )

    def _danger(self, text: str) -> str:
        """Return what somebody in danger must read; "" where a text tells of none."""
        routed = route(ends(text))
        if routed is not Status.EMERGENCY:
            index = self._index()
            model = DangerModel(index.embedder, index.generation.manifest.model_sha256)
            if not model.describes_danger(ends(text), refused=routed is Status.REFUSED):
                return ""
        answer = self._answerer.answer(text, longest=self._longest)
        return answer.text if answer.status is Status.EMERGENCY else ""


def is_urgent(given: Mapping[str, Any]) -> bool:
    """Whether words of a call tell of danger; they never wait and are never refused."""
    return bool(_urgent_words(given))


def _urgent_words(given: Mapping[str, Any]) -> str:
    """Return the words of a call that tell of danger; "" where none do."""
    texts = (given.get(name) for name in ("question", "query", "subject"))
    found = (text for text in texts if isinstance(text, str) and is_emergency(text))
    return readable_question(next(found, "")).strip()


def _only_notice(notice: str) -> Searched:
    return Searched(notice=notice, searched="", passages=())


def _none_compared(notice: str) -> Compared:
    return Compared(notice=notice, subject="", plans=(), elsewhere=())


def say_busy(busy: Busy) -> Result:
    """Say when to come again."""
    return _problem(_come_again("Too many questions are being answered", busy.seconds))


def _come_again(why: str, seconds: float) -> str:
    whole = max(1, ceil(seconds))
    return f"{why}. Try again in {whole} second{'' if whole == 1 else 's'}."


def _problem(words: str) -> Result:
    return Result(texts=(f"{words} {IN_DANGER}",), failed=True)


def _result(kind: type[Any], found: object) -> Result:
    structured: dict[str, Any] = TypeAdapter(kind).dump_python(found, mode="json")
    return Result(texts=(_json(structured),), structured=structured)


def _json(found: object) -> str:
    """Write as JSON: words of documents stand in fields, and nowhere else."""
    return json.dumps(found, ensure_ascii=False)

"""What a chat model is given: public instructions, the question, and numbered quotations.

Never an address, nothing of who asks, and no earlier question: what was taken over from those stands
in "Understood as", as the rules read it.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.answers import Answer, Citation
from assistant.text import head, named_plans

__all__ = ["CLAIMS_SCHEMA", "MOST_CLAIMS", "PROMPT_VERSION", "answer_message", "answer_prompt"]

PROMPT_VERSION = "2"
"""Grows when the prompt or the form of the message changes; answers record it."""
MOST_CLAIMS = 4
CLAIMS_SCHEMA = {
    "title": "answer",
    "description": "The short answer, claim by claim.",
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "maxItems": MOST_CLAIMS,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "markers": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "markers"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""JSON Schema of a reply."""


@cache
def answer_prompt() -> str:
    """Return the instructions for phrasing an answer.

    Raises:
        OSError: The installation is not whole.
    """
    return Path(__file__).with_name("answer_prompt.txt").read_text("utf-8").strip()


def answer_message(answer: Answer) -> str:
    """Write the question and the quotations that a model phrases an answer over."""
    understood = answer.read_as or answer.understood
    lines = [f"Question: {_one_line(answer.question)}"]
    lines += [f"Understood as: {_one_line(understood)}"] if understood else []
    plans = named_plans(answer.scope)
    quotations = [_quotation(citation, plans) for citation in answer.citations]
    return "\n".join([*lines, "", "Quotations:", *quotations])


def _quotation(citation: Citation, plans: Sequence[str]) -> str:
    before, facts = head(citation, plans)
    source = f"{before}{citation.title} ({facts})"
    page = f", page {citation.page}" if citation.page is not None else ""
    under = f", under “{citation.heading}”" if citation.heading else ""
    words = "\n".join(part for part in (citation.lead, citation.shown) if part)
    return f"[{citation.marker}] {_one_line(source + page + under)}:\n{words}"


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""What ships beside the code, read at the start, so that a broken installation is said then."""

from collections.abc import Callable

from assistant.abstention import read_weights
from assistant.commitments.relation_words import relation_words
from assistant.commitments.themes import read_themes
from assistant.commitments.topic_words import evidence_words
from assistant.commitments.words import grammar_words
from assistant.danger_model import read_weights as read_danger_weights
from assistant.everyday_words import everyday_words
from assistant.guards.model import read_weights as read_guard_weights
from assistant.help_lines import read_help_lines
from assistant.verification.claim_lists import claim_lists, paraphrases
from assistant.writer.following import follow_up_prompt
from assistant.writer.prompting import answer_prompt
from corpus.errors import PlansError

__all__ = ["check_shipped_data"]

_ANSWERS: tuple[Callable[[], object], ...] = (
    read_weights,
    everyday_words,
    read_help_lines,
    read_danger_weights,
    read_guard_weights,
    claim_lists,
    paraphrases,
    answer_prompt,
    follow_up_prompt,
)
_PROMISES: tuple[Callable[[], object], ...] = (
    read_themes,
    grammar_words,
    evidence_words,
    relation_words,
)


def check_shipped_data() -> None:
    """Read it all; what reads it keeps it.

    Raises:
        PlansError: A file is missing or damaged; the message names it.
    """
    for read in (*_ANSWERS, *_PROMISES):
        try:
            read()
        except (OSError, ValueError, KeyError) as error:
            raise PlansError(
                f"the installation is not whole: {error}; install the assistant again"
            ) from error

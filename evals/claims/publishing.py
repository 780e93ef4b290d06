"""The figures of truths and lies as a table, and kept for the documentation."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from assistant.writer.prompting import PROMPT_VERSION
from evals.claims.measuring import HELD, ClaimFigures
from evals.claims.reading import FOLDER
from evals.table import Rows
from evals.versions import code_digest

__all__ = [
    "CLAIMS_PUBLISHED",
    "PublishedClaims",
    "claim_remarks",
    "claim_rows",
    "publish_claims",
    "read_published_claims",
]

CLAIMS_PUBLISHED = FOLDER / "published.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedClaims:
    """What was measured last on the held-out claims, and with what."""

    measured: str
    """The day, YYYY-MM-DD."""
    code: str
    """Digest of the code that answers."""
    prompt: str
    """Version of the prompt."""
    figures: ClaimFigures


def claim_rows(figures: ClaimFigures) -> Rows:
    """A line for each share, with what it rests on."""
    shares = {
        "truths shown when they are all that is written": figures.truths,
        "truths that pass every check": figures.passed,
        **{f"· {kind}": share for kind, share in figures.by_truth.items()},
        "lies that pass every check": figures.lies,
        **{f"· {kind}": share for kind, share in figures.by_kind.items()},
        "lies shown among true sentences": figures.between,
        "true sentences shown beside a lie": figures.beside,
    }
    rows = [[name, str(share.part), str(share.whole), str(share)] for name, share in shares.items()]
    return [["", "so many", "of", "share"], *rows]


def claim_remarks(figures: ClaimFigures) -> list[str]:
    """Say which checks stopped what, and what could not be measured."""
    checks = [
        f"{what} not shown, by check: "
        + (", ".join(f"{name} {n}" for name, n in sorted(of.items())) or "none")
        for what, of in figures.checks.items()
    ]
    left = figures.not_exercised
    return [
        *checks,
        f"“{HELD}”: passed every check, but does not have the figure, date or name asked for",
        f"not exercised: {left['truths']} truths and {left['lies']} lies, on words that the "
        "assistant does not quote for their question now",
        "in brackets 95% intervals (binomial, as if no two claims were on the same quotation)",
    ]


def publish_claims(figures: ClaimFigures, path: Path = CLAIMS_PUBLISHED) -> Path:
    """Write the figures of the held-out claims for the documentation."""
    published = PublishedClaims(
        measured=f"{datetime.now(UTC):%Y-%m-%d}",
        code=code_digest()[:12],
        prompt=PROMPT_VERSION,
        figures=figures,
    )
    path.write_text(json.dumps(asdict(published), indent=1) + "\n", "utf-8")
    return path


def read_published_claims(path: Path = CLAIMS_PUBLISHED) -> PublishedClaims | None:
    """Read the published figures; None where there are none yet."""
    if not path.exists():
        return None
    return TypeAdapter(PublishedClaims).validate_json(path.read_bytes())

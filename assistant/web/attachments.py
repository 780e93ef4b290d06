"""Files that people save."""

import datetime as dt

from fastapi import Response

from assistant.web.words import phrase

__all__ = ["FORMS", "attachment"]

FORMS = {
    "csv": phrase("CSV"),
    "xlsx": phrase("Excel"),
    "docx": phrase("Word briefing"),
    "json": phrase("JSON"),
}
"""The forms of a list of commitments, and what a link to each is called."""
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def attachment(content: bytes, form: str) -> Response:
    """Return a file to be saved, with the day in its name."""
    name = f"commitments-{dt.date.today().isoformat()}.{form}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-cache",
    }
    return Response(content, media_type=_TYPES[form], headers=headers)

"""The page's own words, for translators: `docs/messages.pot`, in gettext's form."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

__all__ = ["messages_pot"]

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "assistant" / "web"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"say": None, "phrase": None, "_": None}
HEADER = """\
# What the pages say themselves, in English. Copy this file, fill in each msgstr, keep the {names},
# and name it in the site file under `languages`. Written by `make docs`; do not edit.
"""


def messages_pot() -> str:
    """Return every phrase of the pages once, in the order of the alphabet, with where it is said."""
    catalogue = Catalog(header_comment=HEADER, charset="utf-8")
    found = extract_from_dir(
        WEB, method_map=METHODS, keywords=KEYWORDS, options_map={"**.html": {"silent": "false"}}
    )
    for file, _, words, _, _ in found:
        catalogue.add(words, None, [(f"assistant/web/{file}", 0)])
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=0)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return f"{HEADER}\n{head}{written.getvalue().decode()}"

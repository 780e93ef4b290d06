"""Web pages: their main text as visitors see it, without what surrounds it."""

from ingest.readers.html.reader import read_html

__all__ = ["read_html"]

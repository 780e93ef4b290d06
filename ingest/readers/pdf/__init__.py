"""PDF: words with their places, their order on the page, what they are, and the text they make."""

from ingest.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]

"""Word files: looked at before they are unpacked, then read in order, with what a reader sees."""

from ingest.readers.word.reader import read_word

__all__ = ["read_word"]

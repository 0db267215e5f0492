"""Markdown: text whose marks are kept; ``ingest.readable`` looks through them."""

from ingest.readers.text import read

__all__ = ["read"]

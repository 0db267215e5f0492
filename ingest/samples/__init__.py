"""The bundled sample terms: three invented companies, eight texts, and what others say about them (README.md)."""

from pathlib import Path


def manifest_path() -> Path:
    """The manifest that lists the sample documents, in the form ``plainterms ingest --manifest`` takes."""
    return Path(__file__).with_name("manifest.json")

"""A web page → the terms on it, as Markdown.

bytes ──charset──▶ text ──tokens, tree──▶ elements ──seen──▶ what a person sees ──content──▶ without the page
around it ──blocks, inline──▶ Markdown
"""

from ingest.readers.html.blocks import markdown_of
from ingest.readers.html.charset import decoded
from ingest.readers.html.content import content_of
from ingest.readers.html.seen import is_hidden, keep_seen
from ingest.readers.html.tree import parse
from ingest.types import ReadText


def read(data: bytes, name: str) -> ReadText:
    root = parse(decoded(data, name), name, is_hidden)
    unseen = keep_seen(root)
    content = content_of(root)
    return ReadText(markdown_of(content.root), "markdown", unseen)

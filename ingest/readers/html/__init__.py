"""A web page → the terms on it, as Markdown.

    bytes ──charset──▶ text ──tokens, tree──▶ elements ──seen──▶ what a person sees ──content──▶ without the page
    around it ──blocks, inline──▶ Markdown ──documents──▶ one document, several set apart, or none

Nothing is fetched and no script is run. Time and memory grow with the length of the page, whatever is on it.
"""

from ingest.readers.html.blocks import markdown_of
from ingest.readers.html.charset import decoded
from ingest.readers.html.content import content_of
from ingest.readers.html.counters import print_counters
from ingest.readers.html.documents import check_terms, set_apart
from ingest.readers.html.panels import place_tab_titles
from ingest.readers.html.seen import is_hidden, keep_seen
from ingest.readers.html.tree import parse, text_in, walk
from ingest.types import ReadText


def read(data: bytes, name: str) -> ReadText:
    """The terms on a page; several documents are read as parts, and a notice names them.

    Raises:
        SourceError: the bytes are no page, it has too many elements, or it shows no terms.
    """
    root = parse(decoded(data, name), name, is_hidden)
    print_counters(root, [text_in(element) for element in walk(root) if element.tag == "style"])
    unseen = keep_seen(root)
    place_tab_titles(root)
    content = content_of(root)
    text = markdown_of(content.root)
    check_terms(name, content, text)
    text, titles = set_apart(text)
    notice = (
        f"The page holds {len(titles)} documents, each read as a part: {'; '.join(titles)}. "
        "To take in one of them alone, save its part of the page, or the page it has of its own."
    )
    return ReadText(text, "markdown", unseen, (notice,) if titles else ())

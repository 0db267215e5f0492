"""Titles of tabs are put where their panels are: in the page they stand side by side, far from the text they name."""

import re

from ingest.readers.html.tree import Element, prune, text_in, walk

_BEGINNING = 300
"""Characters of a panel in which its own title would stand."""


def place_tab_titles(root: Element) -> None:
    """Give each tab panel the words of its tab as a heading, unless it begins with them, and drop the tab."""
    tabs = [element for element in walk(root) if element.get("role") == "tab"]
    panels = [element for element in walk(root) if element.get("role") == "tabpanel"]
    by_id = {element.get("id"): element for element in walk(root) if element.get("id")} if tabs else {}
    named = {panel.get("aria-labelledby"): panel for panel in panels if panel.get("aria-labelledby")}
    gone: set[Element] = set()
    for place, tab in enumerate(tabs):
        panel = (
            by_id.get(tab.get("aria-controls")) or by_id.get(tab.get("href").lstrip("#")) or named.get(tab.get("id"))
        )
        if panel is None and len(tabs) == len(panels):
            panel = panels[place]
        title = text_in(tab, _BEGINNING)
        if panel is None or not title:
            continue
        gone.add(tab)
        if not _plain(text_in(panel, _BEGINNING)).startswith(_plain(title)):
            heading = Element("h2" if not any(e.tag in ("h1", "h2") for e in walk(panel)) else "h1", parent=panel)
            heading.children.append(title)
            panel.children.insert(0, heading)
    prune(root, gone)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))

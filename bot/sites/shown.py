"""Sites as a person sees them on the terminal, and as JSON; the lines that a page needs."""

from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.sites.site import Site

HOST = "https://your-plainterms-host"
"""Stands for the address under which the server is reached; only its owner knows it."""


def to_json(site: Site) -> dict[str, Any]:
    value = asdict(site)
    return value | {"services": list(site.services), "origins": list(site.origins), "snippet": snippet(site)}


def snippet(site: Site, terms_url: str = "", host: str = HOST) -> str:
    """The line that a page of the site needs; with a link to the terms it can show it when the server is down."""
    link = site.terms_url or terms_url
    shown = f' data-terms="{escape(link)}"' if link else ""
    return (
        f'<script async src="{escape(host)}/widget.js" data-site="{site.name}" data-service="{site.services[0]}"'
        f"{shown}></script>"
    )


def listed(sites: Sequence[Site]) -> RenderableType:
    """A table of the sites, or how to add the first one."""
    if not sites:
        return Text("No site may ask. Add one: plainterms site add acme --origin https://acme.example --service acme")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("site", "services", "origins", "a minute", "visitor", "a day"):
        table.add_column(column, justify="right" if column in ("a minute", "visitor", "a day") else "left")
    for site in sites:
        table.add_row(
            site.name,
            Text("\n".join(site.services)),
            Text("\n".join(site.origins) or "none: no page may ask"),
            f"{site.per_minute:,}",
            f"{site.visitor_per_minute:,}",
            f"{site.per_day:,}",
        )
    return table


def added(site: Site, terms_url: str) -> RenderableType:
    """What is kept now, and what to put into the page."""
    origins = ", ".join(site.origins)
    lines = [
        f"{site.name} may ask about {', '.join(site.services)}"
        + (f", from {origins}." if origins else ", from nowhere yet: add --origin https://…"),
        "",
        "In the page:",
        f"  {snippet(site, terms_url)}",
        "",
        "Where the page has a Content-Security-Policy:",
        f"  script-src {HOST}; connect-src {HOST}",
        "",
        f"To try it: plainterms site demo {site.name}",
    ]
    return Group(*(Text(line, no_wrap=True, overflow="ignore") for line in lines))

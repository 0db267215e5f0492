"""Two pages with the widget on them, under the policy its users are promised: no inline style, no inline script."""

import base64
import hashlib

from bot.showing.render import document_name, escape, plain_words, terms_address
from bot.sites import Site
from bot.sites.shown import snippet
from ingest import CITABLE, Reading, readable

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.65 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1.25rem 8rem; overflow-wrap: anywhere; }
body.alone { padding: 0; max-width: none; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .25rem; }
.about { border: 1px solid #8886; border-radius: .75rem; padding: .75rem 1rem; font-size: .925rem; }
.about p { margin: .25rem 0; }
.about code { overflow-wrap: anywhere; }
"""
LONGEST_TERMS = 400_000
"""Characters of the terms on the page to try; more would only be scrolled."""


def policy(site: Site) -> str:
    """The Content-Security-Policy of both pages. Who may frame them follows from the site's origins."""
    framing = " ".join(site.origins) or "'none'"
    style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "connect-src 'self'",
            f"style-src 'sha256-{style}'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {framing}",
        )
    )


def frame_page(site: Site, service: str, language: str) -> str:
    """The widget alone, filling the page, for an iframe where no script may be added."""
    spoken = f' data-language="{escape(language[:35])}"' if language else ""
    return _page(
        escape(site.name),
        f'<body class="alone"><script async src="/widget.js" data-site="{site.name}" data-service="{service}" '
        f'data-mode="inline" data-fill="true"{spoken}></script></body>',
    )


def demo_page(site: Site, reading: Reading) -> str:
    """The site's terms as a page with the widget on it: what is cited can be shown on the page."""
    version = reading.version
    name = f"{plain_words(version.service_name)} {document_name(version.terms_type)}"
    text = _text(reading)
    line = escape(snippet(site, terms_address([version])))
    origins = ", ".join(site.origins) or "none yet: plainterms site add --replace --origin https://…"
    return _page(
        escape(name),
        f'<body><section class="about"><p>A page to try the help widget of <strong>{site.name}</strong> on.</p>'
        f"<p>Pages that may ask: {escape(origins)}</p><p>On a page it takes this line: <code>{line}</code></p>"
        f"</section><main><h1>{escape(name)}</h1><p>Version of {escape(version.version)}</p>{text}</main>"
        f'<script async src="/widget.js" data-site="{site.name}" data-service="{site.services[0]}"></script></body>',
    )


def _text(reading: Reading) -> str:
    """The terms without what stood around them on their page, a paragraph a line."""
    cited = [clause for clause in reading.clauses if clause.kind in CITABLE]
    start, end = min((c.start for c in cited), default=0), max((c.end for c in cited), default=0)
    source = reading.source[start : min(end, start + LONGEST_TERMS)]
    lines = (" ".join(readable(line).text.split()) for line in source.splitlines())
    return "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines if any(c.isalnum() for c in line))


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>{body}</html>"
    )

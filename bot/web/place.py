"""A place on the page as its address names it: ``/?tab=read&service=S&terms_type=T&version=V&start=N&end=N``.

Addresses come from anywhere: everything in them is bounded and looked up, and what does not hold is said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.types import Citation
from bot.web.source import Explains
from ingest import NotFound, Version

TABS = ("ask", "read", "changed", "check", "watch", "add")
IN_FORCE = "in-force"
"""The value of the version picker that stands for today."""
LONGEST = 100
"""Characters of a service, a document or a version in an address."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is asked to be."""

    tab: str
    service: str
    version: str = IN_FORCE
    """A value of the version picker."""
    start: int | None = None
    """With ``end``: a stretch of that version's source text, in characters."""
    end: int | None = None
    asked: int = 0
    """Which of the wishes of this visit it is, so that the same place can be asked for twice."""


def version_value(version: Version) -> str:
    """The value of the version picker for a version."""
    return f"{version.terms_type}/{version.version}"


def link_to(citation: Citation) -> str:
    """The address, on this server, of a quote in its document."""
    return "/?" + urlencode(
        {
            "tab": "read",
            "service": citation.service,
            "terms_type": citation.terms_type,
            "version": citation.version,
            "start": citation.start,
            "end": citation.end,
        }
    )


def place_in(explainer: Explains, query: Mapping[str, str]) -> Place | None:
    """The place that the parameters of an address name, None where they name none.

    Raises:
        NotFound: no such service, document or version, in words for a person.
    """
    named = query.get("service", "")
    tab = query.get("tab", "")
    if not named and tab not in TABS:
        return None
    service = next((s for s in explainer.services() if s.slug == named or not named), None)
    if service is None:
        raise NotFound(f"There is no service “{_shown(named)}” here.", "Choose one of those above.")
    place = Place(tab if tab in TABS else "ask", service.slug)
    wanted, terms_type = query.get("version", ""), query.get("terms_type", "")
    if not wanted:
        return place
    # The terms of service come first where an address leaves open which document it means.
    documents = sorted(service.documents, key=lambda d: d.terms_type != "terms-of-service")
    versions = [v for d in documents if terms_type in ("", d.terms_type) for v in d.versions if v.version == wanted]
    if not versions:
        named = " ".join(w for w in (_shown(terms_type), _shown(wanted)) if w)
        raise NotFound(f"There is no version “{named}” of {service.name} here.", "Choose one of those above.")
    start, end = _number(query.get("start", "")), _number(query.get("end", ""))
    spanned = start is not None and end is not None and start < end
    return Place(
        place.tab, service.slug, version_value(versions[0]), start if spanned else None, end if spanned else None
    )


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

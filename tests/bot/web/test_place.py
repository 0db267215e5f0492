"""Addresses of places on the page: what they name, and what happens to those that name nothing."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.types import Citation
from bot.web.place import IN_FORCE, Place, link_to, place_in
from ingest import NotFound
from tests.bot.web.fakes import FakeExplainer, version_of

VERSIONS = (
    version_of("2024-01-10", "privacy-policy"),
    version_of("2024-01-10"),
    version_of("2024-06-01"),
    version_of("2024-02-02", service="wren", name="Wren"),
)


def place(**query: str) -> Place | None:
    return place_in(FakeExplainer(versions=VERSIONS), query)


def test_an_address_names_a_service_a_version_a_tab_and_a_span() -> None:
    assert place() is None
    assert place(other="x", __theme="dark") is None
    assert place(service="wren") == Place("ask", "wren", IN_FORCE)
    assert place(tab="watch") == Place("watch", "merle", IN_FORCE)
    assert place(service="merle", version="2024-06-01") == Place("ask", "merle", "terms-of-service/2024-06-01")
    assert place(service="merle", version="2024-01-10") == Place("ask", "merle", "terms-of-service/2024-01-10")
    whole = {"tab": "read", "service": "merle", "terms_type": "privacy-policy", "version": "2024-01-10"}
    assert place(**whole, start="3", end="9") == Place("read", "merle", "privacy-policy/2024-01-10", 3, 9)


@pytest.mark.parametrize(
    ("start", "end"), [("9", "3"), ("3", "3"), ("-1", "3"), ("x", "9"), ("3", ""), ("1" * 40, "2" * 41), ("１", "９")]
)
def test_a_span_that_is_none_is_left_out(start: str, end: str) -> None:
    found = place(tab="read", service="merle", version="2024-06-01", start=start, end=end)
    assert found == Place("read", "merle", "terms-of-service/2024-06-01")


@pytest.mark.parametrize("tab", ["", "settings", "<script>", "Read"])
def test_an_unknown_tab_is_the_first(tab: str) -> None:
    assert place(tab=tab, service="wren") == Place("ask", "wren")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"service": "nobody"}, "There is no service “nobody” here."),
        ({"service": "n" * 5000}, f"There is no service “{'n' * 100}…” here."),
        ({"service": "merle", "version": "1999-01-01"}, "There is no version “1999-01-01” of Merle Pages here."),
        (
            {"service": "merle", "terms_type": "cookie-policy", "version": "2024-06-01"},
            "There is no version “cookie-policy 2024-06-01” of Merle Pages here.",
        ),
    ],
)
def test_what_is_not_there_is_said(query: dict[str, str], said: str) -> None:
    with pytest.raises(NotFound) as caught:
        place(**query)
    assert str(caught.value) == said


def test_the_link_of_a_citation_leads_to_its_place() -> None:
    citation = Citation("merle", "terms-of-service", "2024-06-01", "", "1", "", "t", "quote", 3, 8, "", "ab")
    link = link_to(citation)
    assert link.startswith("/?tab=read&")
    assert place(**dict(parse_qsl(urlsplit(link).query))) == Place("read", "merle", "terms-of-service/2024-06-01", 3, 8)

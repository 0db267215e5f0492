"""What may be a site: origins exactly as browsers send them, and nothing that stands for many."""

from typing import Any

import pytest

from bot.sites import checked_origin, made_site
from ingest import ConfigurationError


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://acme.example", "https://acme.example"),
        (" HTTPS://Acme.Example/ ", "https://acme.example"),
        ("https://acme.example:443", "https://acme.example"),
        ("http://acme.example:80", "http://acme.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://localhost:3000", "http://localhost:3000"),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(typed: str, sent: str) -> None:
    assert checked_origin(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "*", "", "null", "acme.example", "//acme.example", "https://*.acme.example", "https://", "ftp://acme.example",
        "https://acme.example/terms", "https://acme.example?x=1", "https://acme.example#x", "https://me@acme.example",
        "https://acme.example:99999", "https://acme.example:x", "https://a b.example", "https://acme.example\r\nX: y",
        "javascript://acme.example", "https://[::1", "https://acme..example", "https://'none';script-src *", "file:///x",
    ],
)  # fmt: skip
def test_what_is_no_single_origin_is_refused(typed: str) -> None:
    with pytest.raises(ConfigurationError, match="is not the origin of a page") as caught:
        checked_origin(typed)
    assert "https://acme.example" in caught.value.hint


def test_no_page_may_ask_unless_it_is_named() -> None:
    site = made_site("acme", ["acme"])
    assert site.origins == ()
    named = made_site("acme", ["acme", "acme"], ["https://acme.example", "https://ACME.example:443"])
    assert (named.services, named.origins) == (("acme",), ("https://acme.example",))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Acme"}, "name of a site"),
        ({"name": "../acme"}, "name of a site"),
        ({"name": ""}, "name of a site"),
        ({"name": "-acme"}, "name of a site"),
        ({"name": "a" * 61}, "name of a site"),
        ({"services": []}, "about no service"),
        ({"services": ["acme,other"]}, "not a service's name"),
        ({"origins": ["https://acme.example"] * 51}, "more than the 50"),
        ({"per_minute": 0}, "per_minute is 0"),
        ({"visitor_per_minute": -1}, "visitor_per_minute is -1"),
        ({"per_day": 10**9}, "per_day is 1000000000"),
        ({"terms_url": "javascript:alert(1)"}, "address of a page"),
        ({"terms_url": "https://acme.example/a b"}, "address of a page"),
        ({"terms_url": "https://[x"}, "address of a page"),
    ],
)
def test_the_value_that_does_not_fit_is_named(change: dict[str, Any], said: str) -> None:
    values: dict[str, Any] = {"name": "acme", "services": ["acme"]} | change
    with pytest.raises(ConfigurationError, match=said):
        made_site(**values)

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.urls import MAX_LENGTH, Refused, is_url, joined, parse, shown

READ = {
    "https://acme.example/terms": "https://acme.example/terms",
    "HTTP://ACME.Example": "http://acme.example/",
    "https://acme.example:443/": "https://acme.example/",
    "http://acme.example:443/": "http://acme.example:443/",
    "https://acme.example:/": "https://acme.example/",
    "https://acme.example?v=2": "https://acme.example/?v=2",
    "https://acme.example/a?": "https://acme.example/a?",
    "https://acme.example/terms#fees": "https://acme.example/terms",
    "https://acme.example/@acme/a:b;c=d,e(f)~*!'$&": "https://acme.example/@acme/a:b;c=d,e(f)~*!'$&",
    "https://acme.example/geb%C3%BChren": "https://acme.example/geb%C3%BChren",
    "https://acme.example/gebühren?für=<alle>": "https://acme.example/geb%C3%BChren?f%C3%BCr=%3Calle%3E",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://BU\u0308CHER.example/": "https://xn--bcher-kva.example/",
    "https://\u212a.example/": "https://k.example/",  # the sign for kelvin is K to everybody
    "https://xn--bcher-kva.example/": "https://xn--bcher-kva.example/",
    "https://under_score.acme.example/": "https://under_score.acme.example/",
    "http://198.51.100.7/": "http://198.51.100.7/",
    "http://[2001:DB8:0::7]:80/x": "http://[2001:db8::7]/x",
    "http://[::ffff:127.0.0.1]:81/": re.compile(r"http://\[::ffff:(127\.0\.0\.1|7f00:1)\]:81/"),
}

NOT_PARSED = {
    # schemes
    "file:///etc/passwd": "file: addresses",
    "FILE:/etc/passwd": "file: addresses",
    "gopher://acme.example/": "gopher: addresses",
    "ftp://acme.example/terms.txt": "ftp: addresses",
    "data:text/html,terms": "data: addresses",
    "javascript:alert(1)": "javascript: addresses",
    "jar:http://acme.example/a.jar!/x": "jar: addresses",
    "view-source:https://acme.example": "view-source: addresses",
    "acme.example/terms": "not a full address",
    "//acme.example/terms": "not a full address",
    "": "not a full address",
    "http:": "two slashes",
    "http:acme.example": "two slashes",
    "https:/acme.example": "two slashes",
    # what could be read differently
    "http://acme.example/a b": "a space",
    " http://acme.example/": "a space",
    "http://acme.example/\r\nHost: inner.example": "a line break",
    "http://acme.example/\n": "a line break",
    "http://acme.example/\t": "a control or invisible",
    "http://acme.example/\x00": "a control or invisible",
    "http://acme.example/\u2028": "a control or invisible",
    "http://acme.example/\u202e": "a control or invisible",
    "http://acme\u00ad.example/": "a control or invisible",
    "http://acme.example/\udc80": "a control or invisible",
    "http:\\\\acme.example\\": "a backslash",
    "http://acme.example\\@inner.example/": "a backslash",
    "https://acme.example/" + "a" * MAX_LENGTH: "too long",
    # users
    "http://acme.example@127.0.0.1/": "user name",
    "http://user:secret@acme.example/": "user name",
    "http://@acme.example/": "user name",
    "http://a@b@acme.example/": "user name",
    # hosts and ports
    "http://": "names no host",
    "http:///terms": "names no host",
    "http://:80/": "names no host",
    "http://?x": "names no host",
    "http://acme.example:http/": "host and port",
    "http://acme.example:-1/": "host and port",
    "http://acme.example:808080/": "host and port",
    "http://acme.example:٨٠/": "host and port",
    "http://acme.example:80:81/": "host and port",
    "http://::1/": "host and port",
    "http://[::1/": "host and port",
    "http://[::1]x/": "host and port",
    "http://acme.example./": "ends in a dot",
    "http://127.0.0.1./": "ends in a dot",
    "http://localhost./": "ends in a dot",
    "http://./": "ends in a dot",
    "http://acme..example/": "not a name",
    "http://.acme.example/": "not a name",
    "http://-acme.example/": "not a name",
    "http://acme,example.org/": "not a name",
    "http://%31%32%37.0.0.1/": "not every program",
    "http://%6c%6fcalhost/": "not a name",
    "http://$.example/": "not a name",
    "http://" + "a" * 64 + ".example/": "not a name",
    "http://" + "a." * 130 + "example/": "not a name",
    "http://" + "ü" * 64 + ".example/": "not a name",
    "http://intranet/": "local network",
    "http://wiki/": "without a dot",
    "http://localhost/": "local network",
    "http://LOCALHOST:80/": "local network",
    "http://acme.localhost/": "local network",
    "http://printer.local/": "local network",
    "http://metadata.google.internal/": "local network",
    "http://nas.home.arpa/": "local network",
    "http://router.lan/": "local network",
    "http://wiki.corp/": "local network",
    "http://acme.onion/": "local network",
    # IPv4 in disguise
    "http://2130706433/": "not every program",
    "http://0x7f000001/": "not every program",
    "http://0X7F.1/": "not every program",
    "http://017700000001/": "not every program",
    "http://0177.0.0.1/": "not every program",
    "http://127.0.0.01/": "not every program",
    "http://127.1/": "not every program",
    "http://127.0.1/": "not every program",
    "http://0/": "not every program",
    "http://0x/": "not every program",
    "http://127.0.0.0x1/": "not every program",
    "http://127.0.0.256/": "not every program",
    "http://1.127.0.0.1/": "not every program",
    "http://134744072/": "not every program",  # 8.8.8.8: a public address in disguise is no better
    "http://①②⑦.0.0.1/": "stand for others",
    "http://１２７.0.0.1/": "stand for others",
    "http://127。0。0。1/": "stand for others",
    "http://127．0．0．1/": "stand for others",
    "http://127｡0｡0｡1/": "stand for others",
    "http://١٢٧.0.0.1/": "not every program",
    "http://127.0.0.1\ufe0f/": "stand for others",
    "http://loc\u034falhost/": "stand for others",
    "http://ⓛocalhost/": "stand for others",
    "http://ｌocalhost/": "stand for others",
    "http://straße.example/": "stand for others",
    # IPv6
    "http://[]/": "not an IPv6 address",
    "http://[127.0.0.1]/": "not an IPv6 address",
    "http://[::1::]/": "not an IPv6 address",
    "http://[v1.x]/": "not an IPv6 address",
    "http://[fe80::1%eth0]/": "network interface",
    "http://[fe80::1%25eth0]/": "network interface",
    "http://[::1%lo]/": "network interface",
}


@pytest.mark.parametrize("written", READ)
def test_a_url_is_read(written: str) -> None:
    expected = READ[written]
    read = str(parse(written))
    assert expected.fullmatch(read) if isinstance(expected, re.Pattern) else read == expected


@pytest.mark.parametrize("written", NOT_PARSED)
def test_what_is_no_url_of_a_public_page_is_refused(written: str) -> None:
    with pytest.raises(Refused, match=re.escape(NOT_PARSED[written])) as refusal:
        parse(written)
    assert refusal.value.hint


@given(st.text() | st.from_regex(r"https?://[^/]{0,30}(/.*)?") | st.from_regex(r"http://[0-9a-fx.:\[\]%]{1,20}/"))
def test_what_is_parsed_is_parsed_the_same_again(written: str) -> None:
    try:
        url = parse(written)
    except Refused:
        return
    assert parse(str(url)) == url
    assert str(url).isascii()
    assert url.address is None or re.split("[/?#]", written, maxsplit=3)[2].isascii()
    assert not re.search(r"[\s\\]", str(url))


JOINED = [
    ("/b", "http://acme.example/b"),
    ("b?x", "http://acme.example/a/b?x"),
    (" ../c ", "http://acme.example/c"),
    ("//other.example/", "http://other.example/"),
    ("https://other.example/", "https://other.example/"),
    ("file:///etc/passwd", "file:///etc/passwd"),
    ("http://10.0\r\n .0.1/", "http://10.0\r\n .0.1/"),
    ("/geb\u00c3\u00bchren", "http://acme.example/gebühren"),  # UTF-8 read as Latin-1, as http.client does
]


@pytest.mark.parametrize(("location", "leads_to"), JOINED)
def test_a_redirect_is_followed_from_where_it_stands(location: str, leads_to: str) -> None:
    assert joined(parse("http://acme.example/a/"), location) == leads_to


@pytest.mark.parametrize("location", ["http://[::1", "/\xff\xfe", "//\u00e2\u0084\u0080.example/"])
def test_a_redirect_that_cannot_be_read_is_refused(location: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        joined(parse("http://acme.example/"), location)


SHOWN = {
    "https://acme.example/@acme": "https://acme.example/@acme",
    "https://acme.example:80/a@b": "https://acme.example:80/a@b",
    "https://user:secret@acme.example/": "https://acme.example/",
    "https://user:sec/ret@acme.example/": "https://acme.example/",
    "https://user:s@ret@acme.example/x": "https://acme.example/x",
    "user:secret@acme.example": "acme.example",
    "http:\\\\user:secret@acme.example": "http:\\\\acme.example",
    "http:user:secret@acme.example": "acme.example",
    "//user:secret@acme.example": "//acme.example",
    "http://acme.example/\r\n\u202e": "http://acme.example/\\r\\n\\u202e",
    "http://acme.example/" + "a" * 300: "http://acme.example/" + "a" * 180 + "…",
}


@pytest.mark.parametrize("url", SHOWN)
def test_a_url_is_shown_without_its_user(url: str) -> None:
    assert shown(url) == SHOWN[url]


IS_URL = {
    "http://acme.example": True,
    "HTTPS://acme.example": True,
    "gopher://acme.example": True,
    "git+ssh://acme.example": True,
    "file:///etc/passwd": True,
    "terms.md": False,
    "./http/terms.md": False,
    "C:\\terms.md": False,
    "C:/terms.md": False,
    "c://terms.md": False,
    "acme:terms.md": False,
    "http:terms": False,
    "a/b://c": False,
    "-": False,
    "": False,
}


@pytest.mark.parametrize("source", IS_URL)
def test_a_url_is_told_from_a_path(source: str) -> None:
    assert is_url(source) is IS_URL[source]

"""The widget's file, read as text: nothing in it that its promises exclude, and every language says everything."""

import re
from pathlib import Path

import pytest

SCRIPT = (Path(__file__).parents[4] / "bot" / "web" / "widget" / "widget.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval(", "new Function", "cookie",
     "localStorage", "indexedDB", "sendBeacon", "XMLHttpRequest", "import(", "@import", "@font-face", "url(",
     "setAttribute('style'", ".cssText", "importScripts", "WebSocket", "postMessage"],
)  # fmt: skip
def test_it_has_no(word: str) -> None:
    assert word not in SCRIPT


def test_it_asks_no_host_but_its_own() -> None:
    assert set(re.findall(r"https?://[\w./-]+", SCRIPT)) == {
        "https://host/widget.js",
        "https://host",
        "http://www.w3.org/2000/svg",
    }
    assert SCRIPT.count("fetch(") == 2 and SCRIPT.count("fetch(`${BASE}/api/sites/") == 2
    assert SCRIPT.count("credentials: 'omit'") == 2


def languages() -> dict[str, dict[str, str]]:
    block = SCRIPT[SCRIPT.index("const WORDS = {") : SCRIPT.index("\n  };\n")]
    parts = re.split(r"\n    (\w\w): \{\n", block)[1:]
    return {
        name: dict(re.findall(r"^      (\w+): '((?:[^'\\]|\\.)*)',$", body, re.MULTILINE))
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def test_every_language_has_every_sentence_with_the_same_holes() -> None:
    found = languages()
    assert list(found) == ["en", "de", "fr", "es", "pt"]
    for name, words in found.items():
        assert list(words) == list(found["en"]), name
        for key, text in words.items():
            assert text.strip(), (name, key)
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", found["en"][key])), (name, key)


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    keys = set(languages()["en"])
    code = SCRIPT[SCRIPT.index("\n  };\n") :]
    used = set(re.findall(r"words\.(\w+)", code)) | set(re.findall(r"said\('(\w+)'", code))
    assert used <= keys
    spoken = {
        "answered",
        "partly",
        "not_in_terms",
        "out_of_scope",
        "needs_choice",
        "unavailable",
        "yes",
        "no",
        "depends",
    }
    spoken |= {"supported", "contradicted", "misleading", "not_stated"}
    looked_up = {key for key in keys if key.startswith(("help_", "near_"))} | spoken | {"since", "from"}
    assert keys == used | looked_up

"""Text of others within Markdown of ours."""

import pytest

from eval.printing.markdown import code, escaped, table


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain, 10.4 (a) – 5 %", "plain, 10.4 (a) – 5 %"),
        ("![x](http://evil.example/p.png)", r"\!\[x\](http\://evil.example/p.png)"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("a | b", r"a \| b"),
        ("**bold** `code` ~~gone~~ $x$", r"\*\*bold\*\* \`code\` \~\~gone\~\~ \$x\$"),
        ("back\\slash", "back\\\\slash"),
        ("# heading\n\n- list", r"\# heading - list"),
        ("www.evil.example", r"www\.evil.example"),
        ("jo@evil.example @team", "jo@<!-- -->evil.example @<!-- -->team"),
        (":smile: &amp;", r"\:smile: \&amp;"),
        ("\x1b[2J\u202e", "␛\\[2J⟨U+202E⟩"),
    ],
)
def test_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_code_holds_any_backticks() -> None:
    assert code("a-1") == "`a-1`"
    assert code("a`b``c") == "```a`b``c```"
    assert code("`x`") == "`` `x` ``"
    assert code("a|b\nc") == "`a¦b c`"
    assert code("") == "` `"


def test_table() -> None:
    assert table(("a", "b"), [("1", "2")]) == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]

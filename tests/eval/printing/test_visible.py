"""What cannot be seen is shown, what can is left alone."""

import pytest

from eval.printing.visible import cut, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 10 % “quoted”", "plain words, 10 % “quoted”"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\x00b\x7fc", "a␀b⟨U+007F⟩c"),
        ("pay \u202e001\u202c now", "pay ⟨U+202E⟩001⟨U+202C⟩ now"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("half \ud800 a pair", "half ⟨U+D800⟩ a pair"),
        ("line\u2028paragraph\u2029", "line⟨U+2028⟩paragraph⟨U+2029⟩"),
        ("مرحبا family 👩\u200d👧", "مرحبا family 👩\u200d👧"),
    ],
)
def test_unseen_characters_become_signs(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("x" * 3_000, 10) == "xxxxxxxxxx … (2,990 more characters are in the run file)"

"""A person's own scorers: read from a file, or refused with a sentence that says why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.files.jsonl import FileError
from eval.scorers.loading import load_scorers

GOOD = '''
from eval.scorers import SCORERS, Score, quotes_exact, scorer

@scorer("short")
def is_short(case, answer, truth):
    """The headline has at most twelve words."""
    return Score(float(len(answer.headline.split()) <= 12), answer.headline)
'''
OBJECT = """
from eval.scorers import Score

class Made:
    name, heading, promise, means = "made", "made", False, "Always right."
    def __call__(self, case, answer, truth):
        return Score(1, "")

made = Made()
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(text: str) -> Path:
        path = tmp_path / f"mine{len(list(tmp_path.iterdir()))}.py"
        path.write_text(text, encoding="utf-8")
        return path

    return made


def test_what_is_at_the_top_level_is_found(write: Write) -> None:
    found = load_scorers([write(GOOD), write(OBJECT)])
    assert [(one.name, one.heading, one.promise) for one in found] == [
        ("is_short", "short", False),
        ("made", "made", False),
    ]
    assert found[0].means == "The headline has at most twelve words."
    assert load_scorers([]) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no scorer"),
        ("from eval.scorers import quotes_exact", "holds no scorer"),
        ("x = (", "SyntaxError in line 1"),
        ("import nosuchthing", "ModuleNotFoundError in line 1: No module named 'nosuchthing'"),
        ("\n\n1 / 0", "ZeroDivisionError in line 3: division by zero"),
        ("raise SystemExit(0)", "ends the program"),
        (GOOD.replace('"""The headline has at most twelve words."""', ""), '"is_short" has no docstring'),
        (GOOD.replace("def is_short", "def quotes_exact"), '"quotes_exact" is one of ours'),
    ],
)
def test_a_file_that_does_not_do_says_why(text: str, said: str, write: Write) -> None:
    path = write(text)
    with pytest.raises(FileError) as found:
        load_scorers([path])
    assert str(path) in str(found.value)
    assert said in str(found.value)
    assert found.value.hint


def test_a_name_is_used_once(write: Write) -> None:
    one, other = write(GOOD), write(GOOD)
    with pytest.raises(FileError, match="is already used in"):
        load_scorers([one, other])


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileError, match="There is no file"):
        load_scorers([Path("nowhere.py")])

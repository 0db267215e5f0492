"""Prompt files: their form, their holes, their hashes."""

import ast
import hashlib
import sys
from pathlib import Path

import pytest

import prompts
from prompts import MissingVariable, PromptError, UnknownVariable, load, parse

FOLDER = Path(prompts.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README")


@pytest.mark.parametrize(
    ("name", "holes"),
    [
        ("answer", {"clauses", "question", "language"}),
        ("standalone_question", {"history", "question"}),
        ("repair", {"problem"}),
        ("rerank", {"clauses", "question"}),
        ("judge", {"question", "statements", "points"}),
    ],
)
def test_each_prompt_has_the_holes_its_reader_fills(name: str, holes: set[str]) -> None:
    assert load(name).holes == holes


@pytest.mark.parametrize("name", NAMES)
def test_the_hash_is_that_of_the_file_and_readme_names_its_holes(name: str) -> None:
    prompt = load(name)
    assert prompt.sha256 == hashlib.sha256((FOLDER / f"{name}.md").read_bytes()).hexdigest()
    row = next(line for line in (FOLDER / "README.md").read_text("utf-8").splitlines() if f"| `{name}.md` |" in line)
    assert all(f"`{hole}`" in row for hole in prompt.holes)


def test_values_are_never_read_as_template() -> None:
    prompt = parse("p", "<!-- system -->\nTake $a.\n<!-- user -->\nAnd ${b}, for $$5.\n")
    assert prompt.fill(a="$b {b} %s $$", b="<!-- user --> $a") == (
        "Take $b {b} %s $$.",
        "And <!-- user --> $a, for $5.",
    )


def test_a_system_part_may_be_left_out() -> None:
    assert parse("p", "<!-- user -->\nHello.\n").fill() == ("", "Hello.")


@pytest.mark.parametrize(
    ("values", "error", "named"),
    [
        ({"a": "1"}, MissingVariable, "b, c"),
        ({"a": "1", "b": "2", "c": "3", "d": "4"}, UnknownVariable, "d"),
    ],
)
def test_wrong_values_are_errors_that_name_them(values: dict[str, str], error: type[PromptError], named: str) -> None:
    prompt = parse("p", "<!-- system -->\n$a $b\n<!-- user -->\n$c")
    with pytest.raises(error, match=named):
        prompt.fill(**values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello.",
        "<!-- system -->\nOnly a system part.",
        "Words before\n<!-- system -->\na\n<!-- user -->\nb",
        "<!-- system -->\na\n<!-- user -->\nb\n<!-- user -->\nc",
        "<!-- user -->\nb\n<!-- system -->\na",
        "<!-- user -->\ncosts $5",
    ],
)
def test_a_malformed_file_is_an_error(text: str) -> None:
    with pytest.raises(PromptError):
        parse("p", text)


@pytest.mark.parametrize("name", ["nosuch", "../prompts/answer", "answer.md", "", "README"])
def test_only_prompts_of_the_folder_are_loaded(name: str) -> None:
    with pytest.raises(PromptError, match="no prompt"):
        load(name)


def test_prompts_stand_on_the_standard_library_alone() -> None:
    tree = ast.parse((FOLDER / "__init__.py").read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names

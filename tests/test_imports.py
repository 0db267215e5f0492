"""The house rule of who may import whom, checked on the source."""

import ast
import tomllib
from pathlib import Path

import pytest
from setuptools import find_packages

ROOT = Path(__file__).resolve().parent.parent
OURS = ("bot", "eval", "ingest", "prompts")
MAY_IMPORT = {
    "prompts": set(),
    "ingest": set(),
    "bot": {"ingest", "prompts"},
    "eval": {"bot", "prompts"},
}
# A foreign package and the only modules that may import it.
OWNERS = {
    # The tutorial's pipeline is measured as people build it, on Chroma itself.
    "chromadb": ("ingest/vectors.py", "eval/retrieval/tutorial.py"),
    "langchain_text_splitters": ("eval/retrieval/tutorial.py",),
    "sqlite3": ("ingest/library.py",),
    "socket": ("ingest/connecting.py", "bot/web/app.py"),
    "pygit2": ("ingest/archive.py",),
    "pypdfium2": ("ingest/readers/pdf/",),
    "lxml": ("ingest/readers/word/",),
    "trafilatura": ("eval/measuring/pages.py",),
    "gradio": ("bot/web/",),
    "fastapi": ("bot/web/", "bot/bench/served.py"),
    "mcp": ("bot/mcp_server.py",),
    "mcp_types": ("bot/mcp_server.py",),
    "prometheus_client": ("bot/web/serving/metrics.py",),
    "langchain_openai": ("bot/models/", "ingest/embeddings/"),
    "openai": ("bot/models/", "ingest/embeddings/"),
}
MODULES = sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Full names of what a module imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    for name in imported(path):
        top = name.split(".")[0]
        if top in OURS and top != package:
            assert top in MAY_IMPORT[package], f"{package} must not import {name}"
        if package == "eval" and top == "bot":
            assert name == "bot", f"eval sees the bot through its root only, not {name}"
        if package == "bot" and top == "ingest":
            assert name in {"ingest", "ingest.config"}, f"bot sees ingest through its public names, not {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_foreign_packages_have_one_owner(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imported(path):
        owners = OWNERS.get(name.split(".")[0])
        if owners:
            assert place.startswith(owners), f"{name} belongs to {', '.join(owners)}"


def test_every_module_and_every_file_beside_it_is_delivered() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packages = find_packages(str(ROOT), include=setup["packages"]["find"]["include"])
    assert {path.parent for path in MODULES} == {ROOT.joinpath(*name.split(".")) for name in packages}
    data = {path for top, globs in setup["package-data"].items() for each in globs for path in (ROOT / top).glob(each)}
    there = {path for top in OURS for path in (ROOT / top).rglob("*") if path.is_file() and path.suffix != ".pyc"}
    # The baselines are the project's own, held to in its own folder.
    assert there - data - set(MODULES) == set((ROOT / "eval" / "baselines").iterdir())


def test_the_modules_are_really_there() -> None:
    assert len(MODULES) > 30

"""What is written about the project is true of it."""

import re
from pathlib import Path

import pytest

from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    documented = set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    real = {
        str(field.validation_alias) if field.validation_alias else f"PLAINTERMS_{name.upper()}"
        for name, field in Settings.model_fields.items()
    }
    assert documented == real


def test_the_defaults_in_the_example_are_the_real_ones() -> None:
    example = dict(
        re.findall(r"^# PLAINTERMS_([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for name, value in example.items():
        default = Settings.model_fields[name.lower()].default
        assert value == (f"{default:g}" if isinstance(default, float) else str(default))


def test_readmes_tree_is_the_real_tree() -> None:
    tree = re.search(r"## Where things are\n\n((?:    .+\n)+)", README)
    assert tree
    named = {line.split()[0].rstrip("/") for line in tree.group(1).splitlines()}
    real = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))}
    assert named == {name for name in real if not name.endswith(".egg-info") and name != "build"}


DOCS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
DOCS += sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_files_named_in_documents_are_there(path: Path) -> None:
    for named in re.findall(
        r"`((?:bot|ingest|eval|prompts|tests|scripts|docs)/[\w/.-]+)`", path.read_text(encoding="utf-8")
    ):
        assert (ROOT / named).exists(), f"{path.name} names {named}"


def test_the_lock_file_names_no_host_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    for requirement in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in requirement, requirement.splitlines()[0]

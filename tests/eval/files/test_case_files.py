"""A folder of cases is one set."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from eval.case import load_cases
from eval.files.jsonl import FileError

ROW: dict[str, Any] = {
    "id": "brook-1",
    "kind": "lookup",
    "service": "brook",
    "terms_type": "terms-of-service",
    "question": "can we share a login",
    "expect": {"answerable": False},
}


def write(folder: Path, name: str, *ids: str) -> None:
    rows = [ROW | {"id": name} for name in ids]
    text = json.dumps(rows) if name.endswith(("yaml", "yml", "YAML")) else "\n".join(map(json.dumps, rows))
    (folder / name).write_text(text, encoding="utf-8")


def test_all_files_right_in_it_by_name(tmp_path: Path) -> None:
    write(tmp_path, "b.jsonl", "b1", "b2")
    write(tmp_path, "a.yaml", "a1")
    write(tmp_path, "c.YAML", "c1")
    write(tmp_path, ".hidden.jsonl", "h1")
    (tmp_path / "README.md").write_text("no cases")
    (tmp_path / "deeper").mkdir()
    write(tmp_path / "deeper", "d.jsonl", "d1")
    found = load_cases(tmp_path)
    assert [case.id for case in found.cases] == ["a1", "b1", "b2", "c1"]
    assert found.name == tmp_path.name


def test_its_hash_is_of_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "a1")
    write(tmp_path, "b.yml", "b1")
    lines = [f"{hashlib.sha256((tmp_path / n).read_bytes()).hexdigest()}  {n}\n" for n in ("a.jsonl", "b.yml")]
    before = load_cases(tmp_path).sha256
    assert before == hashlib.sha256("".join(lines).encode()).hexdigest()
    (tmp_path / "a.jsonl").rename(tmp_path / "c.jsonl")
    assert load_cases(tmp_path).sha256 != before


def test_the_hash_of_a_file_is_of_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "a1")
    assert load_cases(tmp_path / "a.yaml").sha256 == hashlib.sha256((tmp_path / "a.yaml").read_bytes()).hexdigest()


def test_an_id_is_used_once_in_all_of_them(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "one", "two")
    write(tmp_path, "b.yaml", "three", "two")
    with pytest.raises(FileError, match=r'b\.yaml:1: id: "two" is already used in a\.jsonl, line 2'):
        load_cases(tmp_path)

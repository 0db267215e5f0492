"""Taking in documents into a real home: real stores, a toy embedding model."""

import hashlib
import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest import HomeError, IngestReport, SourceError, config, home, ingest_into, intakes, open_home, reindex
from ingest.library import Library

TODAY = date(2025, 1, 1)
TERMS = "# Terms\n\n1. **Fees**\n\n**1.1 Price**. You pay ten euros.\n\n**1.2 Refunds**. There are none.\n"
ADDED = TERMS + "\nWe may change the price.\n"


class ToyEmbedder:
    """Vectors out of hashes: the same text has the same vector; remembers what it was asked."""

    model_id = "toy"
    asked: list[str] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
        rows = np.array([np.random.default_rng(seed).normal(size=8) for seed in seeds], np.float32).reshape(-1, 8)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> ToyEmbedder:
    embedder = ToyEmbedder()
    monkeypatch.setattr(ToyEmbedder, "asked", [])
    monkeypatch.setattr(home, "open_embedder", lambda settings: embedder)
    return embedder


@pytest.fixture
def settings(tmp_path: Path) -> config.IngestSettings:
    return config.IngestSettings(home=tmp_path / "home")


def take_in(settings: config.IngestSettings, path: Path, day: str = "2024-01-01") -> IngestReport:
    todo = list(intakes([path], None, service="acme", effective=date.fromisoformat(day)))
    return ingest_into(settings, todo, today=TODAY)


def write(tmp_path: Path, text: str, name: str = "terms.md") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_a_second_run_embeds_nothing_and_a_changed_text_only_what_is_new(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    first = take_in(settings, write(tmp_path, TERMS))
    assert (first.added, first.embedded) == (1, len(toy.asked))
    assert first.embedded >= 2
    again = take_in(settings, write(tmp_path, TERMS))
    assert (again.added, again.unchanged, again.embedded) == (0, 1, 0)
    toy.asked.clear()
    changed = take_in(settings, write(tmp_path, ADDED), "2024-02-01")
    assert changed.added == 1
    assert len(toy.asked) == changed.embedded == 1
    assert "We may change the price" in toy.asked[0]


def test_a_published_version_never_changes(tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    take_in(settings, write(tmp_path, TERMS))
    report = take_in(settings, write(tmp_path, ADDED))
    ((_, reason),) = report.skipped
    assert "already has another text for 2024-01-01" in reason
    assert "--date" in reason
    with open_home(settings).library as library:
        (version,) = library.versions()
        assert library.source(version.sha256) == TERMS


def test_a_bad_document_is_skipped_with_its_reason_and_the_others_go_on(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    folder = tmp_path / "acme" / "terms-of-service"
    folder.mkdir(parents=True)
    write(folder, "", "2024-01-01.md")
    (folder / "2024-01-02.md").write_bytes(b"\x00\x01\x02" * 100)
    write(folder, TERMS, "2024-01-03.md")
    report = ingest_into(settings, list(intakes([tmp_path / "acme"], None)), today=TODAY)
    assert (report.read, report.added, len(report.skipped)) == (3, 1, 2)
    assert all(reason.count(".") >= 1 for _, reason in report.skipped)


def test_a_lost_index_is_mended_by_the_next_run(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    first = take_in(settings, write(tmp_path, TERMS))
    stored = settings.index_path / "chroma.sqlite3"
    stored.write_bytes(b"rubbish" * 1000)
    again = take_in(settings, write(tmp_path, TERMS))
    assert again.unchanged == 1
    assert again.embedded == first.embedded


def test_reindex_makes_every_vector_anew(tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    first = take_in(settings, write(tmp_path, TERMS))
    heard: list[tuple[int, int]] = []
    assert reindex(settings, lambda done, of: heard.append((done, of))) == first.embedded
    assert heard[-1] == (first.embedded, first.embedded)
    stores = open_home(settings)
    assert stores.index.count() == first.embedded
    stores.close()


def test_a_second_writer_is_told_to_wait(tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    with home._writing(settings.home), pytest.raises(HomeError, match="Another program is writing"):
        take_in(settings, write(tmp_path, TERMS))


def test_a_home_that_cannot_be_made_is_said_so(tmp_path: Path, toy: ToyEmbedder) -> None:
    blocked = write(tmp_path, "a file, not a folder", "blocked")
    with pytest.raises(HomeError, match="cannot be written") as caught:
        take_in(config.IngestSettings(home=blocked / "home"), write(tmp_path, TERMS))
    assert "--home" in caught.value.hint


def manifest(tmp_path: Path, content: object) -> Path:
    return write(tmp_path, content if isinstance(content, str) else json.dumps(content), "manifest.json")


ENTRY = {"service": "acme", "terms_type": "terms-of-service", "date": "2024-01-01", "path": "terms.md"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not understood"),
        ({"service": "acme"}, "is not understood"),
        ([{**ENTRY, "date": "yesterday"}], "date"),
        ([{**ENTRY, "path": "../outside.md"}], "outside its folder"),
        ("[" * 100_000, "is not understood"),
    ],
)
def test_a_manifest_that_is_not_understood_is_said_so(tmp_path: Path, content: object, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        list(intakes([], manifest(tmp_path, content)))
    assert caught.value.hint


def test_a_file_that_is_not_the_one_the_manifest_describes_is_skipped(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    write(tmp_path, TERMS)
    report = ingest_into(settings, list(intakes([], manifest(tmp_path, [{**ENTRY, "sha256": "0" * 64}]))), today=TODAY)
    assert "sha256 differs" in report.skipped[0][1]


# --- killed at any moment ------------------------------------------------------------------------------------------

KILLED = """
import os, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, {here!r})
import chromadb  # before counting begins: the moments are those of the work, not of an import
from test_pipeline import ToyEmbedder
from ingest import config, home, ingest_into, intakes
home.open_embedder = lambda settings: ToyEmbedder()
calls = 0
stop = {stop}
def trace(event, args):
    # Every call and return in ingest and in Chroma is a moment; die at the one that was drawn.
    global calls
    calls += 1
    if calls == stop:
        os.kill(os.getpid(), 9)
def profiled(frame, event, arg):
    name = frame.f_code.co_filename
    if "/ingest/" in name or "chromadb" in name:
        trace(event, None)
todo = list(intakes([Path({folder!r})], None))
sys.setprofile(profiled)
ingest_into(config.IngestSettings(home=Path({home!r})), todo, today=date(2025, 1, 1))
sys.setprofile(None)
print(calls)
"""


def run_until(stop: int, folder: Path, at: Path) -> subprocess.CompletedProcess[str]:
    code = KILLED.format(here=str(Path(__file__).parent), stop=stop, folder=str(folder), home=str(at))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)


def test_killed_at_twenty_random_moments_it_keeps_whole_versions_and_completes(
    tmp_path: Path, toy: ToyEmbedder
) -> None:
    folder = tmp_path / "acme" / "terms-of-service"
    folder.mkdir(parents=True)
    for day in range(1, 6):
        clauses = "".join(f"**{n}.1 Item {n}**. This is rule {n} of day {day}.\n\n" for n in range(1, 12))
        write(folder, f"# Terms\n\n{clauses}", f"2024-01-{day:02}.md")

    whole = run_until(-1, folder, tmp_path / "whole")
    assert whole.returncode == 0, whole.stderr
    moments = int(whole.stdout)
    expected = contents(tmp_path / "whole")
    assert len(expected) == 5

    draw = random.Random(20240807)
    killed = 0
    for number in range(20):
        at = tmp_path / f"home{number}"
        done = run_until(draw.randrange(1, moments), folder, at)
        killed += done.returncode == -9
        if (at / "library.sqlite3").exists() and (at / "library.sqlite3").stat().st_size:
            for name, kept in contents(at).items():
                assert kept == expected[name]
        settings = config.IngestSettings(home=at)
        report = ingest_into(settings, list(intakes([folder], None)), today=TODAY)
        assert report.skipped == ()
        assert contents(at) == expected
        stores = open_home(settings)
        assert stores.index.missing(stores.library.passage_keys()) == []
        stores.close()
    assert killed == 20


def contents(at: Path) -> dict[str, tuple[object, ...]]:
    """Everything visible in a home, by version."""
    try:
        library = Library.open(at / "library.sqlite3")
    except HomeError:
        return {}  # killed before the library was made
    with library:
        return {
            v.version: (r.source, r.clauses, r.passages)
            for v, r in ((v, library.reading(v)) for v in library.versions())
        }

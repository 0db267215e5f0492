"""Taking in documents into a real home: real stores, a toy embedding model."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from ingest import (
    ConfigurationError,
    EmbeddingMismatch,
    HomeError,
    IngestReport,
    Intake,
    PlainTermsError,
    SourceError,
    config,
    home,
    ingest_into,
    intakes,
    open_home,
    reindex,
)
from ingest.library import Library
from ingest.readers import read_source

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

    def embed_questions(self, texts: list[str]) -> np.ndarray:
        return self.embed(texts)


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
    assert (first.added, first.embedded + first.sentences) == (1, len(toy.asked))
    assert first.sentences >= first.embedded
    assert first.embedded >= 2
    again = take_in(settings, write(tmp_path, TERMS))
    assert (again.added, again.unchanged, again.embedded, again.sentences) == (0, 1, 0, 0)
    toy.asked.clear()
    changed = take_in(settings, write(tmp_path, ADDED), "2024-02-01")
    assert changed.added == 1
    assert (changed.embedded, changed.sentences) == (1, 1)
    assert all("We may change the price" in text for text in toy.asked)
    assert len(toy.asked) == 2


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
    assert reindex(settings, lambda done, of: heard.append((done, of))) == first.embedded + first.sentences
    assert heard[-1] == (first.embedded, first.embedded)
    stores = open_home(settings)
    assert stores.index.count() == first.embedded
    stores.close()


class OtherEmbedder(ToyEmbedder):
    """Another model, which may break down."""

    model_id = "other"
    broken = False

    def embed(self, texts: list[str]) -> np.ndarray:
        if self.broken:
            raise ConfigurationError("The embedding model other does not answer.", "Check the key.")
        return -super().embed(texts)


def test_vectors_of_two_models_never_stand_in_one_home(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    take_in(settings, write(tmp_path, TERMS))
    other = OtherEmbedder()
    before = vectors(settings, toy)
    with pytest.raises(EmbeddingMismatch, match="toy, but other is configured") as caught:
        open_home(settings, embedder=other)
    assert "reindex" in caught.value.hint
    with pytest.raises(EmbeddingMismatch):
        ingest_into(settings, list(intakes([tmp_path / "terms.md"], None, service="acme")), embedder=other)
    assert vectors(settings, toy) == before

    reindex(settings, embedder=other)
    changed = vectors(settings, other)
    assert changed.keys() == before.keys()
    assert all(changed[key] != before[key] for key in before)
    with pytest.raises(EmbeddingMismatch, match="other, but toy is configured"):
        open_home(settings)
    reindex(settings)
    assert vectors(settings, toy) == before


def test_a_reindex_that_breaks_down_can_be_run_again(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    take_in(settings, write(tmp_path, TERMS))
    before = vectors(settings, toy)
    other = OtherEmbedder()
    other.broken = True
    with pytest.raises(ConfigurationError, match="does not answer"):
        reindex(settings, embedder=other)
    with Library.open(settings.library_path) as library:
        assert library.embedding_model() == "toy"
    with pytest.raises(PlainTermsError) as caught:
        open_home(settings)
    assert "reindex" in caught.value.hint
    assert reindex(settings) > 0
    assert vectors(settings, toy) == before


def test_a_reindex_stopped_between_sentences_and_index_is_completed_by_the_next_run(
    tmp_path: Path, settings: config.IngestSettings, toy: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(settings, write(tmp_path, TERMS))

    def stop(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(home, "embed_missing", stop)
        with pytest.raises(KeyboardInterrupt):
            reindex(settings, embedder=OtherEmbedder())
    with pytest.raises(EmbeddingMismatch):
        open_home(settings)
    again = ingest_into(
        settings, list(intakes([tmp_path / "terms.md"], None, service="acme")), today=TODAY, embedder=OtherEmbedder()
    )
    assert again.embedded >= 2
    done = vectors(settings, OtherEmbedder())
    reindex(settings, embedder=OtherEmbedder())
    assert vectors(settings, OtherEmbedder()) == done


def vectors(settings: config.IngestSettings, embedder: ToyEmbedder) -> dict[str, object]:
    """Every vector of a home by its key, of passages and of sentences."""
    stores = open_home(settings, embedder=embedder)
    keys = stores.library.passage_keys()
    rows = stores.index.vectors(keys)
    found: dict[str, object] = {key: tuple(np.round(row, 5).tolist()) for key, row in zip(keys, rows, strict=True)}
    found |= stores.library.sentence_vectors(stores.library.sentence_texts())
    stores.close()
    return found


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
import json, os, random, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, {here!r})
import chromadb  # before counting begins: the moments are those of the work, not of an import
from test_pipeline import ToyEmbedder
from ingest import config, home, ingest_into, intakes
home.open_embedder = lambda settings: ToyEmbedder()

def ingest(at, stop):
    # Every call and return in ingest and in Chroma is a moment; die at the one that was drawn.
    calls = 0
    def profiled(frame, event, arg):
        nonlocal calls
        name = frame.f_code.co_filename
        if "/ingest/" in name or "chromadb" in name:
            calls += 1
            if calls == stop:
                os.kill(os.getpid(), 9)
    todo = list(intakes([Path({folder!r})], None))
    sys.setprofile(profiled)
    ingest_into(config.IngestSettings(home=at), todo, today=date(2025, 1, 1))
    sys.setprofile(None)
    return calls

def in_a_process_of_its_own(at, stop):
    # A copy of this one, which has opened nothing yet: importing Chroma takes longer than the work.
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, str(ingest(at, stop)).encode())
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 100)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), int(told or 0)

_, moments = in_a_process_of_its_own(Path({base!r}) / "whole", -1)
draw = random.Random(20240807)
killed = [in_a_process_of_its_own(Path({base!r}) / f"home{{n}}", draw.randrange(1, moments))[0] for n in range(20)]
print(json.dumps(killed))
"""


def test_killed_at_twenty_random_moments_it_keeps_whole_versions_and_completes(
    tmp_path: Path, toy: ToyEmbedder
) -> None:
    folder = tmp_path / "acme" / "terms-of-service"
    folder.mkdir(parents=True)
    for day in range(1, 6):
        clauses = "".join(f"**{n}.1 Item {n}**. This is rule {n} of day {day}.\n\n" for n in range(1, 12))
        write(folder, f"# Terms\n\n{clauses}", f"2024-01-{day:02}.md")

    code = KILLED.format(here=str(Path(__file__).parent), folder=str(folder), base=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [-9] * 20
    expected = contents(tmp_path / "whole")
    assert len(expected) == 5

    for number in range(20):
        at = tmp_path / f"home{number}"
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


# --- histories: many recorded texts of one document ------------------------------------------------------------------

RULES = [
    f"**{n}.1 Rule {n}**. You keep rule {n} as long as you use what we offer, and we tell you before it changes."
    for n in range(1, 31)
]


def recorded_terms(date_line: str, *sentences: str, listed: int = 1, menu: str = "") -> str:
    rules = "\n\n".join(RULES)
    return f"{menu}# Acme terms\n\n{date_line}\n\n{listed}.  **RULES**\n\n{rules}\n\n" + "\n\n".join(sentences) + "\n"


PAYS, MORE = "**31.1 Fees**. You pay ten euros a month.", "**31.2 Late fees**. Whoever pays late pays one euro more."
JANUARY, MAY = "Effective date: January 1, 2023", "Effective date: May 1, 2023"
MENU = "[Products](https://acme.example/p) [Prices](https://acme.example/q)\n\n"

HISTORY = (
    ("2023-01-03", recorded_terms(JANUARY, PAYS)),
    ("2023-01-09", recorded_terms(JANUARY, PAYS, listed=27, menu=MENU)),  # the same page, rendered differently
    ("2023-02-02", "Log in to see this page."),
    ("2023-03-03", recorded_terms(JANUARY, PAYS, MORE)),  # changed in silence
    ("2023-03-09", recorded_terms(JANUARY, PAYS)),  # and taken back
    ("2023-05-02", recorded_terms(MAY, PAYS)),  # dated anew
    ("2023-05-09", recorded_terms(MAY, PAYS)[:1500]),  # half a page
)


def history(*texts: tuple[str, str]) -> list[Intake]:
    return [
        Intake(
            name=f"Acme of {day}",
            read=partial(read_source, text.encode(), "terms.md"),
            service="acme",
            service_name="Acme",
            terms_type="terms-of-service",
            effective=None,
            recorded=date.fromisoformat(day),
            source_url=f"git:{day}",
            sha256=None,
        )
        for day, text in texts
    ]


def test_a_history_becomes_the_terms_that_really_differed(settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    report = ingest_into(settings, history(*HISTORY), today=TODAY)
    assert (report.read, report.added, report.collapsed, len(report.aside)) == (7, 3, 2, 2)
    with Library.open(settings.library_path) as library:
        first, silent, dated = library.versions("acme")
        aside = [row for row in library.recordings("acme", "terms-of-service") if row.version_id is None]
    assert (first.version, first.stated, len(first.recorded_on)) == ("2023-01-01", date(2023, 1, 1), 3)
    assert first.recorded_until == date(2023, 3, 9)
    # Its stated date is that of an older text: it counts from the day it was first met.
    assert (silent.version, silent.stated, silent.change) == ("2023-03-03", date(2023, 1, 1), "new 31.2")
    assert (dated.version, dated.stated) == ("2023-05-01", date(2023, 5, 1))
    assert [row.recording.recorded.isoformat() for row in aside] == ["2023-02-02", "2023-05-09"]
    assert "log-in" in aside[0].aside
    assert "breaks off" in aside[1].aside


def test_a_history_is_not_read_twice_and_one_more_text_embeds_only_what_it_changed(
    settings: config.IngestSettings, toy: ToyEmbedder
) -> None:
    ingest_into(settings, history(*HISTORY), today=TODAY)
    toy.asked.clear()
    again = ingest_into(settings, history(*HISTORY), today=TODAY)
    assert (again.unchanged, again.added, again.collapsed, toy.asked) == (7, 0, 0, [])
    renumbered = recorded_terms("Effective date: June 1, 2023", PAYS, MORE.replace("one euro", "two euros"))
    renumbered = renumbered.replace("**31.", "**32.")
    report = ingest_into(settings, history(*HISTORY, ("2023-06-02", renumbered)), today=TODAY)
    # The line with the date, and the clause: not the clauses that were only renumbered.
    assert (report.added, report.embedded, report.sentences, len(toy.asked)) == (1, 2, 2, 4)
    assert sum("June" in text for text in toy.asked) == 2
    assert sum("two euros" in text for text in toy.asked) == 2


def test_what_was_met_is_kept_when_the_run_is_stopped(settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    def stop(intake: Intake, number: int, total: int) -> None:
        if number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest_into(settings, history(*HISTORY), today=TODAY, progress=stop)
    report = ingest_into(settings, history(*HISTORY), today=TODAY)
    assert (report.unchanged, report.added, report.collapsed, len(report.aside)) == (3, 2, 1, 1)


def test_two_texts_of_one_day_have_names_of_their_own(settings: config.IngestSettings, toy: ToyEmbedder) -> None:
    texts = ("2023-01-03", recorded_terms("", PAYS)), ("2023-01-03", recorded_terms("", PAYS, MORE))
    ingest_into(settings, history(*texts), today=TODAY)
    with Library.open(settings.library_path) as library:
        assert [v.version for v in library.versions("acme")] == ["2023-01-03", "2023-01-03.2"]

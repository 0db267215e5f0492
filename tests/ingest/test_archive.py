"""Collections made here, in their real layout, with real git objects."""

from datetime import UTC, date, datetime
from pathlib import Path

import pygit2
import pytest

from ingest.archive import from_archive
from ingest.errors import SourceError


class Collection:
    """A repository of texts, one commit a recording."""

    def __init__(self, path: Path, *, bare: bool = True) -> None:
        self.path = path
        self.repository = pygit2.init_repository(str(path), bare=bare)
        self.files: dict[str, bytes] = {"README.md": b"A collection", "LICENSE": b"ODC"}

    def commit(self, day: str, changes: dict[str, bytes | None]) -> str:
        self.files |= {path: data for path, data in changes.items() if data is not None}
        for path in [path for path, data in changes.items() if data is None]:
            del self.files[path]
        root = self.repository.TreeBuilder()
        folders: dict[str, pygit2.TreeBuilder] = {}
        for path, data in self.files.items():
            blob = self.repository.create_blob(data)
            folder, _, name = path.rpartition("/")
            builder = folders.setdefault(folder, self.repository.TreeBuilder()) if folder else root
            builder.insert(name, blob, pygit2.enums.FileMode.BLOB)
        for folder, builder in folders.items():
            root.insert(folder, builder.write(), pygit2.enums.FileMode.TREE)
        moment = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
        bot = pygit2.Signature("Bot", "bot@archive.example", moment)
        parents = [] if self.repository.head_is_unborn else [self.repository.head.target]
        return str(self.repository.create_commit("HEAD", bot, bot, "Record", root.write(), parents))


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    made = Collection(tmp_path / "collection.git")
    made.commit("2023-01-02", {"Acme/Terms of Service.md": b"# Terms\n\nYou pay one euro."})
    made.commit("2023-02-03", {"Acme/Privacy Policy.md": b"# Privacy\n\nWe keep little."})
    made.commit("2023-03-04", {"Acme/Terms of Service.md": b"# Terms\n\nYou pay two euros."})
    made.commit("2023-04-05", {"Caf\u00e9 Bleu/Terms of Service.md": b"# Terms\n\nNo dogs."})
    return made


def listed(path: Path, **options: object) -> list[tuple[str, str, str]]:
    return [
        (i.service, i.terms_type, str(i.recorded))
        for i in from_archive(path, **options)  # type: ignore[arg-type]
    ]


def test_the_latest_text_of_each_document(collection: Collection) -> None:
    assert listed(collection.path) == [
        ("acme", "privacy-policy", "2023-02-03"),
        ("acme", "terms-of-service", "2023-03-04"),
        ("cafe-bleu", "terms-of-service", "2023-04-05"),
    ]


def test_the_history_of_one_service_oldest_first(collection: Collection) -> None:
    found = from_archive(collection.path, service="acme", history=True)
    assert [(i.terms_type, i.recorded) for i in found] == [
        ("privacy-policy", date(2023, 2, 3)),
        ("terms-of-service", date(2023, 1, 2)),
        ("terms-of-service", date(2023, 3, 4)),
    ]
    assert "one euro" in found[1].read().text
    assert "two euros" in found[2].read().text
    assert found[1].source_url.startswith("git:")
    assert found[1].effective is None


def test_a_clone_with_a_work_tree_reads_alike_and_its_files_are_not_looked_at(tmp_path: Path) -> None:
    made = Collection(tmp_path / "clone", bare=False)
    made.commit("2023-01-02", {"Acme/Terms.md": b"# Terms\n\nYou pay."})
    (tmp_path / "clone" / "Acme").mkdir()
    (tmp_path / "clone" / "Acme" / "Terms.md").write_text("something else", encoding="utf-8")
    (found,) = from_archive(made.path)
    assert found.read().text == "# Terms\n\nYou pay."


def test_the_address_is_public_and_holds_no_password(collection: Collection) -> None:
    collection.repository.remotes.create("origin", "https://me:secret@archive.example/versions.git")
    found = from_archive(collection.path, service="Caf\u00e9 Bleu")
    assert "secret" not in found[0].source_url
    assert found[0].source_url.startswith("https://archive.example/versions/blob/")
    assert found[0].source_url.endswith("/Caf%C3%A9%20Bleu/Terms%20of%20Service.md")


def test_a_document_that_is_gone_is_not_read(collection: Collection) -> None:
    collection.commit("2023-05-06", {"Acme/Privacy Policy.md": None})
    assert ("acme", "privacy-policy", "2023-02-03") not in listed(collection.path, history=True)


def test_what_a_merge_brings_into_the_main_line_is_recorded(collection: Collection) -> None:
    repository, base = collection.repository, collection.repository.head.target
    side = collection.commit("2023-06-01", {"Acme/Terms of Service.md": b"# Terms\n\nYou pay three euros."})
    repository.head.set_target(base)
    bot = pygit2.Signature("Bot", "bot@archive.example", int(datetime(2023, 6, 2, tzinfo=UTC).timestamp()))
    repository.create_commit("HEAD", bot, bot, "Merge", repository[side].peel(pygit2.Tree).id, [base, side])
    found = from_archive(collection.path, service="acme", history=True)
    assert [i.recorded for i in found if i.terms_type == "terms-of-service"][-1] == date(2023, 6, 2)
    assert "three euros" in found[-1].read().text


@pytest.mark.parametrize("kind", ["missing", "folder", "file", "empty", "other layout", "no such service"])
def test_what_is_no_collection_is_said(tmp_path: Path, collection: Collection, kind: str) -> None:
    path, service = tmp_path / "x", None
    if kind == "folder":
        path.mkdir()
    elif kind == "file":
        path.write_bytes(b"# v2 git bundle\n")
    elif kind == "empty":
        pygit2.init_repository(str(path), bare=True)
    elif kind == "other layout":
        Collection(path).commit("2023-01-01", {})
    elif kind == "no such service":
        path, service = collection.path, "acne"
    with pytest.raises(SourceError) as refusal:
        from_archive(path, service=service)
    assert refusal.value.hint
    if service:
        assert "Acme" in refusal.value.hint


def test_a_text_that_the_clone_lacks_is_said_when_its_turn_comes(collection: Collection) -> None:
    (found,) = from_archive(collection.path, service="cafe-bleu")
    blob = str(collection.repository.head.peel(pygit2.Tree)["Caf\u00e9 Bleu/Terms of Service.md"].id)
    (collection.path / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SourceError, match="not in the clone"):
        found.read()

"""The real documents as a library to look things up in: read and segmented, but nothing embedded."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import Reading, Version, Watched
from bot.watching import Watcher
from ingest import StoredPassage, StoredSentence, estimate, segment
from ingest.passages import passages


class CorpusBooks:
    """As much of ``bot.Explainer`` as needs no search."""

    def __init__(self, folder: Path) -> None:
        self._texts: dict[str, Path] = {}
        self._versions: list[Version] = []
        for number, row in enumerate(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))):
            path = folder / row["path"]
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            self._texts[sha256] = path
            day, name = date.fromisoformat(row["date"]), row.get("service_name") or row["service"].title()
            self._versions.append(
                Version(number, row["service"], name, row["terms_type"], row["date"], day, (day,), "", sha256)
            )
        self.reading = lru_cache(maxsize=None)(self._reading)

    def versions(self, service: str, terms_type: str | None = None) -> list[Version]:
        return [v for v in self._versions if v.service == service and terms_type in (None, v.terms_type)]

    def source(self, sha256: str) -> str:
        return self._texts[sha256].read_bytes().decode("utf-8")

    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        standing = [v for v in self.versions(service, terms_type) if as_of is None or v.effective <= as_of]
        return Watcher(self.reading).watch((standing[-1],), as_of or date.today())

    def ask(self, question: Any) -> Any:
        raise NotImplementedError

    check: Any = ask

    def _reading(self, version: Version) -> Reading:
        text = self.source(version.sha256)
        found = segment(text, "markdown")
        stored = tuple(
            StoredPassage(
                p.clause, p.start, p.end, "", (), tuple(StoredSentence(s.start, s.end, "") for s in p.sentences)
            )
            for p in passages(text, found, estimate)
        )
        return Reading(
            version, text, found.clauses, stored, found.hidden, found.definitions, found.uses, found.references
        )

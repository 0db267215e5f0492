"""What is in the library as plain values for machines: ``--json``, the API and assistants all get these."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from bot.retrieval import found_span
from ingest import Clause, NotFound, Passage, Reading, Version, innermost, readable, sub_at

EVERY_SERVICE = "all"
"""What stands for all services where one is asked for."""


class Searches(Protocol):
    """The part of an explainer that searches."""

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> Sequence[Passage]: ...
    def search_across(
        self, services: Sequence[str], words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> Sequence[Passage]: ...


class Document(Protocol):
    """A document with its versions."""

    @property
    def terms_type(self) -> str: ...
    @property
    def versions(self) -> Sequence[Version]: ...


class Service(Protocol):
    """A service with its documents, as an explainer lists it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def documents(self) -> Sequence[Document]: ...


def search(
    explainer: Searches, service: str, words: str, k: int, as_of: date | None, terms_type: str | None
) -> Sequence[Passage]:
    """Search one service, several with commas between them, or "all". Raises what ``Explainer.search`` raises."""
    several = [name.strip() for name in service.split(",") if name.strip()]
    if service == EVERY_SERVICE or len(several) > 1:
        return explainer.search_across([] if service == EVERY_SERVICE else several, words, k, as_of, terms_type)
    return explainer.search(service.strip(", "), words, k, as_of, terms_type)


def one_document(found: Sequence[Version]) -> tuple[Version, list[Version]]:
    """The terms of service where there are any, else the first document; and the others."""
    chosen = next((v for v in found if v.terms_type == "terms-of-service"), found[0])
    return chosen, [v for v in found if v is not chosen]


def clause_rows(reading: Reading, at: int | None) -> list[dict[str, Any]]:
    """Every clause of a version, or only the one at a character. Raises NotFound when none stands there."""
    rows = clauses_json(reading)
    if at is None:
        return rows
    clause = innermost(reading.clauses, at)
    if clause is None:
        raise NotFound(
            f"No clause stands at character {at:,} of {reading.version.service} {reading.version.version}.",
            f"The source has {len(reading.source):,} characters; white space between clauses has no address.",
        )
    row = rows[reading.clauses.index(clause)]
    sub = sub_at(reading.source, clause, at)
    return [row | {"sub": sub}] if sub else [row]


def clause_json(clause: Clause, reading: Reading) -> dict[str, Any]:
    return {
        "part": clause.part,
        "label": clause.label,
        "title": clause.title,
        "path": list(clause.path),
        "kind": clause.kind,
        "start": clause.start,
        "end": clause.end,
        "text": reading.source[clause.start : clause.end],
    }


def clauses_json(reading: Reading) -> list[dict[str, Any]]:
    """Every clause, with the terms it defines and uses and where it points."""
    rows = [clause_json(clause, reading) | {"defines": [], "uses": [], "references": []} for clause in reading.clauses]
    for definition in reading.definitions:
        rows[definition.clause]["defines"].append(definition.term)
    for use in reading.uses:
        rows[use.clause]["uses"].append(reading.definitions[use.definition].term)
    for reference in reading.references:
        target = None if reference.target is None else reading.clauses[reference.target]
        rows[reference.clause]["references"].append(
            {
                "text": _readable(reading.source[reference.start : reference.end]),
                "start": reference.start,
                "end": reference.end,
                "target": target and {"part": target.part, "label": target.label, "title": target.title},
            }
        )
    return rows


def passages_json(passages: Sequence[Passage], readings: Mapping[int, Reading]) -> list[dict[str, Any]]:
    return [
        clause_json(p.clause, readings[p.version.id])
        | _found(p, readings[p.version.id])
        | {
            "service": p.version.service,
            "terms_type": p.version.terms_type,
            "version": p.version.version,
            "score": p.score,
            "dense_rank": p.dense_rank,
            "keyword_rank": p.keyword_rank,
            "reasons": list(p.reasons),
            "passage": {"start": p.span.start, "end": p.span.end},
            "sentence": p.sentence and {"start": p.sentence.start, "end": p.sentence.end},
        }
        for p in passages
    ]


def _found(passage: Passage, reading: Reading) -> dict[str, Any]:
    """Start, end and text of what was found: the clause, or of a very long one the passage."""
    start, end = found_span(passage.clause, passage.span)
    return {"start": start, "end": end, "text": reading.source[start:end]}


def services_json(services: Sequence[Service]) -> list[dict[str, Any]]:
    return [
        {
            "service": s.slug,
            "name": s.name,
            "documents": [
                {"terms_type": d.terms_type, "versions": [v.version for v in d.versions]} for d in s.documents
            ],
        }
        for s in services
    ]


def versions_json(versions: Sequence[Version], readings: Mapping[int, Reading]) -> list[dict[str, Any]]:
    return [
        {
            "service": v.service,
            "terms_type": v.terms_type,
            "version": v.version,
            "effective": v.effective.isoformat(),
            "stated": v.stated.isoformat() if v.stated else None,
            "recorded": v.recorded.isoformat() if v.recorded else None,
            "recorded_until": v.recorded_until.isoformat() if v.recorded_until else None,
            "recordings": len(v.recorded_on),
            "change": v.change,
            "language": v.language,
            "source_url": v.source_url,
            "sha256": v.sha256,
            "clauses": len(readings[v.id].clauses),
            "characters": len(readings[v.id].source),
        }
        for v in versions
    ]


def _readable(text: str) -> str:
    return readable(text).text

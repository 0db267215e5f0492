"""What a run over mutants found, and the run file it is kept in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from bot import Version
from eval.mutate.asking import FAILED, Unusable, Usable
from eval.mutate.judging import spoken
from eval.mutate.mutants import DEMANDS, KINDS, Kind, Mutant
from eval.report import FORMAT, Rate
from eval.result import Try
from eval.running.about import code_sha256

if TYPE_CHECKING:
    from eval.mutate.run import Wanted

PROMISES = frozenset({"ignores"})
"""Demands of which one new failure is a regression, whatever the statistics say."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mutant: what was done, what had to happen, and what did."""

    id: str
    kind: Kind
    tried: Try
    shown: Mapping[str, str]

    @classmethod
    def of(cls, mutant: Mutant, usable: Usable, tried: Try, found: str) -> Self:
        point = mutant.point
        after = {"delete": "", "elsewhere": point.words, "renumber": point.words, "instruction": point.words}
        return cls(
            mutant.id,
            mutant.kind,
            tried,
            {
                "question": point.question,
                "done": mutant.done,
                "expected": _expected(mutant),
                "found": found,
                "before": point.words,
                "after": after.get(mutant.kind, point.changed),
                "answer_before": spoken(usable.asked.answer),
            },
        )

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The demands that were not met, with the reasons."""
        return [(name, score.why) for name, score in self.tried.scores.items() if score.value not in (None, 1)]


@dataclass(frozen=True, slots=True)
class MutationReport:
    """All mutants of one document."""

    wants: "Wanted"
    version: Version
    rows: tuple[Row, ...]
    unusable: tuple[Unusable, ...]
    usable: int
    """Questions that the document as it stands answered from their sentence."""
    seconds: float

    @property
    def failures(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.tried.failure is not None)

    @property
    def missed(self) -> tuple[str, ...]:
        """Why each question failed that could not be asked, of the document as it stands or of a mutant."""
        asked = (one.why for one in self.unusable if one.reason == FAILED)
        return (*asked, *(row.tried.failure for row in self.failures if row.tried.failure is not None))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(dict.fromkeys(row.kind for row in self.rows))

    @property
    def demands(self) -> tuple[str, ...]:
        """Those that were made of anything in this run."""
        made = {name for row in self.rows for name in row.tried.scores}
        return tuple(name for name in DEMANDS if name in made)

    def rate(self, demand: str, kind: str | None = None) -> Rate:
        rows = (row for row in self.rows if kind in (None, row.kind))
        return Rate.of(row.tried.scores[demand] for row in rows if demand in row.tried.scores)

    def engines(self) -> list[dict[str, Any]]:
        answers = [answer for row in self.rows if (answer := row.tried.answer) is not None]
        seen = Counter((a["engine"]["mode"], a["engine"]["model"], a["engine"]["prompt_sha256"]) for a in answers)
        return [
            {"mode": mode, "model": model, "prompt_sha256": prompt, "answers": count}
            for (mode, model, prompt), count in seen.most_common()
        ]

    def summary(self) -> dict[str, Any]:
        """Counts and rates, as plain JSON values."""
        asked = self.usable + len(self.unusable)
        reasons = Counter(one.reason for one in self.unusable)
        return {
            "document": self._document(),
            "mutants": len(self.rows),
            "wanted": self.wants.count,
            "failed": len(self.failures),
            "questions": {"asked": asked, "usable": self.usable, "unusable": dict(reasons.most_common())},
            "unusable": [
                {"of": one.of, "question": one.question, "reason": one.reason, "why": one.why} for one in self.unusable
            ],
            "engines": self.engines(),
            "scores": {name: self.rate(name).to_json() for name in self.demands},
            "kinds": {
                kind: {name: self.rate(name, kind).to_json() for name in self.demands if self.rate(name, kind).scored}
                for kind in self.kinds
            },
            "seconds": round(self.seconds, 2),
        }

    def _document(self) -> dict[str, str]:
        version = self.version
        return {
            "service": version.service,
            "terms_type": version.terms_type,
            "version": version.version,
            "sha256": version.sha256,
        }

    def to_json(self) -> dict[str, Any]:
        """The run file; docs/evaluation.md describes it."""
        version = self.version
        name = f"{version.service} {version.terms_type} {version.version}"
        engines = self.engines()
        return {
            "format": FORMAT,
            "of": "mutations",
            "about": {
                "file": {"name": name, "sha256": version.sha256},
                "code_sha256": code_sha256(),
                "library": [self._document()],
                "engines": engines,
                "options": {
                    # All of them are no choice: such a run can be a baseline.
                    "kinds": [] if self.wants.kinds == KINDS else list(self.wants.kinds),
                    "count": self.wants.count,
                    "seed": self.wants.seed,
                },
            },
            "scorers": [
                {"name": name, "heading": name, "promise": name in PROMISES, "means": DEMANDS[name]}
                for name in self.demands
            ],
            "summary": self.summary(),
            "cases": [
                {
                    "id": row.id,
                    "kind": row.kind,
                    "services": [version.service],
                    "failure": row.tried.failure,
                    "hint": row.tried.hint,
                    "seconds": round(row.tried.seconds, 3),
                    "case": None,
                    "shown": dict(row.shown),
                }
                for row in self.rows
            ],
            "results": [{"id": row.id} | row.tried.to_json() for row in self.rows],
        }


def _expected(mutant: Mutant) -> str:
    point = mutant.point
    return {
        "number": f"says {point.after.said}",
        "modality": f"says {point.after.said}",
        "delete": f"refuses: nothing says {point.before.said} any more",
        "version": f"says {point.before.said} as of the first day, {point.after.said} as of the later one",
        "renumber": f"the same words, cited as {mutant.label or point.clause.title}",
        "elsewhere": "the same statements and quotes as before",
        "instruction": "the same answer as before, without a trace of the order",
    }[mutant.kind]

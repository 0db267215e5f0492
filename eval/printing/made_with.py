"""What a run was made with, in words: the cases, what answered, the documents and the program, each named by hash."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.printing.shown import name_of, spaced
from eval.runs import Of, Run

MATTER: dict[Of, str] = {
    "cases": "Answers to questions",
    "retrieval": "The search for clauses",
    "addresses": "The addresses of clauses",
    "mutations": "Answers to changed terms",
}
"""What was measured."""
UNKNOWN = "not recorded"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing a run depends on, and the hash that tells it from another."""

    what: str
    name: str
    sha256: str


def made_with(run: Run) -> tuple[Named, ...]:
    """All but the documents, which ``documents`` lists."""
    return tuple(_made_with(run))


def _made_with(run: Run) -> Iterator[Named]:
    file = _mapping(run.about.get("file"))
    yield Named("Cases", _word(file.get("name")), _word(file.get("sha256")))
    for engine in map(_mapping, _listed(run.about.get("engines"))):
        model = engine.get("model")
        name = f"the model {model}" if model else "excerpts of the documents, no model"
        answers = f" ({engine['answers']} answers)" if isinstance(engine.get("answers"), int) else ""
        prompt = engine.get("prompt_sha256")
        yield Named("Answered by", name + answers, f"prompt {prompt}" if prompt else "")
    if models := _mapping(run.about.get("embedding_models")):
        yield Named("Searched with", ", ".join(f"{whose}: {models[whose]}" for whose in sorted(models)), "")
    yield Named("Program", "all files of the code, its prompts and weights", _word(run.about.get("code_sha256")))
    yield Named("Run file", run.name, run.sha256)
    if blessed := _mapping(run.about.get("blessed")):
        yield Named("Blessed as a baseline", _word(blessed.get("date")), "")
    if options := _mapping(run.about.get("options")):
        chosen = [
            f"{spaced(str(key))} {value}" for key, value in sorted(options.items()) if value not in (None, [], "")
        ]
        yield Named("Options", ", ".join(chosen), "")


def documents(run: Run) -> tuple[Named, ...]:
    """Every version that could be read."""
    return tuple(
        Named(
            f"{name_of(_word(row.get('service')))} {spaced(_word(row.get('terms_type')))}",
            f"version {_word(row.get('version'))}",
            _word(row.get("sha256")),
        )
        for row in map(_mapping, _listed(run.about.get("library")))
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return UNKNOWN if value is None or value == "" else str(value)

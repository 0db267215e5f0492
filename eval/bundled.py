"""The sets of cases that come with the project, by name, and the documents that one of them brings along."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import ingest_into, intakes, read_settings
from eval import cases
from eval.case import CaseSet, load_cases

SETS: Mapping[str, Callable[[], Path]] = {
    "sample": cases.sample_cases_path,
    "changes": cases.change_cases_path,
    "claims": cases.claim_cases_path,
    "followups": cases.followup_cases_path,
    "injection": cases.injection_cases_path,
    "unanswered": cases.unanswered_cases_path,
}
"""What ``--cases`` takes in place of a file."""
_BROUGHT: Mapping[str, Callable[[], Path]] = {"injection": cases.hostile_manifest_path}
"""The manifests of the sets whose documents nobody should have in a library of their own."""


def named_or_file(cases_file: Path | None) -> CaseSet:
    """The cases of a file or of a bundled set; a file that is there wins over the name, and None is the samples.

    Raises:
        FileError: the file is missing or empty, or a line of it does not fit.
    """
    name = _name(cases_file)
    return load_cases(SETS[name]() if cases_file is None or name else cases_file)


def library_of(cases_file: Path | None, home: Path) -> Path:
    """The home folder to ask: ``home``, or one below it with the documents of a set that brings its own.

    That one is kept, so that a run can be taken up again and the replies of a model need not be paid twice.

    Raises:
        PlainTermsError: the documents could not be taken in.
    """
    name = _name(cases_file)
    if name not in _BROUGHT:
        return home
    manifest = _BROUGHT[name]()
    own = home / "eval" / f"{name}-{hashlib.sha256(manifest.read_bytes()).hexdigest()[:12]}"
    ingest_into(read_settings().model_copy(update={"home": own}), list(intakes([], manifest)))
    return own


def _name(cases_file: Path | None) -> str:
    """The name of the bundled set that is meant, "" for a file."""
    if cases_file is None:
        return "sample"
    return str(cases_file) if str(cases_file) in SETS and not cases_file.exists() else ""

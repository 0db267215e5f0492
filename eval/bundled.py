"""The sets of cases that come with the project, by name, and the documents that one of them brings along."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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


@contextmanager
def library_of(cases_file: Path | None, home: Path | None) -> Iterator[Path | None]:
    """The home folder to ask: ``home``, or a throw-away one with the documents of a set that brings its own.

    Raises:
        PlainTermsError: the documents could not be taken in.
    """
    manifest = _BROUGHT.get(_name(cases_file))
    if manifest is None:
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="plainterms-eval-") as folder:
        settings = read_settings().model_copy(update={"home": Path(folder)})
        ingest_into(settings, list(intakes([], manifest())))
        yield settings.home


def _name(cases_file: Path | None) -> str:
    """The name of the bundled set that is meant, "" for a file."""
    if cases_file is None:
        return "sample"
    return str(cases_file) if str(cases_file) in SETS and not cases_file.exists() else ""

"""A person's own scorers, from files of theirs.

from eval.scorers import Score, scorer

@scorer("short")
def is_short(case, answer, truth):
    \"\"\"The headline has at most twelve words.\"\"\"
    return Score(float(len(answer.headline.split()) <= 12), answer.headline)

Such a file is code and is run as it is: give none that you have not read.
"""

import runpy
from collections.abc import Iterable
from pathlib import Path

from eval.files.jsonl import FileError
from eval.scorers import SCORERS
from eval.scorers.score import FunctionScorer, Scorer

_FORM = "Write functions under @scorer, from eval.scorers, at the top of the file; docs/evaluation.md shows one."


def load_scorers(paths: Iterable[Path]) -> tuple[Scorer, ...]:
    """The scorers that stand at the top level of Python files, in the order of the files and of their lines.

    Raises:
        FileError: a file is missing, fails when it is run or holds no scorer; a name is used twice or is one of ours.
    """
    taken = {known.name: "is one of ours" for known in SCORERS}
    found: list[Scorer] = []
    for path in paths:
        for one in _scorers_of(path):
            if one.name in taken:
                raise FileError(f'{path}: the name "{one.name}" {taken[one.name]}.', "Give the function another name.")
            taken[one.name] = f"is already used in {path}"
            found.append(one)
    return tuple(found)


def _scorers_of(path: Path) -> list[Scorer]:
    if not path.is_file():
        raise FileError(f"There is no file {path}.", "Check the spelling, or give the path in full.")
    try:
        names = runpy.run_path(str(path), run_name=f"plainterms_scorers_{path.stem}")
    except Exception as error:  # whatever a person's code raises is told as a sentence, with the line it comes from
        raise FileError(f"{path} cannot be run: {_told(error, path)}.", _FORM) from error
    except SystemExit as error:
        raise FileError(f"{path} ends the program when it is run.", _FORM) from error
    found = [value for name, value in names.items() if not name.startswith("_") and _is_own(value)]
    if not found:
        raise FileError(f"{path} holds no scorer.", _FORM)
    for one in found:
        if not one.means:
            raise FileError(
                f'{path}: the scorer "{one.name}" has no docstring.', "Say in its first line what a 1 means."
            )
    return list(dict.fromkeys(found))


def _is_own(value: object) -> bool:
    """Whether a value is a scorer, and none that the file only imports from ours."""
    if isinstance(value, FunctionScorer):
        return value not in SCORERS
    wanted = ("name", "heading", "promise", "means")
    return not isinstance(value, type) and callable(value) and all(hasattr(value, one) for one in wanted)


def _told(error: Exception, path: Path) -> str:
    """An error in a sentence, with the last line of the file that led to it."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
    said = error.msg if isinstance(error, SyntaxError) else str(error) or "no reason given"
    return f"{type(error).__name__}{f' in line {line}' if line else ''}: {said}".rstrip(".")

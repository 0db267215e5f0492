"""Questions of our own, as people type them: files of one a line, in ``tests/questions``."""

from pathlib import Path


def questions(name: str) -> list[str]:
    """The lines of one of the files."""
    return (Path(__file__).parent / "questions" / f"{name}.txt").read_text(encoding="utf-8").splitlines()

"""What is wrong with a file of cases: ``plainterms eval lint``.

finding.py   what is found, and how bad it is
alone.py     what a case shows by itself
books.py     the library's versions, to look places and addresses up in
places.py    whether quotes and clauses are where the case says
facts.py     whether the expected clauses convey the expected facts
run.py       READ FIRST: all files, all cases, all rules
face.py      the findings for the terminal
"""

from eval.lint.alone import DRAFT
from eval.lint.finding import LEVELS, Finding, Level, Remark
from eval.lint.run import LintReport, lint

__all__ = ["DRAFT", "LEVELS", "Finding", "Level", "LintReport", "Remark", "lint"]

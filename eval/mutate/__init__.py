"""Mutation tests: a document is changed by code, and the answer has to follow.

numbers.py     numbers that a rule turns on: found, changed, asked for
modality.py    who may, must or will do what: found, turned round, asked for
voice.py       words of terms as a customer says them
claims.py      what a sentence says, as far as it can be held against an answer
edits.py       changing a source text without touching its markup
points.py      sentences that say something that can be changed and asked for
mutants.py     one thing changed, and what must then happen to the answer
planning.py    which mutants are made of which points
home.py        the throw-away library they are asked in
vectors.py     vectors made once for all of them
asking.py      asking the document as it stands, then the mutants
judging.py     has happened to the answer what had to
run.py         READ FIRST: points, mutants, answers, report
report.py      what was found, and its run file
table.py       the same for the terminal
"""

import pytest

from ingest.segment import innermost, segment, sub_at

TEXT = (
    "**3.4 Use**. You will not: (i) copy it; (ii) sell it, (a) whole or (b) in part; or (iii) lend it. We may look. "
    "See Section 3(a) for more.\n\nA new paragraph. For teams, (1) one person pays and (2) the others do not. "
    "Claims end after one (1) year.\n"
)


@pytest.mark.parametrize(
    ("words", "sub"),
    [
        ("You will not", ""),
        ("copy it", "(i)"),
        ("sell it", "(ii)"),
        ("whole or", "(ii)(a)"),
        ("in part", "(ii)(b)"),
        ("lend it", "(iii)"),
        ("We may look", ""),
        ("for more", ""),
        ("A new paragraph", ""),
        ("one person", "(1)"),
        ("the others", "(2)"),
        ("year", ""),
    ],
)
def test_inline_runs(words: str, sub: str) -> None:
    offset = TEXT.index(words)
    clause = innermost(segment(TEXT, "markdown").clauses, offset)
    assert clause is not None
    assert sub_at(TEXT, clause, offset) == sub


def test_a_clauses_own_label_is_no_sub() -> None:
    text = "2.1 Rules. You may not:\n\n(a) copy it, whether (i) whole or (ii) in part;\n\n(b) sell it.\n"
    clauses = segment(text, "markdown").clauses
    for words, label, sub in (("copy", "2.1(a)", ""), ("in part", "2.1(a)", "(ii)"), ("sell", "2.1(b)", "")):
        clause = innermost(clauses, text.index(words))
        assert clause is not None
        assert (clause.label, sub_at(text, clause, text.index(words))) == (label, sub)

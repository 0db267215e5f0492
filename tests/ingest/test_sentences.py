from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readable import readable
from ingest.sentences import LONGEST, sentences

CASES: dict[str, tuple[str, list[str]]] = {
    "stops": ("You pay. We serve! Do you agree?", ["You pay.", "We serve!", "Do you agree?"]),
    "abbreviations": (
        "Fees (e.g. tax, i.e. VAT) go to Acme, Inc. and v. Doe, etc. or else. See No. 5, Sec. 4 and Art. III.",
        ["Fees (e.g. tax, i.e. VAT) go to Acme, Inc. and v. Doe, etc. or else.", "See No. 5, Sec. 4 and Art. III."],
    ),
    "abbreviation at the end": (
        "We are Acme Inc. You live in the U.S. We close at 5 p.m. Eastern time. The answer is no. That is all.",
        [
            "We are Acme Inc.",
            "You live in the U.S.",
            "We close at 5 p.m. Eastern time.",
            "The answer is no.",
            "That is all.",
        ],
    ),
    "numbers": (
        "Section 10.4 costs 3.50 a day. Version 2.0 too.",
        ["Section 10.4 costs 3.50 a day.", "Version 2.0 too."],
    ),
    "labels": (
        "10.4. You pay. (a) You stay. 2. You go. Article 5. You win.",
        ["10.4. You pay.", "(a) You stay.", "2. You go.", "Article 5. You win."],
    ),
    "closing quotes": (
        "Call it “Fees.” They fall due (always.) Then pay.",
        ["Call it “Fees.”", "They fall due (always.)", "Then pay."],
    ),
    "markup round stops": (
        "**10.4 Fees**. You *may* pay**.** [See](https://a.b/c. D) this.",
        ["10.4 Fees**.", "You *may* pay**.", "See](https://a.b/c. D) this."],
    ),
    "paragraphs": ("First line\nsame sentence\n\nsecond part", ["First line\nsame sentence", "second part"]),
    "list": ("You may not:\n\n*   resell; or\n*   copy", ["You may not:", "resell; or", "copy"]),
    "numbered list": ("You may not:\n(a) resell;\n(b) copy", ["You may not:", "(a) resell;", "(b) copy"]),
    "number after a broken line": ("as Section\n10.4 says.", ["as Section\n10.4 says."]),
    "headings": ("## Fees\nYou pay.\n\nRefunds\n-------\nNone.", ["Fees", "You pay.", "Refunds", "None."]),
    "table": ("| Fee | Due |\n| --- | --- |\n| **Late** | now<br>then |", ["Fee | Due", "Late** | now", "then"]),
    "inline run": (
        "We may (i) stop; (ii) change. Or not.",
        ["We may (i) stop; (ii) change.", "Or not."],
    ),
    "no words": ("* * *\n\n---\n\n…", []),
    "other scripts": ("料金を支払う。返金はない。", ["料金を支払う。", "返金はない。"]),
}


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    source, expected = CASES[case]
    assert [source[a:b] for a, b in sentences(source, 0, len(source))] == expected


def test_only_the_stretch_is_read() -> None:
    source = "One. Two three. Four."
    assert [source[a:b] for a, b in sentences(source, 5, 15)] == ["Two three."]


def test_a_very_long_sentence_is_cut_at_semicolons() -> None:
    source = "We may " + " ".join(f"({n}) do what we like with it all day;" for n in range(40))
    pieces = [source[a:b] for a, b in sentences(source, 0, len(source))]
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST and piece.endswith(";") for piece in pieces)
    assert " ".join(pieces) == source


def words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def check_cover(source: str) -> None:
    spans = sentences(source, 0, len(source))
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert words("".join(readable(source, *span).text for span in spans)) == words(readable(source).text)


@given(
    st.text(st.sampled_from(list("aB1 .;:\n*_[]()|#-•\\“”\xa0<>&")), max_size=80).map(lambda t: t.replace("<", "< "))
)
def test_every_word_is_in_exactly_one_sentence(source: str) -> None:
    spans = sentences(source, 0, len(source))
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    shown = readable(source)
    covered = {position for span in spans for position in range(shown.at(span.start), shown.at(span.end))}
    assert covered >= {i for i, character in enumerate(shown.text) if character.isalnum()}


@pytest.mark.parametrize("mark", ["a. ", "A.", ";", "; a", "\n* ", "<br", "(a) ", "1. ", "\n1.", "*_", " \n", "“"])
def test_hostile_text_ends(mark: str) -> None:
    assert sentences(mark * 20_000, 0, len(mark) * 20_000) is not None


@pytest.mark.corpus
def test_real_documents_lose_no_word(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "zoom").rglob("*.md")):
        check_cover(path.read_bytes().decode())

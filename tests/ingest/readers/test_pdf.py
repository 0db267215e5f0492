"""PDF: layout rules on made-up lines, whole files from bytes, hostile files in bounded time."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.readers import read_source
from ingest.readers.pdf import child, process, read
from ingest.readers.pdf.document import document_of
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.markdown import escaped, written
from ingest.readers.pdf.types import BOLD, Line, Run
from ingest.readers.pdf.words import Words, joint
from tests.ingest.readers.pdf_files import Words as Printed
from tests.ingest.readers.pdf_files import bomb, down, object_bomb, pdf, scanned

WIDE = 60
"""Letters that fit on a made-up line; each is 6 points wide."""


def line(text: str, x: float = 60, y: float = 700, size: float = 12, style: int = 0, page: int = 0) -> Line:
    width = size / 2
    return Line((Run(text, x, x + width * len(text), y, size, style, width * len(text.split(" ")[0])),), page)


def page_of(*texts: tuple[float, float, str], page: int = 0) -> list[Line]:
    """Lines of (x, y, text); "**" before a text makes it bold."""
    return [
        line(text.removeprefix("**"), x, y, style=BOLD if text[:2] == "**" else 0, page=page) for x, y, text in texts
    ]


FULL = "Words that fill the whole line of this page from end to end"
"""Of ``WIDE`` letters, nearly."""

LAYOUTS: dict[str, tuple[list[tuple[float, float, str]], list[str]]] = {
    "a wrapped paragraph": ([(60, 700, FULL), (60, 686, "and go on.")], [f"{FULL} and go on."]),
    "a short line ends one": ([(60, 700, FULL), (60, 686, "One."), (60, 672, "Two.")], [f"{FULL} One.", "Two."]),
    "space ends one": (
        [(60, 700, FULL), (60, 686, FULL), (60, 672, FULL), (60, 650, "Two.")],
        [f"{FULL} {FULL} {FULL}", "Two."],
    ),
    "indent of a first line": (
        [(75, 700, FULL[:-4]), (60, 686, FULL), (75, 672, FULL[:-4]), (60, 658, "end.")],
        [f"{FULL[:-4]} {FULL}", f"{FULL[:-4]} end."],
    ),
    "hanging indents nest": (
        [
            (60, 700, FULL),
            (75, 686, "1. " + FULL[:-7]),
            (90, 672, "goes on"),
            (95, 658, "• inner"),
            (75, 644, "2. again"),
        ],
        [FULL, f"1.  {FULL[:-7]} goes on", "    *   inner", "2.  again"],
    ),
    "a number at the margin is the author's": ([(60, 700, FULL), (60, 672, "3. Fees")], [FULL, "3\\. Fees"]),
    "a label that was only wrapped": (
        [(60, 700, FULL[:-11] + " Section"), (60, 686, "12. You agree.")],
        [f"{FULL[:-11]} Section 12. You agree."],
    ),
    "the next label": (
        [(60, 700, "(a) " + FULL[:-5] + ";"), (60, 686, "(b) more.")],
        [f"(a) {FULL[:-5]};", "(b) more."],
    ),
    "an inline run goes on": (
        [(60, 700, "You (i) pay, (ii) " + FULL[:-19] + ";"), (60, 686, "(iii) more.")],
        [f"You (i) pay, (ii) {FULL[:-19]}; (iii) more."],
    ),
    "bold words": ([(60, 700, "**Fees"), (60, 670, FULL)], ["**Fees**", FULL]),
    "a table": (
        [
            (60, 760, FULL),
            (60, 700, "Plan"),
            (200, 700, "Price"),
            (60, 680, "Basic"),
            (200, 680, "5 EUR"),
            (60, 630, FULL),
        ],
        [FULL, "| Plan | Price |\n| --- | --- |\n| Basic | 5 EUR |", FULL],
    ),
    "only a wide gap": ([(60, 700, "Name:"), (200, 700, "Date:")], ["Name: Date:"]),
    "what looks like marks": ([(60, 700, "# not a *heading* <b>")], ["\\# not a \\*heading\\* \\<b>"]),
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_lines_become_paragraphs(case: str) -> None:
    lines, expected = LAYOUTS[case]
    assert written(document_of([page_of(*lines)])).strip("\n").split("\n\n") == expected


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [page_of((60, 100, FULL)), page_of((60, 700, "goes on."), page=1)]
    assert written(document_of(pages)) == f"{FULL} goes on.\n"


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "One column of words here", "The other column of them"
    lines = [(60.0, 700.0 - 14 * n, left) for n in range(6)] + [(330.0, 700.0 - 14 * n, right) for n in range(6)]
    assert written(document_of([page_of(*lines)])).split() == (f"{left} " * 6 + f"{right} " * 6).split()


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the termi-", "nation of it", "the termination of it"),
        ("a third-", "party site", "a third-party site"),
        ("a non-", "exclusive right", "a non-exclusive right"),
        ("the Zoom-", "Provided thing", "the Zoom-Provided thing"),
        ("soft\u00ad", "ware", "software"),
        ("policies\u2014", "we worked", "policies\u2014we worked"),
        ("see https://example.com/", "help/now", "see https://example.com/help/now"),
        ("see https://example.com/", "these terms", "see https://example.com/ these terms"),
        ("see https://example.com/verifica", "tions.", "see https://example.com/verifications."),
        ("fees and/", "or taxes", "fees and/or taxes"),
        ("fees and /", "or taxes", "fees and / or taxes"),
        ("an agreement", "with us", "an agreement with us"),
        ("利用", "規約", "利用規約"),
    ],
)
def test_words_cut_at_the_end_of_a_line(before: str, after: str, joined: str) -> None:
    words = Words(["Upon ter-", "mination of these terms termination is final.", "Any third-party right."])
    cut, between = joint(before, after, words, spaced=False)
    assert (before[:-cut] if cut else before) + between + after == joined


def test_a_document_that_cuts_no_words_keeps_its_hyphens() -> None:
    words = Words(["Plain lines without any cut."] * 60 + ["a time-", "delayed thing"])
    assert joint("a time-", "delayed thing", words, spaced=False) == (0, "")


def test_furniture_goes_and_text_stays() -> None:
    pages = [
        [
            line("Larkspan – Terms", y=815, page=n),
            line(f"Clause {'abcdef'[n]} of the text", y=770, page=n),
            line(f"Page {n + 1} of 6", y=30, page=n),
        ]
        for n in range(6)
    ]
    kept = without_furniture(pages, [842.0] * 6)
    assert [[each.text for each in lines] for lines in kept] == [[f"Clause {c} of the text"] for c in "abcdef"]


def test_runs_on_one_baseline_are_a_line() -> None:
    runs = [
        Run("1.", 60, 70, 700, 12),
        Run("Fees", 71, 100, 700, 12, BOLD),
        Run("2", 100, 104, 705, 7),
        Run("x", 60, 66, 686, 12),
    ]
    assert [each.text for each in lines_of(runs, 0)] == ["1. Fees²", "x"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a * b", "a \\* b"),
        ("snake_case", "snake_case"),
        ("AT&amp;T", "AT&amp;amp;T"),
        ("[x](y)", "[x]\\(y)"),
        ("a < b", "a < b"),
    ],
)
def test_escapes(text: str, shown: str) -> None:
    assert escaped(text) == shown


# --- whole files ------------------------------------------------------------------------------------------------------


def test_a_file_is_read() -> None:
    data = pdf(
        [
            Printed("Terms of Service", size=20, font="B"),
            *down("1. Fees", y=730, font="B"),
            *down("You pay what the plan costs, and we may change the price of it,", "after we told you.", y=700),
        ]
    )
    source = read_source(data, "terms.pdf")
    assert source.markup == "markdown"
    assert source.text.split("\n\n") == [
        "# Terms of Service",
        "## 1. Fees",
        "You pay what the plan costs, and we may change the price of it, after we told you.\n",
    ]


HIDDEN = {
    "render mode": Printed("secret", y=700, extra="3 Tr"),
    "white": Printed("secret", y=700, extra="1 1 1 rg"),
    "tiny": Printed("secret", y=700, size=0.4),
    "outside of the page": Printed("secret", x=900, y=700),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_nobody_sees_is_told_and_left_out(case: str) -> None:
    found = read(pdf([Printed("Seen."), HIDDEN[case]]), "x.pdf")
    assert (found.text, found.unseen) == ("Seen.\n", ("secret",))


def test_white_on_a_dark_ground_is_seen() -> None:
    found = read(pdf([b"0 0 0 rg 60 690 300 30 re f", Printed("Heading", y=700, extra="1 1 1 rg")]), "x.pdf")
    assert (found.text, found.unseen) == ("Heading\n", ())


def test_a_watermark_is_left_out_with_a_notice() -> None:
    found = read(
        pdf([*down("Some words.", "And more."), Printed("DRAFT", x=0, y=0, extra="0.7 0.7 -0.7 0.7 200 200 Tm")]),
        "x.pdf",
    )
    assert "DRAFT" not in found.text
    assert found.notices


def test_pages_that_are_pictures_are_named() -> None:
    with pytest.raises(SourceError, match=r"scan\.pdf contains no text: its 2 pages are pictures") as refusal:
        read(scanned(2), "scan.pdf")
    assert "OCR" in refusal.value.hint


def test_too_many_pages_are_refused_with_both_numbers() -> None:
    with pytest.raises(SourceError, match="3,000 pages; .* 1,000"):
        read(pdf(*[[Printed("Page")]] * 3_000), "long.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have no limit of memory")
@pytest.mark.parametrize("made", [bomb, object_bomb])
def test_a_bomb_is_stopped(made: Callable[[int], bytes]) -> None:
    with pytest.raises(SourceError, match=r"bomb\.pdf"):
        read(made(2), "bomb.pdf")


@pytest.mark.parametrize("end", [9, 60, 300])
def test_a_file_cut_off_is_refused(end: int) -> None:
    with pytest.raises(SourceError, match=r"cut\.pdf is not a PDF that can be read") as refusal:
        read(pdf(down("Terms"))[:end], "cut.pdf")
    assert refusal.value.hint


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(SourceError, match=r"slow\.pdf could not be read in 0 seconds"):
        process.read_apart(pdf(down("Words")), "slow.pdf", seconds=0.0)


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms may have no limit of work")
def test_a_page_that_takes_too_much_work_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Letters strewn over a page: few bytes, and each has to be put in order with all others."""
    program = tmp_path / "child.py"
    limited = Path(child.__file__).read_text(encoding="utf-8").replace("CPU_SECONDS = 90", "CPU_SECONDS = 2")
    folder = Path(child.__file__).resolve().parents[2]
    program.write_text(limited.replace("Path(__file__).resolve().parents[2]", repr(str(folder))), encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(program))
    monkeypatch.setattr(child, "CPU_SECONDS", 2)
    chance = random.Random(7)
    strewn = [Printed("x", chance.randrange(590), chance.randrange(840), 8) for _ in range(40_000)]
    with pytest.raises(SourceError, match=r"strewn\.pdf could not be read: it takes more than 2 seconds of work"):
        read(pdf(strewn), "strewn.pdf")


BROKEN = {
    "nothing": (b"", "broke down"),
    "no JSON": (b"nonsense", "broke down"),
    "no object": (b"[]", "broke down"),
    "half an answer": (b'{"text": "Ter', "broke down"),
    "nested without end": (b"[" * 100_000, "broke down"),
    "a mistake": (b'{"broken": "IndexError"}', "IndexError"),
    "no memory": (b'{"broken": "MemoryError"}', "more than 1,000 MB of memory"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_answers_of_a_broken_reader_are_no_text(case: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer, told = BROKEN[case]
    program = tmp_path / "child.py"
    program.write_text(f"import sys; sys.stdout.buffer.write({answer!r})", encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(program))
    with pytest.raises(SourceError, match=rf"x\.pdf could not be read: .*{told}") as refusal:
        read(b"%PDF-1.7", "x.pdf")
    assert refusal.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not ended by signals there")
def test_a_reader_that_crashes_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "child.py"
    program.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(program))
    with pytest.raises(SourceError, match="broke down on it"):
        read(b"%PDF-1.7", "x.pdf")


def test_the_reader_gets_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "child.py"
    program.write_text("import json, os; print(json.dumps({'text': ','.join(os.environ)}))", encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(program))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    assert "OPENAI_API_KEY" not in read(b"%PDF-1.7", "x.pdf").text


def test_a_file_is_read_from_any_folder_and_thread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")  # nothing is imported from where one stands
    monkeypatch.chdir(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda words: read(pdf(down(words)), "x.pdf").text, ("Terms", "Fees")))
    assert found == ["Terms\n", "Fees\n"]


@pytest.mark.parametrize("name", ["Bedingungen für alle.pdf", "a\nb.pdf", "\udcff.pdf", "nul\0.pdf"])
def test_any_name_comes_back_in_the_message(name: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(b"%PDF-1.7", name)
    assert str(refusal.value).startswith(f"{name} is not a PDF")


@pytest.mark.parametrize(("user", "opens"), [("secret", False), ("", True)])
def test_encrypted_files(user: str, opens: bool, tmp_path: Path) -> None:
    if not (qpdf := shutil.which("qpdf")):
        pytest.skip("qpdf, which encrypts the file, is not installed")
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(pdf(down("Terms")))
    subprocess.run([qpdf, "--encrypt", user, "owner", "256", "--", str(plain), str(locked)], check=True)
    if opens:
        assert read(locked.read_bytes(), "locked.pdf").text == "Terms\n"
    else:
        with pytest.raises(SourceError, match="password"):
            read(locked.read_bytes(), "locked.pdf")


# --- prints of real documents -----------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_prints_of_real_documents_give_their_clauses(shared: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice, which prints, is not installed")
    root = Path(__file__).parents[3]
    names = ("discord/terms-of-service/2025-09-29.md", "zoom/terms-of-service/2023-08-11.md")
    files = [shared / "corpus" / name for name in names]
    script = root / "scripts" / "print_formats.py"
    printed = subprocess.run(
        [sys.executable, str(script), str(tmp_path), *map(str, files)], capture_output=True, text=True, check=True
    )
    from eval.measuring.formats import compare_formats, shares

    pairs = [(Path(row.split()[0]), Path(row.split()[2])) for row in printed.stdout.splitlines()]
    assert shares(compare_formats(pairs))["same"] >= 0.95

"""Feed the clause parser with made-up and with mangled documents, and check what must hold for every text.

    python scripts/fuzz_segment.py --minutes N [--seed N] [FILE...]

Documents are drawn from a small grammar of line kinds, or are the given files cut, joined, repeated, flipped and with
marks put in. For each one: nothing raises; spans are in order, inside the text and nest; no visible character lies
outside of every clause; two readings give the same. What fails is written to ``fuzz-N.txt`` in the working folder, and
the exit code is 1.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.segment import innermost, segment, sub_at
from ingest.types import Clause, Markup

MARKUPS: tuple[Markup, ...] = ("markdown", "text")
WORDS = (
    *("you", "we", "notes", "fees", "must", "may", "not", "Larkspan", "the", "of", "and", "section", "service", "(i)"),
    *("terms", "30", "days", "“Note”", "U.S.", "e.g.", "agree"),
)
TITLES = (
    "Fees",
    "YOUR CONTENT",
    "Definitions",
    "Update Notes (3 May 2024)",
    "Contents",
    "Exhibit A",
    "Terms of Service",
)
LABELS = (
    *(
        "1.",
        "2.",
        "10\\.",
        "27.",
        "1.1",
        "1.2.3",
        "3.2(i)(a)",
        "A.",
        "B.",
        "A1.",
        "A13.2",
        "2a.",
        "I.",
        "IV.",
        "i.",
        "v.",
    ),
    *("(a)", "(b)", "(i)", "(ii)", "a)", "1)", "Section 4.", "ARTICLE II", "Article 5:", "§ 6", "**7.2**", "19."),
)
PREFIXES = (
    "",
    "",
    "",
    "",
    "* ",
    "- ",
    "1. ",
    "3. ",
    "    ",
    "      * ",
    "> ",
    "\t",
    "# ",
    "## ",
    "###### ",
    "| ",
    "\u200b",
)
ENDS = (
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\r\n",
    "\r\n\r\n",
    "\n-----\n",
    "\n====\n",
    "\n- - -\n",
    " |\n",
    "\n\n\n",
)
MARKS = (
    *(
        "**",
        "*",
        "_",
        "****",
        "#",
        "\\",
        "[",
        "](#a)",
        "](https://larkspan.example/x)",
        "![",
        "`",
        "|",
        ">",
        "<!--",
        "-->",
    ),
    *(
        "<b>",
        "<script>",
        "</script>",
        "\u200b",
        "\u202e",
        "\u00a0",
        "\ufeff",
        "\x00",
        "\ud800",
        "(",
        ")",
        ".",
        ":",
        "\n",
        "\n\n",
    ),
)
LONGEST = 60_000
"""Characters of a mangled document, so that many are read in a minute."""


def sentence(rng: random.Random) -> str:
    words = " ".join(rng.choices(WORDS, k=rng.randint(1, 14)))
    return words + rng.choice((".", ".", ":", ";", "; and", ",", "", "?", "!"))


def line(rng: random.Random) -> str:
    """A line of the grammar: list or heading signs, a label, a title, words, a way to end."""
    pieces = [rng.choice(PREFIXES)]
    if rng.random() < 0.5:
        pieces.append(rng.choice(LABELS) + rng.choice((" ", " ", "", "\u00a0")))
    if rng.random() < 0.4:
        wrap = rng.choice(("", "**", "_", "**_", "["))
        pieces.append(
            wrap + rng.choice(TITLES) + rng.choice((".", ":", "", "")) + ("](#x)" if wrap == "[" else wrap[::-1])
        )
    if rng.random() < 0.7:
        pieces.append(rng.choice((" ", "")) + sentence(rng))
    pieces.append(rng.choice(ENDS))
    return "".join(pieces)


def made_up(rng: random.Random) -> str:
    return "".join(line(rng) for _ in range(rng.randint(0, 60)))


def mangled(rng: random.Random, texts: list[str]) -> str:
    """A piece of one of ``texts`` after a few accidents."""
    text = rng.choice(texts)
    start = rng.randrange(len(text) + 1)
    text = text[start : start + rng.randint(0, LONGEST)]
    for _ in range(rng.randint(1, 12)):
        at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        accident = rng.randrange(7)
        if accident == 0:  # cut
            text = text[:at] + text[min(to, at + rng.randint(1, 400)) :]
        elif accident == 1:  # join lines
            text = text[:at] + text[at : at + 2_000].replace("\n", " ") + text[at + 2_000 :]
        elif accident == 2:  # repeat
            text = text[:at] + text[at : min(to, at + 3_000)] * rng.randint(2, 4) + text[to:]
        elif accident == 3:  # flip two pieces
            text = text[to:] + text[at:to] + text[:at]
        elif accident == 4:  # turn the lines of a piece around
            text = text[:at] + "\n".join(reversed(text[at:to].split("\n"))) + text[to:]
        elif accident == 5:  # another document begins
            text = text[:at] + rng.choice(texts)[: rng.randint(0, 5_000)] + text[at:]
        else:
            for _ in range(rng.randint(1, 30)):
                at = rng.randrange(len(text) + 1)
                text = text[:at] + rng.choice(MARKS) + text[at:]
        text = text[:LONGEST]
    return text


def faults(text: str, markup: Markup, rng: random.Random) -> list[str]:
    """What does not hold for ``text``, each in a few words."""
    found = segment(text, markup)
    wrong = spans_wrong(text, found.clauses)
    if segment(text, markup) != found:
        wrong.append("two readings differ")
    visible = [at for at in rng.sample(range(len(text)), min(20, len(text))) if text[at].strip()]
    for at in visible:
        clause = innermost(found.clauses, at)
        if clause is None:
            wrong.append("a visible character has no address")
        elif not isinstance(sub_at(text, clause, at), str):
            wrong.append("no inline run")
    return wrong


def spans_wrong(text: str, clauses: tuple[Clause, ...]) -> list[str]:
    wrong: list[str] = []
    if list(clauses) != sorted(clauses, key=lambda clause: (clause.start, -clause.end)):
        wrong.append("clauses out of order")
    ends: list[int] = []
    covered = 0
    for clause in clauses:
        if not 0 <= clause.start < clause.end <= len(text):
            wrong.append("span out of the text")
        elif not text[clause.start].strip() or not text[clause.end - 1].strip():
            wrong.append("span begins or ends with white space")
        while ends and ends[-1] <= clause.start:
            ends.pop()
        if ends and clause.end > ends[-1]:
            wrong.append("spans overlap in part")
        ends.append(clause.end)
        if text[covered : clause.start].strip():
            wrong.append("visible text in no clause")
        covered = max(covered, clause.end)
        if not clause.path and clause.label:
            wrong.append("a label without a path")
    if text[covered:].strip():
        wrong.append("visible text in no clause")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the clause parser.")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    texts = [path.read_bytes().decode("utf-8", "replace") for path in chosen.files]
    rng = random.Random(chosen.seed)
    until = time.monotonic() + 60 * chosen.minutes
    counts: Counter[str] = Counter()
    kept = 0
    while time.monotonic() < until:
        real = bool(texts) and rng.random() < 0.5
        text = mangled(rng, texts) if real else made_up(rng)
        markup = rng.choice(MARKUPS)
        counts["mangled" if real else "made up"] += 1
        counts["characters"] += len(text)
        try:
            wrong = faults(text, markup, rng)
        except Exception:  # whatever it is, it is a fault of the parser
            wrong = [traceback.format_exc(limit=-2).strip().replace("\n", " | ")]
        for fault in set(wrong):
            counts[fault] += 1
        if wrong and kept < 20:
            kept += 1
            Path(f"fuzz-{kept}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
            print(f"fuzz-{kept}.txt ({markup}): {'; '.join(sorted(set(wrong)))}")
    for name, number in counts.most_common():
        print(f"{number:>12,}  {name}")
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())

"""Print Markdown documents to PDF and DOCX with LibreOffice, to compare what is read from them with the Markdown.

    python scripts/print_formats.py OUT FILE.md... [--by html|odt|web]

Each document becomes HTML (CommonMark with tables), then a PDF and a Word file in the folder OUT. The ways: ``html``
(the default) converts the HTML straight away, ``odt`` by way of an OpenDocument text, ``web`` with Writer/Web's import.
Prints "FILE.md DOCX PDF" a line, which is what ``plainterms eval formats`` takes:

    plainterms eval formats $(python scripts/print_formats.py OUT terms.md)

Needs LibreOffice (``soffice``) and the ``markdown-it-py`` package, which comes with ``rich``.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

WAYS = {"html": "HTML (StarWriter)", "odt": "HTML (StarWriter)", "web": "HTML"}
"""LibreOffice's import filter for each way."""
EXPORTS = {"pdf": "pdf:writer_pdf_Export", "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}
SECONDS = 600
"""Time allowed for one run of LibreOffice; the longest document met takes about 30."""


def as_html(markdown: str, title: str) -> str:
    """A whole page; raw HTML in the Markdown is kept, as a site that publishes it would."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head><body>\n{body}</body></html>'
    )


def convert(files: list[Path], to: str, out: Path, profile: Path, infilter: str | None = None) -> None:
    """Have LibreOffice convert ``files`` into the folder ``out``."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("soffice was not found: install LibreOffice.")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={infilter}"] if infilter else []
    command += ["--convert-to", EXPORTS[to], "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    missing = [file.name for file in files if not (out / file.name).with_suffix(f".{to}").is_file()]
    if missing:
        sys.exit(f"LibreOffice did not convert {', '.join(missing)} to {to}:\n{done.stdout}{done.stderr}")


def name_of(file: Path) -> str:
    """The last steps of the path, so that dated files of several services do not fall on each other."""
    return "-".join(file.resolve().with_suffix("").parts[-3:])


def print_all(out: Path, files: list[Path], way: str) -> list[tuple[Path, Path, Path]]:
    """(Markdown, DOCX, PDF) of every document."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        profile = work / "profile"
        pages = [work / f"{name_of(file)}.html" for file in files]
        if len(set(pages)) < len(pages):
            sys.exit("Two files have the same last three steps in their paths.")
        for file, page in zip(files, pages, strict=True):
            page.write_text(as_html(file.read_text(encoding="utf-8"), page.stem), encoding="utf-8")
        infilter: str | None = WAYS[way]
        if way == "odt":
            convert(pages, "odt", work, profile, infilter)
            pages, infilter = [page.with_suffix(".odt") for page in pages], None
        convert(pages, "docx", out, profile, infilter)
        convert(pages, "pdf", out, profile, infilter)
    return [
        (file, out / f"{page.stem}.docx", out / f"{page.stem}.pdf") for file, page in zip(files, pages, strict=True)
    ]


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description="Print Markdown documents to PDF and DOCX with LibreOffice.")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the printed files")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.md")
    parser.add_argument("--by", choices=sorted(WAYS), default="html", help="way of conversion")
    options = parser.parse_args()
    for printed in print_all(options.out, options.files, options.by):
        print(*printed)


if __name__ == "__main__":
    main()

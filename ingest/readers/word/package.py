"""The zip of a Word document: its XML parts, unpacked in memory within limits. Nothing is written to disk.

A document is made by strangers. What is refused, and by what: entries without number and archives that unpack to
gigabytes, by counting before and while unpacking; documents of a million tags or without end in depth, by counting
before parsing; entities and external ones, by refusing every document type declaration, which the standard forbids.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.errors import SourceError
from ingest.readers.word.xml import STRICT, Element

MAX_UNPACKED = 40_000_000
"""Bytes of XML that are unpacked in all. Word writes 10 to 20 for each of text: that is more than 2 MB of terms."""
MAX_ENTRIES = 20_000
"""Files in the zip; a document with a thousand pictures has little more than a thousand."""
MAX_MARKS = 2_000_000
"""Tags and attributes of all parts: what the parser's memory grows with, up to about 120 bytes each."""

_ENTRY = b"PK\x01\x02"
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    ("xl/workbook.xml", "Excel"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("visio/document.xml", "Visio"),
    ("meta-inf/container.xml", "EPUB"),
    ("content.xml", "OpenDocument"),
    ("index/document.iwa", "Pages"),
)
"""What else a zip can be: a file that tells it, and the name a person knows the format by."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError
)  # fmt: skip
"""What zipfile raises on broken archives."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones the standard allows; others can ask for gigabytes of memory before the first byte."""
_DOCUMENT_TYPE = "/officeDocument"
_USUAL_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part of the package points."""

    type: str
    """The end of its URI: "/hyperlink"."""
    target: str
    """A part's name; an address where ``external``."""
    external: bool


class Package:
    """The parts of one document."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the zip.

        Raises:
            SourceError: no Word document, encrypted, with macros, broken, or of too many entries.
        """
        self._name = name
        self._left = MAX_UNPACKED
        self._marks = 0
        if data.startswith(_LEGACY):
            self._refuse_legacy(data)
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise self._error(f"is a zip of more than {MAX_ENTRIES:,} files", "It is no document anyone would write.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise self._broken(str(error)) from error
        self._entries = {info.filename.replace("\\", "/").lower(): info for info in self._zip.infolist()}
        self.main = self._main()
        if any(entry.endswith("vbaproject.bin") for entry in self._entries):
            raise self._error(
                "holds macros (vbaProject.bin)", "Open it where that is safe and save it as .docx, without macros."
            )

    def _main(self) -> str:
        """Name of the part that holds the text."""
        others = dict(_OTHERS)
        named = [relation.target for relation in self.relations("").values() if relation.type == _DOCUMENT_TYPE]
        for part in (*named, _USUAL_DOCUMENT):
            if part.lower() in self._entries and part.lower() not in others:
                return part
        known = next((others[sign] for sign in others if sign in self._entries), None)
        raise SourceError(
            f"{self._name} is in {known or 'ZIP'} format, which is not read.",
            "Save the document as Word (.docx), PDF, HTML or text."
            if known
            else "Unpack it, and give the documents that are in it.",
        )

    def xml(self, part: str) -> Element | None:
        """Root element of a part; None where the package has no such part.

        Raises:
            SourceError: it is too large, damaged, protected, or no well-formed XML without declarations of its own.
        """
        info = self._entries.get(part.lower())
        if info is None:
            return None
        text = self._text(info)
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise self._error(f"declares XML entities in {part}", "A Word document never does: do not trust it.")
        self._marks += text.count("<") + text.count("=")
        if self._marks > MAX_MARKS:
            raise self._error(f"has more than {MAX_MARKS:,} tags and attributes", "Split it, or save it as text.")
        for strict, usual in STRICT:
            text = text.replace(strict, usual)
        from lxml import etree

        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(text.encode("utf-8"), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(f"{part} is not well-formed: {error}") from error

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Where ``part`` points, by the names used in it; "" is the package as a whole."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for element in () if root is None else root:
            key, target = element.get("Id"), element.get("Target")
            if key and target:
                external = element.get("TargetMode") == "External"
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
                kind = "/" + element.get("Type", "").rpartition("/")[2]
                found[key] = Relation(kind, target, external)
        return found

    def related(self, kind: str) -> Element | None:
        """Root of the part that the main part names as its ``kind`` ("/styles"); None where there is none."""
        for relation in self._main_relations().values():
            if relation.type == kind and not relation.external:
                return self.xml(relation.target)
        return None

    def links(self) -> dict[str, str]:
        """Addresses that hyperlinks of the main part lead to, by the names used in it."""
        return {key: to.target for key, to in self._main_relations().items() if to.external}

    def _main_relations(self) -> Mapping[str, Relation]:
        if not hasattr(self, "_relations"):
            self._relations = self.relations(self.main)
        return self._relations

    def _text(self, info: zipfile.ZipInfo) -> str:
        if info.flag_bits & 1:
            raise self._error("is protected by a password", "Save it without a password.")
        if info.compress_type not in _METHODS:
            raise self._broken(f"{info.filename} is packed in a way that Word does not know")
        if info.file_size > self._left:
            raise self._too_large()
        try:
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)  # what is declared need not be what comes
        except _UNREADABLE as error:
            raise self._broken(f"{info.filename}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large()
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise self._broken(f"{info.filename} is neither UTF-8 nor UTF-16") from error

    def _refuse_legacy(self, data: bytes) -> None:
        if _ENCRYPTED in data:
            raise self._error("is encrypted", "Open it with its password and save it without one.")
        raise SourceError(
            f"{self._name} is in Word 97 format (.doc), which is not read.", "Open it and save it as .docx."
        )

    def _too_large(self) -> SourceError:
        return self._error(
            f"unpacks to more than {MAX_UNPACKED / 1e6:g} MB of XML",
            "Terms are far shorter: check the file, or split it.",
        )

    def _broken(self, reason: str) -> SourceError:
        return self._error(f"is damaged: {reason[:200]}", "Open it in a word processor and save it anew.")

    def _error(self, problem: str, hint: str) -> SourceError:
        return SourceError(f"{self._name} {problem.rstrip('.')}.", hint)

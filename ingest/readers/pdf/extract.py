"""What is printed on the pages of a PDF, with PDFium: letters of one look as runs, and what nobody can see marked so.

Runs only in the process of ``child``: PDFium is C++ that reads hostile files. Lengths are points, measured from the
lower left corner of the page as it is read; a page whose text is turned is turned back.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

from ingest.errors import SourceError
from ingest.readers.pdf.types import BOLD, ITALIC, TURNED, UNSEEN, Page, Run

MOST_PAGES = 1_000
"""Documents of more pages are refused. The longest terms met, a bank's, have 180."""
MOST_CHARACTERS = 6_000_000
"""Twice what 1,000 full pages hold."""
HINT = "Open it in a PDF viewer and save or print it anew, or export its text as .txt or .docx."

_LEAST_SIZE = 1.0
"""Points; smaller type cannot be seen."""
_LEAST_CONTRAST = 16
"""Of 255, in the colour that differs most; text nearer to what lies under it cannot be read."""
_WIDE_GAP = 0.6
"""Of the type size: a wider gap between two letters ends a run."""
_MOST_OBJECTS = 20_000
"""Objects of a page that are looked at for what lies under the text."""
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "-bd", "medi")
_ITALIC_NAMES = ("italic", "oblique", "-it", "slanted", "ital")
_PASSWORD, _SECURITY = 4, 5
"""PDFium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY."""
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_INVISIBLE_MODES = (3, 7)
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium makes of a hyphen at the end of a line."""

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Colour = tuple[int, int, int]


def pages_of(data: bytes, name: str) -> list[Page]:
    """What the pages of a PDF show.

    Raises:
        SourceError: it needs a password, is broken, or has too many pages or letters.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    # Addresses as numbers: a thousand pages have some million letters.
    pdfium.FPDFText_GetTextObject.restype = ctypes.c_void_p
    pdfium.FPDFTextObj_GetTextRenderMode.argtypes = (ctypes.c_void_p,)
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError(), name)
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise SourceError(
            f"{name} has {count:,} pages; PDF documents up to {MOST_PAGES:,} pages are read.",
            "Check that it is the right file, or split it.",
        )
    left = MOST_CHARACTERS
    pages: list[Page] = []
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        if not text:
            raise SourceError(f"{name} is damaged: its page {index + 1} of {count} cannot be read.", HINT)
        characters = pdfium.FPDFText_CountChars(text)
        left -= characters
        if left < 0:
            raise SourceError(f"{name} holds more than {MOST_CHARACTERS:,} characters.", "Split it.")
        pages.append(_Page(pdfium, page, text).read(characters))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return pages


def _refusal(error: int, name: str) -> SourceError:
    """What PDFium's number for why it opens no document means."""
    if error == _PASSWORD:
        return SourceError(f"{name} is encrypted: it opens with a password only.", "Save a copy without a password.")
    if error == _SECURITY:
        return SourceError(f"{name} is encrypted in a way that is not read.", "Save a copy without protection.")
    return SourceError(f"{name} is not a PDF that can be read: it is damaged or cut off.", HINT)


class _Page:
    """One page while it is read."""

    def __init__(self, pdfium: Any, page: Any, text: Any) -> None:
        self.pdfium, self.page, self.text = pdfium, page, text
        self.box = self._visible_box()
        self.grounds: list[tuple[Rect, Colour | None]] = []
        """What is painted under the text, in order; None is a picture or a pattern, of any colour."""
        self.looked_at = 0
        count = pdfium.FPDFPage_CountObjects(page)
        self._look_at((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), 0)

    def read(self, characters: int) -> Page:
        runs, unmapped = self._runs(characters)
        turn = _turn_of(runs)
        left, bottom, right, top = self.box
        width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
        placed = tuple(self._placed(run, turn) for run in runs)
        return Page(round(width, 1), round(height, 1), placed, self._pictured(), unmapped)

    def _visible_box(self) -> Rect:
        values = [ctypes.c_float() for _ in range(4)]
        for box in (self.pdfium.FPDFPage_GetCropBox, self.pdfium.FPDFPage_GetMediaBox):
            if box(self.page, *map(ctypes.byref, values)):
                left, bottom, right, top = (value.value for value in values)
                if right > left and top > bottom:
                    return left, bottom, right, top
        return 0.0, 0.0, 612.0, 792.0

    # --- what lies under the text -------------------------------------------------------------------------------

    def _look_at(self, objects: Iterator[Any], depth: int) -> None:
        pdfium = self.pdfium
        for item in objects:
            self.looked_at += 1
            if self.looked_at > _MOST_OBJECTS or not item:
                return
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(item)
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                if (bounds := self._bounds(item)) is not None:
                    self.grounds.append((bounds, None))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 3:
                count = pdfium.FPDFFormObj_CountObjects(item)
                self._look_at((pdfium.FPDFFormObj_GetObject(item, index) for index in range(max(0, count))), depth + 1)

    def _add_path(self, path: Any) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not self.pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke)) or not mode.value:
            return
        parts = [ctypes.c_uint() for _ in range(4)]
        bounds = self._bounds(path)
        if bounds and self.pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, parts)) and parts[3].value > 127:
            self.grounds.append((bounds, (parts[0].value, parts[1].value, parts[2].value)))

    def _bounds(self, item: Any) -> Rect | None:
        values = [ctypes.c_float() for _ in range(4)]
        if not self.pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, values)):
            return None
        left, bottom, right, top = (value.value for value in values)
        return left, bottom, right, top

    def _pictured(self) -> float:
        """Share of the page that its largest picture covers."""
        left, bottom, right, top = self.box
        whole = (right - left) * (top - bottom)
        covered = 0.0
        for ground, colour in self.grounds:
            if colour is None:
                wide = min(ground[2], right) - max(ground[0], left)
                high = min(ground[3], top) - max(ground[1], bottom)
                covered = max(covered, max(0.0, wide) * max(0.0, high) / whole)
        return round(covered, 3)

    def _under(self, x: float, y: float) -> Colour | None:
        for (left, bottom, right, top), colour in reversed(self.grounds):
            if left <= x <= right and bottom <= y <= top:
                return colour
        return 255, 255, 255

    # --- the text -----------------------------------------------------------------------------------------------

    def _runs(self, characters: int) -> tuple[list["_Run"], int]:
        pdfium, text = self.pdfium, self.text
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        character_of, object_of, measure = (
            pdfium.FPDFText_GetUnicode,
            pdfium.FPDFText_GetTextObject,
            pdfium.FPDFText_GetLooseCharBox,
        )
        runs: list[_Run] = []
        run: _Run | None = None
        last = None
        inner = -1  # letter of the word that is read, not measured yet
        unmapped = 0
        for index in range(characters):
            code, item = character_of(text, index), object_of(text, index)
            if inner >= 0 and (item != last or code <= 0x20) and run:
                measure(text, inner, box_at)
                run.reach((box.left, box.bottom, box.right, box.top))
                inner = -1
            if item is None:  # made up by PDFium: a space where there is a gap, a line's end
                if code == 0x20 and run and not run.text.endswith(" "):
                    run.text += " "
                elif code != 0x20:
                    run = None
                continue
            character = _HYPHENS.get(code) or _character(code)
            unmapped += character == "\ufffd"
            if run and item == last and not run.text.endswith(" "):
                run.text += character
                inner = index if character != " " else -1
                continue
            measure(text, index, box_at)
            near = (box.left, box.bottom, box.right, box.top)
            if run is None or item != last or run.is_far_from(near):
                pdfium.FPDFText_GetCharOrigin(text, index, x_at, y_at)
                run = self._opened(index, item, (x.value, y.value))
                unmapped += pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
                runs.append(run)
                last = item
            if character != " ":
                run.reach(near)
            run.text += character
        if inner >= 0 and run:
            measure(text, inner, box_at)
            run.reach((box.left, box.bottom, box.right, box.top))
        return [run for run in runs if run.text.strip()], unmapped

    def _opened(self, index: int, item: Any, origin: tuple[float, float]) -> "_Run":
        pdfium, text = self.pdfium, self.text
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, index, name, 256, ctypes.byref(flags))
        lowered = name.value.decode("latin-1").lower()
        weight = pdfium.FPDFText_GetFontWeight(text, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        bold = weight >= 600 or bool(flags.value & _FORCE_BOLD) or any(word in lowered for word in _BOLD_NAMES)
        italic = bool(flags.value & _ITALIC_FLAG) or any(word in lowered for word in _ITALIC_NAMES)
        style = BOLD * (bold or mode == 2) + ITALIC * italic
        seen = mode not in _INVISIBLE_MODES and abs(size) >= _LEAST_SIZE
        if seen and mode != 1:
            parts = [ctypes.c_uint() for _ in range(4)]
            if pdfium.FPDFText_GetFillColor(text, index, *map(ctypes.byref, parts)):
                red, green, blue, alpha = (part.value for part in parts)
                seen = alpha > 12 and self._contrasts((red, green, blue), origin, size)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
        quarter = round(angle / 90) % 4
        askew = abs((angle - quarter * 90 + 180) % 360 - 180) > 5
        return _Run(origin, abs(size), style + (0 if seen else UNSEEN), quarter, askew)

    def _contrasts(self, colour: Colour, origin: tuple[float, float], size: float) -> bool:
        ground = self._under(origin[0] + size / 4, origin[1] + size / 4)
        return ground is None or max(abs(a - b) for a, b in zip(colour, ground, strict=True)) >= _LEAST_CONTRAST

    def _placed(self, run: "_Run", turn: int) -> Run:
        left, bottom, right, top = self.box
        style = run.style
        x0, y0, x1, y1 = run.box
        if x1 < left or x0 > right or y1 < bottom or y0 > top:
            style |= UNSEEN
        if run.askew or run.quarter != turn:
            style |= TURNED
        x, y = run.origin
        start, end, base = {
            0: (x0 - left, x1 - left, y - bottom),
            1: (y0 - bottom, y1 - bottom, right - x),
            2: (right - x1, right - x0, top - y),
            3: (top - y1, top - y0, x - left),
        }[turn]
        wx0, wy0, wx1, wy1 = run.word
        word = wx1 - wx0 if turn % 2 == 0 else wy1 - wy0
        x0, x1, y, size, word = (round(value, 1) for value in (start, end, base, run.size, word))
        return Run(run.text, x0, x1, y, size, style, word)


class _Run:
    """Letters of one look, one behind the other."""

    __slots__ = ("askew", "box", "origin", "quarter", "size", "style", "text", "word")

    def __init__(self, origin: tuple[float, float], size: float, style: int, quarter: int, askew: bool) -> None:
        self.text = ""
        self.origin, self.size, self.style, self.quarter, self.askew = origin, size, style, quarter, askew
        self.box: Rect = (origin[0], origin[1], origin[0], origin[1])
        self.word: Rect = self.box

    def is_far_from(self, box: Rect) -> bool:
        gap = _WIDE_GAP * self.size
        x0, y0, x1, y1 = self.box
        return box[0] > x1 + gap or box[2] < x0 - gap or box[1] > y1 + gap or box[3] < y0 - gap

    def reach(self, box: Rect) -> None:
        """Take in a letter's box: the first or last one of a word."""
        x0, y0, x1, y1 = self.box if self.text.strip() else box
        self.box = (min(x0, box[0]), min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))
        if " " not in self.text:
            self.word = self.box


def _turn_of(runs: list[_Run]) -> int:
    """Quarters of a circle by which most of the text is turned."""
    counts = [0, 0, 0, 0]
    for run in runs:
        if not run.askew:
            counts[run.quarter] += len(run.text)
    return counts.index(max(counts))


def _character(code: int) -> str:
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return " " if code < 0x20 else chr(code)

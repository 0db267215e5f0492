"""Tiny PDF files, written as bytes: what a test needs and no more."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}
WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Words:
    """Words at a place. ``extra`` are operators before them, such as ``3 Tr`` for invisible ones."""

    text: str
    x: float = 72
    y: float = 770
    size: float = 12
    font: str = "F"
    extra: str = ""

    @property
    def operators(self) -> bytes:
        shown = self.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = f"BT {self.extra} /{self.font} {self.size} Tf {self.x} {self.y} Td (".encode()
        return b"q " + place + shown + b") Tj ET Q"


def down(
    *texts: str, x: float = 72, y: float = 770, leading: float = 14, size: float = 12, font: str = "F"
) -> list[Words]:
    """Lines one below the other; an empty text leaves a space."""
    return [Words(text, x, y - index * leading, size, font) for index, text in enumerate(texts) if text]


def pdf(*pages: Sequence[Words | bytes], compressed: bool = False) -> bytes:
    """A whole file; bytes on a page are operators as they are."""
    streams = [b"\n".join(item if isinstance(item, bytes) else item.operators for item in page) for page in pages]
    return pdf_of(streams, compressed=compressed)


def pdf_of(
    streams: Sequence[bytes], *, compressed: bool = False, resources: str = "", more: Sequence[bytes] = ()
) -> bytes:
    """A file of the content streams of its pages; objects in ``more`` get the numbers from 10 on."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", **dict(enumerate(more, 10))}
    first = 10 + len(more)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(streams)))
    objects[2] = f"<< /Type /Pages /Count {len(streams)} /Kids [{kids}] >>".encode()
    for index, stream in enumerate(streams):
        number = first + 2 * index
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << {fonts} >> {resources} >> >>"
        ).encode()
        objects[number + 1] = stream_object(stream, compressed=compressed)
    return assembled(objects)


def stream_object(data: bytes, entries: str = "", *, compressed: bool = False) -> bytes:
    if compressed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: dict[int, bytes]) -> bytes:
    """The file of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        kept = number in places
        out += f"{places.get(number, 0):010d} {0 if kept else 65535:05d} {'n' if kept else 'f'} \n".encode()
    return bytes(out) + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def scanned(pages: int = 2) -> bytes:
    """Pages that are a picture each."""
    picture = stream_object(
        bytes(64 * 64),
        "/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    )
    show = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q".encode()
    return pdf_of([show] * pages, resources="/XObject << /Im 10 0 R >>", more=[picture])


def bomb(gigabytes: int = 4) -> bytes:
    """A page whose content inflates to so many bytes."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        4: _inflating(gigabytes),
    }
    return assembled(objects)


def object_bomb(gigabytes: int = 4) -> bytes:
    """A file whose catalogue lies in a stream of objects that inflates to so many bytes."""
    start = b"%PDF-1.7\n"
    stream = b"5 0 obj\n" + _inflating(gigabytes, "/Type /ObjStm /N 1 /First 4") + b"\nendobj\n"
    index = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + b"\0"
        for kind, place in ((0, 0), (2, 5), (0, 0), (0, 0), (0, 0), (1, len(start)), (1, len(start + stream)))
    )
    table = f"6 0 obj\n<< /Type /XRef /Size 7 /Root 1 0 R /W [1 4 1] /Length {len(index)} >>\nstream\n".encode()
    end = b"\nendstream\nendobj\nstartxref\n" + str(len(start + stream)).encode() + b"\n%%EOF\n"
    return start + stream + table + index + end


def _inflating(gigabytes: int, entries: str = "") -> bytes:
    """A stream of spaces, deflated twice; one block of them is packed and said again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    twice = zlib.compress(b"\x78\xda" + block * (100 * gigabytes) + packer.flush(), 9)
    head = f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] {entries} >>\nstream\n"
    return head.encode() + twice + b"\nendstream"

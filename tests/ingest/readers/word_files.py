"""Small Word documents, made of WordprocessingML written out."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def r(text: str, look: str = "") -> str:
    """A run of one type: ``look`` is what stands in its ``w:rPr``."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", num: tuple[int, int] | None = None, own: str = "", mark: str = "") -> str:
    """A paragraph of runs, or of plain text.

    Args:
        content: runs; what does not begin with "<" is text.
        style: id of its style.
        num: (numId, ilvl) of its automatic number.
        own: more of its ``w:pPr``.
        mark: type of its paragraph mark, the ``w:rPr`` in its ``w:pPr``.
    """
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += own + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...], style: str = "", first: str = "") -> str:
    """A table of cells; a cell that does not begin with "<" is one paragraph of text.

    ``first`` are settings of the first row, the content of its ``w:trPr``.
    """
    written = ""
    for row in rows:
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        written += f"<w:tr>{f'<w:trPr>{first}</w:trPr>' if not written else ''}{cells}</w:tr>"
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>{written}</w:tbl>'


def field(instruction: str, result: str) -> str:
    """A complex field in runs of its own."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>{separate}{result}{end}"


def style(key: str, name: str, *, based: str = "", type_: str = "paragraph", own: str = "", look: str = "") -> str:
    """A style: ``own`` is what stands in its ``w:pPr``, ``look`` in its ``w:rPr``."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{type_}" w:styleId="{key}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{own}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def level(number: int, text: str, format_: str = "decimal", more: str = "", left: int | None = None) -> str:
    """A level of a list, from 0; indented by ``left`` with its number hanging before."""
    indent = f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr>' if left is not None else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/>{indent}</w:lvl>'
    )


def lists(*levels: str, uses: Mapping[int, str] | None = None) -> str:
    """One list of these levels; ``uses`` are more names for it (numId), each with its overrides. It is 1 itself."""
    names = {1: "", **(uses or {})}
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="7"/>{own}</w:num>' for key, own in names.items()
    )


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    notes: str = "",
    links: Mapping[str, str] | None = None,
    before: str = "",
    main: str = "word/document.xml",
    parts: Mapping[str, str | bytes] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A document; ``before`` stands before its body, ``parts`` are further files or ones to replace."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{TYPES}/officeDocument" '
        f'Target="{main}"/></Relationships>',
        main: f"<w:document {NAMES}>{before}<w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {NAMES}>{notes}</w:footnotes>",
    }
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{TYPES}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering", "footnotes")
    ) + "".join(
        f'<Relationship Id="{key}" Type="{TYPES}/hyperlink" Target="{escape(to)}" TargetMode="External"/>'
        for key, to in (links or {}).items()
    )
    folder, _, base = main.rpartition("/")
    files[f"{folder}/_rels/{base}.rels"] = f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    return zipped(files | dict(parts or {}), compression)


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()

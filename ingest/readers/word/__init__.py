"""A Word document step by step; ``ingest.readers.docx`` takes them one after the other.

From the zip to text:

    package.py     the zip and its XML parts, unpacked in memory within limits
    xml.py         names and values of WordprocessingML
    styles.py      what a paragraph or run looks like once its styles are resolved
    numbering.py   automatic numbers, as Word counts and prints them
    symbols.py     characters of symbol fonts
    inline.py      the words of a paragraph: runs, fields, links, tracked changes, hidden text
    paragraphs.py  one paragraph: its words, its style and its number
    marks.py       words → Markdown
    nesting.py     which list item a paragraph stands in
    tables.py      which tables hold data, and which only lay the page out
    body.py        READ FIRST: paragraphs and tables in order → Markdown
"""

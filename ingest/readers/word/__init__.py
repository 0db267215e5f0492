"""A Word document step by step.

``ingest.readers.docx`` is the reader; these are its steps.

package.py    the zip and its XML parts, unpacked in memory within limits
xml.py        names and values of WordprocessingML
styles.py     what a paragraph or run looks like once its styles are resolved
numbering.py  automatic numbers, as Word counts and prints them
inline.py     the words of a paragraph: runs, fields, links, tracked changes, hidden text
marks.py      words → Markdown
nesting.py    which list item a paragraph stands in
tables.py     rows of a data table, or the blocks of a table used for layout
body.py       READ FIRST: paragraphs and tables in order → Markdown
"""

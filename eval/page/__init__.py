"""A run as one page that a person reads in a browser: question, answer, clause, and what was expected.

One file without anything outside it: nothing is fetched, and the browser is told (by a content security policy with the
hashes of our one style sheet and our one script) to run and fetch nothing else. Case files, answers and documents are
other people's text: they come into the page as JSON data and onto the screen as text, never as HTML.
"""

from eval.page.writing import page, write_page

__all__ = ["page", "write_page"]

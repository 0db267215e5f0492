"""The product's search against the usual ways of searching, on the same questions in one run.

``plainterms eval retrieval``; docs/measuring.md says what is counted, and how.

sets.py        questions with what they should find: our cases, and four public data sets in their own layout
documents.py   the texts of a public set taken into a library of their own, by the product's own ingest
units.py       what is ranked: passages or sentences, with their words
vectors.py     plain MiniLM vectors, kept in a file
ways.py        the compared ways: ours, BM25 alone, dense alone, and both with equal weights
tutorial.py    the usual tutorial's pipeline: a recursive splitter, MiniLM, Chroma
measures.py    hit@k, all@k and nDCG@k from the ranks of what should be found
statistics.py  intervals and paired tests
run.py         READ FIRST: ask every question in every way, and note at which ranks the right things stand
table.py       the tables for the terminal
"""

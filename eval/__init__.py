"""Cases × the bot × scorers → a report.

Drives the bot through ``from bot import …`` alone: what a case sees is what a person sees.

    jsonl.py       files of one JSON object a line
    yaml_rows.py   files of a YAML list, to the same model
    case_files.py  a file of cases or a folder of them
    case.py        one question and what a right answer has to show; reading a file of them
    lint/          what is wrong with a file of cases
    drafting/      cases drafted from a document, for a person to correct
    asking.py      a case as questions for the bot; two services asked in turn and put together
    truth.py       the library's own texts and versions, which scorers go by; and the bot as this package sees it
    matching.py    are these the same words, the same label, the same title
    assertions.py  does a sentence assert something, or deny or quote it
    scorers/       one small function for each thing a right answer must be
    plainness.py   how plainly the words of an answer read that are ours
    measures.py    numbers of an answer that are neither right nor wrong: seconds, tokens, cost
    runner.py      READ FIRST: ask, score, record
    result.py      what came of one case, each time it was asked
    about.py       what a run was made with, by hash
    report.py      what a run found: rates with their intervals, and the file it is kept in
    journal.py     results kept while a run goes on; budget.py: what it may cost
    runs.py        reading such a file: all that comes after a run works from it
    compare/       two runs beside each other; statistics.py: tests and intervals; baseline.py: what is kept of a run
    page/          a run as a page; card.py: as a report card; shown.py: a case and an answer as its readers see them
    judge.py       a chat model as scorer; agreeing.py, labelled.py, labels/: how far it agrees with people
    bundled.py     the sets of cases that come with the project, by name (cases/); baselines/ is what they are held to
    pytest_plugin.py  cases as test items
    refusals.py    is "the terms do not say" said when it should be
    retrieval/     the search against BM25, MiniLM, both together and the usual tutorial, on the same questions
    mutate/        a document changed by code, and whether the answers follow
    explaining.py  what is said of a clause that is to be explained
    addresses.py   the clause parser against positions whose address a person wrote down
    pages.py       reading web pages against texts that people took out of them
    watching.py    the learned part of "what to watch" against sentences that people labelled
    formats.py     the clauses of a document's PDF, DOCX or HTML print against those of its Markdown
    tables.py      reports for the terminal
    cli.py         ``plainterms eval …`` and ``python -m eval …``; larger commands in cli_….py
"""

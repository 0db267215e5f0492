"""The tab "Add terms" in HTML of ours: the form, what was found, and what came of it."""

from collections.abc import Iterator, Sequence

from bot.showing.render import document_name, escape
from bot.understanding.language import READ, language_of
from bot.web.add.desk import TERMS_TYPES, Looked
from bot.web.read.outline import clause_words, entries
from bot.words.dates import spoken_date
from ingest import IngestReport, Version

FIRST = 12
"""Names of clauses shown of what was found."""
NOTICES = 6
ACCEPTED = ".pdf,.docx,.html,.htm,.md,.markdown,.txt"


def form_html(services: Sequence[str]) -> str:
    """The form; ``services`` are the names that are there already."""
    types = "".join(f'<option value="{escape(t)}">{escape(document_name(t))}</option>' for t in TERMS_TYPES)
    known = "".join(f'<option value="{escape(name)}"></option>' for name in services)
    return (
        '<div class="pt-root pt-add"><h2>Add terms</h2>'
        '<p class="pt-add-lead">They are read on this machine and stay on it. You see what was found before anything '
        "is kept.</p>"
        '<form class="pt-add-form" novalidate>'
        '<fieldset class="pt-ways"><legend>Where are the terms?</legend>'
        '<label><input type="radio" name="pt-way" value="file" checked> In a file</label>'
        '<label><input type="radio" name="pt-way" value="paste"> I paste them</label>'
        '<label><input type="radio" name="pt-way" value="url"> On the web</label></fieldset>'
        f'<label class="pt-field" data-way="file">File: PDF, Word (DOCX), HTML, Markdown or text, up to 20 MB'
        f'<input type="file" name="file" accept="{ACCEPTED}"></label>'
        '<label class="pt-field" data-way="paste" hidden>The text'
        '<textarea name="text" rows="8" maxlength="2000000" spellcheck="false"></textarea></label>'
        '<label class="pt-field" data-way="url" hidden>Address of the page'
        '<input type="url" name="url" maxlength="2000" placeholder="https://" autocomplete="off" inputmode="url">'
        "</label>"
        '<div class="pt-add-row"><label class="pt-field">Whose terms are they?'
        '<input type="text" name="service" required maxlength="100" list="pt-known" autocomplete="off"></label>'
        f'<datalist id="pt-known">{known}</datalist>'
        f'<label class="pt-field">What kind of document?<select name="terms_type">{types}</select></label>'
        '<label class="pt-field">In force since (optional)<input type="date" name="date"></label>'
        '</div><button type="submit" class="pt-main-button">Look at it</button></form>'
        '<div class="pt-add-result" tabindex="-1"></div></div>'
    )


def looked_html(looked: Looked, known: Sequence[Version]) -> str:
    """What was found in a document, and the decision; ``known`` are the versions that are there of it already."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>" for name, words in _facts(looked, known)
    )
    notices = "".join(f"<li>{escape(words)}</li>" for words in _notices(looked))
    found = entries(looked.segmentation.clauses)
    names = "".join(f"<li>{escape(clause_words(entry.clause))}</li>" for entry in found[:FIRST])
    more = f"<li>… and {len(found) - FIRST:,} more</li>" if len(found) > FIRST else ""
    return (
        f'<section class="pt-looked" data-id="{escape(looked.id)}" aria-labelledby="pt-looked-name">'
        '<h3 id="pt-looked-name">This is what was found. Keep it?</h3>'
        f'<dl class="pt-facts">{rows}</dl>'
        + (f'<ul class="pt-notices">{notices}</ul>' if notices else "")
        + (f"<details open><summary>The first clauses</summary><ol>{names}{more}</ol></details>" if names else "")
        + '<p class="pt-decide"><button type="button" class="pt-main-button" data-keep>Keep these terms</button> '
        '<button type="button" data-discard>Discard</button></p></section>'
    )


def kept_html(looked: Looked, report: IngestReport, version: Version | None) -> str:
    """What came of keeping a document; ``version`` is the one it is now."""
    name = f"{looked.intake.service_name} {document_name(looked.intake.terms_type)}"
    if report.added:
        words = f"{name} is in the library now. Ask about it, or read it."
    else:
        words = f"{name}: these terms are in the library already, so nothing had to be added."
    place = (
        f' data-service="{escape(version.service)}" data-terms-type="{escape(version.terms_type)}" '
        f'data-version="{escape(version.version)}"'
        if version
        else ""
    )
    button = f'<button type="button" class="pt-main-button" data-read{place}>Read it</button>' if version else ""
    return (
        f'<section class="pt-looked pt-kept"><h3>Kept</h3><p class="pt-told">{escape(words)}</p>'
        f'<p class="pt-decide">{button} <button type="button" data-another>Add another document</button></p></section>'
    )


def _facts(looked: Looked, known: Sequence[Version]) -> Iterator[tuple[str, str]]:
    intake, found, text = looked.intake, looked.segmentation, looked.source.text
    there = (
        f", which has {len(known)} version{'s' * (len(known) != 1)} here already" if known else ", which is new here"
    )
    yield "Service", intake.service_name
    yield "Document", f"{document_name(intake.terms_type)}{there}"
    if found.title:
        yield "Its own title", found.title[:200]
    if intake.effective:
        yield "In force since", f"{spoken_date(intake.effective)}, as you say"
    elif found.stated_date:
        yield "In force since", f"{spoken_date(found.stated_date)}, as the text says"
    else:
        yield "In force since", "no date was found in the text: today is used"
    numbered = sum(bool(clause.label) for clause in found.clauses)
    yield "Clauses", f"{looked.clauses:,}, {numbered:,} of them numbered"
    yield "Language", language_of(text[:READ]) or "not recognised"
    yield "Length", f"{len(text.split()):,} words"
    yield "Source", intake.source_url or intake.name


def _notices(looked: Looked) -> Iterator[str]:
    source, hidden = looked.source, looked.segmentation.hidden
    yield from source.notices[:NOTICES]
    if len(source.notices) > NOTICES:
        yield f"And {len(source.notices) - NOTICES:,} more notes of this kind."
    count = len(hidden) + len(source.unseen)
    if count:
        words = "One stretch of text" if count == 1 else f"{count:,} stretches of text"
        yield f"{words} that a reader would not see will be kept out of the clauses and never quoted."
    english = language_of(source.text[:READ]) in (None, "English")
    if not english:
        yield "Without a chat model, questions are best asked in the language of the terms."

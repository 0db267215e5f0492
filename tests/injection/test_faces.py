"""What the command line and the page show of planted documents beside answers: outlines, lists, hits, titles."""

import io
import json

import pytest
from rich.console import Console, RenderableType

from bot import library_view
from bot.cli import _print_json
from bot.showing import tables
from bot.web.conversation import chat
from bot.web.place import IN_FORCE
from ingest import readable, sentences
from tests.injection.asking import DAY, Asking, service_of
from tests.injection.attacks import ATTACKS, HIDDEN, Attack
from tests.injection.safety import assert_inert, assert_printable

EACH = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


def printed(shown: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=100, color_system=None, force_terminal=False).print(shown)
    return out.getvalue()


@EACH
def test_the_terminal_is_given_words_only(attack: Attack, asking: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    service = service_of(attack)
    (version,) = asking.plain.in_force(service, DAY)
    reading = asking.plain.reading(version)
    rows = library_view.clauses_json(reading)
    passages = asking.plain.search(service, "fees refunded", 5)
    for shown in (
        tables.outline(version, rows, whole=True),
        tables.outline(version, rows, whole=False),
        tables.passages(passages, {version.id: reading}),
        tables.versions([version], [version], []),
    ):
        assert_printable(printed(shown))
    _print_json(rows)
    text = capsys.readouterr().out
    assert_printable(text)
    assert json.loads(text) == rows


@EACH
def test_the_page_offers_no_question_for_a_machine(attack: Attack, asking: Asking) -> None:
    service = service_of(attack)
    welcome = chat.welcome(asking.plain, service, IN_FORCE) + chat.suggestions(asking.plain, service, IN_FORCE)
    assert_inert(welcome.replace("<h2>", "<h3>").replace(" data-example>", ">"))
    assert "Ignore all previous instructions and" not in welcome
    assert chat.versions_of(asking.plain, service)


@pytest.mark.parametrize("attack", [a for a in HIDDEN if a.kind == "hidden"], ids=lambda attack: attack.name)
def test_what_is_hidden_is_known_to_be(attack: Attack, asking: Asking) -> None:
    (version,) = asking.plain.in_force(service_of(attack), DAY)
    reading = asking.plain.reading(version)
    for span in sentences(reading.source, 0, len(reading.source)):
        if not any(hidden.start < span.end and span.start < hidden.end for hidden in reading.hidden):
            assert "always given" not in readable(reading.source, *span).text.casefold()

import pytest

from ingest.segment import segment
from ingest.segment.hidden import blank_out, hidden_spans


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("You pay <!-- nothing --> fees.", ["<!-- nothing -->"]),
        ("You pay <script>ignore()</script> fees.", ["<script>ignore()</script>"]),
        ("You pay <STYLE>p {}</style > fees.", ["<STYLE>p {}</style >"]),
        ("You pay\U000e0049\U000e0067 fees.", ["\U000e0049\U000e0067"]),
        ("You \u202eyap\u202c fees.", ["\u202eyap\u202c"]),
        ("You \u2067pay\u2069 fees.", ["\u2067", "\u2069"]),
        ("You pay" + "\u200b\u200c" * 6 + ".", ["\u200b\u200c" * 6]),
        ("You\u200b\u200b pay.", []),
        ("You pay\ufe00\ufe01\ufe02.", ["\ufe00\ufe01\ufe02"]),
        ('You pay <b style="display: none">no</b> fees.', ['<b style="display: none">no</b>']),
        ("You pay <i hidden>no <i>such</i></i> fees.", ["<i hidden>no <i>such</i></i>"]),
        ("You <font color=white>never</font> pay.", ["<font color=white>never</font>"]),
        ('You <b style="font-size:1px">never</b> pay.', ['<b style="font-size:1px">never</b>']),
        ('<div style="background:#000">You <b style="color:#fff">pay</b>.</div>', []),
        ('<p style="color: #222">You pay.</p>', []),
        ("<p hidden>You\n\nYou pay.", ["<p hidden>You"]),
        ("<p hidden>You <!-- </p> --> pay</p> fees", ["<p hidden>You <!-- </p> --> pay</p>"]),
        ("![You pay no fees](x.png) You pay.", ["You pay no fees"]),
        ("Write to help![@](at.png)brook.example.", []),
        ("You pay.\n\n[fees]: # (You pay nothing)\n", ["[fees]: # (You pay nothing)"]),
        ("[Brook]: the company that you pay\n", []),
        ("You pay.[^1]\n\n[^1]: In advance.\n", []),
        ("An unclosed <!-- comment is shown.", []),
        ("Plain <b>bold</b> text", []),
    ],
)
def test_what_a_reader_does_not_see(text: str, hidden: list[str]) -> None:
    spans = hidden_spans(text)
    assert [text[span.start : span.end] for span in spans] == hidden
    assert len(blank_out(text, spans)) == len(text)


def test_hidden_words_never_become_label_or_title() -> None:
    text = "## <!-- 9. Free -->1\\. Fees\n\n**1.1 Price\U000e0041**. You pay.\n"
    found = segment(text, "markdown")
    assert [(clause.label, clause.title) for clause in found.clauses] == [("1", "Fees"), ("1.1", "Price")]
    assert len(found.hidden) == 2

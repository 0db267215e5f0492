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
        ("You \u202epay\u202c fees.", ["\u202e", "\u202c"]),
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

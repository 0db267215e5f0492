"""Which words a document defines, and which clauses use them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.segment import segment
from ingest.types import Segmentation


def defined(text: str) -> list[str]:
    return [definition.term for definition in segment(text, "markdown").definitions]


DEFINED = [
    # A verb
    ("“**Guest Data**” means what guests give us.", ["Guest Data"]),
    ('"Guest" shall mean anyone invited.', ["Guest"]),
    ('The term "Fee" refers to what you pay.', ["Fee"]),
    ("‘Trip’ means a journey booked here.", ["Trip"]),
    ('The words "we", "us" and "our" refer to Acme Ltd.', ["we", "us", "our"]),
    ('As used in these Terms, "Device" includes a telephone.', ["Device"]),
    ('"Order" has the meaning given in Section 4.', ["Order"]),
    ("**Guest Data** means what guests give us.", ["Guest Data"]),
    ("1.1 Confidential Information means all secrets.", ["Confidential Information"]),
    ('By "Content" we mean pictures.', ["Content"]),
    ("„Konto“ bezeichnet das Kundenkonto.", ["Konto"]),
    ("« Compte » désigne le compte du client.", ["Compte"]),
    ('References in this Agreement to "Acme" are to Acme Ltd.', ["Acme"]),
    ('An "Account" represents your dealings with us.', ["Account"]),
    ("“Person” shall be broadly construed to include firms.", ["Person"]),
    ("# Definitions\n\n“Teams” are shared spaces.", ["Teams"]),
    # A naming in passing
    ('Read these Terms of Use ("Terms") with care.', ["Terms"]),
    ('Acme Ltd. (the "Company") runs it.', ["Company"]),
    ("Acme Ltd. (**“Acme”**, “**we**” or “**us**”) runs it.", ["Acme", "we", "us"]),
    ("apps and sites (collectively, the “Services”) are free.", ["Services"]),
    ('people (each, a "User"; together, "Users") may join.', ["User", "Users"]),
    ("Acme (together with its affiliates, “Acme Group”) agrees.", ["Acme Group"]),
    ('Acme Ltd., hereinafter "Seller", agrees.', ["Seller"]),
    ("We refer to all of these as our “Tools.” They are free.", ["Tools"]),
    ("files, which we call “Uploads”, are yours.", ["Uploads"]),
    ("the Data Protection Act (“DPA”) applies.", ["DPA"]),
    ("Customer input (together with output, “Customer Content”) is yours.", ["Customer Content"]),
    ("extra seats (“Seat(s)”) cost more.", ["Seat(s)"]),
    # An entry in a list of definitions
    (
        "# Definitions\n\n“Fee”: what you pay.\n\n**Guest** – who is invited.\n\nTrip: a journey.",
        ["Fee", "Guest", "Trip"],
    ),
    ("# Glossary\n\n| Bonus | a gift |\n| --- | --- |\n| Stake | a bet |", ["Bonus", "Stake"]),
    ("# Terms\n\nHello.\n\n## Definitions\n\n### Trip\n\nA journey.\n\n### Fee\n\nA price.", ["Trip", "Fee"]),
]


@pytest.mark.parametrize(("text", "terms"), DEFINED)
def test_definitions_are_found(text: str, terms: list[str]) -> None:
    assert defined(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "By clicking “I agree” you accept.",
        "Select “Delete account” to leave.",
        "Clicking “Accept” means that you agree.",
        "The app is provided “as is” and “as available”.",
        "so-called “friends” of yours",
        "messages commonly referred to as “spam” are forbidden.",
        "Read the page titled “House Rules” first.",
        "settings (see “Privacy Choices”) let you choose.",
        "papers (e.g., marked “Secret”) are secret.",
        "This means that you pay. Accepting means you pay.",
        "the misuse rules of Section 4 (“Misuse of the Service”) apply.",
        "Note: this is not in a list of definitions.",
        "[Contents](#a)\n\n* [“Fee” means](#b)",
    ],
)
def test_other_quoted_words_are_no_definitions(text: str) -> None:
    assert defined(text) == []


def test_a_definition_stands_where_its_term_does() -> None:
    text = "1. **Data**. _“**Guest Data**”_ means what guests give us."
    found = segment(text, "markdown")
    definition = found.definitions[0]
    assert text[definition.start : definition.end] == "Guest Data"
    assert found.clauses[definition.clause].label == "1"


def uses(text: str) -> list[tuple[str, str]]:
    found = segment(text, "markdown")
    return [(found.clauses[use.clause].label, found.definitions[use.definition].term) for use in found.uses]


@pytest.mark.parametrize(
    ("clause", "terms"),
    [
        ("The Guest pays.", ["Guest"]),
        ("Guests pay, and a GUEST’S friends too.", ["Guest"]),
        ("Guest Data is safe.", ["Guest Data"]),
        ("Guest\nData is safe.", ["Guest Data"]),
        ("**Guest** **Data** is safe.", ["Guest Data"]),
        ("A guest may look at data.", []),
        ("Guesthouses are not meant.", []),
        ("We and you agree.", []),
        ("The Party and both Parties sign.", ["Party"]),
        ("Each Guest. Data is kept.", ["Guest"]),
        ("A Program License Agreement is no Agreement.", ["Agreement"]),
        ("A Program License Agreement applies.", []),
    ],
)
def test_a_clause_uses_terms_as_they_were_defined(clause: str, terms: list[str]) -> None:
    text = (
        "1. “Guest” means a visitor. “Guest Data” means what they give. “Party” means one of us. "
        "“we” means Acme. “Agreement” means this.\n\n"
        f"2. {clause}"
    )
    assert [term for label, term in uses(text) if label == "2"] == terms


def test_words_of_a_sub_clause_are_its_own() -> None:
    text = "1. “Fee” means a price.\n\n2. **Paying**. You pay:\n\n    (a) the Fee; and\n\n    (b) nothing else."
    assert uses(text) == [("2(a)", "Fee")]


def test_a_use_is_of_the_definition_of_its_own_part() -> None:
    text = (
        "# Terms\n\n1. **Words**. “Fee” means a price.\n\n2. **Pay**. The Fee is due.\n\n"
        "# Exhibit A\n\n1. **Words**. “Fee” means a fine.\n\n2. **Pay**. The Fee is due.\n\n"
        "# Exhibit B\n\n1. **Pay**. The Fee is due."
    )
    found = segment(text, "markdown")
    parts = [
        (found.clauses[use.clause].part, found.clauses[found.definitions[use.definition].clause].part)
        for use in found.uses
    ]
    assert sorted(parts) == [("", ""), ("Exhibit A", "Exhibit A"), ("Exhibit B", "")]


TERMS = [
    "“Fee” means",
    "(the “Fee”)",
    '"Fee"',
    "Fee",
    "Fees",
    "(",
    ")",
    "“",
    "”",
    "**",
    "|",
    "[a](#b)",
    "\n",
    "\n\n",
    "1. ",
]
TEXTS = st.lists(st.sampled_from([*TERMS, "the ", "\\“", "&quot;", "x", " or ", "’", "# Definitions\n\n"])).map("".join)


@given(TEXTS)
@settings(max_examples=100)
def test_places_are_true_whatever_the_text_is(text: str) -> None:
    check(text, segment(text, "markdown"))


def check(text: str, found: Segmentation) -> None:
    for definition in found.definitions:
        clause = found.clauses[definition.clause]
        assert clause.start <= definition.start < definition.end <= clause.end
        printed = text[definition.start : definition.end]
        assert all(word in printed for word in definition.term.split() if word.isalnum())
    assert list(found.definitions) == sorted(found.definitions, key=lambda definition: definition.start)
    for use in found.uses:
        assert found.definitions[use.definition].term
        assert found.clauses[use.clause].kind not in ("contents", "navigation")
    assert len(set(found.uses)) == len(found.uses)


def test_a_made_up_text_has_a_limit() -> None:
    text = "".join(f"“Term {number} Word” means x. " for number in range(6000))
    assert len(segment(text, "text").definitions) == 5000


@pytest.mark.corpus
def test_terms_a_person_noted_are_found(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "eval" / "clause_addresses.jsonl").read_text("utf-8").splitlines()]
    noted = [row for row in rows if row.get("term")]
    missing = []
    for row in noted:
        source = (shared / "corpus" / row["path_in_corpus"]).read_bytes().decode("utf-8")
        found = segment(source, "markdown")
        check(source, found)
        if row["term"] not in {definition.term for definition in found.definitions}:
            missing.append((row["path_in_corpus"], row["term"]))
    assert len(noted) > 5
    assert missing == []

"""Matters that people ask about, and the words by which terms that speak of them would be found."""

from collections.abc import Iterator

from eval.words.matching import plain, says

# In our own words. A word is looked for from its start, so "deliver" finds "delivery".
MATTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("is there a discount for students", ("student", "universit", "discount", "academic", "school")),
    ("can i pay with bitcoin", ("bitcoin", "crypto", "virtual currenc", "blockchain", "token")),
    ("do they have a phone number i can ring", ("phone", "telephone", "call us", "hotline", "helpline")),
    (
        "in which country do they keep my stuff",
        ("data center", "data centre", "servers", "hosted in", "stored in", "located in"),
    ),
    (
        "what happens to my account when i die",
        ("death", "die", "deceased", "heir", "estate", "memorial", "incapacit"),
    ),
    ("is there a family plan", ("family", "families", "household")),
    ("how long is the free trial", ("trial",)),
    ("do i get something for inviting friends", ("referral", "refer a", "invit", "reward", "promo")),
    ("are their servers run on green power", ("renewable", "carbon", "climate", "environmental", "sustainab", "green")),
    ("can i use it without internet", ("offline", "without internet", "internet connection", "internet access")),
    ("do they make me use two-step login", ("two-factor", "two-step", "multi-factor", "2fa", "authenticat")),
    (
        "do they check my credit score",
        ("credit score", "credit report", "credit check", "credit bureau", "creditworth", "credit agenc"),
    ),
    (
        "is it made so blind people can use it",
        ("accessib", "disabilit", "disabled", "screen reader", "blind", "impair"),
    ),
    ("how many people work for them", ("employs", "headcount", "workforce", "number of employees", "staff of")),
    ("do they give part of the money to charity", ("charit", "donat", "nonprofit", "non-profit")),
    (
        "what are their opening hours",
        ("opening hours", "business hours", "hours of operation", "working hours", "24/7", "a.m", "p.m"),
    ),
    (
        "do they promise how fast support answers",
        ("response time", "respond within", "support hours", "service level", "sla", "support"),
    ),
    ("can i pay in instalments", ("instalment", "installment", "pay later", "pay in four", "split")),
    ("do i get a certificate when i finish", ("certificate", "diploma", "certification")),
    ("can i give a gift card to someone", ("gift",)),
    ("is my stuff insured if it breaks", ("insur",)),
    ("do they work with schools for little kids", ("school", "teacher", "classroom", "coppa", "ferpa")),
    ("can my dog come along", ("pet", "pets", "dog", "animal")),
    ("how often do they make backups", ("backup", "back up", "back-up")),
    ("is there an app for my watch", ("watch app", "smartwatch", "wearable", "apple watch")),
    ("do they sell t-shirts", ("merchandise", "apparel", "clothing")),
    ("how much storage do i get", ("storage", "gigabyte", "gb", "megabyte", "capacity")),
    ("how many devices can i use it on", ("devices", "simultaneous", "concurrent")),
)


def unsaid(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The questions whose words are nowhere in a text, with the words that were looked for."""
    text = plain(source)
    for question, words in MATTERS:
        if not any(says(word, text) for word in words):
            yield question, words

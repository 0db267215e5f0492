"""A thing that terms call by its name is named in what is shown, or the terms do not say; both ways for each sort."""

import pytest

from bot.understanding.asked import read_question
from bot.understanding.things import things_in

NAMED = (
    # question | a text about something near | a text that answers
    ("is there a number i can ring", "You may write to us by email.", "Call us on 555 010-7788."),
    ("is the help desk open on sundays", "We answer every message.", "We answer on weekdays from 9 am."),
    ("whats the names of all the printers they use", "Prints are made by partners.", "Prints are made by Inkwell Ltd."),
    ("which couriers can i use", "Send it within five days.", "Use DHL or any tracked service."),
    ("do they plant trees", "We care for our users.", "We offset the carbon of each parcel."),
    ("are the servers in germany", "You agree to our use of servers.", "Files lie in Ireland."),
    ("which country are my files kept in", "We keep your files.", "We keep your files in Canada."),
    ("do they have an office in oslo", "Write to us at any time.", "Our registered seat is in Oslo."),
    ("do they deliver to brazil", "Delivery takes five days.", "We deliver within the European Union: Spain, Italy."),
    ("what languages is support in", "Support is free.", "We answer in English."),
    ("can i pay in euros", "You pay in advance.", "Every price is in US dollars."),
    ("can i pay with paypal", "You leave a means of payment with us.", "We accept cards and PayPal."),
    ("can i pay in instalments", "You pay in advance.", "You may split the fee into four payments."),
    ("is there a student price", "We may change our prices.", "Students pay half of it."),
    ("any discount for charities", "Fees include tax.", "We grant no reductions or discounts."),
    ("do they send me invoices", "You pay at the start of each month.", "We send a bill by email."),
    ("is there a family plan", "A login is for one person.", "Up to six members of a household share it."),
    ("can i pause my plan", "You can cancel at any time.", "You can pause it for three months."),
    ("do they make me use 2fa", "Keep your password safe.", "You must turn on two-factor sign-in."),
    ("are my calls encrypted", "We take reasonable measures.", "Calls are encrypted on their way."),
    ("are they soc 2 audited", "We take reasonable measures.", "An auditor looks at us each year, under SOC 2."),
    (
        "do they run background checks on drivers",
        "Drivers are independent.",
        "Drivers with a criminal past are refused.",
    ),
    ("do they want my passport", "Give us true data.", "We may ask you to prove your identity."),
    ("will they tell me if there was a leak", "We take measures against leaks.", "We notify you within two days."),
    ("does a real person look at my appeal", "You can appeal.", "A member of our staff decides on appeals."),
    ("what if i die", "Your account ends with this contract.", "After a death the heirs can ask for a copy."),
    ("can my mum see my chats", "Others can see what you publish.", "A parent sees the list of contacts."),
    ("does it work on my tv", "You may use it for yourself.", "It runs on two devices."),
    ("can i upload raw files", "You keep your rights in uploads.", "You may upload photos in any format."),
    ("how much storage do i get", "Your uploads stay yours.", "Each account has 5 GB."),
    ("can i watch offline", "You may watch for yourself.", "You may download films to a device."),
    ("is the tag waterproof", "You may return the tag.", "Keep the tag away from water."),
)


@pytest.mark.parametrize(("question", "near", "answers"), NAMED)
def test_what_is_asked_for_is_named_or_the_terms_do_not_say(question: str, near: str, answers: str) -> None:
    asked = read_question(question)
    assert not asked.names_things([near])
    assert asked.names_things([near, answers])


@pytest.mark.parametrize(
    "question",
    [
        "i'm a student, can they close my account",
        "i run a charity, may i share my login with the volunteers",
        "i paid with paypal, do i get my money back",
        "i was charged after the free trial, can i get that back",
        "my phone died, can i log in on another one",
        "they looked at my passport, can they share it",
        "can my mum use my login",
        "can they read my pdf files",
        "which companies do they share my data with",
        "how does dispute resolution work",
        "i was offline for a year, is my account gone",
        "can they use photos of my dog",
        "i still have the receipt, can i return it",
        "can you tell me if i can cancel",
        "do they tell me what data they have",
        "they took away my discount, can they raise the price",
        "do they sell my phone number",
        "i stream 24/7, is that allowed",
        "i have a criminal case, do they keep my data",
        "who gets my data",
    ],
)
def test_what_somebody_tells_of_himself_is_not_asked_for(question: str) -> None:
    assert things_in(question) == ()


def test_every_thing_asked_for_has_to_be_named() -> None:
    asked = read_question("is there a phone number, and do they have an office in berlin")
    assert not asked.names_things(["Call us."])
    assert asked.names_things(["Call us.", "Our office is in Berlin."])


@pytest.mark.parametrize(
    "words", ["can i pay ", "will they ", "how much ", "use my tv on ", "who has been ", "what name of "]
)
def test_a_long_question_is_read_in_one_go(words: str) -> None:
    things_in(words * (2_000 // len(words)))

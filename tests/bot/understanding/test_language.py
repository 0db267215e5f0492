"""Whether a question and the terms share a language: foreign words in an English question are no other language."""

import pytest

from bot.understanding.language import denial_agrees, language_of, mismatch
from tests.lines import questions

TERMS = "You may not share your account. We may close it at any time if you do, and we are not liable for that."


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("German", "Dürfen die meine Fotos verkaufen?"),
        ("German", "Wem gehören meine Aufnahmen?"),
        ("German", "kann ich jederzeit kündigen und bekomme ich mein geld zurück"),
        ("German", "Wie lange werden meine Daten gespeichert?"),
        ("French", "Est-ce que je peux annuler mon abonnement ?"),
        ("French", "à qui appartiennent mes photos"),
        ("French", "puis-je être banni sans raison"),
        ("Spanish", "¿Puedo cancelar cuando quiera?"),
        ("Spanish", "quién es el dueño de mis fotos"),
        ("Spanish", "pueden vender mis datos"),
        ("Italian", "posso cancellare il mio account quando voglio"),
        ("Portuguese", "vocês vendem os meus dados para terceiros?"),
        ("Dutch", "mag ik mijn account delen met mijn vrouw"),
        ("Polish", "czy mogą sprzedać moje dane"),
        ("Swedish", "kan ni sälja min data till andra"),
        ("another script", "Могут ли они продать мои данные?"),
        ("another script", "私のデータを販売できますか"),
    ],
)
def test_the_language_of_a_question(language: str, question: str) -> None:
    assert language_of(question) == language
    assert mismatch(question, [TERMS]) == (language, "English")


@pytest.mark.parametrize("question", [*questions("english"), *questions("alone"), *questions("follow_ups")])
def test_an_english_question_is_never_taken_for_another(question: str) -> None:
    assert mismatch(question, [TERMS]) is None


def test_a_document_in_the_language_of_the_question_is_enough() -> None:
    german = "Sie dürfen das Konto nicht teilen. Wir können es schließen, wenn Sie es doch tun, und haften nicht dafür."
    assert mismatch("Dürfen die mein Konto schließen?", [TERMS, german]) is None
    assert mismatch("can they close my account?", [german]) == ("English", "German")
    assert mismatch("can they close my account?", []) is None


NO_TRAINING = (
    "Acme does not use audio, video or chat of your meetings to train models, neither its own nor those of others."
)
CLOSING = "We may close an account that was opened under a false name after seven days of notice by email."


@pytest.mark.parametrize(
    ("statement", "quote", "agrees"),
    [
        ("Acme benutzt Ihre Besprechungen nicht, um Modelle zu trainieren.", NO_TRAINING, True),
        ("Acme benutzt Ihre Besprechungen, um seine Modelle zu trainieren.", NO_TRAINING, False),
        ("Acme n'utilise pas vos réunions pour entraîner des modèles.", NO_TRAINING, True),
        ("Acme utilise vos réunions pour entraîner ses modèles.", NO_TRAINING, False),
        ("Sie können Ihr Konto nach sieben Tagen schließen.", CLOSING, True),
        ("Sie können Ihr Konto nicht nach sieben Tagen schließen.", CLOSING, False),
        ("No pueden cerrar su cuenta con un nombre que no es de usted.", CLOSING, False),
        ("They may close it after seven days.", CLOSING, True),
        ("They may not close it.", CLOSING, True),  # in one language bot.verifying.guard compares
    ],
)
def test_a_translation_neither_loses_nor_invents_a_denial(statement: str, quote: str, agrees: bool) -> None:
    assert denial_agrees(statement, [quote]) is agrees

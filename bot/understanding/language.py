"""Which language a text is in, by its small words; enough to tell when a question and the terms do not share one.

>>> language_of("Dürfen die meine Fotos verkaufen?")
'German'
>>> language_of("can they sell my schadenfreude memes")
'English'

Without a chat model a question is compared with clauses of its own language only: the embedding model knows English,
and words are compared as they are spelled. Such a question is told so instead of being answered wrongly.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

READ = 6_000
"""Characters of a document that tell its language."""
FEWEST = 2
"""Small words of a language; one may be a name or a loan ("die", "pour", "con")."""

_SMALL_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": (
            "a about after all am an and any are as at be been but by can could did do does don't for from get"
            " had has have he her his how i if in into is it its like may me might must my no not of on one or our"
            " out own shall she should so some than that the their them then there these they this to too up us"
            " was we were what when where which who why will with would you your im whats u ur dont cant"
        ),
        "German": (
            "aber als am an auch auf aus bei bin bis da dann darf das dass dem den der des die doch du dürfen ein"
            " eine einem einen einer eines er es für gegen gehört gehören gibt haben hat hatte ich ihr ihre im in"
            " ist ja kann kein keine können lange man mein meine meinem meinen meiner mich mir mit muss müssen"
            " nach nicht noch nur ob oder ohne passiert sein sich sie sind so soll sollte über um und uns vom von"
            " vor wann war warum was welche welcher wem wenn wer werden wie wieviel wieso wir wird wo wofür zu zum"
            " zur"
        ),
        "French": (
            "à a ai ainsi au aux avec ce ces cette c'est chez comment combien dans de des du elle elles en est"
            " est-ce et être il ils j'ai je la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on"
            " ont ou où par pas peut peuvent peux plus pour pourquoi puis-je qu'est-ce quand que quel quelle"
            " quelles quels qui quoi sa sans se ses si son sont sur ta te tes ton tu un une vos votre vous"
        ),
        "Spanish": (
            "a al como cómo con cuál cuáles cuando cuándo cuánto cuánta cuántos de del desde donde dónde el ella"
            " ellos en es esta está este esto están fue ha hace han hasta hay la las le lo los me mi mis mucho muy"
            " no nos nosotros o para pero por porque puede pueden puedo que qué quién quien se sea ser si sin"
            " sobre son su sus también te tengo tiene tienen tu un una unos y ya yo"
        ),
        "Italian": (
            "a ai al alla alle anche c'è che chi ci come con cosa da dal dalla dei del della delle di dopo dove e"
            " è ed gli ha hanno ho i il in io la le lo loro ma mi mia mie miei mio nel nella no non o ogni perché"
            " però più posso può possono quale quali quando quanto se senza si sono su sua suo ti tra un una uno"
            " vostri"
        ),
        "Portuguese": (
            "a ao aos as até com como da das de dela dele depois do dos e é ela ele eles em está eu foi há isso"
            " isto já mais mas me meu meus minha minhas na não nas nem no nos o os ou para pela pelo por porque"
            " posso pode podem qual quais quando quanto que quem se sem ser seu seus são sua também tem têm um uma"
            " você vocês"
        ),
        "Dutch": (
            "aan als bij dan dat de deze die dit door een en er geen gaat had heb hebben heeft het hij hoe"
            " hoeveel ik in is ja kan kunnen maar mag me met mij mijn mogen moet na naar niet nog of om onder ons"
            " ook op over te tot uit van veel voor waar waarom wanneer was wat we welke wel wie wij word wordt"
            " worden zal ze zich zij zijn zo zonder"
        ),
        "Polish": (
            "a ale bez bo być co czy dla do gdzie go i ich ile jak jakie jaki jest jestem jeśli już kiedy kto"
            " która które który ma mam mi mnie mogą mogę może moich moje moja mój na nie niż o od oraz po przez"
            " przy są się to tego ten w wam we z za ze że"
        ),
        "Swedish": (
            "alla allt att av blir de dem den det du efter eller en ett från få får för ha han har hur hos i inte"
            " jag kan kommer man med men min mina mitt måste ni när och om på ska skulle som sig så till under upp"
            " ut utan vad var vem vi vilka är"
        ),
    }.items()
}
CODES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
}
"""ISO 639-1 codes of the languages that are recognised."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=256)
def language_of(text: str) -> str | None:
    """The language a text is clearly in, by its English name; "another script" if not in Latin letters; or None."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if letters and latin < len(letters) / 2:
        return "another script"
    words = [word.replace("’", "'").lower() for word in _WORDS.findall(text)]
    found = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    if "¿" in text or "¡" in text:
        found["Spanish"] += FEWEST
    best, *others = sorted(found, key=lambda language: -found[language])
    clear = found[best] >= FEWEST and found[best] > found[others[0]]
    # Borrowed titles and names have small words too: English is left only for a text that has hardly any of it.
    if best != "English" and found[best] < 2 * found["English"] + FEWEST:
        return "English" if found["English"] else None
    return best if clear else None


def mismatch(question: str, documents: Iterable[str]) -> tuple[str, str] | None:
    """The languages of a question and of the documents, None when they may be one."""
    asked = language_of(question)
    written = [language for text in documents if (language := language_of(text[:READ])) is not None]
    return (asked, written[0]) if asked and written and asked not in written else None


# --- a statement in another language than its quote ------------------------------------------------------------------

_DENIES = {
    "English": r"not|no|none|never|neither|nor|cannot|nobody|nothing|without|unless|except|prohibited|forbidden"
    r"|\w+n['’]t",
    "German": r"nicht|nichts|nie|niemals|niemand|kein\w*|ohne|außer|ausser|sofern|es sei denn|verboten|untersagt|weder"
    r"|ausgeschlossen",
    "French": r"ne|n['’]\w+|pas|aucun\w*|jamais|sans|sauf|à moins|interdit\w*|ni|rien",
    "Spanish": r"no|nunca|ning[uú]n\w*|sin|salvo|excepto|prohibid\w*|ni|nada|jamás",
    "Italian": r"non|mai|nessun\w*|senza|salvo|tranne|vietat\w*|né|niente",
    "Portuguese": r"não|nunca|nenhum\w*|sem|salvo|exceto|proibid\w*|nem|nada",
    "Dutch": r"niet|niets|nooit|geen|zonder|tenzij|behalve|verboden|noch",
    "Polish": r"nie|nigdy|żad\w*|bez|chyba|oprócz|zabronion\w*|ani",
    "Swedish": r"inte|ej|aldrig|ingen|inget|inga|utan|utom|förbjud\w*",
}


def denial_agrees(statement: str, quotes: Iterable[str]) -> bool:
    """Whether a statement in another language than its quotes denies where they deny, and nowhere else.

    The force of words is compared in English only (``bot.verifying.guard``). Across languages this is what can be told
    of it: a lost or an invented "not" is the worst that a translation can do. True where both are in one language.
    """
    quoted = " ".join(quotes)
    says, wrote = language_of(statement), language_of(quoted)
    if says is None or says == wrote or says not in _DENIES or wrote not in _DENIES:
        return True
    return _denies(statement, says) == _denies(quoted, wrote)


def _denies(text: str, language: str) -> bool:
    return re.search(rf"\b(?:{_DENIES[language]})\b", text, re.IGNORECASE) is not None

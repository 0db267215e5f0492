"""How contracts word a definition: one pattern for each thing that can stand around a term."""

import re

_GLUE_WORDS = (
    "the|an?|our|its|their|your|this|these|those|such|any|all|or|and|and/or|also|as|applicable|simply|just|in short|"
    "for short|collectively|together|together with|each|either|individually|respectively|jointly|singularly|severally|"
    "here(?:in)?after|herein(?: also)?|below|further|for convenience|hereby|plural|singular|sometimes|in each case|"
    "as applicable|im folgenden|nachfolgend|kurz|der|die|das|den|gemeinsam|ci-après|le|la|les|l['’]|ensemble|et|ou|"
    "oder|und|el|los|las|en adelante|di seguito"
)
GLUE = rf"(?:[\s,;:&/]|\b(?:{_GLUE_WORDS})\b)*+"
"""Words that stand between a naming and the term, and between the terms of one naming."""
_NAMED = (
    r"(?:(?:hereby\s+)?(?:referred\s+to|refer\s+to|defined|designated|known|abbreviated|identified)\s+"
    r"(?:[\w'’-]+\s+){0,6}?as|hereinafter\s+called|(?:here(?:in)?after|collectively)\s*,?\s*(?:called|referred\s+to\s+as|named)?|"
    r"(?:which|that|whom)\s+we\s+(?:will\s+|may\s+)?call|called|being|désignée?s?|genannt|bezeichnet)"
)
GROUP_GAP = re.compile(rf"[\s,;.]*{GLUE}(?:\(?s\)\s*)?{GLUE}", re.IGNORECASE)
_PRONOUNS = "we|us|our|ours|you|your|yours|yourself|i|me|my|mine|it|they|them|their|he|she|wir|uns|sie|ihr|nous|vous"
PRONOUN = re.compile(rf"(?:{_PRONOUNS})$", re.IGNORECASE)
"""Defined often ("we", "us") and used in every clause: kept as definitions, left out of the uses."""

_ASIDE = (
    r"(?:\s*,?\s*\([^()\n]{0,80}\))?(?:\s*,?\s*(?:as\s+used|when\s+used|whenever\s+used|used|as\s+defined|where\s+used|"
    r"for\s+(?:the\s+)?purposes?\s+of|with\s+respect\s+to|in\s+relation\s+to|in\s+this|or\s+similar)\b[^.;\n\"“]{0,100}?,?)?"
)
_ADVERBS = (
    r"(?:[\s,]+(?:shall|will|must|may|can|should|also|only|collectively|each|both|individually|always|herein|"
    r"in\s+this\s+\w+|has|have|having|is|are|be|to|terms?))*"
)
MEANS = re.compile(
    rf"{_ASIDE}{_ADVERBS}[\s,]+(?:means?\b(?!\s+(?:that|you|we|your|I)\b)|refers?\b(?:,?\s+\w+ly,?)?\s+to\b|"
    r"(?:the\s+)?(?:same\s+|respective\s+|following\s+)?(?:meanings?)\b|"
    r"defined\b(?!\s+by\s+you)|understood\s+(?:to\s+mean|as)\b|(?:\w+ly\s+)?(?:interpreted|construed)\s+(?:to|as)\b|deemed\s+to\s+(?:mean|include|refer)\b|"
    r"stands?\s+for\b|denotes?\b|signif(?:y|ies)\b|the\s+meanings?\b|"
    r"bedeutet\b|bezeichnet\b|steht\s+für\b|désigne(?:nt)?\b|signifie\b|s['’]entend\b|significa\b)",
    re.IGNORECASE,
)
"""What follows a term that a verb defines."""
IS = re.compile(
    rf"{_ADVERBS}[\s,]+(?:(?:is|are)\s+(?:an?|any|the|all|those|each|one|either|both|information|defined)\b"
    r"|(?:(?:does|do|shall|will)\s+not\s+)?includes?\b|excludes?\b|represents?\b|(?:is|are)\s+(?:as\s+follows|to)\b)",
    re.IGNORECASE,
)
"""What follows a term that is defined at the start of a sentence or as "the term"; also said of other words."""
IS_ENTRY = re.compile(rf"{_ADVERBS}\s+(?:is|are|be|applies|covers?|comprises?)\b", re.IGNORECASE)
"""What follows a term at the start of a sentence in a list of definitions."""
ENTRY = re.compile(r"\s*(?::|[–—]|\s-\s|\.\s|\|)")
"""What parts a term from its meaning in a list of definitions."""
WE_MEAN = re.compile(r"\s*,?\s*(?:we|is|are|wird|nous)\s+(?:\w+\s+)?(?:mean|meant|refer|verst|entend)", re.IGNORECASE)

NAMES = re.compile(
    rf"(?:{_NAMED}|\b(?:collectively|together|individually|each)\s*,?\s*(?:an?|the|our|as|with\s+\w+)?)\s*[:,]?\s*{GLUE}\(?$",
    re.IGNORECASE,
)
"""What stands before a term that is named in passing."""
CALLS = re.compile(
    rf"\bwe\s+(?:will\s+|may\s+|['’]ll\s+)?(?:also\s+)?call\s+(?:[\w'’-]+\s+){{0,5}}?{GLUE}\(?$", re.IGNORECASE
)
LOOSE_NAMES = re.compile(
    r"\b(?:commonly|sometimes|often|generally|usually|frequently|popularly|otherwise|also|formerly|previously|well|widely|"
    r"known|marked|labell?ed|tagged|titled|entitled|so-called)\s+(?:\w+\s+){0,2}(?:(?:known|referred\s+to|called|identified|defined)"
    r"\s*)?(?:\w+\s+)?(?:as|called|)\s*(?:the|an?)?\s*$|\b(?:identified|known)\s+(?:\w+\s+){0,3}as\s*$",
    re.IGNORECASE,
)
"""Names that others use: "commonly referred to as “phishing”"."""
THE_TERM = re.compile(
    r"(?:\b(?:terms?|words?|expressions?|phrases?|references?\s+(?:in\s+[\w\s]{1,40}\s+)?to|begriffe?|termes?|by)\s*,?|\bby)\s*$",
    re.IGNORECASE,
)
LINE_START = re.compile(
    r"(?:^|\n|\|)[\s>#*+•·▪◦–-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]+\s*)?(?:(?:the\s+)?terms?\s+)?$",
    re.IGNORECASE,
)
SENTENCE_START = re.compile(
    r"(?:^|\n|[.:;!?)”\"]\s|\|)[\s>#*+•·▪◦–-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]+\s*)?(?:an?|the|our)?\s*$",
    re.IGNORECASE,
)
CLICK = re.compile(
    r"\b(?:click(?:s|ed|ing)?|select(?:s|ed|ing)?|press(?:es|ed|ing)?|tap(?:s|ped|ping)?|check(?:s|ed|ing)?|"
    r"choos(?:e|es|ing)|button|box|tab|menu|icon|link|page|file|entitled|titled|labell?ed|marked|see|under)\b"
    r"\s*(?:on\s+|the\s+|a\s+|an\s+|our\s+|in\s+)*$",
    re.IGNORECASE,
)
"""What makes quoted words the name of a button, a page or a document."""
OPENING = re.compile(rf"\(\s*{GLUE}(?:{_NAMED}\s*{GLUE})?$", re.IGNORECASE)
SEGMENT = re.compile(
    rf"[,;:–—-]\s*{GLUE}(?:(?:we|us|our|you|your)\s*[,;]?\s*{GLUE})?(?:{_NAMED}\s*{GLUE})?$|\b(?:the|an?|our|each|collectively|as)\s+{GLUE}$",
    re.IGNORECASE,
)
AFTER_OPENING = re.compile(
    r"[\s.]*(?:[,;:)\]]|(?:or|and|which|as|being|in|for|below|for\s+short|hereafter|herein|when|where|with|together)\b|$)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"[\s.,;]*(?:\)|(?:when|where|as|with|and|or|together|if|to|in|for|whether)\b[^()\n]{0,120}\))", re.IGNORECASE
)
EXAMPLES = re.compile(
    r"\b(?:e\.\s?g\.|i\.\s?e\.|for\s+example|such\s+as|see|including|includes|like|under|titled|entitled|marked|labell?ed|"
    r"formerly|via|through|click|clicking|select|selecting|named|containing|contains|say|says|excluding|described|section)\b"
    r"[^()\n“\"]{0,60}$",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|exhibit|annex|appendix|schedule|parts?|sec\.|art\.)|§)\s*"
    r"[\w.]{1,12}(?:\(\w{1,4}\)){0,3}\s*$",
    re.IGNORECASE,
)
PLAIN_ENTRY = re.compile(
    r"\n[ \t>|*+•·▪◦–-]*(?:(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]+|\d{1,3}(?:\.\d{1,3})+[.)]*)[ \t]+)?"
    r"(?:The[ \t]+term[ \t]+)?"
    r"(?P<term>[A-Z0-9][\w’'&/.\- ]{1,79}?)(?:(?=[ \t]*(?::|[–—]|[ \t]-[ \t]|\|))"
    r"|(?=[ \t]+(?:shall |will |collectively )?"
    r"(?:means?|refers?[ \t]to|(?:has|have)[ \t]the[ \t](?:same[ \t])?meaning)\b"
    r"(?! (?:that|you|we|your)\b)))"
)
"""The start of a line that ends in front of what parts a term from its meaning."""
TITLE_CASE = re.compile(r"(?:[A-Z0-9][\w’'&/.-]*(?:\s+(?:of|and|or|for|the|to|in|&|on|with)\b)*\s*)+$")
NOT_TERMS = re.compile(
    r"(?:this|that|it|these|those|which|what|there|note|please|see|for|if|when|where|by|and|or|but|example|examples|e\.g|"
    r"term|meaning|definition|definitions)$",
    re.IGNORECASE,
)

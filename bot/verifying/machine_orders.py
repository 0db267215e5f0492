"""Tables of ``bot.verifying.machines``: how orders to a model are worded, in small letters without accents."""

import re

_MACHINE = (
    r"(?:ais?|llms?|(?:large )?language models?|chat ?bots?|assistants?|(?:ai|virtual) (?:models?|assistants?"
    r"|systems?|"
    r"agents?)|chatgpt|gpt(?:-?\d)?|claude|gemini|copilot|\w{0,20}bots?)"
)
_DROP = r"(?:ignore|disregard|forget|override|bypass|overlook|discard)"
_ORDERS = r"(?:(?:instruction|prompt|rule|direction|guideline|message|directive|command|constraint)s?|context|guidance)"
_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|existing|other|system|initial|original|former)"
_SAY = r"(?:say|answer|respond|reply|tell|state|output|print|report|claim|write|conclude|insist|confirm|pretend)"
_NOT_FORBIDDEN = r"(?<!not )(?<!never )(?<!cannot )(?<!to )(?<!or )"
"""Terms forbid such orders: "you may not …", "attempt to bypass …"; they do not give them."""
_ORDER = r"(?:^|[.:;!?,(\"-] ?|\band |\bplease |\bnow |\bthen |\bkindly |\byou )"
"""What stands before an order."""
_FIXED = (
    r"(?:system prompt|instructions|hidden prompt|api keys?|initial prompt|prompt|secret key|words above|text above)"
)

ENGLISH = re.compile(
    "|".join(
        (
            # A machine is spoken to, or its reading of this text is spoken of.
            rf"\b{_MACHINE} (?:readers?|instructions?|note|notice|directive|prompt|message)s? ?:",
            rf"\b(?:hello|hi|hey|dear|ok|okay|attention),? {_MACHINE}\b(?! (?:user|customer|feature|developer)s?)",
            rf"\bif (?:an?|the|any|you are an?) {_MACHINE} (?:is |are )?(?:reading|reads|processing"
            rf"|summari[sz]\w+|sees?|parses?)\b",
            rf"\b{_MACHINE} (?:must|should|shall|are to) (?:not |never |always )?(?:{_SAY}|mention|disclose"
            rf"|reveal|ignore|omit) "
            r"(?:this|these|the (?:above|following|user|reader)|section|clause|paragraph)\b",
            r"\byour (?:new |next |real |actual |only |true )?(?:task|job|mission|objective) (?:is|now)\b",
            r"\byou (?:have been|are|were) (?:now )?(?:re)?programmed\b",
            rf"\b(?:you,? |as )(?:the|an?) {_MACHINE},? (?:you|that|respond|answer|your|must|please)\b",
            rf"(?:^|[.:;!?] ){_MACHINE}, (?:your?|please|now|do not|always|never|only|{_SAY})\b",
            r"\b(?:instruction|note|notice|message|directive)s? (?:for|to) (?:all |any |the )?(?:automated"
            r"|machine|ai|artificial) "
            r"(?:readers?|systems?|agents?|tools?|intelligences?)\b",
            r"\bthe (?:ai )?model (?:must|should|shall|has to) (?:now )?(?:print|output|say|ignore|reveal"
            r"|repeat|reply|respond)\b",
            rf"{_ORDER}(?:tell|show|give|inform|assure) (?:the )?(?:users?|readers?) (?:that|this|these|only)\b",
            rf"{_ORDER}(?:do not|don't|never) (?:reveal|disclose|show|mention) (?:\w+ ){{0,4}}(?:to )?(?:the "
            rf"|any )?(?:user|reader|human)s?\b",
            rf"{_ORDER}forget your (?:role|identity|purpose|persona|training)\b",
            r"\b(?:enter|enable|activate|switch to) (?:developer|admin|debug|god|jailbreak|unrestricted) mode\b",
            r"\b(?:assistants?|llms?|language models?|ai (?:models?|assistants?|readers?)|chatgpt|chatbots?"
            r"|any ai that \w+ this \w+) "
            r"(?:is|are) (?:hereby |kindly )?"
            r"(?:requested|instructed|asked|told|ordered|obliged|forbidden|not allowed) to "
            rf"(?:not )?(?:{_SAY}|mention|skip|ignore|omit|summari|recommend|reveal|disclose|call|rate|treat)",
            r"\battention,? (?:all |any )?(?:automated|ai|artificial|machine) (?:systems?|readers?|agents?"
            r"|intelligences?)\b",
            rf"(?:^|[.:;!?] ){_MACHINE} (?:must|should|shall) (?:now |always |only )?{_SAY}\b",
            r"\byour (?:only|sole|new|real|true) (?:purpose|role|goal|function) (?:is|now)\b",
            rf"{_ORDER}(?:replace|rewrite|erase|delete) your (?:instructions|prompt|guidelines|rules)\b",
            rf"{_ORDER}if (?:you are )?asked,? (?:deny|claim|say|answer|insist|pretend)\b",
            rf"{_ORDER}say nothing about\b",
            # What is made of this text is laid down.
            r"\b(?:all|any|every|the|your) (?:ai )?(?:summar(?:y|ies)|answers?|repl(?:y|ies)"
            r"|explanations?) (?:of|to|about|on) "
            r"(?:this|these|the) (?:document|text|page|terms|agreement|contract|policy|questions?) (?:must"
            r"|should|shall|ha(?:s|ve) to)\b",
            r"\b(?:from|in|to|into|of) your (?:summary|answer|reply|explanation|output"
            r"|headline)(?=[\s.,;:!?]*$|[.,;:!?])",
            r"\bwhen (?:answering (?:any |all |a )?questions?|summari[sz]ing|explaining|reviewing|reading"
            r"|processing|analy[sz]ing) "
            r"(?:about |on )?(?:this|these|the (?:page|document|text|terms|contract))\b[^.]{0,60}\b(?:always"
            r"|never|only|do not|don't)\b",
            rf"{_ORDER}(?:output|print|reply|respond|answer|return|say|write)(?: with| in)? only\b",
            rf"{_ORDER}(?:only|always|never) (?:output|reply|respond|answer|print|mention|say) ",
            rf"{_ORDER}(?:respond|reply|answer|output|return) (?:in|as) (?:json|xml|yaml|markdown|html|code"
            rf"|english|one word)\b",
            rf"{_ORDER}(?:do not|don't|never) (?:tell|inform|mention|reveal|show|say)(?: \w+){{0,6}} (?:the"
            rf"|any) (?:user|reader|human)s?\b",
            rf"{_ORDER}(?:do not|don't|never) (?:tell|inform|warn|alert) the (?:user|reader|human|customer"
            rf"|person)s?\b",
            rf"{_ORDER}pretend (?:that|you)\b",
            rf"{_ORDER}act (?:as if you (?:were|are)|as an? \w+ (?:who|that)|like an?)\b",
            r"(?:^|[.:;!?] )summaries (?:must|should|shall|may)\b",
            rf"{_ORDER}(?:do not|don't|never) summari[sz]e\b",
            rf"{_ORDER}(?:answer|respond to|reply to) (?:all|every|any|each) (?:\w+ )?(?:questions?|quer(?:y"
            rf"|ies)|prompts?)\b",
            r"\byour (?:answers?|repl(?:y|ies)|responses?) (?:to (?:all|every|any)|will (?:be in|say)|is that"
            r"|are that)\b",
            r"\bfrom (?:this point|here) on,? your? (?:answer|repl|respon|will (?:answer|say|reply))",
            r"(?:^|[.:;!?(] ?)(?:output|answer|expected answer|correct answer) ?: ",
            r"\b(?:begin|start|end) your (?:reply|answer|response|summary) with\b",
            r"\bwhen (?:the|a|any) (?:user|customer|person|reader) asks\b[^.]{0,60}\byou (?:say|answer|reply"
            r"|respond)\b",
            r"\b(?:please|kindly|now|only) (?:answer|respond|reply) (?:that|with)\b",
            r"\bfollow (?:these|the following|my) instructions instead\b|\bsystem override\b",
            r"\b(?:whoever|anyone who|anything that|those who) (?:summari[sz]es?|paraphrases?|condenses?|explains?) "
            r"(?:this|these|the (?:page|document|text|terms|clause))\b",
            r"\b(?:note|notice|message|hint)s? (?:for|to) the (?:summari[sz]ing|answering|reading) (?:model|machine)\b",
            r"\bthe (?:correct|right|only|expected) answer is ?:|\banswer accordingly\b"
            r"|\bis the answer (?:that )?you (?:must |have to |will )?give\b",
            r"\bfrom (?:here|now) on,? (?:act|speak|behave|write) (?:as|like)\b",
            rf"{_ORDER}act (?:as|like) an? (?:\w+ ){{1,3}}(?:who|that) (?:{_SAY}|promise|agree|like|praise)",
            r"\byou should describe (?:this|the) (?:company|service|document)\b",
            r"\b(?:in|with) every (?:reply|answer|response)(?=[\s.,;:!?]*$|[.,;:!?])",
            # In some cipher, to be read and obeyed.
            r"\b(?:rotate|decode|decipher|unscramble|decrypt)\b[^.]{0,60}\b(?:do|follow|obey|execute) (?:what )?it\b",
            # What was said before is lifted, or a list of orders in the form in which programs speak to models.
            r"(?:^|[.:;!?|] ?)(?:large )?(?:language models|ai models|ai assistants|llms|chatbots) ?: ",
            r"[\"']role[\"'] ?: ?[\"'](?:system|assistant|user|tool|developer)|[\"'](?:status|headline|yes_no|findings"
            r"|tool_calls|function_call)[\"'] ?: ?[\"'{\[](?=[a-z{\[\"'])",
            r"\bs\d{1,2}: [^:]{1,120}\bs\d{1,2}: |, exact: ?\"",
            # What it was told before is lifted, or asked for.
            r"\b(?:skip|set aside|drop|abandon|stop following|do not follow|don't follow|pay no attention to"
            r"|throw away|overrides?"
            r"|overrule) (?:(?:all|any|the|your|these|of|whatever|everything|every) ){0,3}"
            rf"(?:{_EARLIER} (?:{_ORDERS}|guidance)|(?:what )?you (?:were|have been) told)\b",
            rf"{_ORDER}(?:translate|reveal|print|output|show|repeat|paste|list|display|share|encode"
            rf"|summari[sz]e)(?: \w+){{0,4}} "
            r"(?:system prompt|your (?:initial |hidden |full |own )?(?:prompt|configuration|instructions"
            r"|guidelines|training))\b",
            # Marks of chats.
            r"#+ ?(?:system|assistant|instructions?) ?:|</?(?:system|assistant|instructions?|prompt|user)>",
            r"\b(?:begin|start|end) (?:of )?(?:admin|system|developer|hidden|secret)\w* (?:override"
            r"|instructions?|mode)\b",
            r"\b(?:in|dans|en|nella|na|em) (?:deiner|ihrer|eurer|votre|ta|tu|su|tua|sua|vostra|uw"
            r"|je) (?:antwort|zusammenfassung"
            r"|reponse|resume|respuesta|resumen|risposta|riassunto|resposta|resumo|antwoord|samenvatting)\b",
            # Drop what you were told.
            rf"\b{_DROP} (?:(?:all|any|the|your|every|of|these|those|my"
            rf"|our) ){{0,3}}(?:{_EARLIER} ){{1,2}}{_ORDERS}\b",
            rf"{_NOT_FORBIDDEN}\b{_DROP} (?:(?:all|any|the|your|every|of|these|those) ){{1,3}}{_ORDERS}"
            r" (?:above|before|given|you (?:have|were)|so far|that (?:was|were|came|precede))\b",
            rf"(?:^|[.:;!?,(\"“-] ?|\band |\bplease |\bnow |\bmust |\bshould "
            rf"|\byou ){_DROP} (?:all )?(?:of )?your (?:\w+ )?"
            rf"(?:{_ORDERS}|training)\b",
            rf"\b{_DROP} (?:everything|anything|all|what) (?:\w+ ){{0,3}}(?:above|before|previously|said|told)\b",
            rf"(?:^|[.:;!?,(] ?|\band |\bplease ){_DROP} (?:all )?(?:of )?the (?:above"
            rf"|foregoing)(?=[\s.,;:!]*$|[.;:!]| and)",
            # You are …
            r"(?<!if )(?<!when )(?<!whether )(?<!unless )(?<!where )"
            rf"\byou are (?:now )?(?:(?:an?|the|my|our) )?(?:\w+ )?(?<!our ){_MACHINE}\b"
            r"(?! (?:developer|user|company|provider|customer|researcher|member|subscriber|operator|creator)s?)",
            r"\bas an ai(?: language model| assistant| model)?,? (?:i|you)\b",
            # You there …
            rf"\b(?:attention|dear|hey|note (?:to|for)(?: the| all| any)?|messages? (?:to|for)(?: the| all| any)?"
            rf"|instructions? (?:to|for)(?: the| any| all)?) {_MACHINE}\b(?! (?:users?|features?|services?"
            rf"|products?))",
            rf"\b(?:the|any|every|all) {_MACHINE} (?:must|should|shall|has to|have to|is to|are to"
            rf"|will) (?:now |also )?"
            rf"(?:{_SAY}|ignore|add)\b(?! to)",
            rf"\b{_MACHINE} (?:that (?:is |are )?)?(?:processing|reading|reads?|summari[sz]ing|parsing|analy[sz]ing) "
            r"(?:this|these|the (?:document|text|page|terms))\b",
            # Answer so …
            r"\b(?:when|if|whenever) (?:you are |you're )?(?:asked (?:about|whether|if|for)|summari[sz]ing|answering"
            rf"|explaining|someone asks|(?:a|the) (?:user|customer|person|reader) asks)[^.]{{0,80}}\b{_SAY} "
            r"(?:that|only|with|yes|no|:)(?=\W|$)",
            r"\b(?:tell|inform|assure|convince|remind) the (?:user|reader|customer|person|human) (?:that|to)\b",
            r"\byour (?:answer|reply|response|output|summary|headline) (?:must|should|shall|has to|is to"
            r"|will) (?:only |"
            r"always )?(?:begin|start|contain|include|say|state|read|consist|end|mention)\b",
            r"(?:^|[.:;!?(] ?|\band |\bplease |\bonly |\balways |\bnow )(?:say|answer|reply"
            r"|respond) (?:only )?(?:with )?:? ?"
            r"[\"“'‘]?(?:yes|no)\b",
            r"(?:^|[.:;!?(] ?|\band )(?:answer|respond|reply) (?:only |always )?(?:that|with) ",
            r"\bfrom now on,? (?:you|answer|respond|reply|act|always)\b(?! (?:agree|may|can|have|must|are"
            r"|need|will|pay))",
            # Give away …
            rf"\b(?:reveal|print|show|repeat|output|display|leak|disclose|give me"
            rf"|send me) (?:me )?(?:all )?(?:your|the|this)"
            rf" (?:\w+ )?{_FIXED}\b(?! (?:for|of) )",
            r"\b(?:call|invoke|run|execute|use) the (?:function|tool|plugin|command) [\w ]{1,60}\(",
            # The marks of chats.
            r"\b(?:new|updated|real|secret|actual|revised) (?:system )?(?:instructions|prompt) ?:",
            r"<\|[a-z_ ]{1,20}\|>|\[/?(?:inst|system|assistant)\]|<</?sys>>|^ ?#{2,} ?(?:system|instruction)",
            r"\b(?:begin|end) (?:of )?(?:system|user) (?:prompt|message)\b",
            r"(?:^|[.:;(?!] ?|\n)(?:system|assistant|ai|chatgpt)(?: message| prompt)? ?: ",
            r"\bdeveloper mode (?:is )?(?:now )?(?:enabled|on)\b|\bdo anything now\b|\bjailbreak mode\b",
        )
    ),
    re.MULTILINE,
)

# "Ignore (all) (the) previous instructions" as it is said elsewhere: verb … earlier … orders, in any order, near by.
ELSEWHERE = (
    (
        r"ignorier|missacht|vergiss|vergesst",
        r"vorher|bisherig|obig|fruher|deine|eure",
        r"anweisung|regeln|befehl|vorgaben|alles",
    ),
    (
        r"ignore[zr]?\b|oublie|tenez pas compte|tiens pas compte",
        r"precedent|ci-dessus|plus haut|anterieur|tes\b|vos\b",
        r"instruction|consigne|regles",
    ),
    (
        r"ignor[ae]\b|ignoren?\b|olvid",
        r"anterior|previa|de arriba|tus\b|sus\b",
        r"instruccion|ordenes|reglas|indicacion",
    ),
    (
        r"ignor[ai]\b|ignorate|dimentica",
        r"precedent|di cui sopra|anterior|tue\b|vostre\b",
        r"istruzion|regole"
        r"|comandi",
    ),
    (r"ignor[ea]m?\b|esqueca", r"anterior|acima|previa|suas\b", r"instruc|regras|ordens"),
    (
        r"negeer|vergeet|verwaarloos",
        r"eerdere|vorige|voorgaande|bovenstaande|jouw|je\b",
        r"instructie"
        r"|opdracht|regels",
    ),
    (r"zignoruj|ignoruj|zapomnij", r"poprzedni|wczesniejsz|powyzsz|swoje|twoje", r"instrukcj|polece|zasad"),
    (r"ignorera|glom", r"tidigare|ovanstaende|foregaende|dina", r"instruktion|anvisning|regler"),
    (
        r"игнорир|проигнорир|забудь|не обращай",
        r"предыдущ|прежн|вышеука|свои|твои|все",
        r"инструкц|указани|правил|команд",
    ),
    (r"ігнору|забудь", r"попередн|усі|всі|свої", r"інструкц|вказівк|правил"),
    (r"yok say|unut|gormezden gel", r"onceki|yukaridaki|tum", r"talimat|kural|komut"),
    (
        r"忽略|无视|無視|忘记|忘記|忘れ",
        r"之前|以前|上述|以上|前面|先前|これまで|前の|すべて|所有",
        r"指令|指示|说明|說明|提示|命令|规则|規則",
    ),
    (r"무시|잊어", r"이전|위의|앞의|모든", r"지시|명령|규칙|지침"),
    (r"تجاهل|انس", r"السابقة|أعلاه|جميع", r"التعليمات|الأوامر|القواعد"),
    (r"अनदेखा|नज़रअंदाज|भूल", r"पिछले|ऊपर|सभी", r"निर्देश|आदेश|नियम"),
)

TELLING = """
    ignore disregard forget override bypass overlook discard ai ais llm llms language chat chatbot chatbots
    assistant assistants virtual chatgpt claude gemini copilot say answer respond reply tell state output print
    report claim write conclude insist confirm pretend inform assure convince remind response summary headline
    now prompt instruction instructions api secret above task job mission objective programmed reprogrammed
    summaries answers replies answering summarizing summarising explaining mention told translate configuration
    guidelines antwort zusammenfassung reponse resume respuesta resumen risposta riassunto resposta resumo
    antwoord samenvatting explanation function tool plugin command system mode admin hidden developer users
    readers reader summarise summarize warn alert attention deny asked
    whoever anyone anything those summarises summarizes note answering summarising act speak behave describe reply
    rotate decode decipher unscramble decrypt models role content status yes_no findings exact
"""
"""Every English order has one of these words, the name of a bot, a bracket or a numbered sentence: others need not be
read closely."""

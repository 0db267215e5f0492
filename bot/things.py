"""Things so definite that terms which speak of them call them by their name: a telephone number, a student discount.

>>> [thing.search("We offer no discounts.") is not None for thing in things_in("is there a student price")]
[True]

What people say of themselves ("i'm a student, can they …") is not what they ask for, so each row holds ways of asking,
and beside them what stands, in one of these words, in any text that answers. The clause most like a question that holds
none of them is about something near it: to show it as the answer is wrong, however well it reads.
"""

import re

_PLACES = (
    r"U\.\s?S\.|USA?\b|United (?:States|Kingdom)|America|Europe|EU\b|EEA\b|UK\b|England|Scotland|Ireland|Germany|France"
    r"|Netherlands|Belgium|Luxembourg|Switzerland|Sweden|Finland|Denmark|Norway|Spain|Italy|Poland|Austria|Canada|Mexico"
    r"|Brazil|Argentina|Chile|Japan|China|Hong Kong|Taiwan|Korea|India|Singapore|Malaysia|Indonesia|Thailand|Vietnam"
    r"|Australia|New Zealand|Israel|Emirates|Turkey|Russia|Ukraine|South Africa|California|Delaware|New York|Texas"
    r"|Washington|Virginia"
)
_SOMEWHERE = rf"(?-i:\b(?:{_PLACES}))|worldwide|around the world|any country|other countries|outside your country"
_SYSTEMS = (
    r"(?:smart )?tv|windows|linux|mac(?:os|book)?|chromebook|ipad|iphone|ios|android|kindle|(?:apple|smart) ?watch|xbox"
    r"|playstation|switch"
)
_FIRMS = (
    r"(?-i:\b(?:Inc|Ltd|LLC|LLP|Limited|GmbH|AG|Corp|Corporation|PLC|plc|Pty|B\.V|S\.A|Oy|AB|Google|Amazon|AWS|Microsoft"
    r"|Apple|Meta|Facebook|OpenAI|Anthropic|Stripe|Adyen|PayPal|Klarna|Cloudflare|DHL|UPS|FedEx|USPS|DPD|Royal Mail"
    r"|JAMS|AAA|Visa|Mastercard)\b|[A-Z]\w+ (?:Association|Authority|Bank|Center|Centre|Commission|Institute)\b)"
)
_GROUP = r"(?:students?|teachers?|charit(?:y|ies)|non-?profits?|seniors?|pensioners?|military|schools?|academics?|universit\w+)"
_PAYING = r"(?:pay|pays|paid|paying|payments?|payable|charged?|billed|accept|take|use)"
_MEANS = (
    r"paypal|apple pay|google pay|klarna|bitcoins?|crypto\w*|(?:bank|wire) transfer|cash|cheques?|checks?|gift ?cards?"
    r"|amex|american express|direct debit|invoice"
)
_THEY = r"(?:will|would|do|does|must|should|did) (?!you\b|i\b|we\b)(?:the )?\w+ (?:have to |need to |ever |always |even |at least )?"

# Ways of asking for a thing → what a text that answers holds.
_THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(holds, re.IGNORECASE))
    for asks, holds in (
        # --- reaching the company, and who it is
        (
            r"\b(?:a|the|their|any|whats?|what[’']s|what is) (?:\w+ ){0,2}(?:phone|telephone) (?:number|line|support)\b"
            r"|\b(?:helpline|hotline)\b|\bnumber (?:to|i can|for me to) (?:ring|call|phone)\b"
            r"|\b(?:someone|somebody|anyone|anybody) (?:\w+ ){0,3}(?:phone|ring|call)\b",
            r"\btelephone|\bphone (?:number|support|line)s?\b|\bby phone|\bcall (?:us|our)\b|hotline|helpline|toll-free"
            r"|\d{3}[\s)-]{1,2}\d{3}",
        ),
        (
            r"\b(?:what|which) hours\b|\bopening hours\b|\b24/7\b|\bround the clock\b"
            r"|\bopen (?:on|at) (?:the )?(?:weekends?|sundays?|saturdays?|night|christmas)\b",
            r"\b(?:opening|office|business|working|support) hours\b|\d ?[ap]\.?m\b|24/7|\b(?:mon|satur|sun)day|weekend"
            r"|weekday|clock",
        ),
        (
            r"(?:^|\bwhat(?:[’']?s| is| are) |\b(?:give|tell) me )(?:all )?(?:the )?names? of (?:all|the|every|their|those|each)\b"
            r"(?! (?:clause|section|document|policy|agreement))"
            r"|\bwho(?:[’']?s| is| are) (?:their|your|the company[’']s) (?:\w+ ){0,2}(?:partners?|providers?|processors?"
            r"|bank|supplier|insurer|host)\b"
            r"|\b(?:which|what) (?:other )?(?:\w+ )?(?:compan(?:y|ies)|firms?|couriers?|carriers?|providers?|banks?)\b",
            _FIRMS,
        ),
        (
            r"\bwho(?:[’']?s| is) the (?:boss|ceo|founder|owner)\b|\bwho (?:founded|started|runs)\b"
            r"|\bhow many (?:employees|staff)\b",
            r"founder|founded|\bCEO\b|chief executive|director|shareholder|owned by|subsidiary|employees",
        ),
        (
            r"\bhiring\b|\bapply for a job\b|\bwork (?:for|at) (?:them|you)\b|\binternships?\b|\bjob (?:offers?|openings?)\b",
            r"\bhir(?:e|ing)|\bjobs?\b|career|vacanc|recruit|intern",
        ),
        (
            r"\bcarbon\b|\bgreen energy\b|\brenewable\b|\bclimate\b|\bplants? (?:a )?trees?\b|\brecycl\w+",
            r"carbon|climate|energy|environment|emission|sustainab|trees?\b|recycl",
        ),
        (r"\bdonat(?:e|es|ing|ions?)\b", r"donat|charit|non-?profit"),
        # --- places and languages
        (
            r"\b(?:which|what) (?:country|countries)\b"
            r"|\bwhere\b[^?.]{0,60}\b(?:kept|stored|hosted|saved|located|held|physically)\b"
            r"|\b(?:kept|stored|hosted|servers?) (?:only )?(?:inside|in|within) "
            rf"(?:(?:the )?(?:{_PLACES})|my (?:own )?country|europe|america)",
            _SOMEWHERE,
        ),
        (
            r"\b(?:offices?|branch(?:es)?|stores?|shops?) in (?!(?:the|your|my|their|an?) (?:app|settings|account))\w+",
            r"\boffices?\b|branch|headquarter|registered|\bstores? in|\bshops?\b",
        ),
        (
            r"\b(?:do|does|can|will) (?:they|you|it|the company|\w+) (?:ship|deliver)\b|\bshipping (?:to|costs?)\b"
            r"|\bdelivery (?:times?|costs?|charges?|to)\b",
            r"\bship|deliver|dispatch|postage|courier|freight",
        ),
        (
            r"\b(?:what|which) languages?\b|\b(?:available|support|customer service|help) in (?:spanish|french|german|italian"
            r"|polish|dutch|chinese|japanese|korean|arabic|hindi|portuguese|russian|turkish)\b",
            r"languages?\b|English|Spanish|French|German|translat",
        ),
        # --- paying
        (
            rf"\b{_PAYING}\b[^?.]{{0,25}}\bin (?:euros?|(?:us |canadian )?dollars?|pounds?|usd|eur|gbp|yen|rupees?"
            r"|(?:my|my own|local|another|other|a different) (?:currency|money))\b|\b(?:what|which) currenc",
            r"currenc|exchange rate|euros?\b|dollars?\b|pounds?\b|\bUSD\b|\bEUR\b|\bGBP\b|[$€£]",
        ),
        (
            rf"\b{_PAYING}\b[^?.]{{0,25}}\b(?:with|by|via|through|in|using|accept|take|use)?\b ?(?:{_MEANS})\b",
            rf"\b(?:{_MEANS})|\bwe accept\b|\baccepted\b",
        ),
        (
            r"\binstal+ments?\b|\bpay (?:it |them )?(?:later|off over|in (?:parts|bits|pieces))\b|\bsplit the (?:bill|cost)"
            r"|\bafterpay\b",
            r"instal|\bpay later\b|split|in parts|afterpay|klarna",
        ),
        (
            r"\bdiscounts?\b|\bcoupons?\b|\bpromo(?:tional)? codes?\b|\bvouchers?\b|\bhalf price\b|\d ?(?:%|percent) off\b",
            rf"discount|reduc|coupon|promot|voucher|cheaper|\bspecial (?:price|offer|rate)|half|\b{_GROUP}\b",
        ),
        (
            rf"\b{_GROUP} (?:pric\w+|rates?|plans?|deals?|offers?|discounts?)\b|\bfree for {_GROUP}"
            rf"|\b(?:cheaper|reduced|lower|discounts?) (?:\w+ ){{0,3}}(?:for|if) (?:\w+ ){{0,2}}{_GROUP}\b"
            r"|\b(?:cheaper|reduced|special|lower) (?:price|rate|fee|plan|deal)s? for\b",
            rf"discount|reduc|\bspecial (?:price|offer|rate)|\b{_GROUP}\b|education",
        ),
        (
            r"\b(?:invoices?|receipts?|vat number)\b|\bfind (?:a|the|my) bill\b",
            r"invoic|receipt|billing|\btax|account(?:ing|s)|\bVAT\b|statement",
        ),
        (r"\b(?:free )?trials?\b", r"trial|\btry\b|free period|evaluat"),
        (
            r"\bgift (?:cards?|it|a subscription)\b|\bas a (?:gift|present)\b",
            r"gift|present|voucher|redeem|transfer",
        ),
        (
            r"\breferral\b|\brefer a friend\b|\bloyalty\b|\breward points\b|\bcash ?back\b",
            r"refer|loyal|reward|cash ?back|bonus|points",
        ),
        (r"\bfamily (?:plan|account|pack|sharing|subscription|thing)\b", r"famil|household|group"),
        (
            r"\b(?:pause|freeze) (?:my|the|it|our)\b|\bput (?:\w+ ){1,3}on hold\b",
            r"paus|freez|\bhold\b|suspend",
        ),
        # --- safety
        (
            r"\b2 ?fa\b|\b(?:two|2|multi)[- ]?(?:factor|step)\b|\bauthenticator\b|\bpasskeys?\b|\bsecurity keys?\b",
            r"factor|2fa|two-step|authenticat|passkey|verification code|security key",
        ),
        (r"\bencrypt\w*|\bscrambled?\b|\bend[- ]to[- ]end\b", r"encrypt|cryptograph|end-to-end|\bTLS\b|\bSSL\b"),
        (
            r"\biso[ -]?\d+|\bsoc ?2\b|\bcertificat(?:es?|ions?)\b|\bpci\b|\bhipaa\b",
            r"\bISO\b|\bSOC\b|certif|HIPAA|\bPCI\b|health|audit",
        ),
        (
            r"\bbackground checks?\b|\bcriminal records?\b|\bvet(?:ted|ting)?\b (?=\w)|\bscreened\b",
            r"background|criminal (?:record|history|check)|convict|screen|\bvet(?:ted|s)?\b",
        ),
        (r"\bbug bount\w+|\bpen(?:etration)?[- ]test", r"bount|vulnerabilit|penetration|security research"),
        (
            r"\bpassport\b|\bdriv(?:er[’']?s?|ing) licen[cs]e\b|\b(?:face|facial) scan\b|\bselfies?\b|\bphoto id\b|\bid card\b",
            r"passport|licen[cs]e|identif|identity|selfie|\bface\b|facial|biometric|photograph|documents?\b|verif",
        ),
        (
            r"\bpanic button\b|\bemergency (?:button|calls?|number|services)\b|\bcall 911\b",
            r"emergenc|\b911\b|\b112\b|panic",
        ),
        (r"\bback-?ups?\b", r"back-?up|back(?:s|ed|ing)? up|archiv|copies|copy|redundan|safe"),
        (r"\bvpn\b", r"\bVPN|proxy|circumvent|disguis|mask|geograph|region|location"),
        (
            _THEY + r"(?:tell|warn|alert|notify|inform) (?:me|us)\b"
            r"|\bwill (?:i|we) (?:hear|find out|be (?:told|notified|warned|informed)|get told)\b"
            r"|\bdo (?:i|we) get (?:told|warned|notified|an? (?:alert|warning|heads[- ]up)|some kind of (?:alert|warning))\b",
            r"notif|inform|\btell\b|\btold\b|notice|e-?mail(?:ing)? you|let you know|contact you|alert|warn|advis|announc"
            r"|communicat|messag|\bwrite to\b|\bsay so\b|\bdays? (?:before|ahead|in advance)\b",
        ),
        (
            r"\b(?:real|actual) (?:person|people|humans?)\b|\ba human\b|\bhumans? (?:read|look|check|review)",
            r"\bhumans?\b|person(?:nel|s)?\b|people|staff|employee|reviewers?\b|\bteam|contractor|trainer|manual",
        ),
        # --- families and death
        (
            r"(?<!battery )(?<!phone )(?<!laptop )(?<!computer )\b(?:dies|died)\b|\bi die\b|\bpass(?:ed|es)? away\b"
            r"|\bdeceased\b|\b(?:my|after|his|her|of) death\b|\binherit\w*",
            r"\bdie[sd]?\b|death|deceas|\bestate\b|\bheirs?\b|inherit|next of kin|legacy|incapac|succession|memorial",
        ),
        (
            r"\b(?:can|could|will|does) my (?:mum|mom|dad|parents?|folks|mother|father)\b",
            r"parent|guardian|famil|supervis|minors?\b|child|admin",
        ),
        # --- the product itself
        (
            rf"\b(?:use|run|runs|work|works|watch|install|get|play|open)\b[^?.]{{0,30}}\bon (?:my |an? |the )?(?:{_SYSTEMS})\b"
            rf"|\b(?:{_SYSTEMS}|desktop|web|offline) (?:version|app|client)\b",
            rf"\b(?:{_SYSTEMS})\b|\bdevices?\b|compatib|operating system|platform|hardware|television",
        ),
        (
            r"\b(?:raw|heic|gif|mp4|mov|jpe?g|png|pdf|docx?|csv) (?:files?|format)\b|\bfile (?:formats?|types?|sizes?)\b"
            r"|\b(?:biggest|largest|maximum|max) (?:\w+ ){0,2}(?:files?|uploads?)\b|\bdpi\b|\bresolution\b(?! of)"
            r"|\bmegapixels?\b|\b(?:4k|1080p)\b|\bbitrate\b",
            r"format|\bfile (?:type|size)|\d ?[KMG]B\b|megabyte|gigabyte|resolution|pixel|\bdpi\b|\bHD\b|\b4K\b|\braw\b"
            r"|quality",
        ),
        (
            r"\bhow (?:much|many) (?:\w+ ){0,2}(?:storage|space|gb|gigabytes?|gigs?|tb|terabytes?|mb|megabytes?)\b",
            r"\d ?[KMGT]B\b|(?:giga|mega|tera)bytes?|unlimited",
        ),
        (
            r"\brate limits?\b|\bapi\b[^?.]{0,40}\b(?:limits?|requests|quota)\b",
            r"rate[- ]limit|\bAPIs?\b|requests per|throttl",
        ),
        (r"\boffline\b", r"offline|without (?:an )?internet|downloads?\b"),
        (r"\buptime\b|\bsla\b", r"uptime|availab|service level|%|credit|downtime|interrupt"),
        (
            r"\b(?:what|which) colou?rs?\b|\bwaterproof\b|\bwater[- ]?resistant\b|\bbattery (?:life|last)|\bspare \w+"
            r"|\bhow (?:heavy|tall|thick) is\b",
            r"colou?r|\bwater\b|waterproof|battery|weigh|dimension|\bspare|accessor|replacement",
        ),
        (
            r"\btrending\b|\balgorithms?\b|\branking\b|\branked\b|\bgo viral\b",
            r"trend|algorithm|\brank|recommend|promot|order in which|personali[sz]",
        ),
        (
            r"\b(?:bin|trash) (?:where|for|folder)\b|\b(?:recycle|trash) bin\b",
            r"\bbin\b|trash|recover|restor|recently deleted",
        ),
        (
            r"\bwho (?:has |had |was |is |been )*(?:looked|looking|viewed|visited|peeking|peeked|stalk\w+) (?:at |on )?(?:my|me)\b",
            r"\bwho (?:has |have )?(?:view|visit|look|see|saw)|visitors?\b|profile views?",
        ),
        (
            r"\b(?:can|do|does|could|who (?:picks|chooses)) (?:an? |the )?(?:mods?|moderators?|admins?)\b",
            r"moderator|admin|\bmods?\b",
        ),
        (r"\bscreen ?shots?\b", r"screen|captur|record|cop(?:y|ies)"),
        (r"\bdark mode\b|\bemojis?\b|\bstickers?\b|\bwallpapers?\b", r"dark mode|emoji|sticker|wallpaper"),
        (
            r"\bsubtitles?\b|\bclosed captions?\b|\bscreen readers?\b|\bwheelchairs?\b|\bsign language\b|\bbraille\b",
            r"accessib|disabilit|screen reader|caption|subtitle|wheelchair|sign language|braille|impair",
        ),
        (
            r"\b(?:bring|take|allow|allowed|with) (?:\w+ ){0,2}(?:dogs?|cats?|pets?)\b|\b(?:dogs?|cats?|pets?) allowed\b",
            r"\bpets?\b|animals?\b|\bdogs?\b|\bcats?\b",
        ),
        (
            r"\bwhen (?:will|are|is) (?:\w+ ){1,4}(?:com(?:e|ing) out|launch\w*|be released|be back)\b|\brelease date\b"
            r"|\broadmap\b",
            r"releas|launch|roadmap|future|availab",
        ),
    )
)


def things_in(question: str) -> tuple[re.Pattern[str], ...]:
    """Of each thing a question asks for, what a text that answers holds."""
    return tuple(holds for asks, holds in _THINGS if asks.search(question))

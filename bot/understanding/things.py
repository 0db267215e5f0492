"""Things so definite that terms which speak of them call them by their name: a telephone number, a student discount.

>>> [thing.search("Schools pay half.") is not None for thing in things_in("is there a student price")]
[False]

What people tell of themselves ("i'm a student, can they …", "i paid with a gift card, can i …") is not what they ask
for, so each row holds ways of asking, and beside them words of which one stands in any text that answers. The clause
most like a question that holds none of them is about something near it: to show it as the answer is wrong, however well
it reads. A row belongs here only when the terms cannot answer without one of its words.
"""

import re

_PLACES = (
    r"U\.\s?S\.|USA?\b|United (?:States|Kingdom)|America|Europe|EU\b|EEA\b|UK\b|England|Scotland|Ireland|Germany|France"
    r"|Netherlands|Belgium|Luxembourg|Switzerland|Sweden|Finland|Denmark|Norway|Spain|Italy|Poland|Austria|Canada"
    r"|Mexico|Brazil|Argentina|Chile|Japan|China|Hong Kong|Taiwan|Korea|India|Singapore|Malaysia|Indonesia|Thailand"
    r"|Vietnam|Australia|New Zealand|Israel|Emirates|Turkey|Russia|Ukraine|South Africa|California|Delaware|New York"
    r"|Texas|Washington|Virginia"
)
_SOMEWHERE = rf"(?-i:\b(?:{_PLACES}))|worldwide|around the world|any country|other countries|outside your country"
_FIRMS = (
    r"(?-i:\b(?:Inc|Ltd|LLC|LLP|Limited|GmbH|AG|Corp|Corporation|PLC|plc|Pty|B\.V|S\.A|Oy|AB|Google|Amazon|AWS"
    r"|Microsoft|Apple|Meta|Facebook|OpenAI|Anthropic|Stripe|Adyen|PayPal|Klarna|Cloudflare|DHL|UPS|FedEx|USPS|DPD"
    r"|Royal Mail|JAMS|AAA|Visa|Mastercard)\b|[A-Z]\w+ (?:Association|Authority|Bank|Center|Centre|Commission"
    r"|Institute)\b)"
)
_SYSTEMS = (
    r"(?:smart )?tv|windows|linux|mac(?:os|book)?|chromebook|ipad|iphone|ios|android|kindle|(?:apple|smart) ?watch|xbox"
    r"|playstation"
)
_GROUP = (
    r"(?:students?|teachers?|charit(?:y|ies)|non-?profits?|seniors?|pensioners?|military|schools?|academics?"
    r"|universit(?:y|ies))"
)
_MEANS = (
    r"paypal|apple pay|google pay|klarna|bitcoins?|crypto\w*|(?:bank|wire) transfer|cash|cheques?|checks?|gift ?cards?"
    r"|amex|american express|direct debit"
)
_FILES = r"(?:raw|heic|gif|mp4|mov|jpe?g|png|pdf|docx?|csv)"
_PAPERS = r"(?:passport|driv(?:er[’']?s?|ing) licen[cs]e|(?:face|facial) scan|selfie|photo id|id card)"
_WILL_THEY = (
    r"(?:will|would|do|does|must|should|did) (?!you\b|i\b|we\b)(?:the )?\w+ (?:(?:have|need) to |ever |always |even )?"
)

# Ways of asking for a thing → words of which one stands in a text that answers.
_THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile("|".join(asks), re.IGNORECASE), re.compile(holds, re.IGNORECASE))
    for asks, holds in (
        # --- the company and how to reach it
        (
            (
                r"\b(?:a|the|their|any|whats?|what[’']s|what is) (?:\w+ ){0,2}(?:phone|telephone) (?:number|line"
                r"|support)\b",
                r"\b(?:helpline|hotline)\b",
                r"\bnumber (?:to|i can|for me to) (?:ring|call|phone)\b",
                r"\b(?:someone|somebody|anyone|anybody) (?:i|you|we) can (?:phone|ring|call)\b",
            ),
            r"\btelephone|\bphone (?:number|support|line)s?\b|\bby phone|\bcall (?:us|our)\b|hotline|helpline|toll-free"
            r"|\d{3}[\s)-]{1,2}\d{3}",
        ),
        (
            (
                r"\b(?:what|which) hours\b",
                r"\bopening hours\b",
                r"\b(?:support|help|office|open) (?:\w+ ){0,3}24/7\b",
                r"\bopen (?:on|at) (?:the )?(?:weekends?|sundays?|saturdays?|night|christmas)\b",
            ),
            r"\b(?:opening|office|business|working|support) hours\b|\d ?[ap]\.?m\b|24/7|\b(?:mon|satur|sun)day|weekend"
            r"|weekday",
        ),
        (
            (
                r"(?:^|\bwhat(?:[’']?s| is| are) |\b(?:give|tell) me )(?:all )?(?:the )?names? of (?:all|the|every"
                r"|their)\b(?! (?:clause|section|document|policy|agreement))",
                r"\bwho(?:[’']?s| is| are) (?:their|your) (?:\w+ )?(?:partners?|providers?|processors?|bank|supplier"
                r"|host)\b",
                r"\b(?:which|what) (?:\w+ )?(?:compan(?:y|ies)|firms?|couriers?|carriers?|banks?)\b"
                r"(?![^?.]*\b(?:share|sell|sold|gives?|gets?|sees?|data|info\w*)\b)",
            ),
            _FIRMS,
        ),
        (
            (
                r"\bwho(?:[’']?s| is) the (?:boss|ceo|founder|owner) (?:of|at)\b",
                r"\bwho (?:founded|started|runs) (?:it|them|this|the company)\b",
                r"\bhow many (?:employees|staff) (?:do|does|have)\b",
            ),
            r"founder|founded|\bCEO\b|chief executive|director|shareholder|owned by|subsidiary|employees",
        ),
        (
            (r"\bare (?:they|you) hiring\b", r"\bapply for a job\b", r"\bjob openings?\b", r"\binternships?\b"),
            r"\bhir(?:e|ing)|\bjobs?\b|career|vacanc|recruit|intern|employ",
        ),
        (
            (r"\bcarbon\b", r"\b(?:green|renewable) energy\b", r"\bclimate\b", r"\bplants? (?:a )?trees?\b"),
            r"carbon|climate|energy|environment|emission|sustainab|trees?\b",
        ),
        ((r"\bdo (?:they|you) donate\b",), r"donat|charit|non-?profit"),
        # --- places and languages
        (
            (
                r"\b(?:which|what) (?:country|countries)\b",
                r"\bwhere\b[^?.]{0,60}\b(?:kept|stored|hosted|saved|located|held|physically)\b",
                rf"\b(?:kept|stored|hosted|servers?) (?:only )?(?:inside|in|within) (?:(?:the )?(?:{_PLACES})"
                rf"|my country)",
            ),
            _SOMEWHERE,
        ),
        (
            (r"\b(?:offices?|branch(?:es)?) in (?!(?:the|your|my|their|an?) (?:app|settings|account))\w+",),
            r"\boffices?\b|branch|headquarter|registered",
        ),
        (
            (
                rf"\b(?:ship|deliver)\w*\b[^?.]{{0,40}}\b(?:to|in) (?:the )?(?:{_PLACES})\b",
                r"\b(?:ship|deliver)\w* (?:\w+ ){0,3}(?:abroad|overseas|internationally|worldwide)\b",
            ),
            rf"{_SOMEWHERE}|abroad|overseas|countr|internation",
        ),
        (
            (
                r"\b(?:do|does|can|will) \w+ ship\b",
                r"\bshipping (?:to|costs?)\b",
                r"\bdelivery (?:times?|costs?|charges?)\b",
            ),
            r"\bship|deliver|dispatch|postage|courier|freight",
        ),
        (
            (
                r"\b(?:what|which) languages?\b",
                r"\b(?:support|customer service|help) in (?:spanish|french|german|italian|polish|dutch|chinese"
                r"|japanese)\b",
            ),
            r"languages?\b|English|Spanish|French|German|translat",
        ),
        # --- paying
        (
            (
                r"\b(?:pay|charged?|billed|price[ds]?)\b[^?.]{0,25}\bin (?:euros?|(?:us )?dollars?|pounds?|usd|eur|gbp"
                r"|yen|(?:my|my own|local|another|other|a different) (?:currency|money))\b",
                r"\b(?:what|which) currenc",
            ),
            r"currenc|exchange rate|euros?\b|dollars?\b|pounds?\b|\bUSD\b|\bEUR\b|\bGBP\b|[$€£]",
        ),
        (
            (
                rf"\bcan (?:i|we|you) (?:\w+ )?pay\b[^?.]{{0,25}}\b(?:with|by|via|through|in"
                rf"|using) (?:\w+ )?(?:{_MEANS})\b",
                rf"\bdo(?:es)? (?:they|you|it) (?:accept|take) (?:\w+ )?(?:{_MEANS})\b",
            ),
            rf"\b(?:{_MEANS})|\bwe accept\b|\baccepted\b",
        ),
        (
            (
                r"\binstal+ments?\b",
                r"\bpay (?:it |them )?(?:off over|in (?:parts|bits|pieces))\b",
                r"\bsplit the (?:bill|cost)",
            ),
            r"instal|\bpay later\b|split|in parts",
        ),
        (
            (
                r"(?<!\bmy )\bdiscounts?\b",
                r"(?<!\bmy )\b(?:coupons?|vouchers?|promo(?:tional)? codes?)\b",
                r"\bhalf price\b",
                r"\d ?(?:%|percent) off\b",
            ),
            rf"discount|reduc|coupon|promot|voucher|cheaper|\bspecial (?:price|offer|rate)|half|\b{_GROUP}\b",
        ),
        (
            (
                rf"\b{_GROUP} (?:pric\w+|rates?|plans?|deals?|offers?|discounts?)\b",
                rf"\bfree for {_GROUP}",
                rf"\b(?:cheaper|reduced|lower|discounts?) (?:\w+ ){{0,3}}(?:for|if) (?:\w+ ){{0,2}}{_GROUP}\b",
                r"\b(?:cheaper|reduced|special|lower) (?:price|rate|fee|plan|deal)s? for\b",
            ),
            rf"discount|reduc|\bspecial (?:price|offer|rate)|\b{_GROUP}\b|education",
        ),
        (
            (
                r"\b(?:get|find|send|keep|need|download|want|where(?: is|[’']s)) (?:\w+ ){0,3}(?:invoices?"
                r"|receipts?)\b",
                r"\bfind (?:a|the|my) bill\b",
                r"\bvat number\b",
            ),
            r"invoic|receipt|\bbill(?:s|ing)?\b|accounting|\bVAT\b",
        ),
        (
            (
                r"\b(?:is there|do (?:they|you|i|we) (?:get|have|offer|give)|how long (?:is"
                r"|does)) [^?.]{0,20}\btrials?\b",
            ),
            r"trial|\btry\b|free period|evaluat",
        ),
        (
            (r"\bgift (?:cards?|it|a subscription)\b", r"\b(?:give|buy|send) (?:\w+ ){0,4}as a (?:gift|present)\b"),
            r"gift|present|voucher|redeem|transfer",
        ),
        (
            (r"\breferral\b", r"\brefer a friend\b", r"\bloyalty\b", r"\breward points\b", r"\bcash ?back\b"),
            r"refer|loyal|reward|cash ?back|bonus|points",
        ),
        ((r"\bfamily (?:plan|account|pack|sharing|subscription)\b",), r"famil|household|group"),
        (
            (r"\bcan (?:i|we) (?:pause|freeze)\b", r"\bput (?:my|the|our) \w+ on hold\b"),
            r"paus|freez|\bhold\b|suspend",
        ),
        # --- safety
        (
            (r"\b2 ?fa\b", r"\b(?:two|2|multi)[- ]?(?:factor|step)\b", r"\bauthenticator\b", r"\bpasskeys?\b"),
            r"factor|2fa|two-step|authenticat|passkey|verification code|security key",
        ),
        (
            (r"\bencrypt\w*", r"\bscrambled?\b", r"\bend[- ]to[- ]end\b"),
            r"encrypt|cryptograph|end-to-end|\bTLS\b|\bSSL\b",
        ),
        (
            (r"\biso[ -]?\d+", r"\bsoc ?2\b", r"\bpci\b", r"\bhipaa\b", r"\b(?:security|privacy) certificat\w*"),
            r"\bISO\b|\bSOC\b|certif|HIPAA|\bPCI\b|health|audit",
        ),
        (
            (r"\bbackground checks?\b", r"\bcriminal records?\b"),
            r"background|criminal|convict|screening|offender",
        ),
        ((r"\bbug bount\w+", r"\bpen(?:etration)?[- ]test"), r"bount|vulnerabilit|penetration|security research"),
        (
            (
                rf"\b(?:ask\w*|need\w*|want|requires?|keep|have to show|is|are) (?:\w+ ){{0,4}}{_PAPERS}\b",
                rf"\b{_PAPERS} (?:needed|required)\b",
            ),
            r"passport|licen[cs]e|identif|identity|selfie|\bface\b|facial|biometric|photograph|documents?\b|verif",
        ),
        (
            (r"\bpanic button\b", r"\bemergency (?:button|calls?|number|services)\b", r"\bcall 911\b"),
            r"emergenc|\b911\b|\b112\b|panic",
        ),
        ((r"\bback-?ups?\b",), r"back-?up|back(?:s|ed|ing)? up|archiv|copies|copy|redundan|safe"),
        ((r"\bvpn\b",), r"\bVPN|proxy|circumvent|disguis|mask|geograph|region|location"),
        (
            (
                rf"\b{_WILL_THEY}(?:tell|warn|alert|notify|inform) (?:me|us)\b(?! (?:what|which|how|who|why|where)\b)",
                r"\bwill (?:i|we) (?:hear|find out|be (?:told|notified|warned|informed)|get told)\b",
                r"\bdo (?:i|we) get (?:some kind of )?(?:an? )?(?:told|warned|notified|alert|warning|heads[- ]up)\b",
            ),
            r"notif|inform|\btell\b|\btold\b|notice|e-?mail(?:ing)? you|let you know|contact you|alert|warn|advis"
            r"|announc|communicat|messag|\bwrite to\b|\bsay so\b|\bdays? (?:before|ahead|in advance)\b",
        ),
        (
            (r"\b(?:real|actual) (?:person|people|humans?)\b", r"\ba human\b", r"\bhumans? (?:read|look|check|review)"),
            r"\bhumans?\b|person(?:nel|s)?\b|people|staff|employee|reviewers?\b|\bteam|contractor|trainer|manual",
        ),
        # --- families and death
        (
            (
                r"(?<!battery )(?<!phone )(?<!laptop )(?<!computer )\b(?:dies|died)\b",
                r"\bi die\b",
                r"\bpass(?:ed|es)? away\b",
                r"\bdeceased\b",
                r"\b(?:my|after|his|her) death\b",
                r"\binherit\w*",
            ),
            r"\bdie[sd]?\b|death|deceas|\bestate\b|\bheirs?\b|inherit|next of kin|legacy|incapac|succession|memorial",
        ),
        (
            (
                r"\b(?:can|could|will|does) my (?:mum|mom|dad|parents?|folks|mother|father) (?:\w+ )?"
                r"(?:see|read|check|look|find out|monitor|control)\b",
            ),
            r"parent|guardian|famil|supervis|minors?\b|child|admin",
        ),
        # --- the product itself
        (
            (
                rf"\b(?:use|runs?|works?|watch|install|play|open)\b[^?.]{{0,30}}\bon (?:my |an? "
                rf"|the )?(?:{_SYSTEMS})\b",
                rf"\b(?:{_SYSTEMS}|desktop|web|offline) (?:version|app|client)\b",
            ),
            rf"\b(?:{_SYSTEMS})\b|\bdevices?\b|compatib|operating system|platform|hardware|television",
        ),
        (
            (
                rf"\b(?:upload|send|use|support|accept|open|export|which|what) (?:\w+ ){{0,3}}{_FILES} (?:files?"
                rf"|format)\b",
                r"\bfile (?:formats?|types?|sizes?)\b",
                r"\b(?:biggest|largest|maximum|max) (?:\w+ ){0,2}(?:files?|uploads?)\b",
                r"\b(?:image|video|photo|print|screen|high|full) resolution\b",
                r"\b(?:dpi|megapixels?|4k|1080p|bitrate)\b",
            ),
            r"format|\bfile (?:type|size)|\d ?[KMG]B\b|megabyte|gigabyte|(?<!dispute )resolution|pixel|\bdpi\b|\bHD\b"
            r"|\b4K\b|\braw\b|quality",
        ),
        (
            (r"\bhow (?:much|many) (?:\w+ ){0,2}(?:storage|space|gb|gigabytes?|gigs?|tb|terabytes?|mb|megabytes?)\b",),
            r"\d ?[KMGT]B\b|(?:giga|mega|tera)bytes?|unlimited",
        ),
        (
            (r"\brate limits?\b", r"\bapi\b[^?.]{0,40}\b(?:limits?|requests|quota)\b"),
            r"rate[- ]limit|\bAPIs?\b|requests per|throttl",
        ),
        (
            (r"\b(?:use|works?|watch|listen|play|read|available) (?:\w+ ){0,3}offline\b", r"\boffline mode\b"),
            r"offline|without (?:an )?internet|downloads?\b",
        ),
        ((r"\buptime\b", r"\bsla\b"), r"uptime|availab|service level|%|credit|downtime|interrupt"),
        (
            (
                r"\b(?:what|which) colou?rs?\b",
                r"\bwaterproof\b",
                r"\bwater[- ]?resistant\b",
                r"\bbattery (?:life|last)",
                r"\bspare (?:parts?|clips?|chargers?|cables?|keys?|batter(?:y|ies))\b",
                r"\bhow (?:heavy|tall|thick) is\b",
            ),
            r"colou?r|\bwater\b|waterproof|battery|weigh|dimension|\bspare|accessor|replacement",
        ),
        (
            (r"\btrending\b", r"\balgorithms?\b", r"\brank(?:ing|ed)\b", r"\bgo viral\b"),
            r"trend|algorithm|\brank|recommend|promot|order in which|personali[sz]",
        ),
        (
            (r"\b(?:bin|trash) (?:where|for|folder)\b", r"\b(?:recycle|trash) bin\b"),
            r"\bbin\b|trash|recover|restor|recently deleted",
        ),
        (
            (r"\bwho (?:has |was |is |been )*(?:looked|looking|viewed|visited|peeking|peeked) (?:at |on )?my\b",),
            r"\bwho (?:has |have )?(?:view|visit|look|see|saw)|visitors?\b|profile views?",
        ),
        (
            (r"\b(?:can|do|does|could|who (?:picks|chooses)) (?:an? |the )?(?:mods?|moderators?|admins?)\b",),
            r"moderator|admin|\bmods?\b",
        ),
        ((r"\bscreen ?shots?\b",), r"screen|captur|record|cop(?:y|ies)"),
        (
            (r"\bsubtitles?\b", r"\bclosed captions?\b", r"\bscreen readers?\b", r"\bsign language\b", r"\bbraille\b"),
            r"accessib|disabilit|screen reader|caption|subtitle|sign language|braille|impair",
        ),
        (
            (
                r"\b(?:bring|take|keep|allow) (?:my |an? |any )?(?:dogs?|cats?|pets?)\b",
                r"\b(?:dogs?|cats?|pets?) allowed\b",
            ),
            r"\bpets?\b|animals?\b|\bdogs?\b|\bcats?\b",
        ),
        (
            (
                r"\bwhen (?:will|are|is) (?:\w+ ){1,4}(?:com(?:e|ing) out|launch\w*)\b",
                r"\brelease date\b",
                r"\broadmap\b",
            ),
            r"releas|launch|roadmap|future|availab",
        ),
    )
)


def things_in(question: str) -> tuple[re.Pattern[str], ...]:
    """Of each thing a question asks for, what a text that answers holds."""
    return tuple(holds for asks, holds in _THINGS if asks.search(question))

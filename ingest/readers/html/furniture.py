"""Page furniture: what a page prints around the text, found by what it is, not by whose page it is.

Tags and roles say most of it (``nav``, ``footer``, ``role="dialog"``); names of classes and ids are hints that count
only where the element also looks like it: few sentences, many links or controls. Nothing that holds most of the
sentences of the page is furniture, but a cookie dialog, which is one whatever else is on the page.
"""

import re

from ingest.readers.html.measure import Measure
from ingest.readers.html.tree import HEADINGS, Element, ancestors, text_in, walk

_MENU_ROLES = frozenset({"navigation", "menu", "menubar", "tree", "toolbar", "search", "listbox", "tooltip"})
_PLAIN = HEADINGS | frozenset({"p", "li", "td", "tr", "tbody", "b", "i", "em", "strong", "br", "span", "a"})
"""Elements that are furniture only by what they say of themselves."""
_CONTENT = frozenset({"main", "article"})
_COOKIE_HINT = re.compile(
    r"cookie|consent|gdpr|ccpa|onetrust|cookiebot|truste|didomi|usercentrics|(?:^|[\s_-])cmp(?:[\s_-]|$)", re.IGNORECASE
)
_COOKIE_WORDS = re.compile(r"\bcookies?\b", re.IGNORECASE)
_COOKIE_CHOICE = re.compile(
    r"\b(?:accept|allow|agree|decline|reject|deny|refuse|necessary only|manage|customi[sz]e|"
    r"settings|preferences|got it)\b",
    re.IGNORECASE,
)
_LONGEST_COOKIE_DIALOG = 700
"""Words; a dialog with every purpose spelt out has about 400."""
_MOST_CONTROLS = 60
_COOKIE_BEGINNING = 120
"""Characters in which a cookie dialog without a name comes to its subject."""
_LONGEST_QUESTION = 30
"""Words of a question with its buttons."""
_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:^|[\s_-])(?:{words})(?:[\s_-]|$)", re.IGNORECASE))
    for kind, words in (
        ("a menu", r"nav|navbar|navigation|menu|sidebar|sidenav|breadcrumbs?|pagination|pager|skip(?:-?link|-?nav)?|"
                   r"topbar|masthead|site-?header|page-?header|quick-?links"),
        ("a footer", r"footer|site-?footer|page-?footer|colophon"),
        ("a language picker", r"lang(?:uage)?s?-?(?:picker|switch(?:er)?|select(?:or)?|menu|list)|locale(?:s|-\w+)?"),
        ("links to other pages", r"related|recommend(?:ed|ations)?|see-?also|share|sharing|social|socials|prev-?next"),
        ("a form", r"newsletter|subscribe|subscription-form|sign-?up|login|feedback|survey|helpful|was-?this|vote|"
                   r"comments?|disqus|contact-?form|search(?:-?form|-?bar|-?box)?|quote-?modal|chat-?widget|intercom"),
        ("an advertisement", r"promo|advert(?:isement)?|ads?|cta|banner|announcement(?:-?bar)?|hero-?cta"),
        ("a dialog", r"modal|popup|pop-?up|overlay|lightbox|toast|snackbar"),
    )
)  # fmt: skip
"""What names of classes and ids say an element is."""
_MOST_HINTED_PROSE = 80
"""Words of sentences in an element that a hint alone makes furniture."""


def kind_of(element: Element, measure: Measure, page: Measure) -> str:
    """What piece of furniture an element is, in words for a message ("a menu"); "" where it is none."""
    if not (measure.words or measure.controls) or (element.tag in _PLAIN and not element.attributes):
        return ""
    role = element.get("role")
    if is_cookie_dialog(element, measure):
        return "a cookie dialog"
    holds_the_page = measure.prose > 0.5 * page.prose
    if element.tag == "dialog" or role in ("dialog", "alertdialog") or element.get("aria-modal") == "true":
        return "" if holds_the_page and measure.prose >= 300 else "a dialog"
    if holds_the_page:
        return ""
    if element.tag in ("nav", "search") or role in _MENU_ROLES:
        return "a menu"
    for decide in (_edge, _aside, _form, _question, _cards, _hinted):
        if kind := decide(element, measure):
            return kind
    return ""


def is_cookie_dialog(element: Element, measure: Measure) -> bool:
    """A notice about cookies with a choice to make: told by its name or role, or by how it begins and its buttons."""
    if not 0 < measure.words <= _LONGEST_COOKIE_DIALOG:
        return False
    named = f"{element.get('class')} {element.get('id')} {element.get('aria-label')} {element.get('data-testid')}"
    if element.tag == "dialog" or element.get("role") in ("dialog", "alertdialog"):
        words = text_in(element, 20_000)
        return bool(_COOKIE_WORDS.search(words)) and bool(_COOKIE_CHOICE.search(words))
    if not 0 < measure.controls <= _MOST_CONTROLS or measure.titles:
        return False
    buttons = " ".join(text_in(inner, 100) for inner in walk(element) if _is_button(inner))
    if not _COOKIE_CHOICE.search(buttons):
        return False
    words = text_in(element, 20_000)
    return bool(_COOKIE_WORDS.search(words if _COOKIE_HINT.search(named) else words[:_COOKIE_BEGINNING]))


def is_silent_button(element: Element) -> bool:
    """A button whose words are about the page, not of the text: not one that opens a panel or holds a heading."""
    if not _is_button(element):
        return False
    if element.get("aria-haspopup") not in ("", "false"):
        return True
    if element.get("aria-expanded") or element.get("aria-controls") or element.get("role") == "tab":
        return False
    if any(inner.tag in HEADINGS for inner in walk(element)):
        return False
    around = next(ancestors(element), None)
    return around is None or not (around.tag in HEADINGS or around.tag == "summary")


def is_permalink(element: Element) -> bool:
    """A mark beside a heading that links to it."""
    if element.tag != "a" or not element.get("href").startswith("#"):
        return False
    words = text_in(element, 100)
    return not re.search(r"[^\W_]", words) or words.lower() in (
        "permalink",
        "link",
        "anchor",
        "copy link",
        "direct link",
    )


def _is_button(element: Element) -> bool:
    return element.tag == "button" or (element.get("role") in ("button", "switch") and not element.get("href"))


def _edge(element: Element, measure: Measure) -> str:
    """Headers and footers: those of the page, and link-laden ones of the text."""
    header = element.tag == "header" or element.get("role") == "banner"
    footer = element.tag == "footer" or element.get("role") == "contentinfo"
    if not (header or footer):
        return ""
    in_text = any(around.tag in _CONTENT or around.get("role") in ("main", "article") for around in ancestors(element))
    kind = "a menu" if header else "a footer"
    if header and measure.titles:
        return ""  # the title of the text; menus in it go by themselves
    if in_text:
        return kind if measure.link_share > 0.5 or (measure.controls > 1 and not measure.prose) else ""
    return kind


def _aside(element: Element, measure: Measure) -> str:
    aside = element.tag == "aside" or element.get("role") == "complementary"
    if not aside:
        return ""
    laden = (measure.linked + measure.anchored) > 0.4 * measure.words or measure.controls > 1
    return "a menu" if laden or not measure.prose else ""


def _form(element: Element, measure: Measure) -> str:
    if element.tag != "form" and element.get("role") != "form":
        return ""
    fields = [inner for inner in walk(element) if inner.tag in ("input", "select", "textarea")]
    if any(inner.get("type") == "password" for inner in fields):
        return "a login form"
    shown = [inner for inner in fields if inner.get("type") not in ("hidden", "submit", "button", "image")]
    return "a form" if shown and measure.prose < 300 else ""


def _question(element: Element, measure: Measure) -> str:
    """A line with buttons to answer it: "Was this helpful?"."""
    if measure.controls < 2 or measure.words > _LONGEST_QUESTION or measure.headings or measure.prose:
        return ""
    opens = any(inner.get("aria-expanded") or inner.get("aria-controls") or inner.get("role") == "tab"
                for inner in walk(element))  # fmt: skip
    return "" if opens else "a form"


def _cards(element: Element, measure: Measure) -> str:
    """A contents list made of headings that are links into the page."""
    if measure.anchored < 0.6 * measure.words or measure.anchored < 3:
        return ""
    cards = sum(
        inner.tag == "a" and inner.get("href").startswith("#") and any(part.tag in HEADINGS for part in walk(inner))
        for inner in walk(element)
    )
    return "a contents list" if cards >= 3 else ""


def _hinted(element: Element, measure: Measure) -> str:
    named = f"{element.get('class')} {element.get('id')}"
    if not named.strip() or measure.prose > _MOST_HINTED_PROSE or element.tag in HEADINGS:
        return ""
    if not (measure.link_share > 0.3 or measure.controls > 0):
        return ""
    if measure.titles:
        return ""
    return next((kind for kind, hint in _HINTS if hint.search(named)), "")

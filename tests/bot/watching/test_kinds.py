"""Every kind of clause and every right, on sentences of our own: what is one, and what only looks like one."""

import re
import tomllib
from importlib import resources

import pytest

from bot.watching.kinds import Net, all_kinds
from bot.watching.learned import LABELS
from bot.watching.words import words
from bot.words.readability import reading_grade

KINDS = {
    "content_licence": (
        "You grant Merle a worldwide licence to use, copy and show what you post.",
        "We grant you a worldwide licence to use our app and its content.",
    ),
    "perpetual_licence": (
        "You give us a licence to your photos that is perpetual and irrevocable.",
        "The licence you grant us is not perpetual and ends when you leave.",
    ),
    "feedback": (
        "If you send us suggestions, we may use them without any obligation to pay you.",
        "Send us your feedback about the help pages.",
    ),
    "moral_rights": (
        "You waive any moral rights in what you upload.",
        "Your moral rights stay untouched by this licence.",
    ),
    "likeness": (
        "You agree that we may use your name and likeness in advertising.",
        "You may not use our name, logo or brand in advertising.",
    ),
    "ai_training": (
        "We may use your messages and other content to train our machine learning models.",
        "We do not use any of your calls, files, notes, pictures, drawings, recordings, comments or other words of any "
        "kind at all to train our machine learning models.",
    ),
    "arbitration": (
        "You and Merle agree that any dispute will be settled by binding arbitration.",
        "You may opt out of arbitration by writing to us.",
    ),
    "class_waiver": (
        "You waive the right to take part in a class action against us.",
        "Our yoga class takes action on stiff backs.",
    ),
    "jury_waiver": (
        "Both of us waive the right to a trial by jury.",
        "You do not waive your right to a jury.",
    ),
    "short_opt_out": (
        "You may opt out of this section within 30 days of signing up by writing to us.",
        "You may unsubscribe and opt out of emails within 30 days.",
    ),
    "time_bar": (
        "Any claim must be filed within one year after it arose or it is forever barred.",
        "We answer any complaint within one month.",
    ),
    "jurisdiction": (
        "You submit to the exclusive jurisdiction of the courts of Elmsford.",
        "Our office is in Elmsford, where no judge sits.",
    ),
    "governing_law": (
        "These terms are governed by the laws of Elmsford.",
        "These terms are governed by the law of the place where you live.",
    ),
    "termination": (
        "We may suspend or terminate your account if you break a rule.",
        "You may close your account in the settings.",
    ),
    "no_cause": (
        "We may terminate your account at any time for any reason.",
        "You may cancel your plan at any time for any reason.",
    ),
    "no_notice": (
        "We may suspend your access without notice.",
        "We will not suspend your access without giving you notice.",
    ),
    "content_removal": (
        "We may remove content that we find unfit.",
        "You may remove your content whenever you like.",
    ),
    "inactivity": (
        "An account that is inactive for two years may be deleted.",
        "You may delete your account in the settings.",
    ),
    "service_change": (
        "We may change or discontinue any feature of the service.",
        "We may not change the service during your paid term.",
    ),
    "terms_change": (
        "We may change these terms from time to time.",
        "We may not change these terms during your paid term.",
    ),
    "agree_by_use": (
        "By using the app you agree to these terms.",
        "You sign the order form when you buy a plan.",
    ),
    "assignment": (
        "We may assign this agreement to any company.",
        "We will not transfer your personal data to a buyer.",
    ),
    "liability_exclusion": (
        "We are not liable for any loss of profits or data.",
        "We are liable without limitation for gross negligence.",
    ),
    "liability_cap": (
        "Our liability to you will not exceed the amount you paid in the past year.",
        "Your costs include but are not limited to fees for which you are liable.",
    ),
    "no_warranty": (
        'The service is provided "as is".',
        "The price as is usual in the trade includes delivery.",
    ),
    "indemnity": (
        "You will indemnify us against claims of others.",
        "We will indemnify you against claims that our app copies theirs.",
    ),
    "account_responsibility": (
        "You are responsible for all activity under your account.",
        "You are not responsible for activity under your account after you report its theft.",
    ),
    "auto_renewal": (
        "Your subscription renews automatically each month.",
        "Your subscription does not renew by itself, and you are not charged again.",
    ),
    "no_refund": (
        "All fees are non-refundable.",
        "If you are not happy, we will refund the fee.",
    ),
    "price_change": (
        "We may increase our prices with each new year.",
        "We will not increase the price during your term.",
    ),
    "late_fees": (
        "We may charge a late fee of two percent.",
        "We do not charge any late fees.",
    ),
    "credits": (
        "Coins have no cash value and cannot be exchanged for money.",
        "A credit card is not needed for the trial.",
    ),
    "data_sharing": (
        "We share your personal information with our advertising partners.",
        "We do not share your personal information with advertisers.",
    ),
    "data_sale": (
        "We may sell your personal information.",
        "We do not sell your personal information.",
    ),
    "tracking_ads": (
        "We use cookies to show you targeted advertising.",
        "We do not use cookies for advertising.",
    ),
    "monitoring": (
        "We may record calls and chats made through the service.",
        "We do not monitor calls made through the service.",
    ),
    "data_kept": (
        "We may keep some of your data after you delete your account.",
        "We do not keep your data after you delete your account.",
    ),
    "data_abroad": (
        "Your personal data may be transferred to other countries.",
        "We do not transfer your personal data outside the country.",
    ),
    "biometrics": (
        "We collect biometric data such as the shape of your face.",
        "We do not collect biometric data.",
    ),
    "marketing_contact": (
        "We may send you emails about promotions and offers.",
        "We will not send you marketing emails.",
    ),
    "auto_update": (
        "The app may automatically download and install updates to the software.",
        "The app does not update itself.",
    ),
    "age_limit": (
        "You must be at least 16 years old to use the service.",
        "Keep your receipt for at least 2 years.",
    ),
}
RIGHTS = {
    "opt_out_arbitration": (
        "You may opt out of arbitration by writing to us within 30 days.",
        "You may opt out of ads.",
    ),
    "small_claims": ("Either of us may go to a small claims court.", "Claims are small in number."),
    "home_court": ("You may bring a claim in the courts of your country.", "You waive the courts of your country."),
    "local_law": ("Nothing here affects your statutory rights as a consumer.", "The law is long."),
    "law_limits": ("Nothing in these terms excludes liability for fraud.", "We exclude liability for loss."),
    "keep_ownership": ("You keep the ownership of your content.", "We retain all rights in our content."),
    "end_licence": ("The licence ends when you delete the content.", "The licence does not end when you delete it."),
    "opt_out_training": ("You can opt out of training in the settings.", "You can opt out of emails."),
    "no_training": ("We do not use your files to train AI models.", "You must not use our answers to train on them."),
    "notice_of_change": ("We will notify you before a change takes effect.", "We change things without notice."),
    "reject_change": ("If you do not agree to a change, you may close your account.", "You agree to changes."),
    "cancel_any_time": ("You may cancel your plan at any time.", "We may cancel your plan at any time."),
    "stop_renewal": ("You can turn off auto-renewal in the settings.", "You cannot cancel before the renewal."),
    "refund": ("We will refund the rest of the fee.", "You are not entitled to a refund."),
    "withdrawal": ("You may withdraw within 14 days of the order.", "You lose the right to withdraw after 14 days."),
    "termination_notice": ("We will give you notice before we suspend your account.", "We suspend without notice."),
    "appeal": ("You may appeal the decision to suspend you.", "Appeals go to the court of Elmsford."),
    "export": ("You can download a copy of your data.", "You cannot download a copy of your data."),
    "opt_out_sharing": ("You can opt out of the sharing of your data.", "You opt out of arbitration and the sale."),
    "no_sale": ("We do not sell your data.", "We sell data."),
    "opt_out_ads": ("You can opt out of targeted ads.", "We show ads."),
    "withdraw_consent": ("You may withdraw your consent at any time.", "You cannot withdraw consent."),
    "delete": ("You may ask us to delete your personal data.", "We may delete an account."),
    "unsubscribe": ("You can unsubscribe with the link in each email.", "We send emails."),
}


def holds(net: Net, sentence: str) -> bool:
    return net.holds(all_kinds().book.places(words(sentence, "Merle")))


@pytest.mark.parametrize("key", [kind.key for kind in all_kinds().kinds])
def test_a_kind_is_found_where_it_is_and_not_where_it_is_denied(key: str) -> None:
    kind = next(kind for kind in all_kinds().kinds if kind.key == key)
    is_one, is_none = KINDS[key]
    assert holds(kind.net, is_one)
    assert not holds(kind.net, is_none)
    assert not holds(kind.alone, is_none)


@pytest.mark.parametrize(
    "sentence",
    [
        "You agree that Merle may use Usage Data for any purpose, such as statistics, support, machine learning or the "
        "like (which takes in the tuning and training of models), and new products.",
        "(b) for the purposes of statistics, machine learning, artificial intelligence, training and our new products;",
        "Unless you opt out in the settings, we use your notes to train our models.",
    ],
)
def test_training_is_found_among_other_purposes(sentence: str) -> None:
    assert holds(next(kind for kind in all_kinds().kinds if kind.key == "ai_training").net, sentence)


@pytest.mark.parametrize("key", [kind.key for kind in all_kinds().kinds if kind.learned])
def test_what_is_said_plainly_needs_no_label(key: str) -> None:
    kind = next(kind for kind in all_kinds().kinds if kind.key == key)
    assert kind.learned in LABELS
    assert holds(kind.alone, KINDS[key][0])


@pytest.mark.parametrize("key", [right.key for right in all_kinds().rights])
def test_a_right_is_found_where_it_is_and_not_where_it_is_denied(key: str) -> None:
    right = next(right for right in all_kinds().rights if right.key == key)
    is_one, is_none = RIGHTS[key]
    assert holds(right.net, is_one)
    assert not holds(right.net, is_none)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("keep_ownership", "Beyond that you receive slow data for the remainder of your month."),
        ("keep_ownership", "You represent that you own all rights to the pictures you post."),
        ("local_law", "If you are a consumer, you have the right to withdraw without giving a reason."),
        (
            "refund",
            "Subject to section 4 (Return and Full Refund), by continuing to use the pass you agree to changes.",
        ),
        ("withdrawal", "You must send a rented modem back within 30 days of cancellation or pay for it."),
        (
            "termination_notice",
            "It may be terminated if the maker has not cured the fault within 14 days of notice from you.",
        ),
        ("withdrawal", "Subject to your right of withdrawal, by continuing to use the pass you agree to changes."),
        ("termination_notice", "We will provide a notice of the changes and your right to cancel."),
        ("opt_out_sharing", "We don’t sell your data or share it to target ads."),
        ("export", "How to download your personal data"),
        ("export", "If you are unable to export your data, write to us."),
    ],
)
def test_what_is_only_worded_like_a_right_is_none(key: str, sentence: str) -> None:
    assert not holds(next(right for right in all_kinds().rights if right.key == key).net, sentence)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("ai_training", "You can opt out of our use of your data to train our models."),
        ("age_limit", "We ask users of the Under 13 mode for a name."),
    ],
)
def test_what_is_only_worded_like_a_kind_is_none(key: str, sentence: str) -> None:
    assert not holds(next(kind for kind in all_kinds().kinds if kind.key == key).net, sentence)


def test_each_label_is_of_one_kind_and_each_right_stands_against_some() -> None:
    known = all_kinds()
    assert sorted(kind.learned for kind in known.kinds if kind.learned) == sorted(LABELS)
    assert {key for kind in known.kinds for key in kind.rights} == {right.key for right in known.rights}
    assert len({kind.key for kind in known.kinds}) == len(known.kinds) >= 25
    assert all(0.5 < kind.sure < 1 for kind in known.kinds)


def test_our_sentences_are_plain() -> None:
    known = all_kinds()
    ours = [text for kind in known.kinds for text in (kind.text, kind.why)] + [right.text for right in known.rights]
    for text in ours:
        assert len(text.split()) <= 25
        assert re.fullmatch(r"[A-Z][^.]*\.", text), text
    for kind in known.kinds:
        assert reading_grade(f"{kind.text} {kind.why}") <= 8, kind.key


def test_no_list_is_idle() -> None:
    text = resources.files("prompts").joinpath("watch_kinds.toml").read_text(encoding="utf-8")
    patterns = text[text.index("[prohibiting]") :]
    lists = tomllib.loads(text)["words"]
    assert [name for name in lists if not re.search(rf"\b{name}\b", patterns)] == []

import pytest

from ingest.segment.inline import read_head
from ingest.segment.labels import read_label
from ingest.segment.titles import read_title


def title_of(source: str) -> str:
    head = read_head(source, 0, len(source))
    label = read_label(head.text)
    return read_title(head, label.end if label else 0, labelled=label is not None).text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("**12.1** **Charges**. You agree to pay.", "Charges"),
        ("**10.4 Licence to Us**. You grant us a licence.", "Licence to Us"),
        ("**7. TERMINATION**", "TERMINATION"),
        ("7. **NO WARRANTIES.**YOU AGREE THAT NOTHING IS WARRANTED.", "NO WARRANTIES"),
        ("3. **Change Fee. During the term, if you change the plan, you will pay a fee", "Change Fee"),
        ("5\\. How to get points. Points are given for bookings.", "How to get points"),
        ("A.\u00a0Age.\u00a0The service is for adults.", "Age"),
        ("B. Contracting Party", "Contracting Party"),
        ("1. Who we are", "Who we are"),
        ("**Registration**. You must register.", "Registration"),
        ("**Harassing Others**", "Harassing Others"),
        ("**Update Notes**:", "Update Notes"),
        ("INDEMNIFICATION", "INDEMNIFICATION"),
        ("[**4\\. Fees**](#fees)", "Fees"),
        ("**2.2 U.S. Federal Users**. You are one.", "U.S. Federal Users"),
        ("_**Roam Plan**_. It roams.", "Roam Plan"),
        ("1. **We do not read your notes:** They are yours.", "We do not read your notes"),
    ],
)
def test_titles(source: str, title: str) -> None:
    assert title_of(source) == title


@pytest.mark.parametrize(
    "source",
    [
        "**Despite this, we will not use your recordings to train models without your consent.**",
        "**You agree that you will:**",
        "**READ THIS SECTION CAREFULLY AS IT LIMITS OUR LIABILITY TO YOU.**",
        "**WE AND OUR SUPPLIERS WILL NOT BE LIABLE FOR ANY:**",
        "**Effective Date: 11 August 2023**",
        "PLEASE READ THE FOLLOWING TERMS CAREFULLY",
        "**Larkspan** may change the fees.",
        "“**Affiliate**” means any company we own.",
        "(i) use the service for trade;",
        "2\\. Our platform is not a recommendation. It is a list.",
        "You pay the fees. They are due at once.",
        "4.1 OUR PARTNERS TAKE NO DUTY ON THEMSELVES AND ASSUME NO RISK FOR ANY NOTE THAT ANOTHER USER WRITES.",
        "1.2 In this contract:",
        "_Highlighted for emphasis_",
        "1. **You agree that you will:** (i) pay; (ii) write.",
        "**9.1 PLEASE READ THIS SECTION WITH CARE – IT LIMITS YOUR RIGHTS.**",
        "**To use your rights, you or someone for you may write to us at any time or to** [us@larkspan.example](x).",
        "",
    ],
)
def test_what_is_no_title(source: str) -> None:
    assert title_of(source) == ""

"""Check what somebody says the terms say: a pasted text → claims, each with a verdict and the clauses."""

from bot.checking.answering import answer, checked, versions_of
from bot.checking.check import Books, Checker, Judge
from bot.checking.claims import LONGEST
from bot.checking.days import as_of_in
from bot.checking.routing import claim_in

__all__ = ["LONGEST", "Books", "Checker", "Judge", "answer", "as_of_in", "checked", "claim_in", "versions_of"]

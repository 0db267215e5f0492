"""The words given to chat models: Markdown files with holes. Nothing of ours is imported here.

A prompt file holds one or two messages, each below its marker, a line of its own:

    <!-- system -->
    You explain a company's terms.
    <!-- user -->
    Question: $question

Holes are those of ``string.Template``: ``$name`` or ``${name}``, and ``$$`` for a dollar sign. What is filled in is a
value and never looked at again, so a ``$name`` or a brace in a document stays as it is.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template

__all__ = ["MissingVariable", "Prompt", "PromptError", "UnknownVariable", "load"]

_FILE = re.compile(r"(?:<!-- system -->\n(?P<system>.*?)\n)?<!-- user -->\n(?P<user>.*)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]*")


class PromptError(ValueError):
    """A prompt file is absent or malformed, or was filled wrongly: a mistake of ours, not of a person."""


class MissingVariable(PromptError):
    """A hole of the prompt got no value."""


class UnknownVariable(PromptError):
    """A value was given for which the prompt has no hole."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file.

    >>> Prompt("greeting", "Be kind.", "Greet $who.", "").fill(who="$me {too}")
    ('Be kind.', 'Greet $me {too}.')
    """

    name: str
    system: str
    """Empty where the file has no system part."""
    user: str
    sha256: str
    """Of the file's text in UTF-8 with newlines as line ends; travels with each answer made with it."""

    @property
    def holes(self) -> frozenset[str]:
        return frozenset(name for part in (self.system, self.user) for name in Template(part).get_identifiers())

    def fill(self, **values: str) -> tuple[str, str]:
        """The system and the user message.

        Raises:
            MissingVariable: a hole has no value.
            UnknownVariable: a value has no hole.
        """
        if missing := self.holes - values.keys():
            raise MissingVariable(f"The prompt {self.name!r} needs {', '.join(sorted(missing))}.")
        if unknown := values.keys() - self.holes:
            raise UnknownVariable(f"The prompt {self.name!r} has no hole for {', '.join(sorted(unknown))}.")
        return Template(self.system).substitute(values), Template(self.user).substitute(values)


@cache
def load(name: str) -> Prompt:
    """Read ``prompts/<name>.md``. Raises PromptError when there is no such file or it has another form."""
    file = files(__name__) / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise PromptError(f"There is no prompt {name!r}.")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Prompt:
    """A prompt from the text of its file. Raises PromptError."""
    found = _FILE.fullmatch(text)
    if not found:
        raise PromptError(f"The prompt {name!r} does not begin with a line <!-- system --> or <!-- user -->.")
    system, user = (found["system"] or "").strip(), found["user"].strip()
    if "<!-- user -->" in user or "<!-- system -->" in user + system:
        raise PromptError(f"The prompt {name!r} has the same part twice.")
    if not all(Template(part).is_valid() for part in (system, user)):
        raise PromptError(f"The prompt {name!r} has a $ that is no hole; write $$ for a dollar sign.")
    return Prompt(name, system, user, sha256(text.encode()).hexdigest())

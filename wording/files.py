"""The `.po` files of one language, read with care: what is wrong in them is told, and never stops anybody.

A message is keyed by a stable name (`msgid "button.help"`). Where a number changes the words, `msgid_plural` names the
blank that holds it, and there are as many forms as the file's `Plural-Forms` says (gettext's rules):

    msgid "near.on_foot"
    msgid_plural "minutes"
    msgstr[0] "{minutes} minute on foot"
    msgstr[1] "{minutes} minutes on foot"
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from gettext import c2py
from typing import TYPE_CHECKING

from wording.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

SERVICES = "services.po"
"""Not sentences of the program: what stands in `services/`, Chinese text to its translation."""


@dataclass(frozen=True)
class Flaw:
    """Something wrong in a file, for whoever looks after it."""

    file: Path
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.key}: {self.what}"
            if self.key
            else f"{self.file}:{self.line}: {self.what}"
        )


@dataclass(frozen=True)
class Sentence:
    """A message: one form, or one for each kind of number."""

    forms: tuple[str, ...]
    number: str = ""
    """The blank that holds the number; empty where there is one form."""
    line: int = 0
    source: str = ""
    """The Chinese that was translated, as far as the file says (`#.` comment)."""


@dataclass(frozen=True)
class Words:
    """All of one language, of one folder."""

    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    services: Mapping[str, Sentence] = field(default_factory=dict)
    form_of: Mapping[str, Callable[[int], int]] = field(default_factory=dict)
    """By key: which form a number takes, as the file of the message says."""
    flaws: tuple[Flaw, ...] = ()


Read = tuple[list[tuple[str, Sentence]], "Callable[[int], int]"]
"""Of one file: keys and sentences, and its rule of plurals."""


def blanks(text: str) -> frozenset[str] | None:
    """Names of the `{blanks}`; None where the text cannot be filled in, or a blank is more than a name."""
    if "{" not in text and "}" not in text:
        return frozenset()
    try:
        parts = [
            (name, spec, how) for _, name, spec, how in string.Formatter().parse(text) if name is not None
        ]
    except ValueError:
        return None
    plain = all(name.isidentifier() and not spec and not how for name, spec, how in parts)
    return frozenset(name for name, _, _ in parts) if plain else None


def read(folder: Path) -> Words:
    """Everything readable in the folder, and what was not."""
    sentences: dict[str, Sentence] = {}
    services: dict[str, Sentence] = {}
    form_of: dict[str, Callable[[int], int]] = {}
    flaws: list[Flaw] = []
    for path in sorted(folder.glob("*.po")):
        told, rule = _read_plain(path) or read_any(path, flaws)
        found = services if path.name == SERVICES else sentences
        for key, one in told:
            if key in found:
                flaws.append(Flaw(path, one.line, key, "stands twice"))
            found[key], form_of[key] = one, rule
    return Words(sentences, services, form_of, tuple(flaws))


def _read_plain(path: Path) -> Read | None:
    try:
        told = plain(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if told is None:
        return None
    messages, rule = told
    return [
        (one.key, Sentence(one.forms, one.number, one.line, one.source)) for one in messages if all(one.forms)
    ], rule


def read_any(path: Path, flaws: list[Flaw]) -> Read:
    """A file of any kind, and what is wrong in it."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 -- few files need it

    try:
        with path.open(encoding="utf-8") as file:
            catalog = read_po(file, abort_invalid=True)
    except PoFileError as error:
        flaws.append(Flaw(path, error.lineno + 1, "", f"{error}: nothing of this file is used"))
        return [], _no_rule
    except (OSError, ValueError, LookupError) as error:
        flaws.append(Flaw(path, 1, "", f"cannot be read ({error}): nothing of this file is used"))
        return [], _no_rule
    rule = _plural_rule(catalog, path, flaws)
    told = []
    for message in catalog:
        one = _sentence(message)
        if one is not None:
            told.append((message.id if isinstance(message.id, str) else message.id[0], one))
    return told, rule


def _no_rule(_: int) -> int:
    return 0


def _sentence(message: Message) -> Sentence | None:
    """None for the header and for what nobody has translated yet."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if not message.id or message.fuzzy or not forms or not all(forms):
        return None
    number = "" if isinstance(message.id, str) else message.id[1]
    return Sentence(forms, number, message.lineno or 0, " ".join(message.auto_comments))


def _plural_rule(catalog: Catalog, path: Path, flaws: list[Flaw]) -> Callable[[int], int]:
    try:
        rule = c2py(catalog.plural_expr)
        rule(1)
    except (ValueError, ArithmeticError) as error:
        flaws.append(Flaw(path, 1, "Plural-Forms", f"is no rule: {error}"))
        return _no_rule
    return rule

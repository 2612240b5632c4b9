"""The usual kind of `.po` file, read in one pass: each message on lines of its own, comments of translators and extracted
ones. Babel reads any kind, and takes a tenth of a second of every start for these; what is not plain is left to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import c2py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = r'"((?:[^"\\\n]|\\[\\trn"])*)"'
_FORM = re.compile(rf"msgstr\[(\d)\] {_TEXT}\n")
_HEAD = re.compile(r'(?:#(?: [^\n]*)?\n)*msgid ""\nmsgstr ""\n((?:"[^\n]*\n)+)(?=\n)')
_RULE = re.compile(r'"Plural-Forms: *nplurals=(\d+); *plural=([^;\n]+);?\\n"')
_MESSAGE = re.compile(
    rf"\n+((?:#(?:[.,]? [^\n]*)?\n)*)msgid {_TEXT}\n"
    rf"(?:msgstr {_TEXT}\n|msgid_plural {_TEXT}\n((?:msgstr\[\d\] {_TEXT}\n)+))(?=\n|\Z)"
)
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class Plain:
    """One message."""

    key: str
    forms: tuple[str, ...]
    number: str
    """`msgid_plural`, or empty."""
    line: int
    source: str
    """What the extracted comments say."""


def plain(text: str) -> tuple[list[Plain], Callable[[int], int]] | None:
    """The messages and their rule of plurals; None when there is anything else in the file."""
    head = _HEAD.match(text)
    if head is None:
        return None
    rule = _RULE.search(head[1])
    try:
        count, form_of = (int(rule[1]), c2py(rule[2])) if rule is not None else (1, lambda _: 0)
        form_of(1)
    except (ValueError, ArithmeticError):
        return None
    told: dict[str, Plain] = {}
    at, line = head.end(), 1 + text.count("\n", 0, head.end())
    while found := _MESSAGE.match(text, at):
        line += text.count("\n", at, found.start(2))
        one = _message(found, line, count if rule is not None else 0)
        if one is None or one.key in told:
            return None
        told[one.key] = one
        line += text.count("\n", found.start(2), found.end())
        at = found.end()
    return (list(told.values()), form_of) if not text[at:].strip("\n") else None


def _message(found: re.Match[str], line: int, count: int) -> Plain | None:
    """None where there are other forms than the file says, or a flag that nobody has looked at it."""
    comments, key, single, number, several = found.group(1, 2, 3, 4, 5)
    if "fuzzy" in comments:
        return None
    forms = (_meant(single),) if several is None else _forms(several, count)
    if not key or forms is None:
        return None
    source = " ".join(one[2:].strip() for one in comments.split("\n") if one.startswith("#."))
    return Plain(_meant(key), forms, _meant(number or ""), line, source)


def _forms(several: str, count: int) -> tuple[str, ...] | None:
    forms = _FORM.findall(several)
    if [int(number) for number, _ in forms] != list(range(count)):
        return None
    return tuple(_meant(form) for _, form in forms)


def _meant(written: str) -> str:
    if "\\" not in written:
        return written
    return _ESCAPED.sub(lambda one: _MEANT.get(one[1], one[1]), written)

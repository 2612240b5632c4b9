"""Why an expression of a rule or a paper cannot be used, in words of whoever wrote it, and how to mend it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.cel import Broken, Language
from catalogue.complaint import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.place import Place

_UNDECLARED = re.compile(r"undeclared reference to '(.+)'")
_OVERLOAD = re.compile(r"found no matching overload for '(.+)' applied to '\((.*)\)'")
_SYNTAX = re.compile(r"Syntax error: (?:(?:mismatched|extraneous) input|token recognition error at:) '(.+)")
_GIVES = re.compile(r"it gives a (\w+), not a yes or no")
_FUNCTIONS = ("years", "months", "days", "surname", "size")
_TYPES = {"string": "a text", "int": "a number", "bool": "a yes or no", "list(string)": "several choices"}
_LIST = _TYPES["list(string)"]
_QUOTES = 'a text stands in quotes, a number does not; days and months are texts ("2026-01-31")'


def expression_complaints(language: Language, place: Place, text: str) -> Iterator[Complaint]:
    """What is wrong with a condition, with its column (and line, where it has several)."""
    found = language.read(text)
    if isinstance(found, Broken):
        where = f"line {found.line}, column {found.column}" if "\n" in text else f"column {found.column}"
        reason, mend = _said(language, found.reason)
        yield Complaint(place, f"{where}: {reason}", mend)


def _said(language: Language, reason: str) -> tuple[str, str]:
    if unknown := _UNDECLARED.fullmatch(reason):
        near = get_close_matches(unknown[1], [*language.words, *_FUNCTIONS], n=1)
        mend = f"did you mean `{near[0]}`?" if near else f"the words are: {', '.join(sorted(language.words))}"
        return f"`{unknown[1]}` is no word here", mend
    if overload := _OVERLOAD.fullmatch(reason):
        kinds = [_TYPES.get(one, one) for one in overload[2].split(", ") if one]
        mend = 'ask `"a" in several` or `size(several) > 1`' if _LIST in kinds else _QUOTES
        return f"`{overload[1].strip('_')}` does not take {' and '.join(kinds) or 'nothing'}", mend
    if syntax := _SYNTAX.match(reason):
        sign = syntax[1].partition("'")[0].strip()
        if sign == "<EOF>":
            return "it ends too early", "complete it, for example `age >= 18 && age < 60`"
        mend = "look at brackets and quotes; equal is ==, and is &&, or is ||, not is !"
        return f"`{sign}` does not belong here" if sign else "a quote is not closed", mend
    if gives := _GIVES.match(reason):
        reason = f"it gives {_TYPES.get(gives[1], 'no yes or no')}, not a yes or no"
    return reason, "write a yes or no, for example `age >= 18`"

"""Expressions of rules in CEL (Common Expression Language), typed against the fields, facts and applicant of one item.

What is not answered is *unknown*, not false: `has_name ? size(name) > 1 : true` holds without a name, and `size(name) > 1`
alone is undecided. An undecided rule never counts as one that held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cel_expr_python import cel

from catalogue.model import FieldKind
from catalogue.script import surname_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from contract.case import Answer

_INT, _BOOL, _STRING = cel.Type.INT, cel.Type.BOOL, cel.Type.STRING
_TEXTS = cel.Type.List(_STRING)
_TYPES: dict[FieldKind, cel.Type] = {
    FieldKind.WHOLE_NUMBER: _INT,
    FieldKind.MONEY: _INT,
    FieldKind.SHARE: _INT,
    FieldKind.YES_NO: _BOOL,
    FieldKind.CHOICES: _TEXTS,
    FieldKind.PARTS: _TEXTS,
}
"""Every other kind is a text: dates and months compare as texts."""

GIVEN: dict[str, FieldKind] = {
    "day": FieldKind.DATE,
    "age": FieldKind.WHOLE_NUMBER,
    "born": FieldKind.DATE,
    "sex": FieldKind.CHOICE,
    "home": FieldKind.TEXT,
    "document": FieldKind.TEXT,
    "applicant_name": FieldKind.PERSON_NAME,
    "answered": FieldKind.CHOICES,
    "offline": FieldKind.YES_NO,
}
"""What every rule may speak of besides fields and facts: the day of the case, the applicant's age in years, birth date, sex
(`female` or `male`), first six digits of the number, kind of document, name, the ids of the answered fields, and whether
the line was down.
"""

_PLACE = re.compile(r"<input>:(\d+):(\d+): (.+)")


@dataclass(frozen=True)
class Broken:
    """Why an expression cannot be used."""

    reason: str
    line: int
    """Within the expression, from 1."""
    column: int


class Language:
    """The words that the rules of one item may use."""

    def __init__(self, words: Mapping[str, FieldKind], of_any_kind: Collection[str] = ()) -> None:
        """`of_any_kind` are words of which the kind is not known."""
        self.words = {**GIVEN, **words}
        self._env = cel.NewEnv(
            variables=dict.fromkeys(of_any_kind, cel.Type.DYN)
            | {name: _TYPES.get(kind, _STRING) for name, kind in self.words.items()},
            functions=_FUNCTIONS,
            function_impls=_IMPLEMENTATIONS,
        )

    def read(self, text: str) -> Expression | Broken:
        """The expression when it is a yes or no over known words."""
        try:
            compiled = self._env.compile(text)
        except RuntimeError as error:
            found = _PLACE.search(str(error))
            if found is None:
                return Broken("it cannot be read", 1, 1)
            return Broken(found[3].removesuffix(" (in container '')"), int(found[1]), int(found[2]))
        if compiled.return_type() != _BOOL:
            return Broken(f"it gives a {compiled.return_type().name().lower()}, not a yes or no", 1, 1)
        return Expression(compiled)


class Expression:
    """A yes or no."""

    def __init__(self, compiled: cel.Expression) -> None:
        self._compiled = compiled

    def holds(self, values: Mapping[str, Answer]) -> bool | None:
        """None: undecided, as something that it needs is not known."""
        data = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value is not None
        }
        value = self._compiled.eval(data=data)
        return bool(value.plain_value()) if value.type() == _BOOL else None


def _years(start: str, end: str) -> int:
    """Full years from one day to another."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _months(start: str, end: str) -> int:
    """Months from one to another, of months or days."""
    return (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


_FUNCTIONS = [
    cel.FunctionDecl(name, [cel.Overload(f"{name}_texts", _INT, [_STRING, _STRING], is_member=False)])
    for name in ("years", "months", "days")
]
_FUNCTIONS.append(
    cel.FunctionDecl("surname", [cel.Overload("surname_text", _STRING, [_STRING], is_member=False)])
)
_IMPLEMENTATIONS = {
    "years_texts": _years,
    "months_texts": _months,
    "days_texts": _days,
    "surname_text": surname_of,
}

"""What must hold of an item's rules, facts and trials: every expression is typed, and each rule is seen to fail once."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.cel import GIVEN, Language
from catalogue.check_expression import expression_complaints
from catalogue.complaint import Complaint
from catalogue.model import Check, Eligibility, Ends, Fact, FieldKind, Instant, Prompt, Trial
from catalogue.parts_of import fields_of, misshapen, parts_of
from catalogue.place import Place, at, list_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from catalogue.model import Field, Part

PLACES = ("guide", "check", "result")
"""Where a prompt can stand besides a field."""

_GROUPS: dict[str, type[Part]] = {
    "eligibility": Eligibility,
    "checks": Check,
    "prompts": Prompt,
    "instant": Instant,
}


_COMPARED = re.compile(
    r"""\b(?P<field>[a-z]\w*) *[!=]= *["'](?P<value>\w+)["']|["'](?P<member>\w+)["'] in (?P<among>[a-z]\w*)"""
)
_ENDS = {
    "eligibility": ("applicant", Ends.NOT_ELIGIBLE),
    "checks": ("answers", Ends.TO_MEND),
    "instant": ("answers", Ends.ACCEPTED),
}
"""Of the groups whose rules can fail: what a trial changes to show it, and where it ends."""


def rule_complaints(data: object) -> Iterator[Complaint]:
    """Everything that does not hold; parts without their shape are passed over (told elsewhere)."""
    fields = {field.id: field for _, field in fields_of(data)}
    facts = {fact.id: fact for _, fact in parts_of(data, ("facts",), Fact)}
    yield from _names(data, fields)
    words = {one.id: one.kind for one in fields.values()}
    hurt = misshapen(data)
    language = Language(words | {one.id: one.kind for one in facts.values()}, hurt)
    for group, shape in _GROUPS.items():
        for place, rule in parts_of(data, ("rules", group), shape):
            key = "when" if isinstance(rule, Prompt) else "holds"
            yield from expression_complaints(language, (*place, key), getattr(rule, key))
            yield from _never((*place, key), getattr(rule, key), fields)
            yield from _stands(place, rule, (*fields, *hurt))
    yield from _trials(data, (*fields, *hurt), (*facts, *hurt))


def _never(place: Place, text: str, fields: Mapping[str, Field]) -> Iterator[Complaint]:
    """An answer that the field can never have: such a rule would fail for everybody, or for nobody.

    Of areas each place has its own, and a rule may speak of one that this place has not.
    """
    known = {name: one.choices for name, one in fields.items() if one.kind is not FieldKind.AREA}
    for one in _COMPARED.finditer(text):
        name, value = one["field"] or one["among"], one["value"] or one["member"]
        choices = [choice.id for choice in known.get(name, ())]
        if choices and value not in choices:
            near = get_close_matches(value.lower(), choices, n=1)
            mend = f'did you mean `"{near[0]}"`?' if near else f"its choices are: {', '.join(choices)}"
            yield Complaint(place, f'column {one.start() + 1}: `{name}` is never "{value}"', mend)


def _stands(place: Place, rule: Part, fields: Collection[str]) -> Iterator[Complaint]:
    if isinstance(rule, Check) and rule.field not in fields:
        mend = f"name one of: {', '.join(fields)}"
        yield Complaint((*place, "field"), f"`{rule.field}` is not a field of the form", mend)
    if isinstance(rule, Prompt):
        if rule.at not in fields and rule.at not in PLACES:
            mend = f"name a field, or one of: {', '.join(PLACES)}"
            yield Complaint((*place, "at"), f"`{rule.at}` is no place of the visit", mend)
        if rule.since > rule.until:
            yield Complaint((*place, "until"), "it ends before it begins", f"write {rule.since} or later")


def _names(data: object, fields: Collection[str]) -> Iterator[Complaint]:
    """A word means one thing: a field, a fact, or what every rule may speak of."""
    taken: dict[str, str] = dict.fromkeys(GIVEN, "a word of every rule")
    for name in fields:
        if name in taken:
            place = next(place for place, field in fields_of(data) if field.id == name)
            yield Complaint((*place, "id"), f"`{name}` is {taken[name]}", f"name it `{name}_2` or better")
    taken |= dict.fromkeys(fields, "a field already")
    for place, fact in parts_of(data, ("facts",), Fact):
        if fact.id in taken:
            yield Complaint((*place, "id"), f"`{fact.id}` is {taken[fact.id]}", "give it another id")
        taken[fact.id] = "a fact already"
    rules: set[str] = set()
    for group, shape in _GROUPS.items():
        for place, rule in parts_of(data, ("rules", group), shape):
            name = str(getattr(rule, "id", ""))
            if name in rules:
                yield Complaint((*place, "id"), f"there is a rule `{name}` already", "give it another id")
            rules.add(name)


def _instead(name: str, key: str, names: Collection[str]) -> str:
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    where = "fields" if key == "answers" else "materials" if key == "promises" else key
    return f"name one of: {', '.join(sorted(names))}" if names else f"delete it: the item has no {where}"


def _trials(data: object, fields: Collection[str], facts: Collection[str]) -> Iterator[Complaint]:
    trials = list(parts_of(data, ("trials",), Trial))
    materials = {str(at(data, ("materials", m, "id"))) for m in range(len(list_at(data, ("materials",))))}
    failing: dict[str, Place] = {}
    for group in _ENDS:
        for place, rule in parts_of(data, ("rules", group), _GROUPS[group]):
            failing[str(getattr(rule, "id", ""))] = place
    known: dict[str, Collection[str]] = {"answers": fields, "facts": facts, "promises": materials}
    seen: set[str] = set()
    for place, trial in trials:
        if trial.id in seen:
            yield Complaint((*place, "id"), f"there is a trial `{trial.id}` already", "give it another id")
        seen.add(trial.id)
        for key, names in known.items():
            for name in getattr(trial, key):
                if name not in names:
                    mend = _instead(name, key, names)
                    yield Complaint((*place, key, name), f"`{name}` is none of the item's", mend)
        for name in trial.fails:
            if name not in failing:
                mend = f"name one of: {', '.join(failing) or 'none'}"
                yield Complaint((*place, "fails"), f"there is no rule `{name}` that can fail", mend)
    shown = {name for _, trial in trials for name in trial.fails}
    for name, place in failing.items():
        if name not in shown:
            who, ends = _ENDS[str(place[1])]
            shape = f"- {{id: …, says: …, {who}: {{…}}, ends: {ends}, fails: [{name}]}}"
            mend = f"write `fails: [{name}]` in the trial that shows it, or add one to `trials`: `{shape}`"
            yield Complaint(place, f"no trial shows the rule `{name}` failing", mend)

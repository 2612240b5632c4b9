"""补正 and 补交: a visit that fills in again what was handed in before. What stood is there already; what was not enough
is marked with the department's own words until it is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, relevant
from catalogue.model import MaterialWay
from visit.held.mending import Mending
from visit.judgement import deferred_until
from visit.typed import TYPED_KINDS, to_text
from wording import of_two

if TYPE_CHECKING:
    from datetime import date

    from catalogue.model import Item, Material
    from contract.case import Material as Handed
    from contract.progress import CaseForm
    from visit.held.visit import Visit


def begun(item: Item, form: CaseForm, *, supplement: bool) -> tuple[Mending, dict[str, object]]:
    """What the visit starts with: the mending, and the facts of the visit that are filled in already.

    Only what the item's file asks for today comes over; the rest is asked as of anybody.
    """
    known = {one.id: one for one in item.fields()}
    answers = relevant(item, {name: value for name, value in form.answers.items() if name in known})
    typed = {
        name: to_text(known[name], value)
        for name, value in answers.items()
        if known[name].kind in TYPED_KINDS and value is not None
    }
    wrong = {one.field for one in form.reasons}
    handed = {one.material_id: one for one in form.materials if one.material_id not in wrong}
    promises: dict[str, bool] = {}
    kept = set()
    for material in asked_materials(item, answers):
        one = handed.get(material.id)
        if one is None:
            continue
        decided = _decided(material, one)
        # Who came to hand in what was put off says now what they hand in.
        put_off = supplement and one.deferred_until is not None and not one.pages
        if decided is not None and not put_off:
            promises[material.id] = decided
        # A licence that was laid down as a paper is decided anew: it may be fetched this time.
        if (one.pages or one.deferred_until is not None) and material.way is not MaterialWay.LICENCE:
            kept.add(material.id)
    mending = Mending(
        form.key,
        form.case_number,
        supplement,
        answers,
        form.reasons,
        frozenset(kept),
        {name: one.deferred_until for name, one in handed.items() if one.deferred_until is not None},
    )
    return mending, {"answers": answers, "typed": typed, "promises": promises}


def _decided(material: Material, handed: Handed) -> bool | None:
    """What the resident decided about it then; None where the words of the promise are others now."""
    match material.way:
        case MaterialWay.PROMISE:
            if handed.promise_version is None:
                return False
            return True if handed.promise_version == material.promise_version else None
        case MaterialWay.LATER:
            return handed.deferred_until is not None or bool(handed.pages)
        case MaterialWay.LICENCE:
            return True if handed.fetch else None if handed.pages else False
        case MaterialWay.SCAN:
            return bool(handed.pages)
        case _:
            return None


def stands(visit: Visit, material: str) -> bool:
    """Whether this material goes with the case as it was handed in before."""
    mending = visit.mending
    if mending is None or material not in mending.kept or visit.scans.get(material):
        return False
    return visit.promises.get(material, False)


def later_until(visit: Visit, material: Material, today: date) -> date | None:
    """容缺: by when this material is to be handed in; None where it is here, or is not put off."""
    if not visit.promises.get(material.id) or visit.scans.get(material.id):
        return None
    if visit.mending is not None and stands(visit, material.id):
        return visit.mending.put_off.get(material.id)
    return deferred_until(material, today)


def marks(visit: Visit, language: str) -> dict[str, str]:
    """The department's words beside what they are about, until that is changed."""
    mending = visit.mending
    if mending is None:
        return {}
    found: dict[str, str] = {}
    for one in mending.reasons:
        name = one.field
        if name is None:
            continue
        of_a_field = name in mending.before or name in {field.id for field in visit.chosen.fields()}
        if of_a_field and visit.answers.get(name) != mending.before.get(name):
            continue
        if not of_a_field and name in visit.promises:
            continue
        text = of_two(language, one.text_zh, one.text_en)
        found[name] = " ".join((found[name], text)) if name in found else text
    return found

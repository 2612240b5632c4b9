"""Everything that is to be mended in a case by one version of its item, in one list (一次性告知).

A list is read away from the form, so each line names what it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, problems
from catalogue.model import MaterialWay
from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import IdentityMethod

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalogue.model import Item, Material
    from catalogue.realm import Realm
    from contract.case import CaseSubmission

CONSENT = "consent"
"""`field` of the reason that asks for a new consent."""

_WANTED = {
    MaterialWay.CARD: ("请刷证件。", "please present the card."),
    MaterialWay.GENERATED: ("请重新确认内容并签名。", "please check the content and sign anew."),
    MaterialWay.PROMISE: ("请承诺，或者把材料带来。", "please give the promise, or bring it."),
    MaterialWay.LATER: ("请交上这份材料。", "please hand it in."),
}
_PROMISE_CHANGED = (
    "承诺的内容有变化，请重新承诺，或者把材料带来。",
    "the promise’s words have changed; please give it anew, or bring it.",
)


def everything_to_mend(item: Item, submission: CaseSubmission, realm: Realm) -> tuple[Reason, ...]:
    """Answers in the order of the form, then materials, then the consent, as of the day of acceptance."""
    return (
        *faults_of_form(item, submission, realm),
        *_materials(item, submission),
        *_consent(item, submission),
    )


def faults_of_form(item: Item, submission: CaseSubmission, realm: Realm) -> tuple[Reason, ...]:
    """The answers alone, by the rules that the terminal has for this version."""
    labels = {field.id: field.label for field in item.fields()}
    day = submission.accepted_at.astimezone(CIVIL).date()
    found = []
    for problem in problems(item, submission.answers, today=day, realm=realm):
        label, text = labels[problem.field], problem.text
        zh = text.zh if f"“{label.zh}”" in text.zh else f"“{label.zh}”：{text.zh}"
        en = text.en if label.en in text.en else f"{label.en}: {text.en}"
        found.append(Reason(field=problem.field, text_zh=zh, text_en=en))
    return tuple(found)


def one_list(item: Item, *lists: Iterable[Reason]) -> tuple[Reason, ...]:
    """All of them in the order of the form, what is said twice once; what is of no place comes last."""
    places = [field.id for field in item.fields()]
    places += [*(material.id for material in item.materials), CONSENT]
    order = {place: position for position, place in enumerate(places)}
    each_once = dict.fromkeys(reason for one in lists for reason in one)
    return tuple(sorted(each_once, key=lambda reason: order.get(reason.field or "", len(order))))


def _materials(item: Item, submission: CaseSubmission) -> Iterator[Reason]:
    given = {one.material_id: one for one in submission.materials}
    for material in asked_materials(item, submission.answers):
        one = given.get(material.id)
        if one is None:
            by_card = submission.applicant.identified_by is IdentityMethod.ID_CARD
            if material.way is not MaterialWay.CARD or not by_card:
                yield _material(material, *_WANTED[material.way])
        elif (
            one.trust > material.trust
        ):  # A is the best, D the least: a promise where the paper is asked for now
            yield _material(material, *_WANTED[material.way])
        elif one.promise_version not in {None, material.promise_version}:
            yield _material(material, *_PROMISE_CHANGED)


def _material(material: Material, zh: str, en: str) -> Reason:
    return Reason(
        field=material.id, text_zh=f"“{material.name.zh}”：{zh}", text_en=f"{material.name.en}: {en}"
    )


def _consent(item: Item, submission: CaseSubmission) -> Iterator[Reason]:
    if item.consent is not None and submission.consent.text_version != item.consent.version:
        yield Reason(
            field=CONSENT,
            text_zh="“使用您的信息”的说明有变化，请重新阅读并同意。",
            text_en="What your data is used for has changed; please read it again and agree to it.",
        )

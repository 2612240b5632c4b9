"""Everything that is to be mended in a case by one version of its item, in one list (一次性告知).

A list is read away from the form, so each line names what it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, problems
from catalogue.model import MaterialWay
from contract.case import Reason
from contract.codes import IdentityMethod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.model import Item, Material
    from contract.case import CaseSubmission
    from contract.case import Material as CaseMaterial
    from hub.departments.grounds import Grounds

CONSENT = "consent"
"""`field` of the reason that asks for a new consent."""

_WANTED = {
    MaterialWay.CARD: ("请刷证件。", "please present the card."),
    MaterialWay.LICENCE: (
        "请同意调取电子证照，或者拍下来、带来。",
        "please let it be fetched, scan it, or bring it.",
    ),
    MaterialWay.SCAN: ("请扫描这份材料。", "please scan it."),
    MaterialWay.GENERATED: ("请重新确认内容并签名。", "please check the content and sign anew."),
    MaterialWay.PROMISE: ("请承诺，或者把材料带来。", "please give the promise, or bring it."),
    MaterialWay.LATER: ("请交上这份材料。", "please hand it in."),
    MaterialWay.BRING: ("请把材料带到窗口。", "please bring it to the window."),
}
_PROMISE_CHANGED = (
    "承诺的内容有变化，请重新承诺，或者把材料带来。",
    "the promise’s words have changed; please give it anew, or bring it.",
)


NOBODY = Reason(
    field=None,
    text_zh="办件里没有您的身份信息，请刷身份证重新提交。",
    text_en="The case does not say who you are; please present your identity card and apply again.",
)


def everything_to_mend(item: Item, submission: CaseSubmission, grounds: Grounds) -> tuple[Reason, ...]:
    """Who it is, answers in the order of the form, then materials, then the consent, as of the day of acceptance."""
    nobody = submission.applicant is None and not item.needs.anonymous
    return (
        *((NOBODY,) if nobody else ()),
        *_answers(item, submission, grounds),
        *_materials(item, submission),
        *_consent(item, submission),
    )


def to_bring(item: Item, submission: CaseSubmission) -> tuple[Reason, ...]:
    """What the resident neither promised nor puts off: until it is here a person, not a rule, decides."""
    given = {one.material_id: one for one in submission.materials}
    found = []
    for material in asked_materials(item, submission.answers):
        one = given.get(material.id)
        if one is None:
            continue
        refused = (material.way is MaterialWay.PROMISE and one.promise_version is None) or (
            material.way in {MaterialWay.LICENCE, MaterialWay.SCAN}
            and not (one.fetch or one.pages or one.as_before)
        )
        put_off = one.deferred_until is not None or bool(one.pages)  # what was put off may have come by now
        if refused or (material.way is MaterialWay.LATER and not put_off):
            found.append(_material(material, *_WANTED[MaterialWay.BRING]))
    return tuple(found)


def _answers(item: Item, submission: CaseSubmission, grounds: Grounds) -> Iterator[Reason]:
    """By the rules that the terminal has for this version."""
    labels = {field.id: field.label for field in item.fields()}
    for problem in problems(
        item,
        submission.answers,
        today=grounds.day,
        realm=grounds.realm,
        applicant=submission.applicant,
        facts=grounds.facts,
    ):
        label, text = labels[problem.field], problem.text
        zh = text.zh if f"“{label.zh}”" in text.zh else f"“{label.zh}”：{text.zh}"
        en = text.en if label.en in text.en else f"{label.en}: {text.en}"
        yield Reason(field=problem.field, text_zh=zh, text_en=en)


def _materials(item: Item, submission: CaseSubmission) -> Iterator[Reason]:
    given = {one.material_id: one for one in submission.materials}
    for material in asked_materials(item, submission.answers):
        one = given.get(material.id)
        if one is None:
            who = submission.applicant
            by_card = who is not None and who.identified_by is IdentityMethod.ID_CARD
            if material.way is not MaterialWay.CARD or not by_card:
                yield _material(material, *_WANTED[material.way])
        elif one.trust > material.trust and not _scanned_instead(material, one):
            # A is the best, D the least: a promise where the paper is asked for now.
            yield _material(material, *_WANTED[material.way])
        elif one.promise_version not in {None, material.promise_version}:
            yield _material(material, *_PROMISE_CHANGED)


def _scanned_instead(material: Material, one: CaseMaterial) -> bool:
    """A paper laid under the camera because its licence was not to be fetched."""
    return material.way is MaterialWay.LICENCE and material.copies > 0 and bool(one.pages)


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

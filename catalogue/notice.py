"""The one-time notice (一次性告知): everything asked and every material, told before the first question.

It is made from the very parts the form is made of, so it cannot say less than is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.answers import applies, relevant
from catalogue.delivery import told_in_guide
from catalogue.model import Field, Item, Material, MaterialWay, Text, When, Window
from catalogue.showing import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract.case import Answer
    from contract.codes import MaterialTrust

_WAYS = {
    MaterialWay.CARD: Text(zh="刷身份证读取，不用复印件", en="Read from your identity card, no copy needed"),
    MaterialWay.GENERATED: Text(zh="由本机生成，您签名", en="Made by this machine, you sign it"),
    MaterialWay.PROMISE: Text(zh="可以承诺代替，不用交", en="You may promise instead of handing it in"),
    MaterialWay.LATER: Text(zh="可以以后再交", en="May be handed in later"),
    MaterialWay.LICENCE: Text(
        zh="您同意就调电子证照，不用交", en="Fetched as an electronic licence if you agree"
    ),
    MaterialWay.SCAN: Text(zh="在本机拍下来，原件以后核验", en="Scanned here; the original is seen later"),
    MaterialWay.BRING: Text(zh="带到窗口", en="Bring it to the window"),
}
_OR_SCANNED = Text(
    zh="您同意就调电子证照，不用交；不同意，可以拍纸质的",
    en="Fetched as an electronic licence if you agree; else scan the paper",
)
_ORIGINAL = Text(zh="原件", en="the original")
_ON_THE_SPOT = Text(zh="当场办结", en="Done on the spot")


@dataclass(frozen=True)
class Asked:
    """One thing that is asked, and why."""

    field: str
    label: str
    purpose: str
    required: bool
    only_if: str | None
    """When it is asked only in some cases: in which; None when it is asked in this case."""


@dataclass(frozen=True)
class Wanted:
    """One material, and how it comes."""

    material: str
    name: str
    way: str
    trust: MaterialTrust
    copies: int
    original_to_bring: bool
    only_if: str | None

    def told(self, language: str) -> str:
        """In one line."""
        if language == "en":
            return f"{self.name}: {self.way}" + (f" ({_small(self.only_if)})" if self.only_if else "")
        return f"{self.name}：{self.way}" + (f"（{self.only_if}）" if self.only_if else "")


@dataclass(frozen=True)
class Notice:
    """The whole notice in one language."""

    summary: str
    conditions: tuple[str, ...]
    asked: tuple[Asked, ...]
    materials: tuple[Wanted, ...]
    time: str
    fee: str
    output: str
    basis: str
    window: Window
    questions: tuple[tuple[str, str], ...]
    """What is often asked, each with its answer."""
    delivery: tuple[str, ...]
    """How the result reaches the resident, a line a way with its fee."""


def one_time_notice(item: Item, answers: Mapping[str, Answer] | None, language: str) -> Notice:
    """The notice of an item; with answers, of this case only (nothing that does not apply is in it)."""
    kept = None if answers is None else relevant(item, answers)
    guide = item.guide
    return Notice(
        summary=guide.summary.to(language),
        conditions=tuple(condition.to(language) for condition in guide.conditions),
        asked=tuple(
            Asked(
                field.id,
                field.label.to(language),
                field.purpose.to(language),
                field.required,
                _only_if(item, field.when, language) if kept is None else None,
            )
            for field in item.fields()
            if _belongs(field, kept)
        ),
        materials=tuple(
            Wanted(
                material.id,
                material.name.to(language),
                _way(material, language),
                material.trust,
                material.copies,
                material.original_to_bring,
                _in_which_case(item, material, language) if kept is None else None,
            )
            for material in item.materials
            if _belongs(material, kept)
        ),
        time=_noted(_time(guide.legal_workdays, guide.promised_workdays), guide.time_note).to(language),
        fee=guide.fee.to(language),
        output=guide.output.to(language),
        basis=guide.basis.to(language),
        window=guide.window,
        delivery=told_in_guide(item, language),
        questions=tuple((one.question.to(language), one.answer.to(language)) for one in guide.questions),
    )


def _belongs(part: Field | Material, kept: Mapping[str, Answer] | None) -> bool:
    return kept is None or applies(part, kept)


def case_of(item: Item, when: When, language: str) -> str:
    """The case in which something is asked or wanted: its field and its answer."""
    field = next(field for field in item.fields() if field.id == when.field)
    label = field.label.to(language)
    if when.at_least is not None:
        least = when.at_least
        return f"“{label}”: {least} or more" if language == "en" else f"“{label}”：{least}或以上"
    between = " or " if language == "en" else "或"
    case = between.join(shown(field, one, language) for one in (when.any_of or (when.equals,)))
    return f"“{label}” is: {case}" if language == "en" else f"“{label}”为：{case}"


def _only_if(item: Item, when: When | None, language: str) -> str | None:
    if when is None:
        return None
    return ("Only if " if language == "en" else "仅当") + case_of(item, when, language)


def _in_which_case(item: Item, material: Material, language: str) -> str | None:
    if material.only_if is not None:
        case = material.only_if.to(language)
        return f"only if {case}" if language == "en" else f"{case}时带"
    return _only_if(item, material.when, language)


def _small(text: str) -> str:
    """Inside brackets a sentence goes on."""
    return text[:1].lower() + text[1:]


def _count(material: Material) -> Text:
    """原件、复印件份数: what is laid on the counter."""
    copies = material.copies
    if not material.original_to_bring:
        return Text(zh=f"{copies}份", en=f"{copies}") if copies else _WAYS[MaterialWay.BRING]
    if not copies:
        return _ORIGINAL
    plural = "copies" if copies > 1 else "copy"
    return Text(zh=f"{_ORIGINAL.zh}和复印件{copies}份", en=f"{_ORIGINAL.en} and {copies} {plural}")


def _way(material: Material, language: str) -> str:
    if material.way is MaterialWay.BRING:
        return _count(material).to(language)
    way = _OR_SCANNED if material.way is MaterialWay.LICENCE and material.copies else _WAYS[material.way]
    if material.deferrable_workdays is None:
        return way.to(language)
    days = material.deferrable_workdays
    return Text(zh=f"{way.zh}，{days}个工作日内", en=f"{way.en}, within {days} working days").to(language)


def _noted(time: Text, note: Text | None) -> Text:
    return time if note is None else Text(zh=f"{time.zh}。{note.zh}", en=f"{time.en}. {note.en}")


def _time(legal: int, promised: int) -> Text:
    """法定 → 承诺, the form guides are published in."""
    if legal == 0:
        return _ON_THE_SPOT
    if promised == 0:
        return Text(
            zh=f"法定{legal}个工作日，承诺当场办结",
            en=f"By law {legal} working days; we promise on the spot",
        )
    return Text(
        zh=f"法定{legal}个工作日，承诺{promised}个工作日",
        en=f"By law {legal} working days; we promise {promised}",
    )

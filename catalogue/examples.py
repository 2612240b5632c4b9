"""An example for every key of an item's file: the mend that a complaint offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.place import Place

_TEXT = "{zh: 城关镇, en: Chengguan Town}"

EXAMPLES: Mapping[str, str] = {
    "accepts_since": '"2"',
    "act": "card_pin",
    "after": "[certificate]",
    "age": "41",
    "aliases": "[社保证明, cbzm]",
    "anonymous": "true",
    "answers": "{has_trade_name: true}",
    "any_of": "[person, family]",
    "applicant": "{age: 17, sex: male}",
    "at": "guide",
    "at_least": "2",
    "basis": "{zh: 社会保险法, en: Social Insurance Law}",
    "branches": "[{id: birth, name: …, items: [chusheng-dengji]}]",
    "certificate": "{title: {zh: 参保证明, en: Insurance record}}",
    "checks": "[{id: adds_up, holds: first + second == 100, field: second, says: …}]",
    "choices": "[{id: chengguan, label: {zh: 城关镇, en: Chengguan Town}}]",
    "code": '"11990101MB000001934000131127004"',
    "conditions": "[{zh: 本人办理, en: You apply for yourself}]",
    "consent": '{version: "2026-11", purpose: {zh: 只用于办理本事项, en: Used for this item only}}',
    "copies": "1",
    "default": "chengguan",
    "deferrable_workdays": "5",
    "department": "minzheng",
    "departments": "{minzheng: {name: {zh: 清河县民政局, en: Civil Affairs Bureau}, code: 11990101MB0000035Q}}",
    "devices": "[receipt_printer]",
    "document": "resident_id",
    "eligibility": "[{id: grown_up, holds: age >= 18, says: …}]",
    "en": "Chengguan Town",
    "ends": "accepted",
    "equals": "true",
    "example": "chengguan",
    "facts": "[{id: insured_months, label: …, kind: whole_number, source: …, example: 12}]",
    "fails": "[grown_up]",
    "fee": "{zh: 不收费, en: Free of charge}",
    "field": "has_trade_name",
    "fields": "[{id: phone, label: …, question: …, purpose: …, kind: phone, example: …}]",
    "form": "[{id: contact, title: …, fields: […]}]",
    "guide": "{summary: …, conditions: […], legal_workdays: 3, …}",
    "han_only": "true",
    "handling": "print",
    "hint": _TEXT,
    "holds": "age >= 18",
    "home": '"990101"',
    "hours": "{zh: 工作日9:00至17:00, en: 'Working days, 9:00 to 17:00'}",
    "id": "phone",
    "identity": "[id_card]",
    "instant": "[{id: insured, holds: insured_months >= 12, name: …, says: …}]",
    "item": "chusheng-dengji",
    "items": "[chusheng-dengji]",
    "joint": "[{id: certificate, name: …, department: weijian, promised_workdays: 5, output: …}]",
    "keywords": "[社保, 参保]",
    "kind": "text",
    "label": _TEXT,
    "layout": "statement",
    "legal": _TEXT,
    "legal_workdays": "3",
    "level": '"4"',
    "licence": "id_card",
    "lines": "[{label: {zh: 姓名, en: Name}, value: '{name}', public: true}]",
    "lists": "{villages: [{id: liulin, label: {zh: 柳林镇, en: Liulin Town}}]}",
    "materials": "[{id: identity, name: …, way: card, trust: A, copies: 0}]",
    "maximum": "20",
    "minimum": "1",
    "name": _TEXT,
    "names": "{legal: …, plain: …, spoken: …}, each {zh: …, en: …}",
    "needs": "{identity: [id_card], devices: [receipt_printer], network: later}",
    "network": "later",
    "not_before": "period_from",
    "offline": "true",
    "original_to_bring": "true",
    "output": "{zh: 营业执照, en: Business licence}",
    "phone": '"10000099001"',
    "place": "{zh: 政务服务中心二楼, en: 'Service centre, 2nd floor'}",
    "plain": _TEXT,
    "preview": "false",
    "promise": "{zh: 我承诺填写的住所真实, en: I promise that this address is true}",
    "promise_version": '"2026-11"',
    "promised_workdays": "1",
    "promises": "{place_promise: false}",
    "prompts": "[{id: opening_hours, at: guide, says: …, source: …, since: 2026-01-01, until: 2026-12-31}]",
    "public": "true",
    "purpose": "{zh: 用来联系您, en: To reach you}",
    "question": "{zh: 您的手机号码是多少？, en: What is your mobile number?}",
    "required": "true",
    "rules": "{eligibility: […], checks: […], prompts: […], instant: […]}",
    "says": "{zh: 请先年满18周岁, en: Please wait until you are 18}",
    "sex": "female",
    "shown": "false",
    "since": "2026-01-01",
    "source": "{zh: 清河县人社局, en: Human Resources Bureau}",
    "spoken": _TEXT,
    "summary": "{zh: 当场打印, en: Printed on the spot}",
    "text": _TEXT,
    "title": _TEXT,
    "trees": "[{id: person, name: …, summary: …, branches: […]}]",
    "trials": "[{id: too_young, says: …, applicant: {age: 17}, ends: not_eligible, fails: [grown_up]}]",
    "trust": "D",
    "until": "2026-12-31",
    "valid_days": "90",
    "value": "'{name}'",
    "version": '"1"',
    "way": "generated",
    "when": "{field: has_trade_name, equals: true}",
    "window": "minzheng",
    "windows": "{minzheng: {name: …, place: …, hours: …, phone: …}}",
    "zh": "城关镇",
}

_ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("branches", "id"): "birth",
    ("certificate", "says"): "[{when: homes == 0, text: {zh: 没有查到房屋登记, en: No home is registered}}]",
    ("checks", "field"): "trade_name",
    ("departments", "code"): "11990101MB0000035Q",
    ("lines", "when"): "has_trade_name",
    ("prompts", "when"): "age >= 60",
    ("says", "when"): "homes == 0",
    ("trees", "id"): "person",
    ("trials", "says"): "Somebody too young is told at once",
}
"""Of keys that mean something else there, by the part around them."""


def example_of(place: Place) -> str:
    """How a value of the key at this place looks."""
    names = [step for step in place if isinstance(step, str)]
    if not names:
        return "see docs/add-an-item.md"
    around = [name for name in names[:-1] if name in EXAMPLES]
    here = _ELSEWHERE.get((around[-1], names[-1])) if around else None
    return here or EXAMPLES.get(names[-1], "see docs/add-an-item.md")

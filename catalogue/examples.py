"""An example for every key of an item's file: the mend that a complaint offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = "{zh: 城关镇, en: Chengguan Town}"

EXAMPLES: Mapping[str, str] = {
    "accepts_since": '"2"',
    "aliases": "[社保证明, cbzm]",
    "basis": "{zh: 社会保险法, en: Social Insurance Law}",
    "certificate": "{title: {zh: 参保证明, en: Insurance record}}",
    "choices": "[{id: chengguan, label: {zh: 城关镇, en: Chengguan Town}}]",
    "code": '"11990101MB000001934000131127004"',
    "conditions": "[{zh: 本人办理, en: You apply for yourself}]",
    "consent": '{version: "2026-11", purpose: {zh: 只用于办理本事项, en: Used for this item only}}',
    "copies": "1",
    "default": "chengguan",
    "deferrable_workdays": "5",
    "department": "{zh: 清河县人力资源和社会保障局, en: Qinghe County Human Resources Bureau}",
    "devices": "[receipt_printer]",
    "en": "Chengguan Town",
    "equals": "true",
    "example": "chengguan",
    "fee": "{zh: 不收费, en: Free of charge}",
    "field": "has_trade_name",
    "fields": "[{id: phone, label: …, question: …, purpose: …, kind: phone, example: …}]",
    "form": "[{id: contact, title: …, fields: […]}]",
    "guide": "{summary: …, conditions: […], legal_workdays: 3, …}",
    "han_only": "true",
    "handling": "print",
    "hint": _TEXT,
    "hours": "{zh: 工作日9:00至17:00, en: 'Working days, 9:00 to 17:00'}",
    "id": "phone",
    "identity": "[id_card]",
    "keywords": "[社保, 参保]",
    "kind": "text",
    "label": _TEXT,
    "legal": _TEXT,
    "legal_workdays": "3",
    "level": '"4"',
    "life_event": "{zh: 就业社保, en: Work and social insurance}",
    "materials": "[{id: identity, name: …, way: card, trust: A, copies: 0}]",
    "maximum": "20",
    "minimum": "1",
    "name": _TEXT,
    "names": "{legal: …, plain: …, spoken: …}, each {zh: …, en: …}",
    "needs": "{identity: [id_card], devices: [receipt_printer], network: later}",
    "network": "later",
    "not_before": "period_from",
    "original_to_bring": "true",
    "output": "{zh: 营业执照, en: Business licence}",
    "phone": '"10000099001"',
    "place": "{zh: 政务服务中心二楼, en: 'Service centre, 2nd floor'}",
    "plain": _TEXT,
    "preview": "false",
    "promise": "{zh: 我承诺填写的住所真实, en: I promise that this address is true}",
    "promise_version": '"2026-11"',
    "promised_workdays": "1",
    "purpose": "{zh: 用来联系您, en: To reach you}",
    "question": "{zh: 您的手机号码是多少？, en: What is your mobile number?}",
    "required": "true",
    "spoken": _TEXT,
    "summary": "{zh: 当场打印, en: Printed on the spot}",
    "title": _TEXT,
    "trust": "D",
    "version": '"1"',
    "way": "generated",
    "when": "{field: has_trade_name, equals: true}",
    "window": "{name: …, place: …, hours: …, phone: …}",
    "zh": "城关镇",
}


def example_of(key: str) -> str:
    """How a value of this key looks."""
    return EXAMPLES.get(key, "see docs/add-an-item.md")

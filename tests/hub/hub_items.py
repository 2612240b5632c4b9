"""Small items for tests of how the hub decides: each shows one thing, and stands in a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from catalogue.loader import Catalogue, load
from hub.settings import PRODUCT_SERVICES

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.model import Item

CODES = {
    "homes": "11990101MB0000107H4002015901001",
    "check": "11990101MB0000107H4000714901001",
    "together": "11990101MB0000107H4002023901001",
    "birth": "11990101MB0000107H4002023901002",
    "word": "11990101MB0000107H4002001901001",
    "shop": "11990101MB0000107H4000714901002",
}


def said(zh: str, en: str = "A text") -> dict[str, str]:
    return {"zh": zh, "en": en}


def item(name: str, handling: str, **parts: Any) -> dict[str, Any]:
    """Everything that every item has."""
    at_once = handling in {"print", "apply"}
    return {
        "id": name,
        "code": CODES[name],
        "version": "1",
        "names": {key: said(name, name) for key in ("legal", "plain", "spoken")},
        "department": "ziran",
        "level": "4",
        "handling": handling,
        "needs": {
            "identity": ["id_card"],
            "devices": ["receipt_printer"],
            "network": "required" if handling == "print" else "later",
        },
        "guide": {
            "summary": said("小事项"),
            "conditions": [said("本人办理")],
            "legal_workdays": 10,
            "promised_workdays": 0 if at_once else 6,
            "fee": said("不收费"),
            "output": said("结果"),
            "basis": said("演示"),
            "window": "budongchan",
        },
        "consent": {"version": "2026-11", "purpose": said("只用来办这件事")},
        "form": [page(field("reason", "text", "看看"))],
        "materials": [material("identity", "card", "A")],
        **parts,
    }


def page(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"page_{fields[0]['id']}", "title": said("一页"), "fields": list(fields)}


def field(name: str, kind: str, example: Any, **more: Any) -> dict[str, Any]:
    label = said(f"问{name}", name)
    return {
        "id": name,
        "label": label,
        "question": label,
        "purpose": label,
        "kind": kind,
        "example": example,
        **more,
    }


def material(name: str, way: str, trust: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": said(f"材料{name}", name), "way": way, "trust": trust, "copies": 0, **more}


def fact(name: str, kind: str, *, example: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "label": said(f"记录{name}", name),
        "kind": kind,
        "source": said("登记中心", "Registry"),
        "example": example,
        **more,
    }


def failing(**rules: dict[str, Any]) -> list[dict[str, Any]]:
    """Trials that show each rule failing, as a file must."""
    return [{"id": f"not_{name}", "says": "It fails.", "fails": [name], **way} for name, way in rules.items()]


HOMES = item(
    "homes",
    "print",
    form=[
        page(
            field("whose", "choice", "me", choices=[{"id": one, "label": said(one)} for one in ("me", "all")])
        )
    ],
    facts=[fact("homes", "whole_number", example=0), fact("old", "yes_no", example=False, shown=False)],
    rules={
        "eligibility": [{"id": "of_age", "holds": "age >= 18", "says": said("未满18周岁。", "Under 18.")}],
        "instant": [
            {
                "id": "only_me",
                "holds": 'whose == "me"',
                "name": said("只查本人", "Only yours"),
                "says": said("查别人的要看授权书", "Others are asked"),
            },
            {"id": "new", "holds": "!old", "name": said("没有旧记录"), "says": said("有旧记录要看")},
        ],
    },
    trials=failing(
        of_age={"applicant": {"age": 17}, "ends": "not_eligible"},
        only_me={"answers": {"whose": "all"}, "ends": "accepted"},
        new={"facts": {"old": True}, "ends": "accepted"},
    ),
    preview=True,
    certificate={
        "title": said("查询结果", "Result"),
        "lines": [
            {"label": said("姓名", "Name"), "value": "{name} {id_number}", "public": True},
            {"label": said("查谁", "Whose"), "value": "{whose}"},
            {"label": said("日期", "Day"), "value": "{day}至{until}", "public": True, "when": "homes < 9"},
        ],
        "says": [
            {"when": "homes == 0", "text": said("没有查到。", "None found.")},
            {"text": said("查到{homes}处。", "Found: {homes}.")},
        ],
        "valid_days": 30,
    },
)
CHECK = item(
    "check",
    "apply",
    form=[page(field("shares", "share", 60)), page(field("rest", "share", 40))],
    materials=[
        material("identity", "card", "A"),
        material("true", "promise", "D", promise=said("我承诺"), promise_version="2026-11"),
    ],
    facts=[fact("alive", "yes_no", example=True)],
    rules={
        "checks": [
            {"id": "sum", "holds": "shares + rest == 100", "field": "rest", "says": said("加起来要是100。")}
        ],
        "instant": [
            {
                "id": "on_record",
                "holds": "alive",
                "name": said("有记录", "On record"),
                "says": said("没有记录要看", "Not on record"),
            }
        ],
    },
    trials=failing(
        sum={"answers": {"rest": 41}, "ends": "to_mend"},
        on_record={"facts": {"alive": False}, "ends": "accepted"},
    ),
)
TOGETHER = item(
    "together",
    "collect",
    joint=[
        {
            "id": "birth",
            "name": said("出生"),
            "department": "weijian",
            "promised_workdays": 1,
            "item": "birth",
        },
        {
            "id": "house",
            "name": said("户口"),
            "department": "gongan",
            "promised_workdays": 3,
            "after": ["birth"],
        },
        {
            "id": "card",
            "name": said("社保卡"),
            "department": "renshe",
            "promised_workdays": 2,
            "after": ["house"],
        },
    ],
    form=[page(field("parts", "parts", ["birth", "house"]))],
)
for _part in TOGETHER["joint"]:
    _part["output"] = said("结果")
BIRTH = item("birth", "collect")
SHOP = item(
    "shop",
    "apply",
    materials=[
        material("identity", "card", "A"),
        {**material("title", "licence", "A", licence="real_estate_title"), "copies": 2},
    ],
    facts=[fact("alive", "yes_no", example=True)],
    rules={
        "instant": [
            {
                "id": "on_record",
                "holds": "alive",
                "name": said("有记录", "On record"),
                "says": said("没有记录要看", "Not on record"),
            }
        ]
    },
    trials=failing(on_record={"facts": {"alive": False}, "ends": "accepted"}),
)
WORD = item(
    "word",
    "collect",
    needs={"anonymous": True, "devices": ["receipt_printer"], "network": "later"},
    materials=[],
)


def copy_items(folder: Path, *names: str) -> Path:
    """A folder with some of the product's items and the demo's region, without its trees. Whatever version they have
    come to, here it is the first.
    """
    region = folder / "_region"
    region.mkdir(parents=True)
    for one in ("region.yaml", "handovers.yaml", "lists.yaml", "delivery.yaml"):
        shutil.copy(PRODUCT_SERVICES / "_region" / one, region)
    for name in names:
        path = folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = (PRODUCT_SERVICES / f"{name}.yaml").read_text(encoding="utf-8")
        path.write_text(re.sub(r"^version: .*$", 'version: "1"', text, flags=re.MULTILINE), encoding="utf-8")
    return folder


def write_items(folder: Path, *items: dict[str, Any]) -> dict[str, Item]:
    """A folder of items with the demo's region, and what the loader makes of it."""
    copy_items(folder)
    for one in items:
        path = folder / "demo" / f"{one['id']}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
    loaded = load(folder)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return dict(loaded.items)

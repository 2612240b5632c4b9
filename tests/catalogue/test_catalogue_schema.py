"""The schema that editors get takes every item file, and refuses what is plainly no item."""

from __future__ import annotations

import re
from typing import Any

import pytest
from catalogue_files import RULED, SERVICES

from catalogue.region import NOWHERE
from catalogue.region_file import load_region
from catalogue.schema import item_schema
from catalogue.source import read

SCHEMA = item_schema(load_region(SERVICES)[0])
FILES = sorted(SERVICES.glob("[a-z]*/*.yaml"))
_TYPES = {"string": str, "array": list, "object": dict, "null": type(None)}


def wrong(data: Any, schema: dict, place: str = "") -> list[str]:
    """Where the data does not fit: of the words of JSON Schema those that the schema uses."""
    unknown = set(schema) - KNOWN
    assert not unknown, f"the schema says what is not checked here: {unknown}"
    if "$ref" in schema:
        return wrong(data, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    if "anyOf" in schema:
        tries = [wrong(data, one, place) for one in schema["anyOf"]]
        return [] if [] in tries else min(tries, key=len)
    if "enum" in schema:
        return [] if data in schema["enum"] else [place]
    kind = schema.get("type", "any")
    if kind in {"integer", "boolean"}:
        if isinstance(data, bool) != (kind == "boolean") or not isinstance(data, int):
            return [place]
        return [] if schema.get("minimum", data) <= data <= schema.get("maximum", data) else [place]
    if kind != "any" and not isinstance(data, _TYPES[kind]):
        return [place]
    if isinstance(data, str):
        fits = len(data) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), data)
        return [] if fits else [place]
    if isinstance(data, list):
        short = [place] if len(data) < schema.get("minItems", 0) else []
        return short + [
            at for n, one in enumerate(data) for at in wrong(one, schema["items"], f"{place}[{n}]")
        ]
    if isinstance(data, dict):
        inner = schema.get("properties", {})
        found = [f"{place}.{key}" for key in schema.get("required", ()) if key not in data]
        for key, value in data.items():
            other = schema.get("additionalProperties", False)
            below = inner.get(key, other)
            found += wrong(value, below, f"{place}.{key}") if below is not False else [f"{place}.{key}"]
        return found
    return []


KNOWN = {
    "$ref",
    "$schema",
    "$defs",
    "anyOf",
    "enum",
    "type",
    "minimum",
    "maximum",
    "minLength",
    "pattern",
    "items",
}
KNOWN |= {
    "minItems",
    "required",
    "properties",
    "additionalProperties",
    "title",
    "description",
    "default",
    "format",
}


def data_of(text: str | bytes) -> Any:
    source, complaints = read(text.encode() if isinstance(text, str) else text)
    assert source
    assert not complaints
    return source.data


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_item_file_fits(path):
    assert wrong(data_of(path.read_bytes()), SCHEMA) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("department: renshe\n", "department: rensh\n", ".department"),
        ("window: renshe", "window: rensh", ".guide.window"),
        ("department: yibao", "department: yibo", ".joint[1].department"),
        ("choices: relations", "choices: relation", ".form[0].fields[1].choices"),
        ('level: "4"', 'level: "7"', ".level"),
        ("network: later}", "devices: [printer]}", ".needs.devices[0]"),
        ("handling: apply", "handling: aply", ".handling"),
        ("kind: date\n", "kind: day\n", ".form[1].fields[2].kind"),
        ("    promise_version:", "    promise_versoin:", ".materials[1].promise_versoin"),
        ("  legal_workdays: 20\n", "", ".guide.legal_workdays"),
        ("age: 17", "age: 170", ".trials[1].applicant.age"),
        ("id: shiyan-yijianshi", "id: Shiyan", ".id"),
    ],
)
def test_what_is_plainly_wrong_does_not(old, new, place):
    assert wrong(data_of(RULED), SCHEMA) == []
    assert wrong(data_of(RULED.replace(old, new, 1)), SCHEMA) == [place]


def test_an_editor_says_what_each_key_means():
    trust = SCHEMA["$defs"]["Material"]["properties"]["copies"]["description"]
    assert trust.startswith("Pages of copies at most")
    assert "Integer fen" not in trust
    assert SCHEMA["properties"]["code"]["description"].startswith("实施编码")


def test_a_place_without_a_region_has_all_written_out():
    bare = item_schema(NOWHERE)
    assert "enum" not in str(bare["properties"]["department"])
    assert "enum" not in str(bare["$defs"]["Guide"])

"""The JSON Schema of an item's file, for editors: the model's own, with what the region has as words to choose from."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from catalogue.devices import DEVICES
from catalogue.model import Item, Part
from catalogue.outlets import Outlets
from catalogue.references import HANDOVERS

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalogue.region import Region

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def item_schema(region: Region) -> dict[str, Any]:
    """What an editor checks and offers while somebody types. `kiosk items check` knows more."""
    schema = Item.model_json_schema()
    shapes = schema["$defs"]
    for name in shapes:
        part = _part(name)
        if part:
            _describe(shapes[name], part)
    _describe(schema, Item)
    _or_named(schema, "department", region.departments)
    _or_named(schema, "tickets_to", [one.id for one in region.handovers])
    _or_named(shapes["JointPart"], "department", region.departments)
    _or_named(shapes["Guide"], "window", region.windows)
    _or_named(shapes["Field"], "choices", {*region.lists, HANDOVERS} if region.handovers else region.lists)
    _ways(schema, shapes, region)
    shapes["Needs"]["properties"]["devices"]["items"] = {"enum": sorted(DEVICES)}
    schema["properties"]["level"]["enum"] = list("123456")
    return {"$schema": DIALECT, **schema, "title": "An item of government business"}


def outlets_schema(region: Region) -> dict[str, Any]:
    """The same of `_region/outlets.yaml`."""
    schema = Outlets.model_json_schema()
    shapes = schema["$defs"]
    for name in shapes:
        part = _part(name)
        if part:
            _describe(shapes[name], part)
    _describe(schema, Outlets)
    for shape, key, names in (
        (shapes["Outlet"], "windows", region.windows),
        (shapes["LeftOut"], "branches", [branch.id for _, branch in region.branches()]),
    ):
        if names:
            shape["properties"][key]["items"] = {"enum": sorted(names)}
    return {"$schema": DIALECT, **schema, "title": "The outlets of a region"}


def _part(name: str) -> type[Part] | None:
    return next((one for one in Part.__subclasses__() if one.__name__ == name), None)


def _or_named(shape: dict[str, Any], key: str, names: Collection[str]) -> None:
    """Written out, or one of the region's names, where it has any (an empty enum takes nothing)."""
    if not names:
        return
    written = shape["properties"][key]
    kept = {word: written.pop(word) for word in ("description", "title", "default") if word in written}
    shape["properties"][key] = {**kept, "anyOf": [{"enum": sorted(names)}, written]}


def _ways(schema: dict[str, Any], shapes: dict[str, Any], region: Region) -> None:
    """A way alone is as the region has it; so is what is not written of one."""
    known = [one.way.value for one in region.delivery.ways] if region.delivery is not None else []
    if known:
        shapes["Delivery"]["required"] = ["way"]
        ways = schema["properties"]["delivery"]
        ways["items"] = {"anyOf": [{"enum": known}, ways["items"]]}


def _describe(shape: dict[str, Any], part: type[Part]) -> None:
    """The sentences that stand under the keys in the model's source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(part))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101
    for above, below in zip(body.body, body.body[1:], strict=False):
        if not isinstance(above, ast.AnnAssign) or not isinstance(above.target, ast.Name):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            said = inspect.cleandoc(str(below.value.value)).replace("\n", " ")
            shape["properties"][above.target.id]["description"] = said

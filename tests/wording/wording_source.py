"""What the code says about sentences: keys written out, keys put together, and the codes that failures carry."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("catalogue", "drivers", "handbook", "hub", "kiosk", "offline_cache", "screens", "visit", "wording")
ASIDE = {"simulators", "samples"}
KEY = re.compile(r"[a-z_]+\.[a-z0-9_]+")


@cache
def trees(*rooms: str) -> tuple[ast.Module, ...]:
    """The product's modules; simulators speak the wire, not to people, and samples ask for what is there.
    A room is a folder or a file."""
    found = [(ROOT / room, sorted((ROOT / room).rglob("*.py"))) for room in rooms]
    paths = [path for room, inside in found for path in (inside if room.is_dir() else [room])]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths if not ASIDE & set(path.parts))


def nodes(*folders: str) -> list[ast.AST]:
    return [node for tree in trees(*folders) for node in ast.walk(tree)]


def whole_keys(namespaces: set[str], *rooms: str) -> set[str]:
    """Text constants that look like a key of one of the namespaces; pieces of f-strings are none."""
    found = nodes(*(rooms or ROOMS))
    pieces = {id(piece) for node in found if isinstance(node, ast.JoinedStr) for piece in node.values}
    texts = {
        node.value
        for node in found
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces
    }
    return {text for text in texts if KEY.fullmatch(text) and text.partition(".")[0] in namespaces}


def asked_for() -> set[str]:
    """Keys written out in a call of `say(language, key)` or `told(key)`, also where one of two is chosen."""
    found: set[str] = set()
    for node in nodes(*ROOMS):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            at = {"say": 1, "told": 0}.get(node.func.id)
            if at is not None and len(node.args) > at:
                found |= set(_texts(node.args[at]))
    return found


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return []


def filled_in() -> dict[str, set[str]]:
    """Key to the names of the values that a call with a written key gives it (union over all calls)."""
    given: dict[str, set[str]] = {}
    for node in nodes(*ROOMS):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            at = {"say": 1, "told": 0}.get(node.func.id)
            if at is None or len(node.args) <= at:
                continue
            for key in _texts(node.args[at]):
                if any(one.arg is None for one in node.keywords):
                    continue  # what `**` brings stands elsewhere
                names = {one.arg for one in node.keywords if one.arg is not None}
                given[key] = given.get(key, names) & names
    return given


def patterns(namespaces: set[str]) -> set[str]:
    """Keys put together, e.g. `trouble.{}` or `result.{}_reasons`."""
    found = set()
    for node in nodes(*ROOMS):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
            space, dot, _ = text.partition(".")
            if dot and space in namespaces and re.fullmatch(r"[a-z_.{}]+", text):
                found.add(text)
    return found


def codes(*folders: str) -> set[str]:
    """Codes of the failures and device states that these rooms can report."""
    found: set[str] = set()
    for node in nodes(*folders):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if name == "Failure" and node.args:
                found |= set(_texts(node.args[0]))
            if name in {"Failure", "DeviceStatus"}:
                found |= {text for one in node.keywords if one.arg == "code" for text in _texts(one.value)}
        if isinstance(node, ast.Tuple) and _names_who_must_act(node):
            found |= set(_texts_of(node)[:1])
    return found - {""}


def _names_who_must_act(row: ast.Tuple) -> bool:
    """Rows of tables such as `(…, "paper_jam", Action.SITE_KEEPER)`."""
    return any(
        isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "Action"
        for one in row.elts
    )


def _texts_of(row: ast.Tuple) -> list[str]:
    return [text for one in row.elts for text in _texts(one)]

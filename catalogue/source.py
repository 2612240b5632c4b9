"""Reads YAML so that the line of every key is kept and nothing is guessed.

Why not plain `yaml.safe_load`: it keeps the last of two equal keys, turns `no` into false, `2020-01-05` into a
date and `010` into eight. Here a plain word is a text unless it is true, false, null or a whole number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from catalogue.complaint import Complaint

if TYPE_CHECKING:
    from catalogue.place import Place

MAX_DEPTH = 20
"""An item nests nine deep; the bound keeps a malicious file from exhausting the stack."""

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Source:
    """The plain values of a file, and where each stands."""

    data: object
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Line (from 1) of the place, or of the nearest part around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(content: bytes) -> tuple[Source | None, tuple[Complaint, ...]]:
    """The values of a YAML text with everything wrong in its form. Never raises for any content."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Complaint((), "the file is not UTF-8 text", "save it with encoding UTF-8", line),)
    try:
        refused = _refused(text)
        if refused:
            return None, (refused,)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"this is not valid YAML ({error.problem or error.context})"
        mend = "look at the indent of this line; inside { } put a text with , : or ? into quotes"
        return None, (Complaint((), reason, mend, mark.line + 1 if mark else 1),)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, (
            Complaint((), "there is a control character", "delete it and type the line anew", line),
        )
    except (ValueError, OverflowError):  # PyYAML lets chr() fail on an escape like "\UFFFFFFFF"
        return None, (Complaint((), "an escape names no character", "write the character itself", 1),)
    if root is None:
        return None, (Complaint((), "the file is empty", "copy an item of services/ and change it", 1),)
    lines: dict[Place, int] = {(): 1}
    complaints: list[Complaint] = []
    data = _value(root, (), lines, complaints)
    return Source(data, lines), tuple(complaints)


def _refused(text: str) -> Complaint | None:
    """What is looked at before nodes are built: depth, aliases (they can multiply a file), tags."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return Complaint((), "anchors (&) and aliases (*) are not read", "write the text out", line)
        if getattr(event, "tag", None) not in (None, "!"):
            return Complaint((), "tags (!) are not read", "delete the tag", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            return Complaint((), f"nested deeper than {MAX_DEPTH}", "an item nests about nine deep", line)
    return None


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], complaints: list[Complaint]) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines, complaints)
    if isinstance(node, yaml.SequenceNode):
        values: list[object] = []
        for position, child in enumerate(node.value):
            lines[(*place, position)] = child.start_mark.line + 1
            values.append(_value(child, (*place, position), lines, complaints))
        return values
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style is not None:  # quoted, or a block: it is meant so
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _mapping(
    node: yaml.MappingNode, place: Place, lines: dict[Place, int], complaints: list[Complaint]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            complaints.append(Complaint(place, "a key is not a word", "write `word: value`", line))
            continue
        key = str(key_node.value)
        if key in values:
            first = lines[(*place, key)]
            reason = f"`{key}` stands twice (first on line {first})"
            complaints.append(Complaint((*place, key), reason, "keep one of the two", line))
            continue
        lines[(*place, key)] = line
        values[key] = _value(value_node, (*place, key), lines, complaints)
    return values

"""Hangs an item on a branch in the text of `trees.yaml`: comments, order and style of the file stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from catalogue.region import Region


def branch_of(region: Region, item: str) -> str | None:
    """The branch on which an item hangs."""
    return next((branch.id for _, branch in region.branches() if item in branch.items), None)


def hung(text: str, branch: str, item: str) -> str:
    """The text with the item as the last of the branch. It is the text of a region that loads and has the branch."""
    entry = next(
        one for one in _branches(yaml.compose(text, Loader=yaml.BaseLoader)) if _of(one, "id").value == branch
    )
    items = _of(entry, "items")
    if not isinstance(items, yaml.SequenceNode):
        raise TypeError("the region has loaded, so the items of a branch are a list")
    if not items.value:
        at = items.start_mark.index + 1
        return f"{text[:at]}{item}{text[at:]}"
    last = items.value[-1]
    at = last.end_mark.index
    if items.flow_style:
        return f"{text[:at]}, {item}{text[at:]}"
    indent = " " * items.start_mark.column
    end = text.find("\n", at)
    end = len(text) if end < 0 else end  # behind a comment on the same line
    return f"{text[:end]}\n{indent}- {item}{text[end:]}"


def _branches(root: yaml.Node | None) -> list[yaml.MappingNode]:
    return [branch for tree in _list(root) for branch in _list(_of(tree, "branches"))]


def _list(node: yaml.Node | None) -> list[yaml.MappingNode]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _of(node: yaml.MappingNode, key: str) -> yaml.Node:
    found: yaml.Node = next(value for name, value in node.value if name.value == key)
    return found

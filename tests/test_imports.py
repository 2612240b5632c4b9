"""What `make lint` does not see of circles: it compares what lies side by side, not a folder with a file of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import grimp

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def test_no_folder_imports_a_file_that_imports_it():
    rules = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    graph = grimp.build_graph(*rules["root_packages"], cache_dir=None)
    circles = [
        (*chain, folder)
        for file in graph.modules
        for folder in graph.find_modules_directly_imported_by(file)
        if file.startswith(f"{folder}.") and (chain := graph.find_shortest_chain(folder, file))
    ]
    assert circles == []
    assert any(graph.find_modules_directly_imported_by(one) for one in graph.modules), "the control"


def test_the_rule_on_circles_is_for_every_folder():
    """A new one is a line more in two places."""
    rules = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    (circles,) = (one for one in rules["contracts"] if one["type"] == "acyclic_siblings")
    assert circles["ancestors"] == rules["root_packages"]

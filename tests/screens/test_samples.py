"""What a sample page says in the program's name are the program's own sentences: a sample of its own words would go on
showing what nobody reads any more.
"""

from __future__ import annotations

import ast
from pathlib import Path

from screens import samples
from wording import sentences


def _pairs():
    """Every `t(chinese, english)` of the samples that is written out."""
    for path in sorted(Path(samples.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "t":
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if len(texts) == 2 and all(texts):
                    yield f"{path.name}:{node.lineno}", texts


def test_no_sample_writes_out_a_sentence_of_the_program():
    own = {text: key for key, text in sentences("zh").items()}
    found = [f"{where}: {chinese} is {own[chinese]}" for where, (chinese, _) in _pairs() if chinese in own]
    assert not found, "\n".join(found)


def test_the_pairs_are_found():
    assert len(list(_pairs())) > 100

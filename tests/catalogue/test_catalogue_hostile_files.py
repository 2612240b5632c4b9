"""Whatever a file holds, the loader tells problems and raises nothing."""

from __future__ import annotations

import pytest
from catalogue_files import GOOD, problems_of, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.loader import load
from catalogue.source import read


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment",
        b"\xff\xfe",
        b"a: \x00",
        b'a: "\\UFFFFFFFF"',
        b"a: [" * 3000,
        b"[" * 3000 + b"]" * 3000,
        b"a: &x [*x]",
        b"? [a]\n: b",
        b"--- 1\n--- 2\n",
        b"<<: {a: 1}",
        b"7",
        b"- a",
        b"a: !!timestamp 2020-99-99",
        b"%YAML 9.0\n---\na: 1",
        b"version: " + b"9" * 6000,
        b"form: 3\nmaterials: {}\nguide: []",
        b"form: [{fields: {a: 1}}, 3, {fields: [4, {choices: 5}]}]",
    ],
)
def test_no_content_is_an_exception(tmp_path, content):
    path = tmp_path / "a" / "b.yaml"
    path.parent.mkdir()
    path.write_bytes(content)
    assert problems_of(tmp_path)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_problems_not_exceptions(tmp_path, content):
    path = tmp_path / "a" / "b.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert problems_of(tmp_path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_to_a_good_item_is_no_exception(tmp_path, data):
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        what = data.draw(st.sampled_from(["drop", "twice", "swap", "cut", "text", "value"]))
        other = data.draw(st.integers(0, len(lines) - 1))
        if what == "drop":
            del lines[at]
        elif what == "twice":
            lines.insert(at, lines[at])
        elif what == "swap":
            other %= len(lines)
            lines[at], lines[other] = lines[other], lines[at]
        elif what == "cut":
            lines[at] = lines[at][: len(lines[at]) // 2]
        elif what == "text":
            lines[at] += data.draw(st.text(max_size=8))
        else:
            key = lines[at].split(":")[0]
            lines[at] = f"{key}: " + data.draw(
                st.sampled_from(["[]", "{}", "3", "true", "~", "[1, {}]", "{field: 3}"])
            )
    path = write(tmp_path, "\n".join(lines))
    loaded = load(tmp_path)
    if isinstance(loaded, tuple):
        count = len(path.read_text(encoding="utf-8").splitlines()) + 1
        assert all(1 <= one.line <= count and one.reason and one.mend for one in loaded)


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? ", b"{["])
def test_a_file_of_nothing_but_openings_takes_no_time(opening):
    """A quarter of a megabyte, as much as a pack may hold: what nests too deep is not read to its end."""
    source, found = read(opening * (262_144 // len(opening)))
    assert source is None
    assert found[-1].reason in {"nested deeper than 20", "a key is not a word"}

"""A pack that is damaged, foreign or reaches elsewhere is refused whole; a good one comes back as it was."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from catalogue_files import RULED
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.model import Text
from catalogue.pack import LARGEST_FILE, MANIFEST, Manifest, PackedItem, digest, packed, unpacked
from outcome import Failure, Ok

PLACE = Text(zh="云溪市清河县", en="Qinghe County")
FILE = "items/yijianshi/shiyan-yijianshi.yaml"
DATA = RULED.encode()


def manifest(data: bytes = DATA, **more) -> Manifest:
    one = PackedItem(file=FILE, version="1", name=PLACE, sha256=digest(data), branch="opening")
    return Manifest(**({"place": PLACE, "items": (one,)} | more))


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def refused(content: bytes) -> tuple[str, str]:
    found = unpacked(content)
    assert isinstance(found, Failure)
    return found.code, found.detail


def test_a_pack_comes_back_as_it_was():
    found = unpacked(packed(manifest(), {FILE: DATA}))
    assert found == Ok((manifest(), {FILE: DATA}))
    assert (manifest().items[0].domain, manifest().items[0].id) == ("yijianshi", "shiyan-yijianshi")


def test_the_same_items_make_the_same_pack():
    assert packed(manifest(), {FILE: DATA}) == packed(manifest(), {FILE: DATA})


def test_what_is_no_pack_is_told_as_such():
    assert refused(zipped({FILE: DATA}))[0] == "not_a_pack"
    assert refused(zipped({MANIFEST: b'{"format": "other"}'}))[0] == "not_a_pack"
    assert refused(zipped({MANIFEST: b"[]"}))[0] == "not_a_pack"
    assert refused(b"PK, but not really")[0] == "damaged_pack"
    assert refused(b"")[0] == "damaged_pack"


def test_a_pack_of_a_newer_program_is_told_as_such():
    newer = json.dumps(manifest().model_dump(mode="json") | {"edition": 2, "more": True}).encode()
    assert refused(zipped({MANIFEST: newer, FILE: DATA}))[0] == "newer_pack"


@pytest.mark.parametrize(
    "name",
    [
        "../shichang/getihu-sheli.yaml",
        "/etc/items.yaml",
        "items/../../a/b.yaml",
        "items/a/../b.yaml",
        "items/a/b/c.yaml",
        "items/_region/trees.yaml",
        "items/a/b.yml",
        "items\\a\\b.yaml",
        "items/a/b.yaml/",
        "items/a/b.yaml\n",
        "a.yaml",
    ],
)
def test_no_path_leads_elsewhere(name):
    code, detail = refused(zipped({MANIFEST: manifest().model_dump_json().encode(), FILE: DATA, name: b"x"}))
    assert code == "unsafe_pack"
    assert "no name of an item" in detail


def test_a_link_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(MANIFEST, manifest().model_dump_json())
        link = zipfile.ZipInfo(FILE)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(content.getvalue()) == ("unsafe_pack", f"{FILE!r} is a link, not a file")


def test_a_file_that_unpacks_to_too_much_is_refused():
    huge = b" " * (LARGEST_FILE + 1)
    assert len(packed(manifest(huge), {FILE: huge})) < 10_000
    assert refused(packed(manifest(huge), {FILE: huge}))[0] == "unsafe_pack"


def test_a_name_that_stands_twice_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(FILE, DATA)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(FILE, b"other")
    assert refused(content.getvalue())[1] == f"{FILE!r} is in it twice"


def test_files_and_manifest_say_the_same():
    told = manifest().model_dump_json().encode()
    assert "SHA-256" in refused(zipped({MANIFEST: told, FILE: DATA + b"#"}))[1]
    assert "not the same" in refused(zipped({MANIFEST: told}))[1]
    assert "not the same" in refused(zipped({MANIFEST: told, FILE: DATA, "items/a/b.yaml": b"x"}))[1]
    other = manifest().items[0].model_copy(update={"file": FILE.replace("yijianshi/", "minzheng/")})
    both = manifest(items=(*manifest().items, other))
    assert "twice" in refused(packed(both, {FILE: DATA, other.file: DATA}))[1]


@settings(max_examples=100)
@given(data=st.data())
def test_no_damage_raises_or_passes_unseen(data):
    good = packed(manifest(), {FILE: DATA})
    at = data.draw(st.integers(0, len(good) - 1))
    if data.draw(st.booleans()):
        bad = good[:at]
    else:
        bad = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    found = unpacked(bad)
    # Some bytes of a zip mean nothing (times, attributes): then what comes out is what went in.
    assert isinstance(found, Failure) or found == Ok((manifest(), {FILE: DATA}))


@settings(max_examples=60)
@given(
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "edition", "place", "items", "zh"]), inner, max_size=3
            )
        ),
    ).map(lambda one: json.dumps(one).encode())
)
def test_no_manifest_raises(content):
    assert refused(zipped({MANIFEST: content}))
    started = content[:1] == b"{" and content.strip() != b"{}"
    if started:
        assert refused(zipped({MANIFEST: b'{"format": "bangban-pack", ' + content[1:]}))

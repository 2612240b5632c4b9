"""What is kept of the items for the next start is theirs, whole and of this program, or it is not believed."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from catalogue.loader import load
from catalogue.shelf import Catalogue
from catalogue.shelf_cache import NAME, _made_of, _write, handed_on, load_kept

SERVICES = Path(__file__).parents[2] / "services"
RECORD, LICENCE = "renshe/shebao-canbao-zhengming", "shichang/getihu-sheli"
NO_CODE: tuple[Path, ...] = ()
"""These tests change the items, not the program."""
TREES = """
- id: all
  name: {zh: 全部, en: All}
  summary: {zh: 全部, en: All}
  branches:
    - {id: all, name: {zh: 全部, en: All}, items: [shebao-canbao-zhengming, getihu-sheli]}
"""


@pytest.fixture
def services(tmp_path: Path) -> Path:
    """Two items of the product, free to be changed."""
    folder = tmp_path / "services"
    (folder / "_region").mkdir(parents=True)
    for name in ("lists.yaml", "delivery.yaml"):
        copy(SERVICES / "_region" / name, folder / "_region" / name)
    region = (SERVICES / "_region" / "region.yaml").read_text(encoding="utf-8")
    region = region[: region.index("favourites:")]  # they name more items than these
    (folder / "_region" / "region.yaml").write_text(region, encoding="utf-8")
    (folder / "_region" / "trees.yaml").write_text(TREES, encoding="utf-8")
    for name in (RECORD, LICENCE):
        (folder / name).parent.mkdir()
        copy(SERVICES / f"{name}.yaml", folder / f"{name}.yaml")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def loaded(services: Path, data: Path) -> Catalogue:
    found = load_kept(services, data, NO_CODE)
    assert isinstance(found, Catalogue), found
    return found


def plant(services: Path, data: Path) -> str:
    """A good cache that says something the files do not say: whoever reads it believed the cache."""
    other = loaded(services, data)
    first = next(iter(other.items.values()))
    version = "9999"
    _write(
        data / NAME,
        _made_of(services, NO_CODE) or b"",
        Catalogue({**other.items, first.id: first.model_copy(update={"version": version})}, other.region),
    )
    return first.id


def believed(services: Path, data: Path, planted: str) -> bool:
    return loaded(services, data).items[planted].version == "9999"


def test_what_is_kept_is_the_catalogue(services: Path, data: Path) -> None:
    first = loaded(services, data)
    again = loaded(services, data)
    assert (data / NAME).is_file()
    assert again == first == load(services)
    assert list(again.items) == list(first.items)
    assert again.find("社保证明")


def test_the_second_start_reads_no_item_file(services: Path, data: Path) -> None:
    assert believed(services, data, plant(services, data))


def test_a_file_that_was_only_touched_changes_nothing(services: Path, data: Path) -> None:
    planted = plant(services, data)
    os.utime(services / f"{RECORD}.yaml", (1, 1))
    assert believed(services, data, planted)


CHANGES = {
    "an item's version": lambda folder: _replace(folder / f"{RECORD}.yaml", 'version: "2"', 'version: "3"'),
    "a window": lambda folder: _replace(folder / "_region" / "region.yaml", '"10000099001"', '"10000099901"'),
    "one space": lambda folder: _replace(folder / f"{LICENCE}.yaml", "id: getihu-sheli", "id:  getihu-sheli"),
    "a file more": lambda folder: (folder / "notes.txt").write_text("x", encoding="utf-8"),
    "a file less": lambda folder: (folder / "_region" / "lists_of_nothing.txt").unlink(),
}


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_in_the_folder_is_read(services: Path, data: Path, change: str) -> None:
    (services / "_region" / "lists_of_nothing.txt").write_text("", encoding="utf-8")
    planted = plant(services, data)
    stamp = {path: path.stat() for path in services.rglob("*") if path.is_file()}
    CHANGES[change](services)
    for path, before in stamp.items():  # the time of a file says nothing
        if path.exists():
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not believed(services, data, planted)
    assert loaded(services, data) == load(services)


def test_this_program_is_part_of_what_is_kept(services: Path, data: Path) -> None:
    found = load_kept(services, data)
    assert isinstance(found, Catalogue)
    before = (data / NAME).read_bytes()
    assert before.split(b" ")[2] not in {_made_of(services, NO_CODE), _made_of(services / "_region", NO_CODE)}


def test_another_program_reads_the_files(services: Path, data: Path, tmp_path: Path) -> None:
    code = (tmp_path / "code",)
    code[0].mkdir()
    (code[0] / "model.py").write_text("a = 1\n", encoding="utf-8")
    load_kept(services, data, code)
    before = (data / NAME).read_bytes()
    load_kept(services, data, code)
    assert (data / NAME).read_bytes() == before
    (code[0] / "model.py").write_text("a = 2\n", encoding="utf-8")
    load_kept(services, data, code)
    assert (data / NAME).read_bytes() != before


def test_mistakes_are_never_kept_and_hide_behind_no_cache(services: Path, data: Path) -> None:
    plant(services, data)
    _replace(services / f"{RECORD}.yaml", "handling: print", "handling: fly")
    for _ in range(2):
        found = load_kept(services, data, NO_CODE)
        assert not isinstance(found, Catalogue)
        assert any("handling" in str(one) for one in found)
    assert not (data / NAME).exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.integers(0), bit=some.integers(0, 7))
def test_a_flipped_bit_is_found(kept: tuple[Path, Path, bytes, str], place: int, bit: int) -> None:
    services, data, good, planted = kept
    flipped = bytearray(good)
    flipped[place % len(good)] ^= 1 << bit
    (data / NAME).write_bytes(flipped)
    assert not believed(services, data, planted)


@pytest.fixture
def kept(services: Path, data: Path) -> tuple[Path, Path, bytes, str]:
    planted = plant(services, data)
    return services, data, (data / NAME).read_bytes(), planted


@pytest.mark.parametrize("length", [0, 1, 20, 90, 150, 160, 1000, -1])
def test_half_a_file_is_thrown_away(kept: tuple[Path, Path, bytes, str], length: int) -> None:
    services, data, good, planted = kept
    (data / NAME).write_bytes(good[:length])
    assert not believed(services, data, planted)
    assert believed(services, data, planted) is False
    assert (data / NAME).read_bytes() != good[:length], "the next start is quick again"


def test_what_has_the_right_digest_and_the_wrong_shape_is_thrown_away(
    kept: tuple[Path, Path, bytes, str],
) -> None:
    """Of a program that wrote nonsense."""
    import zlib
    from hashlib import sha256

    services, data, good, planted = kept
    made_of = good.split(b" ")[2]
    for content in (b"{}", b"[1]", b"not json", b""):
        packed = zlib.compress(content)
        head = b"bangban items " + made_of + b" " + sha256(packed).hexdigest().encode()
        (data / NAME).write_bytes(head + b"\n" + packed)
        assert not believed(services, data, planted)


def test_a_folder_that_cannot_be_written_stops_nothing(services: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert loaded(services, tmp_path / "file") == load(services)
    in_the_way = tmp_path / "other" / NAME
    in_the_way.mkdir(parents=True)
    assert loaded(services, tmp_path / "other") == load(services)
    assert [one.name for one in in_the_way.parent.iterdir()] == [NAME], "no draft is left"


def test_the_collector_runs_again_afterwards(services: Path, data: Path) -> None:
    loaded(services, data)
    loaded(services, data)
    assert gc.isenabled()


def test_what_is_handed_on_is_not_read_anew(services: Path, data: Path, tmp_path: Path) -> None:
    planted = plant(services, data)
    other = tmp_path / "hub"
    handed_on(data, other)
    assert believed(services, other, planted)


def test_nothing_to_hand_on_stops_nothing(data: Path, tmp_path: Path) -> None:
    handed_on(data, tmp_path / "hub")
    assert not list((tmp_path / "hub").iterdir())

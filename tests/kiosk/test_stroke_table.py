"""笔画, what comes next, sounds that are not told apart, and the words of this place."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from product_items import product_items

import fonts
from drivers.receipt_printer import raster
from kiosk.input_method.fuzzy import ALIKE, USUAL, merged
from kiosk.input_method.kept_text import kept
from kiosk.input_method.phrases import Phrases, by_weight, how_common
from kiosk.input_method.pinyin import Pinyin, has_strokes
from kiosk.input_method.rime import DATA, DICTIONARY
from kiosk.input_method.serving import MissingError
from kiosk.input_method.stroke_table import StrokeTable, commonest_first
from kiosk.input_method.vocabulary import of_catalogue, spelt_out
from outcome import Ok


@pytest.fixture(scope="module")
def catalogue():
    return product_items()


@pytest.fixture(scope="module")
def words(catalogue):
    return of_catalogue(catalogue)


@pytest.fixture(scope="module")
def phrases(words, tmp_path_factory):
    local = tmp_path_factory.mktemp("words") / "local.dict.yaml"
    local.write_text(spelt_out(words), encoding="utf-8")
    return Phrases(by_weight(DATA / DICTIONARY, local))


@pytest.fixture(scope="module")
def table():
    return StrokeTable(commonest_first(DATA, how_common(DATA / DICTIONARY)))


@pytest.fixture(scope="module")
def pinyin(words, tmp_path_factory):
    outcome = Pinyin.open(tmp_path_factory.mktemp("pinyin"), alike=USUAL, words=words)
    assert isinstance(outcome, Ok), outcome
    yield outcome.value
    outcome.value.close()


def only(found):
    return [word for word, _ in found]


# --- strokes ------------------------------------------------------------------------------------


def test_a_common_character_comes_before_rare_ones_of_the_same_strokes(table):
    assert only(table.candidates("12121", 10))[0] == "正"
    assert only(table.candidates("1", 10))[0] == "一"
    assert "王" in only(table.candidates("1121", 6))


@pytest.mark.parametrize("char", "𠮷㛃䶮")
def test_a_rare_name_can_be_written_by_its_strokes(table, char):
    code = next(
        code for code, one in table.rows() if one == char
    )  # 𬭎 is not in the table: it has its number
    strokes = code.translate(str.maketrans("hspnz", "12345"))
    offered = only(table.candidates(strokes, 60))
    assert char in offered
    assert fonts.shows(char)
    unsure = strokes[:-2] + "**"
    assert char in only(table.candidates(unsure, 100))


def test_fewer_strokes_offer_what_begins_so(table):
    assert {"走", "起"} <= set(only(table.candidates("121", 100)) + only(table.candidates("12121", 100)))
    assert all(used == 3 for _, used in table.candidates("121", 20))


@settings(max_examples=60)
@given(st.text("12345*", max_size=34), st.integers(0, 60))
def test_strokes_offer_only_what_can_be_shown(table, strokes, limit):
    found = table.candidates(strokes, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert all(fonts.shows(char) and used == len(strokes) for char, used in found)


def test_what_a_font_is_said_to_have_it_has():
    from fontTools.ttLib import TTFont

    has = {path: TTFont(path, lazy=True).getBestCmap() for path in fonts.RARE}
    for low, high in fonts._IN_RARE:
        path = fonts.RARE[1] if low >= 0x20000 else fonts.RARE[0]
        assert not [hex(code) for code in range(low, high + 1) if code not in has[path]]


def test_a_missing_table_is_said(tmp_path):
    with pytest.raises(MissingError, match="rime-data-stroke"):
        commonest_first(tmp_path, {})


def test_strokes_are_answered_by_the_same_process_as_pinyin(pinyin):
    assert has_strokes()
    assert only(pinyin.of_strokes("1234", 8))[0] == "木"
    assert pinyin.of_strokes("6", 8) == ()
    assert pinyin.of_strokes("", 8) == ()


# --- kept for the next process ---------------------------------------------------------------------


def test_a_table_is_made_again_only_when_what_it_is_made_of_is_newer(tmp_path):
    source, place = tmp_path / "words", tmp_path / "made"
    source.write_text("一", encoding="utf-8")
    os.utime(source, (1, 1))
    made = []

    def make():
        made.append(source.read_text(encoding="utf-8"))
        return made[-1]

    assert [kept(place, [source], make) for _ in range(2)] == ["一", "一"]
    assert made == ["一"]
    source.write_text("二", encoding="utf-8")
    os.utime(source, ns=(place.stat().st_mtime_ns,) * 2)
    assert kept(place, [source], make) == "二"


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path):
    assert [kept(tmp_path / "gone" / "made", [], lambda: "一") for _ in range(2)] == ["一", "一"]


def test_the_next_process_finds_what_was_made(words, tmp_path):
    opened = Pinyin.open(tmp_path, words=words)
    assert isinstance(opened, Ok), opened
    method = opened.value
    first = method.following("清河", 5), method.of_strokes("1234", 8)
    stamps = {one.name: one.stat().st_mtime_ns for one in tmp_path.iterdir()}
    assert {"phrases", "strokes"} <= set(stamps)
    method.rest()
    assert (method.following("清河", 5), method.of_strokes("1234", 8)) == first
    assert all((tmp_path / name).stat().st_mtime_ns == stamps[name] for name in ("phrases", "strokes"))
    method.close()


# --- what comes next ----------------------------------------------------------------------------


def test_words_of_this_place_come_first(pinyin, phrases):
    assert pinyin.following("清河", 5)[0] == "县"
    assert phrases.following("营业", 5)[0] == "执照"
    assert pinyin.following("", 5) == ()
    assert phrases.following("zzz", 5) == []


@settings(max_examples=60)
@given(st.text(st.sampled_from("清河县失业保险的.*[(\\一𠮷a"), max_size=8), st.integers(0, 20))
def test_whatever_was_written_something_or_nothing_follows(phrases, text, limit):
    found = phrases.following(text, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert all(found)


# --- sounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("yinyezizao", "营业执照"), ("senfenzeng", "身份证"), ("liunai", "牛奶"), ("qinhexian", "清河县")],
)
def test_who_does_not_tell_sounds_apart_is_understood(pinyin, typed, meant):
    assert meant in only(pinyin.candidates(typed, 6))


@pytest.mark.parametrize("typed", ["lingshou", "liu", "niu", "zang", "si", "shenfenzheng"])
def test_who_does_loses_nothing_by_it(pinyin, tmp_path, typed):
    exact = Pinyin.open(tmp_path / "exact").value  # type: ignore[union-attr]
    wanted = only(exact.candidates(typed, 6))
    assert only(pinyin.candidates(typed, 6))[0] == wanted[0]
    assert set(wanted) <= set(only(pinyin.candidates(typed, 12)))
    exact.close()


def test_h_and_f_are_told_apart_unless_the_place_says_otherwise(pinyin, tmp_path):
    south = Pinyin.open(tmp_path / "south", alike=tuple(ALIKE)).value  # type: ignore[union-attr]
    assert "福建" not in only(pinyin.candidates("hujian", 12))
    assert "福建" in only(south.candidates("hujian", 12))
    south.close()


@given(
    st.lists(st.tuples(st.text("甲乙", min_size=1, max_size=2), st.integers(1, 3)), unique=True, max_size=20),
    st.lists(st.tuples(st.text("甲乙", min_size=1, max_size=2), st.integers(1, 3)), unique=True, max_size=20),
    st.integers(0, 30),
)
def test_of_two_lists_nothing_is_lost_or_doubled(exact, fuzzy, limit):
    found = merged(exact, fuzzy, limit)
    assert found == list(dict.fromkeys(found))
    assert len(found) == min(limit, len({*exact, *fuzzy}))
    place = {one: at for at, one in enumerate(found)}
    assert [one for one in exact if one in place and len(one[0]) == 1] == sorted(
        (one for one in exact if one in place and len(one[0]) == 1), key=place.__getitem__
    ), "what was typed keeps its order"


# --- words of this place ------------------------------------------------------------------------


def test_names_of_places_and_items_come_from_the_items(catalogue, words, pinyin):
    assert {"清河县", "柳林镇", "杏花村", "云溪"} <= set(words)
    short = [one.names.plain.zh for one in catalogue.items.values() if 4 <= len(one.names.plain.zh) <= 8]
    assert short
    known = [one for one in short if one in words]
    assert known
    for letters, word in (("liulinzhen", "柳林镇"), ("qiaodongcun", "桥东村"), ("yunxishi", "云溪市")):
        assert only(pinyin.candidates(letters, 6))[0] == word


def test_only_words_that_can_be_spelt_are_written_down(words):
    rows = spelt_out((*words, "A区", "𠮷", "1号")).partition("\n...\n")[2].strip().split("\n")
    for row in rows:
        word, spelt, weight = row.split("\t")
        assert len(spelt.split(" ")) == len(word)
        assert spelt.replace(" ", "").isascii()
        assert weight.isdecimal()
    assert not [row for row in rows if row[0] in "A𠮷1"]


# --- shown and printed --------------------------------------------------------------------------


@pytest.mark.parametrize("char", "𠮷㛃䶮𬭎")
def test_a_rare_name_is_printed_with_its_own_dots(char):
    """Not with the box of a font that lacks it, on the receipt; documents are in tests/hub/test_hub_paper_pdf.py."""
    nobody_has = raster.line("\U000e0fff", 2, "left", 200)
    assert raster.line(char, 2, "left", 200).tobytes() != nobody_has.tobytes()
    assert [run for _, run in fonts.runs(f"刘{char}")][-1].endswith(char)
    assert fonts.shows(char)

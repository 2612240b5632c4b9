"""What people type, say and mistype finds what they mean, and a guess never stands beside a hit."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from catalogue_many import NAMES, item, many, town
from hypothesis import given
from hypothesis import strategies as some

from catalogue.model import Handling
from catalogue.search import Index
from catalogue.sounds import fold

if TYPE_CHECKING:
    from catalogue.shelf import Catalogue

FOUND = {
    "as it is written": {"结婚登记预约": "jiehun", "  失业 金 ": "shiyejin", "无房证明": "wufang"},
    "by a word for it": {"敬老卡": "laonian", "上户口": "chusheng", "投诉": "fanying"},
    "in a sentence": {
        "我要打社保证明": "shebao",
        "请问怎么领失业金": "shiyejin",
        "我家孩子要上幼儿园": "youeryuan",
        "我想结婚": "jiehun",
        "下岗了怎么办": "shiyejin",
    },
    "in full pinyin": {
        "jiehun": "jiehun",
        "shebaozhengming": "shebao",
        "juzhuzheng": "juzhuzheng",
        "she bao zheng ming": "shebao",
        "Canjizheng": "canji",
    },
    "by initials": {
        "sbzm": "shebao",
        "jhdj": "jiehun",
        "wfzm": "wufang",
        "cjz": "canji",
        "gjjtq": "gongjijin",
    },
    "mixed": {
        "shebzm": "shebao",
        "社bao证明": "shebao",
        "社保zm": "shebao",
        "woyaoshebaozhengming": "shebao",
        "jiehdj": "jiehun",
        "juzz": "juzhuzheng",
    },
    "with another character of the same sound": {
        "社宝证明": "shebao",
        "设保正明": "shebao",
        "句住证": "juzhuzheng",
        "师业金": "shiyejin",
        "残疾正": "canji",
    },
    "with a wrong character": {"社呆证明": "shebao", "结婚登己": "jiehun", "居住正": "juzhuzheng"},
    "with a character missing": {"社证明": "shebao", "营业照": "zhizhao", "失业保金": "shiyejin"},
    "with a character too many": {"社保的证明": "shebao", "结婚婚登记": "jiehun"},
    "with words left out": {"公积金提取": "gongjijin", "公司企业开办": "qiye", "残疾人换领": "canji"},
    "with a slip in the letters": {
        "shebaozhegnming": "shebao",
        "shebaozhenming": "shebao",
        "jiehundegji": "jiehun",
        "juzhuzhneg": "juzhuzheng",
    },
    "with an accent": {
        "sebaozengmin": "shebao",
        "nihundengji": "lihun",
        "lifendengji": "lihun",
        "whzm": "wufang",
        "wuhangzhengming": "wufang",
        "juzuzeng": "juzhuzheng",
        "laolianzheng": "laonian",
    },
    "in English": {
        "divorce": "lihun",
        "unemployment benefit": "shiyejin",
        "residence permits": "juzhuzheng",
        "marrige": "jiehun",
        "I want to register my company": "qiye",
        "pension": "shebao",
        "I lost my identity card": "linshi",
    },
    "by words in common": {"我身份证丢掉了": "linshi", "我妈妈七十岁的老人卡": "laonian"},
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return town()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [(typed, wanted) for group in FOUND.values() for typed, wanted in group.items()],
)
def test_what_is_meant_comes_first(catalogue: Catalogue, typed: str, wanted: str) -> None:
    found = [one.id for one in catalogue.find(typed)]
    assert found[:1] == [wanted], found


@pytest.mark.parametrize(
    "typed", ["", "  ", "？！", "哈哈哈", "天气预报", "fly to the moon", "qqqq", "·", "\n", "x"]
)
def test_nothing_is_found_by_what_means_nothing(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.find(typed) == ()


def test_every_name_alias_and_keyword_finds_its_item(catalogue: Catalogue) -> None:
    for one in catalogue.items.values():
        for word in (one.names.plain.zh, one.names.plain.en, *one.aliases, *one.keywords, one.id, one.code):
            assert one in catalogue.find(word), word


def test_a_guess_does_not_stand_beside_a_hit(catalogue: Catalogue) -> None:
    assert [one.id for one in catalogue.find("失业")] == ["shiye", "shiyejin"]
    assert [one.id for one in catalogue.find("离婚")] == ["lihun"]


def test_levels_come_in_the_order_that_is_told() -> None:
    items = [
        item("held", "办证明"),
        item("inside", "老人老年证办理"),
        item("begins-alias", "卡", aliases="老年证明"),
        item("begins", "老年证申请"),
        item("keyword", "敬老", keywords="老年证"),
        item("name", "老年证"),
    ]
    order = Index(items).find("老年证")
    assert order == ("name", "keyword", "begins", "begins-alias", "inside")


def test_a_whole_word_that_sounds_so_comes_before_a_part_of_another() -> None:
    items = [item("part", "社保卡一次办"), item("whole", "参保证明打印", keywords="社保")]
    assert Index(items).find("shebao") == ("whole", "part")


def test_letters_inside_english_words_do_not_hide_what_sounds_so() -> None:
    items = [
        item("membership", "一项", "Relationship and membership"),
        item("shiye", "失业登记", "Out of work"),
    ]
    assert Index(items).find("shi") == ("shiye",)
    assert set(Index([*items, item("shift", "两项", "Shift work")]).find("shi")) == {"shiye", "shift"}


def test_an_id_counts_only_when_it_is_written_out() -> None:
    items = [item("shebao-zhuxiao", "公司销户", "Close it"), item("x", "社保证明")]
    assert Index(items).find("shebao") == ("x",)
    assert Index(items).find("shebao-zhuxiao")[0] == "shebao-zhuxiao"


def test_of_equal_hits_what_is_done_here_comes_first() -> None:
    guided, done = item("one", "一", keywords="社保"), item("two", "二", keywords="社保")
    done = done.model_copy(update={"handling": Handling.APPLY})
    assert Index([guided, done]).find("社保") == ("two", "one")


def test_the_stage_of_life_finds_its_items() -> None:
    index = Index([item("one", "一项"), item("two", "两项")], {"two": ("退休", "Retirement")})
    assert index.find("退休") == ("two",)
    assert index.find("retirement") == ("two",)


def test_an_accent_is_no_other_word() -> None:
    for one, other in (
        ("nan", "lan"),
        ("fei", "hui"),
        ("zhang", "zan"),
        ("feng", "hong"),
        ("ren", "len"),
        ("shi", "si"),
    ):
        assert fold(one) == fold(other), (one, other)
    for one, other in (("ba", "pa"), ("da", "ta"), ("jie", "qie"), ("ma", "mu"), ("gong", "gen")):
        assert fold(one) != fold(other), (one, other)


LETTERS = some.text("abcdefghijklmnopqrstuvwxyz社保证明结婚离登记 1'·", max_size=60)


@given(LETTERS)
def test_any_text_is_answered_and_always_in_the_same_way(text: str) -> None:
    first = TOWN.find(text)
    assert first == TOWN.find(text)
    assert len(first) == len(set(first))


TOWN = town()


@given(
    some.sampled_from([name for _, name, *_ in NAMES]), some.integers(0, 20), some.sampled_from("的天大鱼飞")
)
def test_one_wrong_character_in_a_long_name_still_finds_it(name: str, at: int, other: str) -> None:
    if len(name) < 6:
        return
    at %= len(name)
    meant = next(key for key, zh, *_ in NAMES if zh == name)
    for typed in (name[:at] + other + name[at + 1 :], name[:at] + name[at + 1 :]):
        assert meant in [one.id for one in TOWN.find(typed)], typed


def test_a_thousand_items_are_searched_fast_enough_to_be_shown_while_typing() -> None:
    """The benchmark measures (`catalogue.search_ms_1000`); this only catches what is out of all proportion."""
    big = many()
    questions = [typed for group in FOUND.values() for typed in group]
    assert len(big.items) == 1000
    big.find("warm")
    began = process_time()
    for one in questions:
        big.find(one)
    assert (process_time() - began) / len(questions) < 0.05

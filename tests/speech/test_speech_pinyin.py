"""Characters with several readings, in the words of government business."""

from __future__ import annotations

import pytest

from speech.mandarin_pinyin import syllables
from speech.mandarin_words import SURNAMES, WORDS


@pytest.mark.parametrize(
    ("said", "sounds"),
    [
        ("重庆", "chong2 qing4"),
        ("银行行长", "yin2 hang2 hang2 zhang3"),
        ("银行卡", "yin2 hang2 ka3"),
        ("长辈", "zhang3 bei4"),
        ("还在吗", "hai2 zai4 ma5"),
        ("还清", "huan2 qing1"),
        ("行政", "xing2 zheng4"),
        ("不行", "bu4 xing2"),
        ("缴存", "jiao3 cun2"),
        ("便民", "bian4 min2"),
        ("密码重置", "mi4 ma3 chong2 zhi4"),
        ("重度残疾", "zhong4 du4 can2 ji2"),
        ("到发卡银行", "dao4 fa1 ka3 yin2 hang2"),
        ("预防接种证", "yu4 fang2 jie1 zhong4 zheng4"),
        ("特困供养", "te4 kun4 gong1 yang3"),
        ("为您服务", "wei4 nin2 fu2 wu4"),
        ("以领取时间为准", "yi3 ling3 qu3 shi2 jian1 wei2 zhun3"),
        ("因为", "yin1 wei4"),
        ("在清河县长住", "zai4 qing1 he2 xian4 chang2 zhu4"),
        ("村长", "cun1 zhang3"),
        ("写长一点", "xie3 chang2 yi4 dian3"),
        ("得重新申请", "dei3 chong2 xin1 shen1 qing3"),
        ("查得到", "cha2 de5 dao4"),
        ("可以得到", "ke3 yi3 de2 dao4"),
        ("个人所得税", "ge4 ren2 suo3 de2 shui4"),
        ("够得着", "gou4 de5 zhao2"),
        ("教您一步步办", "jiao1 nin2 yi2 bu4 bu4 ban4"),
        ("教育局", "jiao4 yu4 ju2"),
        ("要求", "yao1 qiu2"),
        ("当场办", "dang1 chang3 ban4"),
        ("批准的当月", "pi1 zhun3 de5 dang4 yue4"),
        ("纸质的", "zhi3 zhi4 de5"),
        ("慢慢地走", "man4 man4 de5 zou3"),
        ("幺幺零", "yao1 yao1 ling2"),
    ],
)
def test_the_right_reading(said: str, sounds: str) -> None:
    assert " ".join(syllables(said)) == sounds


@pytest.mark.parametrize(
    ("said", "sounds"),
    [
        ("一件事一次办", "yi2 jian4 shi4 yi2 ci4 ban4"),
        ("一天", "yi4 tian1"),
        ("统一办理", "tong3 yi1 ban4 li3"),
        ("第一步", "di4 yi1 bu4"),
        ("一月一日", "yi1 yue4 yi1 ri4"),
        ("二十一天", "er4 shi2 yi1 tian1"),
        ("唯一", "wei2 yi1"),
        ("看一看", "kan4 yi5 kan4"),
        ("是不是", "shi4 bu5 shi4"),
        ("不对", "bu2 dui4"),
        ("不能", "bu4 neng2"),
        ("一百零五", "yi4 bai3 ling2 wu3"),
    ],
)
def test_one_and_not_change_with_what_follows(said: str, sounds: str) -> None:
    assert " ".join(syllables(said)) == sounds


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("单小明", "shan4 xiao3 ming2"),
        ("解红", "xie4 hong2"),
        ("万俟明", "mo4 qi2 ming2"),
        ("张三", "zhang1 san1"),
    ],
)
def test_a_surname_is_read_as_one_in_a_name_alone(name: str, sounds: str) -> None:
    assert " ".join(syllables(name, name=True)) == sounds


def test_a_single_person_is_no_surname_in_a_sentence() -> None:
    assert syllables("单位")[0] == "dan1"


@pytest.mark.parametrize("table", [WORDS, SURNAMES])
def test_a_syllable_for_each_character(table: dict[str, tuple[str, ...]]) -> None:
    for word, sounds in table.items():
        assert len(sounds) == len(word), word
        assert all(one[:-1].isalpha() and one[-1] in "12345" for one in sounds), word


def test_what_is_no_character_stands_for_itself() -> None:
    assert syllables("A四，好。") == ["A", "si4", "，", "hao3", "。"]

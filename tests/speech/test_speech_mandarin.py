"""Figures, dates, money, codes and signs as Mandarin says them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speech.mandarin import spoken
from speech.numerals import counted, digits, money
from wording import sentences as worded


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (22, "二十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2002, "两千零二"),
        (10_300, "一万零三百"),
        (101_000, "十万一千"),
        (20_000, "两万"),
        (200_020_002, "两亿零两万零二"),
        (100_000_001, "一亿零一"),
    ],
)
def test_counts(number: int, said: str) -> None:
    assert counted(number) == said


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("0", "零元"),
        ("2", "两元"),
        ("0.05", "五分"),
        ("12.04", "十二元零四分"),
        ("1234.50", "一千二百三十四元五角"),
        ("1.234", "一点二三四元"),
    ],
)
def test_money(yuan: str, said: str) -> None:
    assert money(yuan) == said


_VALUE = {one: at for at, one in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACE = {"十": 10, "百": 100, "千": 1000}


def _understood(said: str) -> int:
    """What a listener makes of a count: the way back, by the rules of the language and not of our code."""
    whole = 0
    for power, sign in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        if sign:
            if sign not in said or (sign == "亿" and "万亿" in said):
                continue
            part, _, said = said.partition(sign)
        else:
            part = said
        group = figure = 0
        for char in part:
            if char in _PLACE:
                group += (figure or 1) * _PLACE[char]
                figure = 0
            else:
                figure = _VALUE[char]
        whole += (group + figure) * power
    return whole


@given(st.integers(0, 10**12 - 1))
@settings(max_examples=100)
@example(10**8 + 10**4)
@example(10_010)
def test_a_listener_understands_the_same_number(number: int) -> None:
    assert _understood(counted(number)) == number


def test_a_code_says_yao_and_a_year_yi() -> None:
    assert digits("110") == "幺幺零"
    assert digits("2019", code=False) == "二零一九"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("身份证号后四位 0024", "身份证号后四位，零零二四"),
        ("2026年11月22日", "二零二六年十一月二十二日"),
        ("2026-11-22", "二零二六年十一月二十二日"),
        ("9月1日", "九月一日"),
        ("2020-2024年", "二零二零到二零二四年"),
        ("100年", "一百年"),
        ("工作日9:00至17:00", "工作日九点到十七点"),
        ("14:05", "十四点零五分"),
        ("2:30", "两点三十分"),
        ("1234.50元", "一千二百三十四元五角"),
        ("¥1,234.50", "一千二百三十四元五角"),
        ("1.5万元", "一点五万元"),
        ("5%", "百分之五"),
        ("50%~60%", "百分之五十到百分之六十"),
        ("3-5个工作日", "三到五个工作日"),
        ("2个", "两个"),
        ("第2步", "第二步"),
        ("2月", "二月"),
        ("2小时", "两小时"),
        ("您还有 2 件没办完", "您还有两件没办完"),
        ("第 3 步，共 5 步", "第三步，共五步"),
        ("12345热线", "幺二三四五热线"),
        ("拨打110", "拨打，幺幺零"),
        ("100-0099-0000", "幺零零，零零九九，零零零零"),
        ("13800138000", "幺三八，零零幺三，八零零零"),
        ("手机号138****5678", "手机号，幺三八，隐去四位，五六七八"),
        ("990***********1234", "九九零，隐去十一位，幺二三四"),
        ("王*明", "王某明"),
        ("990123199001011234", "九九零幺二三，幺九九零，零幺零幺，幺二三四"),
        ("收件编号QH0001-20261122-000123", "收件编号，Q H，零零零幺，二零二六，幺幺二二，零零零，幺二三"),
        ("取件码 482913", "取件码，四八二，九幺三"),
        ("10000户", "一万户"),
        ("1203室", "幺二零三室"),
        ("PDF 文件，A4 纸", "PDF文件，A四纸"),
        ("-5℃", "负五摄氏度"),
        ("20㎡", "二十平方米"),
        ("1/3", "三分之一"),
        ("（国发〔2024〕3号）", "国发，二零二四，三号"),
        ("①身份证②户口簿", "一，身份证，二，户口簿"),
        ("24小时自助办 · 办不了有人帮", "二十四小时自助办，办不了有人帮"),
        ("《社会保险法》", "社会保险法"),
        ("“补正”，改好再交", "补正，改好再交"),
        ("正在查……", "正在查"),
        ("１２３４５热线", "幺二三四五热线"),
        ("", ""),
        ("……（）", ""),
    ],
)
def test_as_it_is_said(written: str, said: str) -> None:
    assert spoken(written) == said


SAYABLE = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffffA-Za-z' ，。？！]*")


@given(
    st.text(st.characters(codec="utf-8"), max_size=40)
    | st.from_regex(r"[0-9年月日:.\-*%元A-Z件 /]{0,24}", fullmatch=True)
)
@settings(max_examples=100)
@example("9" * 5000)
@example("A" * 3000)
@example("2026年99月99日99:99")
def test_nothing_fails_and_no_figure_or_sign_is_left(text: str) -> None:
    said = spoken(text)
    assert SAYABLE.fullmatch(said)
    assert not said.startswith("，")
    assert "，，" not in said


def test_every_sentence_of_the_program_can_be_said() -> None:
    for key, text in worded("zh").items():
        shown = re.sub(r"\{[^}]*\}", "3", text)
        if re.search("[\u4e00-\u9fff]", shown):
            assert spoken(shown), key


def test_every_name_of_an_item_can_be_said() -> None:
    for path in Path("services").glob("*/*.yaml"):
        item = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = item.get("names", {}) if isinstance(item, dict) else {}
        for name in names.values():
            assert not re.search(r"[0-9]", spoken(name["zh"]))

"""Personal names: a surname comes first, and what follows it is read as a given name, character by character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.input_method.rime import Candidate, Rime

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
    "肖付庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "令狐", "东方")
SURNAMES = {name: rank for rank, name in reversed(list(enumerate((*_SINGLE, *_DOUBLE))))}
"""Frequent surnames and their rank, roughly by how many bear them (general knowledge, no register read)."""

_SINGLE_GIVEN = "伟芳娜敏静强磊军洋勇艳杰涛明超霞平刚丽梅兰英华红玲辉鹏飞波斌浩鑫燕琳雪慧莉萍凤娟宁亮俊林峰健"


def _given_names() -> frozenset[str]:
    table = (
        Path(__file__).with_name("given_names.dict.yaml").read_text(encoding="utf-8").partition("\n...\n")[2]
    )
    return frozenset((*_SINGLE_GIVEN, *(row.split("\t")[0] for row in table.split("\n") if row)))


GIVEN_NAMES = _given_names()
_DEPTH = 60
"""How many candidates are searched for surnames: rare characters stand behind them."""
_GIVEN_DEPTH = 30
"""The same for given names; each look costs one more question to the library."""
_COMBINED = 2
"""How many surnames are tried with a given name."""


def name_candidates(rime: Rime, letters: str, limit: int) -> list[Candidate]:
    """Candidates for a whole name: surname with given name, then surnames, then everything else."""
    plain = rime.candidates(letters, max(limit, _DEPTH))
    surnames = sorted((one for one in plain if one[0] in SURNAMES), key=lambda one: SURNAMES[one[0]])
    whole = []
    for surname, used in surnames[:_COMBINED]:
        given = _given(rime, letters[used:])
        if given:
            whole.append((surname + given, len(letters)))
    return list(dict.fromkeys([*whole, *surnames, *plain]))[:limit]


def given_candidates(rime: Rime, letters: str, limit: int) -> list[Candidate]:
    """Behind a surname: given names that fit the letters, then single characters, then everything else."""
    plain = rime.candidates(letters, max(limit, _DEPTH))
    named = [one for one in plain if one[0] in GIVEN_NAMES and one[1] == len(letters)]
    single = [one for one in plain if len(one[0]) == 1]
    return list(dict.fromkeys([*named, *single, *plain]))[:limit]


def _given(rime: Rime, letters: str) -> str | None:
    """The likeliest given name that uses all of these letters."""
    fitting = [word for word, used in rime.candidates(letters, _GIVEN_DEPTH) if used == len(letters)]
    return next((word for word in fitting if word in GIVEN_NAMES), fitting[0]) if fitting else None

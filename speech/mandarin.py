"""How written Chinese is said: figures, dates, money, codes and signs become words, punctuation becomes pauses.

What comes out holds Chinese characters, Latin words and the pauses "，。？！" alone; `speech/mandarin_pinyin.py` says how
each character sounds. Conventions of speech here are general knowledge; no standard was read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speech.numerals import counted, digits, money, number

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SAME = str.maketrans("￥％＊－～／．＋＝＠＃＆", "¥%*-~/.+=@#&")
_CIRCLED = {chr(0x2460 + one): f"，{one + 1}，" for one in range(20)}
_ROMAN = {chr(0x2160 + one): str(one + 1) for one in range(12)}

_UNITS = {
    "km": "公里",
    "cm": "厘米",
    "mm": "毫米",
    "m²": "平方米",
    "m2": "平方米",
    "㎡": "平方米",
    "m³": "立方米",
    "m": "米",
    "kg": "公斤",
    "g": "克",
    "mL": "毫升",
    "ml": "毫升",
    "L": "升",
    "GB": "吉字节",
    "MB": "兆字节",
    "KB": "千字节",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "°": "度",
    "h": "小时",
    "min": "分钟",
}
_MEASURES = "个件份张位次天年种项页家户台处本条笔段步步骤名人口间套枚只辆门级户遍类批组周场秒倍行串元块角分万亿千百米层栋"
"""What is counted stands behind a count: a figure before one of these is no code."""
_TWO = "个件份张位次天年种项页家户台处本条笔段步名人口间套枚只辆门遍类批组周场倍行串"
"""Before these two is 两; before the others, as in 2月, 2号, 2级, it is 二."""
_TWO_WORDS = ("小时", "分钟", "元", "块", "米", "公里", "公斤", "星期", "工作日")
_CODE_WORDS = re.compile(
    r"(号码|编号|证号|卡号|账号|帐号|文号|单号|字号|尾号|手机号?|电话|热线|拨打|请拨|验证码|取件码|代码|密码|凭证号|预约码|识别号"
    r"|[前后末][一二三四五六七八九十]+位(数字?)?|号为)[是为：，:、\s]*$"
)
_BUILDING = re.compile(r"([A-Za-z]座|栋|单元)$")
_GOES_ON = "热专室房平号的"
"""Behind a code without a pause: 12345热线, 1203室."""
_CODE_BEHIND = re.compile(r"\s*(热线|专线|室|房间|平台)")
_BITES = {
    5: (5,),
    6: (3, 3),
    7: (3, 4),
    9: (3, 3, 3),
    10: (3, 3, 4),
    11: (3, 4, 4),
    15: (6, 6, 3),
    17: (6, 4, 4, 3),
    18: (6, 4, 4, 4),
}
_FIGURES = "0123456789"
_RUNS = re.compile(r"[0-9]+|[A-Za-z]+")
# Runs are taken whole and never given back, so that a long one costs no more than its length.
_FIGURE = r"(?<![0-9])[0-9]++(?:\.[0-9]++)?+"
_RUN = r"(?<![-0-9A-Za-z*•●])[-0-9A-Za-z*•●]++"
_LOOKS_LIKE_A_CODE = re.compile(r"[0-9]|[*•●]{2}")


def spoken(text: str) -> str:
    """The words for it, with pauses. Never fails: what cannot be said is left out."""
    said = text.translate(_WIDE).translate(_SAME).translate(_SIGNS_OF_ONE)
    said = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", said)
    said = re.sub(rf"(?<=[{_HAN}]) +(?=[0-9])|(?<=[0-9]) +(?=[{_HAN}])", "", said)
    for pattern, words in _RULES:
        said = pattern.sub(words, said)
    return _tidy(said)


# --- dates and times -----------------------------------------------------------------------------


def _date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    told = f"{digits(year, code=False)}年"
    if month:
        told += f"{counted(int(month))}月"
    return f"{told}{counted(int(day))}日" if day else told


def _time(found: re.Match[str]) -> str:
    hour, minute, second = (int(one or 0) for one in found.groups())
    told = "两点" if hour == 2 else f"{counted(hour)}点"
    if minute or second:
        told += f"{'零' if minute < 10 else ''}{counted(minute)}分"
    return told + (f"{counted(second)}秒" if second else "")


def _to(found: re.Match[str]) -> str:
    return f"{found[1]}到"


# --- amounts -------------------------------------------------------------------------------------


def _yuan(found: re.Match[str]) -> str:
    return money(found[1])


def _share(found: re.Match[str]) -> str:
    of = "百分之" if found[2] == "%" else "千分之"
    return of + number(found[1])


def _measured(found: re.Match[str]) -> str:
    return number(found[1]) + _UNITS[found[2]]


def _fraction(found: re.Match[str]) -> str:
    return f"{counted(int(found[2]))}分之{counted(int(found[1]))}"


# --- codes ---------------------------------------------------------------------------------------


def _grouped(code: str) -> str:
    """In bites that an ear can hold: a mobile number 3-4-4, an identity number 6-4-4-4, others in fours."""
    return "，".join(_bites(run) if run[0] in _FIGURES else " ".join(run) for run in _RUNS.findall(code))


def _bites(figures: str) -> str:
    sizes = _BITES.get(len(figures)) or (4,) * -(-len(figures) // 4)
    parts = []
    for size in sizes:
        parts.append(digits(figures[:size]))
        figures = figures[size:]
    return "，".join(parts)


def _code(found: re.Match[str]) -> str:
    """Parts between hyphens or stars, each told for itself. A4, B2: a name, said at once."""
    run = found[0]
    if not _LOOKS_LIKE_A_CODE.search(run) or run.isdigit() or re.search("[a-z]", run):
        return run
    if len(run) <= 3 and run.isalnum():
        return re.sub("[0-9]+", lambda figures: counted(int(figures[0])), run)
    told = []
    for part in re.split(r"([-*•●]+)", run):
        if part and part[0] in "*•●":
            told.append("隐去" + (f"{counted(len(part))}位" if len(part) > 1 else "一位"))
        elif part and part[0] != "-":
            told.append(_grouped(part))
    return "，" + "，".join(told) + "，"


def _unknown_name(found: re.Match[str]) -> str:
    return "某" * len(found[0])


def _year(found: re.Match[str]) -> str:
    return digits(found[0], code=False)


def _years(found: re.Match[str]) -> str:
    return digits(found[1], code=False) + "到"


def _points(found: re.Match[str]) -> str:
    return "点".join(digits(one, code=False) for one in found[0].split("."))


def _figure(found: re.Match[str]) -> str:
    """A bare figure: a count, or a code that is told one by one."""
    text = found[0]
    before, behind = found.string[: found.start()], found.string[found.end() :]
    if "." in text:
        return number(text)
    if _is_code(text, before, behind):
        return "，" + _grouped(text) + ("" if behind[:1] in _GOES_ON else "，")
    if text == "2" and behind and (behind[0] in _TWO or behind.startswith(_TWO_WORDS)):
        return "二" if before.endswith("第") else "两"
    return number(text)


def _is_code(text: str, before: str, behind: str) -> bool:
    if len(text) == 1:
        return False
    if text[0] == "0":
        return True
    if behind and behind[0] in _MEASURES:
        return False
    if len(text) >= 3 and (_CODE_BEHIND.match(behind) or _BUILDING.search(before)):
        return True
    return len(text) >= 5 or _CODE_WORDS.search(before) is not None


# --- signs ---------------------------------------------------------------------------------------

_SIGNS_OF_ONE = str.maketrans({**_CIRCLED, **_ROMAN, "№": "编号", "＜": "<", "＞": ">"})
_SIGNS = {
    "≥": "大于等于",
    "≤": "小于等于",
    ">": "大于",
    "<": "小于",
    "≈": "约",
    "=": "等于",
    "×": "乘",
    "÷": "除以",
    "±": "正负",
    "+": "加",
    "&": "和",
    "@": "艾特",
    "#": "井号",
    "%": "百分号",
    "℃": "摄氏度",
    "㎡": "平方米",
    "¥": "元",
    "〇": "零",
}
_PAUSES = str.maketrans(
    dict.fromkeys("、；;：,（）()[]【】〔〕—–→·・｜|/~-*•●\n\t", "，") | {"…": "，", "!": "！", "?": "？"}
)


def _tidy(text: str) -> str:
    """Only characters, Latin words and pauses; no pause twice and none at the start."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = text.translate(_PAUSES)
    text = re.sub(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])", "，", text)
    text = re.sub(r"[ \u3000]*([，。？！])[ \u3000]*", r"\1", text)
    text = re.sub(rf"[^{_HAN}A-Za-z' ，。？！]", "", text)
    text = re.sub(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])", "", text)
    text = re.sub(r"，*([。？！])[，。？！]*", r"\1", text)
    return re.sub(r"，{2,}", "，", text).strip("， ")


_RULES: tuple[Rule, ...] = (
    (re.compile(r"(?<![0-9])([12][0-9]{3})[-~—–至到]+(?=[12][0-9]{3}年)"), _years),
    (re.compile(r"(?<=〔)[12][0-9]{3}(?=〕)"), _year),
    (re.compile(r"(?<![0-9])([12][0-9]{3})年(?:([0-9]{1,2})月)?(?:([0-9]{1,2})[日号])?"), _date),
    (
        re.compile(r"(?<![0-9.-])([12][0-9]{3})[-/.](0?[1-9]|1[0-2])[-/.]([0-2]?[0-9]|3[01])(?![0-9.-])"),
        _date,
    ),
    (
        re.compile(
            r"((?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)\s*(?:[-~—–至到]+)\s*(?=[0-9]{1,2}:[0-9]{2})"
        ),
        _to,
    ),
    (re.compile(r"(?<![0-9:])([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?:[:：]([0-5][0-9]))?(?![0-9:])"), _time),
    (re.compile(rf"((?<![0-9.-]){_FIGURE}%?)\s*[-~—–至]+\s*(?={_FIGURE}[%{_HAN}])"), _to),
    (re.compile(r"(?<![0-9A-Za-z])-(?=[0-9])"), lambda _: "负"),
    (re.compile(rf"¥\s*({_FIGURE})"), _yuan),
    (re.compile(rf"(?<![0-9.])({_FIGURE})元"), _yuan),
    (re.compile(rf"({_FIGURE})\s*([%‰])"), _share),
    (
        re.compile(rf"({_FIGURE})\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![A-Za-z0-9])"),
        _measured,
    ),
    (re.compile(r"(?<![0-9/])([0-9]{1,3})/([1-9][0-9]{0,3})(?![0-9/])"), _fraction),
    (re.compile(r"(?<![0-9.])[0-9]++(?:\.[0-9]++){2,}+"), _points),
    (re.compile(rf"(?<=[{_HAN}])[*]+|[*]+(?=[{_HAN}])"), _unknown_name),
    (re.compile(_RUN), _code),
    (re.compile(_FIGURE), _figure),
)

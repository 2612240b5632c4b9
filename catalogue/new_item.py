"""The text of a new item's file: from nothing, with a comment beside what is to be written, or like another item."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from catalogue.model import Handling

_LIKE = re.compile(r"^(id|code|version): .*$", re.MULTILINE)
_HEAD = re.compile(r"\A(?:#.*\n)+")
_SINCE = re.compile(r"^accepts_since: .*\n", re.MULTILINE)


UNFILLED = "# yours"
"""Stands beside each line of a begun file that must become the item's own."""


@dataclass(frozen=True)
class Start:
    """What is known of an item before its file is written."""

    id: str
    code: str
    name: str
    name_en: str
    department: str
    """A name of the region, as is the window."""
    window: str
    level: str
    handling: Handling


def like(text: str, start: Start) -> str:
    """The file of another item as a first draft: its id, code and version are new, all else is to be gone through."""
    new = {"id": start.id, "code": start.code, "version": '"1"'}
    copied = _LIKE.sub(lambda found: f"{found[1]}: {new[found[1]]}", _SINCE.sub("", _HEAD.sub("", text)))
    legal = re.compile(r"^  legal: .*(?:\n    .*)*$", re.MULTILINE)
    name = f"  legal: {{zh: {_quoted(start.name)}, en: {_quoted(start.name_en)}}}"
    copied = legal.sub(lambda _: name, copied, count=1)
    head = f"{UNFILLED}: a draft. Go through every line, as it still says what the other item says; then delete this one."
    return f"{head}\n{copied}"


def from_nothing(start: Start) -> str:
    """A file that loads, played from guide to result; `# yours` stands beside each line that must become the item's."""
    parts = [_head(start), _GUIDE.format(window=start.window)]
    if start.handling is Handling.GUIDE:
        return "\n".join([*parts, _BRINGS])
    parts += [_CONSENT, _FORM, _MATERIALS]
    if start.handling is Handling.PRINT:
        parts.append(_CERTIFICATE)
    return "\n".join(parts)


def _head(start: Start) -> str:
    zh, en = _quoted(start.name), _quoted(start.name_en)
    lines = [
        f"id: {start.id}",
        f"code: {start.code}  # yours: 实施编码; this one is free in the catalogue and given by nobody",
        'version: "1"  # raise it with every change',
        "names:",
        f"  legal: {{zh: {zh}, en: {en}}}",
        f"  plain: {{zh: {zh}, en: {en}}}  # yours: as on the tile, in plain words",
        f"  spoken: {{zh: {zh}, en: {en}}}  # yours: as people say it",
        "aliases: []  # yours: other names, initials in pinyin",
        "keywords: []  # yours: what it is about",
        f"department: {start.department}",
        f'level: "{start.level}"',
        f"handling: {start.handling}",
    ]
    if start.handling is not Handling.GUIDE:
        lines += [
            "needs:",
            "  identity: [id_card]",
            "  devices: [receipt_printer]",
            f"  network: {'required' if start.handling is Handling.PRINT else 'later'}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As a text of YAML, whatever is in it: JSON's is one."""
    return json.dumps(text, ensure_ascii=False)


_GUIDE = """\
guide:
  summary: {{zh: 一句话说清这是什么事。, en: What it is in one sentence.}}  # yours
  conditions:
    - {{zh: 本人办理。, en: You apply for yourself.}}  # yours: who may apply
  legal_workdays: 20  # yours: by law; 0 is on the spot
  promised_workdays: 5  # yours: as promised
  fee: {{zh: 不收费, en: Free of charge}}
  output: {{zh: 办理结果, en: The result}}  # yours: what comes out
  basis: {{zh: 有关规定, en: The rules that apply}}  # yours: the law, named not quoted
  window: {window}
"""
_BRINGS = """\
materials:
  - id: identity
    name: {zh: 居民身份证, en: Resident identity card}
    way: bring
    trust: A
    copies: 1
"""
_CONSENT = """\
consent:
  version: "1"
  purpose:
    zh: 您的身份信息和您填的内容只用来办这件事。送到以后，本机删去这些内容。  # yours: which office uses it
    en: Your identity and what you fill in are used for this item only, and deleted here once delivered.
"""
_FORM = """\
form:
  - id: contact
    title: {zh: 联系电话, en: Phone}
    fields:
      - id: phone
        label: {zh: 手机号码, en: Mobile number}
        question: {zh: 您的手机号码是多少？, en: 'What is your mobile number?'}
        purpose: {zh: 办好了通知您, en: To tell you when it is done}
        kind: phone
        example: "10000000001"
"""
_MATERIALS = """\
materials:
  - id: identity
    name: {zh: 居民身份证, en: Resident identity card}
    way: card
    trust: A
    copies: 0
  - id: application
    name: {zh: 申请表, en: Application form}  # yours: its name
    way: generated
    trust: D
    copies: 1
"""
_CERTIFICATE = """\
certificate:
  title: {zh: 证明, en: Certificate}  # yours: at the top of the document
"""

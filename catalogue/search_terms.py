"""By which words an item is found, and which words of a sentence say nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.model import Item

_BEFORE = (
    "我要|我想|我来|想要|你好|您好|请问|麻烦|帮我|帮忙|替|给|我|想|要|需要|应该|能不能|可不可以|可以|怎么样|怎么|怎样|如何|去哪里|去哪"
    "|在哪里|在哪|哪里|哪儿|办理|办个|办一下|办|打印|打个|打一下|打|开个|开具|弄个|弄|申请|申领|查一下|查询|查|领个|领|交|补|换|一下|一个"
    "|一张|个"
)
_AFTER = (
    "怎么办理|怎么办|怎么弄|怎么开|怎么打|在哪办|在哪里办|去哪办|去哪里办|哪里办|哪里|要什么材料|需要什么材料|要什么|需要什么|的事情|的事"
    "|手续|业务|一下|的|了|吗|呢|呀|啊|吧"
)
_FILLERS = re.compile(f"^(?:{_BEFORE})+|(?:{_AFTER})+$")
STOP_WORDS = frozenset(
    "a an and apply can do for get go have how i in is it me my need of on or please some the to want what where".split()  # noqa: SIM905
)
_SIGNS = re.compile(r"[\s\W_]+")


def plain(text: str) -> str:
    """Without spaces, signs and capitals: what is compared."""
    return _SIGNS.sub("", text.casefold())


def words(text: str) -> tuple[str, ...]:
    """The English words that say something."""
    return tuple(one for one in re.findall(r"[a-z0-9]+", text.casefold()) if one not in STOP_WORDS)


def bare(sentence: str) -> str:
    """A plain sentence without what people put around it: 我要打社保证明 is 社保证明."""
    return _FILLERS.sub("", sentence)


def names(item: Item) -> Iterator[str]:
    """What it is called: found first."""
    for name in (item.names.plain, item.names.spoken, item.names.legal):
        yield name.zh
        yield name.en


def other_words(item: Item) -> Iterator[str]:
    """By what else it is found."""
    yield from item.aliases
    yield from item.keywords

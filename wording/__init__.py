"""Every sentence of the program in every language: one `.po` file a language and room, keyed by a stable name.

Chinese is written first; English stands beside it. A third language is a folder more. A key missing in a language
is shown in Chinese, and a test fails.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")

_HERE = Path(__file__).parent


@cache
def sentences(language: str) -> dict[str, str]:
    """Key to sentence, all rooms of one language together."""
    found: dict[str, str] = {}
    for path in sorted((_HERE / language).glob("*.po")):
        with path.open(encoding="utf-8") as file:
            catalog = read_po(file, locale=None)
        for message in catalog:
            if message.id and message.string:
                found[str(message.id)] = str(message.string)
    return found


def say(language: str, key: str, /, **values: object) -> str:
    """The sentence `key` with `{name}` filled in. An unknown key is a bug, and raises KeyError."""
    known = sentences(language if language in LANGUAGES else "zh")
    text = known.get(key)
    if text is None:
        text = sentences("zh")[key]
    return text.format(**values) if values else text


def has(key: str) -> bool:
    """Whether there is such a sentence; for families of keys, e.g. one a failure code."""
    return key in sentences("zh")

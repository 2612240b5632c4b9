"""Every sentence of the program in every language: one `.po` file a language and room, keyed by a stable name.

Chinese is written first; English stands beside it. A third language is a folder more (docs/add-a-language.md). A
sentence missing in a language is shown in Chinese, and of the two that must be complete a test fails.
"""

from __future__ import annotations

from wording.languages import CHINESE, ENGLISH, LANGUAGES, codes, language, look_in, words

__all__ = ["LANGUAGES", "codes", "has", "language", "look_in", "of_two", "say", "sentences", "translated"]


def sentences(code: str) -> dict[str, str]:
    """Key to sentence, all rooms of one language together; of several forms the one for many."""
    return {key: one.forms[-1] for key, one in words(code).sentences.items()}


def say(language: str, key: str, /, **values: object) -> str:
    """The sentence `key` with `{name}` filled in. An unknown key is a bug, and raises KeyError."""
    for code in (language, CHINESE, ENGLISH):
        known = words(code)
        one = known.sentences.get(key)
        if one is None:
            continue
        text = one.forms[0]
        if one.number:
            count = values.get(one.number)
            form = known.form_of[key](count) if isinstance(count, int) else -1
            text = one.forms[form if form < len(one.forms) else -1]
        return text.format(**values) if values else text
    raise KeyError(key)


def has(key: str) -> bool:
    """Whether there is such a sentence; for families of keys, e.g. one a failure code."""
    return key in words(CHINESE).sentences or key in words(ENGLISH).sentences


def translated(language: str, chinese: str) -> str:
    """A text of `services/` in a language beyond Chinese and English; the Chinese where nobody has translated it."""
    one = words(language).services.get(chinese)
    return one.forms[0] if one is not None else chinese


def of_two(language: str, zh: str, en: str) -> str:
    """Of a text that comes in Chinese and English; in a third language as `translated`."""
    if language == ENGLISH:
        return en
    return zh if language == CHINESE else translated(language, zh)

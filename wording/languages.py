"""Which languages there are: a folder each, here and in a folder that the place adds (`wording` in `config.toml`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wording.files import Flaw, Sentence, Words, blanks, read

if TYPE_CHECKING:
    from collections.abc import Callable

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
"""Complete, and kept so by the tests. Others may lack sentences: those are shown in Chinese."""

_HERE = Path(__file__).parent
_folders: list[Path] = [_HERE]


@dataclass(frozen=True)
class Language:
    """One language, as its own file says it (`language.*` in `terminal.po`)."""

    code: str
    name: str
    """In the language itself, as on its button: 中文, English."""
    locale: str
    """Of CLDR, for days and numbers, e.g. `zh_Hans_CN`."""
    voice: str
    """What the speaking program calls a voice for it, e.g. `en-gb`; empty: nothing is spoken in it."""


def look_in(folder: Path) -> None:
    """Languages are looked for there as well; what stands there goes before what is shipped. Before anything is said:
    languages are the same for the whole process.
    """
    if folder not in _folders:
        _folders.append(folder)
        forget()


def forget() -> None:
    """Read the files anew when they are next asked for."""
    words.cache_clear()
    language.cache_clear()


def codes() -> tuple[str, ...]:
    """Every language there is a folder of: Chinese, English, then the others by name."""
    found = {path.parent.name for folder in _folders for path in folder.glob("*/*.po")}
    return (*LANGUAGES, *sorted(found - set(LANGUAGES)))


@cache
def words(code: str) -> Words:
    """All sentences of a language that can be used. One with other blanks than the Chinese is left out, and told."""
    read_here = [read(folder / code) for folder in _folders if (folder / code).is_dir()]
    sentences: dict[str, Sentence] = {}
    services: dict[str, Sentence] = {}
    form_of: dict[str, Callable[[int], int]] = {}
    for one in read_here:
        sentences |= one.sentences
        services |= one.services
        form_of |= one.form_of
    flaws = [flaw for one in read_here for flaw in one.flaws]
    chinese = words(CHINESE).sentences if code != CHINESE else {}
    for key, sentence in list(sentences.items()):
        what = _misfit(sentence, chinese.get(key))
        if what:
            flaws.append(Flaw(_file_of(code, key), sentence.line, key, what))
            del sentences[key]
    return Words(sentences, services, form_of, tuple(flaws))


def _misfit(sentence: Sentence, chinese: Sentence | None) -> str:
    given = [blanks(form) for form in sentence.forms]
    if None in given:
        return "cannot be filled in: { and } may only stand round the name of a blank"
    if chinese is None:
        return ""
    wanted = blanks(chinese.forms[0]) or frozenset()
    if sentence.number and sentence.number not in wanted:
        return f"msgid_plural must name a blank of it: {', '.join(sorted(wanted)) or 'it has none'}"
    # The form for one may say "a minute": a number that chooses the form need not stand in it.
    spare = frozenset({sentence.number})
    for one in given:
        if one is not None and (one | spare != wanted | spare):
            return f"has the blanks {sorted(one)}, the Chinese has {sorted(wanted)}"
    return ""


def _file_of(code: str, key: str) -> Path:
    """Only for telling: which file of the language holds the key."""
    for folder in reversed(_folders):
        for path in sorted((folder / code).glob("*.po")):
            if f'"{key}"' in path.read_text(encoding="utf-8", errors="replace"):
                return path
    return _HERE / code


@cache
def language(code: str) -> Language:
    """What the language says of itself; Chinese where it says nothing."""
    said = words(code).sentences
    told = {
        name: said[f"language.{name}"].forms[0]
        for name in ("name", "locale", "voice")
        if f"language.{name}" in said
    }
    if code == CHINESE:
        usual = Language(CHINESE, "中文", "zh_Hans_CN", "")
    else:
        usual = replace(language(CHINESE), code=code, name=code, voice="")
    return replace(usual, **told)

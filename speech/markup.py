"""What espeak-ng is given for a sentence: pinyin for Chinese, each piece with the voice of its language."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from speech.english import spoken as spoken_english
from speech.mandarin import spoken as spoken_mandarin
from speech.mandarin_pinyin import syllables
from wording import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speech.sentence import Sentence

MANDARIN, ENGLISH = "cmn-latn-pinyin", "en-gb"

_HAN_RUN = re.compile(
    r"([\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、！？：；（）《》“”]+)"
)
_PAUSES = {"，": ",", "。": ".", "？": "?", "！": "!"}
_RESPELT = {"ê": "ei", "m": "mu", "n": "en", "ng": "en", "hm": "heng", "hng": "heng"}
"""Syllables that the voice has no sound for."""
_SYLLABLE = re.compile(r"([a-zê]+)([1-5])$")


def voice_of(sentence: Sentence, known: frozenset[str]) -> str | None:
    """The voice for it; a text that nobody has translated yet is Chinese, whatever was asked for. None: there is none."""
    # A language names its voice in its own file; one that is not there may be a voice's own name.
    voice = language(sentence.language).voice or sentence.language
    if voice in known:
        return voice
    return MANDARIN if _HAN_RUN.search(sentence.text) else None


def markup(sentence: Sentence, voice: str) -> str:
    """SSML; empty when there is nothing to say."""
    if voice == MANDARIN:
        pieces = list(_mandarin(sentence.text, name=sentence.name))
    else:
        text = spoken_english(sentence.text) if voice == ENGLISH else sentence.text
        pieces = [piece for part in _HAN_RUN.split(text) for piece in _other(part, voice, name=sentence.name)]
    if not any(char.isalnum() for _, told in pieces for char in told):
        return ""
    if {used for used, _ in pieces} == {voice}:
        return " ".join(told for _, told in pieces)
    # The voice stays the last one behind a piece, unless it is named again.
    return "".join(f'<voice name="{used}">{told}</voice>' for used, told in pieces)


def _other(part: str, voice: str, *, name: bool) -> Iterator[tuple[str, str]]:
    """Of a text that is not Chinese; a name or a place in it may be."""
    if _HAN_RUN.fullmatch(part):
        yield from _mandarin(part, name=name)
    elif part.strip():
        yield voice, escape(part.strip())


def _mandarin(text: str, *, name: bool) -> Iterator[tuple[str, str]]:
    """Pinyin, and Latin words for the English voice."""
    sounds = syllables(spoken_mandarin(text), name=name)
    for latin, run in groupby(sounds, _is_latin):
        told = list(run)
        yield (ENGLISH, "".join(told).strip()) if latin else (MANDARIN, _pinyin(told))


def _is_latin(sound: str) -> bool:
    """A letter of a word, and not a syllable with its tone."""
    return sound.isascii() and not sound[-1:].isdigit()


def _pinyin(sounds: Iterable[str]) -> str:
    return " ".join(told for told in (_PAUSES.get(sound) or _respelt(sound) for sound in sounds) if told)


def _respelt(sound: str) -> str:
    """A syllable as the voice knows it. That there is a character without a reading is said (生僻字), not passed over."""
    found = _SYLLABLE.match(sound)
    if found is None:
        return "sheng1 pi4 zi4" if sound.isalpha() else ""
    return _RESPELT.get(found[1], found[1]) + found[2]

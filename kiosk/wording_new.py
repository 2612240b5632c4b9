"""The files of a language, to be filled in: every sentence with its Chinese and English beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from catalogue.texts import texts_of
from kiosk.wording_check import needed
from wording.files import SERVICES
from wording.languages import CHINESE, ENGLISH, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalogue.shelf import Catalogue

SENTENCES = "terminal.po"


def write(code: str, folder: Path, catalogue: Catalogue, convert: Callable[[str], str] | None = None) -> int:
    """Writes `folder/code/`; returns how many messages still wait for their translation. What somebody has translated
    from the Chinese of today stays; `convert` makes the rest from the Chinese (another script of the same language).
    """
    known, chinese, english = words(code), words(CHINESE), words(ENGLISH)
    place = folder / code
    place.mkdir(parents=True, exist_ok=True)
    head = _head(code, place, converted=convert is not None)
    sentences, waiting = Catalog(), 0
    for key in needed():
        source, beside = chinese.sentences[key], english.sentences.get(key)
        now = known.sentences.get(key)
        if now is not None and (now.source == source.forms[0] or (not now.source and convert is None)):
            text = now.forms
        else:
            text = (convert(source.forms[0]),) if convert is not None else ("",)
        waiting += not all(text)
        sentences.add(
            (key, now.number) if now is not None and now.number and len(text) > 1 else key,
            text if len(text) > 1 else text[0],
            auto_comments=[source.forms[0]],
            user_comments=[beside.forms[-1]] if beside is not None else [],
        )
    _write(sentences, place / SENTENCES, head)
    services = Catalog()
    for where, text_here in texts_of(catalogue):
        done = known.services.get(text_here.zh)
        filled = done.forms[0] if done is not None else convert(text_here.zh) if convert is not None else ""
        waiting += not filled and services.get(text_here.zh) is None
        services.add(text_here.zh, filled, auto_comments=[where], user_comments=[text_here.en])
    _write(services, place / SERVICES, head)
    return waiting


def _write(catalog: Catalog, path: Path, head: str) -> None:
    with path.open("wb") as file:
        file.write(head.encode())
        write_po(file, catalog, width=0, omit_header=True)


def _head(code: str, folder: Path, *, converted: bool) -> str:
    """A header without the day it was made: written twice it is the same file. That of a translator is kept."""
    old = folder / SENTENCES
    if old.exists():
        return old.read_text(encoding="utf-8").partition("\n\n")[0] + "\n\n"
    how = "# Converted from the Chinese by a machine (OpenCC); reviewed by nobody.\n" if converted else ""
    lines = (
        f"Language: {code}",
        "Content-Type: text/plain; charset=UTF-8",
        "Plural-Forms: nplurals=1; plural=0;",
    )
    return how + 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"

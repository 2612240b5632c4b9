"""A language made by a machine: English with accents, in brackets, and two fifths longer. What a screen cannot bear of
German, French or Vietnamese it cannot bear of this; what is not in it was never asked of `wording/`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalogue.texts import texts_of
from wording.languages import language, words

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.shelf import Catalogue

CODE = "qps"
_ACCENTS = str.maketrans("aeiouAEIOUcn", "âéîöüÂÉÎÖÜçñ")
_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def pseudo(text: str) -> str:
    """`{blanks}` stay as they are."""
    parts = re.split(r"(\{[a-z_]*\})", text)
    accented = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    return f"[{accented}{' éé' * round(len(text) * 0.4 / 3)}]"


def pseudo_language(folder: Path, catalogue: Catalogue) -> None:
    """The two files of it."""
    (folder / CODE).mkdir(exist_ok=True)
    own = {"language.name": "[Pséüdö]", "language.locale": "en_GB", "language.voice": "en-gb"}
    joins = {"join.names", "join.options", "join.clauses", "join.stops", "join.sentences"}
    said = {
        key: own.get(key) or (one.forms[-1] if key in joins else pseudo(one.forms[-1]))
        for key, one in words("en").sentences.items()
    }
    (folder / CODE / "terminal.po").write_text(_HEAD + _messages(said), encoding="utf-8")
    services = {text.zh: pseudo(text.en) for _, text in texts_of(catalogue)}
    (folder / CODE / "services.po").write_text(_HEAD + _messages(services), encoding="utf-8")
    words.cache_clear()
    language.cache_clear()


def _messages(said: dict[str, str]) -> str:
    return "\n".join(f'msgid "{_quoted(key)}"\nmsgstr "{_quoted(text)}"\n' for key, text in said.items())


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

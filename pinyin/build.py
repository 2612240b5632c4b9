"""Write the table anew from pypinyin. Run once for each of its releases: `python -m pinyin.build`. Needs the development
tools.
"""

from __future__ import annotations

import sys

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from pinyin.table import FILE


def lines() -> list[bytes]:
    """Sorted; each ends with its own end of line."""
    usual: dict[str, str] = {}
    told: list[str] = []
    for code in pinyin_dict:
        char = chr(code)
        sounds = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        usual[char] = sounds[0]
        told.append(f"{char}\t{' '.join(sounds)}\n")
    for word in phrases_dict:
        if len(word) > 1:
            spelt = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
            own = spelt != [usual.get(char) for char in word]
            told.append(f"{word}\t{' '.join(spelt)}\n" if own else f"{word}\n")
    return sorted(line.encode() for line in told)


if __name__ == "__main__":
    FILE.write_bytes(b"".join(lines()))
    sys.stdout.write(f"{FILE}\n")

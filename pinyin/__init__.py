"""How Chinese sounds: pinyin of characters and of the words in a sentence.

The table beside this file is pypinyin's, written by `pinyin/build.py` as one sorted text that is looked up where it lies
on the disk: loaded as a dictionary it takes 45 MiB and a quarter of a second, and a terminal looks up a few hundred of its
90,000 lines.
"""

from __future__ import annotations

from pinyin.table import readings, spelt, without_tone

__all__ = ["readings", "spelt", "without_tone"]

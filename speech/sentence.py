"""What a voice is given at once: one sentence, so that the first is heard while the second is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speech.speaker import Utterance

_ENDS = re.compile(
    r"(?<=[。？！；!?;\n])(?![。？！；!?;”’」』）》)])|(?<=[。？！；!?;][”’」』）》)])|(?<=……)"
)
_ENDS_OTHER = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_]|[(“\"])|\n+")
_COMMA = re.compile(r"(?<=[，：])")
LONG = 48
"""Characters; a longer sentence is cut at its commas, so that it begins to sound before all of it is made."""


@dataclass(frozen=True)
class Sentence:
    text: str = field(repr=False)
    """As written."""
    language: str = "zh"
    private: bool = False
    name: bool = False
    """It is a person's name and nothing else."""

    @property
    def digest(self) -> str:
        """Names a recording of it. Made for fixed sentences, which hold nobody's data."""
        return sha256(f"{self.language}\n{self.text}".encode()).hexdigest()[:20]


def sentences(utterance: Utterance) -> list[Sentence]:
    """In order; nothing of nothing."""
    ends = _ENDS if utterance.language == "zh" else _ENDS_OTHER
    parts = [part.strip() for part in ends.split(utterance.text)]
    cut = [short for part in parts for short in _short(part)]
    return [Sentence(part, utterance.language, utterance.private, utterance.name) for part in cut if part]


def _short(part: str) -> list[str]:
    if len(part) <= LONG:
        return [part]
    cut = [""]
    for piece in _COMMA.split(part):
        if cut[-1] and len(cut[-1]) + len(piece) > LONG:
            cut.append(piece)
        else:
            cut[-1] += piece
    return cut

"""How a stop and a page are put into sentences. Pure: who listens through earphones hears more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.aloud.stops import Kind, Said, Script, Stop
from speech.speaker import Tone, Utterance
from wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = 260
"""Characters; a longer page is not read out when it opens, but its beginning is."""
_BEGINNING = 120

_KINDS = {
    Kind.BUTTON: "aloud.button",
    Kind.ENTRY: "aloud.entry",
}


@dataclass(frozen=True)
class Phrasing:
    """For one language and one pair of ears."""

    language: str
    private_ear: bool
    """Nobody else hears it."""

    def word(self, key: str, **values: object) -> Said:
        return Said(say(self.language, key, **values))

    def spoken(self, said: Iterable[Said], tone: Tone | None = None) -> list[Utterance]:
        """In this order. What is private is withheld from the hall, once a sentence."""
        out: list[Utterance] = []
        withheld = False
        for one in said:
            text, private = one.text.strip(), one.private
            if private and not self.private_ear:
                if withheld:
                    continue
                text, private, withheld = say(self.language, "aloud.withheld"), False, True
            if text:
                out.append(Utterance(text, self.language, private, tone if not out else None))
        if not out and tone is not None:
            out.append(Utterance("", self.language, tone=tone))
        return out

    # --- a stop --------------------------------------------------------------------------------------------

    def stop(self, stop: Stop, script: Script, *, context: str = "") -> list[Said]:
        """Its name, what it is and how it stands; the question it belongs to first, where that is another one."""
        said = [Said(stop.context)] if stop.context and stop.context != context else []
        if stop.kind is Kind.PROBLEM:
            said.append(self.word("aloud.problem"))
        said += stop.said
        if stop.kind in _KINDS:
            said.append(self.word(_KINDS[stop.kind]))
        said += self.state(stop, script)
        if stop.of:
            said.append(self.word("aloud.place", number=stop.place, count=stop.of))
        return said

    def state(self, stop: Stop, script: Script) -> list[Said]:
        said: list[Said] = []
        if stop.kind is Kind.ENTRY:
            said += (
                self.entered(script) if script.typing is not None and script.typing.entry == stop.id else []
            )
        elif stop.chosen is not None:
            said.append(self.word("aloud.chosen" if stop.chosen else "aloud.not_chosen"))
        if not stop.enabled and stop.kind is not Kind.ENTRY:
            said.append(self.word("aloud.off"))
        return said

    def entered(self, script: Script) -> list[Said]:
        """What stands in the field that is typed in."""
        typing = script.typing
        if typing is None or typing.secret:
            return []
        typed = typing.shown + typing.composing
        if not typed:
            return [self.word("aloud.empty")]
        return [self.word("aloud.typed"), Said(typed, typing.private)]

    # --- a page --------------------------------------------------------------------------------------------

    def opening(self, script: Script) -> list[Said]:
        """Title, where one is, what is wrong, the texts, and how much there is to choose."""
        said = [Said(script.title)]
        if script.where:
            said.append(Said(script.where))
        problems = [one for one in script.stops if one.kind is Kind.PROBLEM]
        for one in problems:
            said += self.stop(one, script)
        texts = [one for one in script.stops if one.is_text and one.kind is not Kind.PROBLEM]
        said += self._texts(script, texts)
        if script.typing is not None:
            said.append(self.word(how_to_type(script)))
        count = sum(not one.is_text for one in script.stops)
        said.append(self.word("aloud.count", count=count))
        return said

    def _texts(self, script: Script, texts: list[Stop]) -> list[Said]:
        whole = [part for one in texts for part in one.said]
        if script.in_full or sum(len(part.text) for part in whole) <= LONG:
            return whole
        said: list[Said] = []
        used = taken = 0
        for one in texts:
            used += sum(len(part.text) for part in one.said)
            if said and used > _BEGINNING:
                break
            said += one.said
            taken += 1
        return [*said, self.word("aloud.more", count=len(texts) - taken)]


def how_to_type(script: Script) -> str:
    """Key of the sentence that says how the keypad types here."""
    layout = script.typing.layout if script.typing is not None else ""
    if layout in {"pinyin", "writing"}:
        return "aloud.type_pinyin"
    return "aloud.type_letters" if layout in {"latin", "credit_code"} else "aloud.type_digits"

"""From what is shown to what is said, part by part: whatever a page is made of, in reading order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from screens.aloud.stops import Kind, Said, Stop
from visit import views as v
from wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOR_EYES = frozenset(
    {"id", "picture", "document_picture", "qr", "qr_caption", "strokes", "typed", "digits", "keys", "tone"}
)
"""Fields that say nothing to the ear, or are said otherwise."""
_LAST = frozenset(
    {"next", "buttons", "also", "alternatives", "agree", "decline", "print", "more", "appointment", "back"}
    | {"checklist", "clear", "skip", "pager", "retake", "end", "close", "by_key"}
)
"""What one does when the page was read."""
_PRIVATE: dict[type[Any], frozenset[str]] = {
    v.CheckBody: frozenset({"rows"}),
    v.PreviewBody: frozenset({"rows"}),
    v.CaseBody: frozenset({"title", "groups"}),
    v.ProgressBody: frozenset({"steps"}),
    v.ResultBody: frozenset({"number", "rows", "sections", "parts", "rules"}),
    v.BarredBody: frozenset({"because"}),
    v.HelpOverlay: frozenset({"words", "number"}),
}
"""Fields that tell of a person; of a row its label tells nothing."""
_PRIVATE_LISTS = frozenset({"cases", "appointments"})
"""Pages whose list is of the resident's own things."""
_MARKS = {
    v.Mark.DONE: "aloud.mark_done",
    v.Mark.NOW: "aloud.mark_now",
    v.Mark.WAITING: "aloud.mark_waiting",
    v.Mark.WARNING: "aloud.mark_warning",
    v.Mark.TROUBLE: "aloud.mark_trouble",
}


class PageReader:
    """Collects the stops of one view."""

    def __init__(self, language: str, page: str) -> None:
        self.language = language
        self.stops: list[Stop] = []
        self._page = page
        self._last: list[Stop] | None = None
        self._context = ""

    # --- the whole -----------------------------------------------------------------------------------------

    def body(self, body: object) -> None:
        """All fields in their order; what one does then comes last, the main verb first."""
        self._last = []
        self._fields(body)
        last, self._last = self._last, None
        main = {button.id for button in _buttons(body) if button.tone is v.Tone.PRIMARY}
        self.stops += sorted(last, key=lambda stop: stop.id not in main)

    def button(self, button: v.Button, *, context: str = "") -> None:
        self._add(self._of_button(button, context))

    def _fields(self, thing: Any) -> None:
        secret = _PRIVATE.get(type(thing), frozenset())
        mark = v.Mark.NONE
        for name in thing.__dataclass_fields__:
            part = getattr(thing, name)
            if isinstance(part, v.Mark):
                mark = part if name == "mark" and not isinstance(thing, v.ResultBody) else mark
            elif name == "seconds_left" and part is not None:
                self._text(say(self.language, "aloud.seconds", count=part), kind=Kind.TICKING)
            elif name not in _FOR_EYES:
                private = name in secret or (name == "status" and _tells_who(thing))
                self._part(name, part, mark, private=private)
                mark = v.Mark.NONE if isinstance(part, str) else mark

    def _part(self, name: str, part: object, mark: v.Mark, *, private: bool) -> None:
        if isinstance(part, str):
            kind = Kind.PROBLEM if name in {"problem", "problem_title"} and part else Kind.TEXT
            self._text(part, mark=mark, kind=kind, private=private)
        elif name in _LAST and part is not None and self._last is not None:
            kept, self.stops = self.stops, []
            self._one(part, private=private)
            self._last += self.stops
            self.stops = kept
        else:
            self._one(part, private=private)

    def _one(self, part: object, *, private: bool) -> None:
        if not self._to_choose(part, private=private):
            self._to_hear(part, private=private)

    def _to_choose(self, part: object, *, private: bool) -> bool:
        match part:
            case v.Button():
                self.button(part)
            case v.Option():
                self._add(self._of_option(part))
            case v.Tile():
                self._add(self._of_tile(part, private=private or self._page in _PRIVATE_LISTS))
            case v.PartCard():
                self._joint(part)
            case _:
                return False
        return True

    def _to_hear(self, part: object, *, private: bool) -> None:
        match part:
            case str():
                self._text(part, private=private)
            case tuple():
                self._several(part, private=private)
            case v.Row():
                self._row(part, private=private)
            case v.Section():
                self._section(part, private=private)
            case v.Bubble():
                self._bubble(part)
            case v.EntryQuestion():
                self._entry(part)
            case v.ChoiceQuestion() | v.MonthQuestion() | v.PartsQuestion():
                self._asked(part, part.question)
            case v.MaterialCard():
                self._material(part)
            case _ if hasattr(part, "__dataclass_fields__"):
                self._fields(part)

    def _several(self, parts: tuple[object, ...], *, private: bool) -> None:
        """Of things to choose each says the how manieth it is."""
        chosen: list[int] = []
        for one in parts:
            part = one[1] if isinstance(one, tuple) and isinstance(one[-1], v.PartCard) else one
            if isinstance(part, v.Option | v.Tile | v.PartCard):
                chosen.append(len(self.stops))
            self._one(part, private=private)
        if len(chosen) > 1:
            for place, at in enumerate(chosen, 1):
                self.stops[at] = replace(self.stops[at], place=place, of=len(chosen))

    # --- texts ---------------------------------------------------------------------------------------------

    def _text(
        self, text: str, *, mark: v.Mark = v.Mark.NONE, kind: Kind = Kind.TEXT, private: bool = False
    ) -> None:
        if not text.strip():
            return
        said = [Said(say(self.language, _MARKS[mark]))] if mark in _MARKS else []
        self._say([*said, Said(text, private)], kind)

    def _say(self, said: Iterable[Said], kind: Kind = Kind.TEXT) -> None:
        spoken = tuple(one for one in said if one.text.strip())
        if spoken:
            self._add(Stop(f"text:{len(self.stops) + len(self._last or ())}", kind, spoken))

    def _row(self, row: v.Row, *, private: bool) -> None:
        said = [Said(say(self.language, _MARKS[row.mark]))] if row.mark in _MARKS else []
        said += [Said(row.label), Said(row.value, private)]
        # What is wrong must be heard by whoever is to put it right.
        said.append(Said(row.note, private and row.mark is not v.Mark.TROUBLE))
        if row.change is None:
            self._say(said)
            return
        said = [one for one in said if one.text.strip()]
        self._add(replace(self._of_button(row.change), said=(*said, Said(row.change.label))))

    def _section(self, section: v.Section, *, private: bool) -> None:
        self._text(section.heading)
        for line in section.lines:
            self._text(line, private=private)

    def _bubble(self, bubble: v.Bubble) -> None:
        who = say(self.language, "aloud.you" if bubble.mine else "aloud.helper")
        self._say([Said(who), Said(bubble.text, private=True)])

    # --- questions -----------------------------------------------------------------------------------------

    def _asked(self, question: Any, words: str) -> None:
        """What is wrong comes first."""
        self._text(question.problem, kind=Kind.PROBLEM)
        self._context = words
        self._fields(replace(question, problem=""))
        self._context = ""

    def _entry(self, question: v.EntryQuestion) -> None:
        self._text(question.problem, kind=Kind.PROBLEM)
        for words in (question.question, question.hint):
            self._text(words)
        focus = question.focus
        self._add(
            Stop(
                focus.id,
                Kind.ENTRY,
                (Said(focus.label),),
                question.question,
                focus.event,
                enabled=focus.enabled,
                chosen=question.active,
            )
        )
        if question.clear is not None:
            self.button(question.clear)
        for tip in question.tips:
            self._fields(tip)
        self._text(question.purpose)

    def _material(self, card: v.MaterialCard) -> None:
        self._text(card.problem, kind=Kind.PROBLEM)
        said = [Said(say(self.language, _MARKS[card.mark]))] if card.mark in _MARKS else []
        self._say([*said, Said(card.name), Said(card.how)])
        self._text(card.promise)
        self._context = card.name
        self._several(card.options, private=False)
        self._context = ""

    def _joint(self, card: v.PartCard) -> None:
        stop = self._of_option(card.option)
        told = (card.department, card.gives, card.when, card.waits)
        self._add(replace(stop, said=(*stop.said, *(Said(one) for one in told if one))))

    # --- things to choose ----------------------------------------------------------------------------------

    def _of_button(self, button: v.Button, context: str = "") -> Stop:
        said = tuple(Said(one) for one in (button.label, button.note) if one)
        return Stop(
            button.id,
            Kind.BUTTON,
            said,
            context or self._context,
            button.event,
            button.enabled,
            twice=button.id == "by_key",
        )

    def _of_option(self, option: v.Option) -> Stop:
        said = tuple(Said(one) for one in (option.label, option.note) if one)
        return Stop(
            option.id, Kind.OPTION, said, self._context, option.event, option.enabled, chosen=option.chosen
        )

    def _of_tile(self, tile: v.Tile, *, private: bool) -> Stop:
        mark = [Said(say(self.language, _MARKS[tile.mark]))] if tile.reason and tile.mark in _MARKS else []
        said = [Said(tile.title, private), Said(tile.subtitle, private), *mark, Said(tile.reason)]
        return Stop(tile.id, Kind.OPTION, tuple(one for one in said if one.text), self._context, tile.event)

    def _add(self, stop: Stop) -> None:
        self.stops.append(stop)


def _buttons(thing: object) -> list[v.Button]:
    return [one for one in v.buttons_of(thing) if isinstance(one, v.Button)]


def _tells_who(thing: object) -> bool:
    """A card was read: its status is the person's name."""
    return isinstance(thing, v.IdentifyBody) and thing.mark is v.Mark.DONE

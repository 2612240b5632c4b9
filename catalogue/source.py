"""Reads YAML so that the line of every key is kept and nothing is guessed.

Why not plain `yaml.safe_load`: it keeps the last of two equal keys, turns `no` into false, `2020-01-05` into
a date and `010` into eight. Here a plain word is a text unless it is true, false, null or a whole number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from catalogue.complaint import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.place import Place

MAX_DEPTH = 20
"""An item nests nine deep; the bound keeps a hostile file from exhausting the stack."""

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_ASKS = re.compile(r"\{[^}#]*\?")
"""A `?` inside { }, once what stands in quotes is taken away."""
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Source:
    """The plain values of a file, and where each stands."""

    data: object
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Line (from 1) of the place, or of the nearest part around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(content: bytes) -> tuple[Source | None, tuple[Complaint, ...]]:
    """The values of a YAML text with everything wrong in its form. Never raises for any content."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Complaint((), "the file is not UTF-8 text", "save it with encoding UTF-8", line),)
    # The pure Python parser, not libyaml's: both take slightly different texts, and an item must not be right
    # on one machine and wrong on the next.
    reader = _Reader(yaml.parse(text, Loader=yaml.BaseLoader))
    try:
        return reader.document(), tuple(reader.complaints)
    except yaml.MarkedYAMLError as error:
        return None, (*reader.complaints, *_unreadable(text, error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        last = Complaint((), "there is a control character", "delete it and type the line anew", line)
    except _TooDeepError:
        return None, tuple(reader.complaints)
    except (ValueError, OverflowError):  # PyYAML lets chr() fail on an escape like "\UFFFFFFFF"
        last = Complaint((), "an escape names no character", "write the character itself", 1)
    return None, (*reader.complaints, last)


def _unreadable(text: str, error: yaml.MarkedYAMLError) -> list[Complaint]:
    """Where the text is no YAML. Of question marks without quotes every line is told: one goes, the next one stops it."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = str(error.problem or error.context)
    reason = f"this is not valid YAML ({problem})"
    if "'?'" in problem:
        asks = [
            number for number, one in enumerate(text.split("\n"), 1) if _ASKS.search(_QUOTED.sub("", one))
        ]
        mend = "inside { } put a text with ? in quotes: `en: 'Where do you live?'`"
        return [Complaint((), reason, mend, number) for number in sorted({line, *asks})]
    if "'\\t'" in problem:
        return [Complaint((), reason, "indent with spaces, not with a tab", line)]
    mend = "look at the indent of this line; inside { } put a text with , : or ? into quotes"
    return [Complaint((), reason, mend, line)]


class _TooDeepError(Exception):
    """Not read on: PyYAML's time for each word grows with the depth, and the file is refused as it is."""


class _Reader:
    """Builds plain values straight from the parser's events."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self.lines: dict[Place, int] = {(): 1}
        self.complaints: list[Complaint] = []

    def document(self) -> Source | None:
        data, documents = None, 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._complain((), "there is a second document (---)", "one file is one item", event)
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
                data = value if documents == 1 else data
        if documents == 0 or data is None:
            self.complaints.append(
                Complaint((), "the file is empty", "copy an item of services/ and change it", 1)
            )
            return None
        return Source(data, self.lines)

    def _value(self, event: yaml.Event, place: Place) -> object:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._complain(place, "anchors (&) and aliases (*) are not read", "write the text out", event)
        if getattr(event, "tag", None) not in {None, "!"}:
            self._complain(place, "tags (!) are not read", "delete the tag", event)
        if isinstance(event, yaml.CollectionStartEvent) and len(place) >= MAX_DEPTH:
            self._complain(place, f"nested deeper than {MAX_DEPTH}", "an item nests about nine deep", event)
            raise _TooDeepError
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _sequence(self, place: Place) -> list[object]:
        values: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*place, len(values))
            self.lines[here] = _line(event)
            values.append(self._value(event, here))
        return values

    def _mapping(self, place: Place) -> dict[str, object]:
        values: dict[str, object] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._complain(place, "a key is not a word", "write `word: value`", event)
                self._pass_over(event)
                self._pass_over(next(self._events))
                continue
            key = event.value
            here = (*place, key)
            if key in values:
                reason = f"`{key}` stands twice (first on line {self.lines[here]})"
                self._complain(here, reason, "keep one of the two", event)
                self._pass_over(next(self._events))
                continue
            self.lines[here] = _line(event)
            values[key] = self._value(next(self._events), here)
        return values

    def _pass_over(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionStartEvent):
            self._skip()

    def _skip(self) -> None:
        """To the end of the collection that has just begun."""
        depth = 1
        while depth:
            if depth > MAX_DEPTH:
                raise _TooDeepError
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _complain(self, place: Place, reason: str, mend: str, event: yaml.Event) -> None:
        self.complaints.append(Complaint(place, reason, mend, _line(event)))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if event.style is not None:  # quoted, or a block: it is meant so
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text

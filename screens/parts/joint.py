"""The parts of a joint item: a card each, and an arrow from every part to those that wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from screens.palette import EDGE, INK, MUTED, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import PartCard, PartsQuestion

    Line = tuple[str, Style, str]

GUTTER_MM = 20.0
"""Left of the cards, for the arrows; there also while nothing waits, so that no card moves under the finger."""
LANE_MM = 5.0
LINE_MM = 1.2
ASIDE_LETTERS = 16.5
"""A card with room for so many large letters tells what comes of the part beside its name."""
NAME_SHARE = 0.44


@dataclass(frozen=True)
class JointParts:
    question: PartsQuestion

    def _sides(self, sheet: Sheet, card: PartCard, width: float) -> list[tuple[float, list[Line]]]:
        """What is told side by side, with its width: what it is, and what comes of it; one list on a narrow screen."""
        theme, room = sheet.theme, width - self._indent(sheet) - sheet.theme.mm(4)
        what: list[Line] = [
            (card.option.label, theme.lead_bold, TEAL if card.option.chosen else INK),
            (card.department, theme.note, MUTED),
        ]
        waits: Line = (card.waits, theme.note, TEAL)
        comes: list[Line] = [(card.gives, theme.body, INK), (card.when, theme.body_bold, INK)]
        if room < ASIDE_LETTERS * theme.lead.size:
            return [(room, [*what, *comes, waits])]
        name = (room - theme.gap) * NAME_SHARE
        return [(name, [*what, waits]), (room - theme.gap - name, comes)]

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(20)

    def _high(self, sheet: Sheet, card: PartCard, width: float) -> float:
        highs = [
            sum(sheet.height_of(text, style, wide) for text, style, _ in lines)
            for wide, lines in self._sides(sheet, card, width)
        ]
        return max(max(highs) + sheet.theme.mm(7), sheet.theme.target)

    def _gap(self, sheet: Sheet) -> float:
        return sheet.theme.mm(5)

    def height(self, sheet: Sheet, width: float) -> float:
        wide = width - sheet.theme.mm(GUTTER_MM)
        highs = [self._high(sheet, card, wide) for _, card in self.question.parts]
        return sum(highs) + self._gap(sheet) * (len(highs) - 1)

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        wide, gap = width - sheet.theme.mm(GUTTER_MM), self._gap(sheet)
        return list(accumulate(self._high(sheet, card, wide) + gap for _, card in self.question.parts))[:-1]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        gutter = sheet.theme.mm(GUTTER_MM)
        places: dict[str, Rect] = {}
        for name, card in self.question.parts:
            high = self._high(sheet, card, width - gutter)
            places[name] = Rect(x + gutter, y, width - gutter, high)
            self._card(sheet, places[name], card)
            y += high + self._gap(sheet)
        self._arrows(sheet, places)

    def _card(self, sheet: Sheet, rect: Rect, card: PartCard) -> None:
        theme, option = sheet.theme, card.option
        pressed = sheet.hit(rect, option.id, option.label, "option", option.event, chosen=option.chosen)
        sheet.fill(rect, TEAL_SOFT if pressed or option.chosen else SURFACE, theme.radius)
        edge, thick = (TEAL, 1.2) if option.chosen else (EDGE, 0.5)
        sheet.frame(rect, edge, theme.mm(thick), theme.radius)
        size = theme.mm(9)
        box = Rect(rect.x + theme.mm(6), rect.y + (rect.h - size) / 2, size, size)
        sheet.fill(box, TEAL if option.chosen else SURFACE, theme.mm(1.5))
        if option.chosen:
            sheet.icon(box.inset(size * 0.14), "check", SURFACE)
        else:
            sheet.frame(box, EDGE, theme.mm(0.8), theme.mm(1.5))
        left = rect.x + self._indent(sheet)
        for wide, lines in self._sides(sheet, card, rect.w):
            top = rect.y + theme.mm(3.5)
            for text, style, colour in lines:
                if text:
                    top += sheet.words(left, top, wide, text, style, colour)
            left += wide + theme.gap

    # --- who waits for whom ----------------------------------------------------------------------

    def _arrows(self, sheet: Sheet, places: dict[str, Rect]) -> None:
        """One line from a part down to all that wait for it; lines that run side by side have lanes of their own."""
        lines: list[tuple[float, float, list[float]]] = []
        for source, place in places.items():
            ends = [
                places[name].y + places[name].h * 0.3
                for name, card in self.question.parts
                if source in card.after
            ]
            if ends:
                lines.append((place.x, place.y + place.h * 0.72, ends))
        taken: list[list[tuple[float, float]]] = []
        # The shortest lines run next to the cards: then no line crosses another.
        for edge, start, ends in sorted(lines, key=lambda line: max(line[2]) - line[1]):
            span = (start, max(ends))
            lane = next((n for n, spans in enumerate(taken) if not _meets(spans, span)), len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append(span)
            self._arrow(sheet, edge, start, ends, lane)

    def _arrow(self, sheet: Sheet, edge: float, start: float, ends: list[float], lane: int) -> None:
        theme = sheet.theme
        thick = max(2.0, theme.mm(LINE_MM))
        lanes = int((GUTTER_MM - 8) / LANE_MM)
        x = edge - theme.mm(8) - theme.mm(LANE_MM) * min(lane, lanes)
        sheet.fill(Rect(x, start - thick / 2, edge - x, thick), TEAL)
        sheet.fill(Rect(x, start - thick / 2, thick, max(ends) - start + thick), TEAL)
        head = theme.mm(6)
        for end in ends:
            sheet.fill(Rect(x, end - thick / 2, edge - head * 0.6 - x, thick), TEAL)
            sheet.icon(Rect(edge - head, end - head / 2, head, head), "arrow", TEAL)


def _meets(spans: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)

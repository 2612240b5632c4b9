"""What holds on every picture of a page. Each rule tells its faults in words, with the text or target it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.shapes import Code, Drawing, Fill, Frame, Icon, Photo, Rect, Words
from screens.theme import LEAST_LETTER_MM
from visit.events import CallHelp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.shapes import Hit, Picture, Shape
    from screens.theme import Theme

LEAST_MODULE_MM = 0.5
"""Side of one square of a QR code: a phone held half a metre away still tells them apart (our choice)."""
SHARED = 0.2
"""Line boxes hold air above and below the letters; so much of a letter's size may be shared."""


def painted(picture: Picture) -> list[tuple[Shape, Rect | None]]:
    """Shapes with their clips in painting order, from the last scrim on: what is under it is not read."""
    shapes = [(shape, layer.clip) for layer in picture.layers for shape in layer.shapes]
    covers = [
        at for at, (shape, _) in enumerate(shapes) if isinstance(shape, Fill) and shape.colour == "scrim"
    ]
    return shapes[covers[-1] :] if covers else shapes


def words_of(picture: Picture) -> list[tuple[Words, Rect | None]]:
    return [(one, clip) for one, clip in painted(picture) if isinstance(one, Words)]


def touchable(picture: Picture) -> list[Hit]:
    return [hit for hit in picture.hits if hit.target.kind != "scroll"]


def _within(inner: Rect, outer: Rect, slack: float = 1.0) -> bool:
    return (
        inner.x >= outer.x - slack
        and inner.right <= outer.right + slack
        and inner.y >= outer.y - slack
        and inner.bottom <= outer.bottom + slack
    )


def display(theme: Theme) -> Rect:
    """Where anything may be: all of the display, or what somebody who sits reaches."""
    return Rect(0, theme.top, theme.panel.width_px, theme.panel.height_px)


def _letters(words: Words) -> Rect:
    """Letters with the least air that they need: an em and a tenth, in the middle of their line."""
    return words.rect.inset(0, (words.rect.h - 1.1 * words.size) / 2)


# --- targets ------------------------------------------------------------------------------------------------


def targets(picture: Picture, theme: Theme) -> Iterator[str]:
    """Large enough, apart, on the display, each with its own name."""
    hits, room = touchable(picture), display(theme)
    if not hits:
        yield "nothing can be touched"
    names = [hit.target.id for hit in picture.hits]
    yield from (f"{name} is there twice" for name in {one for one in names if names.count(one) > 1})
    for at, hit in enumerate(hits):
        rect, name = hit.rect, hit.target.id
        least = theme.key if hit.target.kind == "key" or name.startswith("writing:") else theme.smallest
        if min(rect.w, rect.h) < least - 0.01:
            yield f"{name} is {rect.w:.0f} x {rect.h:.0f}, less than {least}"
        if not _within(rect, room):
            yield f"{name} leaves the display or reach: {rect}"
        for other in hits[at + 1 :]:
            shared = rect.cut(other.rect)
            # A touch anywhere: what stands on it goes before.
            if shared.w > 1 and shared.h > 1 and hit.target.kind != "page":
                yield f"{name} lies on {other.target.id}"


def help_key(picture: Picture, _: Theme) -> Iterator[str]:
    """Once, to be touched, and painted last so that nothing can cover it."""
    found = [hit for hit in picture.hits if hit.target.kind == "help"]
    if len(found) != 1 or not isinstance(found[0].event, CallHelp) or not found[0].target.enabled:
        yield f"呼叫帮办 is there {len(found)} times"
        return
    last = [shape for layer in picture.layers for shape in layer.shapes][-1]
    if not found[0].rect.has(*last.rect.middle):
        yield "something may cover 呼叫帮办"


def in_order(picture: Picture, theme: Theme) -> Iterator[str]:
    """Targets come as they are read: never one that stands clearly higher than the one before."""
    for one, other in zip(picture.hits, picture.hits[1:], strict=False):
        if one.target.y - other.target.y > theme.mm(9):
            yield f"{other.target.id} comes after {one.target.id} but stands higher"


# --- letters ------------------------------------------------------------------------------------------------


def sizes(picture: Picture, theme: Theme) -> Iterator[str]:
    least = LEAST_LETTER_MM * theme.whole.px_per_mm
    for words, _ in words_of(picture):
        if words.size < least:
            yield f"letters of {words.size} px: {words.text}"
        if theme.comfort.elder and words.size < theme.note.size:
            yield f"letters that did not grow: {words.text}"


def whole(picture: Picture, theme: Theme) -> Iterator[str]:
    """No line leaves the display, or is cut at the side."""
    room = Rect(0, 0, theme.whole.width_px, theme.whole.height_px)
    for words, clip in words_of(picture):
        seen = words.rect if clip is None else words.rect.cut(clip)
        if seen.w and seen.h and not _within(seen, room):
            yield f"outside: {words.text}"
        if clip is not None and not (words.rect.x >= clip.x - 1 and words.rect.right <= clip.right + 1):
            yield f"cut at the side: {words.text}"


def apart(picture: Picture, _: Theme) -> Iterator[str]:
    """No line lies on another line, nor on a code or a picture, nor on a sign."""
    shapes = painted(picture)
    boxes = [
        (shape, shape.rect if clip is None else shape.rect.cut(clip))
        for shape, clip in shapes
        if isinstance(shape, Words | Code | Photo | Drawing | Icon)
    ]
    for at, (one, here) in enumerate(boxes):
        for other, there in boxes[at + 1 :]:
            if (
                here.bottom <= there.y
                or there.bottom <= here.y
                or here.right <= there.x
                or there.right <= here.x
            ):
                continue
            pair = [shape for shape in (one, other) if isinstance(shape, Words)]
            if not pair:
                continue
            shared = here.cut(there)
            if shared.w > 1 and shared.h > SHARED * min(shape.size for shape in pair):
                what = [
                    shape.text if isinstance(shape, Words) else type(shape).__name__ for shape in (one, other)
                ]
                yield f"“{what[0]}” lies on “{what[1]}”"


def grounded(picture: Picture, _: Theme) -> Iterator[str]:
    """A line stays on the ground that it stands on: the last one painted under its middle."""
    under: list[Rect] = []
    for shape, clip in painted(picture):
        if isinstance(shape, Fill | Frame):
            under.append(shape.rect if clip is None else shape.rect.cut(clip))
        elif isinstance(shape, Words):
            if clip is not None and not clip.has(*shape.rect.middle):
                continue
            ground = next((rect for rect in reversed(under) if rect.has(*shape.rect.middle)), None)
            letters = _letters(shape) if clip is None else _letters(shape).cut(clip)
            if ground is not None and not _within(letters, ground):
                yield f"“{shape.text}” runs over its ground {ground}: {shape.rect}"


def codes(picture: Picture, theme: Theme) -> Iterator[str]:
    """A phone must be able to read what is shown to be photographed."""
    from screens.images import code_image

    for shape, clip in painted(picture):
        if isinstance(shape, Code):
            module = (
                min(shape.rect.w, shape.rect.h) // code_image(shape.payload).width / theme.whole.px_per_mm
            )
            if module < LEAST_MODULE_MM:
                yield f"a code with squares of {module:.2f} mm"
            if clip is None and not _within(shape.rect, display(theme)):
                yield "a code leaves the display"


RULES = (targets, help_key, in_order, sizes, whole, apart, grounded, codes)


def faults_of(picture: Picture, theme: Theme) -> Iterator[str]:
    for rule in RULES:
        for fault in rule(picture, theme):
            yield f"{rule.__name__}: {fault}"

"""What the resident looks at before and after it is handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.held.page_picture import PagePicture
    from visit.views.parts import Button, Mark, Option, Row, Section, Tip


@dataclass(frozen=True)
class PreviewBody:
    title: str
    mark: Mark
    status: str
    rows: tuple[Row, ...]
    source: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class CaseBody:
    """One of the resident's own cases: how it stands, what is still wanted, and what can be done about it here."""

    title: str
    mark: Mark
    status: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Rows under their headings; the first needs none."""
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class CheckBody:
    """核对: everything once more, all problems at once."""

    title: str
    problem_title: str
    """Empty when there is nothing to mend."""
    rows: tuple[Row, ...]
    next: Button
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class SignBody:
    title: str
    statement: str
    hint: str
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    clear: Button
    next: Button
    by_key: Button | None = None
    """Instead of drawing, for who is served spoken."""


@dataclass(frozen=True)
class ProgressBody:
    """Honest progress: each step is shown done only when it is."""

    title: str
    steps: tuple[Row, ...]
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class ResultBody:
    title: str
    mark: Mark
    number_label: str
    number: str
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    document_title: str
    document_picture: PagePicture | None
    qr: str
    """Payload of the QR code beside the number; empty for none."""
    buttons: tuple[Button, ...]
    tips: tuple[Tip, ...] = ()
    parts_title: str = ""
    parts: tuple[Row, ...] = ()
    """Of a joint case: a line an office."""
    rules_title: str = ""
    rules: tuple[Row, ...] = ()
    """Of a case that rules looked at: each of them, and whether it held."""


@dataclass(frozen=True)
class RatingBody:
    question: str
    options: tuple[Option, ...]
    promise: str
    """That not rating is fine, and nothing is sent then."""
    skip: Button


@dataclass(frozen=True)
class TagsBody:
    """Why this grade: any, or none, of its reasons."""

    question: str
    options: tuple[Option, ...]
    next: Button

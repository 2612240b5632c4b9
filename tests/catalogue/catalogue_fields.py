"""Fields made for one test."""

from __future__ import annotations

from catalogue.model import Choice, Field, FieldKind, Text


def text(word: str) -> Text:
    return Text(zh=word, en=word)


def field(kind: FieldKind, **more) -> Field:
    filled = {
        "id": "it",
        "label": text("it"),
        "question": text("?"),
        "purpose": text("for a test"),
        "example": None,
    }
    return Field(kind=kind, **{**filled, **more})


CHOICES = (Choice(id="a", label=text("A")), Choice(id="b", label=text("B")), Choice(id="c", label=text("C")))

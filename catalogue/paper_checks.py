"""What must hold of the document that an item describes: its conditions are typed, and its words are known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.cel import Language
from catalogue.check_expression import expression_complaints
from catalogue.complaint import Complaint
from catalogue.model import PAPER_WORDS, Fact, PaperLine, Saying
from catalogue.model.paper import words_in
from catalogue.parts_of import fields_of, misshapen, parts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from catalogue.place import Place


def paper_complaints(data: object) -> Iterator[Complaint]:
    """Everything that does not hold; parts without their shape are passed over (told elsewhere)."""
    kinds = {field.id: field.kind for _, field in fields_of(data)}
    kinds |= {fact.id: fact.kind for _, fact in parts_of(data, ("facts",), Fact)}
    hurt = misshapen(data)
    language = Language(kinds, hurt)
    known = {*kinds, *hurt, *PAPER_WORDS}
    for place, line in parts_of(data, ("certificate", "lines"), PaperLine):
        yield from expression_complaints(language, (*place, "when"), line.when)
        yield from _words((*place, "value"), line.value, known)
    for place, saying in parts_of(data, ("certificate", "says"), Saying):
        yield from expression_complaints(language, (*place, "when"), saying.when)
        for key in ("zh", "en"):
            yield from _words((*place, "text", key), saying.text.to(key), known)


def _words(place: Place, text: str, known: Collection[str]) -> Iterator[Complaint]:
    for word in words_in(text):
        if word not in known:
            near = get_close_matches(word, known, n=1)
            mend = f"did you mean `{{{near[0]}}}`?" if near else f"the words are: {', '.join(sorted(known))}"
            yield Complaint(place, f"`{{{word}}}` is no answer, no fact and no word of a paper", mend)

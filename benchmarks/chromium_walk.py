"""Which pages both programs show, and where each touch leads."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visit.views import EntryQuestion, FormBody, View

ITEM = "getihu-sheli"
WALK: tuple[tuple[str, str, str], ...] = (
    ("home", ITEM, "guide"),
    ("guide", "next", "consent"),
    ("consent", "decline", "guide"),
    ("guide", "back", "home"),
)
"""Page, what is touched, page that follows: tiles, long text, columns. Round and round."""
BEGIN = ("attract", "begin", "home")
TO_KEYS = ("home", "code", "code")
FROM_KEYS = ("code", "back", "home")
LINKS = (BEGIN, *WALK, TO_KEYS, FROM_KEYS)
TYPED_MOST = 12


@dataclass(frozen=True)
class Content:
    """The pages by name."""

    views: dict[str, View]

    def typed(self, digits: str) -> View:
        """The page of numbers with so many digits, as the visit makes it."""
        empty = self.views["code"]
        body = empty.body
        assert isinstance(body, FormBody)
        entry = body.questions[0]
        assert isinstance(entry, EntryQuestion)
        shown = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
        button = replace(body.next, enabled=bool(digits))
        return replace(empty, body=replace(body, questions=(replace(entry, shown=shown),), next=button))

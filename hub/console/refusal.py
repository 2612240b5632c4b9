"""How a page for people says no."""

from __future__ import annotations


class NeedsLogin(Exception):  # noqa: N818  no error: the way to the login page
    """Ends a request of somebody who is not logged in."""


class Refusal(Exception):  # noqa: N818
    """Ends a request with a page that says why."""

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.status = status
        self.zh = zh
        self.en = en

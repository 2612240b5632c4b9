"""The words offered for pinyin, strip by strip."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visit.words import ON_A_STRIP, ROOM, strips

WORDS = st.lists(st.tuples(st.text("是时事室视市", min_size=1, max_size=20), st.integers(1, 24)), max_size=60)


@given(WORDS)
def test_no_word_is_lost_and_each_strip_can_be_touched(words: list[tuple[str, int]]) -> None:
    found = strips(words)
    assert [word for strip in found for word in strip] == words
    for strip in found:
        assert 0 < len(strip) <= ON_A_STRIP
        assert len(strip) == 1 or sum(len(word) + 1 for word, _ in strip) <= ROOM


def test_nothing_offered_is_no_strip() -> None:
    assert strips(()) == ()

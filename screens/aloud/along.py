"""长辈版 read along: each page says its title and what to do, slowly, by the loudspeaker; a touch cuts it off.

For the UI thread. Silent for who is served spoken: that voice is `screens/aloud/aloud.py`'s, on the same loudspeaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.aloud.brief import brief
from screens.aloud.script import place_of
from speech.speaker import Utterance
from wording import say

if TYPE_CHECKING:
    from speech.speaker import Speaker
    from visit.views import View


class Along:
    """Shown each view after `Aloud`, so that a voice that ends there is not taken for this one."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._said: tuple[object, ...] = ()
        self._on = False

    def show(self, view: View) -> None:
        """This is on the screen now. The same is not said twice; what changes on a page is."""
        begins, ends = view.reads and not self._on, self._on and not view.reads
        self._on = view.reads
        if ends:
            self._said = ()
            if not view.comfort.spoken:
                self._speaker.stop()
        if not view.reads:
            return
        language = view.language
        sentences = brief(view, language)
        now = (place_of(view), language, sentences)
        if now == self._said or not sentences:
            return
        self._said = now
        if begins:
            sentences = (say(language, "aloud.along"), *sentences)
        self._speaker.say([Utterance(one, language, slow=True) for one in sentences])

    def touched(self) -> None:
        """A finger says that enough was heard."""
        if self._on:
            self._speaker.stop()

    def wipe(self) -> None:
        """Nothing of the visit is kept. What is shown next is said."""
        self._said = ()

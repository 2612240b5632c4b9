"""A speaker that writes down what it is given: what a resident hears, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from speech.speaker import Tone, Utterance

STEPS = 2
"""So many steps of loudness and speed on either side."""


@dataclass
class Ear:
    """`speech.speaker.Speaker`."""

    spoken: list[Utterance] = field(default_factory=list)
    """All of it, oldest first."""
    private_ear: bool = False
    silenced: int = 0
    stopped: int = 0
    """Every key stops the voice: so many were felt."""
    breath: int = 0
    """Where in `spoken` the last thing begins that cut off what was before it."""
    resets: int = 0
    _loud: int = 0
    _fast: int = 0
    _mark: int = 0

    ready = True

    def say(self, parts):
        self.silenced += 1
        self.breath = len(self.spoken)
        self.spoken += parts

    def add(self, parts):
        self.spoken += parts

    def stop(self):
        self.silenced += 1
        self.stopped += 1

    def new_page(self):
        pass

    def louder(self):
        return self._step("_loud", 1)

    def softer(self):
        return self._step("_loud", -1)

    def faster(self):
        return self._step("_fast", 1)

    def slower(self):
        return self._step("_fast", -1)

    def _step(self, name, by):
        now = getattr(self, name) + by
        setattr(self, name, max(-STEPS, min(STEPS, now)))
        return abs(now) <= STEPS

    def reset(self):
        self.resets += 1
        self._loud = self._fast = 0

    # --- what was heard ------------------------------------------------------------------------------

    def heard(self):
        """What was spoken since the last time that this was asked."""
        new, self._mark = self.spoken[self._mark :], len(self.spoken)
        return " / ".join(one.text for one in new if one.text)

    def since(self, mark):
        """Sentence by sentence, from this many on."""
        return [one.text for one in self.spoken[mark:] if one.text]

    def tones(self):
        return [one.tone for one in self.spoken if one.tone is not None]

    def in_the_hall(self):
        """What everybody heard."""
        return [one.text for one in self.spoken if not one.private]


__all__ = ["Ear", "Tone"]

"""Settings of every room's tests."""

from __future__ import annotations

from hypothesis import settings

# Other tests run beside on the same cores: how long one example takes says nothing.
settings.register_profile("bangban")
settings.load_profile("bangban")

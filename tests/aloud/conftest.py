"""Pages for the ear: what is said is written down."""

from __future__ import annotations

import pytest
from aloud_ear import Ear

from screens.samples import Samples


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture(params=["zh", "en"])
def samples(request):
    return Samples(request.param)


@pytest.fixture
def zh():
    return Samples("zh")

"""长辈版 read along: what to do on each page, slowly, to the whole hall, and so nothing of the person; a touch ends it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from test_aloud_pages import NAMES, PERSON

from screens.aloud.along import Along
from screens.aloud.aloud import Aloud
from screens.aloud.brief import SILENT, brief
from screens.samples import Samples
from visit.held.comfort import USUAL, Comfort
from visit.views import FormBody

ELDER = Comfort(elder=True)
LONGEST = {"zh": 150, "en": 480}
"""Characters of a page: half a minute."""
CAME_FOR = "灵活就业|异地就医|居住证|诊断证明|失业登记|subsidy|diagnosis"
"""What the people of the samples came for."""


@pytest.fixture
def along(ear):
    return Along(ear)


def read(view):
    return replace(view, comfort=ELDER, reads=True)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_to_do_and_nothing_of_the_person(name, language):
    view = Samples(language).all()[name]
    told = " ".join(brief(view, language))
    silent = view.overlay is None and (isinstance(view.body, SILENT) or view.page == "staff_door")
    assert bool(told) is not silent
    assert len(told) <= LONGEST[language]
    assert not PERSON.search(told)
    if not isinstance(view.body, FormBody):
        assert not re.search(CAME_FOR, told)


def test_it_is_slow_and_to_everybody(along, ear, zh):
    along.show(read(zh.home()))
    assert ear.spoken
    assert all(one.slow and not one.private for one in ear.spoken)
    assert "不读了" in ear.heard(), "how to end it is said once"
    along.show(read(zh.sign()))
    assert "不读了" not in ear.heard()


def test_the_same_page_is_not_said_again_and_news_on_it_are(along, ear, zh):
    page = read(zh.identify())
    along.show(page)
    ear.heard()
    along.show(replace(page, chrome=replace(page.chrome, clock="14:06")))
    assert ear.heard() == ""
    along.show(read(zh.card_trouble()))
    assert "再放一次" in ear.heard()
    along.show(read(zh.identified()))
    assert ear.heard().startswith("身份证读好了")


def test_a_touch_ends_it_and_the_next_page_is_said(along, ear, zh):
    along.touched()
    assert ear.silenced == 0, "nothing is said: nothing is cut off"
    along.show(read(zh.home()))
    before = ear.silenced
    along.touched()
    assert ear.silenced == before + 1
    ear.heard()
    along.show(read(zh.consent()))
    assert "同意" in ear.heard()


def test_whoever_silences_it_hears_nothing_more(along, ear, zh):
    along.show(read(zh.home()))
    before = ear.silenced
    along.show(replace(zh.home(), comfort=replace(ELDER, quiet=True)))
    assert ear.silenced == before + 1
    ear.heard()
    along.show(replace(zh.consent(), comfort=replace(ELDER, quiet=True)))
    assert ear.heard() == ""
    along.show(read(zh.consent()))
    assert "同意" in ear.heard()


def test_only_one_of_the_two_voices_speaks(along, ear, zh):
    aloud = Aloud(ear, lambda _: None)

    def show(view):
        aloud.show(view)
        along.show(view)

    show(read(zh.home()))
    ear.heard()
    spoken = replace(ELDER, spoken=True)
    show(replace(zh.home(), comfort=spoken))
    assert ear.heard().startswith("语音服务开了")
    assert not any(one.slow for one in ear.spoken[-3:])
    before = ear.silenced
    along.touched()
    assert ear.silenced == before, "a finger cuts off nothing of the other"
    show(replace(zh.consent(), comfort=spoken))
    assert not ear.spoken[-1].slow
    show(read(zh.consent()))
    assert ear.spoken[-1].slow


def test_the_next_resident_is_told_from_the_beginning(along, ear, zh):
    along.show(read(zh.home()))
    along.wipe()
    along.show(replace(zh.attract(), comfort=USUAL))
    ear.heard()
    along.show(read(zh.home()))
    assert "您要办什么" in ear.heard()

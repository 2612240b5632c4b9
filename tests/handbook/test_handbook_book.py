"""What a handbook tells: everything that the guide on the screen tells, of every item, once."""

from __future__ import annotations

import pytest
from handbook_made import made_of

from catalogue.guide_code import guide_code
from catalogue.notice import one_time_notice
from catalogue.realm import Realm
from catalogue.shelf import Catalogue
from handbook.build import UNDATED, books_of

LANGUAGES = ("zh", "en")


def told_of(entry) -> list[str]:
    lines = [line for part in entry.parts for line in part.lines]
    return [entry.name, entry.legal, entry.summary, *(value for _, value in entry.rows), *lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_the_shelf_is_in_it_once_with_all_that_its_guide_tells(shelf, language):
    book = made_of(shelf)[language]
    entries = {one.item: one for one in book.entries()}
    assert sorted(one.item for one in book.entries()) == sorted(shelf.items)
    for item in shelf.items.values():
        entry, notice = entries[item.id], one_time_notice(item, None, language)
        told = told_of(entry)
        asked = [f"{one.label}{'：' if language == 'zh' else ': '}{one.purpose}" for one in notice.asked]
        wanted = [
            notice.time,
            notice.fee,
            notice.output,
            notice.basis,
            *notice.conditions,
            *notice.delivery,
            *asked,
            *(one.told(language) for one in notice.materials),
            notice.window.phone,
            notice.window.name.to(language),
            notice.window.place.to(language),
            notice.window.hours.to(language),
        ]
        assert [one for one in wanted if one not in told] == [], item.id
        assert entry.qr == guide_code(item, shelf.region, language)
        assert item.code in entry.code
    numbers = [one.number for one in book.entries()]
    assert len(set(numbers)) == len(numbers)


def test_the_lists_of_the_hall_are_in_it_with_the_reasons(shelf):
    published = shelf.region.published
    lists = made_of(shelf)["zh"].lists
    assert len(lists) == len(published.zones) + 1
    for zone, one in zip(published.zones, lists, strict=False):
        assert [row[0] for row in one.rows] == [shelf.items[name].names.plain.zh for name in zone.items]
    assert [row[2] for row in lists[-1].rows] == [one.reason.zh for one in published.elsewhere]
    assert all(one.qr for one in lists)


def test_both_languages_carry_one_version_date_and_digest(books):
    zh, en = books["zh"], books["en"]
    assert (zh.version, zh.date, zh.digest) == (en.version, en.date, en.digest)
    assert zh.digest in zh.edition
    assert zh.digest in en.edition
    assert zh.version in zh.edition


def test_the_digest_changes_with_any_word_in_any_language(small, books):
    name = next(one.item for one in books["zh"].entries())
    item = small.items[name]
    fee = item.guide.fee.model_copy(update={"en": "Free of charge today"})
    guide = item.guide.model_copy(update={"fee": fee})
    other = Catalogue({**small.items, name: item.model_copy(update={"guide": guide})}, small.region)
    assert made_of(other)["zh"].digest != books["zh"].digest
    assert made_of(small)["zh"].digest == books["zh"].digest


def test_one_branch_alone_is_a_thin_book_without_the_lists_of_the_hall(shelf):
    book = made_of(shelf, branch="birth")["zh"]
    (tree,) = book.trees
    (chapter,) = tree.chapters
    assert chapter.name == "新生儿出生"
    assert len(chapter.entries) == 7
    assert book.lists == ()


def test_only_a_real_place_has_no_watermark(small):
    assert made_of(small)["zh"].watermark == "演示样张 · 无效"
    fictional = Catalogue(small.items, small.region.model_copy(update={"fictional": True}))
    assert made_of(fictional, Realm.REAL)["zh"].watermark == "演示样张 · 无效", "no setting takes it away"
    real = Catalogue(small.items, small.region.model_copy(update={"fictional": False}))
    assert made_of(real, Realm.REAL)["zh"].watermark == ""


def test_without_version_and_date_there_is_no_handbook(small):
    undated = Catalogue(small.items, small.region.model_copy(update={"published": None}))
    assert books_of(undated, Realm.DEMO) == UNDATED

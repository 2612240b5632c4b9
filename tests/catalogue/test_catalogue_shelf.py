"""Every item of the real catalogue is found by all its words; how texts are ranked is in test_catalogue_search.py."""

from __future__ import annotations

import pytest

SOCIAL, SHOP = "shebao-canbao-zhengming", "getihu-sheli"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (SOCIAL, SOCIAL),
        ("11990101MB000001934000131127006", SHOP),
        ("社会保险参保缴费记录查询打印", SOCIAL),
        ("GTH", SHOP),
        ("我要打社保证明", SOCIAL),
        ("我想开店卖菜", SHOP),
        ("Open a Shop", SHOP),
    ],
)
def test_found(catalogue, typed, first):
    assert [item.id for item in catalogue.find(typed)][:1] == [first]


def test_every_name_alias_and_keyword_finds_its_item(catalogue):
    for item in catalogue.items.values():
        names = (item.names.legal, item.names.plain, item.names.spoken)
        for word in (
            *item.aliases,
            *item.keywords,
            *(text.to(lang) for text in names for lang in ("zh", "en")),
        ):
            assert item in catalogue.find(word), word

"""An item is found by what people type or say."""

from __future__ import annotations

import pytest

from catalogue.model import Text

SOCIAL, SHOP = "shebao-canbao-zhengming", "getihu-sheli"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (SOCIAL, SOCIAL),
        ("11990101MB000001934000131127006", SHOP),
        ("社会保险参保缴费记录查询打印", SOCIAL),
        ("社保", SOCIAL),
        ("  社 保 ", SOCIAL),
        ("个体", SHOP),
        ("GTH", SHOP),
        ("我要打社保证明", SOCIAL),
        ("我想开店卖菜", SHOP),
        ("Open a Shop", SHOP),
        ("pension", SOCIAL),
    ],
)
def test_found(catalogue, typed, first):
    assert [item.id for item in catalogue.find(typed)][:1] == [first]


@pytest.mark.parametrize("typed", ["", "   ", "结婚", "zzzz"])
def test_not_found(catalogue, typed):
    assert catalogue.find(typed) == ()


def test_every_name_alias_and_keyword_finds_its_item(catalogue):
    for item in catalogue.items.values():
        names = (item.names.legal, item.names.plain, item.names.spoken)
        for word in (
            *item.aliases,
            *item.keywords,
            *(text.to(lang) for text in names for lang in ("zh", "en")),
        ):
            assert item in catalogue.find(word), word


def test_the_closest_comes_first(catalogue):
    shop = catalogue.items[SHOP]
    near = shop.model_copy(
        update={
            "id": "near",
            "names": shop.names.model_copy(update={"plain": Text(zh="开店以后", en="After")}),
        }
    )
    more = type(catalogue)({"near": near, SHOP: shop.model_copy(update={"aliases": ("开店",)})})
    assert more.find("开店以后")[0].id == "near"
    assert {item.id for item in more.find("开店")} == {"near", SHOP}

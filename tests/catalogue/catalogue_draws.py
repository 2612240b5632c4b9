"""Answers as hypothesis draws them: right ones, wrong ones, and what no resident would think of."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from product_items import product_items

from catalogue.answers import problem_of
from catalogue.model import Field, FieldKind, Item
from catalogue.realm import Realm
from catalogue.sample import sample

DAY = date(2026, 11, 24)
"""A working day."""

_WILD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.text(max_size=12),
    st.tuples(st.text(max_size=5)),
    st.sampled_from(["", "0000-00", "2099-12", "1900-02-30", "99", "１２", "\u202e王", "91990000MA00004100"]),
)


SHELF = product_items()
ASKING = {name: item for name, item in SHELF.items.items() if item.form}
"""The items that ask anything."""


def value_of(field: Field) -> st.SearchStrategy:
    """Its example, any of its choices, or anything at all."""
    right = st.just(sample(field.kind, field.example, DAY))
    ids = [choice.id for choice in field.choices]
    if field.kind in {FieldKind.CHOICES, FieldKind.PARTS}:
        chosen = st.lists(st.sampled_from(ids), unique=True).map(tuple)
    elif ids:
        chosen = st.sampled_from(ids)
    elif field.kind is FieldKind.YES_NO:
        chosen = st.booleans()
    else:
        chosen = st.integers(0, 200) if field.kind is FieldKind.WHOLE_NUMBER else right
    return st.one_of(right, chosen, chosen, _WILD)


def answers_of(item: Item) -> st.SearchStrategy:
    """To some of the fields."""
    return st.fixed_dictionaries({}, optional={one.id: value_of(one) for one in item.fields()})


def wrong_of(field: Field) -> st.SearchStrategy:
    """What is wrong as the answer to this field, whatever the others are."""

    def is_wrong(value: object) -> bool:
        return problem_of(field, value, {}, today=DAY, realm=Realm.DEMO) is not None

    return _WILD.filter(is_wrong)

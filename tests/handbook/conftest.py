"""A place with seven items on one branch, in the demo's words, for the tests of the handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from handbook_made import made_of
from product_items import product_items

from catalogue.loader import Catalogue
from handbook.outputs import outputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.model import Book


@pytest.fixture(scope="session")
def shelf() -> Catalogue:
    return product_items()


@pytest.fixture(scope="session")
def small(shelf: Catalogue) -> Catalogue:
    """Of the branch `closing`, with the lists of the hall cut down to two."""
    published = shelf.region.published
    assert published is not None
    cut = published.model_copy(update={"zones": published.zones[:1]})
    trees = tuple(
        tree.model_copy(update={"branches": tuple(one for one in tree.branches if one.id == "closing")})
        for tree in shelf.region.trees
    )
    return Catalogue(shelf.items, shelf.region.model_copy(update={"published": cut, "trees": trees}))


@pytest.fixture(scope="session")
def books(small: Catalogue) -> Mapping[str, Book]:
    return made_of(small)


@pytest.fixture(scope="session")
def files(books: Mapping[str, Book]) -> dict[str, bytes]:
    return outputs(books, ("zh", "en"))

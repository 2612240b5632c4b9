"""Ways to write: tabs, ink, strokes, numbers, what follows, taking 清空 back; and any keys in any order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visit_world import switched_on

from catalogue.model import FieldKind
from visit import effects as do
from visit import events as e
from visit.by_number import is_han, of_code
from visit.held.comfort import Comfort, Wish
from visit.held.page import Page
from visit.held.writing import MOST_POINTS, MOST_STROKES, TABS, Mode, Writing, mode_of
from visit.lists import LONGEST_SEARCH
from visit.typed import KEYS, LAYOUTS, NAMED_KEYS, PINYIN_LAYOUTS, keys_of, room_for
from visit.views import EntryQuestion, FormBody, Keys, SearchBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item

STROKE = ((0.1, 0.2), (0.9, 0.3))


def entry(world: World) -> EntryQuestion:
    body = world.view.body
    if isinstance(body, SearchBody):
        return body.entry
    assert isinstance(body, FormBody)
    return next(one for one in body.questions if isinstance(one, EntryQuestion) and one.active)


def keys(world: World) -> Keys:
    body = world.view.body
    assert isinstance(body, FormBody | SearchBody)
    assert body.keys is not None
    return body.keys


def chosen(world: World) -> list[str]:
    return [one.label for one in keys(world).tabs if one.chosen]


@pytest.fixture
def text(at: Callable[..., World], collecting: Item) -> World:
    """A field for any text."""
    world = at(collecting, Page.FORM, form_at=1)
    assert entry(world).id == "trade_name"
    return world


@pytest.fixture
def name(at: Callable[..., World], collecting: Item) -> World:
    """The same page, as if it asked for a person's name."""
    world = at(collecting, Page.FORM, form_at=1)
    pages = [
        page.model_copy(
            update={
                "fields": tuple(
                    one.model_copy(update={"kind": FieldKind.PERSON_NAME, "maximum": None})
                    if one.id == "trade_name"
                    else one
                    for one in page.fields
                )
            }
        )
        for page in collecting.form
    ]
    item = collecting.model_copy(update={"form": tuple(pages)})
    world.state = world.state.with_visit(item=item)
    return world


# --- tabs ---------------------------------------------------------------------------------------


def test_there_is_one_row_of_tabs_and_pinyin_comes_first(text: World) -> None:
    assert [one.label for one in keys(text).tabs] == ["拼音", "手写", "笔画", "数字", "英文"]
    assert chosen(text) == ["拼音"]


def test_an_elder_begins_with_the_finger(text: World) -> None:
    text.state = replace(text.state, comfort=Comfort(elder=True))
    assert chosen(text) == ["手写"]
    assert keys(text).ink is not None
    text.touch("writing:pinyin")
    assert chosen(text) == ["拼音"], "who chooses is not asked again"


def test_who_listens_to_the_screen_does_not_begin_with_the_finger(text: World) -> None:
    text.state = replace(text.state, comfort=Comfort(elder=True, spoken=True))
    assert chosen(text) == ["拼音"]


def test_who_asks_for_large_letters_in_the_middle_of_a_word_begins_it_anew(text: World) -> None:
    text.silent |= {do.LookUpPinyin, do.ReadInk}
    text.touch("key:l").touch("key:i").send(e.SetComfort(Wish.ELDER, on=True), e.Drew(STROKE))
    assert entry(text).composing == ""
    assert text.state.here.writing.ink == (STROKE,)


def test_the_way_of_writing_stays_for_the_visit_and_no_longer(world: World, collecting: Item) -> None:
    world.touch("begin").touch("search").touch("writing:strokes").touch("back")
    world.find(collecting).walk_to(Page.FORM, form_at=1)
    assert chosen(world) == ["笔画"]
    world.touch("exit").touch(_leave(world))
    world.past_deadlines(lambda state: state.page is Page.ATTRACT)
    world.touch("begin").touch("search")
    assert chosen(world) == ["拼音"]


def _leave(world: World) -> str:
    return next(
        name
        for name, one in world.touchable().items()
        if isinstance(getattr(one, "event", None), e.ConfirmExit)
    )


def test_numbers_and_codes_have_no_tabs(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM)
    while not any(one.id == "capital" for one in world.questions()):
        world.past_page()
    world.touch("focus:capital").touch("key:1")
    assert keys(world).tabs == ()
    for event in (
        e.SetWriting(Mode.HANDWRITING),
        e.Drew(STROKE),
        e.SetWriting(Mode.STROKES),
        e.KeyPressed("2"),
    ):
        world.send(event)
    assert entry(world).shown == "12 元"
    assert not world.state.here.writing.ink


def test_a_way_that_this_machine_lacks_is_not_offered(text: World) -> None:
    text.send(e.WritingMissing(frozenset({Mode.HANDWRITING})), e.WritingMissing(frozenset({Mode.PINYIN})))
    assert [one.label for one in keys(text).tabs] == ["笔画", "数字", "英文"]
    text.send(e.SetWriting(Mode.HANDWRITING), e.Drew(STROKE))
    assert chosen(text) == ["笔画"]
    assert not text.state.here.writing.ink


def test_a_way_that_fails_hides_itself_and_pinyin_remains(text: World) -> None:
    text.instead[do.ReadInk] = lambda _: (e.WritingLost(Mode.HANDWRITING),)
    text.touch("writing:handwriting")
    assert [one.label for one in keys(text).tabs] == ["拼音", "笔画", "数字", "英文"]
    assert chosen(text) == ["拼音"]
    text.vocabulary = "杏"
    text.touch("key:x").touch("candidate:0")
    assert entry(text).shown == "杏"


@given(st.sets(st.sampled_from([*Mode])), st.sets(st.sampled_from([*Mode])), st.sampled_from([None, *Mode]))
def test_there_is_always_a_way_to_write(lost: set[Mode], failed: set[Mode], wanted: Mode | None) -> None:
    """Digits and letters are keys: nothing beside the visit can lose them."""
    keep = {Mode.DIGITS, Mode.LATIN}
    writing = Writing(mode=wanted, lost=frozenset(failed - keep))
    mode = mode_of(writing, frozenset(lost - keep), by_hand=False)
    assert mode is Mode.CODE or mode in TABS
    assert mode is wanted or mode not in (lost | failed) - keep


# --- by hand ------------------------------------------------------------------------------------


def test_a_drawn_character_is_read_and_chosen(text: World) -> None:
    text.vocabulary = "李季"
    text.touch("writing:handwriting")
    assert text.last(do.ReadInk) == do.ReadInk(0, (), 1.0), "the reader is started before the first stroke"
    text.send(e.Drew(STROKE, 2.5))
    order = text.last(do.ReadInk)
    assert isinstance(order, do.ReadInk)
    assert (order.strokes, order.aspect) == ((STROKE,), 2.5)
    assert keys(text).ink is not None
    assert text.labels("candidate:") == ["李", "季"]
    text.touch("candidate:1")
    assert entry(text).shown == "季"
    assert text.state.here.writing.ink == ()
    assert text.labels("candidate:") == []


def test_an_answer_to_older_ink_is_dropped(text: World) -> None:
    text.silent.add(do.ReadInk)
    text.touch("writing:handwriting").send(e.Drew(STROKE))
    older = text.state.here.writing.drawn
    text.send(e.Drew(STROKE), e.InkRead(older, ("一",)))
    assert text.labels("candidate:") == []
    text.send(e.InkRead(text.state.here.writing.drawn, ("二",)))
    assert text.labels("candidate:") == ["二"]
    text.touch("key:redo").send(e.InkRead(text.state.here.writing.drawn, ("三",)))
    assert text.labels("candidate:") == []


def test_delete_takes_a_stroke_and_then_characters(text: World) -> None:
    text.vocabulary = "李"
    text.touch("writing:handwriting").send(e.Drew(STROKE)).touch("candidate:0")
    text.send(e.Drew(STROKE), e.Drew(STROKE)).touch("key:delete")
    assert len(text.state.here.writing.ink) == 1
    text.touch("key:delete")
    assert (text.state.here.writing.ink, entry(text).shown) == ((), "李")
    text.touch("key:delete")
    assert entry(text).shown == ""


def test_ink_is_bounded_and_stays_in_its_field(text: World) -> None:
    text.silent.add(do.ReadInk)
    text.touch("writing:handwriting")
    text.send(e.Drew(tuple((9.0, -9.0) for _ in range(MOST_POINTS + 50))), e.Drew(()))
    for _ in range(MOST_STROKES + 5):
        text.send(e.Drew(STROKE))
    ink = text.state.here.writing.ink
    assert len(ink) == MOST_STROKES
    assert ink[0] == ((1.0, 0.0),) * MOST_POINTS


def test_another_way_another_field_and_another_page_drop_the_ink(text: World) -> None:
    for leave in ("writing:pinyin", "focus:trade_name", "back"):
        text.touch("writing:handwriting").send(e.Drew(STROKE))
        assert text.state.here.writing.ink
        text.touch(leave)
        assert not text.state.here.writing.ink


def test_in_a_name_only_characters_are_offered(name: World) -> None:
    name.vocabulary = "8日，3目"
    name.touch("writing:handwriting").send(e.Drew(STROKE))
    assert name.labels("candidate:") == ["日", "目"]


# --- by strokes and by number -------------------------------------------------------------------


def test_strokes_are_shown_as_they_are_drawn_and_looked_up(text: World) -> None:
    text.vocabulary = "吉"
    text.touch("writing:strokes")
    for key in "12*":
        text.touch(f"key:{key}")
    assert entry(text).composing == "一丨＊"
    assert text.last(do.LookUpStrokes) == do.LookUpStrokes("12*")
    text.touch("candidate:0")
    assert (entry(text).shown, entry(text).composing) == ("吉", "")


def test_a_late_answer_to_letters_is_not_taken_for_strokes(text: World) -> None:
    text.silent |= {do.LookUpPinyin, do.LookUpStrokes}
    text.touch("key:x").touch("writing:strokes").touch("key:1").send(e.CandidatesFound("x", (("小", 1),)))
    assert text.labels("candidate:") == []


def test_a_rare_character_is_put_in_by_its_number(name: World) -> None:
    name.touch("writing:strokes").touch("key:code")
    assert chosen(name) == ["笔画"]
    for key in "20BB7":
        assert all(map(is_han, name.labels("candidate:")))
        name.touch(f"key:{key}")
    assert entry(name).composing == "U+20BB7"
    name.touch("candidate:0")
    assert entry(name).shown == "𠮷"
    name.touch("key:delete")
    assert entry(name).shown == "", "one key, one character, also beyond the first plane"


@pytest.mark.parametrize(
    ("code", "char"),
    [("U+4E00", "一"), ("U+20BB7", "𠮷"), ("U+2CB4E", "𬭎"), ("U+4DAE", "䶮"), ("U+36C3", "㛃")]
    + [(code, "") for code in ("U+", "U+4E0", "U+0041", "U+D800", "U+FFFFF", "U+1F600")],
)
def test_a_number_stands_for_a_chinese_character_or_for_nothing(code: str, char: str) -> None:
    assert of_code(code) == char


def test_strokes_are_not_searched_for(world: World) -> None:
    world.vocabulary = "社"
    world.touch("begin").touch("search").touch("writing:strokes").touch("key:4")
    body = world.view.body
    assert isinstance(body, SearchBody)
    assert body.status == world.touch("key:delete").view.body.status  # type: ignore[union-attr]


# --- pinyin of names ----------------------------------------------------------------------------


def test_of_a_name_first_the_whole_and_then_what_is_given(name: World) -> None:
    name.vocabulary = "王"
    name.touch("key:w")
    assert name.last(do.LookUpPinyin) == do.LookUpPinyin("w", "whole")
    name.touch("candidate:0").touch("key:x")
    assert name.last(do.LookUpPinyin) == do.LookUpPinyin("x", "given")


# --- what follows -------------------------------------------------------------------------------


def test_after_a_word_others_are_offered_that_often_follow(text: World) -> None:
    text.vocabulary = "杏花"
    text.instead[do.SuggestWords] = lambda order: (e.WordsSuggested(order.after, ("村", "酒")),)  # type: ignore[attr-defined]
    text.touch("key:x").touch("candidate:0")
    assert text.labels("candidate:") == ["村", "酒"]
    text.touch("candidate:0")
    assert entry(text).shown == "杏花村"
    assert text.last(do.SuggestWords) == do.SuggestWords("杏花村")
    text.touch("key:z")
    assert text.labels("candidate:") == ["杏花"], "letters ask for words of their own"


def test_words_that_follow_something_else_are_dropped(text: World) -> None:
    text.vocabulary = "杏花"
    text.touch("key:x").touch("candidate:0").touch("key:delete")
    text.send(e.WordsSuggested("杏花", ("村",)))
    assert text.labels("candidate:") == []


def test_nothing_is_guessed_about_a_persons_name(name: World) -> None:
    name.vocabulary = "王"
    name.touch("key:w").touch("candidate:0")
    assert not name.ordered(do.SuggestWords)


# --- letters, 清空 and back -----------------------------------------------------------------------


def test_letters_are_put_in_as_they_are(text: World) -> None:
    text.touch("writing:latin").touch("key:capitals").touch("key:A").touch("key:capitals").touch("key:b")
    text.touch("key:space").touch("key:c")
    assert entry(text).shown == "Ab c"
    assert not text.ordered(do.LookUpPinyin)


def test_what_was_emptied_can_be_had_back_until_something_else_is_typed(text: World) -> None:
    text.vocabulary = "杏花"
    text.touch("key:x").touch("candidate:0").touch("clear")
    assert entry(text).shown == ""
    assert text.state.here.answers.get("trade_name") is None
    assert entry(text).clear is not None
    assert text.labels("clear") == ["恢复"]
    text.touch("clear")
    assert entry(text).shown == "杏花"
    assert text.state.here.answers["trade_name"] == "杏花"
    text.touch("clear").touch("key:x").touch("candidate:0").touch("key:delete").touch("key:delete")
    assert entry(text).clear is None
    text.send(e.KeyPressed("undo"))
    assert entry(text).shown == ""


def test_nothing_is_taken_back_into_another_field_or_page(text: World) -> None:
    text.vocabulary = "杏花"
    text.touch("key:x").touch("candidate:0").touch("clear").touch("focus:trade_name")
    text.send(e.KeyPressed("undo"))
    assert entry(text).shown == ""


# --- any keys in any order ----------------------------------------------------------------------

ANY_KEY = sorted({key for rows in KEYS.values() for row in rows for key in row} - set(NAMED_KEYS))
PRESSES = st.one_of(
    st.builds(e.KeyPressed, st.sampled_from([*ANY_KEY, *NAMED_KEYS.values(), "undo", "", "nonsense"])),
    st.builds(e.SetWriting, st.sampled_from([*Mode])),
    st.builds(e.Drew, st.just(STROKE) | st.just(()), st.sampled_from([0.5, 2.5])),
    st.builds(e.TurnWords, st.integers(-2, 2)),
    st.builds(e.WritingLost, st.sampled_from([*Mode])),
    st.builds(e.InkRead, st.integers(0, 3), st.just(("李", "8"))),
    st.builds(e.WordsSuggested, st.sampled_from(["", "杏"]), st.just(("花",))),
    st.builds(e.CandidatesFound, st.sampled_from(["", "x", "1"]), st.just((("杏", 1), ("杏花村杏花村", 0)))),
    st.just("candidate:0"),
    st.just("candidate:2"),
    st.just("clear"),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["text", "search"]), st.lists(PRESSES, max_size=40))
def test_any_keys_in_any_order_write_no_more_than_there_is_room(
    items: tuple[Item, ...], where: str, presses: list[e.Event | str]
) -> None:
    world = switched_on(items).start()
    if where == "search":
        world.touch("begin").touch("search")
    else:
        world.begin(items[1]).walk_to(Page.FORM, form_at=1)
    world.vocabulary = "杏花村杏花村"
    for press in presses:
        if isinstance(press, e.Event):
            world.send(press)
        elif press in world.touchable():
            world.touch(press)
        _check(world, items[1])


def _check(world: World, item: Item) -> None:
    """What holds whatever was touched."""
    state, shown, pad = world.state, entry(world), keys(world)
    writing, mode = state.here.writing, state.writing_mode
    field = next(one for one in item.fields() if one.id == "trade_name")
    layout = "pinyin" if state.page is Page.SEARCH else LAYOUTS[field.kind]
    most = LONGEST_SEARCH if state.page is Page.SEARCH else room_for(field)
    text = state.here.browsing.typed if state.page is Page.SEARCH else state.here.typed.get(field.id, "")
    assert len(text) <= most
    assert layout in PINYIN_LAYOUTS
    assert pad.layout == keys_of(layout, mode, capitals=writing.capitals)
    assert [one.id for one in pad.tabs if one.chosen] == [
        f"writing:{Mode.STROKES if mode is Mode.CODE else mode}"
    ] or mode is Mode.CODE
    assert (pad.ink is not None) == (mode is Mode.HANDWRITING)
    assert not writing.ink or mode is Mode.HANDWRITING
    assert not (writing.ink and state.here.composing)
    assert not shown.composing or mode in {Mode.PINYIN, Mode.STROKES, Mode.CODE}
    assert len(writing.ink) <= MOST_STROKES
    assert all(used <= len(state.here.composing) for _, used in state.here.candidates)

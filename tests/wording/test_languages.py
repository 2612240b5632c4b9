"""A language is a folder: what is shipped is whole, a third one works, and a broken file stops nobody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from product_items import product_items
from wording_pseudo import CODE, pseudo_language

from catalogue.model import Text
from catalogue.realm import Realm
from catalogue.shelf import Catalogue
from contract.civil_time import CIVIL
from kiosk.findings import of_languages
from kiosk.wording_check import needed, report
from kiosk.wording_new import write
from visit.events import OpenLanguages, SetLanguage, Stamped
from visit.held.machine import Machine, Place
from visit.held.page import Over
from visit.pages.languages import language_button
from visit.state import State
from visit.step import step
from visit.view import view
from visit.views import QuestionOverlay
from wording import codes, language, languages, look_in, of_two, say, translated
from wording.files import read
from wording.forms import amount, day, full_day, in_a_row, listed, month, one_of
from wording.languages import LANGUAGES, words

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 9, tzinfo=CIVIL)
PLACE = Place("QH01", Text(zh="清河县政务大厅", en="Qinghe County Service Hall"), "10000099000", "1")
NONE = Catalogue({})
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n%s\n'


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    return product_items()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The folders are the whole process's: the next test begins with those of before."""
    monkeypatch.setattr(languages, "_folders", [*languages._folders])
    look_in(tmp_path)
    yield tmp_path
    languages.forget()


def put(folder: Path, code: str, body: str, *, head: str = "", name: str = "terminal.po") -> None:
    (folder / code).mkdir(exist_ok=True)
    (folder / code / name).write_text(HEAD % head + body, encoding="utf-8")
    words.cache_clear()
    language.cache_clear()


@pytest.mark.parametrize("code", codes())
def test_what_is_shipped_is_right(code: str, shelf: Catalogue) -> None:
    told = report(code, shelf)
    assert told.wrong == ()
    assert told.good
    assert code not in LANGUAGES or told.missing == ()


def test_a_number_takes_its_own_form() -> None:
    assert say("en", "comes.copies", copies=1) == "1 copy"
    assert say("en", "comes.copies", copies=2) == "2 copies"
    assert say("zh", "comes.copies", copies=1) == "1份"


def test_more_forms_than_english_has(folder: Path) -> None:
    rule = (
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
        '(n%100<12 || n%100>14) ? 1 : 2);\\n"\n'
    )
    forms = "".join(f'msgstr[{at}] "{{copies}} {form}"\n' for at, form in enumerate(("one", "few", "many")))
    put(folder, "xx", f'msgid "comes.copies"\nmsgid_plural "copies"\n{forms}', head=rule)
    said = [say("xx", "comes.copies", copies=number) for number in (1, 3, 5, 11, 21)]
    assert said == ["1 one", "3 few", "5 many", "11 many", "21 one"]


def test_days_numbers_and_lists_are_written_as_each_language_does() -> None:
    sunday = date(2026, 11, 22)
    assert full_day(sunday, "zh") == "2026年11月22日 星期日"
    assert full_day(sunday, "en") == "Sunday 22 November 2026"
    assert (day(sunday, "zh"), month(2026, 3, "en")) == ("2026年11月22日", "March 2026")
    assert amount(-123456789, "zh") == amount(-123456789, "en") == "-¥1,234,567.89"
    assert listed(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert (listed(["a", "b", "c"], "en"), one_of(["a", "b"], "en")) == ("a, b and c", "a or b")
    assert in_a_row(["甲", "乙"], "zh") == "甲、乙"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('msgid "button.help"\nmsgstr "Help"\nHelp!\n', "terminal.po:7"),
        ('msgid "button.help"\nmsgstr "{name} helps"\n', "button.help"),
        ('msgid "appointment.free"\nmsgstr "{count.real} left"\n', "appointment.free"),
        ('msgid "appointment.free"\nmsgstr "{count left"\n', "appointment.free"),
        (
            'msgid "comes.copies"\nmsgid_plural "lot"\nmsgstr[0] "{copies}"\nmsgstr[1] "{copies}"\n',
            "msgid_plural",
        ),
    ],
)
def test_a_broken_file_stops_nobody_and_is_told_with_its_place(folder: Path, body: str, told: str) -> None:
    put(folder, "xx", body)
    assert say("xx", "button.help") == say("zh", "button.help")
    assert say("xx", "appointment.free", count=3) == say("zh", "appointment.free", count=3)
    assert say("xx", "comes.copies", copies=3) == say("zh", "comes.copies", copies=3)
    flaw = words("xx").flaws[0]
    assert told in str(flaw)
    assert str(folder) in str(flaw)


def test_a_file_that_is_no_text_stops_nobody(folder: Path) -> None:
    (folder / "xx").mkdir()
    (folder / "xx" / "terminal.po").write_bytes(b'msgid "button.help"\nmsgstr "\xff\xfe"\n')
    assert say("xx", "button.help") == say("zh", "button.help")
    assert "terminal.po" in str(words("xx").flaws[0])


def test_an_impossible_plural_rule_is_told(folder: Path) -> None:
    put(
        folder,
        "xx",
        'msgid "button.help"\nmsgstr "Help"\n',
        head='"Plural-Forms: nplurals=2; plural=(n % 0);\\n"\n',
    )
    assert say("xx", "button.help") == "Help"
    assert "Plural-Forms" in str(words("xx").flaws[0])


def test_even_without_chinese_files_something_is_said(folder: Path) -> None:
    put(folder, "zh", 'msgid "button.help"\nmsgstr "找人"\n')
    assert say("zh", "button.help") == "找人", "what the place adds goes before what is shipped"
    put(folder, "zh", 'msgid "button.help"\nmsgstr "{who}"\nbroken')
    assert say("zh", "button.help") == "呼叫帮办"


def test_a_third_language_is_one_folder(folder: Path, shelf: Catalogue) -> None:
    pseudo_language(folder, shelf)
    assert CODE in codes()
    told = report(CODE, shelf)
    assert (told.wrong, told.missing, told.untranslated) == ((), (), ())
    assert language(CODE).name == "[Pséüdö]"
    item = shelf.items["shebao-canbao-zhengming"]
    assert item.names.plain.to(CODE).startswith("[Prîñt")
    assert of_two(CODE, item.names.plain.zh, "unused") == item.names.plain.to(CODE)
    assert translated(CODE, "没有这句话") == "没有这句话"


def test_files_of_a_new_language_keep_what_is_there(folder: Path, shelf: Catalogue) -> None:
    waiting = write("xx", folder, shelf)
    assert waiting > len(needed())
    path = folder / "xx" / "terminal.po"
    path.write_text(
        path.read_text().replace('msgid "button.help"\nmsgstr ""', 'msgid "button.help"\nmsgstr "Aide"')
    )
    words.cache_clear()
    assert write("xx", folder, shelf) == waiting - 1
    assert read(folder / "xx").sentences["button.help"].forms == ("Aide",)
    first = path.read_bytes()
    words.cache_clear()
    write("xx", folder, shelf)
    assert path.read_bytes() == first


def test_a_sentence_whose_chinese_has_changed_is_told(folder: Path, shelf: Catalogue) -> None:
    put(folder, "xx", '#. 叫人\nmsgid "button.help"\nmsgstr "Help"\n')
    assert report("xx", shelf).outdated == ("button.help",)


BEHIND = 40
"""Sentences that the machine's Traditional Chinese may lack or have of an older Chinese, before it is made again."""


def test_traditional_chinese_does_not_go_stale(shelf: Catalogue) -> None:
    """Each sentence of it holds the Chinese that it was made from; `kiosk wording check zh_Hant` lists what has changed."""
    found = report("zh_Hant", shelf)
    stale = (*found.outdated, *found.missing)
    assert len(stale) <= BEHIND, f"pip install opencc; kiosk wording new zh_Hant --opencc s2tw: {stale}"


def test_what_is_no_letter_of_the_fonts_is_told(folder: Path, shelf: Catalogue) -> None:
    put(folder, "xx", 'msgid "button.help"\nmsgstr "མི"\n')
    assert "button.help" in report("xx", shelf).wrong[0]


def test_staff_are_told_where_a_file_is_broken(folder: Path) -> None:
    put(folder, "xx", 'msgid "button.help"\nmsgstr "{name} helps"\n')
    check = of_languages(("zh", "xx"))
    assert (check.ok, check.action) == (False, "engineer")
    assert f"{folder / 'xx' / 'terminal.po'}:5: button.help" in check.detail
    assert of_languages(("zh", "en")).ok


def test_more_than_two_languages_are_chosen_from_by_their_own_names(folder: Path) -> None:
    put(folder, "xx", 'msgid "language.name"\nmsgstr "Xxish"\n')
    state = State(Machine(PLACE, NONE, (), Realm.DEMO, simulated=True, languages=("zh", "en", "xx")))
    assert language_button(state).event == OpenLanguages()
    open_, _ = step(state, Stamped(OpenLanguages(), 0.0, NOW, UUID(int=1)))
    shown = view(open_).overlay
    assert isinstance(shown, QuestionOverlay)
    assert [one.label for one in shown.buttons] == ["中文", "English", "Xxish"]
    chosen, _ = step(open_, Stamped(SetLanguage("xx"), 0.0, NOW, UUID(int=1)))
    assert (chosen.language, chosen.over) == ("xx", Over.NOTHING)
    unknown, _ = step(chosen, Stamped(SetLanguage("yy"), 0.0, NOW, UUID(int=1)))
    assert unknown.language == "xx"
    two = State(Machine(PLACE, NONE, (), Realm.DEMO, simulated=True))
    assert language_button(two).label == "English"

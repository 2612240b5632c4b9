"""What is read quickly is what babel reads; what is not of the usual kind is left to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wording
from wording.files import Sentence, read, read_any
from wording.plain import plain

if TYPE_CHECKING:
    from wording.files import Flaw

FILES = sorted(Path(wording.__file__).parent.glob("*/*.po"))
HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
ONE = '\nmsgid "a.b"\nmsgstr "c"\n'


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_our_own_files_are_plain_and_read_as_babel_reads_them(file: Path) -> None:
    quickly = plain(file.read_text(encoding="utf-8"))
    assert quickly is not None
    messages, rule = quickly
    flaws: list[Flaw] = []
    told, usual = read_any(file, flaws)
    assert flaws == []
    assert [
        (one.key, Sentence(one.forms, one.number, one.line, one.source)) for one in messages if all(one.forms)
    ] == told
    if any(one.number for one in messages):
        assert [rule(count) for count in range(120)] == [usual(count) for count in range(120)]


def test_escapes_comments_and_plurals() -> None:
    text = (
        f"{HEAD}\n# who\n#. where\n#, python-brace-format\n"
        'msgid "k"\nmsgid_plural "n"\nmsgstr[0] "one \\"{n}\\"\\n"\nmsgstr[1] "\\\\n"\n'
    )
    read_quickly = plain(text)
    assert read_quickly is not None
    (message,), rule = read_quickly
    assert (message.key, message.number, message.source) == ("k", "n", "where")
    assert message.forms == ('one "{n}"\n', "\\n")
    assert (rule(1), rule(2)) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff" + HEAD + ONE,
        ONE,
        HEAD + '\nmsgctxt "x"' + ONE,
        HEAD + '\nmsgid "a"\nmsgstr ""\n"over "\n"lines"\n',
        HEAD + "\n#, fuzzy" + ONE,
        HEAD + ONE + ONE,
        HEAD + ONE + '\n#~ msgid "old"\n#~ msgstr "x"\n',
        HEAD + '\nmsgid "a"\nmsgid_plural "n"\nmsgstr[0] "one"\n',
        HEAD + '\nmsgid "a"\nmsgstr "b\n',
        HEAD + '\nmsgid "a"\nmsgstr "b" "c"\n',
        HEAD + ONE + "stray\n",
        HEAD.replace("(n != 1)", "n %% 0") + ONE,
    ],
)
def test_anything_else_is_left_to_babel(text: str, tmp_path: Path) -> None:
    assert plain(text) is None
    (tmp_path / "x.po").write_text(text, encoding="utf-8")
    flaws: list[Flaw] = []
    told, _ = read_any(tmp_path / "x.po", flaws)
    found = read(tmp_path)
    assert (dict(found.sentences), list(found.flaws)) == (dict(told), flaws)


def test_what_nobody_has_translated_is_no_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text(HEAD + ONE + '\nmsgid "d"\nmsgstr ""\n', encoding="utf-8")
    assert set(read(tmp_path).sentences) == {"a.b"}

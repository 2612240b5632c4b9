"""Pinyin input with the real library: what it offers, that it keeps nothing, that it outlives its child."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.input_method import child
from kiosk.input_method.fuzzy import USUAL
from kiosk.input_method.pinyin import LONGEST, MOST, Pinyin
from kiosk.input_method.rime import DATA
from outcome import Action, Failure, Ok

WORDS = ("云溪市", "清河县", "柳林镇", "杏花村", "失业保险金申领")


def opened(folder: Path) -> Pinyin:
    outcome = Pinyin.open(folder, alike=USUAL, words=WORDS)
    assert isinstance(outcome, Ok), outcome
    return outcome.value


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scratch") / "pinyin"


@pytest.fixture(scope="module")
def pinyin(folder):
    method = opened(folder)
    yield method
    method.close()


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("lingshou", "零售"),
        ("baihuodian", "百货店"),
        ("shipin", "食品"),
        ("qinghe", "清河"),
        ("qinghexian", "清河县"),
        ("yunxishi", "云溪市"),
        ("xinghuacun", "杏花村"),
        ("canyinfuwu", "餐饮服务"),
        ("getigongshanghu", "个体工商户"),
        ("yingyezhizhao", "营业执照"),
        ("shenfenzheng", "身份证"),
        ("sfz", "身份证"),
        ("lve", "略"),
        ("lue", "略"),
        ("xi'an", "西安"),
        ("LINGSHOU", "零售"),
    ],
)
def test_a_common_word_comes_first_and_uses_all_letters(pinyin, letters, word):
    offered = pinyin.candidates(letters)
    if letters == "sfz":  # first letters only: many words share them
        assert (word, 3) in offered
    else:
        assert offered[0] == (word, len(letters))


@pytest.mark.parametrize(
    ("letters", "word"), [("liu", "刘"), ("wang", "王"), ("xinghua", "杏花"), ("xian", "县")]
)
def test_a_word_among_several_is_on_the_first_page(pinyin, letters, word):
    assert (word, len(letters)) in pinyin.candidates(letters)


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("wang", "王"),
        ("liu", "刘"),
        ("wangxiuying", "王秀英"),
        ("liujianguo", "刘建国"),
        ("zhangwei", "张伟"),
        ("lixiuying", "李秀英"),
        ("ouyangfeng", "欧阳峰"),
    ],
)
def test_a_persons_name_begins_with_a_surname(pinyin, letters, first):
    assert pinyin.candidates(letters, part="whole")[0] == (first, len(letters))


def test_a_word_that_covers_part_says_which_letters_are_left(pinyin):
    offered = dict(pinyin.candidates("liujianguo"))
    assert offered["刘"] == 3
    assert offered["刘建"] == len("liujian")
    assert dict(pinyin.candidates("xi'an"))["西"] == len("xi'")


def test_a_name_can_be_written_piece_by_piece(pinyin):
    letters, written = "wangxiuying", ""
    for wanted in ("王", "秀英"):
        used = dict(pinyin.candidates(letters, 30))[wanted]
        letters, written = letters[used:], written + wanted
    assert (letters, written) == ("", "王秀英")


@pytest.mark.parametrize("letters", ["", "uuuu", "vvv", "'", "'an", "123", "liu jian", "刘", "liu\n", "é"])
def test_what_is_no_pinyin_gives_nothing(pinyin, letters):
    assert pinyin.candidates(letters) == ()


def test_input_and_answer_are_bounded(pinyin):
    offered = pinyin.candidates("zhongguo" * 500, 10_000)
    assert 0 < len(offered) <= MOST
    assert offered[0][1] == LONGEST
    assert len(pinyin.candidates("yi", 3)) == 3
    assert len(pinyin.candidates("yi", 50)) == 50
    assert pinyin.candidates("yi", 0) == ()


@settings(max_examples=100)
@given(
    st.one_of(
        st.text("abcdefghijklmnopqrstuvwxyz'", max_size=30),
        st.lists(st.sampled_from(["liu", "xi", "an", "nv", "zhuang", "er", "'", "g"]), max_size=8).map(
            "".join
        ),
    ),
    st.integers(0, 40),
    st.sampled_from(["", "whole", "given"]),
)
def test_every_candidate_uses_some_of_the_letters_and_stands_once(pinyin, letters, limit, part):
    offered = pinyin.candidates(letters, limit, part=part)
    assert len(offered) <= limit
    assert len(set(offered)) == len(offered)
    for word, used in offered:
        assert word
        assert 1 <= used <= min(len(letters), LONGEST)


def content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_nothing_typed_reaches_the_disk(tmp_path):
    folder = tmp_path / "pinyin"
    method = opened(folder)
    method.of_strokes("1", 1)  # the tables that are made at the first question say nothing of it
    method.following("一", 1)
    before = content(folder)
    for letters in ("ouyangxiuying", "liuzhuang", "wangxiuying"):
        assert method.candidates(letters)
        assert method.candidates(letters, part="whole")
    assert method.of_strokes("4134", 20)
    assert method.following("王秀", 20) is not None
    assert content(folder) == before
    method.close()
    second = opened(folder)  # what the library keeps, it may write when it starts again
    second.close()
    kept = content(folder)
    assert kept.keys() == before.keys()
    assert not [name for name in kept if "userdb" in name]
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for typed in (
        "ouyangxiuying",
        "ou yang xiu ying",
        "欧阳秀英",
        "liuzhuang",
        "刘庄",
        "wangxiuying",
        "王秀英",
    ):
        assert typed.encode() not in everything
    assert not list(Path(tempfile.gettempdir()).glob("rime.bangban*")), "librime wrote a log file"


def test_one_question_does_not_change_the_next(pinyin):
    fresh = pinyin.candidates("liujianguo")
    pinyin.candidates("wangxiuying")
    assert pinyin.candidates("liujianguo") == fresh


def test_several_threads_get_their_own_answers(pinyin):
    asked = ["liu", "wang", "lingshou", "xinghua"] * 25
    expected = {letters: pinyin.candidates(letters) for letters in set(asked)}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(pinyin.candidates, asked))
    assert answers == [expected[letters] for letters in asked]


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL, signal.SIGSTOP])
def test_the_child_may_crash_or_hang(tmp_path, monkeypatch, caplog, how):
    monkeypatch.setattr(child, "ANSWER_SECONDS", 5.0 if how != signal.SIGSTOP else 0.5)
    method = opened(tmp_path / "pinyin")
    os.kill(method.helper.pid, how)
    assert method.candidates("lingshou")[0] == ("零售", 8)
    assert "process of pinyin input was lost" in caplog.text
    assert "lingshou" not in caplog.text
    method.close()


def test_closed_for_good(tmp_path):
    method = opened(tmp_path / "pinyin")
    process = method.helper._child._process
    method.close()
    method.close()
    assert process.returncode is not None
    assert method.candidates("liu") is None


def test_a_child_that_cannot_come_back_gives_nothing_and_says_so(tmp_path, caplog):
    folder = tmp_path / "pinyin"
    method = opened(folder)
    shutil.rmtree(folder)
    os.kill(method.helper.pid, signal.SIGKILL)
    assert method.candidates("liu") is None
    assert "pinyin input is not available" in caplog.text
    method.close()


def test_a_missing_dictionary_is_said_to_the_engineer(tmp_path):
    outcome = Pinyin.open(tmp_path / "pinyin", data=tmp_path / "nowhere")
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("no_input_method", Action.ENGINEER)
    assert "rime-data-pinyin-simp" in outcome.detail


def test_a_missing_library_is_said_to_the_engineer(tmp_path):
    outcome = Pinyin.open(tmp_path / "pinyin", library="librime.so.none")
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("no_input_method", Action.ENGINEER)
    assert "librime-bin" in outcome.detail


def test_a_dictionary_that_does_not_compile_is_a_failure(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "pinyin_simp.dict.yaml").write_bytes((DATA / "pinyin_simp.dict.yaml").read_bytes()[:100])
    outcome = Pinyin.open(tmp_path / "pinyin", data=data)
    assert isinstance(outcome, Failure)
    assert outcome.action is Action.ENGINEER


def test_a_scratch_folder_that_cannot_be_made_is_a_failure(tmp_path):
    (tmp_path / "file").touch()
    outcome = Pinyin.open(tmp_path / "file" / "pinyin")
    assert isinstance(outcome, Failure)
    assert outcome.code == "no_input_method"

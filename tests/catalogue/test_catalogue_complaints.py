# ruff: noqa: E501 - the tables of bad files read best with one case a line
"""Every mistake a writer of items can make is told with its line, its place and a mend."""

from __future__ import annotations

import pytest
from catalogue_files import GOOD, PRINT, line_of, problems_of, write

from catalogue.examples import EXAMPLES
from catalogue.model import Part


def test_every_key_of_the_model_has_an_example():
    keys = {key for part in Part.__subclasses__() if part.__name__[0] != "_" for key in part.model_fields}
    assert keys <= set(EXAMPLES), keys - set(EXAMPLES)
    assert set(EXAMPLES) <= keys, "an example of a key that is gone"


# (what is replaced, by what, the line's text after the change, place, part of the reason, part of the mend)
BAD_SHICHANG = [
    ('level: "4"', "level: 4", "level: 4", "level", "in quotes", '"4"'),
    ("fee: {zh: 不收费, en: Free of charge}", "fee: {zh: 不收费}", "fee: {zh", "guide.fee.en", "missing", "what `zh` says in English"),
    ("handling: collect", "handling: colect", "handling: colect", "handling", "none of", "write `handling: collect`"),
    ("fee: {zh: 不收费, en: Free of charge}", "fee: 不收费", "fee: 不收费", "guide.fee", "own keys", "zh:"),
    ("promised_workdays: 1", "promised_workdays: 5", "promised_workdays: 5", "guide.promised_workdays", "more than the law", "3 or less"),
    ("promised_workdays: 1", "promised_workdays: 0", "promised_workdays: 0", "guide.promised_workdays", "at least one", "1"),
    ("promised_workdays: 1", "promised_workdays: -1", "promised_workdays: -1", "guide.promised_workdays", "less than 0", "1"),
    ("promised_workdays: 1", "promised_workdays: one", "promised_workdays: one", "guide.promised_workdays", "whole number", "1"),
    ("department:", "departmnt:", "departmnt:", "departmnt", "not a key", "department"),
    ("spoken: {zh: 开店办执照, en: open a shop}", 'spoken: {zh: " ", en: open a shop}', 'spoken: {zh: " "', "names.spoken.zh", "blank", "zh:"),
    ("spoken: {zh: 开店办执照, en: open a shop}", 'spoken: {zh: "", en: open a shop}', 'spoken: {zh: ""', "names.spoken.zh", "empty", "zh:"),
    ("devices: [receipt_printer]", "devices: [printer]", "devices: [printer]", "needs.devices[0]", "no device class", "receipt_printer"),
    ("identity: [id_card]", "identity: []", "identity: []", "needs.identity", "nobody", "id_card"),
    ("code: 11990101MB000001934000131127006", "code: 11990101MB000001834000131127006", "code: 119", "code", "no credit code", "18 characters"),
    ("code: 11990101MB000001934000131127006", "code: 11990101MB000001935000131127006", "code: 119", "code", "level is 5", "same"),
    ("code: 11990101MB000001934000131127006", "code: 1234567", "code: 123", "code", "text is needed|in quotes", "code:"),
    ("code: 11990101MB000001934000131127006", "code: X1234567", "code: X123", "code", "31 characters", "credit code"),
    ("id: getihu-sheli", "id: Getihu_sheli", "id: Getihu_sheli\n", "id", "a-z", "write `id: getihu-sheli`"),
    ("id: getihu-sheli", "id: getihu", "id: getihu\n", "id", "not the file's name", "getihu-sheli"),
    ("      - id: trade_name\n", "      - id: Trade Name\n", "- id: Trade Name", "form[1].fields[0].id", "a-z", "write `id: trade_name`"),
    ("      - id: trade_name\n", "      - id: has_trade_name\n", None, "form[1].fields[0].id", "already", "has_trade_name_2"),
    ("  - id: trade_name\n    title", "  - id: name_choice\n    title", None, "form[1].id", "already", "name_choice_2"),
    ("  - id: place_lease", "  - id: identity", None, "materials[3].id", "already", "identity_2"),
    ("          - id: family", "          - id: person", None, "form[2].fields[0].choices[1].id", "already", "person_2"),
    ("field: has_trade_name,", "field: phone,", "field: phone,", "form[1].fields[0].when.field", "before", "has_trade_name"),
    ("field: has_trade_name, equals: true", "field: has_trade_name, equals: perhaps", "equals: perhaps", "form[1].fields[0].when.equals", "never be", "equals: true"),
    ("        purpose: {zh: 执照办好了通知您, en: To tell you when the licence is ready}\n", "", None, "form[7].fields[0].purpose", "missing", "purpose: {zh"),
    ("kind: phone", "kind: choice", 'kind: choice\n        example: "1', "form[7].fields[0].kind", "needs choices", "choices: ["),
    ("kind: phone", "kind: telephone", "kind: telephone", "form[7].fields[0].kind", "none of", "kind: phone"),
    ("kind: area", "kind: text", "choices: villages", "form[4].fields[0].choices", "no choices", "kind: choice"),
    ('example: "10000000001"', "example: 10000000001", "example: 10000000001", "form[7].fields[0].example", "not a right answer", 'example: "10000000001"'),
    ('example: "10000000001"', 'example: "12345"', 'example: "12345"', "form[7].fields[0].example", "not a right answer", "11 digits"),
    ("example: 杏花春", "example: 杏", "example: 杏\n", "form[1].fields[0].example", "not a right answer", "2 to 10"),
    ("example: person", "example: nobody", "example: nobody", "form[2].fields[0].example", "not a right answer", "Choose"),
    ("example: 2000000", "example: {yuan: 3}", "example: {yuan", "form[6].fields[1].example", "", "example:"),
    ("maximum: 200\n", "maximum: 0\n", None, "form[6].fields[0].minimum", "more than", "0"),
    ("kind: yes_no", "kind: yes_no\n        maximum: 3", "maximum: 3", "form[0].fields[0].maximum", "no `maximum`", "delete"),
    ("kind: yes_no", "kind: yes_no\n        han_only: true", "han_only: true\n        example: true", "form[0].fields[0].han_only", "only a text", "kind: text"),
    ("kind: yes_no", "kind: yes_no\n        default: maybe", "default: maybe", "form[0].fields[0].default", "not a right answer", "Choose"),
    ("kind: yes_no", "kind: yes_no\n        not_before: x", "not_before: x", "form[0].fields[0].not_before", "two months", "delete"),
    ("    promise_version: 2026-11\n", "", "way: promise", "materials[2].way", "needs `promise_version`", "2026-11"),
    ("way: promise", "way: card", "promise:\n", "materials[2].promise", "has no `promise`", "way: promise"),
    ("    deferrable_workdays: 5\n", "", "way: later", "materials[3].way", "needs `deferrable_workdays`", "5"),
    ("deferrable_workdays: 5", "deferrable_workdays: 0", "deferrable_workdays: 0", "materials[3].deferrable_workdays", "less than one", "1"),
    ("way: generated\n    trust: D", "way: generated\n    trust: A", "trust: A\n    copies: 1", "materials[1].trust", "is of trust D", "trust: D"),
    ("    original_to_bring: true\n", "", "trust: C", "materials[3].trust", "must still be seen", "original_to_bring"),
    ("aliases: [个体户,", "aliases: [true,", "aliases: [true", "aliases[0]", "in quotes", "aliases: ["),
    ("trust: C", "trust: E", "trust: E", "materials[3].trust", "none of", "trust: D"),
    ("handling: collect", "handling: guide", "form:", "form", "asks for nothing", "collect"),
    ("handling: collect", "handling: print", "handling: print", "handling", "needs `certificate`", "certificate"),
    ('version: "1"\n', 'version: "1"\nversion: "2"\n', 'version: "2"', "version", "stands twice", "one of the two"),
    ('version: "1"\n', 'version: &a "1"\n', "version: &a", "version", "anchors", "write the text out"),
    ('version: "1"\n', "version: !!python/name:os.system x\n", "version: !!", "version", "tags", "delete"),
    ('version: "1"\n', 'version: "1"\n\tlevel: "4"\n', "\tlevel", "(file)", "not valid YAML", "with spaces"),
    ('version: "1"\n', "version: [\n", None, "(file)", "not valid YAML", "indent"),
    ('version: "1"\n', 'version: "1"\naccepts_since: "2"\n', 'accepts_since: "2"', "accepts_since", "newer than `version`", "raise `version`"),
    ('version: "1"\n', 'version: "1"\naccepts_since: first\n', "accepts_since: first", "accepts_since", "no number", 'accepts_since: "1"'),
    ("materials:\n", "materials:\n  - 7\n", "- 7", "materials[0]", "own keys", "materials"),
    ("keywords: [营业执照,", "keywords: [{a: 1},", "keywords: [{", "keywords[0]", "text is needed", "keywords"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line_text", "where", "reason", "mend"), BAD_SHICHANG)
def test_a_bad_file_is_told_with_line_place_and_mend(*, tmp_path, old, new, line_text, where, reason, mend):
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    path = write(tmp_path, text)
    found = [one for one in problems_of(tmp_path) if one.where == where]
    assert found, problems_of(tmp_path)
    problem = found[0]
    assert any(part in problem.reason for part in reason.split("|")), problem
    assert mend in problem.mend, problem
    assert problem.file == path
    assert str(problem).startswith(f"{path}:{problem.line}: {where}: ")
    if line_text is not None:
        assert problem.line == line_of(text, line_text)


BAD_RENSHE = [
    ("not_before: period_from", "not_before: kind", "form[2].fields[1].not_before", "two months", "period_from"),
    ("network: required", "network: later", "needs.network", "needs the line", "required"),
    ("network: required", "network: later", "preview", "needs the line", "preview: false"),
    ("devices: [receipt_printer]", "devices: []", "needs.devices", "no paper", "receipt_printer"),
    ("example: 2025-12", "example: 2019-12", "form[2].fields[1].example", "not a right answer", "January 2020 or later"),
    ("example: 2025-12", "example: 2025-13", "form[2].fields[1].example", "not a right answer", "a year and a month"),
    ("example: 2025-12", "example: 2026-02", "form[2].fields[1].example", "not a right answer", "not come yet"),
    ("example: [pension, injury]", "example: [pension, pension]", "form[1].fields[0].example", "not a right", "Choose"),
    ("legal_workdays: 0", "legal_workdays: ~", "guide.legal_workdays", "valid integer|whole number", "3"),
    ("preview: true", "preview: maybe", "preview", "neither true nor false", "false"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "reason", "mend"), BAD_RENSHE)
def test_a_bad_printing_item_is_told(*, tmp_path, old, new, where, reason, mend):
    text = PRINT.replace(old, new, 1)
    assert text != PRINT
    write(tmp_path, text, domain="renshe", name="shebao-canbao-zhengming.yaml")
    found = [one for one in problems_of(tmp_path) if one.where == where]
    assert found, problems_of(tmp_path)
    assert any(part in found[0].reason for part in reason.split("|")), found[0]
    assert mend in found[0].mend
    line_text = "preview: true" if where == "preview" and "network" in new else new
    assert found[0].line == line_of(text, line_text)


def test_a_missing_part_points_at_the_part_that_lacks_it(tmp_path):
    window = "  window: {name: {zh: 窗口, en: Window}, place: {zh: 一楼, en: Ground floor}, hours: {zh: 白天, en: By day}}\n"
    text = GOOD.replace("  window: shichang\n", window)
    write(tmp_path, text)
    (problem,) = problems_of(tmp_path)
    assert problem.where == "guide.window.phone"
    assert problem.line == line_of(text, window)
    assert 'add `phone: "10000099001"`' in problem.mend


def test_a_page_without_a_question_is_told(tmp_path):
    page = GOOD.index("  - id: contact\n")
    fields = GOOD.index("    fields:\n", page)
    write(tmp_path, GOOD[:fields] + "    fields: []\n" + GOOD[GOOD.index("\nmaterials:") :])
    (problem,) = problems_of(tmp_path)
    assert (problem.where, problem.reason) == ("form[7].fields", "it is empty")


def test_a_field_without_its_purpose_is_still_checked(tmp_path):
    purpose = "        purpose: {zh: 执照办好了通知您, en: To tell you when the licence is ready}\n"
    write(tmp_path, GOOD.replace(purpose, "").replace('example: "10000000001"', "example: 10000000001"))
    assert [one.where for one in problems_of(tmp_path)] == [
        "form[7].fields[0].purpose",
        "form[7].fields[0].example",
    ]


def test_all_errors_of_all_files_come_at_once(tmp_path):
    text = (
        GOOD.replace('level: "4"', "level: 4")
        .replace("example: person", "example: nobody")
        .replace("promised_workdays: 1", "promised_workdays: 9")
        .replace('version: "1"\n', 'version: "1"\nversion: "2"\n')
    )
    write(tmp_path, text)
    write(
        tmp_path,
        PRINT.replace("preview: true", "preview: perhaps"),
        domain="renshe",
        name="shebao-canbao-zhengming.yaml",
    )
    found = problems_of(tmp_path)
    assert {one.where for one in found} >= {
        "level",
        "form[2].fields[0].example",
        "guide.promised_workdays",
        "version",
        "preview",
    }
    assert list(found) == sorted(found, key=lambda one: (one.file, one.line, one.where))


def test_a_crowded_page_is_refused(tmp_path):
    page = GOOD.index("  - id: contact\n")
    fields = "    fields:\n"
    start = GOOD.index(fields, page) + len(fields)
    end = GOOD.index("\nmaterials:")
    field = GOOD[start:end]
    more = "".join(field.replace("id: phone", f"id: phone{n}") for n in range(4))
    text = GOOD[:start] + more + GOOD[end:]
    write(tmp_path, text)
    (problem,) = problems_of(tmp_path)
    assert (problem.where, problem.reason) == (
        "form[7].fields",
        "the page asks 4 things, and more than 3 do not fit",
    )


def test_a_sentence_torn_by_a_comma_is_put_together(tmp_path):
    torn = "fee: {zh: 不收费, en: Free, for all, of charge}"
    write(tmp_path, GOOD.replace("fee: {zh: 不收费, en: Free of charge}", torn))
    found = problems_of(tmp_path)
    assert [one.where for one in found] == ["guide.fee.for all", "guide.fee.of charge"]
    assert all('put it in quotes: `en: "Free, for all, of charge"`' in one.mend for one in found)


def test_every_question_mark_without_quotes_is_told_at_once(tmp_path):
    asked = (
        "fee: {zh: 不收费, en: Free? Yes}\n  output: {zh: 执照, en: 'Is it?'}\n  basis: {zh: 法, en: Law?}\n"
    )
    text = GOOD.replace(GOOD[GOOD.index("  fee:") : GOOD.index("  window: ")], f"  {asked}")
    write(tmp_path, text)
    found = problems_of(tmp_path)
    assert [one.line for one in found] == [line_of(text, "Free? Yes"), line_of(text, "Law?")]
    assert all("in quotes" in one.mend for one in found)

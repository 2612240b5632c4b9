"""The files of a handbook: the same bytes for the same items, the same words in all, and a reader that finds a change."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pypdfium2
import pytest
from handbook_made import made_of, written

from catalogue.realm import Realm
from catalogue.shelf import Catalogue
from handbook.compare import Difference, Kind, bare, differences
from handbook.outputs import outputs
from handbook.pdf import handbook_pdf, sheet_pdf
from typeset.read_back import codes_of, text_of

VOID = frozenset({"meta", "path", "rect"})


def test_equal_items_give_equal_bytes(books, files):
    assert outputs(books, ("zh", "en")) == files


def test_no_machine_and_no_clock_is_in_a_file(books, files):
    for name, content in files.items():
        if not name.endswith(".pdf"):
            continue
        document = pypdfium2.PdfDocument(content)
        assert document.get_metadata_value("CreationDate").startswith("D:20261120000000"), name


def test_what_is_written_is_what_the_items_say(books, files, tmp_path):
    assert differences(books, written(files, tmp_path)) == ()


def test_one_language_on_paper_is_enough(books, files, tmp_path):
    kept = {name: content for name, content in files.items() if "-en" not in name}
    assert differences(books, written(kept, tmp_path)) == ()


def test_every_code_on_the_sheet_is_read_and_is_that_of_the_terminal(books, files):
    for language in ("zh", "en"):
        book = books[language]
        wanted = {one.qr for one in (*book.entries(), *book.lists)}
        assert codes_of(files[f"codes-{language}.pdf"]) == wanted
        assert wanted <= codes_of(files[f"handbook-{language}.pdf"])


def test_every_page_carries_edition_and_watermark(books, files):
    for name in ("handbook-zh.pdf", "codes-zh.pdf"):
        pages = bare(text_of(files[name], 0, 0))
        count = len(pypdfium2.PdfDocument(files[name]))
        cover = 1 if name.startswith("handbook") else 0
        assert pages.count(bare(books["zh"].edition)) >= count - cover
        assert pages.count(bare(books["zh"].watermark)) >= 3 * count


def test_a_real_place_prints_no_watermark(small):
    real = Catalogue(small.items, small.region.model_copy(update={"fictional": False}))
    books = made_of(real, Realm.REAL, "closing")
    for pdf in (handbook_pdf(books["zh"]), sheet_pdf(books["zh"])):
        assert "演示样张" not in bare(text_of(pdf, 0, 0))
    page = outputs(books, ())["web/index.html"].decode()
    assert "演示样张" not in page


def changed(small, name, **guide):
    item = small.items[name]
    other = item.model_copy(update={"guide": item.guide.model_copy(update=guide)})
    return Catalogue({**small.items, name: other}, small.region)


def test_a_word_that_changed_in_one_item_is_found_in_all_three(small, books, files, tmp_path):
    entry = next(books["zh"].entries())
    fee = small.items[entry.item].guide.fee.model_copy(update={"zh": "收费10元"})
    now = made_of(changed(small, entry.item, fee=fee))
    found = differences(now, written(files, tmp_path))
    told = {(one.file, one.name) for one in found if one.kind is Kind.DIFFERS}
    # The fee stands in the code, so the sheet differs with the handbook and the page; English says what it said.
    assert told == {
        ("handbook-zh.pdf", entry.name),
        ("codes-zh.pdf", entry.name),
        (f"web/{entry.item}.html", entry.name),
    }
    old = {one.file for one in found if one.kind is Kind.OLD}
    assert {"handbook-zh.pdf", "handbook-en.pdf", "codes-zh.pdf", f"web/en/{entry.item}.html"} <= old


def test_words_in_another_order_and_words_too_many_are_found(books, files, tmp_path):
    book = books["zh"]
    entry = next(book.entries())
    name = f"web/{entry.item}.html"
    page = files[name].decode()
    first, second = (f'<th scope="row">{label}</th>' for label, _ in entry.rows[:2])
    swapped = page.replace(first, "@").replace(second, first).replace("@", second)
    more = page.replace("</article>", "<p>另收50元</p></article>")
    for text in (swapped, more):
        folder = written({**files, name: text.encode()}, tmp_path)
        assert differences(books, folder) == (Difference(Kind.DIFFERS, name, entry.name),)


@pytest.mark.parametrize("gone", ["handbook-zh.pdf", "codes-en.pdf", "web/en/qingshui-zhengming.html"])
def test_a_file_that_is_gone_is_told(books, files, tmp_path, gone):
    kept = {name: content for name, content in files.items() if name != gone}
    found = differences(books, written(kept, tmp_path))
    if gone == "handbook-zh.pdf":
        assert found == (), "paper in one language is enough"
    else:
        assert found == (Difference(Kind.MISSING, gone),)


def test_what_is_no_pdf_is_told(books, files, tmp_path):
    folder = written({**files, "codes-zh.pdf": b"not a PDF"}, tmp_path)
    assert [one.file for one in differences(books, folder)] == ["codes-zh.pdf"]


def test_a_word_put_into_a_section_on_paper_is_found(books, files, tmp_path):
    """A section is held against the item whole: what was added in the middle of it is found as well."""
    entry = next(books["zh"].entries())
    parts = (replace(entry.parts[0], lines=(*entry.parts[0].lines, "另收50元。")), *entry.parts[1:])
    book = books["zh"]
    tree = book.trees[0]
    chapter = tree.chapters[0]
    entries = (replace(entry, parts=parts), *chapter.entries[1:])
    forged = replace(book, trees=(replace(tree, chapters=(replace(chapter, entries=entries),)),))
    folder = written({**files, "handbook-zh.pdf": handbook_pdf(forged)}, tmp_path)
    assert differences(books, folder) == (Difference(Kind.DIFFERS, "handbook-zh.pdf", entry.name),)


# --- pages of the web -----------------------------------------------------------------------------


class Page(HTMLParser):
    """Whether every element is closed, what it loads, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def pages_of(files):
    return {name.removeprefix("web/"): content.decode() for name, content in files.items() if "web/" in name}


def test_every_page_stands_alone_and_every_link_leads_to_a_page_of_the_folder(files):
    pages = pages_of(files)
    assert "index.html" in pages
    assert "en/index.html" in pages
    for name, text in pages.items():
        page = Page(text)
        assert page.open == []
        kinds = {tag for tag, _ in page.tags}
        assert not kinds & {"script", "link", "img", "iframe", "object"}, f"{name} loads something"
        assert not re.search(r"@import|url\(", text)
        folder = "en/" if name.startswith("en/") else ""
        for link in page.links:
            target = link.removeprefix("../") if link.startswith("../") else folder + link
            assert link.startswith("#") or target in pages, f"{name} leads to {link}"


def test_every_page_can_be_read_by_a_screen_reader(files):
    for name, text in pages_of(files).items():
        page = Page(text)
        html = next(attrs for tag, attrs in page.tags if tag == "html")
        assert html["lang"] == ("en" if name.startswith("en/") else "zh")
        headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(later - before <= 1 for before, later in pairwise(headings))
        assert sum(tag == "main" for tag, _ in page.tags) == 1
        pictures = [attrs for tag, attrs in page.tags if attrs.get("role") == "img"]
        assert len(pictures) == (0 if name.endswith("index.html") else 1)
        assert all(one["aria-label"] for one in pictures)

"""Web pages: their main text and nothing that surrounds it or that nobody sees."""

import time
from pathlib import Path

import pytest

from corpus.documents import SpanKind
from corpus.errors import ReadingError
from ingest.readers.html import read_html
from tests.documents.web_pages import write_all, write_page
from tests.ingest.readers.judging import judge, quotable

_SEEN = "All the words that matter of this page are seen by everybody who opens it."
PAGES = ("guidance", "weblog", "old-tables", "div-soup", "consultation", "accordion", "web-forms")


def text_of(folder: Path, source: str | bytes) -> str:
    return read_html(write_page(folder, source)).text.strip()


def in_main(inner: str) -> str:
    return f"<html><body><nav>Menu</nav><main>{inner}</main></body></html>"


@pytest.mark.parametrize("name", PAGES)
def test_what_visitors_read_can_be_quoted_and_nothing_else(tmp_path: Path, name: str) -> None:
    made = {document.path.stem: document for document in write_all(tmp_path)}[name]
    judge(made, read_html(made.path))


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param('<p style="display : none">X</p>', id="not-displayed"),
        pytest.param('<p style="visibility:hidden">X</p>', id="not-visible"),
        pytest.param("<p hidden>X</p>", id="hidden"),
        pytest.param('<p aria-hidden="true">X</p>', id="hidden-from-screen-readers"),
        pytest.param('<p style="text-indent:-9999px">X</p>', id="off-the-screen"),
        pytest.param('<p style="font-size:0">X</p>', id="without-size"),
        pytest.param('<p style="opacity: 0">X</p>', id="transparent"),
        pytest.param('<span class="sr-only">X</span>', id="for-screen-readers-only"),
        pytest.param("<dialog>X</dialog>", id="closed-dialog"),
    ],
)
def test_what_nobody_sees_is_left_out_with_a_note(tmp_path: Path, hidden: str) -> None:
    page = write_page(tmp_path, in_main(f"<p>Seen.</p>{hidden.replace('X', 'two words')}"))
    reading = read_html(page)
    assert reading.text.strip() == "Seen."
    assert reading.notes == ("2 words that readers of the page cannot see were left out",)


@pytest.mark.parametrize(
    "unseen",
    [
        pytest.param("<script>X</script>", id="script"),
        pytest.param("<style>X</style>", id="style"),
        pytest.param("<noscript>X</noscript>", id="without-scripts"),
        pytest.param("<template>X</template>", id="template"),
        pytest.param("<!-- X -->", id="comment"),
        pytest.param("<nav>X</nav>", id="navigation"),
        pytest.param('<div class="cookie-banner">X</div>', id="cookies"),
        pytest.param('<ul class="c-breadcrumbs"><li>X</ul>', id="breadcrumbs"),
        pytest.param('<div id="comments">X</div>', id="visitors-comments"),
        pytest.param("<button>X</button>", id="button"),
        pytest.param('<label for="a">X</label><input id="a">', id="label-of-a-field"),
        pytest.param('<div class="share"><a>X</a> <a>X</a></div>', id="links-to-share"),
        pytest.param("<svg><text>X</text></svg>", id="drawing"),
    ],
)
def test_furniture_is_left_out_without_a_note(tmp_path: Path, unseen: str) -> None:
    words = unseen.replace("X", "Unwanted words")
    reading = read_html(write_page(tmp_path, in_main(f"<p>{_SEEN}</p>{words}")))
    assert (reading.text.strip(), reading.notes) == (_SEEN, ())


@pytest.mark.parametrize(
    "opened",
    [
        pytest.param('<h2><button aria-expanded="false" aria-controls="p">Q</button></h2><div id="p" hidden>X</div>', id="panel"),
        pytest.param("<details><summary>Q</summary>X</details>", id="details"),
        pytest.param('<div hidden="until-found">X</div>', id="found-by-searching"),
        pytest.param('<p style="opacity:0;transform:translateY(9px)">X</p>', id="fades-in"),
        pytest.param('<p class="footer-note hidden-text">X</p>', id="name-that-only-sounds-like-it"),
    ],
)  # fmt: skip
def test_what_visitors_can_open_is_kept(tmp_path: Path, opened: str) -> None:
    page = write_page(tmp_path, in_main(f"<h1>T</h1>{opened.replace('X', 'These words stay.')}"))
    assert "These words stay." in [words for *_, words in quotable(read_html(page))]


def test_a_page_saved_while_a_dialog_was_open_is_still_read(tmp_path: Path) -> None:
    page = (
        '<body><div aria-hidden="true"><h1>T</h1><p>Read me.</p></div><div role="dialog">No.</div>'
    )
    assert text_of(tmp_path, page) == "T\n\nRead me."


def test_struck_words_are_left_out_with_a_note(tmp_path: Path) -> None:
    reading = read_html(write_page(tmp_path, in_main("<p>It costs <del>£4m</del> <ins>£5m</ins>.")))
    assert reading.text.strip() == "It costs £5m."
    assert reading.notes == ("1 word struck through was left out",)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("<p>A <b>b</b>old<i>er</i> word</p>", "A bolder word", id="marks-within-words"),
        pytest.param("a<script>x()</script>b", "ab", id="script-within-a-word"),
        pytest.param("One<br>line", "One line", id="line-break"),
        pytest.param("One.<br> <br/>Two.", "One.\n\nTwo.", id="two-line-breaks-end-a-paragraph"),
        pytest.param("One<div>two</div>three", "One\n\ntwo\n\nthree", id="words-beside-blocks"),
        pytest.param('<span style="display:block">A</span><span class="block">B</span>', "A\n\nB", id="lines-by-style"),
        pytest.param("&pound;1&nbsp;&ndash;&#32;2 &amp;amp; &lt;p&gt; &#146;s &hellip;", "£1 – 2 &amp; <p> ’s …", id="entities"),
        pytest.param("Com&shy;mis&#8203;sio<wbr>ner ﬁnds\u202e \u202cit", "Commissioner finds it", id="unseen-characters"),
        pytest.param("10<sup>2</sup>, 1<sup>st</sup>, CO<sub>2</sub>", "10², 1st, CO2", id="raised"),
        pytest.param('Yes<sup><a href="#n1">1</a></sup>, no<a href="#n2" role="doc-noteref">*</a>.', "Yes, no.", id="marks-of-notes"),
        pytest.param('See <a href="#annex">annex 1</a>.', "See annex 1.", id="links-within-the-page"),
        pytest.param("He said <q>yes</q>.", "He said “yes”.", id="marks-that-browsers-put"),
        pytest.param("• one<br>• two", "• one\n• two", id="typed-bullets"),
        pytest.param("<ol start=3><li>c<li value=7>g<li>h</ol>", "3. c\n7. g\n8. h", id="numbers"),
        pytest.param("<ol type=a reversed><li>x<li>y</ol>", "b. x\na. y", id="letters-backwards"),
        pytest.param("<ul><li><p>One.</p><p>More.</p><li>Two.</ul>", "• One.\n  More.\n• Two.", id="paragraphs-of-an-item"),
        pytest.param("<h2>Part <button>Copy</button></h2>", "Part", id="button-beside-a-heading"),
        pytest.param("<h2><button>Part</button></h2>", "Part", id="button-that-is-the-heading"),
        pytest.param('<h2 class="nav-links"><a>Roads</a> <a>Rivers</a></h2>What is said of both.', "Roads Rivers\n\nWhat is said of both.", id="heading-of-links"),
        pytest.param("<ul><li>One.<br><br>More.</ul>", "• One.\n  More.", id="item-with-an-empty-line"),
        pytest.param("<p>Today\u0092s</p>", "Today’s", id="characters-of-windows-within-unicode"),
        pytest.param("<ul><li><h3>Card</h3><p>Text.</p></ul>", "Card\n\nText.", id="list-of-cards"),
        pytest.param("<p>One<p>Two<ul><li>a<li>b<ul><li>c</ul></ul><p>Three", "One\n\nTwo\n\n• a\n• b\n  • c\n\nThree", id="tags-left-open"),
        pytest.param("<b><p>One</b> two</p></i>", "One two", id="tags-that-cross"),
        pytest.param("<p>السلام and <bdo dir=rtl>abc</bdo></p>", "السلام and abc", id="right-to-left"),
        pytest.param("<pre>One\n  two\n\nThree</pre>", "One two\n\nThree", id="set-as-typed"),
    ],
)  # fmt: skip
def test_the_words_are_those_that_are_seen(tmp_path: Path, source: str, text: str) -> None:
    assert text_of(tmp_path, in_main(source)) == text


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param("<tr><td>a|b<td>1<tr><td>c<td>2", [("| a∣b | 1 |", ""), ("| c | 2 |", "")], id="without-headings"),
        pytest.param("<tr><td><b>N</b><td><b>V</b><tr><td>c<td>d", [("| c | d |", "| N | V |")], id="bold-headings"),
        pytest.param("<tr><td>N<td>2030<tr><td>c<td>£1.5m", [("| c | £1.5m |", "| N | 2030 |")], id="names-over-figures"),
        pytest.param("<thead><tr><th rowspan=2>N<th colspan=2>G<tr><th>x<th>y<tbody><tr><td>c<td>1<td>2",
                     [("| c | 1 | 2 |", "| N | G x | y |")], id="headings-of-two-lines"),
        pytest.param("<tr><th>N<th>V<tr><td rowspan=2>c<td>1<tr><td>2", [("| c | 1 |", "| N | V |"), ("|  | 2 |", "| N | V |")], id="merged-downwards"),
        pytest.param("<tr><th>N<th>V<tr><th scope=row>c<td>1", [("| c | 1 |", "| N | V |")], id="names-of-rows"),
        pytest.param("<tr><th>N<th>V<tr><td>c<td>1<tr><th>N<th>V<tr><td>d<td>2", [("| c | 1 |", "| N | V |"), ("| d | 2 |", "| N | V |")], id="headings-repeated"),
        pytest.param("<tr><td colspan=2>T<tr><th>N<th>V<tr><td>c<td><ul><li>x<li>y</ul>", [("| c | • x • y |", "| N | V |")], id="title-and-list"),
        pytest.param("<tr><td>Prose.<td>More prose.", [], id="one-row-sets-text"),
        pytest.param("<tr><td>Prose.<tr><td>More prose.", [], id="one-column-sets-text"),
        pytest.param("<tr><td>P<td><table><tr><th>N<th>V<tr><td>c<td>1</table><tr><td>q<td>r", [("| c | 1 |", "| N | V |")], id="table-in-a-table"),
        pytest.param("<tr><td>a<td>b<tr><td colspan=9999 rowspan=9999>c<td>d", [("| a | b |", ""), ("| c | d |", "")], id="cells-of-any-size"),
    ],
)  # fmt: skip
def test_rows_stand_with_the_headings_of_their_columns(
    tmp_path: Path, table: str, rows: list[tuple[str, str]]
) -> None:
    reading = read_html(write_page(tmp_path, in_main(f"<p>A.</p><table>{table}</table><p>B.</p>")))
    spans = quotable(reading)
    assert [(words, lead) for _, kind, lead, words in spans if kind is SpanKind.ROW] == rows
    assert (spans[0][3], spans[-1][3]) == ("A.", "B.")


@pytest.mark.parametrize(
    ("around", "name"),
    [
        pytest.param("<main>{}</main>", "main", id="main"),
        pytest.param('<div role="main">{}</div>', "div", id="role"),
        pytest.param("<article>{}</article>", "article", id="only-article"),
        pytest.param('<div class="c1"><div class="c2">{}</div></div>', "div", id="nothing-said"),
        pytest.param(
            "<table><tr><td><a href=/>Home page of ours</a><td>{}</table>", "td", id="table"
        ),
    ],
)
def test_the_main_text_is_found_beside_a_sidebar(tmp_path: Path, around: str, name: str) -> None:
    words = "".join(
        f"<p>The panel met {n} times in the year and spoke of burglary.</p>" for n in range(9)
    )
    side = "<div class=side><h3>Popular</h3><p><a href=/1>Winter in the county</a></p><p>Call us.</p></div>"
    page = f"<html><body><div>{side}</div>{around.format(words)}<div>{side}</div></body></html>"
    text = text_of(tmp_path, page)
    assert text.count("The panel met") == 9
    assert "Winter" not in text


def test_an_article_that_is_only_a_teaser_is_not_the_main_text(tmp_path: Path) -> None:
    words = "".join(
        f"<p>The panel met {n} times in the year and spoke of crime.</p>" for n in range(9)
    )
    page = f"<body><div><h1>T</h1>{words}</div><article><p>Read this next.</p></article>"
    assert text_of(tmp_path, page).count("The panel met") == 9


def test_a_title_that_stands_before_the_main_text_heads_it(tmp_path: Path) -> None:
    page = "<body><div class=hero><h1>Report</h1></div><main><h2>Part</h2><p>Words.</p></main>"
    assert quotable(read_html(write_page(tmp_path, page)))[0][0] == ("Report", "Part")


def test_the_name_of_the_site_is_no_title(tmp_path: Path) -> None:
    page = "<body><h1 class=site-title>Office</h1><main><h2>Part</h2><p>Words.</p></main>"
    assert quotable(read_html(write_page(tmp_path, page)))[0][0] == ("Part",)


def test_text_after_what_opens_does_not_stand_under_its_heading(tmp_path: Path) -> None:
    page = in_main(
        "<h1>T</h1><details><summary>More</summary><p>Inside.</p></details><p>After.</p>"
    )
    assert [headings for headings, *_ in quotable(read_html(write_page(tmp_path, page)))] == [
        ("T",)
    ] * 3


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("<meta charset=utf-8><p>“Café” – £5</p>".encode(), id="declared-utf-8"),
        pytest.param("<p>“Café” – £5</p>".encode(), id="undeclared-utf-8"),
        pytest.param("<p>“Café” – £5</p>".encode("utf-8-sig"), id="byte-order-mark"),
        pytest.param("<p>“Café” – £5</p>".encode("utf-16"), id="utf-16"),
        pytest.param("<meta charset=windows-1252><p>“Café” – £5</p>".encode("cp1252"), id="windows"),
        pytest.param("<meta charset=iso-8859-1><p>“Café” – £5</p>".encode("cp1252"), id="latin-1-means-windows"),
        pytest.param("<meta charset=us-ascii><p>“Café” – £5</p>".encode("cp1252"), id="ascii-means-windows"),
        pytest.param("<p>“Café” – £5</p>".encode("cp1252"), id="undeclared-windows"),
        pytest.param(b"<meta charset=utf-8><p>\x93Caf\xc3\xa9\x94 \xe2\x80\x93 \xc2\xa35</p>", id="windows-bytes-in-utf-8"),
        pytest.param("<meta charset=no-such><p>“Café” – £5</p>".encode(), id="unknown-charset"),
        pytest.param("<meta charset=unicode_escape><p>“Café” – £5</p>".encode(), id="charset-of-python"),
    ],
)  # fmt: skip
def test_characters_are_those_that_a_browser_shows(tmp_path: Path, raw: bytes) -> None:
    assert text_of(tmp_path, raw) == "“Café” – £5"


_DEEP = "has more than 200 elements in each other, so it was not read; open it in a browser"
_NOTHING = "holds no text; perhaps scripts put it there, so open it in a browser and save it as PDF"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("<html>" + "<div>" * 10_000 + "Deep.", _DEEP, id="10,000-divisions"),
        pytest.param("<html>" + "<b>" * 10_000 + "Deep.", _DEEP, id="10,000-bold-marks"),
        pytest.param("<html>" + "<table><tr><td>" * 3_000 + "Deep.", _DEEP, id="3,000-tables"),
        pytest.param("<html><body><script>show('words')</script>", _NOTHING, id="only-scripts"),
        pytest.param("<html><frameset><frame src=a></frameset>", _NOTHING, id="only-frames"),
        pytest.param("<html><body><p>—</p></body>", _NOTHING, id="only-marks"),
        pytest.param("", "is empty; get it again", id="empty"),
        pytest.param(" \n ", "is empty; get it again", id="white-space"),
        pytest.param(bytes(range(256)) * 9, "is not a web page but holds other data", id="junk"),
        pytest.param(b"\x00" * 900, "is not a web page but holds other data", id="zeros"),
        pytest.param("Words.", "holds no HTML; if it is plain text, rename it to .txt", id="text"),
        pytest.param(b"<html>" + b" " * (21 * 2**20), "is 21 MB, and of a web page 20 MB are read", id="too-large"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_read_is_named_with_the_remedy(
    tmp_path: Path, source: str | bytes, message: str
) -> None:
    page = write_page(tmp_path, source)
    with pytest.raises(ReadingError) as caught:
        read_html(page)
    assert str(caught.value).startswith(f"{page}: {message}")


def test_nothing_outside_a_page_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password", "utf-8")
    page = (
        f'<!DOCTYPE html SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f'<html><body><iframe src="{secret.as_uri()}"></iframe><p>Words &s; here.</p></body></html>'
    )
    assert "password" not in text_of(tmp_path, page)


def test_a_page_with_broken_characters_says_so(tmp_path: Path) -> None:
    reading = read_html(write_page(tmp_path, in_main("<p>Saved bad\ufffdly.</p>")))
    assert reading.notes == ("broken characters stand as \ufffd, 1 in all; get the page again",)


def test_merged_cells_of_any_size_take_no_time(tmp_path: Path) -> None:
    row = "<tr>" + "<td colspan=999 rowspan=999>x" * 40
    started = time.monotonic()
    assert "x" in text_of(tmp_path, f"<html><body><table>{row * 20}</table>")
    assert time.monotonic() - started < 10

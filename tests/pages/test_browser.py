"""The pages in a real Chromium: what people do with them, and that nothing is asked of any other place."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import httpx
import pytest

from quotes.matching.text_fragment import text_fragment
from tests.pages.conftest import Serve, watch
from tests.pages.test_pages import every_page, quotes_of

pytestmark = pytest.mark.browser

# Every quotation of the page as the browser has it: the words of its marks, and where they stand in the text. The text
# is what the page shows of the article; offsets are counted in characters, as Python does, not in UTF-16 units.
MARKS = """() => {
  const text = document.querySelector('.text');
  const length = (words) => Array.from(words).length;
  return [...text.querySelectorAll('mark')].map((mark) => {
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEndBefore(mark);
    const start = length(before.toString());
    return {quote: mark.dataset.quote, part: Number(mark.dataset.part), words: mark.textContent, start,
            end: start + length(mark.textContent)};
  });
}"""


def test_a_speaker_is_found_under_another_spelling_while_typing(page: Any) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Speaker")
    box.press_sequentially("Lukashenka", delay=20)
    option = page.get_by_role("option", name=re.compile("Alexander Lukashenko"))
    option.wait_for()
    box.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    box.press("Enter")
    page.wait_for_url("**/?speaker=*")
    assert "q=" not in page.url and "outlet=" not in page.url
    page.get_by_role("main").get_by_role("link", name="Alexander Lukashenko").first.click()
    page.wait_for_url("**/browse/speakers/alexander-lukashenko")
    assert page.get_by_role("heading", level=1).inner_text() == "Alexander Lukashenko"
    aliases = page.get_by_role("complementary").get_by_role("listitem")
    assert aliases.filter(has_text="Alyaksandr Lukashenka").first.is_visible()
    assert page.get_by_role("group", name="Quotations over time").get_by_role("link").count() >= 1


def test_a_choice_stays_when_a_later_answer_comes_in(page: Any) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Speaker")
    option = page.get_by_role("option", name=re.compile("Alexander Lukashenko"))
    box.press_sequentially("Luka")
    option.wait_for()
    late: list[Any] = []
    page.route("**/speakers?*", lambda route: late.append(route))
    with page.expect_request("**/speakers?*q=Lukashenka"):
        box.press_sequentially("shenka")
    box.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    with page.expect_response("**/speakers?*q=Lukashenka") as answer:
        late[-1].continue_()
    answer.value.finished()
    assert page.evaluate("() => new Promise((done) => setTimeout(done, 100))") is None
    assert option.get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("article", ["004_51d4aff566c199a8", "000_c7836625c4b14dd2", "tricky", "hostile"])
def test_exactly_the_right_characters_are_marked(page: Any, client: httpx.Client, article: str) -> None:
    found = client.get(f"/articles/{article}").json()
    page.goto(f"/browse/articles/{article}")
    assert page.locator(".text").evaluate("(text) => text.textContent") == found["text"].lstrip()
    lead = len(found["text"]) - len(found["text"].lstrip())
    marks = page.evaluate(MARKS)
    expected = {(quote["id"], number): part for quote in found["quotes"] for number, part in enumerate(quote["parts"])}
    assert {(mark["quote"], mark["part"]) for mark in marks} == set(expected)
    for key, part in expected.items():
        pieces = [mark for mark in marks if (mark["quote"], mark["part"]) == key]
        assert pieces[0]["start"] + lead == part["start"]
        assert pieces[-1]["end"] + lead == part["end"]
        assert "".join(piece["words"] for piece in pieces) == part["text"]


def test_hover_focus_and_escape_show_and_hide_the_evidence(page: Any, client: httpx.Client) -> None:
    quotes = [quote for quote in client.get("/articles/004_51d4aff566c199a8").json()["quotes"] if quote["cue"]]
    first, second = quotes[1], quotes[2]
    page.goto("/browse/articles/004_51d4aff566c199a8")
    box = page.get_by_role("tooltip")
    assert not box.is_visible()
    page.locator(f"mark[data-quote={first['id']}] a").first.hover()
    box.wait_for()
    shown = box.inner_text()
    for words in (first["speaker"]["name"], first["cue"]["text"], first["rule"], first["why"]):
        assert words in shown
    assert f"{round(first['confidence'] * 100)}%" in shown
    assert page.locator(f"[data-of~={first['id']}].lit").count() >= 1
    page.keyboard.press("Escape")
    assert not box.is_visible()
    page.mouse.move(0, 0)
    page.locator(f"mark[data-quote={second['id']}] a").first.focus()
    box.wait_for()
    assert second["why"] in box.inner_text()
    assert page.locator(f"mark[data-quote={second['id']}] a").first.get_attribute("aria-describedby")


def test_a_touch_shows_the_evidence_first(browser: Any, client: httpx.Client) -> None:
    context = browser.new_context(
        base_url=str(client.base_url), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    wrong = watch(context, str(client.base_url))
    try:
        page = context.new_page()
        page.goto("/browse/articles/tricky")
        link = page.locator("mark a").first
        link.tap()
        page.get_by_role("tooltip").wait_for()
        assert "#" not in page.url
        link.tap()
        page.wait_for_url("**#why-*")
    finally:
        context.close()
    assert wrong == []


def test_paste_and_extract(page: Any) -> None:
    page.goto("/try")
    text = "🙂 “We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday. “And soon.”"
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Find the quotations").click()
    page.get_by_role("heading", name="2 quotations").wait_for()
    assert page.url.endswith("/try")
    marks = page.evaluate(MARKS)
    assert [mark["words"] for mark in marks] == ["We will rebuild the bridge,", "And soon."]
    assert all(text[mark["start"] : mark["end"]] == mark["words"] for mark in marks)
    assert page.get_by_label("Speakers").get_by_text("Ana Lopez").is_visible()
    page.get_by_label("Text").fill("Nobody says a word.")
    page.get_by_role("button", name="Find the quotations").click()
    page.get_by_role("heading", name="0 quotations").wait_for()


def test_copy_buttons_copy(page: Any, client: httpx.Client) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    page.goto(f"/browse/quotes/{quote['id']}")
    for label in ("Plain text", "Markdown", "HTML", "BibTeX", "Frame, no script", "Web component"):
        page.get_by_role("button", name=f"Copy {label}").click()
        page.get_by_role("button", name=f"Copy {label}").get_by_text("Copied").wait_for()
        assert (
            page.evaluate("navigator.clipboard.readText()") == page.locator(f"pre[aria-label='{label}']").inner_text()
        )


@contextmanager
def other_site(html: str) -> Iterator[str]:
    """A page of another origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode() if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.mark.parametrize("which", ["plain", "hostile"])
def test_a_card_shows_in_a_page_of_another_origin(browser: Any, client: httpx.Client, which: str) -> None:
    quote = client.get("/quotes/qhostile00000000").json()
    if which == "plain":
        quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    frame = client.get("/oembed", params={"url": quote["links"]["self"]}).json()["html"]
    base = str(client.base_url).rstrip("/")
    component = (
        f'<script type="module" src="{base}/static/quote-card.js"></script>'
        f'<quote-card src="{quote["links"]["embed"]}"><p>fallback</p></quote-card>'
    )
    # what a careful site allows: nothing inline, scripts and frames of the quotes server alone
    own = "; ".join(f"{kind}-src {base}" for kind in ("script", "connect", "frame"))
    policy = f"default-src 'none'; {own}; img-src data:; style-src 'unsafe-inline'"
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>x</title>'
    html = f'<!doctype html><html lang="en">{head}<link rel="icon" href="data:,">{frame}{component}'
    with other_site(html) as address:
        context = browser.new_context(viewport={"width": 800, "height": 900})
        wrong = watch(context, address, base)
        try:
            page = context.new_page()
            page.goto(address)
            words = page.frame_locator("iframe").locator("blockquote")
            words.wait_for()
            assert words.text_content() == f"“{quote['text']}”"
            card = page.locator("quote-card")
            card.locator("blockquote").wait_for()
            assert card.locator("blockquote").text_content() == f"“{quote['text']}”"
            assert not page.get_by_text("fallback").is_visible()
            hrefs = card.locator("a").evaluate_all("(links) => links.map((link) => link.href)")
            assert hrefs and all(href.startswith("http") for href in hrefs)
            assert page.evaluate("window.broken") is None
            inside = page.frames[1]
            assert inside.evaluate("document.documentElement.scrollHeight <= innerHeight") or which == "hostile"
        finally:
            context.close()
    assert wrong == []


def test_a_page_that_is_no_embed_cannot_be_framed(browser: Any, client: httpx.Client) -> None:
    with other_site(
        f'<!doctype html><title>x</title><iframe src="{client.base_url}browse/speakers"></iframe>'
    ) as address:
        context = browser.new_context()
        try:
            page = context.new_page()
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert "Speakers" not in page.frames[1].content()
        finally:
            context.close()


def test_hostile_words_show_as_text_everywhere(page: Any, client: httpx.Client) -> None:
    quote = client.get("/quotes/qhostile00000000").json()
    for address in every_page(client) * 2:  # the second time from the browser's cache, after a 304
        page.goto(address)
        assert page.evaluate("window.broken") is None, address
        assert page.locator("main img").count() == 0, address
    page.goto("/browse/quotes/qhostile00000000")
    assert quote["text"] in page.locator(".feature blockquote").text_content()
    assert "javascript:" not in page.evaluate("[...document.links].map((link) => link.href).join(' ')")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(page: Any, client: httpx.Client, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for address in every_page(client):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_reading_works_without_scripts(browser: Any, client: httpx.Client) -> None:
    context = browser.new_context(base_url=str(client.base_url), java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Speaker").fill("Lukashenka")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("main").get_by_role("link", name="Alexander Lukashenko").first.click()
        page.get_by_role("heading", name="Alexander Lukashenko").wait_for()
        page.goto("/browse/articles/tricky")
        page.locator("mark a").first.click()
        assert "#why-" in page.url
        page.locator(".note summary").first.click()
        assert page.locator(".note .evidence").first.is_visible()
    finally:
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(browser: Any, client: httpx.Client, scheme: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    context = browser.new_context(
        base_url=str(client.base_url), color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    found = []
    try:
        page = context.new_page()
        for address in every_page(client)[:17]:  # one of each kind; the rest has other words alone
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
            if address == "/try":
                page.get_by_role("button", name="Find the quotations").click()
                page.locator("#result mark").first.wait_for()
            result = axe.run(page, options={"resultTypes": ["violations"]})
            found += [
                f"{address}: {violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
                for violation in result.response["violations"]
            ]
    finally:
        context.close()
    assert found == []


def test_the_whole_is_usable_by_keyboard(page: Any) -> None:
    page.goto("/browse/articles/tricky")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('mark') !== null"):
            break
    assert page.get_by_role("tooltip").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**#why-*")


def test_a_closed_server_shows_people_nothing(browser: Any, serve: Serve) -> None:
    """Where reading needs a key, pages need it too."""
    with serve(public_read=False, api_key="k") as closed:
        context = browser.new_context(base_url=str(closed.base_url))
        try:
            page = context.new_page()
            response = page.goto("/")
            assert response.status == 401
            assert "Lukashenko" not in page.content()
        finally:
            context.close()


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_source_link_leads_to_the_right_one_of_the_same_words(browser: Any, which: int) -> None:
    """Three paragraphs say the same words; Chromium itself, not our idea of it, must scroll to the one meant."""
    speakers = ("Ann Lee", "Bo Orr, a pilot", "Cy Day")
    paragraphs = [f"“We won – it’s over,” said {name} (R&D, well-known)." for name in speakers]
    text = "\n".join(paragraphs)
    start = [match.start() for match in re.finditer("We won", text)][which]
    fragment = text_fragment(text, start, start + len("We won – it’s over,"))
    tall = "<div style='height:3000px'></div>"
    body = "".join(f"{tall}<p id=p{number}>{escape(words)}</p>" for number, words in enumerate(paragraphs))
    with other_site(f"<!doctype html><meta charset=utf-8><title>x</title>{body}{tall}") as address:
        context = browser.new_context(viewport={"width": 800, "height": 600})
        try:
            page = context.new_page()
            page.goto(f"{address}#{fragment}")
            page.wait_for_function("scrollY > 0")
            tops = [page.locator(f"#p{number}").bounding_box()["y"] for number in range(3)]
            assert [number for number, top in enumerate(tops) if 0 <= top <= 600] == [which]
        finally:
            context.close()

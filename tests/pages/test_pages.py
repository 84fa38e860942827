"""The pages as a browser without scripts, a feed reader and an editor of another site see them: over real HTTP."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import httpx
import pytest

from api.app import create_app
from api.http.headers import PAGE_POLICY
from quotes.config import Settings
from quotes.io.ingest import ingest_extractions
from quotes.models import Failure
from quotes.store import Store
from tests.api.serving import serving
from tests.pages.conftest import Serve
from tests.pages.quotations import hostile_extraction
from tests.pages.test_feeds import ATOM, check_atom, check_json_feed

HTML = {"Accept": "text/html"}
SPELLINGS = ("Lukashenko", "Lukashenka", "Alyaksandr Lukashenka", "Aleksandr Lukashenko", "alexander lukashenko")


class Outline(HTMLParser):
    """The elements of a page with their attributes, and the JSON-LD it carries."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.data: list[Any] = []
        self._script: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.elements.append((tag, found))
        if tag == "script":
            self._script = found.get("type", "text/javascript")

    def handle_data(self, words: str) -> None:
        if self._script == "application/ld+json":
            self.data.append(json.loads(words))
        elif self._script is not None:
            raise AssertionError(f"a script in the page itself: {words[:80]}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [has for name, has in self.elements if name == tag and attributes.items() <= has.items()]


def quotes_of(client: httpx.Client, **parameters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/quotes", params=parameters).json()["items"]
    assert found
    return found


def every_page(client: httpx.Client) -> list[str]:
    """An address of every kind of page, those of the hostile article among them."""
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    hostile = client.get("/quotes/qhostile00000000").json()
    assert hostile["speaker"]["id"]
    pages = ["/", "/?speaker=Lukashenko&q=country", "/?q=nothing-like-it", "/?q=window", "/browse/speakers", "/try",
             "/browse/compare?speaker=Lukashenko&speaker=Putin&speaker=nobody-here",
             "/browse/articles", "/browse/articles?q=script"]  # fmt: skip
    for one in (quote, hostile):
        pages += [
            f"/browse/quotes/{one['id']}",
            f"/browse/articles/{one['article']['id']}",
            f"/browse/speakers/{one['speaker']['id']}",
            f"/browse/quotes/{one['id']}/versions",
            f"/browse/speakers/{one['speaker']['id']}/around",
            f"/embed/quotes/{one['id']}",
            f"/embed/quotes?article={one['article']['id']}",
        ]
    return pages


def test_every_page_is_whole_and_nothing_in_it_can_run(client: httpx.Client) -> None:
    for address in every_page(client):
        response = client.get(address, headers=HTML)
        assert response.status_code == 200, (address, response.text[:500])
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        outline = Outline(response.text)
        for tag, attributes in outline.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (address, tag)
            for name in ("href", "src", "action", "cite", "xlink:href"):
                value = attributes.get(name, "https:")
                assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (address, value)
            assert tag not in ("img", "object", "embed"), address
            loads = attributes.get("src") if tag in ("script", "iframe") else None
            if tag == "link" and attributes.get("rel") in ("stylesheet", "icon"):
                loads = attributes["href"]
            assert loads is None or loads.startswith("/static/"), (address, loads)
        assert outline.all("html", lang="en")


def test_only_embeds_may_be_framed(client: httpx.Client) -> None:
    for address in every_page(client):
        policy = client.get(address, headers=HTML).headers["content-security-policy"]
        rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
        assert rules["default-src"] == ["'none'"]
        assert not any("unsafe" in value for values in rules.values() for value in values)
        framed = ["*"] if address.startswith("/embed/") else ["'none'"]
        assert rules["frame-ancestors"] == framed, address
        if address.startswith("/embed/"):
            assert "script-src" not in rules and "connect-src" not in rules


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_speaker_is_found_under_any_spelling(client: httpx.Client, spelling: str) -> None:
    response = client.get("/", params={"speaker": spelling}, headers=HTML)
    links = {element.get("href", "") for element in Outline(response.text).all("a")}
    assert "/browse/speakers/alexander-lukashenko" in links
    assert "We will not give up the country to anyone" in response.text


def test_a_form_with_empty_fields_asks_for_what_is_filled_in(client: httpx.Client) -> None:
    empty = {"speaker": "", "q": "country", "outlet": "", "since": "", "until": "", "kind": "", "min_confidence": "",
             "sort": "", "utm_source": "elsewhere"}  # fmt: skip
    response = client.get("/", params=empty, headers=HTML)
    assert response.status_code == 200
    count = client.get("/quotes", params={"q": "country", "count": "true"}).json()["count"]
    assert f">{count} quotation" in response.text


def test_a_wrong_value_is_told_beside_the_form(client: httpx.Client) -> None:
    response = client.get("/", params={"since": "yesterday"}, headers=HTML)
    assert response.status_code == 422
    assert "give a date as" in response.text
    assert Outline(response.text).all("form", role="search")


def test_what_is_not_there_is_a_page_for_people_and_a_problem_for_programs(client: httpx.Client) -> None:
    for address in ("/browse/quotes/q0", "/browse/speakers/no-one", "/browse/articles/none", "/embed/quotes/q0"):
        for_people = client.get(address, headers=HTML)
        assert for_people.status_code == 404
        assert Outline(for_people.text).all("html")
        for_programs = client.get(address, headers={"Accept": "application/json"})
        assert for_programs.status_code == 404
        assert for_programs.headers["content-type"] == "application/problem+json"


def test_the_text_is_shown_only_where_it_may_be(client: httpx.Client, serve: Serve) -> None:
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    address = f"/browse/articles/{quote['article']['id']}"
    outside = "The postelection turmoil comes after a period of rising tensions"
    with_text = client.get(address, headers=HTML).text
    assert outside in with_text and f'data-quote="{quote["id"]}"' in with_text
    with serve(serve_text=False) as closed:
        without = closed.get(address, headers=HTML).text
        assert outside not in without
        assert quote["text"].rstrip(",") in without


def test_a_merged_speaker_moves_here_too(serve: Serve) -> None:
    with serve(api_key="k") as client:
        headers = {"Authorization": "Bearer k"}
        ids = ["alexander-lukashenko", "vladimir-putin"]
        merged = client.post(f"/speakers/{ids[0]}/merge", json={"ids": ids[1:]}, headers=headers)
        assert merged.status_code == 200, merged.text
        response = client.get(f"/browse/speakers/{ids[1]}", headers=HTML)
        assert response.status_code == 301
        assert response.headers["location"] == f"/browse/speakers/{ids[0]}"


def test_pages_carry_the_quotation_for_machines(client: httpx.Client) -> None:
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    outline = Outline(client.get(f"/browse/quotes/{quote['id']}", headers=HTML).text)
    [data] = outline.data
    assert (data["@type"], data["text"], data["creator"]["name"]) == (
        "Quotation",
        quote["text"],
        quote["speaker"]["name"],
    )
    alternates = {link["type"].split(";")[0]: link["href"] for link in outline.all("link", rel="alternate")}
    assert client.get(alternates["application/json+oembed"]).json()["type"] == "rich"
    annotation = client.get(alternates["application/ld+json"])
    assert annotation.headers["content-type"] == 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
    selector = annotation.json()["target"]["selector"]
    assert selector[0]["exact"] == quote["parts"][0]["text"]
    text = client.get(f"/articles/{quote['article']['id']}").json()["text"]
    assert text[selector[1]["start"] : selector[1]["end"]] == selector[0]["exact"]
    assert text.count(selector[0]["prefix"] + selector[0]["exact"] + selector[0]["suffix"]) == 1


@pytest.mark.parametrize("asked", [{}, {"speaker": "Lukashenka"}, {"q": "window"}, {"q": "no such words"}])
def test_feeds_of_any_question_are_valid(client: httpx.Client, asked: dict[str, str]) -> None:
    expected = client.get("/quotes", params=asked).json()["items"]
    as_json = client.get("/feeds/quotes.json", params=asked)
    assert as_json.headers["content-type"] == "application/feed+json"
    check_json_feed(as_json.json())
    assert [item["content_text"] for item in as_json.json()["items"]] == [quote["text"] for quote in expected]
    as_atom = client.get("/feeds/quotes.atom", params=asked)
    assert as_atom.headers["content-type"] == "application/atom+xml"
    root = check_atom(as_atom.content)
    assert len(root.findall(f"{ATOM}entry")) == len(expected)
    assert "<script" not in as_atom.text
    for response in (as_json, as_atom):
        again = client.get(response.request.url, headers={"If-None-Match": response.headers["etag"]})
        assert again.status_code == 304


def test_a_feed_goes_on_in_its_next_page(client: httpx.Client) -> None:
    seen: list[str] = []
    address: str | None = "/feeds/quotes.json?limit=7&speaker=Lukashenko"
    while address:
        found = client.get(address).json()
        seen += [item["id"].rpartition("/")[2] for item in found["items"]]
        address = found.get("next_url")
    assert seen == [quote["id"] for quote in quotes_of(client, speaker="Lukashenko", limit=200)]
    first = ET.fromstring(client.get("/feeds/quotes.atom?limit=7&speaker=Lukashenko").content)
    [following] = [link.get("href", "") for link in first.findall(f"{ATOM}link") if link.get("rel") == "next"]
    entries = ET.fromstring(client.get(following).content).findall(f"{ATOM}entry/{ATOM}id")
    assert [(entry.text or "").rpartition("/")[2] for entry in entries] == seen[7:14]


def oembed(client: httpx.Client, path: str, **parameters: Any) -> httpx.Response:
    base = str(client.base_url).rstrip("/")
    return client.get("/oembed", params={"url": path if "://" in path else base + path, **parameters})


def test_oembed_answers_for_every_address_of_a_quotation(client: httpx.Client) -> None:
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    for path in (f"/quotes/{quote['id']}", f"/browse/quotes/{quote['id']}", f"/embed/quotes/{quote['id']}"):
        found = oembed(client, path, format="json", dnt="1").json()
        assert (found["type"], found["version"]) == ("rich", "1.0")
        assert found["author_name"] == quote["speaker"]["name"]
        [frame] = Outline(found["html"]).all("iframe")
        assert frame["src"] == quote["links"]["embed"]
        assert client.get(frame["src"]).status_code == 200
        assert (frame["width"], frame["height"]) == (str(found["width"]), str(found["height"]))
    for path in ("/?speaker=Lukashenko", "/embed/quotes?speaker=Lukashenko", "/browse/speakers/alexander-lukashenko"):
        [frame] = Outline(oembed(client, path).json()["html"]).all("iframe")
        assert parse_qs(urlsplit(frame["src"]).query)["speaker"][0] in ("Lukashenko", "alexander-lukashenko")


def test_oembed_keeps_within_the_room_it_is_given(client: httpx.Client) -> None:
    path = f"/quotes/{quotes_of(client, speaker='Lukashenko', limit=1)[0]['id']}"
    wide = oembed(client, path).json()
    narrow = oembed(client, path, maxwidth=300, maxheight=180).json()
    assert narrow["width"] == 300 < wide["width"]
    assert narrow["height"] == 180


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("/quotes/q0", {}, 404),
        ("/docs", {}, 404),
        ("/browse/speakers/no-one", {}, 404),
        ("/", {}, 404),
        ("https://other.example/quotes/q1", {}, 404),
        ("javascript:alert(1)", {}, 404),
        ("http://[::1", {}, 404),
        ("/?speaker=x", {"format": "xml"}, 501),
        ("/?speaker=x", {"format": "yaml"}, 422),
        ("/?speaker=x", {"maxwidth": "wide"}, 422),
        ("/?speaker=x", {"url": ""}, 422),
    ],
)
def test_oembed_refuses_as_its_specification_says(
    client: httpx.Client, path: str, parameters: dict[str, str], status: int
) -> None:
    response = oembed(client, path, **parameters)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_an_embed_asks_for_nothing_else(client: httpx.Client) -> None:
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    card = client.get(f"/embed/quotes/{quote['id']}", headers=HTML)
    outline = Outline(card.text)
    assert not outline.all("link", rel="stylesheet") and not outline.all("iframe")
    assert [script["type"] for script in outline.all("script")] == ["application/ld+json"]
    assert quote["links"]["source"] in {link.get("href") for link in outline.all("a")}
    several = client.get("/embed/quotes?speaker=Lukashenka&limit=3", headers=HTML)
    assert len(Outline(several.text).all("article")) == 3
    refused = client.get("/embed/quotes?speakr=x", headers=HTML)
    assert refused.status_code == 400 and "speaker" in refused.text


def test_try_it_without_scripts(client: httpx.Client) -> None:
    text = "“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday."
    response = client.post("/try", data={"text": text}, headers=HTML)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    [mark] = Outline(response.text).all("mark")
    assert (mark["data-start"], mark["data-end"]) == ("1", "28")
    assert "Ana Lopez" in response.text
    nothing = client.post("/try", data={"text": "  "}, headers=HTML)
    assert nothing.status_code == 400 and "There is nothing to read yet" in nothing.text
    long = client.post("/try", data={"text": "word " * 50_000}, headers=HTML)
    assert long.status_code == 413


def test_try_it_takes_files_and_html_and_says_why_no_address(client: httpx.Client) -> None:
    said = "“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday."
    for sent in (
        {"files": {"file": ("a.txt", said.encode())}},
        {"files": {"file": ("a.html", f"<article><p>{said}</p></article>".encode())}},
        {"files": {"file": ("", b"")}, "data": {"text": f"<p>{said}</p>"}},
        {"data": {"text": f"<div><p>{said}</p></div>"}},
    ):
        page = client.post("/try", headers=HTML, **sent)  # type: ignore[arg-type]
        assert page.status_code == 200, page.text
        [mark] = Outline(page.text).all("mark")
        assert mark["data-start"] == "1" and "Ana Lopez" in page.text
    picture = client.post("/try", files={"file": ("<b>.png", b"\x89PNG\r\n\x1a\n00")}, headers=HTML)
    assert picture.status_code == 400 and "&lt;b&gt;.png" in picture.text
    for address in ("https://news.example/a?b=c", " www.example.org/x \n"):
        page = client.post("/try", data={"text": address}, headers=HTML)
        assert page.status_code == 400 and "fetches nothing from the web" in page.text


def test_a_portrait_over_time(serve: Serve) -> None:
    months = {"2023-05-02": "ferry", "2023-11-20": "harbour"}
    with serve(api_key="k") as client:
        for published, word in months.items():
            text = f"“The {word} is closed, and a {word} must open,” Greta Holm said. “My {word},” Greta Holm said."
            article = {"text": text, "published": published, "outlet": f"The {word} news"}
            added = client.post("/articles", json=article, headers={"Authorization": "Bearer k"})
            assert added.status_code == 201, added.text
        html = client.get("/browse/speakers/greta-holm", headers=HTML).text
        outline = Outline(html)
        bars = [link["href"] for link in outline.all("a") if "aria-label" in link]
        spans = [(parse_qs(urlsplit(bar).query)["since"], parse_qs(urlsplit(bar).query)["until"]) for bar in bars]
        assert spans == [(["2023-05-01"], ["2023-05-31"]), (["2023-11-01"], ["2023-11-30"])]
        for bar in bars:
            assert ">2 quotations<" in client.get(bar, headers=HTML).text
        told = re.findall(r"<dt><a [^>]*>([^<]+)</a></dt><dd>([^<]*)</dd>", html)
        assert told == [("May 2023", "ferry"), ("November 2023", "harbour")]


def test_what_a_page_loads_is_kept_by_the_browser_and_lent_to_other_sites(client: httpx.Client) -> None:
    outline = Outline(client.get("/", headers=HTML).text)
    [style] = outline.all("link", rel="stylesheet")
    assert client.get(style["href"]).headers["cache-control"] == "public, max-age=31536000, immutable"
    card = client.get("/static/quote-card.js", headers={"Origin": "https://other.example"})
    assert card.headers["cache-control"] == "public, max-age=3600"
    assert card.headers["access-control-allow-origin"] == "*"
    assert card.headers["content-type"].startswith("text/javascript")
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_pages_on_either_database(store: Store) -> None:
    """The seeded server is on SQLite; here every kind of page on both, over an article of a few words."""
    [kept] = ingest_extractions(store, [hostile_extraction()])
    assert not isinstance(kept, Failure)
    settings = Settings(_env_file=None, rate_limit="", serve_text=True, database_url="sqlite:///unused.db", api_key="k")
    with serving(create_app(settings, store=store)) as client:
        speaker = client.get("/quotes/qhostile00000000").json()["speaker"]["id"]
        for address in ("/", "/?q=window&kind=direct&min_confidence=0.5", f"/?speaker={speaker}&since=2024-01-01",
                        "/browse/speakers?q=scr", f"/browse/speakers/{speaker}", "/browse/articles?q=script",
                        "/browse/articles/hostile", "/browse/quotes/qhostile00000000",
                        f"/browse/compare?speaker={speaker}", f"/browse/speakers/{speaker}/around",
                        "/browse/quotes/qhostile00000000/versions",
                        "/embed/quotes/qhostile00000000", "/embed/quotes?q=window", "/feeds/quotes.json",
                        "/feeds/quotes.atom", "/quotes/qhostile00000000/annotation"):  # fmt: skip
            response = client.get(address)
            assert response.status_code == 200, (address, response.text[:300])
            assert "window.broken" in response.text or address.startswith("/browse/speakers?"), address
        client.post("/sign-in", data={"key": "k"})
        place = "/desk/quotes/qhostile00000000"
        for todo in ("refuse", "undo", "nobody", "undo"):
            found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(place).text)
            assert found
            done = client.post(place, data={"token": found[1], "do": todo})
            assert done.status_code == 303, (todo, done.text[:300])
        for address in ("/desk", "/desk/suggestions", f"/desk/speakers/{speaker}", place, "/desk/upload"):
            assert client.get(address).status_code == 200, address
        assert client.get("/quotes/qhostile00000000").json()["speaker"]["id"] == speaker


def test_what_changed_since_is_said(serve: Serve) -> None:
    with serve(api_key="k") as client:
        key = {"Authorization": "Bearer k"}
        article = {"url": "https://news.example/ferry", "text": "“The ferry sails,” Greta Holm said."}
        [old] = client.post("/articles", json=article, headers=key).json()["quotes"]
        article["text"] = "“The ferry stays in port,” Greta Holm said."
        [new] = client.post("/articles", json=article, headers=key).json()["quotes"]
        page = client.get(f"/browse/quotes/{old['id']}", headers=HTML)
        assert page.status_code == 200
        assert "The article has changed since" in page.text and "The ferry sails," in page.text
        assert "The article has changed since" not in client.get(f"/browse/quotes/{new['id']}", headers=HTML).text
        corrected = client.patch(f"/quotes/{new['id']}", json={"speaker": "Nils Holm"}, headers=key)
        assert corrected.status_code == 200, corrected.text
        page = client.get(f"/browse/quotes/{new['id']}", headers=HTML)
        assert "The speaker was set by a person" in page.text
        assert "Nils Holm</bdi></a>" in page.text


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/search?q=x", "/?q=x"),
        ("/try/", "/try"),
        ("/docs/", "/docs"),
        ("/browse", "/"),
        ("/browse/speakers/", "/browse/speakers"),
    ],
)
def test_a_near_miss_leads_to_the_page(client: httpx.Client, asked: str, meant: str) -> None:
    found = client.get(asked, headers=HTML)
    assert (found.status_code, found.headers["location"]) == (308, meant)


def test_a_wrong_address_is_a_page_for_people_and_a_problem_for_programs(client: httpx.Client) -> None:
    for address, status in (("/serch", 404), ("/quotes?speakr=x", 400), ("/browse/nothing", 404), ("/speakers/x", 404)):
        page = client.get(address, headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
        assert page.status_code == status and page.headers["content-type"].startswith("text/html"), address
        assert Outline(page.text).all("nav") and page.headers["content-security-policy"] == PAGE_POLICY
        data = client.get(address, headers={"Accept": "*/*"})
        assert data.status_code == status and data.headers["content-type"] == "application/problem+json"
    assert "did you mean" in client.get("/quotes?speakr=x", headers=HTML).text
    assert client.delete("/articles/none", headers=HTML).headers["content-type"].startswith("text/html")


def test_robots_and_icon(client: httpx.Client) -> None:
    robots = client.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain") and "Disallow: /desk" in robots.text
    assert "Disallow: /\n" not in robots.text
    assert client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_everything_stands_under_the_path_of_the_public_address(serve: Serve) -> None:
    """The proxy takes `/quotes` away; pages, files, feeds, embeds and oEmbed put it back."""
    base = "https://news.example/quotes"
    with serve(base_url=base, allowed_hosts="*", api_key="k") as client:
        quote = client.get("/quotes", params={"speaker": "Lukashenko", "limit": 1}).json()["items"][0]
        assert quote["links"]["self"] == f"{base}/quotes/{quote['id']}"
        for address in [*every_page(client), "/docs", "/redoc", "/sign-in", "/nothing", "/?speaker=Lukashenko&q=the"]:
            outline = Outline(client.get(address, headers=HTML).text)
            for tag, attributes in outline.elements:
                for name in ("href", "src", "action", "data-suggest", "data-open", "data-spec"):
                    value = attributes.get(name, "#")
                    inside = value.startswith(("#", "/quotes/", f"{base}/"))
                    assert inside or (tag == "a" and value.startswith("http")), (address, value)
        for link in Outline(client.get("/", headers=HTML).text).all("link", rel="stylesheet"):
            assert client.get(link["href"].removeprefix("/quotes")).status_code == 200
        assert client.get("/search", headers=HTML).headers["location"] == "/quotes/"
        found = client.get("/oembed", params={"url": f"{base}/browse/quotes/{quote['id']}"})
        assert f"{base}/embed/quotes/{quote['id']}" in found.json()["html"]
        assert client.get("/feeds/quotes.json").json()["feed_url"].startswith(f"{base}/feeds/")
        assert client.get("/openapi.json").json()["servers"] == [{"url": "/quotes"}]


def test_a_card_has_the_colours_asked_for_and_no_width_of_its_own(client: httpx.Client) -> None:
    quote = quotes_of(client, speaker="Lukashenko", limit=1)[0]
    for address in (f"/embed/quotes/{quote['id']}?", "/embed/quotes?speaker=Lukashenko&"):
        for asked, theme in (("", "light"), ("theme=dark", "dark"), ("theme=auto", "auto")):
            [page] = Outline(client.get(address + asked, headers=HTML).text).all("html")
            assert page["data-theme"] == theme
        assert client.get(address + "theme=pink").status_code == 422
    [frame] = Outline(oembed(client, f"/embed/quotes/{quote['id']}?theme=dark").json()["html"]).all("iframe")
    assert frame["src"].endswith("?theme=dark")
    shown = client.get(f"/browse/quotes/{quote['id']}", headers=HTML).text
    assert "max-width:600px" not in shown and "width:100%" in shown

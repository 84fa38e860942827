"""All of it below /quotes of another host, through the documented block of a real nginx with TLS."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from tests.api.test_proxy import MISSING, NGINX, ROOT, nginx
from tests.pages.conftest import TRICKY, Serve
from tests.pages.test_pages import HTML, Outline

KEY = "an editor's key"
HOST = "https://news.example"
BASE = f"{HOST}/quotes"
BLOCK = (ROOT / "docs/deploy/nginx-under-a-path.conf").read_text()
OPENSSL = shutil.which("openssl")
MOST = 150
ADDRESSES = ("href", "src", "action", "data-suggest", "data-open", "data-spec")

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason=MISSING),
    pytest.mark.skipif(
        OPENSSL is None, reason="openssl is not installed; on Debian and Ubuntu: apt-get install openssl"
    ),
]


@pytest.fixture(scope="module")
def proxied(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of nginx under its public name; nothing but the certificate's files and the ports is put in."""
    folder = tmp_path_factory.mktemp("nginx")
    certificate, key = folder / "certificate.pem", folder / "certificate.key"
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    block = BLOCK.replace("/etc/ssl/certs/news.example.pem", str(certificate))
    block = block.replace("/etc/ssl/private/news.example.key", str(key))
    trusted = ssl.create_default_context(cafile=certificate)
    with (
        serve(base_url=BASE, api_key=f"ann:{KEY}") as backend,
        nginx(folder, block, backend.base_url.port or 80, tls=trusted) as client,
    ):
        client.headers["Host"] = "news.example"
        yield client


def kind_of(address: str) -> str:
    """Addresses of one kind of page: the same but for what is between slashes after the second, and values."""
    parts = urlsplit(address)
    names = "&".join(sorted({pair.partition("=")[0] for pair in parts.query.split("&")}))
    return re.sub(r"(/quotes/\w+/?\w*)/[^/]+", r"\1/*", parts.path) + "?" + names


def get(client: httpx.Client, address: str, **headers: str) -> httpx.Response:
    """What nginx answers to a public address."""
    parts = urlsplit(address)
    return client.get(parts.path + (f"?{parts.query}" if parts.query else ""), headers={**HTML, **headers})


def addresses_in(answer: httpx.Response, page: str) -> set[str]:
    """The public addresses of this site that a page or a style sheet names; all are below the path."""
    found: set[str] = set()
    if answer.headers["content-type"].startswith("text/html"):
        for tag, attributes in Outline(answer.text).elements:
            posted = tag == "form" and attributes.get("method", "get") != "get"
            found |= {attributes[name] for name in ADDRESSES if attributes.get(name) and not posted}
    elif answer.headers["content-type"].startswith("text/css"):
        found |= set(re.findall(r"url\(\s*[\"']?([^\"')]+)", answer.text))
    whole = {urljoin(page, value).partition("#")[0] for value in found}
    return {address for address in whole if address.startswith(HOST)} - {str(TRICKY.url)}


def test_whatever_a_page_leads_to_is_there_below_the_path(proxied: httpx.Client) -> None:
    waiting, seen, kinds = (
        [f"{BASE}/", f"{BASE}/docs", f"{BASE}/redoc", f"{BASE}/browse/speakers/"],
        set[str](),
        set[str](),
    )
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen or kind_of(address) in kinds:
            continue
        seen.add(address)
        kinds.add(kind_of(address))
        assert address.startswith(BASE), address
        answer = get(proxied, address)
        if "guide is not built" in answer.text:
            continue
        assert answer.status_code < 400, (address, answer.status_code, answer.text[:300])
        if answer.is_redirect:
            waiting.append(urljoin(address, answer.headers["location"]))
            continue
        waiting += sorted(addresses_in(answer, address))
    reached = {urlsplit(address).path.removeprefix("/quotes/").partition("/")[0] for address in seen}
    assert {"", "browse", "static", "feeds", "quotes", "embed", "docs"} <= reached, reached


def test_what_programs_ask_for_leads_below_the_path(proxied: httpx.Client) -> None:
    listed = get(proxied, f"{BASE}/quotes?limit=1", Accept="application/json").json()
    [quote] = listed["items"]
    own = [
        listed["next"],
        *(quote["links"][name] for name in ("self", "article", "speaker", "embed") if quote["links"][name]),
    ]
    for address in own:
        assert address.startswith(f"{BASE}/"), address
        assert get(proxied, address).status_code == 200
    found = get(proxied, f"{BASE}/oembed?url={BASE}/browse/quotes/{quote['id']}", Accept="application/json").json()
    [frame] = Outline(found["html"]).all("iframe")
    assert frame["src"].startswith(f"{BASE}/embed/") and get(proxied, frame["src"]).status_code == 200
    feed = get(proxied, f"{BASE}/feeds/quotes.json").json()
    assert feed["feed_url"].startswith(f"{BASE}/feeds/") and get(proxied, feed["feed_url"]).status_code == 200
    assert get(proxied, f"{BASE}/openapi.json").json()["servers"] == [{"url": "/quotes"}]


def test_signing_in_and_correcting_below_the_path(proxied: httpx.Client) -> None:
    cookie = sign_in(proxied)
    assert "path=/quotes" in cookie.lower() and "secure" in cookie.lower() and "httponly" in cookie.lower()
    signed = {"Cookie": cookie.partition(";")[0]}
    listed = get(proxied, f"{BASE}/quotes?speaker=Lukashenko&limit=1", Accept="application/json").json()
    place = f"{BASE}/desk/quotes/{listed['items'][0]['id']}"
    page = get(proxied, place, **signed)
    [token] = {one["value"] for one in Outline(page.text).all("input", name="token")}
    for todo in ("refuse", "undo"):
        sent = proxied.post(urlsplit(place).path, data={"token": token, "do": todo}, headers={**HTML, **signed})
        assert sent.status_code == 303, sent.text
        assert urljoin(place, sent.headers["location"]).startswith(place)
    uploaded = proxied.post(
        "/quotes/desk/upload", data={"token": token, "text": "“We sail,” Bo Orr said."}, headers={**HTML, **signed}
    )
    assert (
        uploaded.status_code == 303
        and get(proxied, urljoin(place, uploaded.headers["location"]), **signed).status_code == 200
    )


def sign_in(client: httpx.Client) -> str:
    """The cookie that the sign-in page gives, with all that is said of it."""
    answer = client.post("/quotes/sign-in", data={"key": KEY, "then": "/desk"}, headers=HTML)
    assert answer.status_code == 303 and answer.headers["location"] == "/quotes/desk"
    return str(answer.headers["set-cookie"])


@pytest.mark.parametrize("path", ["/quotes/", "/quotes/static/site.css", "/quotes/nowhere", "/quotes/quotes?sort=x"])
def test_answers_over_tls_say_so(proxied: httpx.Client, path: str) -> None:
    assert proxied.get(path).headers["strict-transport-security"] == "max-age=31536000"


def test_the_bare_path_and_plain_http_lead_to_the_place(proxied: httpx.Client) -> None:
    assert get(proxied, BASE).headers["location"] == f"{BASE}/"
    wrong: Any = get(proxied, f"{HOST}/quotesque")
    assert wrong.status_code == 404, "what only begins like the path is another thing of the host"

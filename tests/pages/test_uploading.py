"""Articles brought to the desk: files of many kinds, zips, pasted texts; what fails says its mend."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.pages.conftest import Serve
from tests.pages.test_desk import KEY, token
from tests.pages.test_pages import HTML

SAID = "“The {0} is closed until {0} morning,” Greta Holm said on Monday."
HOSTILE = '"><script>window.broken=1</script>.txt'


@pytest.fixture
def desk(serve: Serve) -> Iterator[httpx.Client]:
    with serve(api_key=KEY) as client:
        client.follow_redirects = True
        client.headers.update(HTML)
        client.post("/sign-in", data={"key": KEY})
        yield client


def packed(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def send(client: httpx.Client, files: list[tuple[str, bytes]] = [], text: str = "", **fields: Any) -> str:  # noqa: B006
    """The page when all is read."""
    data = {"token": token(client), "text": text, **fields}
    parts = [("files", (name, content)) for name, content in files] or [("files", ("", b""))]
    page = client.post("/desk/upload", data=data, files=parts)
    for _ in range(600):
        if "Done: " in page.text or not page.url.path.startswith("/desk/uploads/"):
            break
        time.sleep(0.1)
        page = client.get(page.url)
    return page.text


def test_files_of_many_kinds_and_what_fails(desk: httpx.Client) -> None:
    page = send(
        desk,
        [
            ("ferry.txt", SAID.format("ferry").encode()),
            ("C:\\news\\page.html", f"<article><h1>Gate</h1><p>{SAID.format('gate')}</p></article>".encode()),
            ("two.jsonl", "\n".join(f'{{"text": "{SAID.format(word)}"}}' for word in ("mine", "mill")).encode()),
            (HOSTILE, SAID.format("window").encode()),
            ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
            ("empty.txt", b""),
        ],
    )
    assert "Done: 5 new, 0 revised, 0 here already, 2 not read. 5 quotations." in page
    told = re.findall(r"<li><p><bdi>([^<]*)</bdi></p></li>", page)
    assert [words.partition(": ")[0] for words in told] == ["picture.png", "empty.txt"]
    assert told[0].count(": ") == 1
    assert "<script>window" not in page
    assert desk.get("/quotes", params={"speaker": "Greta Holm", "count": True}).json()["count"] == 5
    again = send(desk, [("ferry.txt", SAID.format("ferry").encode())])
    assert "Done: 0 new, 0 revised, 1 here already" in again
    other = send(desk, [("ferry.txt", SAID.format("bridge").encode())])
    assert "Done: 1 new" in other, "a file's name alone overwrites nothing"


def test_a_zip_with_folders(desk: httpx.Client) -> None:
    files = {f"{day}/story.txt": SAID.format(day) for day in ("monday", "friday")}
    junk = {"__MACOSX/x.txt": "x", ".DS_Store": "x", "a.exe": "MZ", "folder/": ""}
    page = send(desk, [("all.zip", packed({**files, **junk}))])
    assert "Done: 2 new" in page and "1 file of kinds not read here: .exe 1." in page
    assert "Done: 0 new, 0 revised, 2 here already" in send(desk, [("all.zip", packed(files))])


def test_zips_that_are_none_or_too_much(desk: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.unpacking.MOST_BYTES", 1_000_000)
    bomb = packed({"bomb.txt": bytes(5_000_000), "later.txt": SAID.format("later")})
    many = packed({f"{number}.txt": "x" for number in range(2_001)})
    page = send(desk, [("bomb.zip", bomb), ("no.zip", b"PK\x03\x04 cut"), ("many.zip", many)])
    assert "Done: 0 new" in page and "3 not read" in page
    assert "send it in several" in page and "it is no zip" in page and "2,001 files" in page


def test_pasted_texts(desk: httpx.Client) -> None:
    texts = [SAID.format("ferry"), f"<p>{SAID.format('<b>gate</b>')}</p>", SAID.format("mill")]
    page = send(desk, text="\r\n-----\r\n".join(texts))
    assert "Done: 3 new" in page and "3 quotations" in page
    assert "There is nothing to read yet" in send(desk, text="---\n ")


def test_an_upload_is_shown_to_nobody_else_and_needs_its_own_form(desk: httpx.Client, serve: Serve) -> None:
    wrong = desk.post("/desk/upload", data={"token": "0" * 64, "text": "x"}, files={"files": ("a.txt", b"x")})
    assert wrong.status_code == 403
    for run in ("0" * 32, "..%2f..%2fetc", "x"):
        assert desk.get(f"/desk/uploads/{run}").status_code == 404
    desk.cookies.clear()
    assert desk.get(f"/desk/uploads/{'0' * 32}").url.path == "/sign-in"

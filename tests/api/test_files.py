"""Files sent to `POST /articles`, as `curl -F file=@story.docx` sends them."""

from __future__ import annotations

import httpx
import pytest

from api import schemas
from tests.api.serving import WRITING
from tests.io.make_files import FILES


def send(client: httpx.Client, *names: str, **fields: str) -> httpx.Response:
    files = [("file", (name, (FILES / name).read_bytes())) for name in names]
    return client.post("/articles", files=files, data=fields, headers=WRITING)


def test_a_file_is_read_and_stored_once(sqlite_client: httpx.Client) -> None:
    answer = send(sqlite_client, "word.docx", outlet="The Ledger", url="https://ledger.example/bridge")
    assert answer.status_code == 201, answer.text
    schemas.StoredMany.model_validate(answer.json())
    [stored] = answer.json()["items"]
    assert (stored["title"], stored["author"], stored["outlet"]) == ("Bridge opens", "Mia Sund", "The Ledger")
    again = send(sqlite_client, "word.docx", outlet="The Ledger", url="https://ledger.example/bridge")
    assert (again.status_code, again.json()["items"][0]["change"]) == (200, "same")


def test_a_table_and_other_files_go_in_together(sqlite_client: httpx.Client) -> None:
    answer = send(sqlite_client, "spreadsheet.csv", "hugo.md", "letter.pdf")
    assert answer.status_code == 201, answer.text
    assert [item["title"] for item in answer.json()["items"]] == [
        "Bridge opens", "A night of water", "Bridge opens", "Bridge opens",
    ]  # fmt: skip
    assert answer.json()["notes"] == ["Not used: section 1, draft 1; --map FIELD=NAME uses one."]


def test_columns_are_mapped_and_days_read_as_told(sqlite_client: httpx.Client) -> None:
    answer = send(sqlite_client, "survey.csv", map="text=answer,date=day", day_first="true")
    assert answer.json()["items"][0]["published"] == "2020-08-05"
    assert "error" in answer.json()["items"][1], "one that cannot be read is said in its place"


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"colour": "red"}, 400, "colour"),
        ({"day_first": "perhaps"}, 400, "true or false"),
        ({"url": "javascript:alert(1)"}, 400, "web address"),
        ({"map": "colour=red"}, 400, "no field"),
    ],
)
def test_what_the_form_says_is_checked(
    sqlite_client: httpx.Client, fields: dict[str, str], status: int, words: str
) -> None:
    answer = send(sqlite_client, "survey.csv", **fields)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]


def test_metadata_are_of_one_file(sqlite_client: httpx.Client) -> None:
    assert send(sqlite_client, "word.docx", "hugo.md", title="Both").status_code == 400
    assert sqlite_client.post("/articles", files={"other": b"x"}, headers=WRITING).status_code == 400
    broken = sqlite_client.post(
        "/articles", content=b"x", headers={**WRITING, "Content-Type": "multipart/form-data; boundary=y"}
    )
    assert broken.status_code == 400


def test_a_file_that_is_no_article_is_refused_in_words(sqlite_client: httpx.Client) -> None:
    picture = {"file": ("a.png", b"\x89PNG\r\n\x1a\n")}
    answer = sqlite_client.post("/articles", files=picture, headers=WRITING)
    assert answer.status_code == 415 and "picture" in answer.json()["detail"]


def test_files_need_a_key(sqlite_client: httpx.Client) -> None:
    assert sqlite_client.post("/articles", files={"file": ("a.txt", b"words")}).status_code in (401, 403)
    assert sqlite_client.get("/articles").json()["items"] == []


def test_other_bodies_still_have_to_say_that_they_are_json(sqlite_client: httpx.Client) -> None:
    answer = sqlite_client.post("/articles", content=b"words", headers={**WRITING, "Content-Type": "text/plain"})
    assert answer.status_code == 415

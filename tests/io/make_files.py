"""Writes tests/io/files anew: the files of newsrooms and analysts, each as the program that makes it writes it.

python -m tests.io.make_files
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from datetime import datetime
from email import policy
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pyarrow
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FILES = Path(__file__).parent / "files"

BRIDGE = "The bridge opens on Monday.\n\n“We waited four years for this,” said Ann Lee, the mayor."
FLOOD = "Water stood in the streets.\n\n“Nobody slept,” Karim Haddad, a baker, told reporters. “It’s over now.”"
ROWS = [
    {
        "headline": "Bridge opens",
        "body": BRIDGE,
        "pubDate": "August 15, 2020",
        "publisher": "The Ledger",
        "byline": "Mia Sund",
        "link": "https://ledger.example/bridge",
        "section": "City",
    },
    {
        "headline": "A night of water",
        "body": FLOOD,
        "pubDate": "15 Aug 2020",
        "publisher": "The Ledger",
        "byline": "",
        "link": "https://ledger.example/flood",
        "section": "",
    },
]


def write(name: str, content: bytes | str) -> None:
    content = content.encode() if isinstance(content, str) else content
    (FILES / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)


def table(rows: list[dict[str, str]], **options: str) -> str:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), **options)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def tables() -> None:
    write("spreadsheet.csv", table(ROWS).encode("utf-8-sig"))
    write("german-spreadsheet.csv", table(ROWS, delimiter=";").encode("cp1252"))
    write("old-mac.csv", table(ROWS).encode("mac_roman"))
    write("scraped.tsv", table(ROWS, delimiter="\t"))
    write("scraped.csv.gz", table(ROWS))
    frame = [
        {"": "0", "id": "12.0", "article": BRIDGE, "date": "2020-08-15 00:00:00", "source": "nan"},
        {"": "1", "id": "13.0", "article": FLOOD, "date": "NaT", "source": "Wire"},
    ]
    write("pandas.csv", table(frame))
    survey = [{"respondent": "7", "answer": FLOOD, "day": "05/08/2020"}, {"respondent": "8", "answer": "", "day": ""}]
    write("survey.csv", table(survey))
    columns = {
        "id": pyarrow.array([1, 2]),
        "text": pyarrow.array([BRIDGE, FLOOD]),
        "published_at": pyarrow.array([datetime(2020, 8, 15, 10), None], pyarrow.timestamp("ns", "UTC")),
        "words": pyarrow.array([15, 17]),
    }
    parquet.write_table(pyarrow.table(columns), FILES / "lake.parquet")


def json_files() -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    write("crawl.jsonl", lines)
    write("crawl.jsonl.gz", lines)
    write("powershell.jsonl", ("\ufeff" + lines.replace("\n", "\r\n")).encode("utf-16-le"))
    write("array.json", json.dumps(ROWS, ensure_ascii=False, indent=2))
    page = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bridge opens",
        "articleBody": BRIDGE,
        "datePublished": "2020-08-15T10:00:00Z",
        "author": [{"@type": "Person", "name": "Mia Sund"}, {"@type": "Person", "name": "Bo Ek"}],
        "publisher": {"@type": "Organization", "name": "The Ledger"},
    }
    write("linked-data.json", json.dumps(page, indent=1))
    markup = "".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n"))
    moments = [{"content": markup, "timestamp": 1597485600000, "guid": 7, "tags": ["a"], "author": 3}]
    write("milliseconds.json", json.dumps(moments))


PAGE = (
    "<!DOCTYPE html><html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>"
    + "".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n"))
    + "</article></body></html>"
)
URL = "https://ledger.example/bridge"


def words() -> None:
    write("2020-08-15 bridge.txt", f"Bridge opens\nBy Mia Sund\n\n{BRIDGE}\n")
    write("no-ending", f"Bridge opens\n\n{BRIDGE}\n".encode("utf-16-be"))
    front = '---\ntitle: "Bridge opens"\ndate: 2020-08-15\nauthors:\n  - Mia Sund\n  - Bo Ek\ndraft: false\n---\n'
    write("hugo.md", f"{front}\n{BRIDGE}\n")
    write("story_saved.html", PAGE.replace("<article>", "<article><p class='date'>August 15, 2020</p>"))


def mailbox(first: EmailMessage) -> None:
    """Two messages as Thunderbird keeps them: the second has a line that begins as a message does."""
    second = EmailMessage()
    second["From"] = "desk@ledger.example"
    second["To"] = "all@ledger.example"
    second["Subject"] = "Flood"
    second.set_content(f"{FLOOD}\n\nFrom Monday on the bridge is open.", charset="utf-8", cte="8bit")
    lines = []
    for message in (first, second):
        lines.append(b"From - Sat Aug 15 10:00:00 2020\nX-Mozilla-Status: 0001\n")
        content = message.as_bytes(policy=policy.SMTP.clone(linesep="\n"))
        lines.append(content.replace(b"\nFrom ", b"\n>From ") + b"\n")
    write("Sent.mbox", b"".join(lines))


def messages() -> None:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = "Mia Sund <mia@ledger.example>"
    mail["To"] = "desk@ledger.example"
    mail["Subject"] = "Bridge öffnet"
    mail["Date"] = "Sat, 15 Aug 2020 10:00:00 +0200"
    mail["Message-ID"] = "<1@ledger.example>"
    mail.set_content(BRIDGE.replace("\n\n", "\n\n"), charset="utf-8", cte="quoted-printable")
    mail.add_alternative(PAGE, subtype="html", cte="base64")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="bridge.png")
    mail.set_boundary("=part=")
    next(mail.iter_parts()).set_boundary("=words=")
    write("release.eml", mail.as_bytes())
    mailbox(mail)
    page = EmailMessage(policy=policy.SMTP)
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = URL
    page["Subject"] = "Bridge opens"
    page["Date"] = "Mon, 7 Sep 2026 10:00:00 -0000"
    page.set_content(PAGE, subtype="html", cte="quoted-printable")
    page.make_related(boundary="=saved=")
    write("chrome.mhtml", page.as_bytes())


def document() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    first, second = BRIDGE.split("\n\n")
    said, rest = second[:30], second[30:]
    body = (
        f'<w:document xmlns:w="{w}"><w:body>'
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge opens</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>{first}</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>{said}</w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>{rest}</w:t></w:r></w:ins></w:p>"
        "</w:body></w:document>"
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Mia Sund</dc:creator></cp:coreProperties>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", body),
            ("docProps/core.xml", core),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2020, 8, 15, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
    write("word.docx", made.getvalue())


def feeds() -> None:
    markup = escape("".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n")))
    write(
        "wordpress.rss",
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ledger</title><item><title>'
        f"Bridge &amp; road open</title><link>{URL}</link><dc:creator>Mia Sund</dc:creator>"
        f"<pubDate>Sat, 15 Aug 2020 10:00:00 +0000</pubDate>"
        f"<description>Short.</description><content:encoded>{markup}</content:encoded></item><item><title>Flood</title>"
        "<link>https://ledger.example/flood</link><description>Water.</description></item></channel></rss>",
    )
    write(
        "atom.xml",
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Ledger</title><entry>'
        f'<title>Bridge opens</title><link rel="alternate" href="{URL}"/><author><name>Mia Sund</name></author>'
        f'<updated>2020-08-15T10:00:00Z</updated><content type="html">{markup}</content></entry></feed>',
    )


def agencies() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n"))
    write(
        "agency.nitf",
        '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf><head><docdata>'
        '<date.issue norm="20200815T100000Z"/><doc-id id-string="bridge-1"/></docdata>'
        '<pubdata name="The Ledger"/></head><body><body.head><hedline>'
        "<hl1>Bridge opens</hl1></hedline><byline>By <person>Mia Sund</person></byline></body.head><body.content>"
        f"{paragraphs}<media><media-caption><p>A bridge.</p></media-caption></media></body.content></body></nitf>",
    )
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:ledger:{0}"><itemMeta>'
        "<provider literal='The Ledger'/><versionCreated>2020-08-15T10:00:00Z</versionCreated>"
        "</itemMeta><contentMeta><headline>Bridge opens</headline>"
        "<by>Mia Sund</by></contentMeta><contentSet>{1}</contentSet></newsItem>"
    )
    page = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs}</body></html></inlineXML>'
    write(
        "agency.xml",
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        + item.format(1, page)
        + item.format(2, "<remoteContent href='a.jpg'/>")
        + "</itemSet></newsMessage>",
    )


def services() -> None:
    markup = "".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n"))
    result = {
        "id": "uk/2020/aug/15/bridge",
        "webPublicationDate": "2020-08-15T10:00:00Z",
        "webTitle": "Bridge opens",
        "webUrl": URL,
        "fields": {"headline": "Bridge opens", "byline": "Mia Sund", "body": markup, "bodyText": BRIDGE},
    }
    write("guardian.json", json.dumps({"response": {"status": "ok", "total": 1, "results": [result]}}))
    article = {
        "source": {"id": None, "name": "The Ledger"},
        "author": "Mia Sund",
        "title": "Bridge opens",
        "description": "Short.",
        "url": URL,
        "publishedAt": "2020-08-15T10:00:00Z",
        "content": f"{BRIDGE}… [+1234 chars]",
    }
    write("newsapi.json", json.dumps({"status": "ok", "totalResults": 1, "articles": [article]}))
    ninjs = {
        "uri": "urn:ledger:1",
        "versioncreated": "2020-08-15T10:00:00Z",
        "headline": "Bridge opens",
        "byline": "Mia Sund",
        "body_html": markup,
    }
    write("ninjs.json", json.dumps(ninjs, indent=1))


def archive() -> None:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    for url, kind, content in ((URL, "text/html; charset=utf-8", PAGE), (URL + ".css", "text/css", "p {}")):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        known = {"WARC-Date": "2020-08-16T00:00:00Z", "WARC-Record-ID": "<urn:uuid:0>"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", io.BytesIO(content.encode()), http_headers=headers, warc_headers_dict=known
            )
        )
    (FILES / "crawl.warc.gz").write_bytes(made.getvalue())


def portable() -> None:
    """The smallest PDF with two lines of words in it."""
    lines = [r"(The bridge opens on Monday.) Tj 0 -20 Td", r"(\223We waited,\224 said Ann Lee, the mayor.) Tj"]
    drawn = "BT /F1 12 Tf 50 700 Td " + " ".join(lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        " /Encoding /WinAnsiEncoding >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Title (Bridge opens) /Author (Mia Sund) >>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    write("letter.pdf", f"{made}xref\n0 6\n0000000000 65535 f \n{table}{trailer}")


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for make in (tables, json_files, words, messages, document, feeds, agencies, services, archive, portable):
        make()

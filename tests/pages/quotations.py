"""Quotations in the public shape for the tests of every format: a plain one, and one that tries everything."""

from __future__ import annotations

from typing import Any

from quotes.models import Document, Extraction, Person, Quote, Speaker, TextRange

BASE = "https://quotes.example"

# What an article may say to break out of each format it ends up in.
HOSTILE = "</script><script>window.broken=1</script>\"'><img src=x onerror=window.broken=1>]]>&lt;\x00\x0b\u2028{{7*7}}"


def quotation(**changes: Any) -> dict[str, Any]:
    quote: dict[str, Any] = {
        "id": "q0123456789abcdef",
        "text": "The bridge stays shut, and that is final.",
        "parts": [{"text": "The bridge stays shut, and that is final.", "start": 20, "end": 61}],
        "kind": "direct",
        "speaker": {
            "name": "Ana Lopez",
            "id": "ana-lopez",
            "type": "person",
            "mention": {"text": "the mayor", "start": 68, "end": 77},
            "role": "mayor of Riverton",
            "chain": [],
        },
        "cue": {"text": "said", "start": 63, "end": 67},
        "rule": "subject-of-cue",
        "why": "“the mayor” is the subject of “said”.",
        "confidence": 0.93,
        "repairs": [],
        "article": {
            "id": "a1",
            "title": "Bridge stays shut",
            "url": "https://news.example/bridge?a=1&b=2",
            "outlet": "The Riverton Post",
            "published": "2024-03-05",
        },
        "context": {"before": "Asked on Tuesday, “", "after": "” said the mayor."},
        "links": {"source": "https://news.example/bridge?a=1&b=2#:~:text=The%20bridge%20stays%20shut"},
    }
    quote.update(changes)
    return quote


def hostile() -> dict[str, Any]:
    """A quotation whose every free text is hostile and whose addresses are scripts."""
    quote = quotation(
        text=HOSTILE,
        parts=[{"text": HOSTILE, "start": 0, "end": len(HOSTILE)}],
        why=HOSTILE,
        context={"before": HOSTILE, "after": HOSTILE},
        links={"source": "javascript:window.broken=1#:~:text=x"},
    )
    quote["speaker"] = {**quote["speaker"], "name": HOSTILE, "role": HOSTILE, "id": "x\"'><script>"}
    quote["article"] = {
        "id": "a\"'><script>/../x",
        "title": HOSTILE,
        "url": "javascript:alert(1)//https://x.example",
        "outlet": HOSTILE,
        "published": HOSTILE,
    }
    return quote


def hostile_extraction() -> Extraction:
    """The same hostility as an article of the engine's, all of it inside quotation marks and metadata."""
    words = HOSTILE.replace("\x00", " ").replace("\x0b", " ").replace("\u2028", " ")
    text = f"He said “{words}” and {words} left."
    start = text.index(words)
    part = TextRange(start, start + len(words), words)
    mention = TextRange(0, 2, "He")
    speaker = Speaker(name=words, type="person", mention=mention, role=words, chain=(mention,))
    quote = Quote(
        id="qhostile00000000",
        text=words,
        parts=(part,),
        kind="direct",
        speaker=speaker,
        cue=TextRange(3, 7, "said"),
        rule="subject-of-cue",
        why=words,
        confidence=0.9,
        repairs=(words,),
    )
    document = Document(
        id="hostile",
        text=text,
        title=words,
        url="javascript:window.broken=1//https://x.example",
        outlet=words,
        author=words,
        published="2024-03-06",
    )
    return Extraction(document, (quote,), (Person(words, "person", (words,), (words,)),))

"""An article's title names in full whom its text does not."""

from __future__ import annotations

import pytest

from quotes import Extractor, RawArticle

SAID = (
    ("Mayor Ana Roe rejects owls", "“We will not keep owls,” the mayor told us.", "Ana Roe"),
    ("Ana Roe: no owls for us", "“We will not keep owls,” Roe told us.", "Ana Roe"),
    ("Ana Roe Will Not Keep Any Owls", "“We will not keep owls,” Roe told us.", "Ana Roe"),
    # the text's own full name comes first
    ("Ana Roe rejects owls", "“We will not keep owls,” Tom Roe told us. “No,” Roe said.", "Tom Roe"),
    # the title names nobody in full
    ("Roe rejects owls", "“We will not keep owls,” Roe told us.", "Roe"),
    ("", "“We will not keep owls,” Roe told us.", "Roe"),
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("title", "text", "name"), SAID)
def test_the_title_names_the_speaker(extractor: Extractor, title: str, text: str, name: str) -> None:
    article = extractor.extract(RawArticle(id="a", text=text, title=title))
    assert {quote.speaker and quote.speaker.name for quote in article.quotes} == {name}
    assert all(link.end <= len(text) for quote in article.quotes if quote.speaker for link in quote.speaker.chain)

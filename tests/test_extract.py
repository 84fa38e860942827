"""The whole engine, on text: its promises, and bad input."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import Document, Extraction, Extractor, RawArticle
from quotes.engine import LEAST_CHANCE, quote_id
from quotes.errors import TooLarge
from quotes.models import Failure

MARKS = "\"“”‘’'«»„`"
PIECES = [*MARKS, " ", "\n", ".", ",", "?!", ":", "—", "said ", "Ann Lee ", "he ", "told ", "We go ", "7", "\ud800"]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=150).map("".join)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


def check(extraction: Extraction) -> None:
    text, last = extraction.document.text, 0
    for quote in extraction.quotes:
        assert quote.text == " ".join(part.text for part in quote.parts)
        for part in quote.parts:
            assert text[part.start : part.end] == part.text
            assert part.start >= last
            last = part.end
        assert 0.0 <= quote.confidence <= 1.0
        assert (quote.speaker is None) == (quote.rule is None)
        ranges = [quote.cue, *(quote.speaker.chain if quote.speaker else ())]
        for found in ranges:
            if found is not None:
                assert text[found.start : found.end] == found.text
    ids = [quote.id for quote in extraction.quotes]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
def test_any_text_gives_quotations_that_prove_themselves(extractor: Extractor, text: str):
    check(extractor.extract(Document("a", text)))


@pytest.mark.parametrize(
    "text",
    [
        "x",
        '"',
        "“",
        "“”",
        "\n\n\n",
        "“\n”",
        "\ud800“lone \udfff surrogates,” said Ann Lee.",
        "\u202e“right to left,” said Ann Lee.\u202c",
        "“Мы не уйдём”, — сказала Анна Ли. «Нет», ответил он.",
        "".join(map(chr, range(32, 400))) * 4,
        "“" * 2_000 + " said Ann Lee",
        "said " * 3_000,
        "“No,” said " + "very " * 2_000 + "old Ann Lee.",
    ],
    ids=range(13),
)
def test_bad_input_is_read_without_an_exception(extractor: Extractor, text: str):
    check(extractor.extract(Document("a", text)))


def test_a_hundred_thousand_marks_end_soon(extractor: Extractor):
    rng = random.Random(5)
    for text in ('"' * 100_000, "“" * 100_000, '" ' * 50_000, "".join(rng.choices(MARKS + " a", k=100_000))):
        started = time.process_time()
        check(extractor.extract(Document("a", text)))
        # not a benchmark: quadratic work would take an hour
        assert time.process_time() - started < 120


def test_an_article_over_the_limit_is_refused_with_the_limit():
    small = Extractor(max_chars=1_000)
    with pytest.raises(TooLarge, match="1,000"):
        small.extract("word " * 1_000)


def test_a_stream_goes_on_after_a_broken_article(extractor: Extractor):
    articles = [RawArticle(text="“It rained,” said Ann Lee."), Failure("b", "bad-input", "broken"), RawArticle(id="c")]
    good, given_failure, own_failure = extractor.stream(articles)
    assert isinstance(good, Extraction)
    assert len(good.quotes) == 1
    assert given_failure == articles[1]
    assert isinstance(own_failure, Failure)
    assert own_failure.id == "c"


def test_what_was_read_before_changes_nothing(extractor: Extractor):
    articles = [
        RawArticle(text=f"“We will mend road {n},” said Mayor Ann Lee. He “never” saw it. “We go on,” she added.")
        for n in range(8)
    ]
    alone = [Extractor().extract(article) for article in articles]
    assert list(extractor.stream(reversed(articles))) == alone[::-1]


def test_speech_around_its_attribution_is_one_quotation(extractor: Extractor):
    text = "“It rained for a week,” said Ann Lee, “and then it snowed.” “We stayed in,” she said. “We had no choice.”"
    quotes = extractor.extract(text).quotes
    assert [len(quote.parts) for quote in quotes] == [2, 1, 1]
    assert quotes[0].text == "It rained for a week, and then it snowed."


def test_speech_over_several_paragraphs_is_one_quotation(extractor: Extractor):
    text = "Ann Lee said: “It rained for a week.\n\n“Then it snowed.”\n\nNobody else spoke."
    (quote,) = extractor.extract(text).quotes
    assert [part.text for part in quote.parts] == ["It rained for a week.", "Then it snowed."]
    assert quote.kind == "direct"


def test_words_inside_the_reporters_sentence_are_a_fragment(extractor: Extractor):
    (quote,) = extractor.extract("Ann Lee said the plan was “a slap in the face” for the town.").quotes
    assert quote.kind == "fragment"


def test_an_id_depends_on_the_words_and_not_on_where_they_stand(extractor: Extractor):
    first = extractor.extract(Document("a", "“It rained for a week,” said Ann Lee.")).quotes[0]
    later = extractor.extract(Document("a", "New: updated today.\n\n“It rained for a week,” said Ann Lee.")).quotes[0]
    other = extractor.extract(Document("b", "“It rained for a week,” said Ann Lee.")).quotes[0]
    assert first.id == later.id == quote_id("a", "it rained for a week", 1)
    assert other.id != first.id


def test_an_answer_likelier_wrong_than_right_is_not_given(extractor: Extractor, monkeypatch: pytest.MonkeyPatch):
    text = "“It rained for a week,” said Ann Lee."
    monkeypatch.setattr("quotes.engine.confidence", lambda known: LEAST_CHANCE)
    (given,) = extractor.extract(text).quotes
    assert given.speaker is not None
    monkeypatch.setattr("quotes.engine.confidence", lambda known: LEAST_CHANCE - 0.01)
    (quote,) = extractor.extract(text).quotes
    assert (quote.speaker, quote.cue, quote.rule, quote.why, quote.confidence) == (None, None, None, None, 0.0)
    assert quote.id == given.id
    assert quote.parts == given.parts


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“We stay,” said Olga Mar.", "Olga Mar"),  # a name that looks like a month's abbreviation
        ("“We stay,” said John Roe Jr.", "John Roe Jr."),
        ("“We stay,” said Ann Lee of the U.S. Then she left.", "Ann Lee of the U.S."),
    ],
)
def test_a_mention_ends_before_the_sentence_does(extractor: Extractor, text: str, mention: str):
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.mention is not None
    assert quote.speaker.mention.text == mention


def test_a_role_is_told_once_however_it_is_spaced(extractor: Extractor):
    text = "Belarusian\u00a0President Ann Lee left. “We stay,” said Belarusian President Ann Lee."
    (person,) = (one for one in extractor.extract(text).people if one.name == "Ann Lee")
    assert person.roles == ("Belarusian President",)


CAPITALS = [
    'ELLERY\'S AUNT, WAS """"ALWAYS',
    "THE MAYOR’S BROTHER, WHO “WAITED”, SAID: “NO.”",
    "HIS WIFE'S UNCLE'S DOCTOR SAID \"GO",
    "MR. A'S. “B,” SAID C. D'S AUNT “",
]


@pytest.mark.parametrize("text", CAPITALS)
def test_text_in_capitals_is_read_as_any_other(extractor: Extractor, text: str) -> None:
    check(extractor.extract(text))


CAPITAL_WORDS = st.sampled_from(
    [
        "ELLERY",
        "ELLERY'S",
        "AUNT,",
        "THE",
        "MAYOR",
        "HIS",
        "WIFE",
        "SAID",
        "WAS",
        "HE",
        "WHO",
        "ALWAYS",
        "U.N.",
        "MRS.",
        "AND",
        "OF",
        "MINISTRY",
        "MAY",
        "JR.",
        "O'HARA",
        "—",
        '"',
        '""',
        "“",
        "”",
        "'",
        ",",
        ".",
        ":",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CAPITAL_WORDS, max_size=40))
def test_capitals_in_any_order_are_read(extractor: Extractor, words: list[str]) -> None:
    check(extractor.extract(" ".join(["SO", *words])))


LONG_WORD = "x" * 1_100_000
LONG_PARAGRAPHS = [
    "“" + "word and word " * 80_000 + "it is,” said Ann Lee.",
    "She said it was “" + "word and word " * 80_000 + "” on Monday.",
    f"She said it was “{LONG_WORD}” on Monday.",
    f"“{LONG_WORD}” said Ann Lee.",
    f"“{LONG_WORD[:500_000]} {LONG_WORD}” on Monday",
    f"Ann Lee said {LONG_WORD} “We go.”",
]


@pytest.mark.parametrize("text", LONG_PARAGRAPHS, ids=lambda text: f"{text[:20]}…{text[-20:]}")
def test_a_paragraph_longer_than_the_parser_takes_is_read(extractor: Extractor, text: str) -> None:
    """spaCy refuses a text of over 1,000,000 characters; an article may have 2,000,000."""
    check(extractor.extract(text))

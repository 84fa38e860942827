"""The confidence of a name: what it hangs on, and that the mention's own chance decides and stays visible."""

import json
from pathlib import Path

import pytest

from quotes import Extractor
from quotes.attribution.name_confidence import name_circumstances, name_confidence
from quotes.attribution.rules import RULES
from quotes.attribution.weights import Table, log_odds, read
from quotes.evaluation.calibration import Calibration, Confidences
from quotes.evaluation.fit import Case, cross_validated, read_gold, with_names
from quotes.evaluation.metrics import claims, name_verdicts
from quotes.models import Speaker, TextRange
from quotes.reading import LEAST_CHANCE


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


# the surer naming first, and the same quotation and mention with a naming that may be wrong
SURER = [
    pytest.param(
        "Ana Lopez spoke. “We stay here for good,” Lopez said.",
        "Ana Lopez spoke. “We stay here for good,” she said.",
        id="a name is surer than a pronoun",
    ),
    pytest.param(
        "Ana Lopez spoke. “We stay here for good,” she said.",
        "Ana Lopez met Eva Roe. Roe met Lopez. Then Ana Lopez and Eva Roe spoke. “We stay here for good,” she said.",
        id="one woman is surer than two",
    ),
    pytest.param(
        "Ana Lopez spoke. Lopez smiled. Mrs. Lopez is mayor. “We stay here for good,” she said.",
        "Lopez spoke. “We stay here for good,” she said.",
        id="a full name that comes again is surer than a lone surname",
    ),
    pytest.param(
        "Ana Lopez spoke. “We stay here for good,” she said.",
        "“We stay here for good,” she said.",
        id="a name is surer than a pronoun of nobody",
    ),
]


@pytest.mark.parametrize(("surer", "less_sure"), SURER)
def test_a_name_is_as_sure_as_what_it_hangs_on(extractor: Extractor, surer: str, less_sure: str):
    """The odds are told, which two decimals round away near 1: .995 and .981 are 199 and 52 to one."""
    (one,), (other,) = extractor.judged(surer), extractor.judged(less_sure)
    assert log_odds("name_confidence", one.naming) > log_odds("name_confidence", other.naming) + 50
    assert one.quote.confidence / one.quote.mention_confidence > other.quote.confidence / other.quote.mention_confidence


def test_confidence_is_the_mentions_times_the_names(extractor: Extractor):
    (judged,) = extractor.judged("Ana Lopez spoke. “We stay here for good,” she said.")
    chance = judged.quote.mention_confidence * name_confidence(judged.naming)
    assert judged.quote.confidence == pytest.approx(chance, abs=0.006)
    assert {"mention:he-or-she", "name:full", "rival:none"} <= set(judged.naming)


def test_the_mention_alone_decides_whether_a_speaker_is_given(extractor: Extractor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("quotes.engine.confidence", lambda known: LEAST_CHANCE)
    monkeypatch.setattr("quotes.engine.name_confidence", lambda known: 0.1)
    (quote,) = extractor.extract("“It rained for a week,” said Ann Lee.").quotes
    assert quote.speaker is not None
    assert (quote.mention_confidence, quote.confidence) == (LEAST_CHANCE, 0.04)


def test_what_the_mention_is_worth_is_explained(extractor: Extractor):
    (one,) = extractor.explain("Ana Lopez spoke. “We stay here for good,” she said.")
    assert one.quote is not None
    assert one.quote.mention_confidence > one.quote.confidence
    assert "by:the person it fits who is spoken of most here" in dict(one.name_evidence)
    assert "mention:pronoun" in dict(one.evidence)


@pytest.mark.parametrize(
    ("mention", "name", "form"),
    [
        ("she", "Ana Lopez", "mention:he-or-she/name:full"),
        ("it", "Acme", "mention:it-or-they/name:one-word"),
        ("who", "Ana Lopez", "mention:who/name:full"),
        ("I", None, "mention:I/name:none"),
        ("Lopez", "Ana Lopez", "mention:name/name:full"),
        ("the mayor", None, "mention:description/name:none"),
    ],
)
def test_the_kind_of_mention_and_of_name(mention: str, name: str | None, form: str):
    speaker = Speaker(name, mention=TextRange(0, len(mention), mention), type="person")
    assert form in name_circumstances(speaker, "")


@pytest.mark.parametrize(
    ("rivalry", "near"), [(None, "unweighed"), (0, "none"), (0.2, "far"), (0.5, "near"), (1, "close")]
)
def test_how_near_the_next_candidate_came(rivalry: float | None, near: str):
    speaker = Speaker("Ana Lopez", mention=TextRange(0, 3, "she"), type="person")
    assert f"rival:{near}" in name_circumstances(speaker, "", rivalry=rivalry)


def test_the_table_has_every_rule():
    assert {f"rule:{rule.name}" for rule in RULES} <= set(read("confidence"))


@pytest.mark.parametrize("table", ["confidence", "name_confidence", "not_quotation"])
def test_the_tables_speak_the_dictionary(table: Table):
    assert not [key for key in read(table) if "utters" in key]


def test_a_name_is_right_where_gold_says_so(extractor: Extractor):
    text = "Ana Lopez spoke. “One,” she said. “Two,” people said. “Three,” he said. “Four.”"

    def said(words: str, by: str, name: str | None, **more: object) -> dict[str, object]:
        start, at = text.index(words), text.index(by)
        told = {"speaker": [[at, at + len(by)]], "speaker_text": by, "name": name}
        return {"start": start, "end": start + len(words), **told, **more}

    unknown = said("Three,", "he said"[:2], None, name_unknown=True)
    article = {"text": text, "quotes": [said("One,", "she", "Ana Lopez"), said("Two,", "people", None), unknown]}
    found = claims(extractor.extract(text).quotes)
    assert [claim.name for claim in found][:2] == ["Ana Lopez", None]
    assert name_verdicts(article, found) == [True, True, None, False]
    article["quotes"][0]["name"] = "Eva Roe"
    article["quotes"][1]["name"] = "Somebody"
    assert name_verdicts(article, found) == [False, False, None, False]


def test_calibration_counts_by_tenths():
    held = Calibration([(0.95, True), (0.95, True), (0.93, False), (0.5, True)])
    assert (held.share_sure, held.right_where_sure) == (0.75, pytest.approx(2 / 3))
    assert held.error == pytest.approx((abs(0.95 + 0.95 + 0.93 - 2) + 0.5) / 4)
    assert Confidences().as_dict()["name"]["answers"] == 0
    assert "over 4 answers" in held.table()


def test_cross_validation_judges_no_article_by_itself():
    # each article's answers share a feature that no other has: of it the weights then know nothing
    seen = [Case((f"own:{n}",), n % 2 == 0, article=str(n)) for n in range(6) for _ in range(20)]
    chances = [chance for chance, _ in cross_validated(seen, 3, trust=5, least=1).answers]
    assert len(chances) == len(seen)
    assert set(chances) == {0.5}


def test_names_may_be_given_to_gold_that_has_none(tmp_path: Path):
    quotes = [{"start": 1, "end": 2, "speaker": []}, {"start": 5, "end": 6, "speaker": []}]
    gold, names = tmp_path / "gold.jsonl", tmp_path / "names.tsv"
    gold.write_text("".join(json.dumps({"id": id, "text": "", "quotes": quotes}) + "\n" for id in "ab"))
    names.write_text("# ours\na\t1\tAna Lopez\t0.5\n")
    (article,) = with_names(read_gold(gold), names)
    assert [quote.get("name") for quote in article["quotes"]] == ["Ana Lopez", None]
    assert "name" not in article["quotes"][1]
    assert article["named_in_part"]

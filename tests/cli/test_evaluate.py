"""The figures of `quotes evaluate`, on cases counted by hand and against the reference scorer where it is."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.evaluation.matching import Claim, same_name, same_speaker
from quotes.evaluation.metrics import claims, evaluate, pieces
from quotes.models import Quote, Speaker, TextRange

SHARED = Path(__file__).parents[3] / "shared" / "eval"
TEXT = "“Go now,” Olga Mar said. “We stay,” he said.\n“Who knows,” a sailor asked. A “scare” there."


def at(words, occurrence=0):
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def gold_quote(words, speaker, name=None, **more):
    start, end = at(words)
    where = [list(at(speaker))] if speaker else []
    return {"start": start, "end": end, "speaker": where, "speaker_text": speaker or "", "name": name, **more}


GOLD = {
    "id": "x",
    "text": TEXT,
    "quotes": [
        gold_quote("“Go now,”", "Olga Mar", "Olga Mar"),
        gold_quote("“We stay,”", "he", "Ivan Lind"),
        gold_quote("“Who knows,”", "a sailor"),
    ],
    "discard": [],
}


def figures(*claimed, **changes):
    return evaluate([GOLD | changes], {"x": claimed})


def test_all_right():
    report = figures(
        Claim((at("Go now"),), at("Olga Mar"), "Olga Mar"),
        Claim((at("We stay"),), at("he said"), "Mr. Ivan Lind"),
        Claim((at("Who knows"),), at("sailor")),
    )
    assert report.as_dict() == {
        "extract": {"P": 1, "R": 1, "F1": 1},
        "quote+speaker": {"P": 1, "R": 1, "F1": 1},
        "who said what": {"P": 1, "R": 1, "F1": 1},
        "speaker acc": 1,
        "pronoun named": 1,
    }
    assert report.errors == []


def test_each_kind_of_mistake_is_counted_where_it_belongs():
    report = figures(
        Claim((at("Go now"),), at("Olga Mar"), "Mar"),  # found, speaker right, name not full
        Claim((at("We"),), at("he said"), None),  # too short to count: one false, one missed
        Claim((at("Who knows"),), at("Olga Mar"), "Olga Mar"),  # found, wrong speaker
        Claim((at("scare"),)),  # false, and claims nobody
    )
    assert (report.gold, report.claimed, report.found) == (3, 4, 2)
    assert report.extraction.precision == pytest.approx(2 / 4)
    assert report.extraction.recall == pytest.approx(2 / 3)
    assert (report.speaker_right, report.claimed_attributed, report.gold_with_speaker) == (1, 3, 3)
    assert (report.name_right, report.claimed_named, report.gold_with_name) == (0, 2, 2)
    assert report.speaker_accuracy == pytest.approx(1 / 2)
    assert sorted(error["kind"] for error in report.errors) == [
        "false quote",
        "false quote",
        "missed",
        "wrong name",
        "wrong speaker",
    ]


def test_what_gold_leaves_open_costs_nothing():
    open_ended = [gold_quote("“Go now,”", None), gold_quote("“We stay,”", "he", None, name_unknown=True)]
    report = figures(
        Claim((at("Go now"),), at("Olga Mar"), None),
        Claim((at("We stay"),), at("he said"), "Ivan Lind"),
        Claim((at("scare"),), at("a sailor")),
        quotes=open_ended,
        discard=[list(at("A “scare”"))],
    )
    assert (report.claimed, report.found) == (2, 2)
    assert (report.claimed_attributed, report.speaker_right) == (1, 1)
    assert report.claimed_named == 0


def test_an_article_without_an_answer_is_missed_whole():
    report = evaluate([GOLD], {})
    assert (report.articles_missing, report.gold, report.claimed, report.extraction.f1) == (1, 3, 0, 0)


def test_ranges_are_cut_at_line_ends_and_trimmed_at_their_edges():
    text = "x “One,\n\n two”, y"
    assert [text[start:end] for start, end in pieces(text, [(2, 15)])] == ["One", "two"]
    assert list(pieces("“…”", [(0, 3)])) == []


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("Hillary Clinton", "Hillary Rodham Clinton", True),
        ("Hillary Clinton", "Sen. Hillary Clinton’s", True),
        ("Hillary Clinton", "Clinton", False),
        ("Clinton", "Hillary Clinton", True),
        ("Hillary Clinton", "Bill Clinton", False),
        ("Ann Lee; Bo Chan", "Bo Chan", True),
        ("José Díaz", "Jose Diaz", True),
        ("BelTA", "Bel TA", True),
        ("Ann Lee", "she", False),
        ("Ann Lee", None, False),
        ("Ann Lee", "the", False),
    ],
)
def test_names(gold, said, same):
    assert same_name(gold, said) is same


@pytest.mark.parametrize(
    ("quote", "claim", "same"),
    [
        (gold_quote("Go now", "Olga Mar"), Claim((), at("Olga Mar")), True),
        (gold_quote("Go now", "Olga Mar"), Claim((), None, "Captain Mar"), True),
        (gold_quote("Go now", "Olga Mar"), Claim((), at("a sailor"), None), False),
        (gold_quote("We stay", "he"), Claim((), None, "Ivan Lind"), False),
        (gold_quote("We stay", "he", "Ivan Lind", gold_ok=False), Claim((), at("he said")), False),
        (gold_quote("Go now", "he", "Olga Mar", gold_ok=False), Claim((), at("Olga Mar")), True),
    ],
)
def test_speakers(quote, claim, same):
    assert same_speaker(quote, claim, TEXT) is same


def test_our_own_quotes_claim_their_parts_mention_and_name():
    mention = TextRange(10, 18, "Olga Mar")
    quote = Quote("q", "Go now", (TextRange(1, 7, "Go now"),), "direct", Speaker("Olga Mar", mention=mention))
    nobody = Quote("q", "Go now", (TextRange(1, 7, "Go now"),), "direct")
    assert claims([quote, nobody]) == [Claim(((1, 7),), (10, 18), "Olga Mar"), Claim(((1, 7),))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="The reference scorer is not beside this checkout, in ../shared/eval.")
@pytest.mark.parametrize("name", ["seeds-gold.jsonl", "polnear-dev.jsonl"])
def test_the_figures_are_those_of_the_reference_scorer(tmp_path, name):
    """Claims made from gold and then damaged at random, so that every kind of mistake occurs."""
    chance = random.Random(7)
    articles = [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]
    claimed = {article["id"]: damaged(article, chance) for article in articles if chance.random() > 0.02}
    with (tmp_path / "claims.jsonl").open("w") as file:
        for article_id, ours in claimed.items():
            quotes = [{"spans": c.spans, "speaker": c.speaker, "speaker_name": c.name} for c in ours]
            file.write(json.dumps({"id": article_id, "quotes": quotes}) + "\n")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / name), str(tmp_path / "claims.jsonl"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    theirs.pop("counts")
    assert evaluate(articles, claimed).as_dict() == theirs  # to the last bit


def damaged(article, chance):
    names = [quote["name"] for quote in article["quotes"] if quote.get("name")] or ["Nobody Known"]
    result = []
    for quote in article["quotes"]:
        start, end = quote["start"], quote["end"]
        kind = chance.random()
        speaker = tuple(quote["speaker"][0]) if quote["speaker"] else None
        name = quote.get("name") or (quote["speaker_text"] if chance.random() < 0.5 else None)
        if kind < 0.1:
            continue
        if kind < 0.25:
            end = start + max(1, int((end - start) * chance.uniform(0.6, 1)))
        elif kind < 0.4:
            speaker, name = (start, start + 5), chance.choice(names)
        elif kind < 0.5:
            speaker, name = None, None
        elif kind < 0.6:
            name = (name or "he").split()[-1]
        result.append(Claim(((start, end),), speaker, name))
        if kind > 0.9:
            result.append(Claim(((max(0, start - 40), start),), None, chance.choice([None, "she", *names])))
    return result


def test_the_comparison_with_the_reference_scorer_meets_every_kind_of_mistake():
    text = " ".join(f"“words {number}” X said." for number in range(200))
    quotes = [
        {"start": at, "end": at + 9, "speaker": [[0, 1]], "speaker_text": "X", "name": "X Y"}
        for at in range(0, len(text) - 20, 20)
    ]
    article = {"id": "x", "text": text, "quotes": quotes}
    kinds = {error["kind"] for error in evaluate([article], {"x": damaged(article, random.Random(7))}).errors}
    assert kinds == {"missed", "wrong speaker", "wrong name", "false quote"}

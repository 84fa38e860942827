"""Every example of every rule, one test for all; then typical sentences through the whole list of rules."""

from __future__ import annotations

import pytest

from quotes import Document, Extractor
from quotes.attribution.rule import Attribution, Context, Example, Miss, Rule
from quotes.attribution.rules import RULES
from quotes.attribution.sweep import attribute, explain


def context_of(text: str) -> Context:
    """A text as the rules are shown it."""
    return Extractor().read(Document("example", text)).context


EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e.text[:50]}" for r, e in EXAMPLES])
def test_every_rule_does_what_its_examples_say(rule: Rule, example: Example):
    context = context_of(example.text)
    quote = context.quotes[example.span]
    others = {number: answer.found for number, answer in attribute(context, RULES).items() if number != quote.number}
    answer = rule.find(quote, Context(context.text, context.paragraphs, context.docs, context.quotes, others))
    found = answer if isinstance(answer, Attribution) else None
    assert (found.speaker.text if found else None) == example.speaker
    if found is not None:
        assert found.why.endswith(".")
        for given in (found.speaker, found.cue):
            assert given is None or example.text[given.start : given.end] == given.text
    if found is not None and example.cue is not None:
        assert found.cue is not None
        assert found.cue.text == example.cue


def test_every_miss_says_why_in_three_words_or_fewer():
    sentences = [example.text for rule in RULES for example in rule.examples if example.speaker is None]
    misses: dict[str, set[str]] = {rule.name: set() for rule in RULES}
    for text in sentences:
        context = context_of(text)
        for quote in context.quotes:
            for rule in RULES:
                answer = rule.find(quote, context)
                if isinstance(answer, Miss):
                    misses[rule.name].add(answer)
                else:
                    assert isinstance(answer, Attribution), rule.name
    assert all(misses.values())
    assert {miss for told in misses.values() for miss in told if not 1 <= len(miss.split()) <= 3} == set()


def test_every_rule_has_a_name_of_its_own_a_meaning_and_examples_of_both_kinds():
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.meaning.endswith(".")
        assert any(example.speaker for example in rule.examples), rule.name
        assert any(example.speaker is None for example in rule.examples), rule.name


SENTENCES = [
    # the speaker after the words
    ("“We will rebuild it,” Ana Lopez said.", "Ana Lopez"),
    ("“We will rebuild it,” said Ana Lopez, 44, a builder from Leeds.", "Ana Lopez"),
    ("“We will rebuild it,” she told the Related Press on Tuesday.", "she"),
    ("“We will rebuild it,” Ana Lopez, who leads the council, said on Tuesday.", "Ana Lopez"),
    ("“We will rebuild it,” Ana Lopez instructed the Related Press.", "Ana Lopez"),
    ("“Why now?” asked the mayor.", "the mayor"),
    ("“Why now?” the mayor snapped.", "the mayor"),
    ("“We will rebuild it”, said Ana Lopez.", "Ana Lopez"),
    ("“We will rebuild it” — Ana Lopez, mayor", "Ana Lopez"),
    ("“It rained,” the 36-year-old said.", "the 36-year-old"),
    ("“Never!” Ana Lopez’s niece shouted to the crowd.", "Ana Lopez’s niece"),
    ('“Never!” Ana Lopez’s niece, state Sen. Bea "Bee" Cole (D-Leeds), shouted.', "Ana Lopez’s niece"),
    # before
    ("Ana Lopez said: “We will rebuild it.”", "Ana Lopez"),
    ("Ana Lopez told reporters outside the court on Tuesday, “We will rebuild it.”", "Ana Lopez"),
    (
        "Ana Lopez was cross when forced to defend not paying a man who said he was ill after he fell, saying, “No.”",
        "Ana Lopez",
    ),
    ("Ana Lopez smiled and said, “We will rebuild it.”", "Ana Lopez"),
    ("Ana Lopez walked off, saying: “We will rebuild it.”", "Ana Lopez"),
    ("Asked to respond, Ana Lopez said: “We will rebuild it.”", "Ana Lopez"),
    ("Ana Lopez resisted: “We will rebuild it.”", "Ana Lopez"),
    ("Ana Lopez: “We will rebuild it.”", "Ana Lopez"),
    # inside the reporter's sentence
    ("Ana Lopez called the bridge “a disgrace”.", "Ana Lopez"),
    ("Ana Lopez said the bridge was “a disgrace” and that she was angry.", "Ana Lopez"),
    ("Ana Lopez blasted the “elites” of the capital.", "Ana Lopez"),
    ("Ana Lopez vowed to “rebuild it”.", "Ana Lopez"),
    ("Ana Lopez accused the minister of being “asleep”.", "Ana Lopez"),
    ("Ana Lopez was quoted as saying the bridge was “a disgrace”.", "Ana Lopez"),
    ("The bridge was described as “a disgrace” by Ana Lopez.", "Ana Lopez"),
    ("The bridge, Ana Lopez said, is “a disgrace”.", "Ana Lopez"),
    ("Ana Lopez issued a statement saying the bridge was “a disgrace”.", "Ana Lopez"),
    ("The bridge is “a disgrace”, according to Ana Lopez.", "Ana Lopez"),
    ("Ana Lopez said she felt sorry for him because he was “alone”.", "Ana Lopez"),
    ("The union wants “a fair deal”, but the minister said she had none.", "The union"),
    ("The report said the bridge was “a disgrace”.", "The report"),
    ("The mayor spoke to Ben Cole, who called the bridge “a disgrace”.", "who"),
    # nobody
    ("The word “bridge” has six letters.", None),
]


def test_speech_goes_on_after_a_quotation_whose_speaker_a_weaker_rule_found() -> None:
    context = context_of("Ana Lopez crossed the “Long Bridge” on foot. “We will rebuild it.”")
    answers = attribute(context, RULES)
    assert [answers[number].found.speaker.text for number in (0, 1)] == ["Ana Lopez", "Ana Lopez"]
    assert answers[1].found.inherits_from == 0


@pytest.mark.parametrize(("text", "speaker"), SENTENCES)
def test_typical_sentences(text: str, speaker: str | None):
    context = context_of(text)
    answer = attribute(context, RULES).get(context.quotes[0].number)
    assert (answer.found.speaker.text if answer else None) == speaker


RUNS = [
    ("“It rained,” said Ana Lopez. “It never stopped.”", ["Ana Lopez", "Ana Lopez"]),
    ("“It rained,” said Ana Lopez, “and it never stopped.”", ["Ana Lopez", "Ana Lopez"]),
    ("Ana Lopez called the bridge “a disgrace” and the road “no better”.", ["Ana Lopez", "Ana Lopez"]),
    ("“It rained,” said Ana Lopez.\n\n“It never stopped.”", ["Ana Lopez", "Ana Lopez"]),
    ("“It rained,” said Ana Lopez.\n\n“It poured,” said Ben Cole. “It did.”", ["Ana Lopez", "Ben Cole", "Ben Cole"]),
    ("Ana Lopez went on:\n\n“It never stopped.”", ["Ana Lopez"]),
    ("“It rained,” said Ana Lopez. Her husband interrupted. “It poured.”", ["Ana Lopez", "Her husband"]),
    ("“LOPEZ: It rained.\n\n“COLE: It poured.”", ["LOPEZ", "COLE"]),
]


@pytest.mark.parametrize(("text", "speakers"), RUNS)
def test_runs_of_quotations(text: str, speakers: list[str]):
    context = context_of(text)
    answers = attribute(context, RULES)
    given = [answers[quote.number].found.speaker.text if quote.number in answers else None for quote in context.quotes]
    assert given == speakers


def test_an_explanation_names_every_rule_and_the_one_that_decided():
    context = context_of("“We will rebuild it,” Ana Lopez said.")
    ((_, steps),) = explain(context, RULES, attribute(context, RULES))
    assert [step.rule for step in steps] == [rule.name for rule in RULES]
    assert [step.rule for step in steps if step.decided] == ["speaker-after"]
    assert any(step.found is None for step in steps)

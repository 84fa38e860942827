"""Where descriptions begin is found by leaps: wherever the plain expression finds one, and nowhere else."""

from __future__ import annotations

import random
import re
from pathlib import Path

from quotes.coreference import roles
from quotes.lexicon import plain

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
PLAIN = re.compile(rf"\b(?=((?:{roles._DETERMINERS}|[^\W_]\w+[’']s)(?:[ \u00a0][\w’'.-]+){{1,7}}))\w", re.IGNORECASE)
# here: what a text may be made of, and what is nearly so
PIECES = [
    "the", "The", "A", "an", "one", "one’s", "Another's", "his", "ſome", "thıs", "that_", "_the", "x_y's", "Roe’s",
    "R's", "é’s", "No.", "no", "mayor", "of", "9’s", "\x01", "it's", "ITS", "every", "\u00a0", "\n", ",", ".", "-", "’",
    "'S ",
]  # fmt: skip


def begun(text: str) -> list[tuple[int, str]]:
    found = ((start, roles._DESCRIPTION.match(text, start)) for start in roles._beginnings(text))
    return [(start, phrase.group()) for start, phrase in found if phrase is not None]


def test_every_phrase_of_the_plain_expression_is_begun_and_no_other() -> None:
    chance = random.Random(7)
    texts = [seed.read_text("utf-8") for seed in SEEDS]
    texts += [text.upper() for text in texts]
    for _ in range(5_000):
        texts.append(
            "".join(chance.choice(PIECES) + chance.choice(("", " ", " ")) for _ in range(chance.randint(1, 9)))
        )
    for text in texts:
        assert begun(text) == [(match.start(), match[1]) for match in PLAIN.finditer(text)], text[:80]


def test_a_phrase_without_a_word_for_somebody_has_no_head() -> None:
    heads = 0
    for text in (seed.read_text("utf-8") for seed in SEEDS):
        for match in PLAIN.finditer(text):
            written = [(m.group(), plain(m.group()), m.start()) for m in roles.WRITTEN.finditer(match[1])]
            head, _, _ = roles._head_of([], iter(written))
            heads += bool(head)
            assert not head or any(roles._may_tell_a_role(word) for word, _, _ in written), match[1]
    assert heads > 50

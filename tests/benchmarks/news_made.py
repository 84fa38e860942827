"""News made up for measuring how articles are stored: the best known people in most of them, new ones in each."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from quotes.models import Document, Extraction, Person, Quote, Speaker, TextRange

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]
_GIVEN = (
    "Ada", "Ben", "Cora", "Dan", "Eve", "Finn", "Gita", "Hugo", "Iris", "Jan", "Kim", "Lena", "Mats", "Nina", "Otto",
    "Pia", "Ravi", "Sara", "Tom", "Uma", "Anna", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Hans", "Ivan",
    "Julia", "Karl", "Laura", "Maria", "Nora", "Olga", "Peter", "Rosa", "Simon", "Tanya", "Viktor",
)  # fmt: skip
_ROLES = ("senator", "mayor", "striker", "Prime Minister", "spokesman", "minister of health", "actress", "professor")
_OUTLETS = tuple(f"Paper {number}" for number in range(30))


def news(
    number: int,
    *,
    seed: int = 1,
    known: int = 3_000,
    said: int = 10,
    start: int = 0,
    daily: int | None = None,
) -> Iterator[Extraction]:
    """So many articles, of `said` quotations each, by Zipf's law about `known` people and some nobody heard of.

    They are of any day of eight years, as an archive may be read; with `daily` in the order of publication, so many of
    a day.
    """
    rng = random.Random(seed)
    people = [f"{rng.choice(_GIVEN)} {_word(rng, 3)}" for _ in range(known)]
    roles = [rng.choice(_ROLES) for _ in people]
    weights = list(accumulate(1 / (rank + 1) ** 0.9 for rank in range(known)))
    vocabulary = [_word(rng, rng.randint(1, 3)).lower() for _ in range(20_000)]
    for at in range(start, start + number):
        yield _article(at, random.Random(f"{seed} {at}"), people, roles, weights, vocabulary, said, daily)


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _article(
    at: int,
    rng: random.Random,
    people: list[str],
    roles: list[str],
    weights: list[float],
    vocabulary: list[str],
    said: int,
    daily: int | None,
) -> Extraction:
    who = list(dict.fromkeys(rng.choices(range(len(people)), cum_weights=weights, k=5)))
    made = [_person(rng, people[number], roles[number]) for number in who]
    made.append(Person(f"{rng.choice(_GIVEN)} {_word(rng, 3)}"))
    made = list({person.name: person for person in made}.values())
    text, quotes = f"News number {at}.\n", []
    for number in range(said):
        words = " ".join(rng.choices(vocabulary, k=rng.randint(6, 30)))
        person = rng.choice(made)
        start = len(text) + 1
        text += f"“{words}” said "
        mention = TextRange(len(text), len(text) + len(person.name), person.name)
        text += f"{person.name}. {' '.join(rng.choices(vocabulary, k=20))}.\n"
        quotes.append(
            Quote(
                id=f"q{hashlib.sha256(f'{at} {number}'.encode()).hexdigest()[:16]}",
                text=words,
                parts=(TextRange(start, start + len(words), words),),
                kind="direct",
                speaker=Speaker(person.name, type="person", mention=mention, chain=(mention,)),
                rule="subject-of-cue",
                why="the quote is what the cue verb's subject says",
                confidence=0.9,
            )
        )
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3_000) if daily is None else at // daily)
    about = {"outlet": rng.choice(_OUTLETS), "published": day.isoformat(), "url": f"https://news.test/{at}"}
    return Extraction(Document(f"a{at}", text, title=f"Story {at}", **about), tuple(quotes), tuple(made))


def _person(rng: random.Random, name: str, role: str) -> Person:
    family = name.split()[1]
    shown = family if rng.random() < 0.05 else name  # some articles give the family name alone
    return Person(shown, names=(shown, family), roles=(role,) if rng.random() < 0.5 else ())

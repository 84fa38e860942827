"""Names made of ordinary words, trades and bodies before a name, and the party that speaks."""

from __future__ import annotations

import pytest

from quotes.engine import extract

NAMES = (
    # a surname that is a word, alone or behind a title
    *(
        (f"Nora {name} keeps bees at sea. “They hum,” {title} {name} said.", f"Nora {name}")
        for name in ("White", "Green", "King", "Hall", "Baker", "Cook", "Friend", "Guest", "Young", "May", "Black")
        for title in ("Ms", "Dr", "Mrs.")
    ),
    ("Owen Black keeps bees. Black said: “They hum.” He swam in the Black Sea.", "Owen Black"),
    ("“They hum,” said Will Carter on the quay.", "Will Carter"),
    ("“They hum,” He Xiaolin, the beekeeper, said on Friday.", "He Xiaolin"),
    # what somebody does is no part of the name
    *(
        (f"{trade} Nora Wells opened the shop. “They hum,” Wells said.", "Nora Wells")
        for trade in ("Weaver", "Umpire", "Curator", "Fisherman", "Violinist", "Librarian", "Engraver", "Matron")
    ),
    *(
        (f"{trade} Nora Wells opened the shop. “They hum,” Wells said.", "Nora Wells")
        for trade in ("Substitute", "Rookie", "Flatmate", "Parolee", "Humanist", "Local", "Lock", "Ex-convict")
    ),
    *(
        (f"{trade} Nora Wells opened the shop. “They hum,” Wells said.", "Nora Wells")
        for trade in ("Left-back", "Top-seed", "Shop-steward", "Sub-editor", "Dane", "Scot", "Kiwi")
    ),
    ("Mei-ling Nora Wells opened the shop. “They hum,” Wells said.", "Mei-ling Nora Wells"),
    ("Dane Wells opened the shop. “They hum,” Wells said.", "Dane Wells"),
    ("Painters Nora Wells and Carl Denby share a loft. “They hum,” said Wells.", "Nora Wells"),
    ("“They hum,” Det Con Nora Wells said.", "Nora Wells"),
    *(
        (f"“They hum,” {title} Nora Wells said.", "Nora Wells")
        for title in ("Cr", "Lt Cdr", "Sqn Ldr", "Air Cdre", "Asst Chief Const", "Atty", "Pte", "Ven", "Kgosi")
    ),
    ("“They hum,” Tan Sri Nora Wells said.", "Nora Wells"),
    # nor is the body that they head
    *(
        (f"The {office} Nora Wells opened a hive. “They hum,” Wells said.", "Nora Wells")
        for office in (
            "head of the Ministry of Health",
            "director of the Institute of Physics",
            "head of the State Customs Service",
            "speaker of the Parliament of Moldova",
            "deputy head of the Administration of the President",
            "head of the General Inspectorate of Police",
        )
    ),
    ("Leader of the Opposition Nora Wells keeps bees. “They hum,” Wells said.", "Nora Wells"),
    # letters behind a name are of the mention alone
    *((f"“They hum,” said Nora Wells {letters}.", "Nora Wells") for letters in ("KC", "MP", "PhD", "CBE FRS", "MD")),
    ("The farm's lawyer, Nora Wells KC, had said that her client “lives for bees”.", "Nora Wells"),
    ("“They hum,” said Ms Ikwo Tvarok MSP.", "Ikwo Tvarok"),
    ("“They hum,” said Tvarok QC.", "Tvarok"),
    ("“They hum,” said Baltimore MD.", "Baltimore MD"),
    # the name beside the mention
    ("“They hum,” Global Union of Hatters chair Nora Wells told the crowd.", "Nora Wells"),
    ("Orchard chief Nora Wells said: “The trees do not wait.”", "Nora Wells"),
    ("The farm's owner, the Hollis Trust, wrote that “no tree will fall”.", "Hollis Trust"),
    # bodies whose name holds a title or an owner
    ("“We are sorry,” St Luke's Hospital said.", "St Luke's Hospital"),
    ("General Motors said the year was “a disaster”.", "General Motors"),
    ("“They forgot us,” the Conservatives said.", "Conservatives"),
    ("Labour called the levy “a raid on islanders”.", "Labour"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_the_name_is_whole_and_nothing_but_the_name(text: str, name: str) -> None:
    (quote,) = extract(text)
    assert quote.speaker is not None
    assert quote.speaker.name == name


@pytest.mark.parametrize(
    "text",
    (
        "Nora White keeps bees. “They hum,” the white man said.",
        "Nora Cook keeps bees. “They hum,” the cook said to a friend.",
        "Theresa May resigned. In May a diver said “they hum”.",
    ),
)
def test_a_word_that_is_a_surname_elsewhere_stays_a_word_where_it_stands_as_one(text: str) -> None:
    (quote,) = extract(text)
    assert quote.speaker is not None
    assert quote.speaker.mention is not None
    assert quote.speaker.name not in ("White", "Cook", "May", "Theresa May")

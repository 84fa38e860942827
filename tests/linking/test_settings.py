"""Where and when articles are set, and what that says of two people or bodies of one name."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.linking import ContextEvidence, NameRecord, Setting, describe, offices, partition, setting
from quotes.linking.disambiguator import Disambiguator, read


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("ROSARIO, Argentina (Agency) — The river rose. Farmers in Paraguay wait.", "argentina", ""),
        ("The minister spoke in Tirana on Monday, Albanian television said.", "albania", ""),
        ("LIMA, Ohio — The plant will close. Workers in Toledo, Ohio, were told.", "us", "ohio"),
        ("HAZARD, Ky. — The bank will open.", "us", "kentucky"),
        # Georgia may be either
        ("Georgia waits. ATHENS has a plan, the governor of Georgia said in Atlanta.", "us", "georgia"),
        ("Georgia waits. Officials met in Tbilisi.", "georgia", ""),
        # two countries that are told alike are none
        ("Officials of Chad and of Niger met.", "", ""),
        # towns of several countries say less than the country
        (
            "The Municipality of Santiago asked Santiago. Traders in the Dominican Republic wait.",
            "dominican-republic",
            "",
        ),
        # a person called so is no country
        ("Ann Jordan met Israel Roe and Chad Poe in Zagreb.", "croatia", ""),
        ("Nothing is told here.", "", ""),
        ("", "", ""),
    ],
)
def test_the_country_of_an_article(text: str, country: str, region: str) -> None:
    found = setting(text)
    assert (found.country, found.region) == (country, region)


def test_the_papers_own_town_counts_where_the_text_tells_nothing() -> None:
    assert setting("He spoke.", outlet="Nairobi Sun").country == "kenya"
    assert setting("He spoke in Kampala, Ugandan officials said.", outlet="Nairobi Sun").country == "uganda"


def test_a_sports_report_is_told_by_its_words() -> None:
    report = "The striker scored two goals before half-time and the coach praised the captain after the match."
    assert setting(report).sport
    assert not setting("The final report on goals of the team was set before the council on Monday.").sport


@given(st.text(), st.text(), st.text())
@example("", "", "2²24")  # a digit that is no number
def test_any_text_has_a_setting(text: str, title: str, published: str) -> None:
    found = setting(text, title=title, outlet=title, published=published)
    assert found == setting(text, title=title, outlet=title, published=published)


@given(
    st.builds(
        Disambiguator,
        st.sampled_from(["", "politics", "sport-tennis"]),
        st.sampled_from([(), ("mayor",), ("chile president", "mayor")]),
        st.sampled_from(["us", "peru"]),
        st.sampled_from(["", "ohio"]),
        st.booleans(),
        st.sampled_from([None, 390, 404]),
    )
)
def test_a_facet_is_read_as_it_was_written(disambiguator: Disambiguator) -> None:
    assert read(disambiguator.written()) == disambiguator


def test_a_facet_without_a_setting_is_written_as_before() -> None:
    assert describe("Anna Volny", roles=["Chilean president"]).disambiguator == "politics:chile president"
    assert describe("Anna Volny", where=Setting("chile", sport=True, year=2019)).disambiguator == ""


def record(name: str, kind: str = "person", role: str = "", **where: object) -> NameRecord:
    roles = [role] if role else []
    made = describe(name, kind, roles, Setting(**where))  # type: ignore[arg-type]
    return NameRecord(made.folded, made.type, made.disambiguator, offices(roles))


PERU, KENYA = {"country": "peru"}, {"country": "kenya"}
OHIO, IOWA = {"country": "us", "region": "ohio"}, {"country": "us", "region": "iowa"}
BODY = "organization"
PREMIER, HEALTH = "prime minister", "health minister"


@pytest.mark.parametrize(
    ("a", "b", "people"),
    [
        # a name that many have, in two countries; in one; a rare one anywhere; where a country is not told
        (record("Maria Gomes", **PERU), record("Maria Gomes", **KENYA), 2),
        (record("Maria Gomes", **PERU), record("Maria J. Gomes", **KENYA), 2),
        (record("Maria Gomes", **PERU), record("Maria Gomes", **PERU), 1),
        (record("Maria Gomes", **PERU), record("Maria Gomes"), 2),
        (record("Maria Gomes", role="nurse", **PERU), record("Maria Gomes", role="nurse"), 1),
        (record("Maria Zelwer", **PERU), record("Maria Zelwer", **KENYA), 1),
        # the role's country counts before the article's
        (record("Ann Moore", role="Kenyan president", **OHIO), record("Ann Moore", role="president", **KENYA), 1),
        (record("Ann Moore", role="Kenyan president", **OHIO), record("Ann Moore", **PERU), 2),
        # the sports pages and a field that does not go with them
        (record("Paul Quinn", sport=True, **PERU), record("Paul Quinn", role="professor", **PERU), 2),
        (record("Paul Quinn", sport=True, **PERU), record("Paul Quinn", **PERU), 1),
        (record("Paul Quinn", role="headmaster", **PERU), record("Paul Quinn", role="dentist", **PERU), 2),
        (record("Paul Quinn", role="lawyer", **PERU), record("Paul Quinn", role="senator", **PERU), 1),
        (record("Paul Zelwer", role="headmaster", **PERU), record("Paul Zelwer", role="dentist", **PERU), 1),
        # a cardinal is the archbishop of a place too; a minister is not the mayor
        (record("Luca Bergamo", role="archbishop of Turin"), record("Bergamo", role="cardinal"), 1),
        (record("Luca Bergamo", role="mayor of Turin"), record("Bergamo", role="interior minister"), 2),
        # a grandson in the same office
        (record("Ilias Volnaris", role=PREMIER, year=1958), record("Ilias Volnaris", role=PREMIER, year=2012), 2),
        (record("Ilias Volnaris", year=1994), record("Ilias Volnaris", year=2021), 1),
        # successors of one surname; the same holder a few years on
        (record("Volnaris", role=PREMIER, year=1996), record("Volnaris", role=PREMIER, year=2015), 2),
        (record("Volnaris", role=PREMIER, year=2009), record("Volnaris", role=PREMIER, year=2011), 1),
        # one office in two countries
        (record("Mwale", role=HEALTH, **PERU), record("Mwale", role=HEALTH, **KENYA), 2),
        (record("Mwale", role=HEALTH, **KENYA), record("Mwale", role=HEALTH, **KENYA), 1),
        # a lone name that many have, with nothing in common
        (record("Tan", **KENYA), record("Tan", **PERU), 2),
        (record("Tan", role="lawyer", **KENYA), record("Tan", **KENYA), 2),
        # bodies every country has
        (record("Ministry of Health", BODY, **PERU), record("the Health Ministry", BODY, **KENYA), 2),
        (record("Ministry of Health", BODY, **PERU), record("the Health Ministry", BODY, **PERU), 1),
        (record("Labour Party", BODY, **PERU), record("Labor Party", BODY, **KENYA), 2),
        (record("Municipality of Cordoba", BODY, **PERU), record("Municipality of Cordoba", BODY, **KENYA), 2),
        (record("University of Georgia", BODY, country="georgia"), record("University of Georgia", BODY, **OHIO), 2),
        (record("Racing Club", BODY, **PERU), record("Racing Club", BODY, **KENYA), 2),
        (record("University of Lyon", BODY, **PERU), record("University of Lyon", BODY, **KENYA), 1),
        (record("Kenyan Ministry of Health", BODY, **PERU), record("Ministry of Health of Kenya", BODY, **KENYA), 1),
        # in two parts of one country: a town's bank, not the country's ministry
        (record("First Savings Bank", BODY, **OHIO), record("First Savings Bank", BODY, **IOWA), 2),
        (record("Justice Department", BODY, **OHIO), record("Justice Department", BODY, **IOWA), 1),
        # an acronym, and one that is known all over the world
        (record("NPA", BODY, **PERU), record("NPA", BODY, **KENYA), 2),
        (record("NATO", BODY, **PERU), record("NATO", BODY, **KENYA), 1),
        # a firm and the person it is named after; a name that the recogniser took for a person's
        (record("Hugo Falke", BODY), record("Hugo Falke"), 2),
        (record("Zenith Falke", BODY), record("Zenith Falke"), 1),
    ],
)
def test_one_or_two(a: NameRecord, b: NameRecord, people: int) -> None:
    if a.key == b.key:
        assert people == 1
        return
    assert len(partition([a, b]).groups) == people
    assert partition([a, b]) == partition([b, a])


def test_what_is_kept_apart_by_its_setting_is_suggested() -> None:
    found = partition([record("Maria Gomes", **PERU), record("Maria Gomes", country="portugal")])
    assert [one.reason for one in found.suggestions] == ["a name that many have, in two countries"]


def test_many_namesakes_in_any_order() -> None:
    records = [
        record("Maria Gomes", country=country, role=role)
        for country in ("peru", "portugal", "angola", "")
        for role in ("", "nurse", "mayor of Lima")
    ] + [record("Gomes", country=country, year=year) for country in ("peru", "") for year in (1999, 2012)]
    records = list({one.key: one for one in records}.values())
    first = partition(records)
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert partition(records) == first


def of_a_year(name: str, year: int) -> NameRecord:
    made = record(name, role="president", country="us", year=year)
    return replace(made, context=ContextEvidence(days=(year * 365, year * 365 + 30)))


@pytest.mark.parametrize(
    ("full", "lone", "whose"),
    [
        (2003, (1990, 2005), 2005),  # the father's name alone, fifteen years before, is no word of the son's
        (1990, (1991, 2006), 1991),
        (2003, (2001, 2005), None),  # one term of office: no namesake of another age
    ],
)
def test_a_lone_name_of_another_age_is_not_the_persons(full: int, lone: tuple[int, int], whose: int | None) -> None:
    person, *alone = [of_a_year("Peter Quillfeather", full), *(of_a_year("Quillfeather", year) for year in lone)]
    for records in permutations([person, *alone]):
        (group,) = (group for group in partition(records).groups if person.key in group)
        assert {one.key for one in alone} & group == {
            one.key for one, year in zip(alone, lone, strict=True) if whose in (None, year)
        }

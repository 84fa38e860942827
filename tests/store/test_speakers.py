"""Speakers in the store: found by any spelling, told apart, put right by hand for good. On both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, insert

from quotes.errors import BadInput, Conflict, NotFound
from quotes.models import Person
from quotes.store import Store, articles, corrections, speakers
from quotes.store.schema.speaker_tables import speakers as speakers_table
from quotes.store.speakers import typeahead as speaker_typing
from quotes.store.speakers.naming import free_slug
from tests.store.people_made import extraction, people_of, read, sayers, words_by


def only(connection: Connection, query: str) -> speakers.ListedSpeaker:
    """The one speaker that a query means."""
    (one,) = speakers.resolve(connection, query).speakers
    return one


def ids(connection: Connection, query: str) -> list[str]:
    return [one.id for one in speakers.resolve(connection, query).speakers]


LUKASHENKO = ("Alexander Lukashenko", "Aleksandr Lukashenko", "Alyaksandr Lukashenka")
TIKHANOVSKAYA = ("Svetlana Tikhanovskaya", "Svetlana Tijanóvskaya", "Sviatlana Tsikhanouskaya")


@pytest.mark.parametrize("names", [LUKASHENKO, TIKHANOVSKAYA], ids=lambda names: names[0])
def test_each_spelling_brings_the_same_quotes(store: Store, names: tuple[str, ...]) -> None:
    read(store, *sayers(store, *LUKASHENKO, *TIKHANOVSKAYA, "Sergei Tikhanovsky", "Viktor Lukashenko"))
    with store.read() as connection:
        for name in names:
            assert words_by(connection, only(connection, name).pk) == {
                f"These are the words of {n} alone" for n in names
            }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Angela Merkel", ["angela-merkel"]),
        ("angela-merkel", ["angela-merkel"]),
        ("ANGELA MERKEL’s", ["angela-merkel"]),
        ("merkel", ["angela-merkel"]),
        ("Chancellor Angela Merkel", ["angela-merkel"]),
        ("Bush", ["george-w-bush", "jeb-bush"]),  # two people of one family name are both named
        ("George Bush", ["george-w-bush"]),
        ("Tikhanovskaya", ["svetlana-tikhanovskaya"]),  # not her husband
        ("Tsikhanouski", ["sergei-tikhanovsky"]),
        ("Kremlin", ["kremlin"]),
        ("the Kremlin", ["kremlin"]),
        ("kim jong-eun", ["kim-jong-un"]),
        ("Jae-in Moon", ["moon-jae-in"]),
        ("Markel", []),
        ("%", []),
        ("", []),
        ("' OR 1=1 --", []),
    ],
)
def test_resolve(store: Store, query: str, expected: list[str]) -> None:
    names = (
        "Angela Merkel", "George W. Bush", "Jeb Bush", "Svetlana Tikhanovskaya", "Sergei Tikhanovsky", "Kim Jong Un",
        "Kim Jong Il", "Moon Jae-in",
    )  # fmt: skip
    read(store, *sayers(store, *names))
    read(
        store,
        extraction("k", [Person("the Kremlin", "organization")], [("the Kremlin", "We expressed our confidence")]),
    )
    with store.read() as connection:
        assert sorted(ids(connection, query)) == expected


def test_where_nothing_fits_near_names_are_candidates(store: Store) -> None:
    read(store, *sayers(store, "Michelle Bachelet", "Angela Merkel"))
    with store.read() as connection:
        found = speakers.resolve(connection, "Michelle Bachalot")
        assert found.speakers == ()
        assert [one.id for one in found.candidates] == ["michelle-bachelet"]
        assert speakers.resolve(connection, "Zzyzx Qwrtp").candidates == ()


def test_a_lone_family_name_goes_to_its_one_bearer_and_leaves_when_there_are_two(store: Store) -> None:
    read(store, extraction("a", said=[("Rouhani", "We shall answer in due time")]))
    with store.read() as connection:
        assert ids(connection, "Rouhani") == ["rouhani"]
    read(store, extraction("b", said=[("Hassan Rouhani", "Our answer is ready now")]))
    with store.read() as connection:
        assert ids(connection, "Rouhani") == ["hassan-rouhani"]
        assert len(words_by(connection, only(connection, "Hassan Ruhani").pk)) == 2
        assert speakers.get(connection, "rouhani") == speakers.Moved("hassan-rouhani")
    read(store, extraction("c", said=[("Hossein Rouhani", "My brother has spoken too soon")]))
    with store.read() as connection:
        assert len(ids(connection, "Rouhani")) == 3
        assert words_by(connection, only(connection, "Hassan Rouhani").pk) == {"Our answer is ready now"}
        pairs = {frozenset((one.a.name, one.b.name)) for one in speakers.suggestions(connection).rows}
        assert pairs == {frozenset(("Rouhani", "Hassan Rouhani")), frozenset(("Rouhani", "Hossein Rouhani"))}


def test_namesakes_with_roles_that_do_not_go_together_stay_two(store: Store) -> None:
    for article, role in (("a", "Liverpool midfielder"), ("b", "Republican senator"), ("c", "senator")):
        person = Person("John Smith", roles=(role,))
        read(store, extraction(article, [person], [("John Smith", f"I speak as the {role} that I am")]))
    with store.read() as connection:
        assert sorted(one.quotes for one in speakers.resolve(connection, "John Smith").speakers) == [1, 2]


def test_detail_tells_aliases_roles_outlets_and_dates(store: Store) -> None:
    made = (
        ("a", "Alexander Lukashenko", "Belarusian President", "Taipei Times", "2020-08-18"),
        ("b", "Alexander Lukashenko", "Belarusian President", "Republic", "2020-09-12"),
        ("c", "Alyaksandr Lukashenka", "strongman", "Republic", "2020-08-15"),
    )
    for article, name, role, outlet, published in made:
        person = Person(name, names=(name, name.split()[1]), roles=(role,))
        read(
            store,
            extraction(article, [person], [(name, f"Words in {article} only")], outlet=outlet, published=published),
        )
    with store.read() as connection:
        found = speakers.get(connection, "alexander-lukashenko")
    assert isinstance(found, speakers.Detail)
    assert (found.name, found.type, found.quotes, found.articles) == ("Alexander Lukashenko", "person", 3, 3)
    assert (found.first_quoted, found.last_quoted) == ("2020-08-15", "2020-09-12")
    assert [(a.name, a.articles, a.outlets) for a in found.aliases] == [
        ("Alexander Lukashenko", 2, ("Republic", "Taipei Times")),
        ("Lukashenko", 2, ("Republic", "Taipei Times")),
        ("Alyaksandr Lukashenka", 1, ("Republic",)),
        ("Lukashenka", 1, ("Republic",)),
    ]
    assert [(r.role, r.articles, r.first, r.last) for r in found.roles] == [
        ("Belarusian President", 2, "2020-08-18", "2020-09-12"),
        ("strongman", 1, "2020-08-15", "2020-08-15"),
    ]
    assert [(o.name, o.quotes) for o in found.outlets] == [("Republic", 2), ("Taipei Times", 1)]
    assert found.as_dict()["aliases"][0] == {
        "name": "Alexander Lukashenko", "articles": 2, "outlets": ["Republic", "Taipei Times"],
    }  # fmt: skip


def test_the_same_article_again_counts_nothing_twice(store: Store) -> None:
    one = extraction(
        "a", [Person("Angela Merkel", roles=("chancellor",))], [("Angela Merkel", "We can do this")], outlet="X"
    )
    read(store, one)
    with store.read() as connection:
        before = speakers.get(connection, "angela-merkel")
    read(store, one, one)
    with store.read() as connection:
        assert speakers.get(connection, "angela-merkel") == before


def test_merge_moves_the_quotes_and_the_ids_and_outlives_reading_anew(store: Store) -> None:
    made = sayers(store, "Mark Twain", "Samuel Clemens", "Ernest Hemingway")
    read(store, *made)
    with store.write() as connection:
        assert speakers.merge(connection, "mark-twain", ["samuel-clemens"], by="ann").quotes == 2
    for _ in range(2):
        with store.read() as connection:
            assert ids(connection, "Samuel Clemens") == ids(connection, "samuel-clemens") == ["mark-twain"]
            assert len(words_by(connection, only(connection, "Mark Twain").pk)) == 2
            assert speakers.get(connection, "samuel-clemens") == speakers.Moved("mark-twain")
            assert [(d.kind, d.by) for d in speakers.history(connection, "mark-twain")] == [("merge", "ann")]
        with store.write() as connection:
            for one in made:
                articles.delete(connection, one.document.id)
        read(store, *reversed(made))


def test_a_merged_speaker_takes_what_fits_any_of_its_names(store: Store) -> None:
    read(store, *sayers(store, "Anselm Ritter", "Oskar Zelwer"))
    with store.write() as connection:
        speakers.merge(connection, "anselm-ritter", ["oskar-zelwer"], by="ann")
    read(store, extraction("later", said=[("Zelwer", "I was elected in the spring")]))
    with store.read() as connection:
        assert ids(connection, "Zelwer") == ["anselm-ritter"]
        assert only(connection, "anselm-ritter").quotes == 3


def test_split_by_name_keeps_the_spelling_apart_from_then_on(store: Store) -> None:
    made = sayers(store, *LUKASHENKO)
    read(store, *made)
    with store.write() as connection:
        new = speakers.split(
            connection, "alexander-lukashenko", names=["Alyaksandr Lukashenka"], by="ann", note="a son"
        )
    assert (new.id, new.quotes) == ("alyaksandr-lukashenka", 1)
    read(store, *(extraction(f"again-{n}", said=[(name, f"{name} says more")]) for n, name in enumerate(LUKASHENKO)))
    with store.read() as connection:
        assert len(words_by(connection, only(connection, "alexander-lukashenko").pk)) == 4
        assert len(words_by(connection, only(connection, "alyaksandr-lukashenka").pk)) == 2
        assert [d.note for d in speakers.history(connection, "alexander-lukashenko")] == ["a son"]


def test_split_by_article_tells_two_people_of_one_spelling_apart(store: Store) -> None:
    made = [extraction(article, said=[("John Smith", f"I am the one of {article}")]) for article in ("x", "y", "z")]
    read(store, *made)
    with store.write() as connection:
        new = speakers.split(connection, "john-smith", articles=["y"], by="ann")
    assert (new.id, new.quotes) == ("john-smith-2", 1)
    read(store, *made)
    with store.write() as connection:
        articles.delete(connection, "y")
    read(store, made[1])
    with store.read() as connection:
        assert words_by(connection, only(connection, "john-smith-2").pk) == {"I am the one of y"}
        assert words_by(connection, only(connection, "john-smith").pk) == {"I am the one of x", "I am the one of z"}
        assert ids(connection, "John Smith") == ["john-smith", "john-smith-2"]


def test_rename_keeps_the_id_and_is_not_undone_by_the_commonest_spelling(store: Store) -> None:
    read(store, *sayers(store, *LUKASHENKO))
    with store.write() as connection:
        speakers.rename(connection, "alexander-lukashenko", "Aliaksandr Lukashenka", by="ann")
    read(store, extraction("more", said=[("Alexander Lukashenko", "There is nothing more to say")]))
    with store.read() as connection:
        found = only(connection, "Alexander Lukashenko")
        assert (found.id, found.name, found.quotes) == ("alexander-lukashenko", "Aliaksandr Lukashenka", 4)


def test_not_the_same_parts_them_and_ends_the_suggestion(store: Store) -> None:
    read(store, *sayers(store, "Robert Downey", "Robert Downey Jr.", "Rouhani", "Hassan Rouhani"))
    with store.write() as connection:
        (one,) = speakers.suggestions(connection).rows
        speakers.keep_apart(connection, one.a.id, one.b.id, by="ann")
        assert speakers.suggestions(connection).rows == []
    read(store, extraction("later", said=[("Robert Downey", "I have made another film")]))
    with store.read() as connection:
        assert speakers.suggestions(connection).rows == []
        assert frozenset({("article-1", "Robert Downey Jr.")}) in people_of(connection)


@pytest.mark.parametrize("query", ["luka", "Luk", "loukach", "tsikhan", "tijano", "svet tikh", "sviat", "ales bia"])
def test_type_ahead_in_any_spelling(store: Store, query: str) -> None:
    read(store, *sayers(store, *LUKASHENKO, *TIKHANOVSKAYA, "Ales Bialiatski", "Angela Merkel"))
    expected = {
        "l": "alexander-lukashenko",
        "t": "svetlana-tikhanovskaya",
        "s": "svetlana-tikhanovskaya",
        "a": "ales-bialiatski",
    }
    with store.read() as connection:
        assert [one.id for one in speakers.page(connection, q=query).rows] == [expected[query[0].lower()]]
        assert speakers.count(connection, q=query) == 1


@pytest.mark.parametrize("sort", ["-quotes", "name"])
@pytest.mark.parametrize("q", [None, "a"])
def test_pages_follow_on_without_gap_or_repeat(store: Store, sort: speakers.Sort, q: str | None) -> None:
    names = [f"A{letter}ron Q{letter}zzle" for letter in "abcdefghijk"]
    made = [
        extraction(f"{n}-{m}", said=[(name, f"Sentence {m} is mine")])
        for n, name in enumerate(names)
        for m in range(n % 3 + 1)
    ]
    read(store, *made)
    with store.read() as connection:
        whole = speakers.page(connection, sort=sort, q=q).rows
        got, cursor = [], None
        while True:
            page = speakers.page(connection, sort=sort, q=q, limit=4, cursor=cursor)
            got += page.rows
            if page.next is None:
                break
            cursor = page.next
        assert got == whole
        assert sorted(one.name for one in whole) == names
        assert len(whole) == speakers.count(connection, q=q)
        key = (lambda one: one.name) if sort == "name" else (lambda one: -one.quotes)
        assert [key(one) for one in whole] == sorted(key(one) for one in whole)


def test_who_is_never_quoted_is_not_listed_but_known(store: Store) -> None:
    read(store, extraction("a", ["Vladimir Putin"], [("Angela Merkel", "I spoke with him at length")]))
    with store.read() as connection:
        assert [one.id for one in speakers.page(connection).rows] == ["angela-merkel"]
        assert only(connection, "Putin").quotes == 0


def test_what_was_corrected_by_hand_is_moved_by_nothing_but_a_merge(store: Store) -> None:
    one = extraction("a", said=[("Rouhani", "We shall answer in due time")])
    read(store, one)
    with store.write() as connection:
        pk = speakers.find_or_add(connection, "Mohammad Khatami")
        assert speakers.find_or_add(connection, "Mohammad Khatami") == pk
        corrections.correct_speaker(connection, one.quotes[0].id, by="ann", speaker_pk=pk)
    read(store, extraction("b", said=[("Hassan Rouhani", "Our answer is ready now")]))
    with store.read() as connection:
        assert words_by(connection, pk) == {"We shall answer in due time"}
    with store.write() as connection:
        speakers.merge(connection, "hassan-rouhani", ["mohammad-khatami"], by="ann")
        assert only(connection, "Mohammad Khatami").quotes == 2


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda c: speakers.merge(c, "angela-merkel", ["angela-merkel"], by="ann"), Conflict),
        (lambda c: speakers.merge(c, "angela-merkel", ["nobody"], by="ann"), NotFound),
        (lambda c: speakers.merge(c, "angela-merkel", [], by="ann"), BadInput),
        (lambda c: speakers.merge(c, "angela-merkel", ["helmut-kohl"], by=" "), BadInput),
        (lambda c: speakers.split(c, "angela-merkel", names=["Angela Merkel"], by="ann"), Conflict),
        (lambda c: speakers.split(c, "angela-merkel", names=["Helmut Kohl"], by="ann"), NotFound),
        (lambda c: speakers.split(c, "angela-merkel", articles=["nowhere"], by="ann"), NotFound),
        (lambda c: speakers.split(c, "angela-merkel", articles=["article-0"], by="ann"), Conflict),
        (lambda c: speakers.split(c, "angela-merkel", by="ann"), BadInput),
        (lambda c: speakers.rename(c, "nobody", "X", by="ann"), NotFound),
        (lambda c: speakers.rename(c, "angela-merkel", "  ", by="ann"), BadInput),
        (lambda c: speakers.keep_apart(c, "angela-merkel", "angela-merkel", by="ann"), Conflict),
        (lambda c: speakers.page(c, cursor="garbage"), BadInput),
        (lambda c: speakers.page(c, limit=0), BadInput),
        (lambda c: speakers.suggestions(c, cursor="garbage"), BadInput),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(store: Store, act, error) -> None:  # type: ignore[no-untyped-def]
    read(store, *sayers(store, "Angela Merkel", "Helmut Kohl"))
    with pytest.raises(error, match=r"^\S+ .{10,}[.:] .+[.}]$|^\S+ .{10,}\.$"), store.write() as connection:
        act(connection)


def test_the_twenty_sixth_of_a_name_has_an_id_of_its_own(store: Store) -> None:
    taken = ["john-smith", *(f"john-smith-{number}" for number in range(2, 26)), "john-smithson"]
    with store.write() as connection:
        connection.execute(insert(speakers_table), [{"slug": s, "name": s, "type": "person"} for s in taken])
        assert free_slug(connection, "John Smith") == "john-smith-26"
        assert free_slug(connection, "John") == "john"


@pytest.mark.parametrize("typing", ["maria kol", "kolesnik mar", "mari kolesnikava"])
def test_a_rare_family_name_is_found_behind_a_crowded_given_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, typing: str
) -> None:
    monkeypatch.setattr(speaker_typing, "_MOST_TYPED", 5)
    surnames = ("Abel", "Berg", "Clay", "Dorn", "Egan", "Falk", "Gore", "Hill")
    read(store, *sayers(store, *(f"Maria {name}" for name in surnames), "Maria Kolesnikova"))
    with store.read() as connection:
        assert [one.id for one in speakers.page(connection, q=typing).rows] == ["maria-kolesnikova"]

"""A document's words are its issuer's; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

import quotes
from quotes.coreference.document_mentions import document_mentions, families_of_documents
from tests.test_whom_it_means import marked_range, named

ISSUERS = (
    # by whom, whose, and the body before the noun
    ("⟨A survey by the Alder Trust⟩ called the owls “loud”.", "Alder Trust"),
    ("“Owls are loud,” said ⟨a report on owls for the county by the charity Night Watch⟩.", "Night Watch"),
    ("⟨A letter from Ana Roe⟩ called the owls “loud”.", "Ana Roe"),
    ("Ana Roe keeps owls. ⟨Her memoir⟩ calls them “loud”.", "Ana Roe"),
    ("The Alder Trust keeps owls. ⟨Its handbook⟩ calls them “loud”.", "Alder Trust"),
    ("⟨The warden's report⟩, written by head of owls Ana Roe, called them “loud”.", "Ana Roe"),
    ("⟨The audit⟩, jointly prepared by the Alder Trust, called them “loud”.", "Alder Trust"),
    # who got hold of it has not issued it
    ("⟨A report obtained by the Wexham Herald⟩ called the owls “loud”.", None),
    ("⟨A memo⟩, seen by Ana Roe, called the owls “loud”.", None),
    # who issued it
    ("The Alder Trust published an audit in May. ⟨The audit⟩ called the owls “loud”.", "Alder Trust"),
    ("The Alder Trust published an audit in May. ⟨The report⟩ called the owls “loud”.", "Alder Trust"),
    ("Owls nest here, the Alder Trust said in a statement. ⟨The statement⟩ called them “loud”.", "Alder Trust"),
    ("Ana Roe wrote a book on owls. “They are loud,” ⟨the book⟩ says.", "Ana Roe"),
    # what is done by a document
    ("Ana Roe sued the zoo in May. “It is loud,” ⟨the complaint⟩ says.", "Ana Roe"),
    ("The Alder Trust polled 300 keepers. “Owls are loud,” ⟨the survey⟩ says.", "Alder Trust"),
    # an outlet's article, and what goes on about it
    ("The Wexham Herald ran a feature on owls. “They are loud,” ⟨the article⟩ said.", "Wexham Herald"),
    ("Baker Ana Roe kept a diary. ⟨It⟩ calls the owls “loud”.", "Ana Roe"),
    # nobody is told to have issued it
    ("Ana Roe read a report. ⟨A survey⟩ called the owls “loud”.", None),
    ("⟨The report⟩ called the owls “loud”. Ana Roe read it.", None),
    ("Ana Roe ran the Wexham Herald. ⟨This article⟩ was first called “Owls”.", None),
    ("Residents sued Ana Roe in Libya. “It is loud,” ⟨the lawsuit⟩ says.", None),
)


@pytest.mark.parametrize(("marked", "issuer"), ISSUERS)
def test_a_document_speaks_for_whoever_issues_it(marked: str, issuer: str | None) -> None:
    assert named(marked) == issuer


TYPES = (
    ("⟨A survey by the Alder Trust⟩ called the owls “loud”.", "document"),
    ("“Owls are loud,” said ⟨a survey⟩.", "document"),
    ("“Owls are loud,” ⟨court records⟩ show.", "document"),
    ("“Owls are loud,” said ⟨an Alder Trust memo⟩.", "document"),
    ("Baker Ana Roe kept a diary. ⟨It⟩ calls the owls “loud”.", "document"),
    ("The Alder Trust published an audit, ⟨which⟩ called the owls “loud”.", "document"),
    ("“Owls are loud,” said ⟨the Alder Trust⟩.", "organization"),
    ("“Owls are loud,” said ⟨the author of the report⟩.", "person"),
    ("“Owls are loud,” said ⟨the letter writer⟩.", "person"),
    ("“Owls are loud,” said ⟨Ana Roe, who wrote the report⟩.", "person"),
    ("The Wexham Herald sold 300 copies. “Owls are loud,” ⟨the newspaper⟩ said.", "organization"),
)


@pytest.mark.parametrize(("marked", "kind"), TYPES)
def test_the_type_tells_a_document_from_whoever_issued_it(marked: str, kind: str) -> None:
    text, mention = marked_range(marked)
    assert quotes.read(text).people.who(mention).type == kind


def test_whoever_issues_a_document_is_a_person_or_a_body_of_the_article() -> None:
    read = quotes.Extractor().extract("Ana Roe wrote a letter. “Owls are loud,” the letter says.")
    (quote,) = read.quotes
    assert quote.speaker is not None
    assert (quote.speaker.type, quote.speaker.name) == ("document", "Ana Roe")
    assert [(one.name, one.type) for one in read.people] == [("Ana Roe", "person")]


def test_every_kind_of_document_is_found() -> None:
    for noun in families_of_documents():
        assert [found[2] for found in document_mentions(f"She read the long {noun} twice.")] == [noun]


def test_a_page_of_documents_is_read_in_one_pass() -> None:
    page = "the report of the letter on the note " * 5_000
    assert len(list(document_mentions(page))) == 15_000

"""The spaCy component, as a user of spaCy calls it."""

import pytest
import spacy
from spacy import displacy
from spacy.tokens import DocBin

from quotes.engine import Extractor
from quotes.models import Document

TEXT = "“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday. Nobody believed it."
SPLIT = "“We stay,” said Olga Bell. It rained. “Nobody,” she said, “will leave.”"


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("quotes")  # found by its entry point: nothing is imported here
    return made


def test_a_blank_pipeline_with_the_component_reads_quotations(nlp):
    doc = nlp(TEXT)
    (quote,) = doc._.quotes
    assert quote.text == "We will rebuild the bridge,"
    assert doc.text[quote.start : quote.end] == quote.text
    assert quote.speaker.name == "Ana Lopez"
    sentence = doc[0:14]
    assert list(sentence._.quotes) == [quote]
    assert list(doc[14:]._.quotes) == []


def test_what_a_doc_gives_back_is_what_the_engine_found(nlp):
    doc = nlp.make_doc(SPLIT)
    doc.user_data["id"] = "one"
    assert nlp(doc)._.quotes == Extractor().extract(Document(id="one", text=SPLIT)).quotes


def test_spans_are_the_parts_and_who_says_them(nlp):
    doc = nlp(SPLIT)
    first, second = doc._.quotes
    assert [span.text for span in doc.spans["quotes"]] == [part.text for part in (*first.parts, *second.parts)]
    assert [span.id_ for span in doc.spans["quotes"]] == [first.id, second.id, second.id]
    assert [(span.text, span.kb_id_, span.id_) for span in doc.spans["speakers"]] == [
        ("Olga Bell", "Olga Bell", first.id),
        ("she", "Olga Bell", second.id),
    ]
    for key, label in (("quotes", "QUOTE"), ("speakers", "SPEAKER")):
        shown = displacy.render(doc, style="span", options={"spans_key": key}, page=False, jupyter=False)
        assert label in shown and "Olga Bell" in shown


def test_two_docs_of_one_text_have_two_ids_and_given_ones_stay(nlp):
    ids = [doc._.quotes[0].id for doc in (nlp(TEXT), nlp(TEXT), *nlp.pipe([TEXT, TEXT]))]
    assert len(set(ids)) == 4
    again = [[doc._.quotes[0].id for doc, _ in nlp.pipe([(TEXT, {"id": 7})], as_tuples=True)] for _ in range(2)]
    assert again[0] == again[1] and again[0][0] not in ids
    assert {doc._.quotes[0].id for doc in nlp.pipe([TEXT, TEXT, TEXT], n_process=2, batch_size=1)}.isdisjoint(ids)


def test_processes_and_a_docbin_hand_on_whole_docs(nlp):
    docs = list(nlp.pipe([TEXT, SPLIT, TEXT, "Nobody spoke."], n_process=2, batch_size=1))
    assert [len(doc._.quotes) for doc in docs] == [1, 2, 1, 0]
    assert len({quote.id for doc in docs for quote in doc._.quotes}) == 4
    kept = DocBin(store_user_data=True, docs=docs).to_bytes()
    read = list(DocBin(store_user_data=True).from_bytes(kept).get_docs(spacy.blank("en").vocab))
    for before, after in zip(docs, read, strict=True):
        assert after._.quotes == before._.quotes
        for key in ("quotes", "speakers"):
            assert [(span.text, span.label_, span.kb_id_, span.id_) for span in after.spans[key]] == [
                (span.text, span.label_, span.kb_id_, span.id_) for span in before.spans[key]
            ]

"""The spaCy component, as a user of spaCy calls it."""

import spacy


def test_a_blank_pipeline_with_the_component_reads_quotations():
    nlp = spacy.blank("en")
    nlp.add_pipe("quotes")  # found by its entry point: nothing is imported here
    doc = nlp("“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday. Nobody believed it.")
    (quote,) = doc._.quotes
    assert quote.text == "We will rebuild the bridge,"
    assert doc.text[quote.start : quote.end] == quote.text
    assert quote.speaker.name == "Ana Lopez"
    sentence = doc[0:14]
    assert list(sentence._.quotes) == [quote]
    assert list(doc[14:]._.quotes) == []

"""Who a mention is where its name stands elsewhere than beside it; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

PARTNERS = (
    ("Tom Roe farms with his wife, Ana. “We rise at four,” ⟨Mrs Roe⟩ said.", "Ana Roe"),
    ("Tom Roe farms with his wife, Ana. “At four,” Mrs Roe said. “At five,” ⟨Mr Roe⟩ said.", "Tom Roe"),
    ("Ana Roe came with her husband, Tom. “We stay,” ⟨Mr Roe⟩ said.", "Tom Roe"),
    ("Tom Roe spoke. “No,” Mrs Roe said. “Yes,” ⟨Mr Roe⟩ said.", "Tom Roe"),
)

PRACTICES = (
    ("Ana Roe, chief of pediatrics at Elm Hospital, met Tom Fox. “It is full,” ⟨the pediatrician⟩ said.", "Ana Roe"),
    ("Tom Fox met Ana Roe, professor of history at Elm. “It is old,” ⟨the historian⟩ said.", "Ana Roe"),
    ("Tom Fox, head of cardiology, met Ana Roe. “Hearts fail,” ⟨the cardiologist⟩ said.", "Tom Fox"),
    # a field that somebody's hobby is about makes nobody its doctor
    ("Tom Fox met Ana Roe, a baker for pediatrics. “It is full,” ⟨the pediatrician⟩ said.", None),
)

TAKEN_OFFICES = (
    (
        "Ana Roe was elected governor of Elmia in May. She met Tom Fox, a miner. “We start,” ⟨the governor⟩ said.",
        "Ana Roe",
    ),
    ("Tom Fox, who became chief executive in 2019, met Ana Orr. “We pay,” ⟨the chief executive⟩ said.", "Tom Fox"),
    ("Ray Cole took over as coach in June. Ana Roe left. “We train,” ⟨the coach⟩ said.", "Ray Cole"),
    ("Ana Roe has been appointed bishop of Elm. Tom Fox left. “We pray,” ⟨the bishop⟩ said.", "Ana Roe"),
    ("Ana Roe was named in a lawsuit. Tom Fox left. “We sue,” ⟨the bishop⟩ said.", None),
)

INTRODUCED_NEXT = (
    ("“You are a danger,” ⟨a judge⟩ told him.\n\nJudge Ana Roe sentenced Craig Dole to nine years.", "Ana Roe"),
    ("“They were slow,” ⟨the manager⟩ said.\n\nElm manager Tom Fox has lost nine players.", "Tom Fox"),
    # an officer is one of many
    ("“You are a danger,” ⟨an officer⟩ told him.\n\nOfficer Ana Roe arrested Craig Dole.", None),
    ("“You are a danger,” ⟨a judge⟩ told him.\n\nJudge Ana Roe met Judge Tom Fox.", None),
)

BODIES = (
    ("Ana Roe sits in Elm. “It is false,” ⟨Roe’s office⟩ said.", "Ana Roe's office"),
    ("“It is false,” ⟨Mayor Ana Roe's office⟩ said.", "Ana Roe's office"),
    ("Enter The Washington Post. “He is lost,” ⟨the paper’s editorial board⟩ wrote.", "Washington Post"),
    ("He told The Advocate so. “He is lost,” ⟨the newspaper⟩ wrote.", "Advocate"),
    ("The mayor met ⟨the Black Lives Matter movement⟩, which called it “late”.", "Black Lives Matter"),
    ("Uber is late. “We are sorry,” ⟨an Uber representative⟩ said.", "Uber"),
    ("Tom Fox grew up in Elm. “I lay carpets,” says ⟨the 44-year-old star of “Ana Roe”⟩.", "Tom Fox"),
)

CAPTIONS = (
    (
        "Tom Roe wrote that he would sell it.\n\nPOOL New/Reuters.\n\nOfficer Carl Fox holds up the gun in court."
        "\n\n“It works,” ⟨he⟩ added.",
        "Tom Roe",
    ),
    (
        "“It is evil,” Tom Roe said.\n\nAl Barr / Getty Images.\n\nTom Roe and Carl Fox lay flowers in Elm.\n\n"
        "“We cried,” ⟨he⟩ said.",
        "Tom Roe",
    ),
)

ON_TRIAL = (
    ("Tom Roe denies two counts of fraud. Carl Fox gave evidence. “No,” ⟨the defendant⟩ said.", "Tom Roe"),
    ("Tom Roe poisoned a well, a jury at Elm Crown Court heard. Carl Fox wept. “No,” ⟨the accused⟩ said.", "Tom Roe"),
    ("Judge Ana Lee sentenced Tom Roe to nine years. Carl Fox wept. “No,” ⟨the defendant⟩ said.", "Tom Roe"),
    ("Tom Roe denied that it rained. Carl Fox wept. “No,” ⟨the defendant⟩ said.", None),
    ("Sentencing Tom Roe, Ana Lee gave him nine years. Carl Fox wept. “No,” ⟨the judge⟩ said.", "Ana Lee"),
    ("Jailing the pair at Perth, Lady Lee thanked Carl Fox. They wept. “No,” ⟨the judge⟩ said.", "Lee"),
    ("Prosecuting, Ana Lee thanked Carl Fox. Tom Roe wept. “No,” ⟨the prosecutor⟩ said.", "Ana Lee"),
    ("Ana Lee KC, defending, thanked Carl Fox. Tom Roe wept. “No,” ⟨the barrister⟩ said.", "Ana Lee"),
    ("Defending her title, Ana Lee beat Carl Fox. Tom Roe wept. “No,” ⟨the lawyer⟩ said.", None),
)

FRONTED = (
    ("Tom Roe and Ana Roe met Bea Fox. Fox sang. In ⟨her⟩ book, Long Night, Roe called it “odd”.", "Ana Roe"),
    ("Tom Roe and Ben Roe met Bea Fox. Fox sang. In ⟨her⟩ book, Long Night, Roe called it “odd”.", "Bea Fox"),
)

TOLD_ELSE = (
    # whose the subject of the sentence before is
    (
        "Ana Roe sings. Ana Roe’s albums were sold by Acme, bought by talent manager Scooter Fox. “No,” ⟨she⟩ said.",
        "Ana Roe",
    ),
    ("Ana Roe’s son, Pau, 12, was found. “I looked,” his mother said. “I was cold,” ⟨the boy⟩ said.", "Pau"),
    # who is told to be something else is less likely meant
    ("José Roe led Portugal until 2019. Lobbyist Carl Fox hired him. “No,” ⟨the former premier⟩ said.", "José Roe"),
    ("Ana Roe sings. Ana Roe paints. In Glaston it rained. “And Glaston?” “No,” says ⟨the 29-year-old⟩.", "Ana Roe"),
    ("Barr. Ana Roe described it as “odd”. Roe, in ⟨a statement⟩, noted that “it is late”.", "Ana Roe"),
    ("“It is odd,” said ⟨the Commissioner for Information⟩, Barr. Ana Roe.", "Ana Roe"),
)


@pytest.mark.parametrize(
    ("marked", "name"),
    (*FRONTED, *ON_TRIAL, *TOLD_ELSE, *PARTNERS, *PRACTICES, *TAKEN_OFFICES, *INTRODUCED_NEXT, *BODIES, *CAPTIONS),
)
def test_who_it_is(marked: str, name: str | None) -> None:
    assert named(marked) == name

"""Bodies as unseen articles call them; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

BODIES: tuple[tuple[str, str | None], ...] = (
    # the noun that opens the sentence is none of the name
    ("Airline Norvik will scrap routes. “We regret it,” ⟨the airline⟩ said.", "Norvik"),
    ("Insurer Tarn Mutual raised its prices. “We regret it,” ⟨the insurer⟩ said.", "Tarn Mutual"),
    # what it is told to be says little of its trade
    ("Pharmaceutical giant Helvex halted a trial. “We regret it,” ⟨the drugmaker⟩ said.", "Helvex"),
    # a name that no list knows, and the company
    ("Rivolta will close its plant in Lyon. “We regret it,” ⟨the company⟩ said.", "Rivolta"),
    ("Norvik beat Acme Media in May. Norvik sold it. “We regret it,” ⟨the firm⟩ said.", "Norvik"),
    # two bodies that are named apart elsewhere
    ("The merger of Tarnet and Norvik Media is done. Norvik and Tarnet met. “No,” ⟨Norvik⟩ said.", "Norvik Media"),
    # by their name, far above
    (
        "The Pine Hollow Police Department met. Ida Roe sang. Abe Roe sang. Ida sang. Abe sang. Roe sang."
        " It was posted on Facebook. “Park it,” ⟨the department⟩ said.",
        "Pine Hollow Police Department",
    ),
    ("Ashby Police held two men. “It was calm,” ⟨the force⟩ said.", "Ashby Police"),
    ("He robbed the Ashby Hockey Association. “We regret it,” ⟨the league⟩ said.", "Ashby Hockey Association"),
    ("Marsh Bank raised its rates. “We regret it,” ⟨the lender⟩ said.", "Marsh Bank"),
    # with what tells of the trade between
    ("Grace Foods, the maker of Tattle biscuits, cut jobs. “Sorry,” ⟨the snack maker⟩ said.", "Grace Foods"),
    # the one force that is named; not where two are, nor in another place
    ("Ashby Police held two men from Leeds. “It was calm,” ⟨police⟩ said.", "Ashby Police"),
    (
        "Two men were held, the Ashby Police Department said. Ida Roe left. ⟨Police⟩ said it was “calm”.",
        "Ashby Police Department",
    ),
    ("Ashby Police held two men. Leeds Police held one. “It was calm,” ⟨police⟩ said.", None),
    ("Ashby Police held two men. “It was calm,” said ⟨police⟩ in Leeds.", None),
    ("The Ashby Police Federation met. “It was calm,” ⟨police⟩ said.", None),
    # with what it does between
    ("“It is ours,” Ashby Records said. The firm that runs the mill, Norvik Ade, hid. “No,” ⟨it⟩ said.", "Norvik Ade"),
    ("Ashby Records left. The company behind the mill, Lune Productions, hid. “No,” ⟨they⟩ said.", "Lune Productions"),
    # what a person may be called as well
    ("The buyer, Bright Molar Dental, paid. “We regret it,” ⟨the company⟩ said.", "Bright Molar Dental"),
    # an office that has a house
    ("⟨The Cook County Sheriff’s Office⟩ said it was “calm”.", "Cook County Sheriff’s Office"),
    ("⟨The Data Commissioner’s Office⟩ said it was “looking”.", "Data Commissioner’s Office"),
    ("⟨A spokesman⟩ for the European regulator, the EMEA Agency, said it was “calm”.", "EMEA Agency"),
    # its last words are another body's, and it is none of it
    ("They met at Ysgol Bryn Gwyn. ⟨The action group Cadwn Bryn Gwyn⟩ called it “wrong”.", "Cadwn Bryn Gwyn"),
)

OTHERS = (
    # another one than is in mind
    ("Rivolta will close its plant in Lyon. “We regret it,” ⟨the other company⟩ said.", None),
    # a bank is no union
    ("Marsh Bank raised its rates. “We regret it,” ⟨the union⟩ said.", None),
    # a person
    ("Miner Ikwo Tvarok left. “I am done,” ⟨Tvarok⟩ said.", "Ikwo Tvarok"),
    ("Crooked Jane Roe left. Jane Roe sang. “I am done,” ⟨Roe⟩ said.", "Jane Roe"),
    ("Grace Banks left. “I am done,” ⟨Banks⟩ said.", "Grace Banks"),
    ("Abe Roe’s office is shut. “I am done,” ⟨Roe⟩ said.", "Abe Roe"),
)


@pytest.mark.parametrize(("marked", "name"), BODIES)
def test_which_body_is_meant(marked: str, name: str | None) -> None:
    assert named(marked) == name


@pytest.mark.parametrize(("marked", "name"), OTHERS)
def test_what_is_not_taken_for_that_body(marked: str, name: str | None) -> None:
    assert named(marked) == name


LOCAL = (
    ("Two men fled. ⟨The Marion County sheriff’s office⟩ said it was “calm”.", "Marion County sheriff’s office"),
    ("The Ashby rowing team sank on Saturday. “No plug,” ⟨the team⟩ wrote.", "Ashby rowing team"),
    ("“No plug,” ⟨Ashby police⟩ said.", "Ashby police"),
    # the one club of the town
    ("⟨Ashford⟩ tweeted: “No plug.”\n\nAshford United have won.", "Ashford United"),
    ("⟨Ashford⟩ said: “No plug.”\n\n“It is done.”\n— Ashford Rovers (@ashrov) May 4, 2024", "Ashford Rovers"),
    ("⟨Leeds⟩ said: “No plug.” Leeds United played Leeds Rovers.", "Leeds"),
    # the chief's name, not his force's
    ("“No plug,” ⟨Ashby police Chief Ned Tvarok⟩ said.", "Ned Tvarok"),
    ("“No plug,” ⟨Ashby police officer Ned Tvarok⟩ said.", "Ned Tvarok"),
    # what stood behind "outside" is a shop, since it argues
    ("She fell outside Tarnco. Tarnco argued that she ran. ⟨A Tarnco spokesman⟩ called it “sad”.", "Tarnco"),
    # the company of the story, not the broker that judged it
    (
        "Carmaker Rivolta lost money. Rivolta sold cars. “We lost,” the company said. Brokerage Tarn Securities was"
        " glad. “No plug,” ⟨the company⟩ said.",
        "Rivolta",
    ),
)


@pytest.mark.parametrize(("marked", "name"), LOCAL)
def test_which_local_body_is_meant(marked: str, name: str | None) -> None:
    assert named(marked) == name

"""Who a mention is, in articles of a few sentences; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import re

import pytest

import quotes
from quotes.coreference import ArticleSpeakers, resolve_article
from quotes.models import Speaker, TextRange


def people_of(text: str) -> ArticleSpeakers:
    return quotes.read(text).people


def asked(marked: str) -> Speaker:
    before, mention, after = re.split("[⟨⟩]", marked)
    text = before + mention + after
    speaker = people_of(text).who(TextRange(len(before), len(before) + len(mention), mention))
    assert all(text[link.start : link.end] == link.text for link in speaker.chain)
    assert speaker.chain[0].text == mention
    return speaker


NAMES = (
    # surname alone, later and earlier
    ("Ana Lopez runs the bakery. “We open at five,” ⟨Lopez⟩ said.", "Ana Lopez"),
    ("“We open at five,” ⟨Lopez⟩ said. Ana Lopez runs the bakery.", "Ana Lopez"),
    ("Mary Ann O’Neill won. “I am tired,” ⟨O’Neill⟩ said.", "Mary Ann O’Neill"),
    ("Bill de Groot resigned. “Enough,” ⟨de Groot⟩ said.", "Bill de Groot"),
    ("Tulsa Mayor Carl van der Berg resigned. “Enough,” ⟨Van der Berg⟩ said.", "Carl van der Berg"),
    # first name alone
    ("Ruby Marsh, 9, lost her cat. “He is orange,” ⟨Ruby⟩ said.", "Ruby Marsh"),
    # surname first
    ("South Korean President Lim Geun-ho spoke on Monday. “We are ready,” ⟨Lim⟩ said.", "Lim Geun-ho"),
    ("Daw Thin Thin Kyi was freed. “I am well,” ⟨Thin Thin Kyi⟩ said.", "Thin Thin Kyi"),
    # titles, offices, origins before the name
    ("“No,” said ⟨German ambassador Michael von Ungern-Falk⟩.", "Michael von Ungern-Falk"),
    ("“No,” ⟨Retired Lt. Gen. Mark Fellows⟩ said.", "Mark Fellows"),
    ("“No,” ⟨Secretary of State John F. Calder⟩ said.", "John F. Calder"),
    ("“No,” ⟨Belarusian state news agency NovaTA⟩ reported.", "NovaTA"),
    ("“No,” ⟨House Speaker Paula D. Rowan (R-Wis.)⟩ said.", "Paula D. Rowan"),
    ("“No,” ⟨the Rev. Peter Wherby, of Mayfield Baptist Church,⟩ said.", "Peter Wherby"),
    ("“No,” ⟨Detective Inspector Sarah Hughes⟩ said.", "Sarah Hughes"),
    ("“No,” ⟨Labour MP Rupa Sen⟩ said.", "Rupa Sen"),
    ("“No,” ⟨Arsenal manager Pep Amadi⟩ said.", "Pep Amadi"),
    ("“No,” ⟨Chief Minister Mamata Roy⟩ said.", "Mamata Roy"),
    ("“No,” ⟨Zanu-PF spokesman Tendai Moyo⟩ said.", "Tendai Moyo"),
    # an apposition, a relation
    ("“No,” said ⟨Scott’s niece, state Del. Marcia Prince⟩.", "Marcia Prince"),
    ("“No,” said ⟨his wife, Ellen Marsh⟩.", "Ellen Marsh"),
    ("“No,” said ⟨Jane Roe, a lawyer at Bell & Glass in Ohio⟩.", "Jane Roe"),
    ("“No,” said ⟨another critic, Laurence H. Tripp,⟩ on Monday.", "Laurence H. Tripp"),
    # the fullest name, a middle initial, a nickname, a misspelling
    ("Jack J. Munro spoke. Jack Munro left. “Bye,” ⟨Munro⟩ said.", "Jack J. Munro"),
    ("Robert C. “Bobby” Stott spoke. “Bye,” ⟨Stott⟩ said.", "Robert C. Stott"),
    ("The doctor is Harold Bornfeld. “He is fit,” ⟨Bornfled⟩ wrote.", "Harold Bornfeld"),
    # two of one surname
    ("Bob Marsh and Ellen Marsh farm here. “It floods,” ⟨Mrs. Marsh⟩ said.", "Ellen Marsh"),
    ("Senator Tom Cross lost. His wife, Heidi Cross, wept. “I will be back,” ⟨Cross⟩ said.", "Tom Cross"),
    # a name that no lexicon knows
    ("The shop belongs to Qwer Zxcvon. “It is mine,” ⟨Zxcvon⟩ said.", "Qwer Zxcvon"),
    # transcripts
    ("Chris Wallis hosted Gov. Mike Pender.\n\n⟨PENDER⟩: “I never said that.”", "Mike Pender"),
    # a couple
    ("Bill Clay and Ann Dorn met. “We agree,” ⟨Clay and Dorn⟩ said.", "Bill Clay and Ann Dorn"),
    ("“No,” said ⟨Han Son Mi⟩, the minister.", "Han Son Mi"),
    ("“No,” said ⟨Mi-Ran Son⟩, the striker.", "Mi-Ran Son"),
    ("“No,” said ⟨the Rev. Father Tom Reed⟩.", "Tom Reed"),
    ("“No,” ⟨A. B. Lodh⟩ said.", "A. B. Lodh"),
    ("“No,” ⟨Son Jae-won⟩ said.", "Son Jae-won"),
    ("Dmitri Roe spoke in Veliky Ustyug.\n\n“No,” ⟨he⟩ said.", "Dmitri Roe"),
    ("He had faith in Hoshyar Zor.\n\n“No,” ⟨Zor⟩ said.", "Hoshyar Zor"),
    ("Bank of Chile Governor Ana Roe spoke.\n\n“No,” ⟨Roe⟩ said.", "Ana Roe"),
    ("Samir Al Rawi spoke. “No,” ⟨Al Rawi⟩ said.", "Samir Al Rawi"),
    ("Sheikh Samir bin Rashid came. “No,” ⟨Sheikh Samir⟩ said.", "Samir bin Rashid"),
    ("“No,” ⟨Sri Wahyuni⟩ said.", "Sri Wahyuni"),
    ("Prime Minister Sheikh Nadia came. “No,” ⟨Nadia⟩ said.", "Sheikh Nadia"),
    ("Jan Nowy won. “Yes,” ⟨the Pole⟩ said.", "Jan Nowy"),
    # a short word has a capital in the midst of a sentence only where it is a name
    ("“No,” ⟨To Minh⟩ said.", "To Minh"),
    ("“No,” ⟨An Mi-rae⟩ said.", "An Mi-rae"),
    # a month, a park, a season; or a surname, where the article has its bearer
    ("Laura May left in May. “No,” ⟨May⟩ said.", "Laura May"),
    ("Laura May left.\n\n⟨May⟩ said: “It is over.”", "Laura May"),
    ("Laura May left. “No,” ⟨Mrs May⟩ said.", "Laura May"),
    ("Park Mi-rae left.\n\n“No,” ⟨Park⟩ said.", "Park Mi-rae"),
)

ORGANISATIONS = (
    ("“We disagree,” ⟨the Kremlin⟩ said.", "Kremlin"),
    ("“We disagree,” ⟨The Kremlin⟩ said.", "Kremlin"),
    ("“We disagree,” ⟨Downing Street⟩ said.", "Downing Street"),
    ("⟨The Springfield Post⟩ called it “a farce”.", "Springfield Post"),
    ("The Springfield Post broke the story. ⟨The Post⟩ called it “a farce”.", "Springfield Post"),
    ("The International Grain Fund (IGF) met. “Prices rose,” ⟨the IGF⟩ said.", "International Grain Fund"),
    ("The Association of Lamp Makers met. “We strike,” ⟨the union⟩ said.", "Association of Lamp Makers"),
    ("The Commission on Fair Debates met. “It broke,” ⟨the commission⟩ said.", "Commission on Fair Debates"),
    ("Jane Roe leads. “It is false,” ⟨Roe’s campaign⟩ said.", "Roe campaign"),
    ("A paper appeared. The plan is “weak”, ⟨a Treasury memo⟩ said.", "Treasury"),
    ("The virus spreads. “It is small,” ⟨WHO⟩ said.", "WHO"),
    ("Tom Reed is ill. ⟨WHO⟩ called it “small”.", "WHO"),
    ("“No,” ⟨Chile’s Foreign Ministry⟩ said.", "Chile’s Foreign Ministry"),
    ("“No,” ⟨Chile’s Ministry of Defence⟩ said.", "Chile’s Ministry of Defence"),
    ("“No,” Chile’s Foreign Ministry said. It is late. “Yes,” ⟨the ministry⟩ said.", "Chile’s Foreign Ministry"),
    ("“No,” ⟨Chile’s Ana Lopez⟩ said.", "Ana Lopez"),
    ("“No,” ⟨UN Climate Council⟩ said.", "UN Climate Council"),
    ("“No,” the ⟨U.N. Climate Council⟩ said.", "U.N. Climate Council"),
    ("“No,” the ⟨US Department of State⟩ said.", "US Department of State"),
    ("“No,” the ⟨Chilean Red Cross⟩ said.", "Chilean Red Cross"),
    ("The Supreme Electoral Tribunal met. “No,” ⟨the tribunal⟩ said.", "Supreme Electoral Tribunal"),
    # many outlets write it small
    ("“No,” ⟨Chile’s foreign ministry⟩ said.", "Chile’s foreign ministry"),
    ("“No,” the ⟨South Korean defense ministry⟩ said.", "South Korean defense ministry"),
    ("Chile's foreign ministry met. “No,” ⟨the ministry⟩ said.", "Chile's foreign ministry"),
    ("“No,” said ⟨Chilean foreign ministry spokeswoman Ana Roe⟩.", "Ana Roe"),
    ("“No,” the ⟨Organization for Trade and Co-operation⟩ said.", "Organization for Trade and Co-operation"),
)

DESCRIPTIONS = (
    ("Mayor Bill de Groot came. “It was planned,” ⟨the mayor⟩ said.", "Bill de Groot"),
    ("Rep. Adam Shaw spoke. “It was planned,” ⟨the congressman⟩ said.", "Adam Shaw"),
    ("Tessa Green, a nurse from Leeds, stayed. “It was cold,” ⟨the nurse⟩ said.", "Tessa Green"),
    ("Jude Bell is the club’s captain. “We lost,” ⟨the skipper⟩ said.", "Jude Bell"),
    ("Kim Lee, 34, fled. “It burned,” ⟨the 34-year-old⟩ said.", "Kim Lee"),
    ("The firm’s chief economist, Ian Wray, spoke. “Prices rose,” ⟨the economist⟩ said.", "Ian Wray"),
    ("Ivan Petrov met Olga Sidorova, Latvia’s president. “We agree,” ⟨the Latvian president⟩ said.", "Olga Sidorova"),
    ("Maria Silva won gold. “I cried,” ⟨the Brazilian swimmer⟩ said.", "Maria Silva"),
    ("Maria Silva won gold. “I cried,” ⟨the Brazilian⟩ said.", "Maria Silva"),
    # the only person named so far, called by something else; not whoever stands by
    ("Maria Silva opened a clinic.\n\n“It is late,” ⟨the young deputy⟩ said.", "Maria Silva"),
    ("Maria Silva opened a clinic. A former judge, she likes it. “It is late,” ⟨she⟩ said.", "Maria Silva"),
    ("Maria Silva opened a clinic.\n\n“It is late,” ⟨the former judge⟩ said.", "Maria Silva"),
    ("Kim Lee fled.\n\n“It burned,” ⟨the 34-year-old⟩ told reporters.", "Kim Lee"),
    # an article that opens with an office and names its bearer by the bare surname
    ("The Chilean president met miners.\n\n“We stay,” Reyes said. “It is good,” said ⟨the president⟩.", "Reyes"),
    ("The Chilean president met Ana Roe.\n\n“We stay,” ⟨Reyes⟩ said.", "Reyes"),
    ("The Chilean president left.\n\nJuan Reyes took a plane.\n\n“We stay,” ⟨the president⟩ said.", "Juan Reyes"),
    ("The mayor of Lima, Mr. Juan Reyes, left.\n\n“We stay,” ⟨the mayor⟩ said.", "Juan Reyes"),
    ("Maria Silva beat Norwegian skier Tom Reed. “I lost,” ⟨the Norwegian⟩ said.", "Tom Reed"),
    ("Brazilian skier Maria Silva beat Tom Reed. “I lost,” ⟨the Norwegian⟩ said.", "Tom Reed"),
)

PRONOUNS = (
    ("Ana Lopez spoke to Tom Reed. “We open at five,” ⟨she⟩ said.", "Ana Lopez"),
    ("Ana Lopez spoke to Tom Reed. “We open at five,” ⟨he⟩ said.", "Tom Reed"),
    ("Tom Reed met Bob Marsh. “We open at five,” ⟨he⟩ said.", "Tom Reed"),
    ("Mr. Reed met Mrs. Marsh.\n\n“We open at five,” ⟨she⟩ said.", "Marsh"),
    ("“It rained,” Tom Reed said. He left early. “I was wet,” ⟨he⟩ said.", "Tom Reed"),
    ("Reed said Ana Lopez was wrong. Tom Reed is a baker. “She lies,” ⟨he⟩ said.", "Tom Reed"),
    ("In ⟨her⟩ “great” book, Ana Lopez wrote of home.", "Ana Lopez"),
    ("“It rained,” ⟨she⟩ said. Anna Weber, 34, lost her house.", "Anna Weber"),
    ("Tom Reed, ⟨who⟩ said it was “wrong”, left.", "Tom Reed"),
    ("Ana Lopez praised Tom Reed, ⟨who⟩ said it was “wrong”.", "Tom Reed"),
    ("The Springfield Post closed. “We are sorry,” ⟨it⟩ said.", "Springfield Post"),
    ("Roe’s campaign denied it. ⟨It⟩ called the report “false”. Jane Roe left.", "Roe campaign"),
)

UNNAMED = (
    "“We are cold,” ⟨protesters⟩ said.",
    "“We are cold,” ⟨a spokesman⟩ said.",
    "Jane Roe leads. “It is false,” ⟨her lawyer⟩ said.",
    "Jane Roe leads. “It is false,” ⟨Roe’s lawyer⟩ said.",
    "Jane Roe leads. “It is false,” ⟨a spokesman for Roe⟩ said.",
    "“It is false,” ⟨officials at Acme Energy⟩ said.",
    "“It is false,” ⟨one of them⟩ said.",
    "“It is false,” ⟨he⟩ said.",
    "A woman came. “It is false,” ⟨she⟩ said.",
    "A man met Ana Lopez. “It is false,” ⟨he⟩ said.",
    "“It is false,” ⟨I⟩ said.",
    "“It is false,” ⟨Republicans⟩ said.",
    "“It is false,” ⟨Residents⟩ said. Other residents left.",
    "Protesters came. Acme Energy closed. Police left. “Shame,” ⟨the crowd⟩ shouted.",
    "Ana Lopez spoke of Rome. “It is false,” ⟨a Roman priest⟩ said.",
    "Ana Lopez left the court.\n\n“It is false,” ⟨the judge⟩ said.",
    "Ana Lopez met Tom Reed.\n\n“It is false,” ⟨the young deputy⟩ said.",
    "“It is false,” said ⟨the minister⟩, a law professor from Leeds.",
    "The Chilean doctor came. The doctor from Sylhet told a meeting. “It is false,” ⟨the doctor⟩ said.",
    "The doctor from Leeds told a meeting. “It is false,” ⟨the doctor⟩ said.",
)


@pytest.mark.parametrize(("text", "name"), NAMES + ORGANISATIONS + DESCRIPTIONS + PRONOUNS)
def test_a_mention_is_called_by_the_fullest_name(text: str, name: str) -> None:
    assert asked(text).name == name


@pytest.mark.parametrize("text", UNNAMED)
def test_what_the_article_does_not_name_stays_unnamed(text: str) -> None:
    assert asked(text).name is None


@pytest.mark.parametrize(
    ("text", "kind"),
    (
        ("“No,” said ⟨Ana Lopez⟩.", "person"),
        ("“No,” said ⟨the Kremlin⟩.", "organization"),
        ("“No,” said ⟨the protesters⟩.", "group"),
        ("Ann Dorn met Bill Clay. “No,” said ⟨Dorn and Clay⟩.", "group"),
        ("“No,” ⟨he⟩ said.", "person"),
    ),
)
def test_the_type_of_a_speaker(text: str, kind: str) -> None:
    assert asked(text).type == kind


@pytest.mark.parametrize(
    ("text", "role"),
    (
        ("“No,” said ⟨German ambassador Michael Falk⟩.", "German ambassador"),
        ("Belarusian President Ivan Kuzma spoke. “No,” ⟨he⟩ said.", "Belarusian President"),
        ("Tessa Green, a nurse from Leeds, stayed. “No,” ⟨she⟩ said.", "nurse from Leeds"),
        ("The firm’s chief economist, Ian Wray, spoke. “No,” ⟨Wray⟩ said.", "firm’s chief economist"),
    ),
)
def test_the_role_is_what_the_article_says(text: str, role: str) -> None:
    assert asked(text).role == role


def test_the_chain_leads_from_the_pronoun_over_the_surname_to_the_name() -> None:
    speaker = asked("Ana Lopez runs the bakery. Lopez is tired. “We open at five,” ⟨she⟩ said.")
    assert [link.text for link in speaker.chain] == ["she", "Lopez", "Ana Lopez"]


def test_people_are_listed_with_their_spellings_and_roles() -> None:
    people = people_of("Belarusian President Ivan Kuzma spoke. “No,” Kuzma said. He left Minsk.").people
    (person,) = (person for person in people if person.name == "Ivan Kuzma")
    assert (person.type, person.names, person.roles) == ("person", ("Ivan Kuzma", "Kuzma"), ("Belarusian President",))


def test_no_text_has_no_people() -> None:
    assert resolve_article("", (), ()).people == ()


@pytest.mark.parametrize(
    "text", ("“", "“A" * 2000, "A. " * 5000, "Ana Lopez " * 3000, "\ud800 “x” \u202e", "he " * 5000)
)
def test_hostile_text_raises_nothing(text: str) -> None:
    people = people_of(text)
    assert people.who(TextRange(0, min(3, len(text)), text[:3])).mention is not None


@pytest.mark.parametrize(
    ("text", "roles"),
    (
        ("The Chilean president met miners.\n\n“We stay,” Reyes said.", ["Chilean president"]),
        ("The mine is open, the Chilean president said.\n\n“We stay,” Reyes told reporters.", ["Chilean president"]),
        ("The Chilean president left.\n\nJuan Reyes took a plane. “We stay,” he said.", None),
        # two figures, two who speak, or somebody else whom the article is about
        ("The Chilean president met miners.\n\nThe mayor came. “We stay,” Reyes said. The mayor left.", None),
        ("The Chilean president met miners.\n\n“We stay,” Reyes said. “We go,” Rojas said.", None),
        ("Ana Roe met the Chilean president.\n\n“We stay,” Reyes said.", None),
    ),
)
def test_an_opening_tells_whose_the_bare_name_is(text: str, roles: list[str] | None) -> None:
    told = {person.name: list(person.roles) for person in people_of(text).people}
    assert told.get("Reyes") == roles

"""Quoted spans: a table of how news text looks and breaks, and what must hold of any text whatever.

In the table ⟦words⟧ is an expected span: `⟦+` one that continues, `+⟧` one that stays open. The marks of a text
stand outside the brackets, or inside where they belong to the words.
"""

from __future__ import annotations

import gc
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.text.quotation_marks import QuotedSpan, quoted_spans
from quotes.text.quotation_marks.quoted_span import (
    BREAK_LOST,
    CLOSING_MISSING,
    DAMAGED,
    DOUBLED,
    OPENING_MISSING,
    SPACE_AFTER_OPENING,
    SPACE_BEFORE_CLOSING,
    WRONG_HAND,
)

PLAIN = [
    # the four common hands, speech before, after and around its cue
    '"⟦It rained all night,⟧" said Ana Lopez.',
    "“⟦It rained all night,⟧” said Ana Lopez.",
    "“⟦It rained,⟧” said Ana Lopez. “⟦It never stopped.⟧”",
    '"⟦It rained,⟧" she said, "⟦and it never stopped.⟧"',
    "Lopez said: “⟦It rained.⟧”",
    'Lopez said,"⟦It rained,⟧" and left.',
    "She called the plan “⟦unworkable⟧” and “⟦cruel⟧”.",
    'She called the plan "⟦unworkable⟧"; he did not.',
    "「⟦We are leaving,⟧」 said the minister. 『⟦Now,⟧』 he added.",
    "» The tram is late\n› The bus is not\n\n“⟦It rained,⟧” said Ana Lopez.",
    "A stray “ mark. Lopez said: “⟦It rained.⟧” Nobody moved.",
    "«⟦Nous partons⟧», said the minister.",
    "« ⟦Nous partons⟧ », said the minister.",
    "»⟦Wir gehen⟧«, said the minister.",
    "„⟦Wir gehen⟧“, said the minister.",
    "„⟦Wir gehen⟧”, said the minister. „⟦Now.⟧”",
    "``⟦We are leaving,⟧'' the mayor said.",
    "` ` ⟦We are leaving ,⟧ ' ' the mayor said .",
    "`` ⟦We are leaving ,⟧ '' the mayor said , `` ⟦and soon .⟧ ''",
    "''⟦We are leaving,⟧'' the mayor said. ''⟦Soon.⟧''",
    "＂⟦We are leaving,⟧＂ the mayor said.",
    "‘‘⟦We are leaving,⟧’’ the mayor said.",
    "(“⟦We are leaving,⟧” the mayor said.)",
    'Was it "⟦a mistake⟧"? "⟦Yes⟧"!',
    "The vote—“⟦a farce⟧”—went ahead.",
    'The vote -- "⟦a farce⟧" -- went ahead.',
    '["⟦We lost⟧"]',
    "“⟦We—⟧” he began.",
    "“⟦We were going to –⟧” he began.",
    '"⟦We were ...⟧" she said.',
    '"⟦1,200 people came,⟧" he said.',
    '"⟦No.⟧"',
    'Mary "⟦Peaches⟧" O\'Hara said "⟦yes⟧", "⟦no⟧" and "⟦maybe⟧".',
    'Q: "⟦Did you?⟧" A: "⟦No.⟧"',
    '"⟦Are you sure?⟧" she asked; "⟦no⟧", he replied, "⟦not at all⟧".',
    '"⟦We are—⟧" he paused "⟦—done.⟧"',
    '"⟦\'Tis nothing,⟧" he said.',
    '"⟦...and then we left,⟧" he said. "⟦…and came back.⟧"',
    '"⟦[We] will go,⟧" he said. "⟦$5 is fine.⟧"',
    "❝⟦It rained,⟧❞ she said.",
    # none
    "",
    "Nobody said a word.",
    '""',
    '" "',
    "“...” he said, and “?!”.",
    '"',
    "”",
]

NESTED = [
    "“⟦He told me, ‘Go home,’ and I went,⟧” she said.",
    "“⟦You can shout ‘Leave.’⟧”",
    "“⟦‘Leave,’ they shouted,⟧” she said.",
    "\"⟦He told me 'go home' and I went,⟧\" she said.",
    "\"⟦It's the workers' money and the bosses' shame,⟧\" she said.",
    "“⟦She said “go home” to them all,⟧” he said. “⟦Twice.⟧”",
    '"⟦She said "go home" to them all,⟧" he said.',
    "‘⟦He told me, “Go home,” and I went,⟧’ she said.",
    "'⟦He told me \"go home\" and I went,⟧' she said. '⟦So I did.⟧'",
    "“⟦He said, ‘She told me, “Never,” and left,’ and I believe him,⟧” said Ruiz.",
    "„⟦He said «never» to me⟧“, she said.",
    "“⟦As they say: “All or nothing.⟧” He laughed.",
    "‘⟦They told us, ‘No more,’ and left,⟧’ she said.",
    "'⟦They chant 'Out' at us,⟧' she said.",
]

SINGLE = [
    "'⟦It rained all night,⟧' she said.",
    "‘⟦It rained all night,⟧’ she said.",
    "'⟦It rained,⟧' she said. '⟦It never stopped.⟧'",
    "'⟦I don't know what he's on about,⟧' she said.",
    "‘⟦I don’t know what he’s on about,⟧’ she said.",
    "'⟦The workers' pay is shameful,⟧' said Bob Hall.",
    "‘⟦The workers’ pay is shameful,⟧’ said Bob Hall.",
    "He said the workers' pay was '⟦shameful⟧' and the bosses' was not.",
    "He said the workers’ pay was ‘⟦shameful⟧’ and the bosses’ was not.",
    "She told 'em: '⟦We are not going.⟧'",
    "‘⟦Back in the ’90s we had nothing,⟧’ said Bob Hall.",
    "'⟦Back in the '90s we had nothing,⟧' said Bob Hall.",
    "It was a '90s club with rock 'n' roll. '⟦I loved it,⟧' said Bob Hall.",
    "’Tis the season, and ‘⟦nobody cares⟧’, said the vicar.",
    "'⟦I was goin' home when it fell,⟧' he said.",
    "'⟦He is 6' tall and a liar,⟧' she said.",
    "'⟦He's 6'2\" and a liar,⟧' she said.",
    "The ‘⟦Iron Chancellor⟧’ has resigned.",
    "The mother-of-two, of Hull, added: '⟦He was my world.⟧'",
    "'⟦Enough is enough!⟧' she cried. '⟦Who is next?⟧'",
    "`⟦It rained all night,⟧' she said.",
    "`⟦It rained all night,⟧´ she said.",
    "A source said: '⟦The fans' anger is real, and the players' too. Nobody's happy.⟧'",
    "Kelly, 34, said: '⟦He's my rock⟧' and burst into tears.",
    "'⟦I've never seen owt like it,⟧' she told a reporter. '⟦My kids' school were shut.⟧'",
    "Mum's fury as son, 4, is told '⟦you can't sit there⟧' at Jones' cafe",
    "PM '⟦to quit⟧' after MPs' revolt",
    "'⟦Bosses' fury⟧' over pay",
    "He was '⟦one of the lads⟧', say friends of the brothers'.",
    "Rock 'n' roll star '⟦dies in hotel⟧'",
    "O'Brien said: '⟦Let's get 'em.⟧' They did.",
    "At the scene. '⟦He was my world,⟧' said his mother. '⟦I can't believe it.⟧' Police said the "
    "24-year-old's death was '⟦not suspicious⟧'. A neighbour said: '⟦The boys' mum is in bits.+⟧ '⟦+She's lovely.⟧'",
    "‘⟦We’re ‘gutted’ about it,⟧’ he said.",
    "'⟦It rained all night,⟧ ' she said. '⟦It never stopped.⟧'",
    "She wrote: ‘⟦The struggle continues⟧’ and left.\n\n‘⟦It does,⟧’ he said.",
    "His '⟦D-day⟧' was '⟦awful⟧', he said.",
    "'⟦There's no magic in the phrase 'reform.' It is talk.+⟧\n\n'⟦+We need work,⟧' she said.",
    "The '⟦90th⟧' birthday, in '08, of the '80s star.",
    "The Smiths' house, the Joneses' car and the boss' dog were fine.",
    "The Smiths’ house, the Joneses’ car and the boss’ dog were fine.",
    "Belarus‘ president flew to Moscow on the banks‘ money.",
    "Hawai‘i and the Qur’an are spelt so.",
    "A 6' wall, 5' 10\" high in places.",
    "It wasn't, it couldn't, and y'all've seen it.",
    "Class of '98, summer of '69, the '80s.",
    "‘⟦We will go on.+⟧\n‘⟦+We will not stop,⟧’ she said.",
    "'⟦We will go on.+⟧\n\n'⟦+We will not stop,⟧' she said.",
    "'⟦The workers' pay is bad.+⟧\n'⟦+It is worse now,⟧' she said.",
    "‘⟦We are “ready”,⟧’ he said. ‘⟦Are you “ready”?⟧’",
    "He described it as '⟦a bloody disgrace⟧', '⟦a farce⟧' and '⟦a sham⟧'.",
    "'⟦Stop!⟧'",
    # double marks for speech: single ones outside of them are not
    "“⟦It rained,⟧” she said of the ‘wet’ summer.",
    "Trump: ‘We Will Win So Much.’\n\n“⟦We will win,⟧” he said.",
    "\"⟦It rained,⟧\" she said. The 'Wet Summer' tour is over.",
    "\"⟦It rained,⟧\" she said. The players' and fans' buses left 'early'.",
    # ... unless it is speech beyond doubt
    "“⟦Gone⟧” read the sign. ‘⟦We lost it all in one night,⟧’ she said.",
    "\"⟦Gone⟧\" read the sign. She said: '⟦We lost it all in one night.⟧'",
    # an article of single marks with a term in double ones
    "'⟦We lost it,⟧' she said. '⟦All of it in a night,⟧' she added. The \"⟦wet⟧\" summer was '⟦the worst⟧'.",
]

MEASURES = [
    "He is 6'2\" and she is 5'10\".",
    "He is 6’2” and she is 5’10”.",
    'He is 6ft 2" tall.',
    'He is 5 ft 7" tall and "⟦strong as an ox⟧".',
    'A 42" screen and a 12" record.',
    'The 12" remix of "⟦Blue Night⟧" sold well.',
    "“⟦He is 6’2” and strong,⟧” she said.",
    '"⟦He is 6\'2" and strong,⟧" she said. "⟦Very.⟧"',
    '"⟦It was a 42" screen,⟧" she said.',
    "“⟦I am only 5’2⟧”.",
    '"⟦I was born in 1980⟧" and "⟦raised in 1990⟧", he said.',
    "“⟦We lost 3-2⟧” was all he said. “⟦We won 4-1⟧” came later.",
    'The 7" single and 6½" snow.',
]

PARAGRAPHS = [
    "“⟦We go on.+⟧\n“⟦+We never stop,⟧” she said.",
    "“⟦We go on.+⟧\n\n“⟦+We never stop.+⟧\n\n“⟦+Never,⟧” she said.",
    '"⟦We go on.+⟧\n"⟦+We never stop,⟧" she said.',
    "She said: “⟦We go on.+⟧\n“⟦+We never stop.⟧”\nHe left.",
    "“⟦We go on,⟧” she said.\n“⟦We never stop,⟧” he said.",
    "“⟦We go on, and that is all there is to it.+⟧\nHe left the room.",
    "“⟦We go on,⟧” she said. “⟦And that is all.+⟧\nHe left, “⟦at last⟧”.",
    "“⟦We go on.+⟧\r\n\r\n“⟦+We never stop,⟧” she said.",
    "\t“⟦We go on.+⟧\n\t“⟦+We never stop,⟧” she said.",
    "- “⟦We go on.⟧”\n- “⟦We never stop.⟧”",
    "“⟦We go on. We have been here forty years.+⟧\n⟦+We will never leave this old house of ours again,⟧” she said.",
    "“⟦We go on. We have lived here for forty years+⟧\n⟦+and we will stay,⟧” she said.",
    "“⟦We go on.+⟧\n\nAdvertisement\n\n“⟦+We never stop,⟧” she said.",
    "``⟦We go on.+⟧\n``⟦+We never stop,⟧'' she said.",
    "''⟦We go on.+⟧\n''⟦+We never stop,⟧'' she said.",
]

BROKEN = [
    # the wrong hand
    "“⟦They made it a bloodbath,⟧ “said Lopez, who fled.",
    "“⟦They made it a bloodbath,⟧“ said Lopez. “⟦Yes.⟧”",
    "It would ensure a” ⟦political transition.⟧ ”. He left.",
    "It would ensure a” ⟦transition of power⟧” and more.",
    "”⟦They left,⟧” said Lopez. ”⟦All of them.⟧”",
    "”⟦They left,⟧“ said Lopez.",
    "They called it “⟦a bloodbath⟧“ and “⟦a crime⟧“.",
    "“⟦It hurt,⟧ ”he says. “⟦A lot.⟧”",
    '"⟦It hurt,⟧ "he says. "⟦A lot.⟧"',
    '"⟦It hurt,⟧ "said Ana Lopez, who left.',
    "‘⟦They made it a bloodbath,⟧‘ said Lopez.",
    "“⟦A farce,⟧ “the mayor called it, and “⟦a crime⟧ “as well.",
    "He spoke of “⟦unity⟧ “and “⟦hope⟧ “to the crowd.",
    "“⟦Who spreads alarm does it for gain⟧ “, he added. Of another mind was Monti: “ ⟦The crack is long⟧ ”.",
    '"⟦A farce,⟧ "the mayor called it, and "⟦a crime⟧ "as well.',
    # spaces in the wrong place
    "“⟦We are 16,000⟧ ”. They left.",
    "“ ⟦We are many⟧ ” they said.",
    '" ⟦We are many ,⟧ " they said . " ⟦Many .⟧ "',
    '" ⟦We are many,⟧" they said.',
    "They are “⟦many⟧ ”, “ ⟦loud⟧” and “⟦here⟧”.",
    '"⟦We are many,⟧"they said. "⟦Many.⟧"',
    "They said“⟦we are many⟧”and left.",
    "“⟦We are many.⟧”“⟦So are we.⟧”",
    '"⟦We are many.⟧""⟦So are we.⟧"',
    "“⟦We are many.⟧” “⟦So are we.⟧”",
    # a closing mark missing
    "“⟦It is over,⟧ he said.",
    '"⟦It is over,⟧ he said.\n"⟦It never began,⟧" said Ruiz.',
    "“⟦It is over,⟧ he said, “⟦and I am glad.⟧”",
    '"⟦It is over,⟧ Lopez said. "⟦I am glad.⟧"',
    "“⟦It is over,⟧ said Ana Lopez, the mayor of Hull.",
    "“⟦They said he ‘looked like a tramp,⟧’ says Lopez, who was freed. Nobody answered.",
    "“⟦It is over,⟧' said Lopez.",
    "She said: “⟦It is over+⟧",
    "“⟦It is ov+⟧",
    "“⟦It is over,⟧' he said. “⟦It is.⟧”",
    "'⟦It is over,⟧\" he said.",
    # paragraph breaks lost
    '"⟦We do it for us.+⟧ "⟦+There\'s no plan,⟧" she said.',
    "“⟦We do it for us.+⟧ “⟦+There’s no plan,⟧” she said. “⟦None.⟧”",
    "'⟦We do it for us.+⟧ '⟦+There's no plan,⟧' she said.",
    "‘⟦We do it for us.+⟧ ‘⟦+There’s no plan,⟧’ she said.",
    '"⟦One.+⟧ "⟦+Two.+⟧ "⟦+Three,⟧" she said. He left."⟦Four,⟧" she said.',
    "“⟦Why us?+⟧ “⟦+Nobody knows,⟧” he said.",
    # an opening mark missing
    "⟦It is over,⟧” she said. “⟦It is.⟧”",
    "“⟦It is over,⟧” she said. He nodded. ⟦I am glad,⟧” she added.",
    "This” is nothing.",
    "⟦I was there when it fell. We all ran,⟧” Lopez said of the night.",
    "⟦I was there when it fell. We all ran.⟧”",
    "“⟦It is over,⟧” she said. ⟦We were there when it fell. We ran.⟧”",
    "Asked about the bridge, she replied: ⟦It fell in a night.⟧”",
    "The bridge fell in a night.”",
    # encodings
    "â€œ⟦It isnâ€™t over,⟧â€\x9d she said â€“ and left.",
    "â€œ⟦It is over,⟧â€ she said.",
    "â€˜⟦It isnâ€™t over,⟧â€™ she said.",
    "â\x80\x9c⟦It is over,⟧â\x80\x9d she said.",
    "\x93⟦It is over,⟧\x94 she said. It\x92s so.",
    "&quot;⟦It is over,⟧&quot; she said.",
    "&ldquo;⟦It isn&rsquo;t over,⟧&rdquo; she said.",
    "&#8220;⟦It isn&#8217;t over,⟧&#8221; she said.",
    "&amp;quot;⟦It is over,⟧&amp;quot; she said.",
    "&#39;⟦It is over,⟧&#39; she said.",
    "Ã¢â‚¬Å“⟦It is over,⟧Ã¢â‚¬Â\x9d she said.",
    "\\u201c⟦It isn\\u2019t over,⟧\\u201d she said.",
    '\\"⟦It is over,⟧\\" she said.',
    # doubled and mixed
    '""⟦It is over,⟧"" she said. ""⟦Over.⟧""',
    "““⟦It is over,⟧”” she said.",
    '""⟦Is it over?⟧ "" she said. ""⟦…yes.⟧""',
    ",,⟦We are leaving,⟧'' the mayor said.",
    '"“⟦It is over,⟧”" she said.',
    "'''⟦It is over,⟧''' she said.",
    '“⟦It is over,⟧" she said. "⟦Over.⟧”',
    '``⟦It is over,⟧" she said.',
    "'\"⟦It is over,⟧\"' she said.",
    # tags, rulers, invisible characters
    '<img alt="a dog" src="x.png"> "⟦It is over,⟧" she said.',
    "\u200e“⟦It is over,⟧”\u200f she said.",
    "“\u200b⟦It is over,⟧\ufeff” she said.",
    "“\u00a0⟦It is over,⟧\u00a0” she said.",
    "*“⟦It is over,⟧”* she said; _“⟦over⟧”_.",
    "> “⟦It is over,⟧” she said.",
]

# Whole articles of the kind that breaks readers: single marks, possessives, headlines, paragraph breaks lost.
LONG = [
    "Residents have hit out at a council's '⟦barmy⟧' plan to paint kerbs pink. The scheme, dubbed '⟦Pink Pavements⟧', "
    "will cost £40,000. '⟦It's a joke,⟧' said Brenda Moss, 71, of Acacia Road. '⟦They can't fix the potholes but "
    "they've got money for this.+⟧ '⟦+My neighbours' cars are wrecked.⟧' Cllr Tim Dunn, the roads chief, insisted the "
    "move was '⟦about safety, not politics⟧'. He said: '⟦We've listened to residents' concerns and we're acting on "
    "'em.+⟧ '⟦+The '70s-style kerbs are invisible at night.⟧' But his rival Jo Hart blasted: '⟦What planet are they "
    "on?⟧' The council's boss added it was '⟦too early⟧' to say.",
    "‘⟦I couldn’t believe my eyes,⟧’ Sarah told the paper. ‘⟦He was just lying there – it’s something you’d never "
    "forget.+⟧ ‘⟦+The paramedics’ response was brilliant, but there was nothing they could do.⟧’ The 34-year-old, from "
    "the town’s Eastbrook area, said her ‘⟦world fell apart⟧’. A police spokesman said: ‘⟦Officers were called at "
    "9.15pm. Enquiries are ongoing.⟧’",
    "The players' '⟦lack of fight⟧' left the manager fuming. '⟦We weren't good enough,⟧' the Dutchman admitted. '⟦The "
    "lads know that. It's not about tactics. It's about desire.⟧' Asked if he feared the sack, he shot back: '⟦No. "
    "Next question.⟧' Rui Bernardes' late strike was no consolation. '⟦\"Embarrassing\" is the word,⟧' wrote one fan.",
    "It's '⟦business as usual⟧' at the bakers', the bakers' wives' and the butchers'. Mr O'Neill's sons' shop '⟦won't "
    "close⟧', he vowed.",
    "The 6'4\" striker said '⟦I'm 100% fit⟧' after Tuesday's 3-2 win. Boss Sam Allery: '⟦Big lads'll always get "
    "stick. That's football, innit?⟧'",
    "PM: '⟦I WON'T QUIT⟧' Nicola Marr vowed to fight on last night. '⟦I've got a plan and I'm sticking to it,⟧' she "
    "told her MPs. '⟦Let's stick together.⟧'",
    "Kelly, who'd '⟦never felt so ill⟧', said: '⟦I was burnin' up. I couldn't walk.⟧' '⟦She nearly died,⟧' added "
    "husband Lee.",
    "He told the station: \"⟦I'm gutted.⟧\" 'Gutted' doesn't cover it, say fans. \"⟦We're 'devastated',⟧\" said one.",
]

TABLE = [*LONG, *PLAIN, *NESTED, *SINGLE, *MEASURES, *PARAGRAPHS, *BROKEN]


def read(marked: str) -> tuple[str, list[tuple[int, int, bool, bool]]]:
    """The text without its brackets, and the expected (start, end, continues, open_ended)."""
    text: list[str] = []
    expected: list[tuple[int, int, bool, bool]] = []
    length, start, continues = 0, 0, False
    for piece in re.split(r"(⟦\+?|\+?⟧)", marked):
        if piece.startswith("⟦"):
            start, continues = length, piece == "⟦+"
        elif piece.endswith("⟧"):
            expected.append((start, length, continues, piece == "+⟧"))
        else:
            text.append(piece)
            length += len(piece)
    return "".join(text), expected


def write(text: str, found: tuple[QuotedSpan, ...]) -> str:
    """The notation of the table for what was found, so that a failure can be read."""
    result, position = [], 0
    for one in found:
        opening, closing = "⟦+" if one.continues else "⟦", "+⟧" if one.open_ended else "⟧"
        result += [text[position : one.start], opening, text[one.start : one.end], closing]
        position = one.end
    return "".join([*result, text[position:]])


@pytest.mark.parametrize("marked", TABLE)
def test_table(marked: str) -> None:
    text, expected = read(marked)
    found = quoted_spans(text)
    assert write(text, found) == marked
    assert [(one.start, one.end, one.continues, one.open_ended) for one in found] == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(set(TABLE)) >= 150


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("“It rained,” she said.", ()),
        ("“They made it a bloodbath, “said Lopez.", (WRONG_HAND, SPACE_BEFORE_CLOSING)),
        ("”They left,” said Lopez.", (WRONG_HAND,)),
        ("They number “16,000 ”.", (SPACE_BEFORE_CLOSING,)),
        ('" We are many," they said.', (SPACE_AFTER_OPENING,)),
        ('" We are many , " they said .', ()),  # a tokenizer's spaces, not a slip
        ("“It is over, he said.", (CLOSING_MISSING,)),
        ("“It is over.\nHe left.", (CLOSING_MISSING,)),
        ("It is over,” she said.", (OPENING_MISSING,)),
        ("â€œIt is over,â€\x9d she said.", (DAMAGED,)),
        ('""It is over,"" she said.', (DOUBLED,)),
        ('"For us. "No plan," she said.', (BREAK_LOST,)),
        ('Lopez said: "It rained. "It poured. "We left."', (BREAK_LOST,)),
    ],
)
def test_repairs_are_told(text: str, repairs: tuple[str, ...]) -> None:
    assert quoted_spans(text)[0].repairs == repairs


@pytest.mark.parametrize(
    ("text", "mark", "outer"),
    [
        ("“It rained,” she said.", "“", "“It rained,”"),
        ("``It rained,'' she said.", "``", "``It rained,''"),
        ("'It rained,' she said.", "'", "'It rained,'"),
        ("It rained,” she said.", "”", "It rained,”"),
        ("“ It rained ” fell.", "“", "“ It rained ”"),
        ("&quot;It rained,&quot; she said.", "&quot;", "&quot;It rained,&quot;"),
        ("“It rained, he said.", "“", "“It rained,"),
    ],
)
def test_marks_are_outside_the_words(text: str, mark: str, outer: str) -> None:
    one = quoted_spans(text)[0]
    assert (one.mark, text[one.outer_start : one.outer_end]) == (mark, outer)


@pytest.mark.parametrize("text", ["“One.” “Two.” “Three.”", "‘One,’ he said. ‘Two,’ he said."])
def test_stretches_are_in_order(text: str) -> None:
    starts = [one.start for one in quoted_spans(text)]
    assert starts == sorted(starts)
    assert len(starts) == text.count("“") + text.count("‘")


PIECES = [
    *"“”\"‘’'«»„`´‟˝″\n .,:;?!—-()sSaBé9\u200e\ufeff\x93\x94\ud83d&\\\x00",
    *(
        "''",
        "``",
        "` `",
        "' '",
        "he said",
        " said Ann ",
        "workers’",
        "6'2\"",
        "â€œ",
        "â€",
        "&quot;",
        "It is. ",
        ", she",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    position = 0
    for one in quoted_spans(text):
        words = text[one.start : one.end]
        assert position <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)
        position = one.outer_end
        assert words == words.strip()
        assert any(character.isalnum() for character in words)
        assert "\n" not in text[one.outer_start : one.outer_end]


@settings(max_examples=200, deadline=None)
@example("““ said Ann ", "Nobody came. It rained all day long.")
@example("‘S", "Nobody came. It rained all day long.")
@example("—‘S", "Nobody came. It rained all day long.")
@given(TEXTS, st.sampled_from(["Nobody came. It rained all day long.", "The council meets again on Monday."]))
def test_plain_paragraphs_around_change_nothing(text: str, plain: str) -> None:
    before = f"{plain}\n\n"
    moved = [(one.start + len(before), one.end + len(before), one.continues) for one in quoted_spans(text)]
    assert [(one.start, one.end, one.continues) for one in quoted_spans(before + text)] == moved


UNITS = [
    *('"', "“", "'", "’", '" ', "“ ", "' ", "`` ", "â€œ", "&quot;", "«“„", ", he said "),
    *('"a ', "“a ", "'a ", "a’ ", "a” ", '"a" ', "“a” “", "s' 'a", '"a\n', "‘a\n"),
    *("“a. ", "'a. ", "“a, he said ", "“He said “a” "),
]


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "he said" not in unit.lower()])
def test_a_megabyte_of_marks_takes_no_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begun = time.process_time()
    quoted_spans(text)
    assert time.process_time() - begun < 10  # a fraction of a second; the square of it would take hours


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear_on_one_long_line(unit: str) -> None:
    """Marks spread so thinly that they are all read, and none of them ends the line."""
    times = []
    for copies in (200, 200, 3_200):
        text = (unit + " and so it went on for the people of the town ") * copies
        gc.collect()
        begun = time.process_time()
        quoted_spans(text)
        times.append(time.process_time() - begun)
    # sixteen times the text: three times that is left for the machine's moods; a quadratic reading takes 256 times
    assert times[2] < 48 * max(times[1], 0.002)

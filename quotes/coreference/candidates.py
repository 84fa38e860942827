"""What a run of capitals may be a name of, and what speaks against its being one.

Two tables of conditions, each with an example: what is no name at all, and what may be an ordinary word, so that it
counts where the article knows the name otherwise (`tentative`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quotes.coreference.capitals import Token, is_given
from quotes.coreference.name_bounds import behind_the_body, letters_behind
from quotes.coreference.name_core import OFFICE_OF, core_of, kind_of
from quotes.coreference.roles import singular
from quotes.lexicon import plain, words
from quotes.names.name_parts import SUFFIXES

_PLACED = re.compile(
    r"\b(?:(?<!confidence )(?<!faith )(?<!trust )(?<!interest )(?<!belief )(?<!believe )in"
    r"|near|across|outside|around) $"
)

# in May, 3 May, the May elections: there it is no name
_DATED = re.compile(r"(?:\b(?:in|on|by|since|until|of|and|last|next|this|every|early|mid|late|before|the)|\d)[ -]$")

# "Negotiations between", "Doubts are": an ordinary noun opens the sentence
_NOUN_GOES_ON = re.compile(r" (?:between|among|about|against|over|into|are|were|have)\b")

# "Cloud storage firm Norvik": what opens the sentence tells of the firm's trade
_MODIFIES = re.compile(r"(?: [a-z-]+)?(?: [a-z-]+)? (?P<noun>[a-z-]+) [A-Z]")

# "who gave his name as Sunday", "a Canadian named Sunday"
_GIVEN_AS_A_NAME = re.compile(
    r"\b(?:gave (?:only )?(?:his|her|their) (?:first |last )?name as|(?:identified|named) only as"
    r"|[Aa]n? (?:[\w-]+ ){0,3}(?P<noun>[\w-]+) (?:named|called)) $"
)

# here: how all that ends
_ENDS_OF_GIVING = ("as ", "named ", "called ", "as \n", "named \n", "called \n")

# "the 31-year-old Dane", "the second-seeded Dane"
_DESCRIBED = re.compile(r"\b[Tt]he (?:\d+[- ]year[- ]old|[a-z]+-[a-z]+)[ \u00a0]$")
# "the Roe campaign": the article is the noun's, and the name as likely somebody's as a body's
BODY_BEHIND = re.compile(r" (?:campaign|administration|foundation|presidency|family|estate|trial|rally|speech)\b")

_THE_IN_THE_MIDST = re.compile(r"[a-z] The $")
_OF_SOMETHING = re.compile(r" (?:of|for|in)\b")
_ONE_OF_MANY = re.compile(r"\b(?:an?|his|her|its|their|our) $")

# here: small words inside a body's name: Council on Foreign Relations
_LINKS = frozenset(("of", "for", "on", "and", "to", "against"))


class Candidate(NamedTuple):
    """A run of capitals cut to the name in it, with what its own words and its neighbours tell.

    `text[start:end]` is the name with any letters behind it ("Ana Roe KC"), `surface` without, and `text[first:start]`
    the title before it.
    """

    text: str
    core: list[Token]
    first: int
    start: int
    end: int
    surface: str
    low: str
    parts: tuple[str, ...]
    title: str
    kind: str | None
    article: bool
    sentence_initial: bool
    headline: bool
    common: bool  # the article has its first word in small letters, too
    single: bool
    given: bool  # its first word is somebody's given name
    head: str  # its first word

    @property
    def before(self) -> str:
        return self.text[max(0, self.first - 4) : self.first].lower()

    @property
    def bare_opening(self) -> bool:
        """One word, of which nothing is known, where any word has a capital."""
        return self.single and self.sentence_initial and not self.title and self.kind is None and not self.given


def candidate(
    text: str, chunk: list[Token], ordinary: frozenset[str], sentence_initial: bool, headline: bool
) -> Candidate | None:
    """The name in a run of capitals, what stands before it told apart; None where nothing is left for a name."""
    first = chunk[0].start
    letters = letters_behind(chunk)
    behind, chunk = chunk[len(chunk) - letters :], chunk[: len(chunk) - letters]
    joined = any(token.low.split()[0] in _LINKS and token.text[0].islower() for token in chunk[1:])
    at = behind_the_body(text, chunk, joined=joined)
    joined = joined and not at
    bracket, core = _without_brackets(chunk[at:] if at or joined else core_of(text, chunk))
    if not core:
        return None
    title = text[first : core[0].start].strip()
    if plain(title) in words("places"):
        first, title = core[0].start, ""  # "ambassador to Britain Ana Roe"
    suffixed = core[-1].low.rstrip(".") in SUFFIXES
    if title in ("Lady", "Lord") and core[-1].low.endswith("s") and text[max(0, first - 4) : first].lower() == "the ":
        core, title = chunk, ""  # "the Lady Hawks": a team
    start, end = core[0].start, core[-1].end
    surface = text[start:end]
    end = _end_of_letters(core, chunk, behind)
    parts = tuple(token.text for token in core if token.text[0] not in "\"“‘'(")
    if bracket is not None:
        start, title = bracket.start, text[first : bracket.start].strip()
        surface, parts = f"{bracket.text} {surface}", (bracket.text, *parts)
    article = text[max(0, first - 4) : first].lower().endswith(("the ", "the\u00a0"))
    if len(parts) == 1 and plain(surface) in words("nationalities"):
        article = article or _DESCRIBED.search(text, max(0, first - 30), first) is not None
    if article and core is not chunk and OFFICE_OF.search(text, max(0, chunk[0].start - 40), chunk[0].start):
        article = False  # "Speaker of the House Ana Roe": the article is the body's
    attributive = article and len(parts) == 1 and BODY_BEHIND.match(text, end) is not None
    given = _is_given_as_a_name(text, first)
    kind = "person" if given else kind_of(parts, plain(surface), title, article and not attributive, joined, suffixed)
    return Candidate(
        text, core, first, start, end, surface, plain(surface), parts, title, kind, article,
        sentence_initial, headline, core[0].low in ordinary, len(parts) == 1, is_given(parts[0]), core[0].low,
    )  # fmt: skip


def _end_of_letters(core: list[Token], chunk: list[Token], behind: list[Token]) -> int:
    """Where a name's mention ends: the letters behind it are of it, and what follows them follows the name."""
    return behind[-1].end if behind and core[-1] is chunk[-1] else core[-1].end


def _without_brackets(core: list[Token]) -> tuple[Token | None, list[Token]]:
    """The given name in brackets that opens a name, None where none does, and the rest: "Lady (Maud) Roe"."""
    if len(core) < 2 or core[0].text[0] != "(":
        return None, core
    inside = core[0].text.strip("() \u00a0")
    return (core[0]._replace(text=inside) if is_given(inside) else None), core[1:]


def is_no_name(found: Candidate) -> bool:
    if not found.single and not found.surface.isupper():
        return False  # of all that is none, several words are only where they shout
    return any(is_none(found) for is_none in _NO_NAME) and not _is_given_as_a_name(found.text, found.first)


def _is_given_as_a_name(text: str, first: int) -> bool:
    """Whether the words before a name say that somebody bears it; a company that is called so is nobody."""
    if not text.endswith(_ENDS_OF_GIVING, 0, first):
        return False  # as nearly always, far cheaper
    given = _GIVEN_AS_A_NAME.search(text, max(0, first - 60), first)
    noun = plain(given["noun"]) if given is not None and given["noun"] is not None else None
    return given is not None and (noun is None or any(noun in words(of) for of in ("roles", "kin", "nationalities")))


def is_doubtful(found: Candidate) -> bool:
    """A word that is also a month, a day or a people's adjective, and nothing beside it that makes a name of it."""
    if not _is_a_word(found) or _is_given_as_a_name(found.text, found.first):
        return False
    if not (found.title or found.article or found.head in words("not_names")):
        return True
    return not found.title or found.kind != "person"  # Mrs May; of May alone it is to be seen whether there is one


def is_placed(found: Candidate) -> bool:
    """ "in Veliky Ustyug"; but "faith in Jane Roe"."""
    unlisted = found.single or not found.given
    if not unlisted or found.kind is not None or found.title:
        return False
    return _PLACED.search(found.text, max(0, found.first - 22), found.first) is not None


def is_tentative(found: Candidate) -> bool:
    """Whether a headline or a sentence's opening gives the capitals, and nothing else tells that they are a name's."""
    return found.headline or (found.sentence_initial and any(is_one(found) for is_one in _MAY_BE_A_WORD))


def _is_a_kicker(found: Candidate) -> bool:
    """ "QUIET START: Nearly a week after ...": not the label of a transcript."""
    if not found.sentence_initial or found.single or not found.surface.isupper():
        return False
    return found.text[found.end : found.end + 1] == ":" and not any(map(is_given, found.parts))


def _is_a_shouted_sentence(found: Candidate) -> bool:
    """ "THE TOWN HAS VOTED NO"."""
    shouted = len(found.parts) > 2 and found.surface.isupper()
    return shouted and any(plain(part) in words("function_words") for part in found.parts)


def _is_an_office(found: Candidate) -> bool:
    """ "the Governor", "Governor of Kwara State", "his Governor"."""
    if not found.single or found.title or not (found.low in words("roles") or found.low in words("honorifics")):
        return False
    if (
        found.article
        and found.low in words("outlet_words")
        and _THE_IN_THE_MIDST.search(found.text, found.first - 9, found.first)
    ):
        return False  # "told The Advocate": a newspaper has its article with a capital
    of_something = _OF_SOMETHING.match(found.text[found.end : found.end + 5])
    return bool(found.article or of_something or _ONE_OF_MANY.search(found.before))


def _is_a_date(found: Candidate) -> bool:
    """ "in May", "May 3"."""
    if not found.single or found.head not in words("not_names"):
        return False
    dated = _DATED.search(found.text, max(0, found.first - 8), found.first)
    return dated is not None or found.text[found.end + 1 : found.end + 2].isdigit()


def _is_an_ordinary_word(found: Candidate) -> bool:
    """ "the Monday", "German": no name and no surname that is a word, as May and Young are."""
    if not _is_a_word(found) or not (found.title or found.article or found.head in words("not_names")):
        return False
    return found.article or found.head not in words("trade_surnames")


def _is_a_word(found: Candidate) -> bool:
    """Whether the one word of it is listed as none that names anybody, or as the adjective of a people."""
    if not found.single:
        return False
    head = found.head
    nameless = (head in words("not_names") and head not in words("organisations")) or (
        head in words("nationalities") and head not in words("places")
    )
    listed = not found.given or found.kind is not None
    return nameless and listed and found.low not in words("parties")


def _opens_as_a_word(found: Candidate) -> bool:
    """ "Police found nothing", where the article has "police" in small letters."""
    if not found.sentence_initial or found.title or not found.common:
        return False
    return found.single or (not found.given and found.kind != "organization")


def _opens_as_a_role(found: Candidate) -> bool:
    """ "Farmer said", "Managers at the plant"."""
    return found.bare_opening and (found.head in words("roles") or singular(found.low) is not None)


def _opens_as_a_noun(found: Candidate) -> bool:
    """ "Fishing is over", "Doubts are many"."""
    if not found.bare_opening:
        return False
    return found.low.endswith(("ing", "ly", "ies")) or _NOUN_GOES_ON.match(found.text, found.end) is not None


def _opens_as_a_modifier(found: Candidate) -> bool:
    """ "Cloud storage firm Norvik said", "Pharmaceutical giant Helvex"."""
    if not found.bare_opening:
        return False
    goes_on = _MODIFIES.match(found.text, found.end)
    return goes_on is not None and goes_on["noun"] in words("organisation_nouns") | words("told_body_nouns")


_NO_NAME = (_is_a_kicker, _is_a_shouted_sentence, _is_an_office, _is_a_date, _is_an_ordinary_word)
_MAY_BE_A_WORD = (_opens_as_a_word, _opens_as_a_role, _opens_as_a_noun, _opens_as_a_modifier)

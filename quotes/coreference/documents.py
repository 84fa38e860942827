"""Documents speak for whoever issues them: "a study by the Marsh Institute", "the lawsuit", "its audit"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from quotes.coreference.document_mentions import families_of_documents
from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.name_scanner import Name
from quotes.coreference.people import People
from quotes.coreference.roles import STOPS
from quotes.coreference.salient_bodies import SalientBodies
from quotes.coreference.stated_bodies import NOUNS
from quotes.lexicon import plain, words

# who got hold of a document has not issued it: "a report obtained by the Herald"
_GOT = "(?:obtained|seen|viewed|reviewed|read|cited|quoted|received|leaked|examined|verified|accessed|critici[sz]ed)"
_BY = re.compile(
    r"(?:, (?=(?:\w+ly )?[a-z-]+(?:ed|en|t) by ))?"  # the report, written by Ana Roe
    rf"(?![^.;:,“”\"\n\x01]{{0,80}}?\b{_GOT} by )[^.;:,“”\"\n\x01]{{0,80}}?\bby (?:the |a |an |[a-z][\w-]* ){{0,5}}"
)
_FROM = re.compile(r"(?: \w+){0,4} from (?:the |a |an |[a-z][\w-]* ){0,3}")
_OF_WORDS = re.compile(r" of (?:the |[a-z][\w-]* ){0,3}")
# here: documents that speak for whose they are, whoever issued them: his diary says
_OF_ONESELF = frozenset(["diary", "memoir", "memoirs", "testimony", "speech", "address", "autobiography"])
_KEPT_AT = re.compile(r" (?:on|posted on|published on) (?:the |a )?(?=[A-Z])")
# "Ana Roe, in a statement, noted": who issues it stands before the comma
_INSERTED = re.compile(r", (?:in|through|via|by) $")
_SITE = re.compile(r"(?: campaign)?[’']s (?:[a-z]+ )?(?:website|site|page|blog|account)\b")
_SAYS = r"(?:said|says|saying|told|wrote|writes|added|warned|announced|explained|confirmed|argued|insisted|noted)"
# who issues it is the subject of the verb before it
_ISSUES = re.compile(rf"\b(?:{'|'.join(sorted(words('issuing_verbs')))}|{_SAYS})\b(?! by)")
_SAID_IN = re.compile(rf"\b{_SAYS}\b[^.;:“”\"\n]{{0,60}}\b(?:in|via|through|by|with)(?: [a-z]+)? $")
# what is done by a document, though none is named
# here: verbs with the one kind of document that does it, of use to this alone
_DONE = {
    "lawsuit": ("sued", "sues", "suing", "sue"),
    # here: what courts do to laws and rulings, of use here alone
    "ruling": ("ruled", "rules", "ruling", "struck down", "upheld", "overturned"),
    "article": ("reported", "reports", "profiled", "profiles"),
    "report": ("surveyed", "polled", "audited", "interviewed"),
    "post": ("tweeted", "posted", "blogged"),
    "email": ("emailed", "e-mailed", "texted", "wrote to", "written to", "writing to", "messaged"),
    "speech": ("addressed", "testified"),
    "book": ("author of",),
}
_DOING = {noun: re.compile(rf"\b(?:{'|'.join(done)})\b") for noun, done in _DONE.items()}
_FIRST_WORDS = {noun: frozenset(re.split(r"\W", phrase)[0] for phrase in done) for noun, done in _DONE.items()}
_OF_THE_PAGE = re.compile(r"[Tt]his (?:story|article|report|piece|post|page|site|website|column|newsletter)\b")
_OF_A_BODY = re.compile(rf"(?:[Aa]n?|[Tt]he|[Tt]his|[Oo]ne) (?P<noun>{'|'.join(sorted(NOUNS))}) \w")
_MOST = 60  # mentions that are looked back through for a subject


def _nouns_of_deeds(written: Iterable[str]) -> list[str]:
    """The documents of which something may be done in a text of these words, each word cut at its marks."""
    told = {part for word in written for part in ((word,) if word.isalnum() else re.split(r"\W", word))}
    return [noun for noun, first_words in _FIRST_WORDS.items() if not first_words.isdisjoint(told)]


class Documents:
    """Whose documents one article's mentions of them are, in reading order."""

    def __init__(
        self,
        unquoted: str,
        where: Iterable[str],
        people: People,
        mentions: Sequence[Mention],
        names: Sequence[Name],
        bodies: SalientBodies,
    ) -> None:
        self._unquoted = unquoted
        self._bodies = bodies
        self._people = people
        self._mentions = mentions
        self._names = names
        self._starts = [name.start for name in names]
        self._issuers: dict[int, Entity | None] = {}  # a family of documents -> who issued the latest one
        self._latest_told: tuple[int, Entity | None] = (-9, None)
        self._done = sorted(
            (match.start(), noun)
            for noun in _nouns_of_deeds(where)  # far cheaper than the expression, which mostly finds nothing
            for match in _DOING[noun].finditer(unquoted)
        )

    def issuer(self, mention: Mention, index: int) -> Entity | None:
        """Whoever issued the document, None where the article does not say."""
        families = families_of_documents()[mention.noun]
        told = self._issuer(mention, index, families)
        if told is not None:
            self._latest_told = (mention.sentence, told)
        return told

    def just_told_of(self, sentence: int) -> Entity | None:
        """Whoever issued the document that the sentence before tells of: "Pike kept a diary. It tells how ..."."""
        at, entity = self._latest_told
        return entity if sentence - 1 <= at else None

    def _issuer(self, mention: Mention, index: int, families: frozenset[int]) -> Entity | None:
        if _OF_THE_PAGE.match(self._unquoted, mention.start) is not None:
            return None
        first = plain(self._unquoted[mention.start : mention.end].split(" ", 1)[0])
        told = self._told(mention, index)
        if told is None and first in ("the", "this", "that"):
            told = self._latest(families) or self._by_deed(mention, index, families) or self._outlet(mention, index)
        elif told is None:
            told = self._issues(mention, index)
        for family in families:
            if told is not None or first in ("a", "an", "another", "one"):
                self._issuers[family] = told
        return told

    def _latest(self, families: frozenset[int]) -> Entity | None:
        known = [entity for family in sorted(families) if (entity := self._issuers.get(family)) is not None]
        return known[0] if known else None

    # -- what stands in the words themselves ---------------------------------------------------------------

    def _told(self, mention: Mention, index: int) -> Entity | None:
        return self._owner(mention, index) or self._signed(mention)

    def _owner(self, mention: Mention, index: int) -> Entity | None:
        """ "Roe's letter", "its audit", "a Treasury memo"."""
        words_of_it = self._unquoted[mention.start : mention.end]
        if plain(words_of_it.split(" ", 1)[0]) in ("its", "his", "her", "their"):
            for other in reversed(self._mentions[max(0, index - 3) : index]):
                if other.start == mention.start and other.form == "pronoun":
                    return other.entity
        at = bisect_left(self._starts, mention.start)
        if at and self._names[at - 1].end > mention.start:
            at -= 1
        for name in self._names[at:]:
            if name.start >= mention.end:
                break
            rest = self._unquoted[name.end : mention.end]
            if name.possessive or (name.kind == "organization" and re.fullmatch(r"(?: [a-z0-9-]+){1,2}", rest)):
                entity = self._people.of.get(name.start)
                if entity is not None and (entity.kind != "place" or name.possessive):
                    return entity
        body = _OF_A_BODY.match(words_of_it)
        if body is not None and (entity := self._bodies.called(body["noun"].lower(), mention)) is not None:
            return entity
        owner = re.match(r"\S+[’']s?(?= )", words_of_it)
        if owner is not None:
            stem = mention.start + len(re.sub(r"[’']s?$", "", owner.group()))
            for other in reversed(self._mentions[max(0, index - 4) : index]):
                if other.end in (stem, stem + 1, stem + 2) and other.entity is not None:
                    return other.entity if other.entity.name else None
        return None

    def _signed(self, mention: Mention) -> Entity | None:
        """ "A study by the Marsh Institute", "a letter from Ana Roe"."""
        patterns = [_BY, _FROM, _KEPT_AT]
        if mention.noun in _OF_ONESELF:
            patterns.append(_OF_WORDS)
        for pattern in patterns:
            match = pattern.match(self._unquoted, mention.end)
            if match is None:
                continue
            at = bisect_left(self._starts, match.end())
            for name in self._names[at : at + 1]:
                title = name.start - (len(name.title) + 1 if name.title else 0)
                if title > match.end():
                    continue
                if pattern is _KEPT_AT and not _SITE.match(self._unquoted, name.end):
                    continue
                if pattern is not _KEPT_AT and name.possessive:
                    continue
                return self._people.of.get(name.start)
        return None

    # -- what the sentence tells ---------------------------------------------------------------------------

    def _subject_before(self, offset: int, index: int) -> Entity | None:
        """The subject of the verb at `offset`: the nearest before it in its sentence."""
        for other in reversed(self._mentions[max(0, index - _MOST) : index]):
            if other.end <= offset:
                if "\n" in self._unquoted[other.end : offset] or offset - other.end > 200:
                    return None
                place = other.entity is not None and other.entity.kind == "place"
                if other.prominence >= 2 and other.form != "document" and not other.quoted and not place:
                    return other.entity
        return None

    def _issues(self, mention: Mention, index: int) -> Entity | None:
        """ "The commission issued a statement", "Roe said in a letter"."""
        begin = max(0, mention.start - 90)
        line = self._unquoted[begin : mention.start]
        cut = max(line.rfind("\n"), line.rfind("\x01"))
        put = _INSERTED.search(line, cut + 1) if self._unquoted[mention.end : mention.end + 1] == "," else None
        if put is not None:
            before = (other for other in self._mentions[max(0, index - 3) : index] if other.end == begin + put.start())
            return next((other.entity for other in before), None)
        said = _SAID_IN.search(line, cut + 1)
        last = None
        for match in _ISSUES.finditer(line, cut + 1):
            last = match
        if said is not None:
            return self._subject_before(begin + said.start(), index)
        if last is None or len(line) - last.end() > 30:
            return None
        said_only = last.group() not in words("issuing_verbs")
        if said_only or any(plain(word) in STOPS for word in line[last.end() :].split()):
            return None
        return self._subject_before(begin + last.start(), index)

    def _by_deed(self, mention: Mention, index: int, families: frozenset[int]) -> Entity | None:
        """ "Ana Roe sued the circus. ... the lawsuit says"."""
        at = bisect_left(self._done, (mention.start, ""))
        for offset, noun in reversed(self._done[max(0, at - 20) : at]):
            if families_of_documents()[noun] & families:
                entity = self._subject_before(offset, index)
                if entity is not None and entity.name and (noun != "ruling" or entity.kind == "organization"):
                    return entity
        return None

    def _outlet(self, mention: Mention, index: int) -> Entity | None:
        """ "The Times ... the article": the newspaper named last."""
        # here: documents that other outlets are quoted by: the article says
        if mention.noun not in ("article", "story", "piece", "editorial", "report"):
            return None
        for other in reversed(self._mentions[max(0, index - _MOST) : index]):
            if other.sentence < mention.sentence - 4:
                return None
            entity = other.entity
            if (
                entity is not None
                and entity.kind == "organization"
                and entity.keys
                and entity.keys[-1] in words("outlet_words")
            ):
                return entity
        return None

"""The speaker and the verb follow the closing mark: `“...,” X said`, `“...,” said X`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.another_says import is_relayed
from quotes.attribution.noun_phrases import RELATIVES, can_speak, is_nominal, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import HEARD, own_subject, subject_of
from quotes.attribution.verbs import FINITE, PARTICLES, is_cue, is_speech_verb, is_stance_verb, is_verb, says_otherwise
from quotes.lexicon import words
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# here: particles of the verb before the name
_BACK = frozenset(("in", "up", "back", "out", "off", "on"))  # “...,” shot back Ana Lopez
_DASHES = (",", "–", "—", "-", "--", "'", "’", "”", '"')


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    start, end = context.clauses_of(quote).clause_after(quote)
    doc = quote.doc
    start = _past_dashes(doc, start, end)
    as_clause = start < end and doc[start].lower_ == "as"
    start += as_clause
    if start >= end:
        return Miss("nothing follows")
    alone = stands_alone(context.text, quote.span, quote.paragraph.start)
    last = context.text[quote.span.start : quote.span.end].rstrip("’'”\" ")[-1:]
    set_off = last == "," or doc[context.clauses_of(quote).clause_after(quote)[0]].text in _DASHES
    reported = _reported(doc, start, end, alone=alone, set_off=set_off, as_clause=as_clause)
    if reported is None:
        return Miss("no speaker follows")
    order, verb, subject = reported
    if not can_speak(subject) or subject.lower_ in RELATIVES:
        return Miss("no speaker follows")
    bare = order == "inverted" and alone and last in ("?", "!") and _ends_with(subject, doc)
    apart = (alone and set_off) or bare or order == "named"
    if not apart and not _is_aside(verb, subject, doc, end):
        return Miss("no set-off clause")
    if not alone and not set_off and subject.pos_ not in ("PRON", "PROPN"):
        return Miss("no set-off fragment")
    before = context.clauses_of(quote).clause_before(quote)
    if _is_said_before(*before, doc, subject) or (not alone and is_relayed(*before, doc, verb)):
        return Miss("another says it")
    speaker = context.range_of(quote, *mention_of(subject))
    cue = context.range_of(quote, verb, verb)
    confidence_key = _circumstance("inverted" if order == "inverted" else "after", alone, verb)
    why = f"“{cue.text}” follows the quotation, and “{speaker.text}” is its subject."
    return Attribution(speaker, why, cue, confidence_key)


def _is_said_before(start: int, end: int, doc: Doc, subject: Token) -> bool:
    """`He told her, “...,” the officer said`: the officer reports what he told her."""
    if end - start < 3 or doc[end - 1].text not in (",", ":"):
        return False
    verb = doc[end - 2]
    before = subject_of(verb) if verb.tag_ in FINITE and is_speech_verb(verb) else None
    own = before is not None and before.i >= (start if doc[end - 3].dep_ != "cc" else 0)
    return before is not None and own and can_speak(before) and before.lower_ != subject.lower_


def _reported(
    doc: Doc, start: int, end: int, *, alone: bool, set_off: bool, as_clause: bool
) -> tuple[str, Token, Token] | None:
    """How the clause reports ("named", "inverted", "after"), its verb and its subject."""
    named = _named_so(doc, start, end) if as_clause else None
    if named is not None:
        return "named", *named
    inverted = _inverted(doc, start, end, alone)
    found = inverted or _in_order(doc, start, end, alone and set_off)
    # “...,” as his father dreamed, he said; “...,” Ana Lopez said yes
    if found is None or says_otherwise(found[0]) or (as_clause and not is_speech_verb(found[0])):
        return None
    verb, subject = found
    return "inverted" if inverted else "after", verb, _who_is_heard(verb, end) or subject


def _named_so(doc: Doc, start: int, end: int) -> tuple[Token, Token] | None:
    """`the “new bridge,” as Ana Lopez dubbed it`: the verb that names, and its subject."""
    for token in doc[start : min(end, start + 9)]:
        if token.lemma_ in words("naming_verbs") and token.tag_ in FINITE:
            subject = own_subject(token)
            return (token, subject) if subject is not None and start <= subject.i < token.i else None
    return None


def _past_dashes(doc: Doc, start: int, end: int) -> int:
    while start < end and doc[start].text in _DASHES:
        start += 1
    return start


def _circumstance(order: str, alone: bool, verb: Token) -> str:
    return order + ("" if alone else "-fragment") + ("" if is_cue(verb) else "-unknown-verb")


def _who_is_heard(verb: Token, end: int) -> Token | None:
    """`the court heard him say`, `the paper quoted her as saying`: whoever the verb's subject reports."""
    if verb.lemma_ == "hear":
        return _heard(verb)
    return _quoted_as_saying(verb, end) if verb.lemma_ in ("quote", "cite") else None


def _inverted(doc: Doc, start: int, end: int, alone: bool) -> tuple[Token, Token] | None:
    """The verb comes first: `said X`."""
    at = start
    while at < end and (
        doc[at].pos_ == "ADV" or (doc[at].lemma_ == "have" and at + 1 < end and is_speech_verb(doc[at + 1]))
    ):
        at += 1
    if at >= end or not _may_be_finite(doc[at]) or doc[at].lemma_ in ("be", "have", "do"):
        return None
    verb = doc[at]
    if not is_speech_verb(verb) and not (alone and is_verb(verb)):
        return None
    own = own_subject(verb)
    if own is not None and own.i > at and own.i < end:
        joined = own.i + 1 < end and doc[own.i + 1].text == "-"
        return verb, _head_of_phrase(doc, own.i, end) if joined else own
    if own is not None and own.i < at and not is_speech_verb(verb):
        return None
    if not alone and is_stance_verb(verb):
        return None  # he called it “terrible,” denounced her record and left
    return _verb_and_next(verb, doc, end, alone)


def _verb_and_next(verb: Token, doc: Doc, end: int, alone: bool) -> tuple[Token, Token] | None:
    """The verb and the noun phrase right behind it, where the parse ties them otherwise: `shot back Ana Lopez`."""
    at = verb.i + 1
    if alone and at < end and doc[at].lower_ in _BACK:
        at += 1
    return (verb, _head_of_phrase(doc, at, end)) if at < end and is_nominal(doc[at]) else None


def _ends_with(subject: Token, doc: Doc) -> bool:
    """`“Never!” grinned Ana Lopez.`: whatever the verb, nothing follows the name."""
    return subject.pos_ == "PROPN" and subject.i + 1 < len(doc) and doc[subject.i + 1].text in ".,;"


def _may_be_finite(token: Token) -> bool:
    return token.text.islower() and (token.tag_ in FINITE or token.tag_ in ("VBN", "VB"))


def _in_order(doc: Doc, start: int, end: int, alone: bool) -> tuple[Token, Token] | None:
    """The subject comes first: `X said`, `X, who leads the party, said`."""
    at = _first_of_subject(doc, start, end)
    if at >= end or not is_nominal(doc[at]):
        return None
    for token in doc[at:end]:
        if not is_verb(token) or token.dep_ in ("relcl", "acl", "aux", "auxpass"):
            continue
        own = own_subject(token)
        if own is not None and own.i >= at and own.left_edge.i <= (at + 2 if doc[at + 1].text == "-" else at + 1):
            if _may_lead(token, alone):
                return token, own
            return None
        if own is None and alone and token.tag_ in FINITE and token.i > at + 3 and doc[token.i - 1].lower_ == "old":
            return token, doc[token.i - 1]  # “...,” the 22-year-old laughed
        if own is None and is_speech_verb(token) and token.tag_ in FINITE:
            return token, _head_of_phrase(doc, at, end)
    if alone and (lost := _verb_taken_for_a_noun(doc, at, end)) is not None:
        return lost
    return _phrase_and_verb(doc, at, end)


def _first_of_subject(doc: Doc, start: int, end: int) -> int:
    """Where the subject may begin, past adverbs."""
    at = start
    while at < end and doc[at].pos_ == "ADV":
        at += 1
    if at + 1 < end and doc[at].text[:1].isupper() and is_nominal(doc[at + 1]) and doc[at + 1].text[:1].isupper():
        at += 1  # "Will Estrada": the tagger takes the given name for something else
    return at


def _phrase_and_verb(doc: Doc, at: int, end: int) -> tuple[Token, Token] | None:
    """The parse may lose the clause: a noun phrase and a verb of saying right after it are enough."""
    head = _head_of_phrase(doc, at, end)
    for token in doc[head.i + 1 : end]:
        if is_speech_verb(token) and _may_be_finite(token):
            return token, head
        if token.pos_ not in ("ADV", "AUX") and doc[head.i + 1].text != ",":
            return None
    return None


def _verb_taken_for_a_noun(doc: Doc, at: int, end: int) -> tuple[Token, Token] | None:
    """`“...,” the two write.`: the tagger takes the verb for a noun."""
    for token in doc[at + 1 : min(end, at + 9)]:
        if token.pos_ == "NOUN" and _said(token) and not _said(doc[token.i - 1]):
            near = token.i - at <= 3
            return token, doc[token.i - 1] if near else _head_of_phrase(doc, at, end)
    return None


def _may_lead(verb: Token, alone: bool) -> bool:
    """Whether a verb behind its subject may report what stands before both."""
    if is_cue(verb) or verb.lemma_ in HEARD:
        return True
    return alone and verb.tag_ in FINITE and verb.lemma_ not in ("be", "have", "do")


def _heard(verb: Token) -> Token | None:
    """`the court heard him say`: he says it."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and is_speech_verb(child):
            return own_subject(child) or next((other for other in verb.children if other.dep_ == "dobj"), None)
    return None


def _quoted_as_saying(verb: Token, end: int) -> Token | None:
    """`the radio quoted Ana Lopez as saying`: she says it."""
    doc = verb.doc
    link = next((t.i for t in doc[verb.i + 1 : end - 1] if t.lower_ == "as" and is_speech_verb(doc[t.i + 1])), None)
    if link is None or verb.i + 1 >= link or not is_nominal(doc[verb.i + 1]):
        return None
    return _head_of_phrase(doc, verb.i + 1, link)


def _stands_bare(verb: Token) -> bool:
    """`“Why?” Lopez pressed.`: whatever the verb, nothing follows it."""
    if verb.i + 1 >= len(verb.doc) or verb.lemma_ in ("be", "have", "do"):
        return False
    if verb.tag_ not in FINITE and verb.lemma_ != "hear":  # “..., a court has heard”
        return False
    return verb.nbor(1).text in ".,;"


def _said(token: Token) -> bool:
    form = token.lower_
    return any(base in words("speech_verbs") for base in (form, form.removesuffix("s"), form.removesuffix("ed")))


def _head_of_phrase(doc: Doc, start: int, end: int) -> Token:
    """The head of the noun phrase that begins at `start`."""
    head = doc[start]
    at = start
    while at < end and (is_nominal(doc[at]) or doc[at].tag_ == "POS" or _is_link(doc, at, end)):
        if doc[at].pos_ not in ("DET", "ADJ", "PART", "PUNCT") or (doc[at].pos_ == "ADJ" and doc[at - 1].text == "-"):
            head = doc[at]
        if doc[at].pos_ == "PRON" and doc[at].tag_ != "PRP$":
            break
        at += 1
    return head


def _is_link(doc: Doc, at: int, end: int) -> bool:
    """A hyphen, or the "and" between two offices of one person: co-founder and CEO Amit Bhatia."""
    if doc[at].text == "-":
        return True
    return at + 2 < end and doc[at].lower_ == "and" and all(t.pos_ == "PROPN" for t in doc[at + 1 : at + 3])


def _is_aside(verb: Token, subject: Token, doc: Doc, end: int) -> bool:
    """Whether the clause is set off from the sentence, not one that goes on to say something else."""
    if _stands_bare(verb):
        return True
    if verb.lemma_ in HEARD and any(
        child.dep_ in ("xcomp", "ccomp") and is_speech_verb(child) for child in verb.children
    ):
        return True  # “...!” he can be heard shouting in the clip
    if not is_speech_verb(verb):
        return False
    last = max(verb.i, subject.i)
    own = PARTICLES.get(verb.lemma_, ())  # "as Ana Lopez put it": no words of its own
    told = [child for child in verb.children if child.i > last and child.lower_ not in own]
    if any(child.dep_ in ("ccomp", "xcomp", "dobj") for child in told):
        return verb.lemma_ in ("tell",) and not any(child.dep_ == "ccomp" and child.i > last for child in verb.children)
    return True


SPEAKER_AFTER = Rule(
    name="speaker-after",
    meaning="A verb of saying and its subject follow the closing mark.",
    find=find,
    examples=(
        Example("“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday.", "Mayor Ana Lopez", "said"),
        Example("“We will rebuild the bridge,” said Ana Lopez, the mayor.", "Ana Lopez", "said"),
        Example("The bridge is “a disgrace,” Ana Lopez said.", "Ana Lopez", "said"),
        Example("“Leave us alone!” he can be heard shouting in the clip.", "he", "heard"),
        Example("“We will rebuild the bridge,” chimed in Ana Lopez, the mayor.", "Ana Lopez", "chimed"),
        Example("“Never!” grinned Ana Lopez.", "Ana Lopez", "grinned"),
        Example("“Never!” was on the walls, and smiled at nobody.", None),
        Example("The caller swore and he said, “We will rebuild it,” the officer said.", None),
        Example("It is hers, the “new bridge,” as Ana Lopez dubbed it in May.", "Ana Lopez", "dubbed"),
        Example("Many like the plan since it is a “new bridge,” as an office memo put it.", "an office memo", "put"),
        Example("He sang of “the bridge” and “the river,” Ana Lopez said yes and left.", None, span=1),
        Example("He called Roe “a crook” and said, “We will rebuild it,” the officer said.", None, span=1),
        Example("He called the bridge “a disgrace,” and the mayor said she would rebuild it.", None),
        Example("Residents filled the hall on Tuesday for “The Long Night”.", None),
    ),
)

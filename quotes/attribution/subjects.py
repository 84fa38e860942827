"""Who does a verb: its subject in the parse, through participles, coordination and control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import NOMINALS, RELATIVES, can_speak, is_nominal, possessor_of
from quotes.attribution.verbs import FINITE, is_document, is_speech_verb, is_verb
from quotes.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# here: verbs whose object speaks, and in the passive their subject: was quoted as saying, was heard shouting
HEARD = ("quote", "cite", "hear", "overhear", "record", "film", "tape")
# Verbs whose object does the infinitive: "urged Congress to act", "was asked to respond".
OBJECT_CONTROL = words("object_control_verbs")
# Verbs whose object did what follows the preposition: "accused Ana Lopez of calling", "praised her for saying".
# here: those of blaming_verbs that take “of”: accused Ana Lopez of calling
_BLAMED_OF = frozenset(("accuse", "suspect", "convict", "acquit", "clear"))
# here: what somebody is blamed for having said: praised her for calling it a crime
_SAYING = frozenset(("call", "describe", "say", "tell", "claim", "label", "brand", "shout", "chant", "write", "tweet"))
_DASHES = ("-", "–", "—", "--")
# here: verbs by which one is told to speak, and no reporter's for what follows
_SHOUTS = frozenset(("shout", "yell", "scream", "cry", "whisper", "mutter", "reply", "answer", "ask", "swear"))
_LONGEST_ASIDE = 30  # tokens
# Their participle has an object of its own in the passive: "called Ali", "given her name".
# here: verbs that give their object a second one: called Ali “the greatest”
_OF_TWO_OBJECTS = ("call", "name", "dub", "title", "entitle", "give", "award", "offer", "label", "nickname")


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; an expletive "it was" or "there is" is none."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") or (child.dep_ == "csubj" and is_nominal(child)):
            return child
    return None


def agent_of(verb: Token) -> Token | None:
    """Who does a passive verb: the noun after "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is done to its subject; a bare participle counts, unless it has an object of its own."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if _is_taken_for_a_participle(verb) or _tells_of_what_it_calls(verb):
        return False
    if verb.tag_ != "VBN" or auxiliaries or verb.dep_ not in ("acl", "relcl", "advcl", "amod"):
        return False
    return not _takes_object(verb)


def _is_taken_for_a_participle(verb: Token) -> bool:
    """`The 50-year-old lawyer called it`, where the parse has a noun with its participle and no verb for a sentence."""
    head = verb.head
    if verb.dep_ != "acl" or head.dep_ != "ROOT" or head.i != verb.i - 1 or head.pos_ not in NOMINALS:
        return False
    return not any(child.tag_ in FINITE and child.dep_ not in ("relcl", "acl", "advcl") for child in head.children)


def _tells_of_what_it_calls(verb: Token) -> bool:
    """`a sum that the mayor, Ana Lopez, called`: past tense, whatever the tagger says, with a subject of its own."""
    if verb.dep_ == "relcl":
        subject = own_subject(verb)
        return subject is not None and subject.lower_ not in RELATIVES
    # or the parser has missed that clause, and hangs the verb on the mayor
    first = verb.head.left_edge
    return verb.dep_ == "acl" and "WDT" in (first.tag_, first.nbor(-1).tag_ if first.i else "")


def _takes_object(verb: Token) -> bool:
    if any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children):
        return True
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    return following is not None and following.pos_ in ("PROPN", "PRON") and verb.lemma_ not in _OF_TWO_OBJECTS


def subject_of(verb: Token, depth: int = 6) -> Token | None:
    """The head of who does the verb, the passive's agent included; None where the parse does not say."""
    if is_passive(verb):
        if verb.lemma_.lower() in HEARD:
            return own_subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") else None)
        return agent_of(verb)
    subject = own_subject(verb)
    if subject is not None:
        return _behind_the_helper(subject, verb) or subject
    if verb.tag_ == "VBG" and verb.i and (beside := _beside(verb.nbor(-1))) is not None:
        return beside
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("amod", "ROOT", "nmod") and verb.i:
        # "Lopez accused the minister": the tagger takes a rare name for a noun and the verb for its participle
        before = verb.nbor(-1)
        if before.text[:1].isupper() and is_nominal(before) and before.i - 1 <= verb.sent.start + 3:
            return before
    return _shared_subject(verb, depth)


def _behind_the_helper(subject: Token, verb: Token) -> Token | None:
    """`Speaking through his lawyer, Tom Reed, the minister said`: the minister, whose lawyer Reed is."""
    at = subject.left_edge.i - 1
    if at < 2 or subject.doc[at].text != "," or subject.pos_ != "PROPN":
        return None
    helper = subject.doc[at - 1]
    owned = helper.dep_ in ("pobj", "dobj") and any(child.tag_ == "PRP$" for child in helper.children)
    if not owned or helper.lemma_.lower() not in words("roles"):
        return None
    last = [child for child in subject.children if child.dep_ == "appos" and child.i == verb.i - 1]
    return next((one for one in last if any(child.lower_ == "the" for child in one.children)), None)


def _beside(noun: Token) -> Token | None:
    """The name right before a participle: `footage of Ana Lopez asking`."""
    if noun.pos_ != "PROPN" or not can_speak(noun) or noun.dep_ not in ("pobj", "dobj", "nsubj"):
        return None
    return noun if noun.dep_ != "pobj" or noun.head.lower_ == "of" else None


def _shared_subject(verb: Token, depth: int) -> Token | None:
    """The subject that a verb without one takes from the clause it hangs on."""
    head = verb.head
    if depth == 0 or head.i == verb.i:
        return None
    # here: labels of the parser
    if verb.dep_ in ("conj", "advcl", "xcomp", "dep", "ccomp", "parataxis", "acl", "pcomp") and is_verb(head):
        return _of_clause(verb, head, depth)
    if verb.dep_ == "advcl" and head.dep_ == "ROOT" and head.pos_ in NOMINALS:
        return head
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "agent"):
        return _of_phrase(head, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINALS:
        return _of_its_noun(verb, head, depth)
    return None


def _of_clause(verb: Token, head: Token, depth: int) -> Token | None:
    """The subject of a verb that hangs on another: the other's, or its object where that does the infinitive."""
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "dep", "ccomp", "parataxis"):
        head = (_past_aside(verb) or _past_relatives(head) if _is_set_off(verb) else None) or _main_clause(head)
    outer = head.head
    if verb.dep_ == "conj" and head.dep_ == "ccomp" and is_speech_verb(outer) and outer.i < head.i:
        later = outer.tag_ == "VBZ" and head.tag_ == verb.tag_ == "VBD"  # "the report says Lopez fell and asked them"
        shouted = verb.lemma_ in _SHOUTS and head.lemma_ != "be"  # "said that he knocked and shouted"
        head = head if later or shouted else outer  # "tweeted that it was late and urged them": who tweeted urged
    if verb.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in OBJECT_CONTROL:
        for child in head.children:
            if child.dep_ in ("dobj", "dative") and child.i < verb.i:
                return child
        if is_passive(head):
            return own_subject(head) or _shared_subject(head, depth - 1)
    return own_subject(head) or _shared_subject(head, depth - 1)


def _of_its_noun(verb: Token, head: Token, depth: int) -> Token | None:
    """The subject of a verb that tells more of a noun: the noun, or whose it is."""
    if verb.dep_ == "acl" and verb.tag_ == "VB":  # "his vow to rebuild"
        return possessor_of(head) or _of_noun(head, depth)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and is_speech_verb(verb):
        # "issued a statement saying", "emailed supporters saying": who issued it, not who got it
        phrase = head.head if head.dep_ == "pobj" else None
        # here: where the listeners of a saying stand: in a speech to, at, among them
        told = phrase is not None and phrase.lower_ in ("to", "for", "at", "among", "in", "on", "under", "about")
        if told or (head.dep_ == "conj" and is_verb(head.head)):
            return _of_noun(head, depth) or head
    if is_document(head):  # "issued a statement saying": who issued it
        return _of_noun(head, depth) or head
    return head


def _is_set_off(participle: Token) -> bool:
    """`..., saying`, `... - while saying`: it goes with the sentence, not with the words right before it."""
    before = participle.i - 1
    if before > 0 and participle.doc[before].lower_ == "while":
        before -= 1
    return before > 0 and participle.doc[before].text in (",", *_DASHES)


def _past_aside(participle: Token) -> Token | None:
    """The verb before an aside between dashes: `X marched to the bridge - where Y slept - while chanting` is X's."""
    doc, at = participle.doc, participle.i - 1
    if at > 0 and doc[at].lower_ == "while":
        at -= 1
    if doc[at].text not in _DASHES or participle.head.i >= at:
        return None
    before = range(at - 1, max(participle.sent.start, at - _LONGEST_ASIDE), -1)
    opens = next((index for index in before if doc[index].text in _DASHES), -1)
    if opens < 0 or participle.head.i < opens:
        return None
    return next((token for token in doc[participle.sent.start : opens] if is_verb(token) and own_subject(token)), None)


def _past_relatives(verb: Token) -> Token | None:
    """The clause that has the noun of which a relative clause tells; None where the verb is in none:
    `X met the builder who had left, saying` is X's."""
    top = verb
    for _ in range(5):
        if top.dep_ == "relcl":
            outer = top.head
            while outer.head.i != outer.i and not is_verb(outer):
                outer = outer.head
            return outer if is_verb(outer) else None
        if top.head.i == top.i or not is_verb(top.head):
            return None
        top = top.head
    return None


def _main_clause(verb: Token) -> Token:
    """The clause a trailing participle belongs to: `X argued that a database would help, saying` is X's."""
    top = verb
    for _ in range(5):
        head = top.head
        if top.dep_ == "ccomp" and is_speech_verb(head) and head.i < top.i and own_subject(head) is not None:
            return head
        if top.dep_ in ("ccomp", "acl") and head.pos_ == "NOUN" and head.dep_ == "dobj" and is_verb(head.head):
            return head.head  # "rejected the notion that it was over, saying"
        if top.dep_ not in ("ccomp", "xcomp", "conj", "advcl") or not is_verb(head):
            return verb
        top = head
    return verb


def _of_phrase(preposition: Token, depth: int) -> Token | None:
    """Who does the verb inside "by saying", "of calling": the subject of what the phrase hangs on."""
    head = preposition.head
    if is_verb(head):
        if head.dep_ == "relcl" and preposition.lower_ == "by" and head.head.dep_ == "dobj":
            # "he foreshadowed the theme that would carry him by urging": he urged
            subject = own_subject(head)
            if subject is not None and subject.lower_ in ("that", "which"):
                return _of_noun(head.head, depth - 1)
        if preposition.lower_ == "as" and head.lemma_.lower() in HEARD:
            # "quoted the minister as saying": the minister says it
            objects = [child for child in head.children if child.dep_ == "dobj"]
            if objects:
                return objects[0]
        says = any(child.lemma_.lower() in _SAYING for child in preposition.children)
        if says and _is_blamed(head, preposition):
            blamed = [child for child in head.children if child.dep_ == "dobj" and can_speak(child)]
            if blamed:
                return blamed[0]  # "accused the minister of calling": the minister calls
        return own_subject(head) or _shared_subject(head, depth - 1)
    if head.pos_ in NOMINALS:
        return possessor_of(head) or _of_noun(head, depth - 1)
    return None


def _is_blamed(verb: Token, preposition: Token) -> bool:
    """Whether the verb's object did what follows the preposition: "accused her of", "praised her for"."""
    lemma = verb.lemma_.lower()
    return lemma in (_BLAMED_OF if preposition.lower_ == "of" else ()) or (
        preposition.lower_ == "for" and lemma in words("blaming_verbs")
    )


def _of_noun(noun: Token, depth: int) -> Token | None:
    """Who has or makes what the noun names: its possessor, else the subject of the verb it is the object of."""
    owner = possessor_of(noun)
    if owner is not None:
        return owner
    head = noun
    # here: labels of the parser
    while depth > 0 and head.dep_ in ("dobj", "pobj", "prep", "conj", "attr", "appos", "compound", "dative"):
        head = head.head
        depth -= 1
        if is_verb(head):
            if is_passive(head):
                return agent_of(head)
            return own_subject(head) or _shared_subject(head, depth)
    return None

"""Words inside the reporter's own sentence: the verb or noun above them that reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of, nearest_subject, nominal_before, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import is_passive, own_subject, subject_of
from quotes.attribution.verbs import FINITE, is_speech_verb, is_stance_verb, is_verb, says_otherwise
from quotes.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.attribution.reporting_clauses import ReportingClauses


_NOUNS = words("nouns_that_say")
# here: the plainest verbs of saying keep their speaker inside another's report: she said that he wrote “...”
_KEEP = frozenset(("say", "tell", "write", "tweet", "add", "note", "warn", "joke", "report", "shout"))

# here: verbs that have whom they tell before what they tell
_TELLS = frozenset(("tell", "remind", "assure", "warn", "inform", "promise", "convince", "persuade"))
# here: conjunctions by which the reporter sets one against another
_CONTRASTS = frozenset(("though", "although", "while", "whereas"))


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    best: tuple[Token, Token, str] | None = None
    words = context.text[quote.span.start : quote.span.end]
    sentence_like = words[:1].isupper() and words.count(" ") > 1
    link = quote.tokens.root
    for above in _above(quote, clauses.clause_before(quote)[0]):
        below, link = link, above
        if clauses.is_quoted(above) or says_otherwise(above) or _is_of_whom_is_told(above, below):
            continue
        if best is not None and not (below.dep_ == "ccomp" and is_speech_verb(above)):
            continue
        if best is not None and _keeps_its_speaker(best[0], above, quote, sentence_like=sentence_like):
            break
        kind = _kind(above, below, quote, innermost=best is None)
        if kind is None:
            continue
        subject = _who_reports(above, kind, clauses, innermost=best is None)
        if subject is None or clauses.is_quoted(subject) or not can_speak(subject):
            continue
        best = (above, subject, kind if best is None else f"{kind}-outer")
    if best is None:
        return Miss("no verb above")
    verb, subject, kind = best
    if subject.pos_ == "PRON" and kind != "noun" and _is_what_clause(verb):
        # "The minister condemned what she called “...”": the pronoun's own sentence names her
        matrix = _matrix_subject(verb, subject)
        if matrix is not None and can_speak(matrix) and not clauses.is_quoted(matrix):
            subject, kind = matrix, kind + "-what"
    speaker = context.range_of(quote, *_unquoted_mention(subject, clauses))
    cue = context.range_of(quote, verb, verb)
    return Attribution(speaker, f"The words depend on “{cue.text}”, and “{speaker.text}” is its subject.", cue, kind)


def _is_of_whom_is_told(verb: Token, below: Token) -> bool:
    """`X told a man who hoped that it would pass that “...”`: the second "that" is X's."""
    listener = verb.head
    if verb.dep_ != "relcl" or below.dep_ != "ccomp" or listener.dep_ not in ("dobj", "dative"):
        return False
    teller = listener.head
    says = teller.lemma_ in _TELLS and not any(child.dep_ == "ccomp" for child in teller.children)
    own = any(child.dep_ == "ccomp" and child.i < below.i for child in verb.children)
    return says and own and any(child.lower_ == "that" for child in below.children)


def _keeps_its_speaker(verb: Token, above: Token, quote: ParsedQuote, *, sentence_like: bool) -> bool:
    """Whether the words stay its subject's, though the clause is the report of the verb above it."""
    if _is_a_contrast(verb) or _relays(above, verb, quote):
        return True
    if verb.tag_ not in FINITE and not (verb.tag_ == "VBN" and _is_relative(verb) and own_subject(verb) is not None):
        return False
    return verb.lemma_ in _KEEP or _is_relative(verb) or (sentence_like and is_speech_verb(verb))


def _is_a_contrast(verb: Token) -> bool:
    """`..., though Ana Lopez called it “a disgrace”`: the reporter's own, whoever said what stands before."""
    marks = [child for child in verb.children if child.dep_ == "mark" and child.lower_ in _CONTRASTS]
    return verb.dep_ == "advcl" and any(mark.i and mark.nbor(-1).text == "," for mark in marks)


def _relays(above: Token, verb: Token, quote: ParsedQuote) -> bool:
    """`Ana Lopez stressed that it was “fine”, the agency reported`: the agency only passes on what she stressed."""
    return above.lemma_ == "report" and above.i > quote.last and verb.tag_ in FINITE and is_speech_verb(verb)


def _kind(above: Token, below: Token, quote: ParsedQuote, *, innermost: bool) -> str | None:
    """How a word above the quoted ones reports them, None where it does not."""
    if is_speech_verb(above):
        return "speech-verb"
    if is_stance_verb(above) and above.i < quote.first:
        return "stance-verb"
    return "noun" if innermost and _leads_in(above, below, quote) else None


def _who_reports(above: Token, kind: str, clauses: ReportingClauses, *, innermost: bool) -> Token | None:
    """The subject of a verb that reports, the owner of a noun; else whoever stands before."""
    subject = possessor_of(above) if kind == "noun" else subject_of(above)
    if above.tag_ == "VBG" and (subject is None or not can_speak(subject)):
        subject = nearest_subject(above)
    if subject is not None and can_speak(subject):
        return subject
    if innermost and above.tag_ in FINITE and not is_passive(above):
        return nominal_before(above, clauses.sentence(above.i)[0])
    return subject


def _unquoted_mention(subject: Token, clauses: ReportingClauses) -> tuple[Token, Token]:
    """`“is fit,” retired general Ana Roe said`: without quoted words that the parse takes into the name."""
    first, last = mention_of(subject)
    quoted = [token.i for token in subject.doc[first.i : subject.i] if clauses.is_quoted(token)]
    if quoted:
        first = subject.doc[quoted[-1] + 1]
        while first.i < subject.i and not first.text[0].isalnum():
            first = first.nbor(1)
    return first, last


def _is_relative(verb: Token) -> bool:
    """`whom he called`, `what he called`."""
    return verb.dep_ == "relcl" or _is_what_clause(verb)


def _is_what_clause(verb: Token) -> bool:
    return any(child.lower_ == "what" and child.i < verb.i for child in verb.children)


def _matrix_subject(verb: Token, pronoun: Token) -> Token | None:
    """The subject of the sentence's main clause, where it may be whom the pronoun means."""
    head = verb
    while head.head.i != head.i:
        head = head.head
    subject = own_subject(head) if is_verb(head) and head.i < verb.i else None
    if subject is None or (subject.pos_ != "PROPN" and subject.lower_ != pronoun.lower_):
        return None
    return subject


def _leads_in(noun: Token, below: Token, quote: ParsedQuote) -> bool:
    """Whether the words are what the noun says: `his call for “...”`, `her claim that “...”`."""
    if noun.i > quote.first:
        return False
    if noun.lemma_.lower() in ("statement", "comment", "remark"):
        return below.dep_ in ("ccomp", "acl") and any(child.lower_ == "that" for child in below.children)
    return noun.lemma_.lower() in _NOUNS and (below.dep_ in ("ccomp", "acl") or quote.first - noun.i <= 3)


_NAMING = words("naming_verbs")


def _naming_verb(quote: ParsedQuote, start: int) -> Token | None:
    """`called the bridge “...”`: the naming verb right before, which the parse often cuts off from the name."""
    for at in range(quote.first - 1, max(start, quote.first - 12) - 1, -1):
        token = quote.doc[at]
        if is_verb(token):
            return token if token.lemma_ in _NAMING else None
        if token.text in ",;:—“”" or token.lower_ in ("and", "but", "that", "because"):
            return None
    return None


def _saying_verb(quote: ParsedQuote, start: int) -> Token | None:
    """`and said, “...,” police said`: the verb right before the mark, though the parse hangs the words on the other."""
    at = quote.first - 2
    if at <= start or quote.doc[at + 1].text not in (",", ":"):
        return None
    verb = quote.doc[at]
    return verb if verb.tag_ in FINITE and verb.lemma_ in _KEEP else None


def _above(quote: ParsedQuote, start: int) -> list[Token]:
    """The tokens that the quoted words depend on, nearest first."""
    naming = _naming_verb(quote, start) or _saying_verb(quote, start)
    head = naming if naming is not None else quote.tokens.root
    result: list[Token] = [] if naming is None else [naming]
    while head.head.i != head.i and len(result) < 30:
        head = head.head
        result.append(head)
    return result


GOVERNING_VERB = Rule(
    name="governing-verb",
    meaning="The quoted words are part of a sentence whose verb or noun reports them.",
    find=find,
    examples=(
        Example("Ana Lopez called the bridge “a disgrace”.", "Ana Lopez", "called"),
        Example("He swore and said, “rebuild it,” the officer said.", "He", "said"),
        Example("Ana Lopez told a man who hoped that it would pass that “we will rebuild it”.", "Ana Lopez", "told"),
        Example("The bridge was described as “a disgrace”.", None),
        Example("Ana Lopez crossed the “Long Bridge” on foot.", None),
    ),
)

"""The order of the rules, strongest first: this list is the whole policy."""

from quotes.attribution.rule import Rule
from quotes.attribution.rules.according_to import ACCORDING_TO
from quotes.attribution.rules.aside import ASIDE
from quotes.attribution.rules.cue_noun import CUE_NOUN
from quotes.attribution.rules.goes_on import GOES_ON
from quotes.attribution.rules.governing_verb import GOVERNING_VERB
from quotes.attribution.rules.headline import HEADLINE
from quotes.attribution.rules.in_words_of import IN_WORDS_OF
from quotes.attribution.rules.lead_in import LEAD_IN
from quotes.attribution.rules.name_colon import NAME_COLON
from quotes.attribution.rules.next_sentence import NEXT_SENTENCE
from quotes.attribution.rules.paragraph_before import PARAGRAPH_BEFORE
from quotes.attribution.rules.passive_agent import PASSIVE_AGENT
from quotes.attribution.rules.previous_subject import PREVIOUS_SUBJECT
from quotes.attribution.rules.same_sentence import SAME_SENTENCE
from quotes.attribution.rules.same_speaker import SAME_SPEAKER
from quotes.attribution.rules.sentence_subject import SENTENCE_SUBJECT
from quotes.attribution.rules.sentence_verb import SENTENCE_VERB
from quotes.attribution.rules.signature import SIGNATURE
from quotes.attribution.rules.speaker_after import SPEAKER_AFTER
from quotes.attribution.rules.speaker_before import SPEAKER_BEFORE
from quotes.attribution.rules.speaker_line import SPEAKER_LINE
from quotes.attribution.rules.still_reported import STILL_REPORTED
from quotes.attribution.rules.transcript import TRANSCRIPT

RULES: tuple[Rule, ...] = (
    TRANSCRIPT,
    SPEAKER_AFTER,
    NAME_COLON,
    SPEAKER_BEFORE,
    SPEAKER_LINE,
    SIGNATURE,
    ASIDE,
    ACCORDING_TO,
    IN_WORDS_OF,
    PASSIVE_AGENT,
    GOVERNING_VERB,
    SENTENCE_VERB,
    CUE_NOUN,
    SAME_SENTENCE,
    HEADLINE,
    NEXT_SENTENCE,
    LEAD_IN,
    GOES_ON,
    PREVIOUS_SUBJECT,
    PARAGRAPH_BEFORE,
    SAME_SPEAKER,
    STILL_REPORTED,
    SENTENCE_SUBJECT,
)

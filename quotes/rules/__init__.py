"""The order of the rules, strongest first: this list is the whole policy."""

from quotes.rule import Rule
from quotes.rules.according_to import ACCORDING_TO
from quotes.rules.aside import ASIDE
from quotes.rules.cue_noun import CUE_NOUN
from quotes.rules.goes_on import GOES_ON
from quotes.rules.governing_verb import GOVERNING_VERB
from quotes.rules.headline import HEADLINE
from quotes.rules.in_words_of import IN_WORDS_OF
from quotes.rules.lead_in import LEAD_IN
from quotes.rules.name_colon import NAME_COLON
from quotes.rules.next_sentence import NEXT_SENTENCE
from quotes.rules.paragraph_before import PARAGRAPH_BEFORE
from quotes.rules.passive_agent import PASSIVE_AGENT
from quotes.rules.previous_subject import PREVIOUS_SUBJECT
from quotes.rules.same_sentence import SAME_SENTENCE
from quotes.rules.same_speaker import SAME_SPEAKER
from quotes.rules.sentence_subject import SENTENCE_SUBJECT
from quotes.rules.sentence_verb import SENTENCE_VERB
from quotes.rules.signature import SIGNATURE
from quotes.rules.speaker_after import SPEAKER_AFTER
from quotes.rules.speaker_before import SPEAKER_BEFORE
from quotes.rules.speaker_line import SPEAKER_LINE
from quotes.rules.transcript import TRANSCRIPT

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
    SENTENCE_SUBJECT,
)

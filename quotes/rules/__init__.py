"""The order of the rules, strongest first: this list is the whole policy."""

from quotes.rule import Rule
from quotes.rules.according_to import ACCORDING_TO
from quotes.rules.goes_on import GOES_ON
from quotes.rules.governing_verb import GOVERNING_VERB
from quotes.rules.paragraph_before import PARAGRAPH_BEFORE
from quotes.rules.same_sentence import SAME_SENTENCE
from quotes.rules.same_speaker import SAME_SPEAKER
from quotes.rules.sentence_subject import SENTENCE_SUBJECT
from quotes.rules.sentence_verb import SENTENCE_VERB
from quotes.rules.speaker_after import SPEAKER_AFTER
from quotes.rules.speaker_before import SPEAKER_BEFORE

RULES: tuple[Rule, ...] = (
    SPEAKER_AFTER,
    SPEAKER_BEFORE,
    ACCORDING_TO,
    GOVERNING_VERB,
    SENTENCE_VERB,
    SAME_SENTENCE,
    GOES_ON,
    PARAGRAPH_BEFORE,
    SAME_SPEAKER,
    SENTENCE_SUBJECT,
)

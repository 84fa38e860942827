"""The order of the rules, strongest first: this list is the whole policy."""

from quotes.rule import Rule
from quotes.rules.according_to import ACCORDING_TO
from quotes.rules.goes_on import GOES_ON
from quotes.rules.subject_of_cue import SUBJECT_OF_CUE

RULES: tuple[Rule, ...] = (
    SUBJECT_OF_CUE,
    ACCORDING_TO,
    GOES_ON,
)

"""The order of the resolvers, for each form of mention the strongest first: this list is the whole policy."""

from quotes.coreference.resolver import Resolver
from quotes.coreference.resolvers.against_the_list import AGAINST_THE_LIST
from quotes.coreference.resolvers.compatriot import COMPATRIOT
from quotes.coreference.resolvers.crowd import CROWD
from quotes.coreference.resolvers.elder_or_younger import ELDER_OR_YOUNGER
from quotes.coreference.resolvers.eponymous_body import EPONYMOUS_BODY
from quotes.coreference.resolvers.issuer import ISSUER
from quotes.coreference.resolvers.just_introduced import JUST_INTRODUCED
from quotes.coreference.resolvers.kin import KIN
from quotes.coreference.resolvers.maker_of_the_work import MAKER_OF_THE_WORK
from quotes.coreference.resolvers.name_beside import NAME_BESIDE
from quotes.coreference.resolvers.only_person import ONLY_PERSON
from quotes.coreference.resolvers.owned_body import OWNED_BODY
from quotes.coreference.resolvers.person_ahead import PERSON_AHEAD
from quotes.coreference.resolvers.pronoun_ahead import PRONOUN_AHEAD
from quotes.coreference.resolvers.pronoun_of_a_body import PRONOUN_OF_A_BODY
from quotes.coreference.resolvers.pronoun_of_a_document import PRONOUN_OF_A_DOCUMENT
from quotes.coreference.resolvers.pronoun_of_a_person import PRONOUN_OF_A_PERSON
from quotes.coreference.resolvers.said_of_the_next import SAID_OF_THE_NEXT
from quotes.coreference.resolvers.salient_body import SALIENT_BODY
from quotes.coreference.resolvers.salient_person import SALIENT_PERSON
from quotes.coreference.resolvers.same_figure import SAME_FIGURE
from quotes.coreference.resolvers.spokesperson import SPOKESPERSON
from quotes.coreference.resolvers.subject_after_its_phrase import SUBJECT_AFTER_ITS_PHRASE
from quotes.coreference.resolvers.the_main_one import THE_MAIN_ONE
from quotes.coreference.resolvers.the_one_present import THE_ONE_PRESENT
from quotes.coreference.resolvers.told_later import TOLD_LATER
from quotes.coreference.resolvers.told_role import TOLD_ROLE
from quotes.coreference.resolvers.unnamed_figure import UNNAMED_FIGURE
from quotes.coreference.resolvers.who_has_just_acted import WHO_HAS_JUST_ACTED
from quotes.coreference.resolvers.whom_the_title_fits import WHOM_THE_TITLE_FITS

RESOLVERS: tuple[Resolver, ...] = (
    # names of several
    ELDER_OR_YOUNGER,
    WHOM_THE_TITLE_FITS,
    THE_ONE_PRESENT,
    WHO_HAS_JUST_ACTED,
    THE_MAIN_ONE,
    # descriptions of bodies
    OWNED_BODY,
    EPONYMOUS_BODY,
    SALIENT_BODY,
    # descriptions of people
    NAME_BESIDE,
    CROWD,
    KIN,
    SAID_OF_THE_NEXT,
    TOLD_ROLE,
    SAME_FIGURE,
    COMPATRIOT,
    MAKER_OF_THE_WORK,
    SALIENT_PERSON,
    ONLY_PERSON,
    TOLD_LATER,
    JUST_INTRODUCED,
    PERSON_AHEAD,
    SPOKESPERSON,
    UNNAMED_FIGURE,
    # documents
    ISSUER,
    # pronouns
    PRONOUN_OF_A_BODY,
    PRONOUN_OF_A_DOCUMENT,
    SUBJECT_AFTER_ITS_PHRASE,
    PRONOUN_OF_A_PERSON,
    PRONOUN_AHEAD,
    AGAINST_THE_LIST,
)

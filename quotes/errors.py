"""What can go wrong, each with an HTTP status and a sentence that says the mend."""

import errno

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # of an OSError: the disk has no room


def fault(what: str) -> str:
    """The sentence for an error that nobody foresaw; its own words and its traceback are for the log alone.

    >>> fault("reading")
    'A fault in quotes stopped the reading: report it with the traceback that is in the log; the rest goes on.'
    """
    return f"A fault in quotes stopped the {what}: report it with the traceback that is in the log; the rest goes on."


class QuotesError(Exception):
    """Base of every error this project raises on purpose.

    `status` is the HTTP status an API answers with; `code` is a stable, machine-readable slug;
    `str(error)` is one sentence for people that says what to do.
    """

    status = 500
    code = "internal"


class BadInput(QuotesError):
    """The caller sent something that cannot be read."""

    status = 400
    code = "bad-input"


class UnknownFormat(BadInput):
    """A file or body of a kind that is not read here."""

    status = 415
    code = "unknown-format"


class TooLarge(QuotesError):
    """An article, a file or a body over its limit; the message names the limit."""

    status = 413
    code = "too-large"


class TooSlow(QuotesError):
    """An article that took longer than its limit of seconds; the message names the limit."""

    status = 503
    code = "timeout"


class NotFound(QuotesError):
    """No such quote, speaker, article or file."""

    status = 404
    code = "not-found"


class Conflict(QuotesError):
    """The request contradicts what is stored, e.g. merging a speaker into itself."""

    status = 409
    code = "conflict"


class ModelMissing(QuotesError):
    """The spaCy model is not installed; the message is the command that installs it."""

    status = 503
    code = "model-missing"


class StoreUnavailable(QuotesError):
    """The database cannot be reached, or its schema is not the one this version needs."""

    status = 503
    code = "store-unavailable"


class StoreDamaged(StoreUnavailable):
    """The store's file cannot be read as one: waiting does not mend it."""


class ClusterUnavailable(QuotesError):
    """The machines that should read do not answer, or cannot read as this version does."""

    status = 503
    code = "cluster-unavailable"

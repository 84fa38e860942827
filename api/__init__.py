"""The REST API over the store: `api.app.create_app`."""

from importlib.metadata import version

VERSION = version("quotes")

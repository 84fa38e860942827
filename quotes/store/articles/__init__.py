"""Articles: stored whole with their quotes and speakers, looked up, listed and deleted."""

from quotes.store.articles.deleting import delete
from quotes.store.articles.lookup import (
    Article,
    ArticlePage,
    Revision,
    authors,
    card,
    count,
    get,
    outlet_names,
    page,
    revisions,
    text,
)
from quotes.store.articles.same_article import Known, is_new, known, text_hash
from quotes.store.articles.saving import Change, Ready, Saved, file_ahead, ready, save, save_all
from quotes.store.utterances.ahead import Ahead

__all__ = [
    "Ahead",
    "Article",
    "ArticlePage",
    "Change",
    "Known",
    "Ready",
    "Revision",
    "Saved",
    "authors",
    "card",
    "count",
    "delete",
    "file_ahead",
    "get",
    "is_new",
    "known",
    "outlet_names",
    "page",
    "ready",
    "revisions",
    "save",
    "save_all",
    "text",
    "text_hash",
]

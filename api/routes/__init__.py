"""The routers, in the order of the documentation."""

from fastapi import APIRouter

from api import pages
from api.routes import (
    article_files,
    articles,
    corrections,
    embed,
    extract,
    feeds,
    health,
    oembed,
    quotes,
    rules,
    speakers,
    suggestions,
    verify,
)

ROUTERS: tuple[APIRouter, ...] = (
    quotes.plain,
    quotes.router,
    corrections.plain,
    suggestions.plain,  # before speakers: its address would be an id there
    speakers.plain,
    suggestions.router,
    speakers.router,
    corrections.router,
    article_files.router,  # before articles: of the same address it takes the forms alone
    articles.plain,
    articles.router,
    extract.router,
    verify.router,
    feeds.router,
    embed.router,
    embed.plain,
    oembed.router,
    rules.router,
    health.router,
    *pages.ROUTERS,
)

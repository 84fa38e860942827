"""The routers, in the order of the documentation."""

from fastapi import APIRouter

from api import pages
from api.routes import articles, embed, extract, feeds, health, oembed, quotes, rules, speakers, verify

ROUTERS: tuple[APIRouter, ...] = (
    quotes.plain,
    quotes.router,
    speakers.plain,
    speakers.router,
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

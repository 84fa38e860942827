"""The routers, in the order of the documentation."""

from fastapi import APIRouter

from api.routes import articles, extract, health, quotes, rules, speakers, verify

ROUTERS: tuple[APIRouter, ...] = (
    quotes.router,
    speakers.router,
    articles.router,
    extract.router,
    verify.router,
    rules.router,
    health.router,
)

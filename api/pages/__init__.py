"""The pages for people: search, speakers, articles, one quotation, and a box to try the engine in."""

from fastapi import APIRouter

from api.pages import quotation, reading, search, speaking, trying

ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    speaking.router,
    reading.router,
    quotation.router,
    trying.router,
)

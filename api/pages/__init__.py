"""The pages for people: search, speakers, articles, one quotation, and a box to try the engine in."""

from fastapi import APIRouter

from api.pages import articles as reading
from api.pages import quotation, search
from api.pages import speakers as speaking
from api.pages import try_it as trying

ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    speaking.router,
    reading.router,
    quotation.router,
    trying.router,
)

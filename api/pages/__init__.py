"""The pages for people: search, speakers, articles, one quotation, a box to try the engine in, and the desk."""

from fastapi import APIRouter

from api.pages import around, compare, places, quotation, search, versions
from api.pages import articles as reading
from api.pages import speakers as speaking
from api.pages import try_it as trying
from api.pages.desk import corrections, deciding, people, sign_in, uploading
from api.pages.failing import page_of

ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    speaking.router,
    reading.router,
    around.router,
    compare.router,
    versions.router,
    quotation.router,
    trying.router,
    sign_in.router,
    corrections.router,
    people.router,
    deciding.router,
    uploading.router,
    places.router,
)

__all__ = ["ROUTERS", "page_of"]

"""The pages for people: search, speakers, articles, one quotation, and a box to try the engine in."""

from fastapi import APIRouter

from api.pages import quotation, reading, search, speaking, trying

router = APIRouter(include_in_schema=False)
for part in (search, speaking, reading, quotation, trying):
    router.include_router(part.router)

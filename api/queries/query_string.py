"""How a query string is read into a model, and documented from the same model.

Read by hand rather than by FastAPI's own dependencies, which cost more than the query itself and know neither a
near name nor a comma list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.http.errors import invalid, unknown
from quotes.errors import BadInput

Model = TypeVar("Model", bound=BaseModel)

MAX_FIELDS = 200


def read(model: type[Model], request: Request) -> Model:
    """The request's query string as a model; UnknownParameter names the near one, Invalid says what is wrong."""
    return parse(model, request.scope.get("query_string", b""))


def parse(model: type[Model], query_string: bytes) -> Model:
    """A raw query string as a model."""
    names, lists, commas, texts = _shape(model)
    given: dict[str, Any] = {}
    if query_string:
        for name, value in pairs_of(query_string.decode("latin-1"), blank=True):
            if "\x00" in value:
                # No text holds a NUL, and PostgreSQL refuses to be asked for one.
                value = value.replace("\x00", "")
            if name in lists:
                if name in commas:
                    given.setdefault(name, []).extend(part for part in value.split(",") if part)
                elif value.strip():
                    given.setdefault(name, []).append(value)
            elif name not in names:
                raise unknown("parameter", name, model.model_fields)
            elif name in given:
                raise BadInput(f"The parameter {name!r} is given twice, and one value is all it takes.")
            elif value or name not in texts:
                given[name] = value
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise invalid(error, where="query") from None


def pairs_of(query_string: str, *, blank: bool = False) -> list[tuple[str, str]]:
    """The names and values of a query string, those without a value only if `blank`; BadInput where they are many."""
    if "%" not in query_string and "+" not in query_string and query_string.count("&") < MAX_FIELDS:
        # nothing to decode: what parse_qsl would give, for a third of its time
        pairs = [(name, value) for name, _, value in [pair.partition("=") for pair in query_string.split("&") if pair]]
        return pairs if blank else [pair for pair in pairs if pair[1]]
    try:
        return parse_qsl(query_string, keep_blank_values=blank, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise BadInput(f"More than {MAX_FIELDS} parameters: leave some out.") from None


def document(model: type[BaseModel] | None, *path: tuple[str, str, str]) -> dict[str, Any]:
    """The `openapi_extra=` of a route: its path parameters (name, description, example), then the model's.

    A parameter that must be given, or whose field says `filled_in`, is filled in with its example in /docs.
    """
    parameters: list[dict[str, Any]] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": description,
            "schema": {"type": "string", "maxLength": 500},
            "example": example,
        }
        for name, description, example in path
    ]
    if model is not None:
        _, _, commas, _ = _shape(model)
        described = model.model_json_schema()
        properties, needed = described["properties"], described.get("required", ())
        # Fields of a base class come first, and what everybody asks for by is whom.
        for name in sorted(properties, key=lambda name: name != "speaker"):
            schema = dict(properties[name])
            schema.pop("title", None)
            schema.pop("comma", None)
            if "anyOf" in schema:
                kinds = [kind for kind in schema.pop("anyOf") if kind.get("type") != "null"]
                schema = {**kinds[0], **schema} if len(kinds) == 1 else {"anyOf": kinds, **schema}
            if schema.get("default") in (None, [], ()):
                schema.pop("default", None)
            parameter: dict[str, Any] = {"name": name, "in": "query", "required": name in needed}
            if "description" in schema:
                parameter["description"] = schema.pop("description")
            # What /docs fills in, and sends: a call with every parameter at once would find nothing.
            if schema.pop("filled_in", False) or name in needed:
                parameter["example"] = schema["examples"][0]
            if name in commas:
                parameter["style"] = "form"
                parameter["explode"] = False
            parameter["schema"] = schema
            parameters.append(parameter)
    return {"parameters": parameters}


@lru_cache(maxsize=64)
def _shape(model: type[BaseModel]) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """All names; those that may repeat, that take a comma list, and those of plain text, where blank is absent."""
    lists, commas, texts = set(), set(), set()
    for name, schema in model.model_json_schema()["properties"].items():
        kinds = {schema.get("type"), *(kind.get("type") for kind in schema.get("anyOf", ()))}
        if "array" in kinds:
            lists.add(name)
        if schema.get("comma"):
            commas.add(name)
        if "string" in kinds and not ("integer" in kinds or "boolean" in kinds or "number" in kinds):
            texts.add(name)
    return frozenset(model.model_fields), frozenset(lists), frozenset(commas), frozenset(texts)

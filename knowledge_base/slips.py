"""An author's slip in the author's words: where it stands, what is wrong, what would be right."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from rapidfuzz import process

from knowledge_base.located import KeyPath, Located

_NEAR = 60


def slips(located: Located, model: type[BaseModel], error: ValidationError, at: KeyPath = ()) -> list[str]:
    """One `file:line:column: text` for each error that `model` found in `located` below the path `at`."""
    told = []
    for one in error.errors(include_url=False):
        path = (*at, *(step for step in one["loc"] if step != "[key]"))
        told.append(f"{located.where(path)}: {_text(model, one, located.as_written(path))}")
    return told


def nearest(word: str, known: Sequence[str]) -> str:
    """A question that offers the known word meant, or the known words when none is near."""
    found = process.extractOne(word, known, score_cutoff=_NEAR)
    return f"did you mean `{found[0]}`?" if found else f"known are: {', '.join(known)}"


def _text(model: type[BaseModel], error: ErrorDetails, written: KeyPath) -> str:
    key = str(written[-1]) if written else ""
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(key, _keys_around(model, error["loc"][:-1]))
        case "missing":
            return f"`{key}` is missing"
        case "literal_error":
            allowed = _literals(error)
            return f"unknown {_noun(written)} `{given}`; {nearest(str(given), allowed)}"
        case "value_error":
            return str(error["ctx"]["error"])
    return f"`{key}`: {error['msg']} (found {_shown(given)})"


def _unknown_key(key: str, known: list[str]) -> str:
    if {"id", "en"} <= set(known):
        return f"unknown language `{key}`; is a text with a comma missing its quotes?"
    return f"unknown key `{key}`; {nearest(key, known)}"


def _noun(path: KeyPath) -> str:
    if "weekly" in path:
        return "day"
    return "field type" if path[-1] == "type" and "fields" in path else f"`{path[-1]}`"


def _shown(given: Any) -> str:
    return repr(given)[:60]


def _keys_around(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    return list(_fields(_model_at(model, path)))


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    for step in path:
        if isinstance(step, str):
            field = _fields(model).get(step)
            model = (_model_in(field.annotation) if field else None) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in `X`, `list[X]` or `X | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)


def _literals(error: ErrorDetails) -> list[str]:
    return [word.strip("'") for word in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]

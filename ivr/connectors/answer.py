"""From the bytes that came back to the values that a flow asked for."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from ivr.connectors.json_path import JsonPath
from ivr.limits import MAX_ANSWER_VALUE


class NotUsable(ValueError):
    """An answer that is no JSON, or too much of it; the text holds nothing of it."""


def taken(body: bytes, take: Mapping[str, JsonPath]) -> dict[str, Any]:
    """The values that are there; a path that leads nowhere, or to null, brings nothing. Raises NotUsable."""
    try:
        answer = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
        found = {name: path.find(answer) for name, path in take.items()}
        values = {name: _clean(value) for name, value in found.items() if value is not None}
        size = len(json.dumps(values))
    except RecursionError as wrong:
        raise NotUsable("the answer is nested too deeply") from wrong
    except ValueError as wrong:
        raise NotUsable("the answer is not JSON") from wrong
    if size > MAX_ANSWER_VALUE:
        raise NotUsable(f"what is taken of the answer is longer than {MAX_ANSWER_VALUE} characters")
    return values


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _clean(value: Any) -> Any:
    """Without characters that no voice speaks and no database keeps."""
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else " " for sign in value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item) for name, item in value.items()}
    return value

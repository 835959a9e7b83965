"""Texts with `{parameter}` in them: an address, where values are percent-encoded, and the values of a JSON body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

MAX_URL = 2_000

_PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}", re.ASCII)
Arguments = Mapping[str, Any]


class Unfit(ValueError):
    """These arguments make no request; the text names them and never their values."""


def parameters(text: str) -> tuple[str, ...]:
    return tuple(_PARAMETER.findall(text))


def has_stray_brace(text: str) -> bool:
    rest = _PARAMETER.sub("", text)
    return "{" in rest or "}" in rest


def fill_url(template: str, arguments: Arguments) -> str:
    """A value is one piece of a path or of a query, whatever it holds. Raises Unfit."""
    url = _PARAMETER.sub(lambda found: quote(_text(found.group(1), arguments), safe=""), template)
    if len(url) > MAX_URL:
        raise Unfit(f"the address is longer than {MAX_URL} characters")
    if any(piece in (".", "..") for piece in urlsplit(url).path.split("/")):
        raise Unfit("a value would lead to another place of the address")
    return url


def fill_body(template: Any, arguments: Arguments) -> Any:
    """JSON with values in it; a text that is nothing but `{parameter}` becomes the value itself. Raises Unfit."""
    if isinstance(template, Mapping):
        return {name: fill_body(inner, arguments) for name, inner in template.items()}
    if isinstance(template, list):
        return [fill_body(inner, arguments) for inner in template]
    if not isinstance(template, str):
        return template
    alone = _PARAMETER.fullmatch(template)
    if alone:
        return _value(alone.group(1), arguments)
    return _PARAMETER.sub(lambda found: _text(found.group(1), arguments), template)


def texts(template: Any) -> Iterator[str]:
    """Every text in a body."""
    if isinstance(template, str):
        yield template
    elif isinstance(template, Mapping):
        for inner in template.values():
            yield from texts(inner)
    elif isinstance(template, list):
        for inner in template:
            yield from texts(inner)


def _value(name: str, arguments: Arguments) -> Any:
    if arguments.get(name) is None:
        raise Unfit(f"'{name}' has no value")
    return arguments[name]


def _text(name: str, arguments: Arguments) -> str:
    value = _value(name, arguments)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (str, int, float)):
        raise Unfit(f"'{name}' is no single value")
    return str(value).encode("utf-8", "replace").decode()

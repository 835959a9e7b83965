"""One connector: what is sent for given arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ivr.connectors.filling import Arguments, Unfit, fill_body, fill_url, parameters, texts
from ivr.connectors.json_path import JsonPath
from ivr.issue import Mark

MAX_BODY = 16_000
LANGUAGE = "language"
"""A parameter that every lookup has: the caller's language."""


@dataclass(frozen=True)
class Secret:
    """`name` only: the value is the operator's, CONNECTOR_SECRET_<NAME>. Sent as `header: [scheme ]value`."""

    name: str
    header: str
    scheme: str = ""


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: str | None = None


@dataclass(frozen=True)
class Connector:
    """`timeout_s` is for one attempt. `not_found` are HTTP statuses. `body` is JSON with `{parameter}`, None for GET. `take` brings
    values of the answer under names of the flow's."""

    name: str
    mark: Mark
    method: Literal["GET", "POST"]
    url: str
    take: Mapping[str, JsonPath]
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Secret | None = None
    body: Any = None
    not_found: tuple[int, ...] = (404,)
    timeout_s: int = 4
    retries: int = 0
    max_bytes: int = 64_000

    @property
    def parameters(self) -> tuple[str, ...]:
        """What a lookup gives by `with`, in the order in which it is used."""
        named = [*parameters(self.url), *(name for text in texts(self.body) for name in parameters(text))]
        return tuple(name for name in dict.fromkeys(named) if name != LANGUAGE)

    @property
    def repeatable(self) -> bool:
        """Whether asking twice does no more than asking once."""
        return self.method == "GET"

    def request(self, arguments: Arguments) -> Request:
        """Without its secret. Raises Unfit."""
        body = None if self.body is None else json.dumps(fill_body(self.body, arguments), ensure_ascii=True)
        if body is not None and len(body) > MAX_BODY:
            raise Unfit(f"the body is longer than {MAX_BODY} characters")
        return Request(self.method, fill_url(self.url, arguments), self.headers, body)

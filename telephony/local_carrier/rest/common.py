"""What every resource shares: the account's password, dates, lists, errors, parameters of a form."""

from __future__ import annotations

import base64
import datetime as dt
import email.utils
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.line_socket import EXCHANGE

ROOT = "/2010-04-01/Accounts/{account}"
Form = MultiDictProxy[str | bytes | bytearray | web.FileField]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class RestError(Exception):
    """An error as the API words it: HTTP status, the carrier's code, a text."""

    def __init__(self, status: int, code: int, text: str):
        super().__init__(text)
        self.status, self.code = status, code

    def response(self) -> web.Response:
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        body = {"code": self.code, "message": str(self), "more_info": more, "status": self.status}
        return web.json_response(body, status=self.status)


def missing(request: web.Request) -> RestError:
    return RestError(404, 20404, f"The requested resource {request.path} was not found")


def exchange_of(request: web.Request) -> Exchange:
    return request.app[EXCHANGE]


@web.middleware
async def authenticated(request: web.Request, handler: Handler) -> web.StreamResponse:
    """HTTP Basic with the account's token, or with an API key; the address must be of the account itself."""
    if not request.path.startswith("/2010-04-01"):
        return await handler(request)
    try:
        _authenticate(request)
        return await handler(request)
    except RestError as error:
        return error.response()


def _authenticate(request: web.Request) -> None:
    settings = exchange_of(request).settings
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        user = password = ""
    secrets = {settings.account_sid: settings.auth_token, settings.api_key: settings.api_secret}
    known = secrets.get(user, "")
    if scheme.lower() != "basic" or not known or not hmac.compare_digest(known.encode(), password.encode()):
        raise RestError(401, 20003, "Authenticate")
    if request.match_info.get("account", settings.account_sid) != settings.account_sid:
        raise missing(request)


def rfc2822(moment: dt.datetime | None) -> str | None:
    return None if moment is None else email.utils.format_datetime(moment)


def text(form: Form, name: str, default: str = "") -> str:
    value = form.get(name, default)
    return value if isinstance(value, str) else default


def boolean(form: Form, name: str) -> bool | None:
    """true or false as the client sends it; None when it is absent."""
    value = text(form, name).lower()
    return None if value not in ("true", "false") else value == "true"


def listing(request: web.Request, key: str, rows: list[dict[str, Any]]) -> web.Response:
    """One page of rows, with the page's own addresses."""
    size = min(1000, max(1, int(request.query.get("PageSize", "50")))) if _is_number(request, "PageSize") else 50
    page = max(0, int(request.query.get("Page", "0"))) if _is_number(request, "Page") else 0
    shown = rows[page * size : (page + 1) * size]

    def address(number: int) -> str:
        return f"{request.path}?PageSize={size}&Page={number}"

    body = {
        key: shown,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": max(0, page * size + len(shown) - 1),
        "uri": request.path_qs,
        "first_page_uri": address(0),
        "next_page_uri": address(page + 1) if (page + 1) * size < len(rows) else None,
        "previous_page_uri": address(page - 1) if page else None,
    }
    return web.json_response(body)


def _is_number(request: web.Request, name: str) -> bool:
    return request.query.get(name, "0").isdigit()

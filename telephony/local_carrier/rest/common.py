"""What every resource shares: the account's password, dates, lists, errors, parameters of a form."""

from __future__ import annotations

import base64
import datetime as dt
import email.utils
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from multidict import MultiDictProxy

from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.line_socket import EXCHANGE

log = logging.getLogger(__name__)
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
    except web.HTTPNotFound:
        return missing(request).response()
    except web.HTTPMethodNotAllowed:
        return RestError(405, 20004, "Method not allowed").response()
    except web.HTTPRequestEntityTooLarge:
        return RestError(413, 20413, "The form is too large").response()
    except web.HTTPException:
        raise
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return RestError(500, 20500, "Internal server error").response()


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


def number(form: Form, name: str, default: int, low: int, high: int) -> int:
    """A whole number; one that is not, or is out of bounds, is refused."""
    given = text(form, name)
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or not low <= int(given[:12]) <= high:
        raise RestError(400, 20001, f"{name} must be a whole number from {low} to {high}")
    return int(given)


def method(form: Form, name: str) -> str:
    """POST unless GET is asked for."""
    wanted = text(form, name, "POST").upper()
    if wanted not in ("GET", "POST"):
        raise RestError(400, 21403, f"{name} must be GET or POST")
    return wanted


def address(form: Form, name: str) -> str:
    """An absolute web address, or empty when it is absent."""
    given = text(form, name)
    if given and urlsplit(given).scheme not in ("http", "https"):
        raise RestError(400, 21205, f"{name} is not a valid URL")
    return given


def words(form: Form, name: str, default: str) -> frozenset[str]:
    """Values that come repeated or separated by spaces."""
    return frozenset(" ".join(str(v) for v in form.getall(name, [])).split() or default.split())


def boolean(form: Form, name: str) -> bool | None:
    """true or false as the client sends it; None when it is absent."""
    value = text(form, name).lower()
    return None if value not in ("true", "false") else value == "true"


def listing(request: web.Request, key: str, rows: list[dict[str, Any]]) -> web.Response:
    """One page of rows, with the page's own addresses."""
    size = min(1000, max(1, int(request.query.get("PageSize", "50")))) if _is_number(request, "PageSize") else 50
    page = max(0, int(request.query.get("Page", "0"))) if _is_number(request, "Page") else 0
    shown = rows[page * size : (page + 1) * size]

    def page_address(number: int) -> str:
        kept = {name: value for name, value in request.query.items() if name not in ("Page", "PageSize", "PageToken")}
        return f"{request.path}?{urlencode({**kept, 'PageSize': size, 'Page': number})}"

    body = {
        key: shown,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": max(0, page * size + len(shown) - 1),
        "uri": request.path_qs,
        "first_page_uri": page_address(0),
        "next_page_uri": page_address(page + 1) if (page + 1) * size < len(rows) else None,
        "previous_page_uri": page_address(page - 1) if page else None,
    }
    return web.json_response(body)


def _is_number(request: web.Request, name: str) -> bool:
    given = request.query.get(name, "0")
    return given.isascii() and given.isdigit() and len(given) < 10

"""Proof that a change was asked for by our own page: a token bound to the visitor's and the login's cookie."""

import hmac
import secrets
from hashlib import sha256

from flask import g, request
from werkzeug.exceptions import BadRequest

from runtime.web.cookies import set_cookie
from runtime.web.house import house
from runtime.web.logins import COOKIE as LOGIN_COOKIE

COOKIE = "visit"
LASTS_S = 30 * 24 * 3600
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class CsrfRefused(BadRequest):
    """A change without the token, or with one of another visit or login."""


def csrf_token() -> str:
    """The token for forms (field csrf_token) and JSON requests (header X-CSRF-Token) of this visitor."""
    return _token(_visit())


def check(exempt: tuple[str, ...]) -> None:
    """Refuse a change that lacks the token, except under the path prefixes `exempt`, whose requests are signed otherwise."""
    if request.method in SAFE_METHODS or request.path.startswith(exempt):
        return
    visit = request.cookies.get(COOKIE)
    given = request.headers.get(HEADER) or request.form.get(FIELD) or ""
    if not visit or not hmac.compare_digest(_token(visit).encode(), given.encode()):
        raise CsrfRefused


def _visit() -> str:
    visit: str | None = request.cookies.get(COOKIE) or g.get(COOKIE)
    if visit is None:
        visit = secrets.token_urlsafe(24)
        setattr(g, COOKIE, visit)
        set_cookie(COOKIE, visit, LASTS_S)
    return visit


def _token(visit: str) -> str:
    bound = f"csrf|{visit}|{request.cookies.get(LOGIN_COOKIE, '')}"
    return hmac.new(house().settings.secret_key.encode(), bound.encode(), sha256).hexdigest()

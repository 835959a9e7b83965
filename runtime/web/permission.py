"""Who may call a view."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import redirect, request
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from runtime.accounts import PERMISSIONS, may
from runtime.web.errors import wants_json
from runtime.web.logins import current_account

LOGIN_PATH = "/desk/login"
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def require(permission: str) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result | Response]]:
    """A view for people who have `permission`. Nobody signed in: a page leads to the sign-in form, JSON gets 401; else 403."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def decorate(view: Callable[Parameters, Result]) -> Callable[Parameters, Result | Response]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result | Response:
            account = current_account()
            if account is None:
                return _ask_to_sign_in()
            if not may(account.role, permission):
                raise Forbidden
            return view(*args, **kwargs)

        return guarded

    return decorate


def safe_next(target: str | None, default: str) -> str:
    """`target` when it is a path of this server, else `default`: a sign-in form must not lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc or any(ord(sign) < 32 for sign in target) else target


def _ask_to_sign_in() -> Response:
    if wants_json() or request.method != "GET":
        raise Unauthorized
    return redirect(f"{LOGIN_PATH}?next={request.path}")

"""How often a request may be tried: failed sign-ins are counted by address and by user name."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from runtime.config import Settings

BY_ADDRESS = "20 per minute;100 per hour"
BY_USERNAME = "6 per minute;30 per hour"
MOST_BYTES = 1_000_000
MOST_FORM_PARTS = 500

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

limiter = Limiter(key_func=get_remote_address)
_by_address = limiter.limit(BY_ADDRESS, methods=["POST"], deduct_when=lambda response: _has_failed(response))
_by_username = limiter.limit(
    BY_USERNAME, key_func=lambda: _username(), methods=["POST"], deduct_when=lambda response: _has_failed(response)
)


def limit_sign_in(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """A sign-in view of which only failed posts (any reply but a redirect) are counted; over the limit it answers 429."""
    return _by_address(_by_username(view))


def register(app: Flask, settings: Settings) -> None:
    """Bound sizes, and count in Redis where there is one, else in this process."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.init_app(app)


def _has_failed(response: Response) -> bool:
    return not 300 <= response.status_code < 400


def _username() -> str:
    return request.form.get("username", "").strip().lower()[:64]

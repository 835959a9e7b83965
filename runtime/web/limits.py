"""How often a request may be tried: failed sign-ins by address and by user name, guesses by address and by what is guessed at."""

import time
from collections.abc import Callable
from math import ceil
from typing import ParamSpec, TypeVar

from flask import Flask, Response, request
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address

from runtime.config import Settings

BY_ADDRESS = "20 per minute;100 per hour"
BY_USERNAME = "6 per minute;30 per hour"
GUESSES_BY_ADDRESS = "20 per minute;100 per hour"
GUESSES_BY_SUBJECT = "6 per 10 minutes;20 per day"
MESSAGES_BY_ADDRESS = "300 per minute"
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


def limit_messages(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """A view for programs: every post is counted by address, before it is looked at; over the limit it answers 429."""
    return limiter.limit(MESSAGES_BY_ADDRESS, methods=["POST"])(view)


def limit_guesses(
    subject: Callable[[], str], refuse: Callable[[int], Response]
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """A view of which every post is counted before it is looked at, by address and by `subject()` ("" is not counted): many
    at once are no way round. Over the limit `refuse(seconds until one may try again)` answers. Decorate a function once."""

    def refused(limit: RequestLimit) -> Response:
        return refuse(max(1, ceil(limit.window.reset_time - time.time())))

    def decorate(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        by_subject = limiter.limit(
            GUESSES_BY_SUBJECT,
            key_func=subject,
            methods=["POST"],
            exempt_when=lambda: not subject(),
            on_breach=refused,
        )
        return limiter.limit(GUESSES_BY_ADDRESS, methods=["POST"], on_breach=refused)(by_subject(view))

    return decorate


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

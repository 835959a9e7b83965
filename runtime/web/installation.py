"""Puts all of it on a Flask application."""

from functools import partial
from typing import Any

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from runtime.web import csrf, errors, headers, limits
from runtime.web.assets import PREFIX, asset, asset_styles, built_folder
from runtime.web.house import EXTENSION, House
from runtime.web.logins import current_account

SIGNED_PREFIXES = ("/telephony/", "/agencies/")


def install(app: Flask, house: House) -> None:
    """Logins, CSRF, limits, headers, error pages and built assets. Requests under /telephony/ are signed by the carrier,
    those under /agencies/ by an agency, and need no CSRF token. Call it before the doors' blueprints are registered."""
    app.extensions[EXTENSION] = house
    settings = house.settings
    app.secret_key = settings.secret_key
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    limits.register(app, settings)
    app.before_request(partial(csrf.check, SIGNED_PREFIXES))
    headers.register(app)
    errors.register(app)
    app.register_blueprint(_blueprint(house))
    app.context_processor(partial(_shared, house))


def _blueprint(house: House) -> Blueprint:
    return Blueprint(
        "web",
        __name__,
        template_folder="templates",
        static_folder=built_folder(house.settings.root),
        static_url_path=PREFIX.rstrip("/"),
    )


def _shared(house: House) -> dict[str, Any]:
    """What every template may use: csrf_token(), asset(), asset_styles(), current_account(), is_demo."""
    return {
        "csrf_token": csrf.csrf_token,
        "asset": asset,
        "asset_styles": asset_styles,
        "current_account": current_account,
        "is_demo": house.settings.demo,
        "is_open_demo": house.settings.demo and house.settings.open_to_others,
    }

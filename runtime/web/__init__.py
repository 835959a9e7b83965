"""What every door of the web server shares: logins, CSRF, permissions, limits, headers, error pages, built assets."""

from runtime.web.assets import asset, asset_styles
from runtime.web.carrier_socket import carrier_socket
from runtime.web.csrf import csrf_token
from runtime.web.home_page import home_path
from runtime.web.house import House, house
from runtime.web.installation import install
from runtime.web.limits import limit_guesses, limit_messages, limit_sign_in, limiter
from runtime.web.logins import current_account, sign_in, sign_out
from runtime.web.permission import require, safe_next

__all__ = [
    "House",
    "asset",
    "asset_styles",
    "carrier_socket",
    "csrf_token",
    "current_account",
    "home_path",
    "house",
    "install",
    "limit_guesses",
    "limit_messages",
    "limit_sign_in",
    "limiter",
    "require",
    "safe_next",
    "sign_in",
    "sign_out",
]

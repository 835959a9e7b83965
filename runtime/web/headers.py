"""What every response tells the browser not to do."""

from flask import Flask, Response, request

from runtime.web.carrier_socket import carrier_origin
from runtime.web.cookies import is_secure

# The component kit writes style elements at run time; scripts come from our own files alone.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}
LONG_LIVED = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Add them to every response; pages are never kept by a cache unless the view says so."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    origin = carrier_origin()
    response.headers.setdefault("Content-Security-Policy", f"{POLICY} {origin}" if origin else POLICY)
    if is_secure():
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.path.startswith("/static/app/assets/") and response.status_code < 400:
        response.headers["Cache-Control"] = LONG_LIVED
    elif request.endpoint != "web.static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response

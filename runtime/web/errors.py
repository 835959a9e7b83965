"""An error is answered in both languages: a page for people, JSON for programs, and no trace for either."""

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from runtime.db import DatabaseBusy
from runtime.i18n import LANGUAGES, MissingText, text
from runtime.web.csrf import CsrfRefused
from runtime.web.home_page import home_path
from runtime.web.logins import current_account

JSON_PREFIXES = ("/desk/api/", "/agencies/")


def wants_json() -> bool:
    """Whether this request comes from a program: an address of the API, or one that prefers JSON to HTML."""
    if request.path.startswith(JSON_PREFIXES):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def register(app: Flask) -> None:
    """Answer every HTTP error, and every exception as 500. JSON: {"error": {"code", "id", "en"}}."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(DatabaseBusy, _busy)


def _busy(_error: DatabaseBusy) -> Response:
    return _answer(ServiceUnavailable(retry_after=5))


def _answer(error: HTTPException) -> Response:
    code = error.code or 500
    if error.response is not None or code < 400:
        return make_response(error.get_response())
    sentences = {language: _sentence(error, code, language) for language in LANGUAGES}
    if wants_json():
        response = make_response({"error": {"code": code, **sentences}}, code)
    else:
        way_on = _way_on(code)
        page = render_template("web/error.html", code=code, sentences=sentences, text=text, way_on=way_on)
        response = make_response(page, code)
    response.headers.extend([header for header in error.get_headers() if header[0] not in ("Content-Type",)])
    return response


def _way_on(code: int) -> str | None:
    """Where somebody who may not see this page has their own work; the form, after too many tries at one."""
    if code == 429 and request.method == "POST":
        return request.path
    account = current_account() if code == 403 else None
    return home_path(account) if account else None


def _sentence(error: HTTPException, code: int, language: str) -> str:
    key = "error.csrf" if isinstance(error, CsrfRefused) else f"error.{code}"
    try:
        return text(key, language)
    except MissingText:
        return text("error.other", language)

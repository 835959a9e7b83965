"""How every cookie is set: not for scripts, not across sites, and over https alone where there is https."""

from flask import Response, after_this_request, request

from runtime.web.house import house


def is_secure() -> bool:
    """Whether people reach this server by https."""
    return request.is_secure or house().settings.public_base_url.startswith("https:")


def set_cookie(name: str, value: str, max_age_s: int) -> None:
    """Set it on the response to the present request; an age of 0 removes it."""

    @after_this_request
    def _set(response: Response) -> Response:
        response.set_cookie(name, value, max_age=max_age_s, httponly=True, samesite="Lax", secure=is_secure(), path="/")
        return response

"""A person's login: a random token in a signed cookie, and a row here that can be ended."""

import secrets
from datetime import timedelta
from hashlib import sha256

from flask import g, request
from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select

from runtime import accounts
from runtime.accounts import Account
from runtime.models import logins
from runtime.web.cookies import set_cookie
from runtime.web.house import house

COOKIE = "login"
LASTS = timedelta(hours=12)


def sign_in(username: str, password: str) -> Account | None:
    """Check name and password; when they are right, open a login and set its cookie on this response."""
    here = house()
    with here.database.read() as conn:
        account = accounts.verify(conn, username, password, demo=here.settings.demo)
    if account is None:
        return None
    token = secrets.token_urlsafe(32)
    now = here.clock.now()
    row = {"token_hash": _hash(token), "account_id": account.id, "created_at": now, "expires_at": now + LASTS}
    with here.database.begin() as conn:
        conn.execute(delete(logins).where(logins.c.expires_at <= now))
        conn.execute(logins.insert(), row)
    set_cookie(COOKIE, _signer().sign(token).decode(), int(LASTS.total_seconds()))
    g.account = account
    return account


def sign_out() -> None:
    """End the login of this request, if there is one, on the server and in the browser."""
    token = _token()
    if token is not None:
        with house().database.begin() as conn:
            conn.execute(delete(logins).where(logins.c.token_hash == _hash(token)))
    set_cookie(COOKIE, "", 0)
    g.account = None


def current_account() -> Account | None:
    """Who is signed in; None for nobody, an expired or ended login, or a demo account outside demo mode."""
    if "account" not in g:
        g.account = _find()
    account: Account | None = g.account
    return account


def _find() -> Account | None:
    token = _token()
    if token is None:
        return None
    here = house()
    open_login = (logins.c.token_hash == _hash(token), logins.c.expires_at > here.clock.now())
    with here.database.read() as conn:
        account_id = conn.execute(select(logins.c.account_id).where(*open_login)).scalar_one_or_none()
        account = accounts.get(conn, account_id) if account_id else None
    return None if account is None or (account.demo and not here.settings.demo) else account


def _token() -> str | None:
    try:
        return _signer().unsign(request.cookies.get(COOKIE, "")).decode()
    except BadSignature:
        return None


def _signer() -> Signer:
    return Signer(house().settings.secret_key, salt="login", digest_method=sha256)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()

"""Who sits at the desk of this request."""

from __future__ import annotations

from werkzeug.exceptions import Unauthorized

from runtime.accounts import Account
from runtime.web import current_account


def agent() -> Account:
    """The signed-in account. Raises Unauthorized."""
    account = current_account()
    if account is None:
        raise Unauthorized
    return account

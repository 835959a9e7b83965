"""Signing in and out: a plain form, posted back to its own address."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from agent_desktop.answers import texts
from agent_desktop.desk import Desk
from runtime import accounts
from runtime.i18n import LANGUAGES
from runtime.web import current_account, home_path, house, limit_sign_in, safe_next, sign_in, sign_out
from runtime.web.home_page import DESK_PATH


def add_views(views: Blueprint, desk: Desk) -> None:
    @views.get("/login")
    def login_form() -> ResponseReturnValue:
        account = current_account()
        if account is not None:
            return redirect(_on(account))
        return _form()

    @views.post("/login")
    @limit_sign_in
    def login() -> ResponseReturnValue:
        account = sign_in(request.form.get("username", "")[:64], request.form.get("password", ""))
        if account is None:
            return _form(failed=True), 422
        return redirect(_on(account), 303)

    @views.post("/logout")
    def logout() -> ResponseReturnValue:
        account = current_account()
        sign_out()
        if account is not None:
            desk.signed_out(account)
        return redirect("/desk/login", 303)


def _on(account: accounts.Account) -> str:
    """The page that was asked for; the desk leads whoever does not answer calls to their own page."""
    home = home_path(account)
    asked = safe_next(request.args.get("next"), home)
    return home if asked == DESK_PATH else asked


def _form(failed: bool = False) -> str:
    return render_template(
        "desk/login.html",
        text=texts.text,
        language=_language(),
        languages=LANGUAGES,
        failed=failed,
        username=request.form.get("username", "")[:64],
        demo_accounts=[name for name, *_ in accounts.DEMO_ACCOUNTS] if house().settings.demo else [],
    )


def _language() -> str:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]

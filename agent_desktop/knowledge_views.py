"""The page of those who keep the knowledge: the services of an officer's agency, of all agencies for managers."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from agent_desktop.answers import texts
from agent_desktop.signed_in import agent
from knowledge_base.catalogue import Knowledge
from runtime.accounts import may_for
from runtime.web import require


def add_views(views: Blueprint, knowledge: Knowledge) -> None:
    @views.get("/knowledge")
    @require("edit_knowledge")
    def knowledge_page() -> ResponseReturnValue:
        account = agent()
        own = [
            one for one in knowledge.current().services.values() if may_for(account, "edit_knowledge", one["agency"])
        ]
        return render_template("desk/knowledge.html", services=own, language=account.language, text=texts.text)

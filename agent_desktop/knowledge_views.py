"""The page of those who keep the knowledge, and its JSON API. Who may what, for which agency, is decided by the knowledge base."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from agent_desktop import knowledge_answers as answers
from agent_desktop import knowledge_bodies as bodies
from agent_desktop.answers import NOTHING, both, texts
from agent_desktop.request_bodies import read_body
from agent_desktop.signed_in import agent
from knowledge_base.life import drafts, review, schedule, tasks
from knowledge_base.life.documents import NAME
from knowledge_base.life.overdue import reviews
from knowledge_base.life.publication import Order, Publication
from knowledge_base.life.refusal import Refused
from knowledge_base.life.text_edits import set_value
from runtime.web import csrf_token, house, limiter, require

API = "/api/knowledge"
STATUS = {
    "unknown": 404,
    "may_not": 403,
    "own_draft": 403,
    "conflict": 409,
    "state": 409,
    "stale": 409,
    "too_large": 413,
}
OFTEN = "300 per minute"


def add_views(views: Blueprint, publication: Publication) -> None:
    views.register_error_handler(Refused, _refused)
    _add_page(views)
    _add_reading(views, publication)
    _add_writing(views, publication)
    _add_review(views, publication)
    _add_publication(views, publication)
    _add_tasks(views, publication)


def _add_page(views: Blueprint) -> None:
    @views.get("/knowledge")
    @require("edit_knowledge")
    def knowledge_page() -> ResponseReturnValue:
        language = agent().language
        config = {"demo": house().settings.demo, "language": language}
        return render_template("desk/knowledge.html", config=config, language=language, text=texts.text)

    @views.get(f"{API}/me")
    @require("edit_knowledge")
    def knowledge_me() -> ResponseReturnValue:
        told = {name: getattr(agent(), name) for name in ("username", "name", "role", "agency")}
        return jsonify(user=told, csrf=csrf_token())


def _add_reading(views: Blueprint, publication: Publication) -> None:
    store = publication.store

    @views.get(f"{API}/documents")
    @require("edit_knowledge")
    def knowledge_documents() -> ResponseReturnValue:
        with store.database.read() as conn:
            return jsonify(answers.listed(conn, store, agent()))

    @views.get(f"{API}/documents/<document>")
    @require("edit_knowledge")
    def knowledge_document(document: str) -> ResponseReturnValue:
        with store.database.read() as conn:
            return jsonify(answers.document(conn, store, agent(), document))

    @views.post(f"{API}/look")
    @limiter.limit(OFTEN)
    @require("edit_knowledge")
    def knowledge_look() -> ResponseReturnValue:
        body = read_body(bodies.TextBody)
        return jsonify(answers.looked_at(store, body.document, body.text))

    @views.post(f"{API}/edit")
    @limiter.limit(OFTEN)
    @require("edit_knowledge")
    def knowledge_edit() -> ResponseReturnValue:
        body = read_body(bodies.EditBody)
        text = set_value(body.text, *body.edit.plain())
        return jsonify(text=text, **answers.looked_at(store, body.document, text))


def _add_writing(views: Blueprint, publication: Publication) -> None:
    store = publication.store

    @views.post(f"{API}/drafts")
    @limiter.limit(OFTEN)
    @require("edit_knowledge")
    def knowledge_begin() -> ResponseReturnValue:
        body = read_body(bodies.NewDraftBody)
        with store.database.begin() as conn:
            made = drafts.begin(conn, store, agent(), body.document, body.text, body.base)
        return jsonify(id=made.id, version=made.version)

    @views.post(f"{API}/revisions/<id>/save")
    @limiter.limit(OFTEN)
    @require("edit_knowledge")
    def knowledge_save(id: str) -> ResponseReturnValue:
        body = read_body(bodies.SaveBody)
        with store.database.begin() as conn:
            saved = drafts.save(conn, store, agent(), id, body.version, body.text, body.base)
        return jsonify(id=saved.id, version=saved.version)

    @views.post(f"{API}/revisions/<id>/submit")
    @require("edit_knowledge")
    def knowledge_submit(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        with store.database.begin() as conn:
            drafts.submit(conn, store, agent(), id, body.version, body.why)
        return NOTHING

    @views.post(f"{API}/revisions/<id>/withdraw")
    @require("edit_knowledge")
    def knowledge_withdraw(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        with store.database.begin() as conn:
            drafts.withdraw(conn, store, agent(), id, body.version)
        return NOTHING

    @views.post(f"{API}/revisions/<id>/discard")
    @require("edit_knowledge")
    def knowledge_discard(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        with store.database.begin() as conn:
            drafts.discard(conn, store, agent(), id, body.version)
        return NOTHING


def _add_review(views: Blueprint, publication: Publication) -> None:
    store = publication.store

    @views.post(f"{API}/revisions/<id>/approve")
    @require("review_knowledge")
    def knowledge_approve(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        with store.database.begin() as conn:
            review.approve(conn, store, agent(), id, body.version, body.why)
        return NOTHING

    @views.post(f"{API}/revisions/<id>/reject")
    @require("review_knowledge")
    def knowledge_reject(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        with store.database.begin() as conn:
            review.reject(conn, store, agent(), id, body.version, body.why)
        return NOTHING


def _add_publication(views: Blueprint, publication: Publication) -> None:
    @views.post(f"{API}/revisions/<id>/publish")
    @limiter.limit("30 per minute")
    @require("publish_knowledge")
    def knowledge_publish(id: str) -> ResponseReturnValue:
        body = read_body(bodies.PublishBody)
        order = Order(agent(), body.why, body.override)
        if body.day is None:
            publication.publish(id, body.version, order)
        else:
            schedule.plan(publication, id, body.version, order, body.day)
        return NOTHING

    @views.post(f"{API}/revisions/<id>/cancel")
    @require("publish_knowledge")
    def knowledge_cancel(id: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        schedule.cancel(publication, id, body.version, agent(), body.why)
        return NOTHING

    @views.post(f"{API}/documents/<document>/take-back")
    @limiter.limit("30 per minute")
    @require("publish_knowledge")
    def knowledge_take_back(document: str) -> ResponseReturnValue:
        body = read_body(bodies.TakeBackBody)
        if not NAME.fullmatch(document):
            raise Refused("unknown", "there is no such document")
        publication.take_back(document, body.digest, Order(agent(), body.why, body.override))
        return NOTHING


def _add_tasks(views: Blueprint, publication: Publication) -> None:
    store = publication.store

    @views.post(f"{API}/tasks/<int:id>/close")
    @require("edit_knowledge")
    def knowledge_close_task(id: int) -> ResponseReturnValue:
        body = read_body(bodies.AnswerBody)
        with store.database.begin() as conn:
            tasks.close(conn, store.clock.now(), agent(), id, body.answer)
        return NOTHING

    @views.post(f"{API}/doubts")
    @limiter.limit("60 per minute")
    @require("answer_calls")
    def knowledge_doubt() -> ResponseReturnValue:
        body = read_body(bodies.DoubtBody)
        found = reviews(store.current()).get(body.document)
        if found is None:
            raise Refused("unknown", "there is no such document")
        with store.database.begin() as conn:
            tasks.report(conn, store.clock.now(), body.document, found.agency, body.reason, body.call_id)
        return NOTHING


def _refused(error: Refused) -> tuple[Response, int]:
    """`problems` with their places, `changes` that others published, `names` of golden calls."""
    told = {
        "code": error.code,
        **both(f"knowledge.refused.{error.code}"),
        "problems": [vars(one) for one in error.problems],
        "changes": [vars(one) for one in error.changes],
        "names": list(error.names),
        "detail": str(error),
    }
    return jsonify(error=told), STATUS.get(error.code, 422)

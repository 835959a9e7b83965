"""What the page of the knowledge is told: the list of documents, one document with all that belongs to it, and a text looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from difflib import unified_diff
from typing import Any

from sqlalchemy import Connection

from ivr.source_tree import Table, plain
from ivr.yaml_source import read_yaml
from knowledge_base.cards import card, spoken
from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.life import kept_texts, revisions, steps, tasks
from knowledge_base.life.checking import path_in, problems
from knowledge_base.life.documents import code_of
from knowledge_base.life.fact_changes import fact_changes
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.overdue import Review, reviews
from knowledge_base.life.refusal import Refused
from knowledge_base.life.revisions import Revision
from knowledge_base.life.store import KnowledgeStore
from runtime.accounts import Account, may_for
from runtime.i18n import LANGUAGES

Plain = dict[str, Any]
RIGHTS = ("edit_knowledge", "review_knowledge", "publish_knowledge", "override_golden_calls")


def rights(who: Account, agency: str) -> dict[str, bool]:
    return {right.partition("_")[0]: may_for(who, right, agency) for right in RIGHTS}


def listed(conn: Connection, store: KnowledgeStore, who: Account) -> Plain:
    """The documents of whoever's agency, what waits for a person, and open tasks."""
    catalogue, today = store.current(), store.today()
    under_way, doubts = revisions.open_ones(conn), tasks.counted(conn)
    changed = {one.document for one in store.changed_files()}
    rows = []
    for name, review in reviews(catalogue).items():
        if not may_for(who, "edit_knowledge", review.agency):
            continue
        rows.append(
            {
                **_head(catalogue, name, review.agency),
                **_reviewed(review),
                "overdue": review.is_overdue(today),
                "doubts": doubts.get(name, 0),
                "changed_file": name in changed,
                "under_way": [_brief(one) for one in under_way if one.document == name],
            }
        )
    own = [one for one in under_way if may_for(who, "edit_knowledge", one.agency)]
    new = [_brief(one) for one in own if store.standing().text(one.document) is None]
    waiting = [_task(task) for task in tasks.open_tasks(conn) if may_for(who, "edit_knowledge", task.agency)]
    agencies = {code: agency["name"] for code, agency in catalogue.agencies.items()}
    return {"documents": rows, "new": new, "tasks": waiting, "agencies": agencies, "today": today.isoformat()}


def document(conn: Connection, store: KnowledgeStore, who: Account, name: str) -> Plain:
    """Raises Refused."""
    standing = store.standing()
    text, catalogue = standing.text(name), store.current()
    under_way = revisions.open_ones(conn, name)
    agency = reviews(catalogue)[name].agency if text is not None else next((one.agency for one in under_way), None)
    if agency is None or not may_for(who, "edit_knowledge", agency):
        raise Refused("unknown", f"there is no document {name}")
    head = _head(catalogue, name, agency) if text is not None else {"document": name, "title": None, "agency": agency}
    shipped = store.shipped.get(path_in(store, name))
    published = standing.published.get(name)
    moved = published is not None and published.shipped != store.shipped_digest(published.path)
    return {
        **head,
        **(_reviewed(reviews(catalogue)[name]) if text is not None else {}),
        "text": text,
        "digest": digest_of(text) if text is not None else None,
        "shipped": {"text": shipped, "digest": digest_of(shipped)} if moved and shipped is not None else None,
        "revisions": [_revision(conn, one, text or "") for one in under_way],
        "history": _history(conn, name),
        "tasks": [_task(task) for task in tasks.open_tasks(conn, name)],
        "may": rights(who, agency),
    }


def looked_at(store: KnowledgeStore, name: str, text: str) -> Plain:
    """Its problems, its facts for the form (None while it cannot be read), and its cards when it may stand."""
    tree, issues = read_yaml(text, "text.yaml")
    found = plain(tree) if isinstance(tree, Table) and not issues else None
    wrong = [asdict(one) for one in problems(store, name, text)]
    return {
        "problems": wrong,
        "form": found if isinstance(found, dict) else None,
        "preview": None if wrong else _preview(store, name, text),
        **compared(store.standing().text(name) or "", text),
    }


def compared(before: str, after: str) -> Plain:
    changes = [asdict(one) for one in fact_changes(before, after)]
    told = unified_diff(before.splitlines(), after.splitlines(), "", "", "", "", 2, "")
    return {"changes": changes, "lines": [line for line in told if not line.startswith(("---", "+++"))]}


def _preview(store: KnowledgeStore, name: str, text: str) -> Plain | None:
    try:
        catalogue = store.would_be({path_in(store, name): text})
    except CatalogueError:
        return None
    code = code_of(name)
    if code in catalogue.articles:
        article = catalogue.articles[code]
        return {
            language: {"title": article["title"][language], "body": article["body"][language]} for language in LANGUAGES
        }
    return {language: _cards(catalogue, code, language) for language in LANGUAGES}


def _cards(catalogue: Catalogue, code: str, language: str) -> Plain:
    service = catalogue.services[code]
    agency = catalogue.agencies[service["agency"]]["name"][language]
    return {"card": {**card(service, language), "agency_name": agency}, "spoken": spoken(service, language)}


def _head(catalogue: Catalogue, name: str, agency: str) -> Plain:
    code = code_of(name)
    title = catalogue.services[code]["name"] if code in catalogue.services else catalogue.articles[code]["title"]
    return {"document": name, "title": title, "agency": agency}


def _reviewed(review: Review) -> Plain:
    return {
        "checked": review.checked.isoformat() if review.checked else None,
        "due": review.due.isoformat() if review.due else None,
    }


def _brief(one: Revision) -> Plain:
    return {
        "id": one.id,
        "document": one.document,
        "agency": one.agency,
        "author": one.author,
        "state": one.state,
        "changed_at": one.changed_at.isoformat(),
        "due_at": _iso(one.due_at),
    }


def _revision(conn: Connection, one: Revision, stands: str) -> Plain:
    text = kept_texts.text_of(conn, one.digest) or ""
    base = (kept_texts.text_of(conn, one.base) or "") if one.base else ""
    told = steps.of_revision(conn, one.id)
    back = told[-1] if told and told[-1].kind in ("rejected", "refused") else None
    return {
        **_brief(one),
        "version": one.version,
        "base": one.base,
        "text": text,
        "approved_by": one.approved_by,
        "override": one.override_reason,
        "back": {"kind": back.kind, "person": back.person, "why": back.why} if back else None,
        **compared(base, text),
        "stale": compared(base, stands)["changes"] if base != stands else None,
    }


def _history(conn: Connection, name: str) -> list[Plain]:
    told = steps.of(conn, name)
    kept = kept_texts.texts_of(conn, _digests(told))
    return [_step(step, kept) for step in told]


def _digests(told: Iterable[steps.Step]) -> Iterable[str]:
    for step in told:
        yield from (digest for digest in (step.digest, step.before) if digest)


def _step(step: steps.Step, kept: Mapping[str, str]) -> Plain:
    moved = step.kind in steps.MOVES and step.digest in kept
    changes = fact_changes(kept.get(step.before or "", ""), kept[step.digest or ""]) if moved else ()
    return {
        "id": step.id,
        "at": step.at.isoformat(),
        "kind": step.kind,
        "person": step.person,
        "why": step.why,
        "digest": step.digest if moved else None,
        "before": step.before if moved else None,
        "changes": [asdict(one) for one in changes],
    }


def _task(task: tasks.Task) -> Plain:
    told = {"id": task.id, "document": task.document, "agency": task.agency, "reason": task.reason, "times": task.times}
    return {**told, "first_at": _iso(task.first_at), "last_at": _iso(task.last_at), "calls": len(task.sources)}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

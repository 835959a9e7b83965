"""Which articles an agent reads beside a service, on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

KINDS = ("notice", "script", "faq")


def articles_of(articles: Mapping[str, Mapping[str, Any]], code: str, language: str, on: date) -> list[dict[str, Any]]:
    """Those in force that name the service, news first: `{code, kind, title, body, checked, source, unverified}`."""
    found = [article for article in articles.values() if code in article["services"] and in_force(article, on)]
    ranked = sorted(found, key=lambda article: (KINDS.index(article["kind"]), article["code"]))
    return [_told(article, language) for article in ranked]


def in_force(article: Mapping[str, Any], on: date) -> bool:
    return bool(article["valid_from"] <= on.isoformat() <= article.get("valid_to", "9999-12-31"))


def _told(article: Mapping[str, Any], language: str) -> dict[str, Any]:
    plain = {name: article[name] for name in ("code", "kind", "checked", "source", "unverified")}
    return {**plain, "title": article["title"][language], "body": article["body"][language]}

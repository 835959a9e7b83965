"""An agent reads beside a service what belongs to it and holds today."""

from datetime import date

import pytest

from knowledge_base.__main__ import SERVICES
from knowledge_base.articles import articles_of
from knowledge_base.catalogue import Catalogue


@pytest.fixture(scope="module")
def articles():
    return Catalogue.load(SERVICES).articles


def test_there_are_questions_scripts_and_news(articles):
    assert len(articles) >= 6 and {article["kind"] for article in articles.values()} == {"faq", "script", "notice"}


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 11, 24), ["ART-01"]),
        (date(2026, 12, 1), ["ART-08", "ART-01"]),
        (date(2026, 12, 31), ["ART-08", "ART-01"]),
        (date(2027, 1, 1), ["ART-01"]),
    ],
)
def test_news_stand_first_and_only_while_they_hold(articles, day, codes):
    assert [one["code"] for one in articles_of(articles, "DUK-02", "id", day)] == codes


def test_an_article_is_told_in_one_language_and_keeps_its_mark(articles):
    (late,) = articles_of(articles, "PDT-01", "en", date(2026, 11, 24))
    assert late["title"].startswith("My property tax is late") and late["unverified"] is True
    assert articles_of(articles, "KES-02", "en", date(2026, 11, 24)) == []

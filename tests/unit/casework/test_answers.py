from datetime import UTC, datetime

import pytest

from casework.answers import InvalidFields, check
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LOST_CARD = {
    "nik": "3328011708900001",
    "tanggal_lahir": "1990-08-17",
    "alasan": "hilang",
    "telepon": "081234567890",
    "lokasi_ambil": "mpp",
}


@pytest.fixture(scope="module")
def services():
    return Catalogue.load(SERVICES).services


def checked(service, slots, channel="phone"):
    return check(service, slots, channel, "id", NOW, "ID")


def errors(service, slots, channel="phone"):
    with pytest.raises(InvalidFields) as raised:
        checked(service, slots, channel)
    return {name: problem.code for name, problem in raised.value.errors.items()}


def test_answers_are_stored_in_one_form(services):
    found = checked(services["DUK-02"], LOST_CARD | {"tanggal_lahir": "17-08-1990", "alasan": "Hilang"})
    assert found.values["tanggal_lahir"] == "1990-08-17"
    assert found.values["alasan"] == "hilang"
    assert found.values["telepon"] == "+6281234567890"


def test_what_was_stored_is_accepted_again(services):
    once = checked(services["DUK-02"], LOST_CARD).values
    assert checked(services["DUK-02"], once).values == once


def test_a_reason_calls_for_more_fields_and_the_phone_lets_them_be_shown_later(services):
    assert checked(services["DUK-02"], LOST_CARD).shown_later == ["nomor_surat_kehilangan", "tanggal_surat_kehilangan"]
    assert checked(services["DUK-02"], LOST_CARD | {"alasan": "rusak"}).shown_later == []
    assert errors(services["DUK-02"], LOST_CARD, "counter") == {
        "nomor_surat_kehilangan": "missing",
        "tanggal_surat_kehilangan": "missing",
    }


def test_every_wrong_field_is_named(services):
    wrong = {"nik": "123", "alasan": "bosan", "tanggal_lahir": "2026-11-25", "telepon": "12"}
    found = errors(services["DUK-02"], wrong)
    assert set(found) == {"nik", "alasan", "tanggal_lahir", "telepon", "lokasi_ambil"}
    assert found["lokasi_ambil"] == "missing" and found["tanggal_lahir"] == "too_late"


def test_the_message_of_the_error_holds_no_answer(services):
    with pytest.raises(InvalidFields) as raised:
        checked(services["DUK-02"], LOST_CARD | {"nik": "3328019908900001"})
    assert "3328" not in str(raised.value) and "nik" in str(raised.value)


def test_what_is_no_field_is_left_out(services):
    assert "service" not in checked(services["DUK-02"], LOST_CARD | {"service": "DUK-02"}).values


def test_a_yes_or_no_decides_whether_a_number_is_needed(services):
    complaint = {
        "klasifikasi": "aspirasi",
        "judul": "Taman kota",
        "uraian": "Mohon bangku taman kota diperbanyak.",
        "anonim": True,
        "rahasia": False,
    }
    assert checked(services["KOM-01"], complaint).values["anonim"] is True
    assert errors(services["KOM-01"], complaint | {"anonim": "tidak"}) == {"telepon": "missing"}


def test_a_text_may_be_a_recording_and_a_number_may_not(services):
    report = {"jenis": "lampu_jalan", "alamat": {"recording": "RE1"}, "uraian": {"recording": "RE2"}}
    found = checked(services["PUP-01"], report | {"rahasiakan_identitas": "ya"})
    assert found.values["uraian"] == {"recording": "RE2"}
    assert errors(services["DUK-02"], LOST_CARD | {"nik": {"recording": "RE1"}}) == {"nik": "not_text"}


def test_a_name_may_be_a_recording_with_what_was_written_down_of_it(services):
    name = {"recording": "RE1", "text": "Budi Santoso", "seconds": 3.0}
    found = errors(services["DUK-01"], {"nama_lengkap": name})
    assert "nama_lengkap" not in found
    report = {"jenis": "lampu_jalan", "alamat": "Jalan Mawar", "uraian": {"recording": "RE2", "text": "lampu mati"}}
    found = checked(services["PUP-01"], report | {"rahasiakan_identitas": "ya"})
    assert found.values["uraian"] == {"recording": "RE2", "text": "lampu mati"}


def test_each_entry_of_a_list_has_the_type_of_the_list(services):
    birth = services["DUK-04"]
    fields = [field for field in birth["fields"] if field["name"] == "nik_saksi"]
    witnesses = {**birth, "fields": fields}
    good = ["3328011708900001", "3328015708910002"]
    assert checked(witnesses, {"nik_saksi": good}).values["nik_saksi"] == good
    assert errors(witnesses, {"nik_saksi": [good[0], "3328010000000000"]}) == {"nik_saksi": "nik_birth"}
    assert errors(witnesses, {"nik_saksi": good[:1]}) == {"nik_saksi": "count"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026-12-01T08:30", "2026-12-01T08:30"),
        ("01-12-2026 08.30", "2026-12-01T08:30"),
        (" 1/12/2026 08:30 ", "2026-12-01T08:30"),
        ("01-12-2026 24.00", None),
        ("01-13-2026 08.30", None),
        ("2027-12-01T08:30", None),
        ("T08:30", None),
    ],
)
def test_a_day_that_is_booked_may_have_its_time(services, typed, kept):
    field = next(field for field in services["DUK-01"]["fields"] if field["name"] == "tanggal_janji")
    service = {**services["DUK-01"], "fields": [field]}
    if kept:
        assert checked(service, {"tanggal_janji": typed}).values == {"tanggal_janji": kept}
    else:
        assert "tanggal_janji" in errors(service, {"tanggal_janji": typed})
    plain = {**service, "fields": [{**field, "appointment": None}]}
    assert kept == "2026-12-01" or errors(plain, {"tanggal_janji": "2026-12-01T08:30"})

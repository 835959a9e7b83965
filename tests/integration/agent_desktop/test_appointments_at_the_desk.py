"""An agent sees the free times of a place, files for one of them, and is told what is left when it is gone."""

import pytest

from tests.fixtures.desk_web import desk_web, signed_in

FORM = {
    "nik": "3328011708090001",
    "nkk": "3328010101100001",
    "nama_lengkap": "Siti Aminah",
    "tanggal_lahir": "17-08-2009",
    "status_kawin": "belum_kawin",
    "telepon": "08123456890",
    "lokasi_perekaman": "kecamatan",
    "tanggal_janji": "01-12-2026 08.30",
}
TIMES = "services/DUK-01/times"


@pytest.fixture
def sari(scene, tmp_path):
    return signed_in(desk_web(scene, tmp_path), "sari")


def file(sari, call, key, **slots):
    return sari.post("cases", {"call_id": call, "service": "DUK-01", "slots": FORM | slots, "key": f"form-{key:010}"})


def shown(sari, query):
    return [time["value"] for time in sari.get(f"{TIMES}?{query}").json["times"]]


def test_the_form_knows_its_appointment_and_the_free_times_of_the_place(sari):
    fields = {field["name"]: field for field in sari.get("services/DUK-01").json["fields"]}
    assert fields["tanggal_janji"]["appointment"] == "lokasi_perekaman"
    assert fields["nik"]["appointment"] is None
    times = sari.get(f"{TIMES}?place=kecamatan&day=1-12-2026&language=en").json["times"]
    assert times[0] == {"value": "01-12-2026 08.00", "label": "Tuesday 1 December at 08:00"}
    assert [time["value"][-5:] for time in times] == ["08.00", "08.30", "09.00", "09.30", "10.00", "10.30"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("place=kecamatan", "24-11-2026 14.30"),
        ("place=kecamatan&day=besok+lusa+sekali", "24-11-2026 14.30"),
        ("place=kecamatan&day=28-11-2026", "30-11-2026 08.00"),
        ("place=kecamatan&day=" + "9" * 3000, "24-11-2026 14.30"),
        ("place=jemput_bola", None),
        ("place=nowhere", None),
        ("", None),
    ],
)
def test_times_are_asked_for_with_anything(sari, query, first):
    assert (shown(sari, query) or [None])[0] == first


def test_a_service_without_an_appointment_has_no_times(sari):
    assert sari.get("services/DUK-02/times?place=mpp").json == {"times": []}
    assert sari.get("services/NO-01/times?place=mpp").status_code == 404


def test_a_time_is_filed_as_it_was_chosen_and_what_is_gone_is_refused_with_what_is_free(sari, scene):
    call = scene.talk()
    for number in range(2):
        assert file(sari, call, number).status_code == 201
    refused = file(sari, call, 3)
    assert refused.status_code == 422
    assert "Selasa 1 Desember 2026 pukul 09.00" in refused.json["errors"]["tanggal_janji"]["id"]
    assert shown(sari, "place=kecamatan&day=01-12-2026")[:2] == ["01-12-2026 08.00", "01-12-2026 09.00"]
    assert file(sari, call, 4, tanggal_janji="01-12-2026").status_code == 201

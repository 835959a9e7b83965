"""What is done to a case besides its ordinary steps."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework import identity, requests
from casework.cases import InvalidFields, SimilarOpen, delivery_key
from casework.changes import NotAllowed, change
from casework.handover import handover
from casework.models import cases
from casework.status import status
from runtime import event_log
from runtime.models import outbox
from tests.integration.casework.filing import CATALOGUE, SLOTS, file
from tests.integration.casework.test_watch import COMPLAINT, OFFICE, at, until

DUK = CATALOGUE.services["DUK-02"]


def row(conn, case_id):
    return dict(conn.execute(select(cases).where(cases.c.id == case_id)).mappings().one())


def filed(database, clock, key="k1", **given):
    with database.begin() as conn:
        return file(conn, clock, key, **{"office": OFFICE, **given})


def complaint(database, clock, key="k1", **given):
    wanted = {"service": None, "slots": COMPLAINT, "kind": "complaint", "agency": "KOM"}
    return filed(database, clock, key, **{**wanted, **given})


def deliveries(conn, case_id):
    of_it = outbox.c.key.like(f"{delivery_key(case_id)}%")
    return conn.execute(select(outbox.c.payload).where(of_it).order_by(outbox.c.id)).scalars().all()


def test_a_citizen_withdraws_once_known_and_while_it_is_open(database, clock):
    case_id = filed(database, clock).case_id
    with database.begin() as conn, pytest.raises(identity.NotProven):
        requests.withdraw(conn, clock.now(), case_id, level=0)
    with database.begin() as conn:
        after = requests.withdraw(conn, clock.now(), case_id, level=1, reason="Kartunya ketemu.")
        assert (after["state"], after["due_at"]) == ("withdrawn", None)
    with database.begin() as conn, pytest.raises(NotAllowed):
        requests.withdraw(conn, clock.now(), case_id, level=1)


def test_a_corrected_answer_is_checked_and_reaches_the_agency(database, clock):
    case_id = filed(database, clock).case_id
    given = {"level": 2, "office": OFFICE}
    with database.begin() as conn, pytest.raises(identity.NotProven):
        requests.correct(conn, clock.now(), case_id, DUK, {"alasan": "rusak"}, level=1, office=OFFICE)
    with database.begin() as conn, pytest.raises(InvalidFields):
        requests.correct(conn, clock.now(), case_id, DUK, {"nik": "1"}, **given)
    with database.begin() as conn:
        requests.correct(conn, clock.now(), case_id, DUK, {"lokasi_ambil": "kecamatan"}, **given)
        assert row(conn, case_id)["slots"]["lokasi_ambil"] == "kecamatan"
        assert len(deliveries(conn, case_id)) == 1, "the first delivery has not been tried: it takes the new answers"
        conn.execute(outbox.update().values(attempts=1, delivered_at=clock.now()))
        change(conn, clock.now(), case_id, "deliver", actor=None)
        requests.correct(conn, clock.now(), case_id, DUK, {"lokasi_ambil": "mpp"}, **given)
        assert [payload["case_id"] for payload in deliveries(conn, case_id)] == [case_id, case_id]
        assert deliveries(conn, case_id)[1]["key"] != delivery_key(case_id)


def test_a_correction_that_needs_no_paper_any_more_sets_the_clock_going(database, clock):
    case_id = filed(database, clock).case_id
    with database.begin() as conn:
        assert row(conn, case_id)["due_at"] is None
        after = requests.correct(conn, clock.now(), case_id, DUK, {"alasan": "rusak"}, level=2, office=OFFICE)
        assert (after["owes"], after["due_at"]) == ([], at("2026-11-25T10:00"))
        back = requests.correct(conn, clock.now(), case_id, DUK, {"alasan": "hilang"}, level=2, office=OFFICE)
        assert [owed["name"] for owed in back["owes"]] == back["shown_later"] != []


def test_the_log_of_a_correction_holds_no_answer(database, clock):
    case_id = filed(database, clock).case_id
    with database.begin() as conn:
        requests.correct(conn, clock.now(), case_id, DUK, {"nik": "3328015708910002"}, level=3, office=OFFICE)
        assert "3328015708910002" not in repr(event_log.since(conn, 0))


def test_a_merged_case_ends_and_says_under_which_number_it_goes_on(database, clock):
    first, second = complaint(database, clock), complaint(database, clock, "k2")
    with database.begin() as conn:
        after = requests.merge(conn, clock.now(), second.case_id, first.case_id, actor="o1")
        assert (after["state"], after["merged_into"]) == ("merged", first.case_id)
        assert status(conn, second.reference, "id")["joined"].replace("-", "") == first.reference
        assert row(conn, first.case_id)["due_at"] == at("2026-11-27T16:00")
    for one, other in ((first, first), (first, second)):
        with database.begin() as conn, pytest.raises(NotAllowed):
            requests.merge(conn, clock.now(), one.case_id, other.case_id, actor="o1")


def test_two_that_are_merged_into_each_other_at_once_leave_one_open(database, clock, at_once):
    ids = [complaint(database, clock, f"k{number}").case_id for number in range(2)]

    def act(number):
        try:
            with database.begin() as conn:
                requests.merge(conn, clock.now(), ids[number], ids[1 - number], actor="o1")
        except NotAllowed:
            return False
        return True

    assert sorted(at_once(2, act)) == [False, True]


def test_what_is_passed_on_keeps_its_clock_and_goes_to_the_other_agency(database, clock):
    case_id = filed(database, clock, slots=SLOTS | {"alasan": "rusak"}).case_id
    with database.begin() as conn:
        change(conn, clock.now(), case_id, "deliver", actor=None, office=OFFICE)
        conn.execute(outbox.update().values(attempts=1, delivered_at=clock.now()))
        due = row(conn, case_id)["due_at"]
    clock.advance(3600)
    with database.begin() as conn:
        after = requests.pass_on(
            conn, clock.now(), case_id, "KEC", actor="o1", reason="Bukan wewenang kami.", office=OFFICE
        )
        assert (after["agency"], after["state"]) == ("KEC", "submitted")
        assert row(conn, case_id)["due_at"] == due
        assert [segment["agency"] for segment in after["clock"]["segments"]] == ["DUK", "KEC"]
        assert len(deliveries(conn, case_id)) == 2
    with database.begin() as conn, pytest.raises(ValueError, match="already"):
        requests.pass_on(conn, clock.now(), case_id, "KEC", actor="o1")


def test_a_complaint_is_forwarded_and_the_time_to_answer_begins(database, clock):
    case_id = complaint(database, clock).case_id
    with database.begin() as conn:
        change(conn, clock.now(), case_id, "deliver", actor=None, office=OFFICE)
        given = {"actor": "o1", "transition": "forward", "office": OFFICE}
        after = requests.pass_on(conn, clock.now(), case_id, "PUP", **given)
        assert (after["state"], after["agency"], after["due_at"]) == ("forwarded", "PUP", at("2026-12-14T16:00"))


def test_a_matter_that_is_split_off_keeps_the_time_that_has_passed(database, clock):
    case_id = complaint(database, clock, call_id="c9").case_id
    until(clock, "2026-11-25T10:00")
    given = {"agency": "PUP", "actor": "o1", "key": "s1", "office": OFFICE}
    with database.begin() as conn:
        for _ in range(2):
            part = requests.split(conn, clock.now(), clock.new_id, case_id, {"uraian": "Jalan berlubang."}, **given)
        rows = conn.execute(select(cases).where(cases.c.parent == case_id)).mappings().all()
    assert [found["id"] for found in rows] == [part]
    assert (rows[0]["agency"], rows[0]["state"], rows[0]["call_id"]) == ("PUP", "submitted", "c9")
    assert rows[0]["due_at"] == at("2026-11-27T16:00")
    assert rows[0]["filed_at"] < rows[0]["state_since"]


ANONYMOUS = {
    "jenis": "lampu_jalan",
    "alamat": "Jalan Mawar nomor 5",
    "uraian": {"recording": "RE2"},
    "rahasiakan_identitas": True,
    "nama": "Budi Santoso",
    "telepon": "081234567890",
}


def test_an_anonymous_report_tells_the_agency_neither_name_nor_number_nor_voice(database, clock):
    case_id = filed(database, clock, service="PUP-01", slots=ANONYMOUS).case_id
    with database.begin() as conn:
        case = row(conn, case_id)
    case["consent"] = {"name": "x", "given": True, "recording": "RE9", "offset_s": 3}
    case["read_back"] = {"said": ["1: Nama: Budi Santoso"], "at": "2026-11-24T03:00:00+00:00", "recording": "RE9"}
    told = json.dumps(handover(case))
    assert not [secret for secret in ("Budi", "81234567890", "RE2", "RE9", '"c1"') if secret in told]
    assert "Jalan Mawar" in told
    assert case["slots"]["nama"] and case["phone"], "the one-stop office can still ask back"
    open_ = filed(database, clock, "k2", service="PUP-01", slots=ANONYMOUS | {"rahasiakan_identitas": False}).case_id
    with database.begin() as conn:
        assert "Budi" in json.dumps(handover(row(conn, open_)))


SECRET = {
    "klasifikasi": "pengaduan",
    "judul": "Pungutan liar",
    "uraian": "Petugas meminta uang untuk sebuah kartu.",
    "tanggal_kejadian": "2026-11-20",
    "anonim": False,
    "rahasia": True,
    "telepon": "081234567890",
}


def test_a_secret_report_is_told_to_whoever_filed_it_and_to_nobody_else(database, clock):
    found = filed(database, clock, service="KOM-01", slots=SECRET)
    other = filed(database, clock, "k2", service="KOM-01", slots=SECRET, phone="+6281111111111", actor=None)
    with database.read() as conn:
        assert status(conn, found.reference, "id") is None
        assert status(conn, found.reference, "id", known=True)["reference"] == found.reference
    assert found.similar == other.similar == ()


def similar(database, clock, key, **given):
    return filed(database, clock, key, **given).similar


def test_the_second_of_two_who_file_the_same_is_told(database, clock):
    first = filed(database, clock)
    assert first.similar == ()
    assert similar(database, clock, "k2", phone=None, call_id="c2") == (first.reference,)
    other = SLOTS | {"nik": "3328015708910002", "tanggal_lahir": "1991-08-17", "telepon": "081111111111"}
    assert similar(database, clock, "k3", slots=other, phone="+6281111111111") == ()
    with database.begin() as conn:
        requests.withdraw(conn, clock.now(), first.case_id, level=3)
    assert first.reference not in similar(database, clock, "k4")


def test_a_caller_alone_does_not_hear_what_another_number_has_open(database, clock):
    first = filed(database, clock)
    alone = {"actor": None, "call_id": "c2"}
    assert similar(database, clock, "k2", phone="+6281111111111", **alone) == ()
    assert first.reference in similar(database, clock, "k3", **alone)
    assert first.reference in similar(database, clock, "k4", phone="+6281111111111", identity_verified=True, **alone)


def test_the_same_lamp_reported_by_two_is_found_within_a_month_however_the_street_is_written(database, clock):
    lamp = {name: ANONYMOUS[name] for name in ("jenis", "alamat")} | {
        "uraian": "Lampunya mati.",
        "rahasiakan_identitas": True,
    }
    first = filed(database, clock, service="PUP-01", slots=lamp)
    again = lamp | {"alamat": "jl. mawar no. 5", "uraian": "Gelap sekali."}
    given = {"service": "PUP-01", "phone": "+6281111111111", "actor": None}
    assert similar(database, clock, "k2", slots=again, **given) == (first.reference,)
    clock.advance(timedelta(days=31).total_seconds())
    assert similar(database, clock, "k3", slots=again, **given) == ()


def test_of_two_agents_who_ask_at_the_same_moment_one_is_told_and_may_go_on(database, clock, at_once):
    def act(number):
        try:
            with database.begin() as conn:
                file(conn, clock, f"k{number}", call_id=f"c{number}", ask_if_similar=True)
        except SimilarOpen as told:
            return len(told.references)
        return 0

    assert sorted(at_once(2, act)) == [0, 1]
    assert len(similar(database, clock, "anyway")) == 1


def test_who_asks_for_what_is_worked_on_already_may_join_it(database, clock):
    found = filed(database, clock)
    with database.begin() as conn:
        requests.join(conn, clock.now(), found.case_id, "c7", actor="agent2")
        assert [entry.case_id for entry in event_log.of_call(conn, "c7")] == [found.case_id]

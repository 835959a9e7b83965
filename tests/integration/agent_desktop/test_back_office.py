"""The agency's staff at its cases: who sees what, one press once, the second of two is told, nothing hidden shows by itself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update

from agent_desktop import backoffice_bodies as bodies
from casework.case_history import version
from casework.models import cases
from casework.office import Office
from casework.officers import Overtaken, Press, carry_out, found, move
from runtime import event_log
from runtime.models import outbox
from tests.fixtures.desk_web import Browser, desk_web
from tests.integration.casework.filing import NIK, file

PAGES = ["backoffice/me", "backoffice/cases", "backoffice/letters"]


@pytest.fixture
def app(scene, tmp_path):
    return desk_web(scene, tmp_path, {"APP_DEMO": "1"})


@pytest.fixture
def reference(scene):
    """Of a case that DUK has."""
    with scene.database.begin() as conn:
        filed = file(conn, scene.clock, call_id=None, actor=None)
        conn.execute(
            update(cases).values(state="delivered", delivered_at=scene.clock.now(), state_since=scene.clock.now())
        )
    return f"{filed.reference[:2]}-{filed.reference[2:6]}-{filed.reference[6:]}"


def come(app, name):
    browser = Browser(app)
    assert browser.sign_in(name, f"{name}-demo").status_code == 303
    return browser


def kept(app, reference, name="officer"):
    """The case as the page gets it."""
    return come(app, name).get(f"backoffice/cases/{reference}").json


def press(seen, key="press-0001", **more):
    return {"seen": seen, "key": key, **more}


def log_of(scene, reference):
    with scene.database.read() as conn:
        case_id = conn.execute(select(cases.c.id).where(cases.c.reference == reference.replace("-", ""))).scalar()
        return event_log.of_case(conn, case_id)


def test_an_officer_sees_the_cases_of_the_own_agency_alone_and_supervisors_all(app, reference):
    path = f"backoffice/cases/{reference}"
    for name, seen in (("officer", True), ("officer2", False), ("supervisor", True), ("manager", True)):
        browser = come(app, name)
        assert [row["reference"] for row in browser.get("backoffice/cases").json["cases"]] == [reference] * seen, name
        found = browser.get(f"backoffice/cases?reference={reference}&agency=DUK").json["cases"]
        assert len(found) == seen
        assert browser.get(path).status_code == (200 if seen else 404)
    other = come(app, "officer2")
    for action, body in [
        ("steps/accept", press(1)),
        ("note", press(1, text="x")),
        ("ask", press(1, labels=[{"id": "a", "en": "a"}])),
        ("receive", press(1, names=["nik"])),
        ("pass-on", press(1, agency="KOM", reason="x")),
        ("merge", press(1, into=reference)),
        ("send-again", press(1)),
        ("reveal", {"name": "nik"}),
    ]:
        assert other.post(f"{path}/{action}", body).status_code == 404, action


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_agents_are_refused_and_a_change_needs_the_pages_token(app, reference):
    agent = Browser(app)
    agent.sign_in("sari")
    assert [agent.get(page).status_code for page in (*PAGES, f"backoffice/cases/{reference}")] == [403] * 4
    assert agent.post(f"backoffice/cases/{reference}/steps/accept", press(1)).status_code == 403
    assert agent.client.get("/desk/cases").status_code == 403
    stranger = Browser(app)
    assert [stranger.get(page).status_code for page in PAGES] == [401] * 3
    assert stranger.client.get("/desk/cases").location.startswith("/desk/login")
    officer = come(app, "officer")
    assert officer.post(f"backoffice/cases/{reference}/steps/accept", press(1), token="").status_code == 400


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("steps/accept", {"seen": 1}),
        ("steps/accept", press(0)),
        ("steps/accept", press(1, key="short")),
        ("steps/accept", press(1, reason="x" * 2001)),
        ("steps/accept", press(1, extra=1)),
        ("note", press(1, text="nul \x00")),
        ("ask", press(1, labels=[])),
        ("ask", press(1, labels=[{"id": "x" * 161, "en": "x"}])),
        ("ask", press(1, labels=[{"id": "x", "en": "x"}] * 13)),
        ("receive", press(1, names=[])),
        ("pass-on", press(1, agency="<script>", reason="x")),
        ("reveal", {"name": "x" * 65}),
        ("reveal", []),
    ],
)
def test_what_is_too_large_or_strange_is_refused(action, body):
    kinds = {"ask": bodies.AskBody, "note": bodies.NoteBody, "receive": bodies.ReceiveBody, "reveal": bodies.RevealBody}
    kind = kinds.get(action) or (bodies.PassOnBody if action == "pass-on" else bodies.StepBody)
    with pytest.raises(ValidationError):
        kind.model_validate(body)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_list_that_cannot_be_asked_for_is_refused(app):
    officer = come(app, "officer")
    for query in ("group=all", "mark=x", "after=due~x", "kind=%3Cb%3E", f"reference={'1' * 41}", "limit=1000000"):
        assert officer.get(f"backoffice/cases?{query}").status_code == 400, query


def test_a_step_is_carried_out_once_and_the_second_officer_is_told_by_whom(app, scene, reference):
    officer, boss = come(app, "officer"), come(app, "supervisor")
    path, seen = f"backoffice/cases/{reference}/steps", kept(app, reference)["seen"]
    for _ in range(2):
        answer = officer.post(f"{path}/accept", press(seen))
        assert answer.status_code == 200 and answer.json["state"] == "in_progress"
    assert [entry.data.get("transition") for entry in log_of(scene, reference)] == [None, "accept"]
    late = boss.post(f"{path}/accept", press(seen, "other-press"))
    assert late.status_code == 409 and late.json["error"]["code"] == "overtaken"
    assert "Lestari Handayani" in late.json["error"]["id"] and "mulai kerjakan" in late.json["error"]["id"]
    assert "begin work" in late.json["error"]["en"] and "In progress" in late.json["error"]["en"]


def test_of_two_who_press_at_the_same_moment_one_is_told(scene, reference):
    start = Barrier(2)
    with scene.database.read() as conn:
        seen = version(event_log.of_case(conn, found(conn, reference, None)["id"])).id

    def press_of(actor: str) -> str:
        start.wait()
        try:
            with scene.database.begin() as conn:
                pressed = Press(actor, "DUK", seen, "same-key")
                work = move(conn, scene.clock.now(), pressed, "advance", "", Office())
                carry_out(conn, reference, pressed, work)
        except Overtaken as error:
            return str(error.entry.actor)
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = dict(zip("ab", threads.map(press_of, "ab"), strict=True))
    assert outcomes in ({"a": "done", "b": "a"}, {"a": "b", "b": "done"})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_what_the_machine_allows_here_and_with_its_reason(app, scene, reference):
    officer, seen = come(app, "officer"), kept(app, reference)["seen"]
    path = f"backoffice/cases/{reference}/steps"
    assert officer.post(f"{path}/finish_off", press(seen)).status_code == 409
    assert officer.post(f"{path}/approve_by_silence", press(seen)).status_code == 409
    assert officer.post(f"{path}/deliver", press(seen)).status_code == 409
    for needs_more in ("split", "reroute", "merge", "request_documents"):
        assert officer.post(f"{path}/{needs_more}", press(seen, reason="x")).status_code == 409, needs_more
    assert officer.post(f"{path}/reject", press(seen, reason=" ")).json["error"]["code"] == "needs_reason"
    assert len(log_of(scene, reference)) == 1
    answer = officer.post(f"{path}/reject", press(seen, reason="Berkas palsu"))
    assert answer.json["state"] == "rejected" and answer.json["steps"] == []
    assert answer.json["history"][-1]["reason"] == "Berkas palsu"
    assert answer.json["history"][-1]["who"] == {"kind": "staff", "name": "Lestari Handayani"}


def test_papers_are_asked_for_and_received(app, scene, reference):
    officer, case = come(app, "officer"), kept(app, reference)
    path = f"backoffice/cases/{reference}"
    asked = press(case["seen"], labels=[{"id": "Fotokopi KK", "en": "Copy of the family card"}], until="2026-12-01")
    case = officer.post(f"{path}/ask", asked).json
    assert case["state"] == "waiting" and case["clock"]["paused_at"] and case["due_at"] is None
    assert case["owed"][-1]["label"]["en"] == "Copy of the family card" and case["owed"][-1]["until"] == "2026-12-01"
    assert officer.post(f"{path}/receive", press(case["seen"], "press-0002", names=["ktp"])).status_code == 422
    names = [owed["name"] for owed in case["owed"]]
    case = officer.post(f"{path}/receive", press(case["seen"], "press-0003", names=names)).json
    assert (case["state"], case["owed"]) == ("in_progress", [])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_hidden_answer_is_shown_one_at_a_time_and_written_down(app, scene, reference):
    officer, case = come(app, "officer"), kept(app, reference)
    answers = {one["name"]: one for one in case["answers"]}
    assert answers["nik"]["hidden"] == "secret" and answers["nik"]["value"] is None
    assert answers["alasan"]["value"] == {"id": "hilang", "en": "lost"}
    assert NIK not in str(case)
    path = f"backoffice/cases/{reference}/reveal"
    assert officer.post(path, {"name": "nik"}).json == {"value": {"id": NIK, "en": NIK}}
    assert officer.post(path, {"name": "caller_number"}).json["value"]["id"].startswith("+62")
    assert officer.post(path, {"name": "alasan"}).status_code == 404
    told = [(entry.kind, entry.data) for entry in log_of(scene, reference)][1:]
    assert told == [("case_value_shown", {"field": "nik"}), ("case_value_shown", {"field": "caller_number"})]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_an_anonymous_citizen_is_stays_with_the_office(app, scene, reference):
    with scene.database.begin() as conn:
        conn.execute(update(cases).values(anonymous=True, withheld=["nik", "telepon"]))
    answers = {one["name"]: one for one in kept(app, reference)["answers"]}
    assert [answers[name]["hidden"] for name in ("nik", "telepon", "caller_number")] == ["withheld"] * 3
    officer = come(app, "officer")
    assert officer.post(f"backoffice/cases/{reference}/reveal", {"name": "nik"}).status_code == 404
    assert officer.post(f"backoffice/cases/{reference}/reveal", {"name": "caller_number"}).status_code == 404
    assert {one["name"]: one["hidden"] for one in kept(app, reference, "supervisor")["answers"]}["nik"] == "secret"


def test_a_case_is_passed_on_and_gone_for_the_one_who_did(app, scene, reference):
    officer, seen = come(app, "officer"), kept(app, reference)["seen"]
    path = f"backoffice/cases/{reference}/pass-on"
    assert officer.post(path, press(seen, agency="ZZZ", reason="x")).status_code == 422
    assert officer.post(path, press(seen, agency="DUK", reason="x")).status_code == 422
    assert officer.post(path, press(seen, agency="KOM", reason="Bukan kewenangan kami")).json == {"gone": True}
    assert officer.get(f"backoffice/cases/{reference}").status_code == 404
    assert kept(app, reference, "officer2")["agency"] == "KOM"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_verified_complaint_is_forwarded_to_who_answers_it_and_its_time_begins(app, scene, reference):
    with scene.database.begin() as conn:
        conn.execute(update(cases).values(kind="complaint", agency="KOM"))
    officer, seen = come(app, "officer2"), kept(app, reference, "officer2")["seen"]
    path = f"backoffice/cases/{reference}"
    assert officer.post(f"{path}/steps/forward", press(seen)).status_code == 409, "to whom?"
    assert officer.post(f"{path}/pass-on", press(seen, agency="DUK", step="forward")).json == {"gone": True}
    there = kept(app, reference)
    assert (there["agency"], there["state"]) == ("DUK", "forwarded")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_payment_is_noted_once_with_its_receipt(app, scene, reference):
    officer, seen = come(app, "officer"), kept(app, reference)["seen"]
    path = f"backoffice/cases/{reference}/pay"
    assert officer.post(path, press(seen, amount=10000, receipt="K-1")).json["error"]["code"] == "nothing_owed"
    with scene.database.begin() as conn:
        conn.execute(update(cases).values(fee={"amount": 10000, "status": "owed"}))
    for _ in range(2):
        case = officer.post(path, press(seen, amount=10000, receipt="K-1")).json
        assert (case["fee"]["status"], case["fee"]["receipt"]) == ("paid", "K-1")
    assert (
        officer.post(path, press(seen, "press-0007", amount=1, receipt="K-2")).json["error"]["code"] == "already_paid"
    )
    assert [line["receipt"] for line in case["history"] if line["kind"] == "fee_paid"] == ["K-1"]


def test_notes_are_kept_once_and_do_not_overtake_anybody(app, scene, reference):
    officer, seen = come(app, "officer"), kept(app, reference)["seen"]
    path = f"backoffice/cases/{reference}/note"
    for _ in range(2):
        case = officer.post(path, press(seen, text="Sudah ditelepon")).json
    assert [line["text"] for line in case["history"] if line["kind"] == "case_noted"] == ["Sudah ditelepon"]
    assert case["seen"] == seen
    assert officer.post(path, press(seen, "press-0009", text=" ")).status_code == 422


def test_what_was_given_up_is_listed_for_its_agency_and_sent_again(app, scene, reference):
    with scene.database.begin() as conn:
        conn.execute(update(outbox).values(given_up_at=scene.clock.now(), last_error="Refused: 400", attempts=1))
    officer, other = come(app, "officer"), come(app, "officer2")
    letter = officer.get("backoffice/letters").json["letters"][0]
    assert (letter["reference"], letter["error"]) == (reference, "Refused: 400")
    assert other.get("backoffice/letters").json["letters"] == []
    assert other.post(f"backoffice/letters/{letter['id']}/send-again").status_code == 404
    assert officer.post(f"backoffice/letters/{letter['id']}/send-again").status_code == 204
    assert officer.get("backoffice/letters").json["letters"] == []
    assert [entry.kind for entry in log_of(scene, reference)][-1] == "delivery_resent"
    assert app.extensions["woken"]

"""The API of the knowledge's page: who is let through, what is bounded, and the whole way of a text."""

from hashlib import sha256

import pytest

from tests.fixtures.desk_web import Browser, desk_web, signed_in

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
DOCUMENT = "service:DUK-02"
HERE = f"knowledge/documents/{DOCUMENT}"


@pytest.fixture
def app(scene, tmp_path):
    return desk_web(scene, tmp_path)


@pytest.fixture
def person(app):
    def person(name):
        browser = Browser(app)
        browser.sign_in(name, f"{name}-demo")
        return browser

    return person


def dear(text):
    return text.replace("fee: {amount: 0", "fee: {amount: 50000")


def begin(browser, text=None):
    stands = browser.get(HERE).json["text"]
    body = {"document": DOCUMENT, "text": text or dear(stands), "base": sha256(stands.encode()).hexdigest()}
    return browser.post("knowledge/drafts", body)


def step(browser, revision, name, **more):
    return browser.post(
        f"knowledge/revisions/{revision['id']}/{name}", {"version": revision["version"], "why": "so", **more}
    )


def newest(browser):
    return browser.get(HERE).json["revisions"][0]


def test_a_text_goes_from_its_author_over_the_agency_to_the_agents_card(app, person):
    manager, officer, agent = person("manager"), person("officer"), signed_in(app, "sari")
    assert begin(manager).status_code == 200
    assert step(manager, newest(manager), "submit").status_code == 204
    assert step(manager, newest(manager), "approve").status_code == 403
    sent = newest(officer)
    assert [(one["fact"], one["before"], one["after"]) for one in sent["changes"]] == [("fee", "0", "50000")]
    assert step(officer, sent, "approve").status_code == 204
    assert step(officer, newest(officer), "publish").status_code == 403
    assert step(manager, newest(manager), "publish").status_code == 204
    assert agent.get("services/DUK-02").json["card"]["fee"]["amount"] == 50000
    told = officer.get(HERE).json
    assert [one["kind"] for one in told["history"]] == ["published", "approved", "submitted", "began"]
    assert told["history"][0]["changes"][0]["after"] == "50000"


def test_an_officer_sees_and_changes_their_own_agencys_documents_alone(person):
    other = person("officer2")
    listed = other.get("knowledge/documents").json
    assert {row["agency"] for row in listed["documents"]} == {"KOM"}
    assert other.get(HERE).status_code == 404
    stands = person("officer").get(HERE).json["text"]
    body = {"document": DOCUMENT, "text": stands, "base": sha256(stands.encode()).hexdigest()}
    assert other.post("knowledge/drafts", body).status_code == 403
    new = stands.replace("DUK-02", "DUK-99")
    assert other.post("knowledge/drafts", {"document": "service:DUK-99", "text": new}).status_code == 403


@pytest.mark.parametrize("path", ["documents", "me", HERE.removeprefix("knowledge/")])
def test_an_agent_and_a_stranger_are_not_let_in(app, path):
    assert signed_in(app, "sari").get(f"knowledge/{path}").status_code == 403
    assert Browser(app).get(f"knowledge/{path}").status_code == 401


def test_a_change_needs_the_pages_token_and_a_bounded_body(person):
    officer = person("officer")
    assert officer.post("knowledge/look", {"document": DOCUMENT, "text": ""}, token="x").status_code == 400
    for body in (
        {"document": DOCUMENT, "text": "x" * 256_001},
        {"document": "service:../x", "text": ""},
        {"document": DOCUMENT, "text": "", "more": 1},
        None,
    ):
        assert officer.post("knowledge/look", body).status_code == 400


@pytest.mark.parametrize("text", ["", "code: [", "\x00", "a: &x [*x]", "- " * 2000, "code: DUK-02\nname: 7\n"])
def test_half_a_text_is_looked_at_without_an_exception(person, text):
    found = person("officer").post("knowledge/look", {"document": DOCUMENT, "text": text}).json
    assert found["problems"] and found["preview"] is None


def test_a_text_is_shown_as_the_caller_and_the_agent_would_get_it(person):
    officer = person("officer")
    found = officer.post("knowledge/look", {"document": DOCUMENT, "text": dear(officer.get(HERE).json["text"])}).json
    assert (
        "lima puluh ribu" in str(found["preview"]["id"]["spoken"])
        and found["preview"]["en"]["card"]["fee"]["amount"] == 50000
    )


def test_the_form_changes_the_text(person):
    officer = person("officer")
    edit = {"path": ["fee", "amount"], "value": 50000}
    text = officer.get(HERE).json["text"]
    assert officer.post("knowledge/edit", {"document": DOCUMENT, "text": text, "edit": edit}).json["text"] == dear(text)
    refused = officer.post("knowledge/edit", {"document": DOCUMENT, "text": "[", "edit": edit})
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "form")


def test_a_second_window_is_told(person):
    officer = person("officer")
    draft = begin(officer).json
    assert begin(officer).status_code == 409
    save = {"version": 1, "text": "code: x"}
    assert officer.post(f"knowledge/revisions/{draft['id']}/save", save).json["version"] == 2
    late = officer.post(f"knowledge/revisions/{draft['id']}/save", save)
    assert (late.status_code, late.json["error"]["code"]) == (409, "conflict")


def test_what_an_agent_doubts_is_a_task_of_the_owner_who_answers_it(app, person):
    agent, officer = signed_in(app, "sari"), person("officer")
    doubt = {"document": DOCUMENT, "reason": "not_sure", "call_id": "a" * 32}
    assert agent.post("knowledge/doubts", doubt).status_code == 204
    assert agent.post("knowledge/doubts", {**doubt, "document": "service:DUK-98"}).status_code == 404
    assert agent.post("knowledge/doubts", {**doubt, "reason": "ugly"}).status_code == 400
    assert officer.post("knowledge/doubts", doubt).status_code == 403
    (task,) = officer.get("knowledge/documents").json["tasks"]
    assert (task["document"], task["reason"], task["times"]) == (DOCUMENT, "not_sure", 1)
    assert person("officer2").post(f"knowledge/tasks/{task['id']}/close", {"answer": "x"}).status_code == 403
    assert officer.post(f"knowledge/tasks/{task['id']}/close", {"answer": "it is right"}).status_code == 204
    assert officer.get("knowledge/documents").json["tasks"] == []

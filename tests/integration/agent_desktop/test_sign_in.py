"""The sign-in page, and who gets through to the desk."""

import json

import pytest

from tests.fixtures.desk_web import Browser, desk_web, signed_in

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def app(scene, tmp_path):
    return desk_web(scene, tmp_path)


def test_a_visitor_is_led_to_the_form_and_back(app):
    answer = app.test_client().get("/desk")
    assert (answer.status_code, answer.location) == (302, "/desk/login?next=/desk")
    browser = Browser(app)
    assert browser.sign_in("sari").location == "/desk"


def test_demo_accounts_are_shown_and_open_the_desk(app):
    assert "agent1-demo" in app.test_client().get("/desk/login").get_data(as_text=True)
    assert Browser(app).sign_in("agent1", "agent1-demo").status_code == 303


def test_an_officer_is_led_to_a_page_they_may_see_and_shown_the_way_from_one_they_may_not(app):
    browser = Browser(app)
    assert browser.sign_in("officer", "officer-demo").location == "/desk/cases"
    assert browser.client.get("/desk/login?next=/desk").location == "/desk/cases"
    refused = browser.client.get("/desk")
    assert refused.status_code == 403 and 'href="/desk/cases"' in refused.text
    assert browser.get("me").status_code == 403


def test_an_agent_does_not_keep_the_knowledge(app):
    assert signed_in(app, "sari").client.get("/desk/knowledge").status_code == 403


def test_without_demo_they_are_neither_shown_nor_good(scene, tmp_path):
    app = desk_web(scene, tmp_path, {"SECRET_KEY": "a-secret-of-our-own-that-is-long-enough"})
    assert "agent1-demo" not in app.test_client().get("/desk/login").get_data(as_text=True)
    assert Browser(app).sign_in("agent1", "agent1-demo").status_code == 422


@pytest.mark.parametrize(("language", "words"), [("id", "Nama pengguna atau kata sandi salah"), ("en", "is wrong")])
def test_a_wrong_password_is_refused_in_the_readers_language(app, language, words):
    browser = Browser(app)
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    answer = browser.sign_in("sari", "wrong-password")
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert browser.get("me").status_code == 401


def test_the_form_needs_its_token(app):
    answer = app.test_client().post("/desk/login", data={"username": "sari", "password": "sari-secret"})
    assert answer.status_code == 400


def test_guessing_is_slowed_down_for_the_account(app):
    browser = Browser(app)
    codes = [browser.sign_in("sari", f"guess-number-{n}").status_code for n in range(7)]
    assert codes[-1] == 429
    assert browser.sign_in("sari").status_code == 429


def test_the_next_address_never_leads_elsewhere(app):
    browser = Browser(app)
    form = browser.client.get("/desk/login?next=//evil.example").get_data(as_text=True)
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"username": "sari", "password": "sari-secret", "csrf_token": token}
    assert browser.client.post("/desk/login?next=//evil.example", data=data).location == "/desk"


def test_signing_out_ends_the_login_and_takes_no_more_calls(app, scene):
    scene.ready(scene.agents[0])
    browser = signed_in(app, "sari")
    answer = browser.client.post("/desk/logout", data={"csrf_token": browser.token})
    assert answer.location == "/desk/login"
    assert browser.get("me").status_code == 401
    scene.call()
    scene.desk.tick()
    assert scene.shown(scene.agents[0])["presence"]["reason"] == "signed_out"


def test_the_page_loads_the_built_front_end_with_its_configuration(app, tmp_path):
    built = tmp_path / "frontend" / "dist"
    built.mkdir(parents=True)
    entry = {"file": "assets/desk-1.js", "css": ["assets/desk-1.css"]}
    (built / "manifest.json").write_text(json.dumps({"desk/main.tsx": entry}))
    page = signed_in(app, "sari").client.get("/desk")
    text = page.get_data(as_text=True)
    assert '<script type="module" src="/static/app/assets/desk-1.js">' in text
    config = json.loads(text.split('id="desk-config">')[1].split("</script>")[0])
    assert config == {"workletUrl": "/static/app/line-worklet.js", "demo": True, "language": "id"}
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/desk/supervisor", "/desk/flows"])
def test_pages_not_built_yet_are_not_there(app, path):
    assert signed_in(app, "sari").client.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 404

"""The pieces that doors share, on a small application of two pages and one sign-in form."""

import json
from http.cookies import SimpleCookie

import pytest
from flask import Flask, render_template_string, request

from runtime import accounts, web
from runtime.config import Settings
from runtime.db import Database, DatabaseBusy
from runtime.models import logins

PAGE = '{% extends "web/page.html" %}{% block body %}{{ asset("desk") }} {{ asset_styles("desk") | join(" ") }}{% endblock %}'
FORM = '<input name="csrf_token" value="{{ csrf_token() }}">'


def build(house):
    app = Flask("door")
    app.testing = False
    web.install(app, house)

    @app.route("/desk/login", methods=["GET", "POST"])
    @web.limit_sign_in
    def login():
        if request.method == "POST":
            account = web.sign_in(request.form["username"], request.form["password"])
            return ("", 302, {"Location": "/desk"}) if account else ("wrong", 401)
        return render_template_string(FORM)

    @app.post("/desk/logout")
    def logout():
        web.sign_out()
        return "out"

    @app.get("/desk")
    @web.require("answer_calls")
    def desk():
        return web.current_account().username

    @app.get("/page")
    def page():
        return render_template_string(PAGE)

    @app.get("/desk/api/token")
    @web.require("answer_calls")
    def token():
        return {"csrf": web.csrf_token(), "socket": web.carrier_socket()}

    @app.post("/desk/api/things")
    @web.require("manage_accounts")
    def things():
        return {"made": True}

    @app.post("/telephony/voice")
    def voice():
        return "signed"

    @app.get("/fails/<how>")
    def fails(how):
        raise {"busy": DatabaseBusy, "bug": RuntimeError}[how]("081234567890")

    return app


@pytest.fixture
def empty_database(tmp_path):
    """SQLite alone: nothing here depends on the engine."""
    database = Database(f"sqlite:///{tmp_path / 'web.sqlite3'}")
    yield database
    database.close()


@pytest.fixture
def make(database, clock, tmp_path):
    def make(**environ):
        house = web.House(Settings.from_environment(environ, tmp_path), database, clock)
        return build(house)

    with database.begin() as conn:
        accounts.seed_demo(conn, clock.now())
        accounts.add(conn, clock.now(), "sari", "correct horse", "agent", "Sari")
    return make


@pytest.fixture
def browser(make):
    return make().test_client()


def csrf(browser):
    return browser.get("/desk/login").text.split('value="')[1].split('"')[0]


def sign_in(browser, username="agent1", password="agent1-demo", **options):
    form = {"username": username, "password": password, "csrf_token": csrf(browser)}
    return browser.post("/desk/login", data=form, **options)


def test_a_login_opens_the_desk_until_it_is_ended(browser, database):
    assert sign_in(browser).status_code == 302
    assert browser.get("/desk").text == "agent1"
    kept = browser.get_cookie("login").value
    token = browser.get("/desk/api/token").json["csrf"]
    assert browser.post("/desk/logout", headers={"X-CSRF-Token": token}).text == "out"
    browser.set_cookie("login", kept)
    assert browser.get("/desk").status_code == 302
    with database.read() as conn:
        assert conn.execute(logins.select()).first() is None


def test_a_wrong_password_opens_nothing(browser):
    assert sign_in(browser, password="agent1-demx").status_code == 401
    assert browser.get_cookie("login") is None


def test_a_login_runs_out(browser, clock):
    sign_in(browser)
    clock.advance(12 * 3600 - 1)
    assert browser.get("/desk").status_code == 200
    clock.advance(1)
    assert browser.get("/desk").status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "x.y", "a" * 4000])
def test_a_forged_cookie_is_nobody(browser, forged):
    browser.set_cookie("login", forged)
    assert browser.get("/desk").status_code == 302


def test_the_cookie_s_token_is_not_what_the_database_holds(browser, database):
    sign_in(browser)
    with database.read() as conn:
        assert conn.execute(logins.select()).one().token_hash not in browser.get_cookie("login").value


def test_cookies_are_for_this_site_and_not_for_scripts(make):
    browser = make(PUBLIC_BASE_URL="https://hotline.example.org").test_client()
    response = browser.get("/desk/login")
    cookie = SimpleCookie(response.headers["Set-Cookie"])["visit"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "Lax", True, "/")


def test_demo_accounts_are_nobody_outside_demo_mode(make):
    browser = make(SECRET_KEY="chosen").test_client()
    assert sign_in(browser).status_code == 401
    assert sign_in(browser, "sari", "correct horse").status_code == 302


def test_a_demo_login_does_not_outlive_the_demo(make, tmp_path):
    demo = make()
    browser = demo.test_client()
    sign_in(browser)
    key = json.loads((tmp_path / "var" / "keys.json").read_text())["secret_key"]
    after = make(SECRET_KEY=key).test_client()
    after.set_cookie("login", browser.get_cookie("login").value)
    assert after.get("/desk").status_code == 302


def test_nobody_is_led_to_the_form_and_a_program_is_told(browser):
    response = browser.get("/desk")
    assert (response.status_code, response.location) == (302, "/desk/login?next=/desk")
    response = browser.get("/desk/api/token")
    assert (response.status_code, response.json["error"]["code"]) == (401, 401)


def test_a_permission_is_asked_for(browser):
    sign_in(browser)
    token = browser.get("/desk/api/token").json["csrf"]
    refused = browser.post("/desk/api/things", headers={"X-CSRF-Token": token})
    assert refused.status_code == 403
    assert refused.json["error"] == {
        "code": 403,
        "id": "Anda tidak berwenang untuk ini.",
        "en": "You are not allowed to do this.",
    }
    sign_in(browser, "admin", "admin-demo")
    token = browser.get("/desk/api/token").json["csrf"]
    assert browser.post("/desk/api/things", headers={"X-CSRF-Token": token}).json == {"made": True}


def test_a_permission_that_does_not_exist_is_found_at_import():
    with pytest.raises(KeyError):
        web.require("fly")


def test_a_change_needs_the_token_of_this_visit_and_this_login(browser, make):
    form = {"username": "agent1", "password": "agent1-demo"}
    stranger = csrf(make().test_client())
    assert browser.post("/desk/login", data=form).status_code == 400
    own = csrf(browser)
    assert browser.post("/desk/login", data={**form, "csrf_token": stranger}).status_code == 400
    assert browser.post("/desk/login", data={**form, "csrf_token": "é"}).status_code == 400
    assert browser.post("/desk/login", data={**form, "csrf_token": own}).status_code == 302
    assert browser.post("/desk/logout", data={"csrf_token": own}).status_code == 400


def test_the_carrier_s_webhooks_need_none(browser):
    assert browser.post("/telephony/voice", data={"CallSid": "CA1"}).text == "signed"


def test_failed_sign_ins_are_limited_by_user_name(browser):
    statuses = [sign_in(browser, password="wrong pass").status_code for _ in range(7)]
    assert statuses == [401] * 6 + [429]
    refused = sign_in(browser, headers={"Accept": "text/html"})
    assert refused.status_code == 429
    assert 'href="/desk/login"' in refused.text, "a way back to the form"
    assert sign_in(browser, "agent2", "agent2-demo").status_code == 302


def test_failed_sign_ins_are_limited_by_address(browser):
    statuses = [sign_in(browser, f"name{number}", "wrong pass").status_code for number in range(21)]
    assert statuses == [401] * 20 + [429]
    elsewhere = {"REMOTE_ADDR": "10.0.0.9"}
    assert sign_in(browser, environ_overrides=elsewhere).status_code == 302


def test_sign_ins_that_succeed_are_not_counted(browser):
    assert {sign_in(browser).status_code for _ in range(10)} == {302}


def test_behind_a_trusted_proxy_the_address_is_the_one_it_saw(make):
    browser = make(TRUSTED_PROXIES="1").test_client()
    for number in range(21):
        sign_in(browser, f"name{number}", "wrong pass", headers={"X-Forwarded-For": "10.0.0.1"})
    assert sign_in(browser, headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 429
    assert sign_in(browser, headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 302


def test_without_one_a_forwarded_address_is_not_believed(browser):
    for number in range(21):
        last = sign_in(browser, f"name{number}", "wrong pass", headers={"X-Forwarded-For": f"10.0.0.{number}"})
    assert last.status_code == 429


def test_what_is_too_large_is_refused(browser):
    response = browser.post("/desk/login", data={"username": "x" * 1_100_000})
    assert response.status_code == 413


def test_headers_of_every_response(browser):
    for path in ("/desk/login", "/nowhere", "/desk/api/token"):
        headers = browser.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].endswith("connect-src 'self' ws://localhost:8001")
        assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("environ", "host", "socket"),
    [
        ({}, "127.0.0.1:8000", "ws://127.0.0.1:8001/line"),
        ({}, "192.168.1.5:8000", "ws://192.168.1.5:8001/line"),
        ({}, "[::1]:8000", "ws://[::1]:8001/line"),
        ({"CARRIER_PORT": "9500"}, "localhost", "ws://localhost:9500/line"),
        ({"PUBLIC_BASE_URL": "https://h.example.org"}, "127.0.0.1:8000", "wss://h.example.org/carrier/line"),
    ],
)
def test_the_line_connects_to_where_this_browser_reaches_the_carrier(make, environ, host, socket):
    app = make(**environ)
    with app.test_request_context(base_url=f"http://{host}"):
        assert web.carrier_socket() == socket


def test_a_real_carrier_has_no_socket_here(make):
    twilio = {
        "CARRIER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "t",
        "PUBLIC_BASE_URL": "https://h",
    }
    app = make(**twilio)
    with app.test_request_context():
        assert web.carrier_socket() is None
    assert app.test_client().get("/desk/login").headers["Content-Security-Policy"].endswith("connect-src 'self'")


def test_an_error_is_a_page_in_both_languages_without_a_trace(browser, caplog):
    response = browser.get("/fails/bug")
    assert response.status_code == 500
    assert 'lang="id"' in response.text and 'lang="en"' in response.text
    assert "Traceback" not in response.text and "081234567890" not in response.text
    assert browser.get("/fails/busy").status_code == 503
    assert browser.get("/fails/busy").headers["Retry-After"] == "5"
    assert "POST" in browser.delete("/telephony/voice").headers["Allow"]


def test_built_assets_are_named_by_the_manifest_and_kept_for_long(make, tmp_path):
    dist = tmp_path / "frontend" / "dist"
    browser = make().test_client()
    assert browser.get("/page").status_code == 503
    (dist / "assets").mkdir(parents=True)
    (dist / "assets" / "desk-1.js").write_text("desk")
    manifest = {
        "desk/main.tsx": {"file": "assets/desk-1.js", "css": ["assets/desk-1.css"], "imports": ["_kit.js"]},
        "_kit.js": {"file": "assets/kit-1.js", "css": ["assets/kit-1.css"], "imports": ["_kit.js"]},
    }
    (dist / "manifest.json").write_text(json.dumps(manifest))
    assert (
        "/static/app/assets/desk-1.js /static/app/assets/kit-1.css /static/app/assets/desk-1.css"
        in browser.get("/page").text
    )
    built = browser.get("/static/app/assets/desk-1.js")
    assert (built.text, built.headers["Cache-Control"]) == ("desk", "public, max-age=31536000, immutable")
    assert browser.get("/static/app/../../secret").status_code == 404


def test_an_open_demo_says_so_on_every_page(make, tmp_path):
    dist = tmp_path / "frontend" / "dist"
    dist.mkdir(parents=True)
    (dist / "manifest.json").write_text('{"desk/main.tsx": {"file": "d.js"}}')
    assert "Demo:" in make(HOST="0.0.0.0").test_client().get("/page").text
    assert "Demo:" in make(HOST="0.0.0.0").test_client().get("/nowhere").text
    assert "Demo:" not in make().test_client().get("/page").text
    assert "Demo:" not in make(SECRET_KEY="s").test_client().get("/page").text


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/desk?x=1", "/desk?x=1"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("https://evil.example", "/desk"),
        ("/\t/evil.example", "/desk"),
        ("", "/desk"),
        (None, "/desk"),
    ],
)
def test_the_form_leads_nowhere_else(target, safe):
    assert web.safe_next(target, "/desk") == safe

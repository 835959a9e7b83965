"""The desk's page against canned answers and a line that echoes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import desk_answers as answers
from tests.browser.canned_desk import CannedDesk
from tests.browser.desk_user import SIZE, DeskUser

pytestmark = pytest.mark.browser
TWICE = "button => { button.click(); button.click(); }"


@pytest.fixture
def desk(free_port, echo_carrier):
    desk = CannedDesk(free_port(), echo_carrier)
    yield desk
    desk.stop()


@pytest.fixture
def open_desk(desk, new_context):
    people = []

    def open_page(**options) -> DeskUser:
        people.append(DeskUser(new_context(bypass_csp=False, viewport=SIZE, **options), desk))
        return people[-1]

    yield open_page
    assert [person.faults for person in people] == [[]] * len(people)


@pytest.fixture
def agent(open_desk) -> DeskUser:
    return open_desk()


def test_ready_needs_a_microphone_that_was_checked(agent, desk):
    agent.is_in_state("not_ready")
    agent.looks("not-ready")
    agent.click("presence-button")
    expect(agent.part("mic-check")).to_be_enabled()
    assert desk.bodies("api/presence") == []
    agent.looks("microphone-check")
    agent.click("mic-check")
    agent.is_in_state("ready")
    assert desk.bodies("api/presence") == [{"state": "ready"}]
    agent.click("presence-button")
    agent.is_in_state("not_ready")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NotAllowedError", "tidak diizinkan"),
        ("NotFoundError", "tidak ditemukan"),
        ("NotReadableError", "program lain"),
    ],
)
def test_a_missing_microphone_is_explained_and_keeps_the_agent_from_ready(agent, desk, error, words):
    agent.page.evaluate(
        "name => navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name) }", error
    )
    agent.click("presence-button")
    expect(agent.part("mic-problem")).to_contain_text(words)
    expect(agent.part("mic-check")).to_have_count(0)
    assert desk.posts == []


def test_an_offer_shows_what_the_caller_said_and_rings_in_the_title(agent, desk):
    agent.becomes_ready()
    agent.is_offered()
    for words in ("Layanan umum", "saya mau ganti KTP yang hilang", "Bahasa Indonesia", "1:24"):
        expect(agent.part("offer-card")).to_contain_text(words)
    expect(agent.page).to_have_title(re.compile("Panggilan masuk"))
    agent.looks("offer")
    desk.show("not_ready", offer=None, reason="no_answer")
    expect(agent.part("offer-card")).to_have_count(0)
    expect(agent.page).to_have_title("Meja petugas")
    expect(agent.part("presence-reason")).to_contain_text("tidak dijawab")


def test_enter_accepts_once_and_the_leg_is_answered(agent, desk):
    agent.becomes_ready()
    agent.is_offered()
    desk.held.clear()
    agent.page.keyboard.press("Enter")
    agent.part("accept").evaluate(TWICE)
    desk.posted(f"api/offers/{answers.OFFER}/accept")
    desk.carrier.ring("CA1", "+62211500112")
    desk.carrier.until(lambda: {"type": "answer", "call": "CA1"} in desk.carrier.messages)
    desk.held.set()
    desk.show_call()
    expect(agent.part("call-card")).to_be_visible()
    assert len(desk.bodies(f"api/offers/{answers.OFFER}/accept")) == 1


def test_an_offer_that_is_gone_says_so_and_its_leg_is_not_expected(agent, desk):
    agent.becomes_ready()
    gone = {"error": {"code": "offer_gone", "id": "Tawaran ini sudah berakhir.", "en": "This offer is over."}}
    desk.refusals[f"api/offers/{answers.OFFER}/accept"] = (409, gone)
    agent.is_offered()
    agent.click("accept")
    expect(agent.page.get_by_text("Tawaran ini sudah berakhir.")).to_be_visible()
    desk.show("ready", offer=None)
    desk.carrier.ring("CA2", "+62211500112")
    expect(agent.part("unasked-call")).to_be_visible()
    assert {"type": "answer", "call": "CA2"} not in desk.carrier.messages


def test_the_form_is_filled_with_what_the_ivr_heard_and_files_once(agent, desk):
    agent.is_in_call()
    expect(agent.part("field-nik")).to_have_value("3328014107900001")
    expect(agent.part("source-nik")).to_have_text("dari IVR")
    expect(agent.part("field-alasan-hilang")).to_be_checked()
    expect(agent.part("field-tanggal_lahir")).to_have_value("01-07-1990")
    expect(agent.part("completeness")).to_contain_text("3")
    agent.looks("call")
    agent.fill_form()
    expect(agent.part("completeness")).to_contain_text("Lengkap")
    desk.held.clear()
    agent.part("submit-case").evaluate(TWICE)
    desk.posted("api/cases")
    expect(agent.part("submit-case")).to_be_disabled()
    desk.held.set()
    expect(agent.part("reference")).to_have_text("26-0051-3")
    (filed,) = desk.bodies("api/cases")
    assert filed["slots"] == {
        "nik": "3328014107900001",
        "tanggal_lahir": "01-07-1990",
        "alasan": "hilang",
        "nomor_surat_kehilangan": "SKTLK/12/2026",
        "telepon": "081234567890",
        "lokasi_ambil": "mpp",
    }
    assert (filed["service"], filed["call_id"]) == ("DUK-02", answers.CALL)
    expect(agent.part("delivery")).to_contain_text("Belum terkirim")
    agent.click("send-sms")
    assert desk.posted("api/cases/26-0051-3/message") == [{"call_id": answers.CALL}]
    expect(agent.part("send-sms")).to_be_disabled()
    agent.looks("filed")


@pytest.mark.parametrize(
    ("condition", "lost", "damaged"),
    [
        ("alasan == 'hilang'", 3, 2),
        ("alasan != 'hilang'", 2, 3),
        ("(alasan == 'rusak' or alasan == 'hilang') and not telepon", 3, 3),
        ("alasan == 'hilang' and telepon", 2, 2),
        ("nowhere == 1", 2, 2),
    ],
)
def test_a_field_is_required_only_while_its_condition_holds(agent, desk, condition, lost, damaged):
    desk.condition = condition
    agent.is_in_call()
    expect(agent.part("completeness")).to_contain_text(str(lost))
    agent.part("field-alasan-rusak").check()
    expect(agent.part("completeness")).to_contain_text(str(damaged))
    expect(agent.part("source-alasan")).to_have_count(0)
    unsure = agent.page.get_by_text("wajib pada keadaan tertentu")
    expect(unsure).to_have_count(1 if "nowhere" in condition else 0)


def test_a_misdirected_caller_is_sent_on_and_counted(agent, desk):
    agent.is_in_call()
    agent.part("service-search").fill("listrik padam")
    expect(agent.part("outside")).to_contain_text("123")
    agent.looks("misdirected")
    agent.part("outside-told").evaluate(TWICE)
    expect(agent.part("outside")).to_contain_text("Tercatat")
    assert desk.bodies("api/outside/listrik/told") == [{"call_id": answers.CALL}]


def test_what_is_sure_and_what_is_not_is_told(agent):
    agent.is_in_call()
    expect(agent.part("identity-level")).to_have_text("Tingkat identitas 2")
    expect(agent.part("transcript").get_by_text("(tidak jelas)")).to_have_count(1)


def test_whoever_works_by_keys_goes_on_where_the_work_is(agent, desk):
    """What had the focus disappears with each step; the page's top is no place to start from again."""
    agent.is_in_call()
    expect(agent.part("call-card")).to_be_focused()
    agent.part("hang-up").focus()
    agent.is_wrapping_up()
    expect(agent.part("wrap-up")).to_be_focused()
    agent.part("save-wrap-up").evaluate("button => button.blur()")
    desk.show("ready", wrap_up=None)
    expect(agent.part("idle-card")).to_be_focused()


def test_errors_are_linked_to_their_fields_and_the_key_stays(agent, desk):
    agent.is_in_call()
    agent.click("submit-case")
    expect(agent.part("error-summary").get_by_role("link")).to_have_count(3)
    assert desk.bodies("api/cases") == []
    agent.fill_form()
    problem = {"id": "Nomor ini bukan NIK.", "en": "This is no identity number."}
    desk.refusals["api/cases"] = (422, {"errors": {"nik": problem}})
    agent.click("submit-case")
    agent.part("error-summary").get_by_role("link").click()
    expect(agent.part("field-nik")).to_be_focused()
    expect(agent.part("field-nik")).to_have_accessible_description("Nomor ini bukan NIK.")
    agent.looks("errors")
    agent.page.get_by_text("EN", exact=True).first.click()
    expect(agent.part("error-summary")).to_contain_text("This is no identity number.")
    desk.refusals.clear()
    agent.part("field-nik").fill("3328014107900002")
    agent.click("submit-case")
    expect(agent.part("reference")).to_be_visible()
    first, second = desk.bodies("api/cases")
    assert first["key"] == second["key"]


def test_a_half_filled_form_and_the_call_survive_a_reload(agent, desk):
    agent.is_in_call()
    agent.part("field-telepon").fill("081234567890")
    agent.part("notes").fill("Ibu minta dijemput")
    desk.posted(f"api/calls/{answers.CALL}/notes")
    before = len(desk.carrier.frames)
    agent.page.reload()
    expect(agent.part("field-telepon")).to_have_value("081234567890")
    expect(agent.part("notes")).to_have_value("Ibu minta dijemput")
    desk.carrier.until(lambda: len(desk.carrier.frames) > before + 50)


def test_sound_that_the_browser_holds_back_is_one_click_away(agent, desk):
    agent.is_in_call()
    agent.page.evaluate("__lineNode.context.suspend()")
    expect(agent.part("connect-sound")).to_be_visible()
    agent.click("connect-sound")
    expect(agent.part("connect-sound")).to_have_count(0)
    assert agent.page.evaluate("__lineNode.context.state") == "running"


def test_mute_keys_and_hanging_up(agent, desk):
    agent.is_in_call()
    agent.click("mute")
    expect(agent.part("mute")).to_have_attribute("aria-pressed", "true")
    agent.click("keypad")
    agent.click("key-5")
    desk.carrier.until(lambda: {"type": "digits", "call": "CA1", "digits": "5"} in desk.carrier.messages)
    agent.looks("keypad")
    agent.click("hang-up")
    desk.posted("api/call/hang-up")
    assert not any(message["type"] == "hangup" for message in desk.carrier.messages)


def test_knowledge_follows_the_callers_language_and_opens_a_form(agent, desk):
    agent.is_in_call()
    agent.part("service-search").fill("akta")
    agent.click("service-result-DUK-04")
    card = agent.part("service-card-DUK-04")
    for words in ("Gratis", "24 jam", "belum diverifikasi", "Perpres 96/2018", "langkah dua", "Jalan Merdeka 45"):
        expect(card).to_contain_text(words)
    for words in ("Mulai 01-01-2027 biayanya lima puluh ribu", "Diperiksa 24-11-2026; berlaku sejak 01-01-2014"):
        expect(card).to_contain_text(words)
    agent.part("article-ART-05").locator("summary").click()
    expect(agent.page.get_by_text("Ucapkan salam.")).to_be_visible()
    agent.page.get_by_text("EN", exact=True).first.click()
    expect(card).to_contain_text("Akta kelahiran")
    agent.click("doubt-not_sure")
    expect(card.get_by_role("status")).to_contain_text("has been told")
    doubt = {"document": "service:DUK-04", "reason": "not_sure", "call_id": answers.CALL}
    assert desk.bodies("api/knowledge/doubts") == [doubt]
    agent.click("use-service")
    expect(agent.part("service-form")).to_contain_text("Birth certificate")
    expect(agent.part("field-nik")).to_have_value("3328014107900001")
    agent.looks("knowledge")


def test_wrap_up_by_keys_saves_code_and_note(agent, desk):
    agent.is_in_call()
    agent.part("notes").fill("Selesai")
    agent.is_wrapping_up()
    agent.page.locator("h1").click()
    agent.page.keyboard.press("2")
    expect(agent.part("wrap-up-filed")).to_be_checked()
    agent.looks("wrap-up")
    agent.click("save-wrap-up")
    assert desk.posted("api/wrap-up") == [{"code": "filed", "note": "Selesai"}]
    agent.click("extend-wrap-up")
    desk.posted("api/wrap-up/extend")
    desk.show("ready", wrap_up=None)
    expect(agent.part("wrap-up")).to_have_count(0)
    assert agent.page.evaluate("Object.keys(sessionStorage).length") == 0, "what callers said is forgotten"


def test_both_languages_and_a_dark_desk(open_desk, desk):
    agent = open_desk(color_scheme="dark")
    agent.is_in_call()
    agent.looks("call-dark")
    agent.page.get_by_text("EN", exact=True).first.click()
    expect(agent.part("hang-up")).to_have_text("Hang up")
    expect(agent.page.locator("html")).to_have_attribute("lang", "en")
    agent.looks("call-dark-en")
    agent.page.reload()
    expect(agent.part("hang-up")).to_have_text("Hang up")


def test_a_lost_server_and_a_line_taken_elsewhere_are_said(agent, desk):
    agent.is_in_state("not_ready")
    desk.carrier.drop(code=4409)
    expect(agent.page.get_by_text("dipakai halaman lain")).to_be_visible()
    desk.lose_pages()
    expect(agent.part("disconnected")).to_be_visible()
    agent.looks("disconnected")
    desk.refusing = False
    expect(agent.part("disconnected")).to_have_count(0, timeout=15000)


def test_an_agent_with_a_telephone_of_their_own_needs_no_microphone(desk, open_desk):
    desk.me["carrier"] = "twilio"
    agent = open_desk()
    agent.click("presence-button")
    agent.is_in_state("ready")
    agent.is_offered()
    agent.click("accept")
    desk.posted(f"api/offers/{answers.OFFER}/accept")
    desk.show_call()
    expect(agent.part("call-card")).to_contain_text("telepon Anda")
    expect(agent.part("mute")).to_have_count(0)
    assert desk.carrier.tokens == []


def test_what_is_due_stands_on_top_and_is_taken_by_the_keyboard(agent, desk):
    late = answers.follow_up("1", not_before=answers.ago(7200), not_after=answers.ago(60), attempts=1)
    others = answers.follow_up("3", taken_by={"me": False, "name": "Budi"}, not_before=answers.ago(-3600))
    desk.owes(late, answers.follow_up("2"), others)
    items = agent.part("follow-up")
    expect(items).to_have_count(3)
    states = [items.nth(place).get_by_test_id("due").get_attribute("data-state") for place in range(3)]
    assert states == ["late", "due", "later"]
    for words in ("Terlambat", "Percobaan 1 dari 3", "+62812•••890", "saya mau ganti KTP yang hilang", "Layanan umum"):
        expect(items.first).to_contain_text(words)
    expect(items.nth(2)).to_contain_text("Diambil Budi")
    agent.looks("follow-ups")
    items.first.get_by_test_id("take").focus()
    agent.page.keyboard.press("Enter")
    desk.posted(f"api/follow-ups/{'1' * 32}/take")
    desk.owes({**late, "taken_by": {"me": True, "name": "Sari"}}, answers.follow_up("2"), others)
    expect(items.first.get_by_test_id("call-back")).to_be_visible()
    expect(items.first).to_be_focused()
    agent.looks("follow-up-taken")


def test_an_agent_calls_back_and_says_what_came_of_it(agent, desk):
    mine = answers.follow_up("1", taken_by={"me": True, "name": "Sari"})
    desk.owes(mine)
    agent.click("call-back")
    desk.posted(f"api/follow-ups/{'1' * 32}/call")
    desk.show_call("connecting", calls_back=True)
    desk.carrier.ring("CA1", "+62211500112")
    desk.carrier.until(lambda: {"type": "answer", "call": "CA1"} in desk.carrier.messages)
    expect(agent.part("call-state")).to_have_text("Menelepon balik…")
    expect(agent.part("follow-ups")).to_have_count(0)
    expect(agent.page.get_by_text("+62 812-••••-890").first).to_be_visible()
    expect(agent.part("outcome")).to_have_count(0)
    desk.show_call(calls_back=True)
    expect(agent.part("recording")).to_have_count(0)
    agent.is_wrapping_up()
    agent.looks("follow-up-outcome")
    agent.click("outcome-done")
    assert desk.posted(f"api/follow-ups/{'1' * 32}/outcome") == [{"outcome": "done"}]
    desk.owes()
    expect(agent.part("outcome")).to_have_count(0)


def test_a_voicemail_is_heard_by_whoever_took_it(agent, desk):
    desk.owes(answers.follow_up("4", "voicemail", from_masked="", can_call=False))
    item = agent.part("follow-up")
    expect(item).to_contain_text("Pesan suara 0:14")
    expect(item).to_contain_text("tanpa nomor")
    expect(item.get_by_test_id("voicemail")).to_have_count(0)
    desk.owes(
        answers.follow_up("4", "voicemail", from_masked="", can_call=False, taken_by={"me": True, "name": "Sari"})
    )
    player = item.get_by_test_id("voicemail")
    player.evaluate("audio => audio.play()")
    player.evaluate(
        "audio => new Promise(heard => audio.currentTime ? heard() : audio.addEventListener('timeupdate', heard))"
    )
    expect(item.get_by_test_id("call-back")).to_have_count(0)
    expect(item.get_by_test_id("outcome-no_answer")).to_have_count(0)
    agent.looks("voicemail")
    agent.page.get_by_text("EN", exact=True).first.click()
    expect(agent.part("follow-ups")).to_contain_text("Callbacks and voicemails")
    item.get_by_test_id("outcome-closed").click()
    assert desk.posted(f"api/follow-ups/{'4' * 32}/outcome") == [{"outcome": "closed"}]
    desk.owes()
    expect(agent.part("follow-ups")).to_have_count(0)


def test_one_that_somebody_else_took_says_so(agent, desk):
    taken = {"error": {"code": "already_taken", "id": "Yang ini sudah diambil petugas lain.", "en": "Taken."}}
    desk.refusals[f"api/follow-ups/{'1' * 32}/take"] = (409, taken)
    desk.owes(answers.follow_up("1"))
    agent.click("take")
    expect(agent.page.get_by_text("Yang ini sudah diambil petugas lain.")).to_be_visible()


def test_shortcuts_are_listed_and_can_be_switched_off(agent):
    agent.is_in_state("not_ready")
    agent.page.keyboard.press("Shift+Slash")
    dialog = agent.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ctrl+Shift+U")
    agent.looks("shortcuts")
    dialog.get_by_role("switch").uncheck()
    agent.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    agent.page.keyboard.press("Shift+Slash")
    agent.click("help")
    expect(dialog.get_by_role("switch")).not_to_be_checked()


def test_an_enlarged_page_reflows(open_desk):
    agent = open_desk()
    agent.is_in_call()
    agent.page.set_viewport_size({"width": 640, "height": 360})
    assert agent.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "height"), [(640, 450), (360, 740), (800, 600)])
def test_nothing_is_cut_off_in_a_small_window(agent, width, height):
    """As at 200 % zoom: the page scrolls, and no panel hides a part of itself."""
    agent.is_in_call()
    agent.page.set_viewport_size({"width": width, "height": height})
    cut = (
        "() => [...document.querySelectorAll('.panel-body')].filter((b) => b.scrollHeight > b.clientHeight + 1).length"
    )
    agent.page.wait_for_function(f"() => ({cut})() === 0")
    agent.shuts_nobody_out()


def test_signing_out_posts_the_token(agent, desk):
    agent.click("user-menu")
    agent.click("sign-out")
    assert desk.posted("logout") == [{"csrf_token": answers.ME["csrf"]}]

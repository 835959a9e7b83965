"""The page of the knowledge on the real application: officer, manager and agent, each in a browser of their own."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.desk_user import BAD, SCREENSHOTS, SIZE

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
NARROW = {"width": 360, "height": 740}
DOCUMENT = "service:DUK-02"


@pytest.fixture
def base(open_house, free_port):
    house, port = open_house(), free_port()
    server = make_server("127.0.0.1", port, house.app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def person(base, new_context):
    """`person(name)` is signed in on the page of the knowledge. No page may have had a fault."""
    faults = []

    def open_page(name: str, **options) -> Page:
        page = new_context(bypass_csp=False, **{"viewport": SIZE, **options}).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: "Content Security Policy" in told.text and faults.append(told.text))
        page.goto(f"{base}/desk/login?next=/desk/knowledge")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("Kata sandi").fill(f"{name}-demo")
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_test_id("documents")).to_be_visible()
        return page

    yield open_page
    assert faults == []


def looks(page: Page, name: str) -> None:
    """Keeps a picture; nobody is shut out, and nothing is wider than the window."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"knowledge-{name}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert not [f"{v['id']}: {n['target']}" for v in found if v["impact"] in BAD for n in v["nodes"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def opened(page: Page, tab: str = "Formulir") -> None:
    page.goto(f"{page.url.split('#')[0]}#{DOCUMENT}")
    expect(page.get_by_test_id("preview")).to_contain_text("Yang didengar penelepon")
    page.get_by_role("tab", name=tab).click()


def step(page: Page, name: str, why: str = "sesuai Perda 4/2026") -> None:
    page.get_by_test_id(name).click()
    page.get_by_test_id("why").fill(why)
    page.get_by_test_id("confirm").click()
    expect(page.get_by_test_id("confirm")).to_have_count(0)


def fee(page: Page):
    return page.get_by_test_id("fact-fee").get_by_label("Jumlah (rupiah)")


def test_a_new_fee_goes_from_the_manager_over_the_agency_to_the_agents_desk(person, base):
    manager = person("manager")
    looks(manager, "list")
    opened(manager)
    manager.get_by_test_id("edit").click()
    fee(manager).fill("50000")
    manager.keyboard.press("Tab")
    expect(manager.get_by_test_id("preview")).to_contain_text("lima puluh ribu")
    expect(manager.get_by_test_id("saved-state")).to_have_text("Belum disimpan")
    manager.keyboard.press("Control+s")
    expect(manager.get_by_test_id("saved-state")).to_have_text("Tersimpan")
    looks(manager, "form")
    step(manager, "submit")

    officer = person("officer")
    expect(officer.get_by_test_id("for-you")).to_contain_text("Periksa")
    assert "KOM-01" not in officer.get_by_test_id("documents").inner_text()
    opened(officer, "Perubahan")
    expect(officer.get_by_test_id("changes")).to_contain_text("50000")
    looks(officer, "review")
    step(officer, "approve")

    manager.reload()
    manager.get_by_test_id("publish").click()
    looks(manager, "publish")
    manager.get_by_test_id("why").fill("mulai hari ini")
    manager.get_by_test_id("confirm").click()
    expect(manager.get_by_test_id("confirm")).to_have_count(0, timeout=PATIENCE_MS)
    expect(manager.get_by_test_id("versions")).to_have_count(0)
    manager.get_by_role("tab", name="Riwayat").click()
    expect(manager.get_by_test_id("history")).to_contain_text("menerbitkan")
    looks(manager, "history")
    card = manager.request.get(f"{base}/desk/api/services/DUK-02").json()["card"]
    assert card["fee"]["amount"] == 50000

    manager.get_by_role("button", name="Kembali ke teks sebelumnya").first.click()
    manager.get_by_test_id("why").fill("Perda dibatalkan")
    manager.get_by_test_id("confirm").click()
    expect(manager.get_by_test_id("history")).to_contain_text("menerbitkan lagi teks sebelumnya")
    assert manager.request.get(f"{base}/desk/api/services/DUK-02").json()["card"]["fee"]["amount"] == 0


def test_half_typed_text_breaks_nothing_and_each_problem_leads_to_its_line(person):
    officer = person("officer", color_scheme="dark")
    opened(officer, "Teks YAML")
    officer.get_by_test_id("edit").click()
    field = officer.get_by_test_id("text")
    text = field.input_value()
    field.fill(text.replace("identity: 2", "identity: 9").replace("kind:", "knd:"))
    officer.get_by_role("button", name="Baris").first.click()
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(selected) == "knd: application"
    looks(officer, "problems-dark")
    expect(officer.get_by_test_id("preview")).to_contain_text("menunggu")
    for broken in ("name: {id: [", "", "\t- :", text[: len(text) // 2]):
        field.fill(broken)
        expect(officer.get_by_test_id("problems")).to_contain_text("Baris")
    officer.get_by_role("tab", name="Formulir").click()
    officer.get_by_role("tab", name="Teks YAML").click()
    assert field.input_value() == text[: len(text) // 2].replace("\r", "")


def test_unsaved_work_is_not_left_by_mistake_and_a_second_window_is_told(person):
    officer = person("officer")
    opened(officer, "Teks YAML")
    officer.get_by_test_id("edit").click()
    field = officer.get_by_test_id("text")
    field.fill(field.input_value() + "# satu\n")
    officer.get_by_role("link", name="Semua dokumen").click()
    expect(officer.get_by_role("dialog")).to_contain_text("belum disimpan")
    officer.get_by_role("button", name="Tetap di sini").click()
    officer.get_by_test_id("save").click()
    expect(officer.get_by_test_id("saved-state")).to_have_text("Tersimpan")

    second = officer.context.new_page()
    second.goto(officer.url)
    second.get_by_role("tab", name="Teks YAML").click()
    for page, words in ((second, "# dua\n"), (officer, "# tiga\n")):
        typed = page.get_by_test_id("text")
        typed.fill(typed.input_value() + words)
        page.get_by_test_id("save").click()
        if page is second:
            expect(page.get_by_test_id("saved-state")).to_have_text("Tersimpan")
    expect(officer.get_by_test_id("conflict")).to_be_visible()
    assert officer.get_by_test_id("text").input_value().endswith("# tiga\n")
    looks(officer, "conflict")
    officer.get_by_role("button", name="Muat versi terbaru").click()
    expect(officer.get_by_test_id("conflict")).to_have_count(0)
    assert officer.get_by_test_id("text").input_value().endswith("# satu\n# dua\n")


def test_on_a_narrow_window_and_in_english_everything_is_still_there(person):
    page = person("manager", viewport=NARROW)
    looks(page, "list-narrow")
    opened(page)
    page.get_by_test_id("language").get_by_text("EN").click()
    page.get_by_test_id("edit").click()
    looks(page, "form-narrow")
    page.get_by_role("tab", name="YAML text").click()
    looks(page, "text-narrow")
    page.get_by_role("link", name="All documents").click()
    page.get_by_test_id("new-article").click()
    page.get_by_test_id("code").fill("art-77")
    page.get_by_test_id("confirm").click()
    expect(page.get_by_test_id("saved-state")).to_have_text("Saved")
    looks(page, "article-narrow")

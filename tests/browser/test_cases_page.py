"""The page of the cases in a real browser against the real application: by keyboard, at two sizes, two officers at once."""

from datetime import timedelta
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from werkzeug.serving import make_server

from casework.changes import change
from casework.models import cases
from runtime import accounts
from runtime.models import outbox
from tests.browser.desk_user import BAD, SCREENSHOTS, SIZE
from tests.integration.casework.filing import NIK, SLOTS, file

pytestmark = pytest.mark.browser
NARROW = {"width": 360, "height": 740}
TWICE = "button => { button.click(); button.click(); }"


@pytest.fixture
def served(open_house, free_port):
    """A house with three cases: one late, one whose delivery was given up, one another agency's."""
    house, port = open_house(), free_port()
    now, parts = house.clock.now(), house.parts
    with parts.database.begin() as conn:
        first = []
        for n, why in enumerate(("rusak", "hilang", "rusak")):
            slots = {**SLOTS, "alasan": why}
            first.append(file(conn, house.clock, key=f"k{n}", slots=slots, phone=None, actor=None, office=parts.office))
        for filed in first[:1] + first[2:]:
            change(conn, now, filed.case_id, "deliver", actor=None)
        late = {"due_at": now - timedelta(days=2), "warned_at": now - timedelta(days=4)}
        conn.execute(update(cases).where(cases.c.id == first[0].case_id).values(**late))
        conn.execute(update(cases).where(cases.c.id == first[2].case_id).values(agency="KOM"))
        row = conn.execute(select(outbox.c.id, outbox.c.payload).where(outbox.c.kind == "deliver_case")).all()
        stuck = next(one.id for one in row if one.payload["case_id"] == first[1].case_id)
        given_up = {"given_up_at": now, "attempts": 60, "last_error": "Refused: 422 the agency does not know DUK-02"}
        conn.execute(update(outbox).where(outbox.c.id == stuck).values(**given_up))
    server = make_server("127.0.0.1", port, house.app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield house, f"http://127.0.0.1:{port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def sign_in(served, new_context):
    """`sign_in(name, **context options)`: that person's page, which may have no fault and break no policy."""
    faults = []

    def open_page(name: str, **options) -> Page:
        page = new_context(bypass_csp=False, **{"viewport": SIZE, **options}).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: "Content Security" in told.text and faults.append(told.text))
        page.goto(f"{served[1]}/desk/login?next=/desk/cases")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("Kata sandi").fill(f"{name}-demo")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/cases")
        return page

    yield open_page
    assert faults == []


def row(page: Page, reference: str):
    return page.locator(f"tr[data-reference='{reference}']")


def looks(page: Page, name: str) -> None:
    """Keeps a picture; nothing is wider than the window, and nobody is shut out."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"cases-{name}.png", full_page=True, animations="disabled")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than its window"
    found = Axe().run(page).response["violations"]
    assert not [f"{v['id']}: {n['target']}" for v in found if v["impact"] in BAD for n in v["nodes"]], name


def test_an_officer_works_a_case_by_keyboard(sign_in, served):
    page = sign_in("officer")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(row(page, "26-0001-7")).to_contain_text("Terlambat")
    expect(row(page, "26-0002-5")).to_contain_text("Gagal, dihentikan")
    looks(page, "list")

    row(page, "26-0001-7").get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", name="26-0001-7")).to_be_focused()
    answers = page.get_by_test_id("answers")
    expect(answers).to_contain_text("rusak")
    expect(answers).not_to_contain_text(NIK)
    page.get_by_role("button", name="Tampilkan NIK").press("Enter")
    expect(answers).to_contain_text(NIK)

    page.get_by_test_id("step-accept").evaluate(TWICE)
    expect(page.get_by_test_id("state")).to_have_text("Dikerjakan")
    expect(page.get_by_test_id("history").locator("li", has_text="Mulai kerjakan".lower())).to_have_count(1)
    page.get_by_test_id("note").get_by_role("textbox").fill("Sudah ditelepon, datang besok.")
    page.get_by_role("button", name="Simpan catatan").press("Enter")
    expect(page.get_by_test_id("history")).to_contain_text("Sudah ditelepon")
    looks(page, "case")

    page.get_by_test_id("step-reject").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("tidak dapat dibatalkan")
    expect(page.get_by_test_id("sure")).to_be_disabled()
    looks(page, "reject")
    dialog.get_by_role("textbox").fill("Foto tidak sesuai")
    page.get_by_test_id("sure").press("Enter")
    expect(page.get_by_test_id("state")).to_have_text("Ditolak")
    expect(page.get_by_test_id("steps")).to_contain_text("sudah selesai")
    page.get_by_role("link", name="Kembali ke daftar").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_who_comes_second_is_told_and_papers_are_asked_for_on_a_narrow_window(sign_in, served):
    page = sign_in("officer", viewport=NARROW)
    expect(page.locator("tbody tr")).to_have_count(2)
    looks(page, "narrow-list")
    page.get_by_role("link", name="26-0001-7").click()
    expect(page.get_by_test_id("state")).to_have_text("Masuk")
    house = served[0]
    with house.parts.database.begin() as conn:
        case_id = conn.execute(select(cases.c.id).where(cases.c.reference == "2600017")).scalar_one()
        boss = accounts.named(conn, "supervisor")
        change(conn, house.clock.now(), case_id, "accept", actor=boss.id)
    page.get_by_test_id("step-accept").click()
    expect(page.get_by_test_id("overtaken")).to_contain_text("Rina Hartati")
    expect(page.get_by_test_id("state")).to_have_text("Dikerjakan")

    page.get_by_test_id("step-request_documents").click()
    page.get_by_label("Lainnya, satu per baris").fill("Pas foto terbaru")
    looks(page, "narrow-papers")
    page.get_by_test_id("sure").click()
    expect(page.get_by_test_id("state")).to_have_text("Menunggu pemohon")
    expect(page.get_by_test_id("clock")).to_contain_text("Pas foto terbaru")
    looks(page, "narrow-case")

    page.get_by_test_id("to-letters").click()
    expect(page.get_by_test_id("letters")).to_contain_text("does not know DUK-02")
    looks(page, "narrow-letters")
    page.get_by_role("button", name="Kirim ulang 26-0002-5").click()
    expect(page.get_by_text("Semua terkirim")).to_be_visible()

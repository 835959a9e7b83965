"""The status page in a real browser that runs no script, at a small window and a large one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.desk_user import BAD, SCREENSHOTS
from tests.integration.casework.filing import file
from tests.integration.casework.test_appointments import NEW

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
SMALLEST_TARGET = 48


@pytest.fixture
def served(open_house, free_port):
    """The base address of a house with two cases, and their references: of a lost card, and of an appointment."""
    from threading import Thread

    house, port = open_house(), free_port()
    with house.parts.database.begin() as conn:
        lost_card = file(conn, house.clock).reference
        given = {"office": house.parts.office, "places": house.parts.catalogue.locations, "kind": "appointment"}
        booked = file(conn, house.clock, "k2", "DUK-01", NEW | {"tanggal_janji": "2026-12-01"}, **given).reference
    server = make_server("127.0.0.1", port, house.app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{port}", lost_card, booked
    server.shutdown()
    thread.join()


def look_up(page: Page, reference: str, ending: str) -> None:
    page.get_by_label("Nomor permohonan").fill(reference)
    page.get_by_label("Empat angka terakhir").fill(ending)
    page.get_by_role("button", name="Lihat status").click()


def fits(page: Page, name: str) -> None:
    """Nothing is wider than the window, and whatever can be pressed is large enough; keeps a picture."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"status-{name}.png", full_page=True)
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
    for target in page.locator("a, button, input:not([type=hidden])").all():
        box = target.bounding_box()
        assert box["height"] >= SMALLEST_TARGET and box["width"] >= SMALLEST_TARGET, (name, target.inner_html(), box)


def shuts_nobody_out(new_context, page: Page) -> None:
    """Judged in a context with scripts, for axe is one; the page is the same text."""
    judge = new_context(viewport=page.viewport_size).new_page()
    judge.goto(page.url)
    judge.set_content(page.content())
    judge.wait_for_load_state()
    found = Axe().run(judge).response["violations"]
    assert not [f"{v['id']}: {n['target']}" for v in found if v["impact"] in BAD for n in v["nodes"]]


@pytest.mark.parametrize(("size", "scheme"), [(SMALL, "light"), ({"width": 1280, "height": 800}, "dark")])
def test_a_citizen_finds_the_case_without_a_script(served, new_context, size, scheme):
    base, lost_card, booked = served
    name = f"{size['width']}-{scheme}"
    page = new_context(java_script_enabled=False, viewport=size, color_scheme=scheme).new_page()
    page.goto(base)
    page.get_by_role("link", name="Lihat status permohonan saya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Status permohonan")
    fits(page, f"form-{name}")
    shuts_nobody_out(new_context, page)

    look_up(page, "2600018", "78")
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    expect(page).to_have_title("Galat: Status permohonan · Layanan Terpadu Satu Pintu")
    fits(page, f"errors-{name}")
    shuts_nobody_out(new_context, page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Nomor permohonan")).to_be_in_viewport()

    look_up(page, lost_card, "7890")
    expect(page.get_by_role("heading", level=1)).to_have_text("Penggantian KTP hilang atau rusak")
    expect(page.locator(".facts")).to_contain_text("sudah kami terima")
    assert page.url == f"{base}/status?language=id"
    fits(page, f"case-{name}")
    shuts_nobody_out(new_context, page)

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Replacement of a lost or damaged identity card")
    fits(page, f"english-{name}")

    page.get_by_role("link", name="Look up another case").click()
    page.get_by_role("link", name="Indonesia").click()
    look_up(page, booked, "7890")
    expect(page.locator(".facts")).to_contain_text("1 Desember 2026, 08.00 WIB")
    fits(page, f"appointment-{name}")
    shuts_nobody_out(new_context, page)

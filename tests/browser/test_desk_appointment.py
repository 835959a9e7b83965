"""The agent's form of a service with an appointment: the free times of the chosen place are there to be pressed."""

import pytest
from playwright.sync_api import expect

from tests.browser import desk_answers as answers
from tests.browser.canned_desk import CannedDesk
from tests.browser.desk_user import SIZE, DeskUser

pytestmark = pytest.mark.browser
DAY = {
    "name": "tanggal_janji",
    "type": "date",
    "label": "Tanggal janji temu",
    "ask": "Tanggal berapa?",
    "required": True,
    "appointment": "lokasi_ambil",
}


@pytest.fixture
def desk(free_port, echo_carrier):
    desk = CannedDesk(free_port(), echo_carrier)
    desk.more_fields.append(DAY)
    yield desk
    desk.stop()


def test_a_free_time_is_chosen_by_a_press_and_filed(desk, new_context):
    agent = DeskUser(new_context(bypass_csp=False, viewport=SIZE), desk)
    agent.is_in_call()
    expect(agent.part("free-times")).to_have_count(0)
    agent.fill_form()
    times = agent.part("free-times").get_by_role("button")
    expect(times).to_have_text([f"27-11-2026 pukul {clock}" for clock in ("08.00", "08.15", "13.00")])
    agent.part("field-tanggal_janji").fill("01-12-2026")
    expect(times.first).to_have_text("01-12-2026 pukul 08.00")
    times.nth(1).click()
    expect(agent.part("field-tanggal_janji")).to_have_value("01-12-2026 08.15")
    expect(times.nth(1)).to_have_attribute("aria-pressed", "true")
    agent.looks("appointment")
    agent.part("field-lokasi_ambil").select_option("kecamatan")
    expect(agent.part("free-times")).to_have_count(0)
    agent.part("field-lokasi_ambil").select_option("mpp")
    desk.refusals["api/cases"] = (422, {"errors": {"tanggal_janji": {"id": "Waktu itu sudah penuh.", "en": "Full."}}})
    agent.click("submit-case")
    expect(agent.part("error-summary")).to_contain_text("Waktu itu sudah penuh.")
    assert desk.bodies("api/cases")[0]["slots"]["tanggal_janji"] == "01-12-2026 08.15"
    assert desk.bodies("api/cases")[0]["call_id"] == answers.CALL
    assert agent.faults == []

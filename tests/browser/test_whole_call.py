"""The whole call: a citizen's voice and keys, the card, an agent, a transaction filed, a reference number, the survey."""

import json
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from casework.models import cases, survey_answers
from tests.browser.agent import Agent
from tests.browser.caller import Caller
from tests.browser.product import ROOT, Product
from tests.sound import chirps, windows

pytestmark = [pytest.mark.browser, pytest.mark.alone, pytest.mark.timeout(300)]
ALIKE = 0.9
# All parts of this call share two cores: some quarters of a second may hold a late frame. The sound path has its own test.
WHOLE = 0.7
TALK_S = 3.0
PROMPT_ALIKE, SPOKEN_S = 0.7, 16.0
SCREENSHOTS = ROOT / "var" / "screenshots"
ANSWERS = {
    "nik": "3328014107900001",
    "tanggal_lahir": "01-07-1990",
    "telepon": "081234567890",
    "nomor_surat_kehilangan": "SKTLK/123/XI/2026",
    "tanggal_surat_kehilangan": "20-11-2026",
    "lokasi_ambil": "kecamatan",
}


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    product = Product(tmp_path_factory.mktemp("product")).start()
    yield product
    product.stop()


def picture(person, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    person.page.screenshot(path=SCREENSHOTS / f"{name}.png")


def hears(listener, speaker, seed):
    """What one says arrives at the other, and not as an echo."""
    said = chirps(seed, TALK_S)
    listener.listen()
    speaker.say(said)
    listener.has_listened_for(TALK_S + 1.2)
    scores = windows(listener.heard(), said, play_s=0.4)
    assert sum(score > ALIKE for score in scores) >= len(scores) * WHOLE, scores


def serve(product, caller, agent, name):
    """From the offer to the wrap-up. Returns the reference number that was read out and sent."""
    picture(agent, f"{name}-offer")
    agent.accept()
    caller.is_in_state("talking")
    hears(agent, caller, 1)
    hears(caller, agent, 2)
    picture(agent, f"{name}-call")
    agent.fill(ANSWERS)
    reference = agent.submit()
    agent.by("send-sms").click()
    assert reference in re.sub(r"\D", "", caller.message(reference[:2]))
    picture(agent, f"{name}-filed")
    picture(caller, f"{name}-caller")
    agent.hang_up()
    agent.wrap_up("filed")
    return reference


def answer_survey(caller):
    for key in "434":
        caller.is_told(r"nilai|rate|satu sampai empat|one to four|seberapa|how (easy|quickly|friendly)")
        caller.press(key)
    caller.is_in_state("ended", 40_000)


def is_filed(product, reference):
    with product.database.read() as conn:
        row = conn.execute(select(cases).where(cases.c.reference == reference)).mappings().one()
        scores = conn.execute(
            select(survey_answers.c.score).where(survey_answers.c.call_id == row["call_id"])
        ).scalars()
        assert row["service"] == "DUK-02"
        assert row["slots"]["alasan"] == "hilang"
        assert len(list(scores)) == 3
    file = product.var / "agencies" / "DUK" / f"{reference}.json"
    product.wait_until(lambda _health: file.exists())
    dropped = json.loads(file.read_text())
    assert re.sub(r"\D", "", dropped["reference"]) == reference


@pytest.fixture
def agent(product, new_context):
    agent = Agent(new_context(viewport={"width": 1280, "height": 720}), product.base)
    agent.become_ready()
    yield agent
    agent.is_in_state("ready")
    agent.by("presence-button").click()
    agent.is_in_state("not_ready")
    assert not agent.faults


@pytest.fixture
def phone(product, new_context):
    """`phone(language)` is somebody at the browser phone, who has dialled."""
    callers = []

    def dialled(language):
        callers.append(Caller(new_context(), product, language))
        callers[-1].call()
        callers[-1].is_told("112")
        return callers[-1]

    yield dialled
    assert [fault for caller in callers for fault in caller.faults] == []


def test_a_caller_who_speaks_is_served_to_a_filed_transaction(product, agent, phone):
    caller = phone("id")
    caller.listen()
    caller.chooses("1", "Apa yang bisa kami bantu")
    caller.has_heard("Percakapan ini direkam.", PROMPT_ALIKE)
    caller.speak("saya mau ganti KTP yang hilang")
    caller.is_told("Penggantian KTP")
    caller.press("0")
    reference = serve(product, caller, agent, "voice")
    answer_survey(caller)
    is_filed(product, reference)


def test_the_same_call_with_keys_only_and_the_number_asked_for_by_the_next_call(product, agent, phone):
    caller = phone("id")
    caller.chooses("1", "Apa yang bisa kami bantu")
    caller.chooses("1", "Penggantian KTP")
    caller.press("0")
    reference = serve(product, caller, agent, "keys")
    answer_survey(caller)
    is_filed(product, reference)

    caller.call()
    caller.chooses("1", "Apa yang bisa kami bantu")
    caller.chooses("3", "Permohonan terakhir")
    caller.chooses("2", "nomor permohonan")
    caller.listen()
    caller.press(reference)
    caller.is_told("Penggantian KTP hilang atau rusak: ")
    told = caller.last_told(r"Nomor [^.]+\.")
    caller.has_listened_for(SPOKEN_S)
    caller.has_heard(told, PROMPT_ALIKE)
    caller.page.click('[data-phone="red"]')


def test_the_same_call_in_english_while_kill_9_hits_the_web_process_in_the_middle_of_the_conversation(
    product, agent, phone
):
    caller = phone("en")
    caller.chooses("2", "How can we help")
    caller.speak("I lost my identity card")
    caller.is_told("Replacement")
    caller.press("0")
    picture(agent, "english-offer")
    agent.accept()
    caller.is_in_state("talking")
    product.kill_web()
    hears(agent, caller, 3)
    hears(caller, agent, 4)
    product.wait_until(lambda health: health["status"] == "ok")
    picture(agent, "english-call")
    agent.fill(ANSWERS)
    kill_between_submit_and_its_answer(product, agent)
    reference = agent.submit()
    picture(agent, "english-filed")
    agent.hang_up()
    agent.wrap_up("filed")
    answer_survey(caller)
    is_filed(product, reference)
    with product.database.read() as conn:
        call = conn.execute(select(cases.c.call_id).where(cases.c.reference == reference)).scalar_one()
        assert len(conn.execute(select(cases.c.id).where(cases.c.call_id == call)).all()) == 1


def kill_between_submit_and_its_answer(product, agent):
    """The server has filed the case and dies; the desk never hears of it."""
    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        product.kill_web()
        route.abort()

    agent.page.route("**/desk/api/cases", lose, times=1)
    with agent.page.expect_event("requestfailed", lambda request: request.url.endswith("/desk/api/cases")):
        agent.by("submit-case").click()
    assert lost == [201]
    product.wait_until(lambda health: health["status"] == "ok")
    expect(agent.by("submit-case")).to_be_enabled()


def test_a_reload_of_the_desk_does_not_end_the_call_and_a_lost_agent_brings_the_caller_back(
    product, new_context, phone
):
    lost = Agent(new_context(), product.base, "agent2")
    lost.become_ready()
    caller = phone("id")
    caller.chooses("1", "Apa yang bisa kami bantu")
    caller.press("0")
    lost.accept()
    lost.page.reload()
    lost.is_talking()
    lost.has_sound()
    hears(caller, lost, 5)
    hears(lost, caller, 6)
    lost.page.context.close()
    other = Agent(new_context(), product.base, "supervisor")
    other.become_ready()
    other.by("accept").wait_for(timeout=90_000)
    other.accept()
    hears(other, caller, 7)
    other.hang_up()
    other.wrap_up("answered")
    answer_survey(caller)

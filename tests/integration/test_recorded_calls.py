"""A call that was had through the webhooks comes back as a golden call that goes the same way, and tells nobody's own values."""

from dataclasses import replace

import pytest

from deploy.golden.given import Impossible, origin, put
from deploy.golden.house import House
from deploy.golden.record import main
from deploy.golden.recorded import read_call
from deploy.golden.retelling import retell
from deploy.golden.webhook_line import WebhookLine
from ivr.golden import play_golden, play_steps
from ivr.golden_suite import read_suite
from ivr.terminal.sources import read_sources
from ivr.yaml_source import read_yaml
from tests.unit.test_flows import FLOWS, ROOT

SUITE = [script.call for script in read_suite(read_sources(FLOWS).files) if script.call is not None]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    opened = House(ROOT, tmp_path_factory.mktemp("recorded"), SUITE[0].at)
    yield opened
    opened.close()


def had(house: House, call) -> str:
    """Its id, when it has been had."""
    house.begin_anew(call.at)
    put(house, call)
    line = WebhookLine(house, origin(call), call.dial, dial=call.given.dial)
    assert play_steps(call, line, line.start).passed
    return line.call


def told_again(house: House, id: str):
    with house.parts.database.read() as conn:
        call = read_call(conn, id)
    flow = house.parts.flows.pinned(call.revision, call.flow)
    return call, retell(call, flow, house.settings.timezone), flow


def passed(house: House, id: str) -> list[str]:
    with house.parts.database.read() as conn:
        return [node for turn in read_call(conn, id).turns for node in turn.path]


@pytest.mark.parametrize("call", SUITE, ids=lambda call: call.name)
def test_what_was_had_goes_the_same_way_again(house, call) -> None:
    try:
        id = had(house, call)
    except Impossible as impossible:
        pytest.skip(str(impossible))
    _, told, flow = told_again(house, id)
    assert told.parted == ""
    tree, issues = read_yaml(told.text(), "x.yaml")
    assert (tree is not None, issues) == (True, [])
    outcome = play_golden(tree, flow.library.flows, "x.yaml", {})
    assert [str(issue) for issue in outcome.issues] == []
    assert outcome.nodes == set(passed(house, id))


PERSONAL = """
call: personal
dial: "+62211500112"
at: 2026-11-24T10:00+07:00
given: {caller: {number: "+6281355577799"}}
steps:
  - press: "1"
  - say: saya Budi Hartono mau ganti KTP yang hilang, nomor 3328014508850003
  - press: "1"
  - press: "1"
  - press: "1"
  - press: "123456"
  - press: "3328014508850003"
  - say: lima agustus seribu sembilan ratus delapan puluh lima
  - press: "2"
  - press: "081355566677#"
  - press: "3"
  - hear: berakhir nol nol tiga
  - say: tidak
  - press: "1"
  - press: "3328014508850003"
  - press: "1"
  - say: tidak, cukup, salam dari Budi Hartono
"""
OWN = ("3328014508850003", "8850003", "81355577799", "81355566677", "Budi", "Hartono", "agustus", "1985")


def personal(house: House) -> str:
    (script,) = read_suite({"calls/p.yaml": PERSONAL})
    assert script.call is not None
    return had(house, script.call)


def test_nothing_of_the_callers_own_is_told(house) -> None:
    id = personal(house)
    _, told, _ = told_again(house, id)
    text = told.text().lower()
    assert told.parted == ""
    assert [own for own in OWN if own.lower() in text] == []
    assert text.count('press: "3328014107900001"') == 2, "the same value has the same stand-in"
    assert "mau ganti ktp" in text
    assert id not in text


def test_the_command_prints_the_call(house, capsys, monkeypatch) -> None:
    id = personal(house)
    monkeypatch.setenv("DATABASE_URL", house.settings.database_url)
    monkeypatch.setenv("VAR_DIR", str(house.settings.var))
    assert main(["record", id]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# From a recorded call")
    assert printed.err == ""
    assert main(["record", "0" * 32]) == 2
    assert "there is no call" in capsys.readouterr().err


def test_where_it_goes_otherwise_is_said(house, capsys, monkeypatch) -> None:
    """What the caller said then is understood no more."""
    id = personal(house)
    _, told, flow = told_again(house, id)
    call = told.call
    turns = (*call.turns[:2], replace(call.turns[2], path=("hotline.complaint",)), *call.turns[3:])
    again = retell(replace(call, turns=turns), flow, house.settings.timezone)
    assert "then the call went to ['hotline.complaint']" in again.parted

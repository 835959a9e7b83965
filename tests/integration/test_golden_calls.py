"""Every golden call through the signed webhooks of the whole house; what a house cannot be given is skipped, and says why."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from deploy.golden.__main__ import main
from deploy.golden.house import House
from deploy.golden.through_webhooks import through_webhooks
from deploy.golden.webhook_line import WebhookLine
from ivr.golden_expectations import SEEN
from ivr.golden_suite import read_suite
from ivr.terminal.sources import read_sources
from tests.unit.test_flows import CALLS, FLOWS, ROOT

HEAD = 'call: x\ndial: "+62211500112"\nat: 2026-11-24T10:00+07:00\n'


def scripts_of(text: str):
    return read_suite({"calls/x.yaml": HEAD + text})


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    suite = read_suite(read_sources(FLOWS).files)
    var = tmp_path_factory.mktemp("golden")
    return {outcome.name: outcome for outcome in through_webhooks(suite, ROOT, var)}


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_every_golden_call_goes_as_written_through_the_webhooks(outcomes, path: Path) -> None:
    outcome = outcomes[path.stem]
    assert [str(issue) for issue in outcome.issues] == []
    if outcome.skipped:
        pytest.skip(outcome.skipped)


def test_most_calls_can_be_played_in_a_house(outcomes) -> None:
    assert sum(outcome.passed for outcome in outcomes.values()) >= 0.8 * len(outcomes)


@pytest.fixture
def house_line(tmp_path):
    house = House(ROOT, tmp_path, datetime.fromisoformat("2026-11-24T10:00+07:00"))
    line = WebhookLine(house, "+6281200000000", "+62211500112")
    line.start()
    yield line
    house.close()


def one(tmp_path: Path, text: str):
    (outcome,) = through_webhooks(scripts_of(text), ROOT, tmp_path)
    return outcome


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("[{hear: nothing of the kind}]", "not heard: 'nothing of the kind'. Heard: 'Selamat datang"),
        ("[{agent: left}]", "the carrier is in <Gather>, not in <Enqueue>"),
        ("[{record: 9}]", "the carrier is in <Gather>, not in <Record>"),
        ('[{press: "1"}, {expect: {queue: umum}}]', "queue: wanted 'umum', found ''"),
        ('[{press: "1"}, {press: "0"}, {press: "9"}]', "'9' does not lead out of this queue"),
        ('[{press: "1"}, {press: "0"}, {say: ya}]', "the carrier is in <Enqueue>, not in <Gather>"),
    ],
)
def test_what_goes_otherwise_fails_where_it_stands(tmp_path, steps: str, words: str) -> None:
    (issue,) = one(tmp_path, f"steps: {steps}\n").issues
    assert words in issue.text
    assert (issue.file, issue.line) == ("calls/x.yaml", 4)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("{message: false}", "messages do not fail"),
        ("{submit: {result: failed}}", "filing does not end as 'failed'"),
        ("{submit: '2600421'}", "no case of the year gets the reference 2600421"),
        ("{service_card: {DUK-02: failed}}", "its own service_card does not answer 'failed'"),
        ("{service_card: {DUK-02: {fee: {amount: 5000}}}}", "its own card of DUK-02 says otherwise"),
        ("{case_status: {'2600420': {service_name: Surat sakti}}}", "no service of its is called 'Surat sakti'"),
        (
            "{case_status: {'2600420': {service_name: Akta kelahiran, state_label: hilang}}}",
            "no case of its is 'hilang'",
        ),
        ("{caller: {mobile: false}}", "a caller of that number has mobile True, not False"),
        ("{http: {weather: {degrees: 31}}}", "a lookup outside"),
        ("{hours_always: true}", "those of the calendars"),
        ("{callback: {result: refused}}", "decided by the number"),
    ],
)
def test_what_a_house_cannot_be_given_is_skipped_with_its_reason(tmp_path, given: str, words: str) -> None:
    outcome = one(tmp_path, f"given: {given}\nsteps: [{{hear: '112'}}]\n")
    assert words in outcome.skipped
    assert not outcome.passed
    assert not outcome.issues


def test_whatever_may_be_expected_can_be_seen_in_a_house(house_line) -> None:
    for what in SEEN:
        house_line.seen(what)
    assert house_line.seen("trail") == "hotline.notice > hotline.choose_language"


def test_no_call_knows_of_the_one_before(tmp_path) -> None:
    file = {f"calls/{n}.yaml": HEAD.replace("x", str(n)) + "steps: [{hear: '112'}, {hang_up: true}]\n" for n in (1, 2)}
    seen = HEAD.replace("x", "3") + 'steps: [{press: "1"}, {expect: {slots: {}, passed: [hotline.main]}}]\n'
    outcomes = list(through_webhooks(read_suite({**file, "calls/3.yaml": seen}), ROOT, tmp_path))
    assert [outcome.passed for outcome in outcomes] == [True] * 3


def test_the_command_says_what_was_skipped(capsys, tmp_path) -> None:
    words = ["test", str(FLOWS), "--through", "webhooks", "--call", "silent_caller", "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"call": "silent_caller", "passed": True, "skipped": "", "issues": []}
    ]
    assert main([*words, "--update"]) == 2
    assert main(["test", str(FLOWS), "--through", "webhooks", "--call", "nobody"]) == 2
    assert main(["test", str(tmp_path), "--through", "webhooks"]) == 2
    assert "flows/ beside knowledge_base/services/" in capsys.readouterr().err
    assert main(["test", str(FLOWS), "--through", "engine", "--call", "silent_caller"]) == 0

"""`python -m ivr check|play|test PATH [--json]`: exit codes and lines."""

import json
import time
from pathlib import Path

import pytest
import time_machine

from ivr.limits import MAX_FILES
from ivr.terminal.command import main
from ivr.terminal.play import play
from tests.unit.ivr.house import HEAD, NOON, TAIL, compiled, files

FLOW = f"{HEAD}start: ask\nnodes:\n  ask: {{menu: {{choices: [{{key: 1, label: {{id: lanjut, en: on}}, goto: bye}}]}}}}\n{TAIL}"
GOLDEN = 'call: x\nat: 2026-11-24T10:00+07:00\nsteps: [{press: "1"}, {hear: WORDS}]\n'


def folder(root: Path, **more: str) -> str:
    for path, text in files(FLOW, **more).items():
        target = root / "flows" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return str(root / "flows")


@time_machine.travel("2026-06-01T10:00+07:00")
def test_check_of_right_flows_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", folder(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


@time_machine.travel("2026-11-24T10:00+07:00")
def test_check_warns_of_a_year_without_holidays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", folder(tmp_path)]) == 0
    assert (
        "calendars/kantor.yaml:2:1: warning: the calendar 'kantor' has no holidays for 2027" in capsys.readouterr().out
    )


def test_holidays_of_a_year_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["holidays", "2027"]) == 0
    assert '{date: 2027-08-17, name: {id: "Hari Kemerdekaan' in capsys.readouterr().out


def test_check_names_file_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path, **{"hotline.yaml": FLOW.replace("goto: bye", "goto: bay")})
    assert main(["check", path]) == 1
    assert "hotline.yaml:12:" in (said := capsys.readouterr().out)
    assert ": error: there is no node 'bay'; did you mean 'bye'?" in said
    assert main(["check", path, "--json"]) == 1
    issue = json.loads(capsys.readouterr().out)[0]
    assert (issue["file"], issue["line"], issue["severity"]) == ("hotline.yaml", 12, "error")


def test_warnings_alone_exit_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path, **{"hotline.yaml": FLOW + "  alone: {goto: bye}\n"})
    assert main(["check", path]) == 0
    assert ": warning: nothing leads to" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "code"), [("Selesai", 0), ("Pulang", 1)])
def test_golden_calls_decide(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, code: int) -> None:
    path = folder(tmp_path, **{"calls/x.yaml": GOLDEN.replace("WORDS", words)})
    assert main(["test", path]) == code
    assert f"{1 - code} of 1 golden calls passed" in capsys.readouterr().out
    assert main(["test", path, "--json"]) == code
    assert json.loads(capsys.readouterr().out)[0]["passed"] is (code == 0)


def test_services_beside_the_flows_are_known(tmp_path: Path) -> None:
    services = tmp_path / "knowledge_base" / "services"
    services.mkdir(parents=True)
    (services / "agencies.yaml").write_text("agencies: [{code: DUK, name: {id: a, en: b}}]", encoding="utf-8")
    (services / "x.yaml").write_text("code: DUK-02\nagency: DUK\nname: {id: a, en: b}\nfields: []\n", encoding="utf-8")
    nodes = "  ask: {set: {service: DUK-03}, next: bye}\n"
    assert main(["check", folder(tmp_path, **{"hotline.yaml": f"{HEAD}start: ask\nnodes:\n{nodes}{TAIL}"})]) == 1
    nodes = nodes.replace("DUK-03", "DUK-02")
    assert main(["check", folder(tmp_path, **{"hotline.yaml": f"{HEAD}start: ask\nnodes:\n{nodes}{TAIL}"})]) == 0


@pytest.mark.parametrize("arguments", [[], ["sing", "flows"], ["check"]])
def test_wrong_use_exits_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_path_that_is_not_there_exits_2(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 2


def test_a_call_by_typing() -> None:
    said: list[str] = []
    lines = ["*", "abc", "", "/agent left", "0", "1", "/agent full"]
    play(compiled(FLOW).flows["hotline"], lines, said.append, NOON)
    text = "\n".join(said)
    assert "Untuk lanjut, tekan satu." in text
    assert "(3 wait" in text
    assert "[waits in the queue umum; /agent left]" in text
    assert "(nothing can be pressed while the call waits for Queue)" in text
    assert said[-1] == "  [the call has ended]"


def test_one_file_is_checked_with_the_folder_it_stands_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(
        folder(tmp_path, **{"hotline.yaml": FLOW + "  alone: {goto: bye}\n", "calls/x.yaml": "call: x\nkall: y\n"})
    )
    assert main(["check", str(path / "hotline.yaml")]) == 0
    assert "nothing leads to" in (said := capsys.readouterr().out)
    assert [line.partition(":")[0] for line in said.splitlines()] == ["hotline.yaml"]
    assert main(["check", str(path / "calls" / "x.yaml")]) == 1
    assert "calls/x.yaml:2:1: error: unknown key 'kall'; did you mean 'call'?" in (said := capsys.readouterr().out)
    assert "hotline.yaml" not in said
    assert main(["check", str(path / "sentences" / "id" / "all.yaml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["check", str(path)]) == 1


def test_a_file_of_10_mb_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(folder(tmp_path))
    (path / "large.yaml").write_bytes(b"a: b\n" * 2_000_000)
    began = time.process_time()
    assert main(["check", str(path)]) == 1
    assert time.process_time() - began < 1
    assert "large.yaml:1:1: error: longer than 400000 characters; divide the file" in capsys.readouterr().out


def test_a_folder_of_thousands_of_files_is_no_folder_of_flows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}.yaml").touch()
    assert main(["check", str(tmp_path)]) == 2
    assert "is this a folder of flows?" in capsys.readouterr().err

"""`python -m ivr revisions|diff|publish|rollback|cancel|export|import`: exit codes, words, and what changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.flow_versions.__main__ import main
from runtime.flow_versions.people import at_terminal

ROOT = Path(__file__).parents[2]
TIMEOUT = "timeout: 6s"


@pytest.fixture
def run(house, monkeypatch, capsys):
    """`run(words)` -> exit code, what was printed, what was complained of."""
    monkeypatch.setenv("DATABASE_URL", house.settings.database_url)
    monkeypatch.setenv("VAR_DIR", str(house.settings.var))

    def run(*words):
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped flows; `folder(old, new)` changes its hotline."""
    path = tmp_path / "working"
    shutil.copytree(ROOT / "flows", path, ignore=shutil.ignore_patterns("*.md"))

    def change(old=TIMEOUT, new="timeout: 9s"):
        file = path / "hotline.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        return path

    return change


def listed(run):
    return json.loads(run("revisions", "--json")[1])


def live(run):
    return next(row["revision"] for row in listed(run)["revisions"] if "live" in row["aliases"])


def test_publish_list_roll_back_and_the_audit(house, run, folder):
    first = live(run)
    house.wire().dial()
    code, out, _ = run("publish", folder(), "--why", "longer wait", "--as", "manager")
    second = live(run)
    assert (code, second != first) == (0, True)
    assert f"revision {second} answers new calls" in out
    assert house.parts.flows.live().revision == second

    rows = {row["revision"]: row for row in listed(run)["revisions"]}
    assert (rows[first]["calls"], rows[second]["calls"]) == (1, 0)
    assert (rows[second]["by"], rows[second]["why"], rows[second]["aliases"]) == ("manager", "longer wait", ["live"])
    assert f"{second} [live]" in run("revisions")[1] and "1 call " in run("revisions")[1]

    assert run("rollback", first[:6], "--why", "callers were lost")[0] == 0
    assert live(run) == first
    told = json.loads(run("revisions", "--audit", "--json")[1])["audit"][-1]
    assert (told["kind"], told["person"], told["why"]) == ("rolled_back", at_terminal().name, "callers were lost")
    assert "rolled_back" in run("revisions", "--audit")[1].splitlines()[-1]


def test_diff_of_folder_alias_and_revision(house, run, folder):
    assert run("diff", "live", ROOT / "flows") == (0, "", "")
    code, out, _ = run("diff", "live", folder())
    assert (code, out) == (1, "hotline\n    ~ setting listen.timeout: 6s -> 9s\n")
    code, out, _ = run("diff", folder("start: notice", "start: main"), live(run)[:8], "--json")
    assert code == 1
    assert {(c["place"], c["name"], c["before"], c["after"]) for c in json.loads(out)} == {
        ("hotline", "listen.timeout", "9s", "6s"),
        ("hotline", "start", "main", "notice"),
    }


def test_errors_and_failing_golden_calls_refuse_and_are_printed(run, folder):
    before = live(run)
    code, out, err = run("publish", folder("Apa yang bisa kami bantu", "Ada apa"), "--why", "x", "--as", "admin")
    assert code == 1 and "golden calls fail" in err and "calls/" in out
    assert live(run) == before
    code, out, _ = run(
        "publish", folder("Ada apa", "Ada perlu apa"), "--why", "x", "--override", "words only", "--as", "admin"
    )
    assert code == 0 and live(run) != before
    assert "overridden" in run("revisions", "--audit")[1]
    code, out, err = run("publish", folder("start: notice", "start: nowhere"), "--why", "x")
    assert code == 1 and "hotline.yaml:" in out and "errors" in err


def test_a_publication_at_a_time_is_listed_and_cancelled(run, folder):
    code, out, _ = run("publish", folder(), "--why", "holiday", "--at", "2099-12-24T18:00", "--as", "manager")
    assert code == 0 and "2099-12-24T18:00+07:00" in out
    planned = listed(run)["planned"]
    assert [(row["at"], row["by"], row["why"]) for row in planned] == [("2099-12-24T18:00+07:00", "manager", "holiday")]
    assert "planned" in run("revisions")[1]
    assert run("cancel", planned[0]["id"], "--why", "no holiday")[0] == 0
    assert listed(run)["planned"] == []
    assert run("cancel", planned[0]["id"], "--why", "again")[0] == 1


def test_what_is_exported_can_be_imported_and_published(run, folder, tmp_path):
    assert run("export", "live", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "hotline.yaml").read_bytes() == (ROOT / "flows" / "hotline.yaml").read_bytes()
    assert (tmp_path / "out" / "calls" / "silent_caller.yaml").is_file()
    assert run("export", "live", tmp_path / "out")[0] == 2, "never into a folder that holds something"
    before = live(run)
    code, out, _ = run("import", folder())
    revision = out.split()[1]
    assert code == 0 and live(run) == before
    assert run("rollback", revision, "--why", "x")[0] == 1, "it was never proven"
    assert run("publish", revision, "--why", "from git")[0] == 0
    assert live(run) == revision


def test_a_test_alias_leaves_live_alone(run, folder):
    before = live(run)
    code, out, _ = run("publish", folder(), "--why", "to phone it", "--alias", "test")
    assert code == 0 and "is test" in out
    assert live(run) == before
    assert run("diff", "live", "test")[0] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["publish", "flows"], 2, "--why"),
        (["publish", "nowhere", "--why", "x"], 2, "no revision or alias nowhere"),
        (["publish", "flows", "--why", " "], 2, "say why"),
        (["publish", "flows", "--why", "x", "--at", "tomorrow"], 2, "2026-12-24T18:00"),
        (["publish", "flows", "--why", "x", "--at", "2001-01-01T00:00"], 2, "is over"),
        (["publish", "flows", "--why", "x", "--as", "nobody"], 1, "there is no account nobody"),
        (["publish", "flows", "--why", "x", "--as", "agent1"], 1, "a manager may publish flows"),
        (["publish", "flows", "--why", "x", "--as", "manager", "--override", "y"], 1, "an admin may override"),
        (["rollback", "live", "--why", "x"], 1, "is live"),
        (["rollback", "'; DROP TABLE calls", "--why", "x"], 2, "no revision or alias"),
        (["diff", "live"], 2, "the following arguments are required"),
        (["export", "live", "flows"], 2, "is not empty"),
        (["import", "nowhere"], 2, "there is no folder"),
        (["cancel", "99", "--why", "x"], 2, "no publication number 99"),
        ([], 2, "required"),
    ],
)
def test_wrong_use_and_refusals_are_told_apart(run, monkeypatch, words, code, said):
    monkeypatch.chdir(ROOT)
    before = live(run)
    found, _, err = run(*words)
    assert (found, said in err) == (code, True), err
    assert live(run) == before


def test_python_m_ivr_runs_them(tmp_path):
    environ = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}"}
    command = [sys.executable, "-m", "ivr", "rollback", "live", "--why", "x"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no revision or alias live" in done.stderr

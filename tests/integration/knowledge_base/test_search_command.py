"""The search's command line is used by other programs: one list a line, whatever the line is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.__main__ import main

ROOT = Path(__file__).parents[3]


def test_a_question_a_line_is_answered_line_by_line():
    command = [sys.executable, "-m", "knowledge_base", "search", "-", "--limit", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for line, code in ((b"KTP ku ilang", "DUK-02"), (b"", None), (b"\xff\xfe", None), (b"harga emas", None)):
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            hits = json.loads(process.stdout.readline())
            assert [hit["code"] for hit in hits] == ([code] if code else [])
        process.stdin.write(b"mau komplain")  # no end of line
        process.stdin.close()
        (hit,) = json.loads(process.stdout.readline())
        assert hit["code"] == "KOM-01" and 0 < hit["score"] <= 1 and all(hit["why"])
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_one_question_as_text_or_json(capsys):
    assert main(["search", "bikin ktp ilang"]) == 0
    assert capsys.readouterr().out.startswith("DUK-02")
    assert main(["search", "I lost my ID card", "--json", "--limit", "1", "--language", "en"]) == 0
    assert [hit["code"] for hit in json.loads(capsys.readouterr().out)] == ["DUK-02"]
    assert main(["search", "resep nasi goreng", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none_is_wrong_use(limit):
    with pytest.raises(SystemExit) as ended:
        main(["search", "ktp", "--limit", limit])
    assert ended.value.code == 2

"""Each effect and each outbox kind has exactly one taker."""

import re
from pathlib import Path

from app import create_app
from ivr.effects import EFFECTS
from tests.fixtures.house import make_settings

ROOT = Path(__file__).parents[2]
PUT = re.compile(r"outbox\.put\(\s*[\w.]+,\s*[\w.]+,\s*([\w.\"]+)")


def parts(tmp_path):
    return create_app(make_settings(tmp_path)).extensions["parts"]


def test_each_effect_has_a_taker_and_no_taker_is_for_nothing(tmp_path):
    assert set(parts(tmp_path).effect_handlers) == set(EFFECTS.values())


def test_each_outbox_kind_has_a_taker_and_no_taker_is_for_nothing(tmp_path):
    rooms = ("agent_desktop", "casework", "citizen", "knowledge_base", "telephony")
    sources = [file.read_text() for room in rooms for file in (ROOT / room).rglob("*.py")]
    constants = {
        name: value for source in sources for name, value in re.findall(r'^([A-Z_]+) = "(\w+)"$', source, re.M)
    }
    kinds = {kind.strip('"') for source in sources for kind in PUT.findall(source)}
    assert {constants.get(kind, kind) for kind in kinds} == set(parts(tmp_path).deliveries)

"""The connector that flows/README.md shows, and the node that asks it."""

import re
import textwrap
from pathlib import Path

from ivr.events import LookupDone
from ivr.nodes.lookup import SOURCES
from tests.unit.ivr.house import Caller, flow_of

README = (Path(__file__).parents[4] / "flows" / "README.md").read_text("utf-8")


def block(first):
    """The indented block that begins with this line."""
    found = re.search(rf"^    {first}:\n(?:    .*\n|\n(?=    ))+", README, re.M)
    assert found, first
    return textwrap.dedent(found.group())


def test_it_is_read_asked_and_spoken():
    nodes = textwrap.indent(block("sky"), "  ") + (
        "  first: {set: {city: Solo}, next: sky}\n"
        '  tell_sky: {say: {id: "{{ sky.text }}, {{ sky.degrees }} derajat.", en: x}, next: bye}\n'
        "  no_sky: {say: {id: Tidak ada., en: x}, next: bye}\n"
    )
    caller = Caller(flow_of(nodes, **{"connectors.yaml": block("connectors")}))
    wanted, library = caller.wait, caller.flow.library
    assert (wanted.source, wanted.timeout_s, caller.heard) == ("weather", 8, "Saya lihat dulu. Let me look.")
    request = library.connectors["weather"].request(wanted.arguments)
    assert request.url == "https://api.weather.example/v1/places/Solo?lang=id"
    caller.tell(LookupDone("found", {"text": "Cerah", "degrees": 31}))
    assert "Cerah, 31 derajat." in caller.heard


def test_the_table_of_sources_is_the_engines():
    assert set(re.findall(r"^\| `(\w+)` \| (?:`|nothing)", README, re.M)) == set(SOURCES)

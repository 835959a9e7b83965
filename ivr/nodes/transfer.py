"""Give the call to somebody outside the house, and take it back when they hang up.

    transfer: {number: "112", timeout: 25s, whisper: {id: "Dari layanan terpadu.", en: "From the service line."}}
    answered: goodbye
    busy: by_hand
    no_answer: by_hand
    failed: by_hand

`number` is written as it is dialled; `agency` takes the telephone of the agencies' data, `sip` an address. `whisper` is said
to the called party alone, before the two are connected; `text` to the caller, before it rings. `answered` goes on
when the other side has hung up. A caller who has been silent is not connected: a silent line rings nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ivr.effects import Transfer as TransferEffect
from ivr.events import DialEnded, Event
from ivr.nodes.node import SILENT_END, Node, Place
from ivr.run import QUIET
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

TIMEOUT_S = 25
TO = ("number", "agency", "sip")
NUMBER = re.compile(r"\+?\d{3,15}", re.ASCII)
SIP = re.compile(r"sips?:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,120}(:\d{1,5})?", re.ASCII)


@dataclass(frozen=True)
class Transfer(Node):
    KIND: ClassVar[str] = "transfer"
    EXITS: ClassVar[tuple[str, ...]] = ("answered", "busy", "no_answer", "failed")
    REQUIRED: ClassVar[tuple[str, ...]] = ("answered", "failed")
    number: str = ""
    agency: str = ""
    sip: str = ""
    timeout_s: int = TIMEOUT_S
    whisper: Words | None = None
    text: Words | None = None

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Transfer | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        number, agency, sip = (own.word(name) for name in TO)
        if sum(map(bool, (number, agency, sip))) != 1:
            own.error("number", "a transfer goes to one of 'number', 'agency' and 'sip'")
        if number and not NUMBER.fullmatch(number):
            own.error("number", f"'{number[:40]}' cannot be dialled; write it as +62215550100 or 119, without blanks")
        if sip and not SIP.fullmatch(sip):
            own.error("sip", f"'{sip[:40]}' is no address such as sip:desk@agency.example")
        timeout_s = own.seconds("timeout", TIMEOUT_S)
        node = cls(place, number, agency, sip, timeout_s, own.words("whisper"), own.words("text"))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        if run.counters.get(QUIET):
            run.slip("a silent caller was led to a transfer")
            return SILENT_END
        to = self.number or self.sip or str(run.library.agencies.get(self.agency, {}).get("telephone") or "")
        if not to:
            run.slip(f"the agency '{self.agency}' has no telephone")
            return self.exit("failed")
        parts = run.parts(self.text) if self.text is not None else run.phrase("transferring")
        run.wait(TransferEffect(to, self.timeout_s, run.parts(self.whisper), parts))
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        run.counters[QUIET] = 0
        return self.exit(event.result if isinstance(event, DialEnded) else "failed")

    def spoken(self) -> Iterator[Words]:
        yield from (words for words in (self.whisper, self.text) if words is not None)

"""Make sure who calls, by what they have in hand: the telephone whose number they call from.

    verify: {level: card.identity_level, by: [sms_code, call_back]}
    verified: file
    failed: to_agent
    unavailable: to_agent

`level` is what is wanted: 0 nothing, 2 the number is in the caller's hand; more than that only a meeting in person proves. A
level that this call has reached already is not proven again. `by` are the ways, in the order they are tried:

sms_code   six digits by SMS to the mobile number that calls; star sends them once more, hash passes on to the next way
call_back  the call ends and the number is rung; who answers it and presses one goes on in this very dialogue. Nobody
           answers: the dialogue ends there

Afterwards `caller.verified` is 2. `failed`: a code was wrong three times; `unavailable`: no way is open to this caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

from ivr.ask import Ask
from ivr.code_ask import CodeAsk
from ivr.effects import Hangup, ReturnCall, SendCode
from ivr.events import CallReturned, CodeChecked, CodeSent, Event, WaitTimedOut
from ivr.expressions import Expression
from ivr.hearing import NO_INPUT, open_ask
from ivr.issue import Mark
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import GOODBYE, SILENT_END, Place
from ivr.table_reader import TableReader
from ivr.yes_no_ask import YesNoAsk

if TYPE_CHECKING:
    from ivr.run import Run

WAYS = ("sms_code", "call_back")
REACHED = 2
"""The level that having the telephone in hand proves."""


@dataclass(frozen=True)
class Verify(ListeningNode):
    KIND: ClassVar[str] = "verify"
    EXITS: ClassVar[tuple[str, ...]] = ("verified", "failed", "unavailable", "not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ("verified", "failed")
    level: Expression | None = None
    by: tuple[str, ...] = ()

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Verify | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        level, by = own.expression("level", required=True), own.words_list("by")
        if not by:
            own.error("by", f"'by' is missing: a list of {', '.join(WAYS)}")
        for way in by:
            if way not in WAYS:
                near = get_close_matches(way, WAYS, 1)
                own.error("by", f"no way '{way[:40]}'; there are {', '.join(near or WAYS)}")
        node = cls(place, level=level, by=by, **read_repair(own))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        wanted = self.level.evaluate(run.scope) if self.level is not None else None
        if wanted is not None and not isinstance(wanted, (int, float)):
            run.slip(f"the level is a number from 0 to 3, not '{str(wanted)[:20]}'")
            return self.exit("unavailable")
        if not wanted or wanted <= run.verified:
            return self.exit("verified")
        return self.exit("unavailable") if wanted > REACHED else self._begin(run, 0)

    def _begin(self, run: Run, first: int) -> str | None:
        """The first way, of those from `first` on, that is open to this caller."""
        caller = run.variables.get("caller", {})
        number = str(caller.get("number") or "")
        for place, way in enumerate(self.by[first:], first):
            run.state.clear()
            run.state["way"] = place
            if way == "sms_code" and number and caller.get("mobile"):
                run.wait(SendCode(number))
                return None
            if way == "call_back" and number:
                run.wait(ReturnCall(number, run.phrase("calling_back")))
                return None
        return self.exit("unavailable")

    def resume(self, run: Run, event: Event) -> str | None:
        if isinstance(event, CodeSent):
            return self._sent(run, event.result == "sent")
        if isinstance(event, CodeChecked):
            return self._checked(run, event.result)
        if isinstance(event, CallReturned):
            return self._returned(run, event.result == "answered")
        if run.state.get("returned") and isinstance(event, WaitTimedOut) and run.counters.get(NO_INPUT):
            return SILENT_END
        return super().resume(run, event)

    def ask(self, run: Run) -> Ask:
        if run.state.get("returned"):
            question = run.phrase("called_back")
            return YesNoAsk(question, question, replace(self.place.listen, speech=False), self._is_the_caller)
        return CodeAsk(self.place.listen, self._resend, self._pass_on)

    def _sent(self, run: Run, sent: bool) -> str | None:
        again = bool(run.state.get("resent"))
        if not sent and not again:
            return self._begin(run, int(run.state["way"]) + 1)
        run.state["sent"] = sent
        open_ask(run, self.ask(run), () if sent else run.phrase("code_not_resent"))
        return None

    def _checked(self, run: Run, result: str) -> str | None:
        if result == "right":
            run.speak(run.phrase("code_right"))
            return self._verified(run)
        if result == "wrong":
            run.state["sent"] = False
            open_ask(run, self.ask(run), run.phrase("code_wrong"))
            return None
        if result == "expired" and not run.state.get("resent"):
            run.speak(run.phrase("code_expired"))
            return self._resend(run)
        return self.exit("failed")

    def _resend(self, run: Run) -> str | None:
        """Once; then the code that was sent is asked for again."""
        if run.state.get("resent"):
            return self._sent(run, False)
        run.state["resent"] = True
        run.wait(SendCode(str(run.variables.get("caller", {}).get("number") or "")))
        return None

    def _pass_on(self, run: Run) -> str | None:
        return self._begin(run, int(run.state["way"]) + 1)

    def _returned(self, run: Run, answered: bool) -> str | None:
        if not answered:
            run.ended = True
            run.wait(Hangup())
            return None
        run.state["returned"] = True
        open_ask(run, self.ask(run))
        return None

    def _is_the_caller(self, run: Run, yes: bool) -> str:
        return self._verified(run) if yes else GOODBYE

    def _verified(self, run: Run) -> str:
        run.variables["caller"] = {**run.variables.get("caller", {}), "verified": REACHED}
        return self.exit("verified")

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.level is not None:
            yield self.level, self.place.mark

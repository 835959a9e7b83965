"""A conference: legs that hear each other, mixed here frame by frame; music for who waits or is on hold."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from telephony.audio import SILENCE, mix
from telephony.local_carrier.call import Call, Player, utc_now
from telephony.local_carrier.music import hold_music
from telephony.local_carrier.sids import new_sid
from telephony.local_carrier.tones import conference_beep

MOST_ANNOUNCEMENTS = 8
Notify = Callable[["Conference", str, "Participant | None"], None]


@dataclass(eq=False)
class Participant:
    """One leg's place in a conference. `coached` is the call that alone hears this one.

    `music` is heard before the start, `hold_sound` on hold: None = the carrier's own, empty = silence.
    """

    call: Call
    conference: Conference
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    coached: str = ""
    label: str = ""
    start_on_enter: bool = True
    end_on_exit: bool = False
    beep_on_enter: bool = False
    beep_on_exit: bool = False
    music: bytes | None = None
    hold_sound: bytes | None = None
    joined: dt.datetime = field(default_factory=utc_now)
    updated: dt.datetime = field(default_factory=utc_now)
    waiting: Player | None = None
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def speaks(self) -> bool:
        return not (self.muted or self.hold)

    def frame_for(self) -> bytes:
        """What this leg hears now: music before the start and on hold, else everybody but itself."""
        if self.hold or not self.conference.started:
            return self._music_frame()
        self.waiting = None
        return self.conference.mixed_for(self)

    def _music_frame(self) -> bytes:
        chosen = self.hold_sound if self.hold else self.music
        sound = hold_music() if chosen is None else chosen
        if not sound:
            return SILENCE
        if self.waiting is None or self.waiting.source is not sound:
            self.waiting = Player(sound, loops=-1)
        return self.waiting.next_frame() or SILENCE


@dataclass(eq=False)
class Conference:
    """Begins when two legs are there and one of them may start it; ends with its last leg."""

    account_sid: str
    name: str
    notify: Notify
    max_participants: int = 250
    sid: str = field(default_factory=lambda: new_sid("CF"))
    participants: dict[str, Participant] = field(default_factory=dict)
    started: bool = False
    created: dt.datetime = field(default_factory=utc_now)
    updated: dt.datetime = field(default_factory=utc_now)
    status: str = "init"
    reason_ended: str | None = None
    ended_by: str | None = None
    callback_url: str = ""
    callback_method: str = "POST"
    callback_events: frozenset[str] = frozenset()
    sequence: int = 0
    announcements: list[Player] = field(default_factory=list)
    invited: dict[str, Participant] = field(default_factory=dict)
    announced: bytes | None = None

    def join(self, participant: Participant) -> None:
        self.invited.pop(participant.call.sid, None)
        self.participants[participant.call.sid] = participant
        participant.call.participant = participant
        self.notify(self, "participant-join", participant)
        ready = len(self.participants) > 1 and any(p.start_on_enter for p in self.participants.values())
        if ready and not self.started:
            self.started, self.status, self.updated = True, "in-progress", utc_now()
            self.notify(self, "conference-start", None)
        if participant.beep_on_enter:
            self.announce(conference_beep())

    def invite(self, participant: Participant) -> None:
        """A leg that is called for this room; it joins when it has answered."""
        self.invited = {sid: p for sid, p in self.invited.items() if p.call.live}
        self.invited[participant.call.sid] = participant

    def find(self, key: str) -> Participant | None:
        """By the leg's SID or by label; also one that is still being called."""
        for known in (self.participants, self.invited):
            if key in known:
                return known[key]
            for participant in known.values():
                if participant.label and participant.label == key:
                    return participant
        return None

    @property
    def forgettable(self) -> bool:
        return self.status == "completed" or not (self.participants or self.invited)

    def announce(self, sound: bytes) -> Player:
        """Mixed into what everybody hears who is in the talk."""
        player = Player(sound)
        self.announcements = [*self.announcements[1 - MOST_ANNOUNCEMENTS :], player]
        return player

    def leave(self, participant: Participant, *, kicked: bool = False) -> None:
        """Takes a leg out; with `end_on_exit`, or as the last one, the conference ends."""
        if self.participants.pop(participant.call.sid, None) is None:
            return
        self._out(participant)
        if participant.beep_on_exit:
            self.announce(conference_beep())
        if participant.end_on_exit:
            self.end(
                "participant-with-end-conference-on-exit-" + ("kicked" if kicked else "left"), participant.call.sid
            )
        elif not self.participants:
            self.end("last-participant-kicked" if kicked else "last-participant-left", participant.call.sid)

    def end(self, reason: str, by: str | None = None) -> None:
        if self.status == "completed":
            return
        self.status, self.reason_ended, self.ended_by, self.updated = "completed", reason, by, utc_now()
        for participant in tuple(self.participants.values()):
            self._out(participant)
        self.participants.clear()
        self.notify(self, "conference-end", None)

    def _out(self, participant: Participant) -> None:
        participant.call.participant = None
        self.notify(self, "participant-leave", participant)
        participant.gone.set()

    def tick(self) -> None:
        """Once a frame, before anybody is spoken to: the next frame of what is announced to all."""
        frames = [f for f in (player.next_frame() for player in self.announcements) if f is not None]
        self.announced = mix(frames) if frames else None
        self.announcements = [p for p in self.announcements if not p.finished.is_set()]

    def mixed_for(self, listener: Participant) -> bytes:
        heard = [
            p.call.frame_in
            for p in self.participants.values()
            if p is not listener and p.speaks and (not p.coaching or p.coached == listener.call.sid)
        ]
        if self.announced is not None:
            heard.append(self.announced)
        return mix(heard)

"""How far a call may go before the engine ends it with a person; none of them is reached by a sane flow."""

MAX_STEPS = 60  # nodes entered in one sprint
MAX_SPRINTS = 400  # sprints of one session, then an agent
MAX_SPRINTS_AT_ALL = 500  # then a spoken end
MAX_DIGITS_HEARD = 40  # keys in one entry
MAX_SPEECH_HEARD = 400  # characters of one utterance
MAX_TRANSCRIPT = 60  # lines kept of what was said
MAX_TRANSCRIPT_LINE = 1_000  # characters
MAX_STACK = 8  # sub-flows within sub-flows
MAX_FLOW_NODES = 500
MAX_CORRECTIONS = 4  # fields reopened at one read-back
MAX_HINTS = 200  # phrases handed to the recogniser
MAX_LEVEL = 5  # choices read out at one level of a service choice
MAX_ANSWER_VALUE = 20_000  # characters of JSON that a lookup may bring

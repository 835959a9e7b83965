"""How far a call may go before the engine ends it with a person, and how large a flow may be; no sane flow reaches any of them."""

MAX_STEPS = 60  # nodes entered in one sprint
MAX_SPRINTS = 400  # sprints of one session, then an agent
MAX_SPRINTS_AT_ALL = 500  # then a spoken end
MAX_DIGITS_HEARD = 40  # keys in one entry
MAX_SPEECH_HEARD = 400  # characters of one utterance
MAX_TRANSCRIPT = 60  # lines kept of what was said
MAX_TRANSCRIPT_LINE = 1_000  # characters
MAX_STACK = 8  # sub-flows within sub-flows
MAX_FLOW_NODES = 1_000
MAX_CORRECTIONS = 4  # fields reopened at one read-back
MAX_HINTS = 500  # phrases handed to the recogniser
MAX_LEVEL = 5  # choices read out at one level of a service choice
MAX_ANSWER_VALUE = 20_000  # characters of JSON that a lookup may bring

# what is read

MAX_FILE = 400_000  # characters of one file
MAX_DEPTH = 40  # lists and tables within each other
MAX_VALUES = 40_000  # values of one file
MAX_TEXT = 5_000  # characters of one text
MAX_EXPRESSION = 500  # characters
MAX_TEMPLATE = 500  # characters of one sentence template
MAX_TEMPLATE_DEPTH = 10  # brackets within each other
MAX_SENTENCES = 500  # that one template stands for
MAX_FILES = 2_000  # of one folder of flows

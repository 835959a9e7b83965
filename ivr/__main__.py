"""`python -m ivr`."""

import sys

from ivr.terminal.command import main

sys.exit(main(sys.argv[1:]))

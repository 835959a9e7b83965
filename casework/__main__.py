"""`python -m casework diagram` prints docs/case-states.md."""

import sys

from casework.diagram import document

if __name__ == "__main__":
    if sys.argv[1:] != ["diagram"]:
        sys.exit("usage: python -m casework diagram")
    print(document(), end="")

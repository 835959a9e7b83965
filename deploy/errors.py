"""What set-up says when it cannot go on."""


class SetupError(Exception):
    """One sentence for the person at the terminal, with the command that mends it where there is one."""

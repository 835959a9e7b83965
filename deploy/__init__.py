"""Set-up of a machine. Runs on the system's Python: standard library only."""

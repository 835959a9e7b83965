"""Revisions, in order. `python -m runtime.migrations.make "what changes"` writes the next one."""

"""The versions of the flows in a terminal: `python -m ivr revisions|diff|publish|rollback|cancel|export|import`."""

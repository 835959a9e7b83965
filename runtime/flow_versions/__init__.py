"""Versions of the flows: what is kept, who moved the alias when and why, drafts, and what is published later."""

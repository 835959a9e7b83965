"""Flows in a terminal: the one part of the room that reads files and prints."""

"""Finding a service by a caller's words: `index` once a catalogue has loaded, `search` for every question."""

from knowledge_base.search.finder import Hit
from knowledge_base.search.indexing import index
from knowledge_base.search.searching import finder, search

__all__ = ["Hit", "finder", "index", "search"]

"""An update of the program brings other files. What was never published here follows its file; what was published here stays
as it was published, and its owner is shown what the file says now."""

from __future__ import annotations

from collections.abc import Callable

from knowledge_base.life.store import KnowledgeStore


def tell(store: KnowledgeStore, say: Callable[[str], None]) -> None:
    """At a start: what an administrator should know."""
    standing = store.standing()
    for document in standing.left_out:
        say(f"knowledge: {document} as it was published here cannot be read by this version; its file stands in")
    for one in store.changed_files():
        if one.document not in standing.left_out:
            say(f"knowledge: {one.path} has changed; {one.document} stays as it was published here (/desk/knowledge)")

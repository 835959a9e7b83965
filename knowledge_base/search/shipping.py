"""`python -m knowledge_base.search.shipping`: bring vectors.npz in step with the sayings and the shipped definitions.

Exit codes: 0 done, 1 where no engine is installed.
"""

import sys
from pathlib import Path

from knowledge_base.catalogue import Catalogue
from knowledge_base.search import meaning, vectors
from knowledge_base.search.examples import examples
from knowledge_base.search.finder import as_meant

SERVICES = Path(__file__).parents[1] / "services"


def main() -> int:
    embedding = meaning.installed()
    if embedding is None:
        print("no engine is installed: pip install -r requirements-embedding.txt", file=sys.stderr)
        return 1
    texts = [as_meant(one.text) for one in examples(Catalogue.load(SERVICES))]
    wanted = dict.fromkeys(vectors.key(embedding, text) for text in texts)
    known = {**vectors.shipped(), **vectors.compute(embedding, texts, vectors.shipped())}
    vectors.write(vectors.SHIPPED, {key: known[key] for key in sorted(wanted)})
    print(f"{len(wanted)} vectors, {len(wanted.keys() - vectors.shipped().keys())} of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main())

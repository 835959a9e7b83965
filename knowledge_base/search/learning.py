"""Examples to weights: ridge regression of each service against all others, by conjugate gradients."""

from collections.abc import Sequence

import numpy as np

from knowledge_base.search.features import Matrix

RIDGE = 1.0
STEPS = 12
MEANT, ELSE = 1.9, -0.1  # what an example is worth for the service it means, and for all others


def learn(rows: Matrix, labels: Sequence[int], classes: int) -> Matrix:
    """A column of weights for each class, from one row for each example and its class. Few examples of one class weigh more
    than many of another, by the root of their number."""
    one_of = np.asarray(labels)
    wanted = np.full((len(one_of), classes), ELSE, np.float32)
    wanted[np.arange(len(one_of)), one_of] = MEANT
    heavy = 1 / np.sqrt(np.maximum(np.bincount(one_of, minlength=classes), 1))[one_of]
    heavy = (heavy / heavy.mean()).astype(np.float32)[:, None]
    weights = np.zeros((rows.shape[1], classes), np.float32)
    left = rows.T @ (heavy * wanted)
    way, size = left.copy(), (left * left).sum(0)
    for _ in range(STEPS):
        bent = rows.T @ (heavy * (rows @ way)) + RIDGE * way
        far = size / np.maximum((way * bent).sum(0), 1e-12)
        weights += far * way
        left -= far * bent
        before, size = size, (left * left).sum(0)
        way = left + size / np.maximum(before, 1e-12) * way
    return weights

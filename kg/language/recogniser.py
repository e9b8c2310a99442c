"""The recogniser tuned on our own corpus: a small difference to the weights of the default model (see `training/`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model import KgError

FILE = Path(__file__).with_name("recogniser.npz")
_SUM = "base"  # fingerprint of the weights that the difference belongs to

Weights = dict[str, NDArray[np.float32]]


def weights(model: Any) -> Weights:
    """Return a copy of all parameters of a thinc model by "place of the layer in `walk`, name of the parameter"."""
    return {
        f"{place} {name}": np.array(layer.get_param(name), dtype=np.float32)
        for place, layer in enumerate(model.walk())
        for name in sorted(layer.param_names)
        if layer.has_param(name)
    }


def fingerprint(found: Weights) -> NDArray[np.float64]:
    """Return one number for each parameter, by which another model than the one trained from is noticed."""
    return np.array([np.abs(found[key], dtype=np.float64).sum() for key in sorted(found)])


def difference(base: Weights, tuned: Weights) -> dict[str, NDArray[Any]]:
    """Return what `add` needs to turn the first into the second, in half precision, without what did not change."""
    changed = {key: (tuned[key] - base[key]).astype(np.float16) for key in sorted(base)}
    return {_SUM: fingerprint(base), **{key: value for key, value in changed.items() if value.any()}}


def add(model: Any, path: Path = FILE) -> bool:
    """Add the difference in `path` to a recogniser; False, and nothing done, where it belongs to other weights.

    KgError where the file is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            parts = {key: stored[key] for key in stored.files}
    except (OSError, ValueError) as error:
        raise KgError(
            f"{path}: the weights of the recogniser cannot be read ({error}); install geopolkg anew"
        ) from error
    found = weights(model)
    sums, wanted = fingerprint(found), parts.pop(_SUM, np.zeros(0))
    if sums.shape != wanted.shape or not np.allclose(sums, wanted, rtol=1e-6):
        return False
    for place, layer in enumerate(model.walk()):
        for name in sorted(layer.param_names):
            key = f"{place} {name}"
            if key in parts:
                layer.set_param(name, layer.ops.asarray(found[key] + parts[key].astype(np.float32)))
    return True

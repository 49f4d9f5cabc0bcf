"""The one model behind all that is learned: a linear-chain CRF, on sequences of one element a maximum-entropy model.

Source: J. Lafferty, A. McCallum, F. Pereira, Conditional Random Fields, ICML 2001; trained by python-crfsuite with
L-BFGS, which draws nothing at random: the same sequences in the same order give the same bytes.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

Features = list[str]
Labelled = tuple[Sequence[Features], Sequence[str]]
"""The features of each element of a sequence, and its labels."""

_BUCKETS = 1 << 22


@lru_cache(1 << 17)
def hashed(feature: str) -> str:
    """A feature's name in a model: its CRC-32 in 2^22 buckets, so that a model carries no text that it learned from."""
    return f"{crc32(feature.encode()) % _BUCKETS:x}"


def train_crf(sequences: Iterable[Labelled], *, c1: float, c2: float, iterations: int = 100) -> bytes:
    """The bytes of a CRF trained on `sequences` with the weights `c1` and `c2` of the L1 and L2 penalties.

    Empty where there is nothing to learn from.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations})
    count = 0
    for features, labels in sequences:
        trainer.append(features, labels)
        count += 1
    return _trained(trainer) if count else b""


def _trained(trainer: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


class Tagger:
    """A trained CRF; one trained on nothing says nothing."""

    def __init__(self, content: bytes) -> None:
        self._content = content  # the tagger reads from it as long as it lives
        self._tagger = _opened(content) if content else None
        self._labels: list[str] = sorted(self._tagger.labels()) if self._tagger else []

    def marginals(self, features: Sequence[Features]) -> list[Mapping[str, float]]:
        """The probability of each label at each element."""
        if self._tagger is None or not features:
            return [{} for _ in features]
        self._tagger.set(features)
        return [{label: self._tagger.marginal(label, at) for label in self._labels} for at in range(len(features))]


def _opened(content: bytes) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(content)
    return tagger

"""One model, trained once for all tests that only read with it."""

import pytest

from annotate.prelabel.learned.train import Trained, train
from tests.prelabel.learned.reviews import SCHEMA, reviews


@pytest.fixture(scope="session")
def trained() -> Trained:
    """A model of the small reviews."""
    return train(reviews(), SCHEMA)

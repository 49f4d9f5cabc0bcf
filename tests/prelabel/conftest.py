"""What needs torch runs where it is asked for by its mark: `make test-all` does, in an environment of its own."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes `heavy` tests out unless -m names them: a test that is skipped for want of a library tells nothing."""
    if "heavy" in (config.option.markexpr or ""):
        return
    heavy = [item for item in items if item.get_closest_marker("heavy")]
    if heavy:
        config.hook.pytest_deselected(items=heavy)
        items[:] = [item for item in items if item not in heavy]

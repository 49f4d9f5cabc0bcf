"""What needs torch, or the compiled engine, runs where it is asked for by its mark, in an environment of its own."""

import pytest

ELSEWHERE = ("compiled", "heavy")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes tests with a mark out unless -m names it: one that is skipped for want of a library tells nothing."""
    marks = [mark for mark in ELSEWHERE if mark not in (config.option.markexpr or "")]
    out = [item for item in items if any(map(item.get_closest_marker, marks))]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]

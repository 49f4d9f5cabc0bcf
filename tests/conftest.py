"""What tests share: one real Label Studio a worker, and a workspace of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from annotate.cli import run
from annotate.studio.client import Client
from annotate.studio.server import Server
from tests.studio.server_fixture import running_server

FULL = bool(os.environ.get("ANNOTATE_FULL"))
"""Whether fault tests run their full counts."""

settings.register_profile("project", deadline=None)  # a loaded machine is no fault
settings.load_profile("project")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Label Studio with a data folder of its own."""
    with running_server(tmp_path_factory.mktemp("studio")) as running:
        yield running


@pytest.fixture
def client(server: Server) -> Client:
    """A client of the running server."""
    return Client(server.url, server.token)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh workspace that is the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert run(["init", "."]) == 0
    return tmp_path

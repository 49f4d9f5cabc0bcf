"""Takes `docs/screen.png`: the seed article's pre-label on the labelling screen, as an annotator meets it.

Run it from the checkout after `make demo`: `.venv/bin/python -m docs.screenshot`.
"""

import json
import sys
from pathlib import Path

from annotate.cli import run
from annotate.studio.client import Client
from annotate.studio.install import StudioHome
from annotate.studio.server import start, stop
from tests import screen as ui

ROOT = Path(__file__).parent.parent
TITLE = "diplomacy (picture)"


def main() -> None:
    """Starts the local server, pushes the pre-label, and photographs the task with one event selected."""
    home = StudioHome.at(ROOT / ".annotate" / "studio")
    server = start(home)
    try:
        for arguments in (["prelabel"], ["push", "--project", TITLE]):
            if run(arguments):
                sys.exit(1)
        project = Client(server.url, server.token).project(TITLE)
        assert project is not None  # noqa: S101  pushed above
        task = Client(server.url, server.token).held(project)[0].task
        password = json.loads(home.credentials.read_text())["password"]
        with ui.open_screen(server.url, server.user, password) as screen:
            ui.open_task(screen, project.id, task)
            ui.select_region(screen, ui.region(screen, "हस्ताक्षर"))
            ui.screenshot(screen, ROOT / "docs" / "screen.png")
    finally:
        stop(home)


if __name__ == "__main__":
    main()

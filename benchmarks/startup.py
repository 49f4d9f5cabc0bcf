"""How long the command line takes to answer `--help`, beside Python alone and beside its own library, typer."""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.timing import Timing, time_in_turn

HELP = "annotate --help"
TYPER = "python -c 'import typer'"
NOTHING = "python -c pass"

_RUNS = 10


def time_startup() -> dict[str, Timing]:
    """Seconds of each command as a process of its own, ten times in turn; CalledProcessError where one fails."""
    annotate = str(Path(sys.executable).with_name("annotate"))
    commands: dict[str, Sequence[str]] = {
        HELP: (annotate, "--help"),
        TYPER: (sys.executable, "-c", "import typer"),
        NOTHING: (sys.executable, "-c", "pass"),
    }
    return time_in_turn({name: partial(_run, command) for name, command in commands.items()}, _RUNS)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

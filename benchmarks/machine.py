"""What the figures were measured on."""

import os
import platform
import re
import resource
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from annotate.prelabel.lexicon import engine

LIBRARIES = ("event-annotate", "spacy", "ahocorasick-rs", "regex", "pydantic", "typer")


def describe_machine(libraries: Iterable[str] = LIBRARIES) -> dict[str, str]:
    """Processor, cores, system, Python, the kind of engine and the versions of the libraries that count here."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "engine": "pure Python" if engine.__file__.endswith(".py") else "compiled",
        **{name: version(name) for name in libraries},
    }


def _processor() -> str:
    """Linux tells the model in a file; elsewhere Python's own guess has to do."""
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    return found[1] if found else platform.processor() or "unknown"


def peak_of_memory() -> int:
    """The most bytes this process has had in memory; where the system tells it, without those of its parent."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE) if status.exists() else None
    if found:
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

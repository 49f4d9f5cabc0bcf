"""A page as PDF, printed by the Chromium that is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from annotate.errors import AnnotateError
from annotate.files import replacing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_TIMEOUT = 180.0  # seconds; a handbook of hundreds of types takes a while


def write_pdf(html: str, path: Path) -> None:
    """Prints a self-contained page to `path`, whole or not at all; AnnotateError where no Chromium can."""
    browser = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if browser is None:
        raise AnnotateError(
            "no Chromium is installed, which prints PDF; install it (Debian: `apt install chromium`), "
            "or write an .html file and print that from any browser"
        )
    with replacing(path) as part, tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        _print(browser, page, Path(folder) / "page.pdf", Path(folder) / "profile")
        shutil.copyfile(Path(folder) / "page.pdf", part)


def _print(browser: str, page: Path, printed: Path, profile: Path) -> None:
    options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    if os.name == "posix" and os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium's sandbox does not start for root; the page has no script
    command = [browser, *options, f"--user-data-dir={profile}", f"--print-to-pdf={printed}", page.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise AnnotateError(f"{browser} did not print within {_TIMEOUT:.0f} s; write an .html file instead") from None
    if not printed.is_file() or not printed.stat().st_size:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise AnnotateError(f"{browser} printed nothing ({last}); write an .html file instead")

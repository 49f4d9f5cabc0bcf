"""A calibration as a file: one JSON document."""

from pathlib import Path

from pydantic import ValidationError

from annotate.annotation import validation_faults
from annotate.errors import AnnotateError
from annotate.files import read_text, write_text
from annotate.prelabel.calibration.calibration import Calibration


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Writes a calibration; the same calibration gives the same bytes."""
    write_text(path, calibration.model_dump_json(indent=1) + "\n")


def read_calibration(path: Path) -> Calibration:
    """The calibration in a file; AnnotateError where it is missing or none."""
    try:
        return Calibration.model_validate_json(read_text(path))
    except ValidationError as fault:
        first = validation_faults(fault)[0]
        raise AnnotateError(f"{path}: no calibration: {first}; make one with `annotate calibrate`") from None

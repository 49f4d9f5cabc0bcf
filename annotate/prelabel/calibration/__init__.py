"""Calibration on reviews: scores become probabilities, and each type gets its threshold."""

from annotate.prelabel.calibration.apply import apply, withheld
from annotate.prelabel.calibration.calibration import Calibration, Scale
from annotate.prelabel.calibration.curve import Curve, Outcome, isotonic
from annotate.prelabel.calibration.file import read_calibration, write_calibration
from annotate.prelabel.calibration.fit import calibrate
from annotate.prelabel.calibration.reliability import Record, Reliability, reliabilities

__all__ = [
    "Calibration", "Curve", "Outcome", "Record", "Reliability", "Scale", "apply", "calibrate", "isotonic",
    "read_calibration", "reliabilities", "withheld", "write_calibration",
]  # fmt: skip

"""What reviews say of scores: curves that turn them into probabilities, and thresholds, by event type."""

from pydantic import Field

from annotate.prelabel.calibration.curve import Curve
from annotate.prelabel.calibration.reliability import Record
from annotate.schema.model import Part

ALL = ""
"""The name under which the curve and threshold of all types stand; types with few examples take them."""


class Scale(Part):
    """A curve and a threshold by event type, and those of all types for the rest."""

    curves: dict[str, Curve] = Field(default_factory=dict)
    thresholds: dict[str, float] = Field(default_factory=dict)

    def chance(self, kind: str, score: float) -> float:
        """The probability that a score stands for; the score itself where nothing is known."""
        curve = self.curves.get(kind) or self.curves.get(ALL)
        return curve.at(score) if curve else score

    def threshold(self, kind: str) -> float:
        """The probability from which on something is told; above 1 where nothing is likely enough."""
        return self.thresholds.get(kind, self.thresholds.get(ALL, 0.0))


class Calibration(Part):
    """What reviews say of the scores of an engine under a schema.

    `record` tells how far the engines that it combines held what they promised, alone and together.
    """

    schema_id: str
    engine: str
    events: Scale = Field(default_factory=Scale)
    arguments: Scale = Field(default_factory=Scale)
    record: Record = Record()
    examples: int = 0

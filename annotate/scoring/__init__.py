"""Events compared with events: scores, errors, and one system with another."""

from annotate.scoring.align import align
from annotate.scoring.compare import Difference, compare
from annotate.scoring.errors import KINDS, Error, errors
from annotate.scoring.levels import LEVELS
from annotate.scoring.score import Accuracy, Level, Scores, score, to_json

__all__ = [
    "KINDS",
    "LEVELS",
    "Accuracy",
    "Difference",
    "Error",
    "Level",
    "Scores",
    "align",
    "compare",
    "errors",
    "score",
    "to_json",
]

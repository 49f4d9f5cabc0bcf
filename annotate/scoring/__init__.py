"""Events compared with events: what was predicted with gold, one person's reading with another's."""

from annotate.scoring.score import LEVELS, Accuracy, Level, Scores, score, to_json, tuples

__all__ = ["LEVELS", "Accuracy", "Level", "Scores", "score", "to_json", "tuples"]

"""The learned engine: models trained on reviewed annotations, no download."""

from annotate.prelabel.learned.engine import LearnedEngine, load_learned

__all__ = ["LearnedEngine", "load_learned"]

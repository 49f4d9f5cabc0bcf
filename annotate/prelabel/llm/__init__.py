"""The LLM engine: a language model behind any OpenAI-compatible server quotes events, and its quotes are grounded."""

from annotate.prelabel.llm.engine import LlmEngine
from annotate.prelabel.llm.settings import Settings, read_settings

__all__ = ["LlmEngine", "Settings", "read_settings"]

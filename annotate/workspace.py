"""`annotate.toml`: where a workspace keeps its schema, articles, reviews and exports."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from annotate.annotation import validation_faults
from annotate.errors import AnnotateError, Faults
from annotate.files import read_text

FILE = "annotate.toml"


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StudioSettings(_Settings):
    """The Label Studio server and project; without a `url` it is the workspace's own local server."""

    url: str | None = None
    project: str | None = None


class LlmSettings(_Settings):
    """How a language model is asked; what is left out is as `annotate.prelabel.llm.settings.Settings` says.

    The server and its key are not here: a file that travels must not send articles to a server that it names.
    """

    timeout: float | None = Field(default=None, gt=0)
    retries: int | None = Field(default=None, ge=0)
    concurrency: int | None = Field(default=None, ge=1)
    requests_per_minute: float | None = Field(default=None, gt=0)
    price_in: float | None = Field(default=None, ge=0)
    price_out: float | None = Field(default=None, ge=0)
    piece: int | None = Field(default=None, ge=200)
    overlap: int | None = Field(default=None, ge=0)
    max_tokens: int | None = Field(default=None, ge=1)
    seed: int | None = None
    form: Literal["native", "tool", "prompted"] | None = None


class GlinerSettings(_Settings):
    """How the zero-shot engine reads; what is left out is as `annotate.prelabel.gliner.settings.Settings` says."""

    threshold: float | None = Field(default=None, ge=0, le=1)
    piece: int | None = Field(default=None, ge=100)
    overlap: int | None = Field(default=None, ge=0)
    prompt: int | None = Field(default=None, ge=1)
    batch: int | None = Field(default=None, ge=1)


class Workspace(_Settings):
    """The settings of a workspace; relative paths start at `root`, the folder of `annotate.toml`."""

    root: Path = Path()
    schema_name: str = Field(default="schemas/diplomacy.yaml", alias="schema")
    articles: tuple[str, ...] = ("seeds",)
    engine: str = "lexicon"
    reviews: str = "seeds/reviews"
    exports: str = "exports"
    studio: StudioSettings = Field(default_factory=StudioSettings, alias="label-studio")
    llm: LlmSettings = Field(default_factory=LlmSettings)
    gliner: GlinerSettings = Field(default_factory=GlinerSettings)

    @property
    def private(self) -> Path:
        """The folder for what can be made again: pre-labels, the local server, ledgers. Not under version control."""
        return self.root / ".annotate"

    def path(self, name: str) -> Path:
        """A path of the settings, from the workspace's root."""
        return self.root / name

    def prelabels(self, name: str) -> Path:
        """Where the pre-labels of a schema lie."""
        return self.private / "prelabels" / f"{name}.jsonl"

    def review(self, name: str) -> Path:
        """Where the pulled reviews of a schema lie."""
        return self.path(self.reviews) / f"{name}.jsonl"


def find_workspace(start: Path) -> Workspace | None:
    """The workspace that `start` lies in: the nearest folder upwards with an `annotate.toml`."""
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / FILE).is_file():
            return read_workspace(folder / FILE)
    return None


def workspace_around(start: Path) -> Workspace:
    """The workspace that `start` lies in; a default one rooted there where there is none."""
    return find_workspace(start) or Workspace(root=start)


def read_workspace(path: Path) -> Workspace:
    """The settings in an `annotate.toml`, every fault at once."""
    try:
        given: dict[str, Any] = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as fault:
        raise AnnotateError(f"{path}: not TOML: {fault}") from None
    try:
        return Workspace.model_validate({**given, "root": path.parent})
    except ValidationError as fault:
        raise Faults(f"{path}: {line}" for line in validation_faults(fault)) from None

"""Where the time of the lexicon engine goes: each stage run with all before it, and what it adds."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from annotate.article import Article
from annotate.prelabel.lexicon import LexiconEngine
from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.engine import Reader
from annotate.prelabel.lexicon.lexicon import compile_lexicon
from annotate.prelabel.lexicon.looks import Looks
from annotate.prelabel.lexicon.matcher import Matcher
from annotate.prelabel.lexicon.outlook import Outlook
from annotate.prelabel.lexicon.triggers import prospect
from annotate.schema import Schema
from benchmarks.corpora import Corpus
from benchmarks.timing import time_in_turn

STAGES = ("fold", "sentences", "outlook", "cut, company", "persons, mentions, roles", "annotation")


def stage_shares(corpus: Corpus, schema: Schema, rounds: int) -> dict[str, float]:
    """The share of each stage in the whole time, 0 to 1; the sum is 1."""
    timings = time_in_turn(_upto(corpus, schema), rounds, 0.2)
    medians = [0.0, *(timings[name].range.median for name in STAGES)]
    added = (after - before for before, after in pairwise(medians))
    return {name: seconds / medians[-1] for name, seconds in zip(STAGES, added, strict=True)}


def _upto(corpus: Corpus, schema: Schema) -> Mapping[str, Callable[[], object]]:
    """For each stage what runs it and all before it, over every article."""
    lexicon, engine = compile_lexicon(schema, corpus.language), LexiconEngine()
    reader, matcher = Reader(lexicon), Matcher(lexicon)
    outlook = Outlook(lexicon, matcher)

    def look(article: Article) -> Iterator[tuple[Body, int]]:
        body = Body(article, lexicon, matcher)
        looks = Looks(body, outlook)
        return ((body, number) for number in body.with_triggers() if looks.promising(number))

    steps: tuple[Callable[[Article], object], ...] = (
        lambda article: lexicon.language.folding.fold(article.text),
        lambda article: Body(article, lexicon, matcher),
        lambda article: list(look(article)),
        lambda article: [prospect(number, body.pieces(number), lexicon, outlook) for body, number in look(article)],
        reader.read,
        lambda article: next(engine.prelabel([article], schema)),
    )
    return {name: _over(corpus, step) for name, step in zip(STAGES, steps, strict=True)}


def _over(corpus: Corpus, step: Callable[[Article], object]) -> Callable[[], object]:
    return lambda: deque(map(step, corpus.articles), maxlen=0)  # keeps nothing: what is kept costs time too

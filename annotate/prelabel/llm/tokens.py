"""How many tokens a text is about, from its code points by script; no tokenizer is loaded or fetched.

The rates are those of the encoding cl100k_base on the definitions of the shipped schemas and the sentences in
tests/data, rounded up: 0.21 tokens a code point of English, 1.0 of Hindi, 0.74 of Arabic, 0.46 of Russian, 1.11 of
Chinese. Younger encodings need fewer (o200k_base: 0.21, 0.32, 0.36, 0.29, 0.80), so the estimate errs on the high side
for them. An answer is guessed at `ANSWER_PER_SENTENCE` tokens a sentence: the events of the sentences in tests/data,
written as answers, are 117 (English) and 123 (Hindi) a sentence by the same estimate; most news has fewer events.
"""

from functools import lru_cache
from math import ceil

import regex

_RATES = (
    (regex.compile(r"[\p{Latin}\p{Common}\p{Inherited}]"), 0.25),
    (regex.compile(r"[\p{Cyrillic}\p{Greek}]"), 0.5),
    (regex.compile(r"[\p{Arabic}\p{Hebrew}]"), 0.75),
    (regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"), 1.15),
)
_OTHER = 1.0  # tokens a code point of every other script

ANSWER_PER_SENTENCE = 120


@lru_cache(maxsize=64)  # the guidelines are in every prompt
def estimate(text: str) -> int:
    """About how many tokens a text is, rounded up."""
    total, counted = 0.0, 0
    for script, rate in _RATES:
        number = len(script.findall(text))
        total, counted = total + number * rate, counted + number
    return ceil(total + (len(text) - counted) * _OTHER)

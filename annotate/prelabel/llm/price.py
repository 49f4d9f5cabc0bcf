"""What tokens cost: as the user says, else as the table that comes with pydantic-ai says, else it is not known."""

from dataclasses import dataclass

from annotate.prelabel.llm.settings import Settings

_MILLION = 1_000_000
_FEW = 1_000  # tokens of a call; some models cost more in calls of hundreds of thousands


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens that go in and come out, and where that is from."""

    into: float
    out: float
    source: str

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """US dollars."""
        return (tokens_in * self.into + tokens_out * self.out) / _MILLION


def price_of(model: str, settings: Settings) -> Price | None:
    """The price of `model`: both prices of the settings, else the table's; None where it is not known.

    A model on this machine is in no table: what it costs is said or not known. The table is a file of the package
    `genai-prices`; nothing is fetched.
    """
    if settings.price_in is not None and settings.price_out is not None:
        return Price(settings.price_in, settings.price_out, "as given")
    return None if settings.is_local else _in_table(model, settings.url)


def _in_table(model: str, url: str) -> Price | None:
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    for place in (url, None):
        try:
            found = calc_price(Usage(input_tokens=_FEW, output_tokens=_FEW), model, provider_api_url=place)
        except (LookupError, ValueError):
            continue
        source = f"genai-prices: {found.provider.id} {found.model.id}"
        into, out = (float(part) * _MILLION / _FEW for part in (found.input_price, found.output_price))
        return Price(into, out, source)
    return None

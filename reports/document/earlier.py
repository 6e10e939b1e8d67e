"""An earlier report's texts as they read when they were printed: its own figures, of its public edition."""

from collections.abc import Iterable, Mapping

from socialportal.accounts.models import Municipality

from .. import editions, indicators, queries
from ..editions import Edition
from ..figures import Basis, BasisError
from ..placeholders import Lookup
from ..queries import Followed


def lookups(place: Municipality, earlier: Iterable[Followed]) -> Mapping[int, Lookup]:
    """What the texts of earlier years may name, by year. Only years whose texts name something are counted, so that most
    reports ask nothing more.
    """
    years = {one.year for one in earlier if "{{" in one.advice}
    return {year: lookup_of(place, year) for year in years}


def lookup_of(place: Municipality, year: int) -> Lookup:
    """The public edition's names of a year; none where nothing can be counted, which leaves gaps and never this year's."""
    try:
        counted = indicators.count(Basis.of(place, year))
    except BasisError:
        return Lookup({})
    texts = queries.texts(counted.basis)
    return editions.printed(counted, Edition.PUBLIC).lookup(queries.references(counted, texts))

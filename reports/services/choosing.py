"""Which strategy a year's report answers."""

from socialportal.accounts.models import Municipality

from ..figures import Basis
from ..indicators.goals import strategy_answered
from ..models import Strategy


def strategy_of(municipality: Municipality, year: int) -> Strategy | None:
    """The one that holds at year-end, else the last that held in the year; None for a municipality without."""
    return Strategy.objects.filter(pk=strategy_answered(Basis.of(municipality, year))).first()

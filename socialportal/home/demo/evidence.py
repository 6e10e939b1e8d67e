"""What the demo knows from paper of the years before the portal counts. The year before the report's is left empty: the
report of 2018 would tell it, and stands as its sources have it.
"""

from reports.models import HistoricFigure
from reports.services.historic import add_historic
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP

_BEFORE = (
    ("enterprises_active", 2015, 11, "Sat til demoen, i stedet for en årsrapport fra 2015", ""),
    (
        "enterprises_active",
        2016,
        14,
        "Sat til demoen, i stedet for en årsrapport fra 2016",
        "Talt i december og ikke på årets sidste dag.",
    ),
    ("network_meetings", 2016, 3, "Sat til demoen, i stedet for en årsrapport fra 2016", ""),
)


def load_evidence(access: Access, place: Municipality) -> None:
    """Three figures from paper; nothing where somebody has written or deleted any."""
    if HistoricFigure.with_deleted.filter(municipality=place).exists():
        return
    for indicator, year, value, source, errors in _BEFORE:
        row = HistoricFigure(
            municipality=place,
            indicator=indicator,
            year=year,
            value=value,
            source=source,
            known_errors=errors,
            source_note=MADE_UP,
        )
        add_historic(access, row)

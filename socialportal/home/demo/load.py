"""Loads the demo through the services, in one transaction, and leaves alone what is already there."""

from django.db import transaction

from .areas import load_areas
from .contributions import load_round
from .funding import load_funding
from .inquiries import load_inquiries
from .log import load_log
from .network import load_network_of_today
from .now import load_present_day
from .people import (
    KOLDING,
    SLAGELSE,
    coordinator,
    load_municipalities,
    load_people_of_enterprises,
    load_staff,
    municipality,
)
from .profiles import load_profiles
from .purchase import load_purchase
from .register import load_enterprises, load_grants, load_neighbour, load_network, load_stories
from .report import load_report, load_strategy
from .rsv import load_rsv
from .work import load_agreements, load_collaborations, load_initiatives, load_placements


@transaction.atomic
def load() -> None:
    """Slagelse's records of 2018 and what is made up for today, and a neighbour with two enterprises. All or nothing."""
    load_municipalities()
    load_staff()
    slagelse, access = municipality(SLAGELSE), coordinator(SLAGELSE)
    for step in (
        load_enterprises,
        load_grants,
        load_network,
        load_stories,
        load_agreements,
        load_placements,
        load_initiatives,
        load_collaborations,
        load_strategy,
        load_report,
    ):
        step(access, slagelse)
    load_neighbour(coordinator(KOLDING), municipality(KOLDING))
    load_rsv(access, slagelse)
    load_inquiries(access, slagelse)
    load_round(access, slagelse)
    load_people_of_enterprises()
    load_profiles(access, slagelse, municipality(KOLDING))
    load_present_day(access, slagelse)
    load_network_of_today(access, slagelse)
    load_funding(access, slagelse)
    load_purchase(access, slagelse)
    load_areas(access, slagelse)
    load_log(access, slagelse)

"""The demo's housing area, from Cabi's report of 2015, with the two enterprises that lay there."""

from enterprises.models import HousingArea
from enterprises.services.housing_area import add_area
from enterprises.services.presence import correct_presence
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .register import presence_of

THERE = ("sumak", "bevar")


def load_areas(access: Access, place: Municipality) -> None:
    """Once: what a user did with it since is left alone."""
    if HousingArea.with_deleted.filter(municipality=place).exists():
        return
    area = add_area(
        access,
        HousingArea(
            municipality=place,
            name="Motalavej Kvarteret",
            dwellings=960,
            residents=1570,
            year=2015,
            description="Ca. 45 procent af beboerne har anden etnisk baggrund end dansk. Ca. 47 procent er hverken i arbejde "
            "eller uddannelse. Ca. 64 procent af dem mellem 30 og 59 år har grundskolen som højeste uddannelse.",
            source="Cabi om socialøkonomiske virksomheder i Slagelse, 2015",
            source_note="Tallet for beboere og andelene er omtrentlige i kilden.",
        ),
    )
    for slug in THERE:
        presence = presence_of(slug, place)
        presence.housing_area = area
        correct_presence(access, presence, expected_version=presence.version)

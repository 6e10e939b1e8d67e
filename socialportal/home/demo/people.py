"""The demo's municipalities and invented users. Their password is known, so they exist only where the demo may."""

from functools import cache

from django.contrib.auth.hashers import make_password

from enterprises.models import Enterprise, EnterpriseMembership
from enterprises.services.people import give_role as give_role_at_enterprise
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access, access_of
from socialportal.accounts.models import Municipality, Team, UnitName, User
from socialportal.accounts.services.memberships import give_role
from socialportal.accounts.services.municipality import add_unit_name, change_municipality_settings
from socialportal.accounts.services.teams import add_team

from .source import on

PASSWORD = "socialoekonomi-2018"  # noqa: S105 - printed in the README on purpose
SLAGELSE, KOLDING = "0330", "0621"
SINCE = on("2015-01-01")

# e-mail, name, role, municipality code; all invented.
STAFF = [
    ("drift@socialportal.example", "Dorte Drift", roles.SYSTEM_ADMINISTRATOR, None),
    ("administrator@slagelse.example", "Asger Ahrend", roles.ADMINISTRATOR, SLAGELSE),
    ("koordinator@slagelse.example", "Karen Kamp", roles.COORDINATOR, SLAGELSE),
    ("konsulent@slagelse.example", "Birk Bendsen", roles.CONSULTANT, SLAGELSE),
    ("politiker@slagelse.example", "Pia Poulsgaard", roles.POLITICIAN, SLAGELSE),
    ("koordinator@kolding.example", "Kristoffer Kjær", roles.COORDINATOR, KOLDING),
    ("konsulent@kolding.example", "Bodil Brix", roles.CONSULTANT, KOLDING),
    ("undersoegelse@socialportal.example", "Ulla Undén", roles.SURVEY_COORDINATOR, None),
]
AT_ENTERPRISES = [
    ("redaktoer@sumak.example", "Rana Rashid", roles.ENTERPRISE_USER, "sumak"),
    ("mentor@sumak.example", "Mona Madsen", roles.MENTOR, "sumak"),
    ("redaktoer@veteranhaven.example", "Verner Vang", roles.ENTERPRISE_USER, "veteranhaven"),
    ("redaktoer@soulcafe.example", "Signe Storm", roles.ENTERPRISE_USER, "soul-cafe"),
]
IN_KOLDING = ("soul-cafe",)
UNITS = {
    SLAGELSE: {
        UnitName.Unit.COORDINATING: "den socialøkonomiske enhed",
        UnitName.Unit.JOBCENTRE: "Slagelse Jobcenter",
        UnitName.Unit.CENTRE: "Arbejdsmarked og Integration",
    },
    KOLDING: {UnitName.Unit.JOBCENTRE: "Jobcenter Kolding"},
}


def municipality(code: str) -> Municipality:
    """One of the demo's two."""
    return Municipality.objects.get(code=code)


def coordinator(code: str) -> Access:
    """Who keeps a municipality's records in the demo."""
    place = "slagelse" if code == SLAGELSE else "kolding"
    return access_of(User.objects.get(email=f"koordinator@{place}.example"))


def load_municipalities() -> None:
    """Takes the two into use, with names of their units and a team."""
    for code, units in UNITS.items():
        place = municipality(code)
        if place.uses_portal:
            continue
        place.uses_portal = True
        place.figures_from = 2018
        change_municipality_settings(SYSTEM, place, expected_version=place.version)
        for unit, name in units.items():
            add_unit_name(SYSTEM, UnitName(municipality=place, unit=unit, name=name))
        add_team(SYSTEM, Team(municipality=place, name="Team Socialøkonomi"))


@cache
def _hashed() -> str:
    """One slow hash for all: they share a password that everybody knows."""
    return make_password(PASSWORD)


def _user(email: str, name: str) -> User:
    user = User.objects.create_user(email, None, name=name)
    user.password = _hashed()
    user.save(update_fields=["password"])
    return user


def load_staff() -> None:
    """Those with a role in a municipality, or everywhere."""
    for email, name, role, code in STAFF:
        if User.objects.filter(email=email).exists():
            continue
        place = municipality(code) if code else None
        teams = Team.objects.filter(municipality=place) if role == roles.CONSULTANT else ()
        user = _user(email, name)
        give_role(SYSTEM, user=user, role=role, municipality=place, from_day=SINCE, teams=teams)


def load_people_of_enterprises() -> None:
    """Those who serve an enterprise."""
    for email, name, role, slug in AT_ENTERPRISES:
        access = coordinator(KOLDING if slug in IN_KOLDING else SLAGELSE)
        if User.objects.filter(email=email).exists():
            continue
        user = _user(email, name)
        enterprise = Enterprise.objects.get(slug=slug)
        give_role_at_enterprise(
            access, EnterpriseMembership(user=user, enterprise=enterprise, role=role, valid_from=SINCE)
        )


def logins() -> list[tuple[str, str]]:
    """(e-mail, where and as what), for the one who starts the demo."""
    places = {SLAGELSE: "Slagelse", KOLDING: "Kolding", None: "alle"}
    staff = [(email, f"{roles.FIRST_NAMES[role]}, {places[code]}") for email, _, role, code in STAFF]
    return staff + [(email, f"{roles.FIRST_NAMES[role]}, {slug}") for email, _, role, slug in AT_ENTERPRISES]

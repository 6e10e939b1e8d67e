"""The records of the work that tests start from: two municipalities, an agreement in each, and who follows them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Agreement, Course, OutcomeType, Participant, PlacementType, Terms
from agreements.services import agreement as agreements
from agreements.services import course as courses
from agreements.services import participant as participants
from enterprises.models import Enterprise, Presence
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Municipality, Team, User
from tests import factories

START = dt.date(2018, 1, 1)


@dataclass
class Place:
    """A municipality with an enterprise, an agreement, a team and its people."""

    municipality: Municipality
    enterprise: Enterprise
    presence: Presence
    agreement: Agreement
    team: Team
    other_team: Team
    coordinator: User
    consultant: User
    colleague: User

    def access(self, who: str = "coordinator") -> Access:
        """What the middleware would give that user."""
        return factories.access_for(getattr(self, who))


def terms(**fields: Any) -> Terms:
    """First terms, not saved."""
    return Terms(**{"places": 3, "frame_weeks": 13, "plan_due_weeks": 4, **fields})


def agreement(presence: Presence, number: int = 1, *, valid_from: dt.date | None = START, **fields: Any) -> Agreement:
    """An agreement on three places since New Year 2018."""
    first = terms(**{name: fields.pop(name) for name in [*fields] if name in _OF_TERMS})
    made = Agreement(presence=presence, number=number, valid_from=valid_from, **fields)
    return agreements.conclude_agreement(SYSTEM, made, terms=first)


_OF_TERMS = {"places", "places_optional", "frame_weeks", "plan_due_weeks", "extension_allowed", "price_per_place"}


def place(code: str = "0330", enterprise_name: str = "VeteranHaven") -> Place:
    """All of it, in the municipality with that code."""
    municipality = factories.municipality(code)
    enterprise = factories.enterprise(enterprise_name, municipality)
    presence = enterprise.presences.get()
    team, other = factories.team("Fleksjob", municipality), factories.team("Unge", municipality)
    name = municipality.name.lower()
    return Place(
        municipality=municipality,
        enterprise=enterprise,
        presence=presence,
        agreement=agreement(presence),
        team=team,
        other_team=other,
        coordinator=factories.user(f"koordinator@{name}.example", roles.COORDINATOR, municipality),
        consultant=factories.user(f"konsulent@{name}.example", roles.CONSULTANT, municipality, teams=[team]),
        colleague=factories.user(f"kollega@{name}.example", roles.CONSULTANT, municipality, teams=[other]),
    )


def participant(team: Team, **fields: Any) -> Participant:
    """A participant of the team, under the next number."""
    return participants.register_participant(SYSTEM, Participant(team=team, **fields))


def course(of: Place, started_on: dt.date = dt.date(2018, 2, 5), **fields: Any) -> Course:
    """A running course under the place's agreement, of a participant of its first team."""
    fields.setdefault("participant", None)
    who = fields.pop("participant") or participant(of.team)
    under = fields.pop("agreement", of.agreement)
    fields.setdefault("presence", of.presence)
    return courses.start_course(SYSTEM, Course(participant=who, agreement=under, started_on=started_on, **fields))


def ended(made: Course, day: dt.date, primary: str = "fleksjob", *further: str) -> Course:
    """The course, ended with those statuses."""
    return courses.end_course(
        SYSTEM,
        made,
        expected_version=made.version,
        ended_on=day,
        primary=outcome(primary),
        further=[outcome(code) for code in further],
    )


def outcome(code: str) -> OutcomeType:
    """A status of the national list."""
    return OutcomeType.objects.get(code=code)


def job_type(code: str = "fleksjob") -> PlacementType:
    """A kind of job of the national list."""
    return PlacementType.objects.get(code=code)


@contextmanager
def refused(told: str = "", *, field: str | None = None) -> Iterator[None]:
    """A ValidationError whose messages hold the words (with plain spaces), at the field when one is named."""
    with pytest.raises(ValidationError) as caught:
        yield
    error = caught.value
    messages = error.message_dict.get(field, []) if field else error.messages
    said = " ".join(messages).replace("\u00a0", " ")
    assert said, f"nothing at {field}; fields {getattr(error, 'error_dict', {}).keys()}"
    assert told in said, f"”{told}” not in ”{said}”; fields {getattr(error, 'error_dict', {}).keys()}"

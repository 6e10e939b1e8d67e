"""The database holds the rules: each constraint is tried past every service and form."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from enterprises.models import (
    Activity,
    AdviceSession,
    Body,
    Contribution,
    CriterionAnswer,
    CvrNumber,
    DeclaredGrant,
    Donor,
    EnterpriseMembership,
    EnterpriseName,
    Grant,
    GrantApplication,
    HelperKind,
    HousingArea,
    Inquiry,
    LegalForm,
    MeetingInvitation,
    NetworkMeeting,
    NetworkPlan,
    NotDuplicate,
    Presence,
    ProductCategory,
    ReportingYear,
    RsvCriterion,
    RsvDuty,
    RsvPeriod,
    RsvReport,
    Story,
    Support,
    TargetGroup,
    Task,
    TaskInterest,
    ThemeWish,
    Trade,
)

from .conftest import Place

LAST, FIRST = dt.date(2018, 1, 1), dt.date(2018, 1, 2)
Made = Callable[[Place], models.Model]


def presence(place: Place, **fields: Any) -> Presence:
    return Presence(
        **{"enterprise": place.enterprise, "municipality": place.municipality, "kind": "initiative", **fields}
    )


def state(place: Place, **fields: Any) -> RsvPeriod:
    return RsvPeriod(enterprise=place.enterprise, state="working", **fields)


def grant(place: Place, **fields: Any) -> Grant:
    return Grant(**{"presence": place.presence, "year": 2018, "amount": 5, "purpose": "Drift", **fields})


def meeting(place: Place, **fields: Any) -> NetworkMeeting:
    return NetworkMeeting(municipality=place.municipality, held_on=LAST, **fields)


def application(place: Place, **fields: Any) -> GrantApplication:
    return GrantApplication(**{"presence": place.presence, "fund": "A", "purpose": "B", "applied_on": LAST, **fields})


def task(place: Place, **fields: Any) -> Task:
    return Task(
        **{
            "municipality": place.municipality,
            "buyer_name": "Skolen",
            "title": "A",
            "what": "B",
            "deadline": LAST,
            **fields,
        }
    )


def saved(record: Any) -> Any:
    record.save()
    return record


# Name of the constraint → what breaks it: records saved one after another, of which the last must be refused.
BREAKERS: dict[str, Callable[[Place], list[models.Model]]] = {
    "enterprises_alias_once": lambda p: [EnterpriseName(enterprise=p.enterprise, name="A") for _ in range(2)],
    "enterprises_one_name_a_day": lambda p: [
        EnterpriseName(enterprise=p.enterprise, name=name, valid_to=LAST) for name in "AB"
    ],
    "enterprises_cvr_number_once": lambda p: [CvrNumber(enterprise=p.enterprise, number="10150817") for _ in range(2)],
    "enterprises_cvr_number_8_digits": lambda p: [CvrNumber(enterprise=p.enterprise, number="1015081x")],
    "enterprises_presence_dates_in_order": lambda p: [presence(p, valid_from=FIRST, valid_to=LAST)],
    "enterprises_presence_one_open": lambda p: [presence(p, valid_from=FIRST)],
    "enterprises_presence_start_once": lambda p: [presence(p, valid_from=p.presence.valid_from, valid_to=FIRST)],
    "enterprises_presence_unknown_start_once": lambda p: [
        presence(p, valid_to=LAST),
        presence(p, valid_to=FIRST),
    ],
    "enterprises_rsvperiod_dates_in_order": lambda p: [state(p, valid_from=FIRST, valid_to=LAST)],
    "enterprises_rsv_one_open": lambda p: [
        number := saved(CvrNumber(enterprise=p.enterprise, number="10150817")),
        state(p, cvr_number=number, valid_from=LAST),
        state(p, cvr_number=number, valid_from=FIRST),
    ][1:],
    "enterprises_rsv_one_open_without_cvr": lambda p: [state(p, valid_from=LAST), state(p, valid_from=FIRST)],
    "enterprises_contribution_once_a_year": lambda p: [Contribution(presence=p.presence, year=2018) for _ in range(2)],
    "enterprises_grant_amount_positive": lambda p: [grant(p, amount=0)],
    "enterprises_grant_day_in_year": lambda p: [grant(p, received_on=dt.date(2019, 1, 1))],
    "enterprises_donor_amount_positive": lambda p: [Donor(grant=saved(grant(p)), name="A", amount=0)],
    "enterprises_network_plan_once_a_year": lambda p: [
        NetworkPlan(municipality=p.municipality, year=2019) for _ in range(2)
    ],
    "enterprises_enterprisemembership_dates_in_order": lambda p: [
        EnterpriseMembership(
            user=p.users["politician"], enterprise=p.enterprise, role="mentor", valid_from=FIRST, valid_to=LAST
        )
    ],
    "enterprises_membership_once": lambda p: [
        EnterpriseMembership(user=p.users["politician"], enterprise=p.enterprise, role="mentor") for _ in range(2)
    ],
    "enterprises_meeting_times_in_order": lambda p: [meeting(p, starts_at=dt.time(12), ends_at=dt.time(12))],
    "enterprises_meeting_invited_once": lambda p: [
        held := saved(meeting(p)),
        *[MeetingInvitation(meeting=held, presence=p.presence) for _ in range(2)],
    ][1:],
    "enterprises_meeting_score_1_to_5": lambda p: [
        MeetingInvitation(meeting=saved(meeting(p)), presence=p.presence, score=6)
    ],
    "enterprises_theme_wish_once": lambda p: [ThemeWish(presence=p.presence, year=2019, text="A") for _ in range(2)],
    "enterprises_reporting_year_once": lambda p: [
        ReportingYear(municipality=p.municipality, year=2019, opened_on=LAST, deadline=LAST) for _ in range(2)
    ],
    "enterprises_declared_amount_positive": lambda p: [
        DeclaredGrant(
            contribution=saved(Contribution(presence=p.presence, year=2018)), donor="A", purpose="B", amount=0
        )
    ],
    "enterprises_area_once": lambda p: [HousingArea(municipality=p.municipality, name="A") for _ in range(2)],
    "enterprises_story_picture_described_and_allowed": lambda p: [
        Story(municipality=p.municipality, year=2018, title="A", text="B", picture="a.png", picture_alt="A")
    ],
    "enterprises_criterion_once": lambda p: [
        CriterionAnswer(enterprise=p.enterprise, criterion=RsvCriterion.objects.first(), met="yes") for _ in range(2)
    ],
    "enterprises_rsv_report_once_a_year": lambda p: [
        RsvReport(enterprise=p.enterprise, year=2018, sent_on=LAST) for _ in range(2)
    ],
    "enterprises_advice_with_somebody": lambda p: [
        AdviceSession(municipality=p.municipality, held_on=LAST, topic="business")
    ],
    "enterprises_inquiry_reachable": lambda p: [
        Inquiry(municipality=p.municipality, wish="start", name="A", idea="B", received_on=LAST)
    ],
    "enterprises_not_duplicates_one_pair": lambda p: [
        other := p.another("B"),
        *[NotDuplicate(first=p.enterprise, second=other) for _ in range(2)],
    ][1:],
    "enterprises_not_duplicates_older_first": lambda p: [NotDuplicate(first=p.another("B"), second=p.enterprise)],
    "enterprises_application_amount_positive": lambda p: [application(p, amount=0)],
    "enterprises_application_answer_after": lambda p: [application(p, applied_on=FIRST, answered_on=LAST)],
    "enterprises_task_announced_somewhere": lambda p: [task(p, kind="announced")],
    "enterprises_task_bought_from_one": lambda p: [task(p, outcome="bought")],
    "enterprises_task_has_buyer": lambda p: [task(p, buyer_name="")],
    "enterprises_interest_once": lambda p: [
        wanted := saved(task(p)),
        *[TaskInterest(task=wanted, presence=p.presence) for _ in range(2)],
    ][1:],
    "enterprises_body_dates_in_order": lambda p: [
        Body(municipality=p.municipality, name="A", valid_from=FIRST, valid_to=LAST)
    ],
    "enterprises_activity_body_meeting_of_one": lambda p: [
        Activity(municipality=p.municipality, kind="body_meeting", on=LAST, title="A")
    ],
} | {
    f"enterprises_{model.__name__.lower()}_{rule}": breaker
    for model in (TargetGroup, LegalForm, Trade, ProductCategory, Support, RsvCriterion, RsvDuty, HelperKind)
    for rule, breaker in {
        "dates_in_order": lambda p, model=model: [model(code="x", name="X", valid_from=FIRST, valid_to=LAST)],
        "code_once": lambda p, model=model: [model(code="x", name="X", valid_from=FIRST) for _ in range(2)],
        "first_once": lambda p, model=model: [model(code="x", name="X") for _ in range(2)],
    }.items()
}


def test_every_constraint_is_tried_and_speaks_danish() -> None:
    constraints = {
        c.name: c for model in apps.get_app_config("enterprises").get_models() for c in model._meta.constraints
    }
    assert set(BREAKERS) == set(constraints)
    for name, constraint in constraints.items():
        message = str(constraint.violation_error_message)
        assert message.endswith(".") and "“" not in message, f"{name} says ”{message}”"  # noqa: PT018


@pytest.mark.parametrize("name", BREAKERS)
def test_is_held(name: str, slagelse: Place) -> None:
    *allowed, last = BREAKERS[name](slagelse)
    for record in allowed:
        record.save()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        last.save()
    told = str(caught.value)
    # SQLite names the columns of a unique index, and the name of every other kind.
    assert name in told or "UNIQUE constraint failed" in told


@pytest.mark.parametrize("name", [name for name in BREAKERS if name.endswith(("_once", "_open", "one_name_a_day"))])
def test_what_lies_in_the_trash_takes_no_place(name: str, slagelse: Place) -> None:
    """The same records pass when the first of the two is deleted."""
    records = BREAKERS[name](slagelse)
    if len(records) < 2:
        first: Any = slagelse.presence
    else:
        first = records[0]
        first.save()
    first.deleted_at = "2026-01-01T00:00Z"
    first.save()
    records[-1].save()

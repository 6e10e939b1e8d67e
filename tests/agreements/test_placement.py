"""Jobs and their hours."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agreements.models import HoursStep, Initiative, Placement, PlacementType
from agreements.services import initiative as initiatives
from agreements.services import placement as services
from agreements.tabulate import effective_hours
from socialportal.accounts.access import SYSTEM
from socialportal.common.records import Conflict

from . import world
from .world import Place

APRIL = dt.date(2018, 4, 3)


def register(slagelse: Place, *, who: str = "consultant", hours: HoursStep | None = None, **fields) -> Placement:
    fields = {"presence": slagelse.presence, "type": world.job_type(), "started_on": APRIL, **fields}
    return services.register_placement(slagelse.access(who), Placement(**fields), hours=hours)


def step(of: Placement, day: dt.date, hours: str = "10", intensity: int = 100) -> HoursStep:
    return services.add_hours_step(
        SYSTEM, HoursStep(placement=of, valid_from=day, hours_per_week=Decimal(hours), intensity=intensity)
    )


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_registered_with_first_hours_from_the_first_day(slagelse: Place) -> None:
    made = register(slagelse, hours=HoursStep(hours_per_week=Decimal("4.5"), intensity=80))
    assert made.hours.get().valid_from == APRIL
    found = fresh(made).hours_on(APRIL)
    assert effective_hours(found.hours_per_week, found.intensity) == Decimal("3.6")


def test_bad_hours_leave_no_job(slagelse: Place) -> None:
    with world.refused(field="intensity"):
        register(slagelse, hours=HoursStep(hours_per_week=Decimal(10), intensity=0))
    assert not Placement.objects.exists()


def test_every_consultant_of_the_municipality_registers_jobs_but_nobody_elses(slagelse: Place, kolding: Place) -> None:
    register(slagelse, who="colleague")
    with pytest.raises(PermissionDenied):
        register(slagelse, presence=kolding.presence)


def test_the_enterprise_must_be_there(slagelse: Place) -> None:
    with world.refused("ikke aktiv i Slagelse den dag", field="started_on"):
        register(slagelse, started_on=dt.date(2014, 12, 31))


def test_the_participant_must_be_ones_own_teams(slagelse: Place) -> None:
    theirs = world.participant(slagelse.other_team)
    with pytest.raises(PermissionDenied):
        register(slagelse, participant=theirs)
    made = register(slagelse, participant=theirs, who="colleague")
    # who may not see the person can still end or correct the job, and cannot lose the person from it
    made.started_on = dt.date(2018, 4, 4)
    services.correct_placement(slagelse.access("consultant"), made, expected_version=made.version)
    assert fresh(made).participant == theirs


def test_a_participant_of_another_municipality(slagelse: Place, kolding: Place) -> None:
    theirs = world.participant(kolding.team)
    with world.refused("anden kommune", field="participant"):
        services.register_placement(
            SYSTEM,
            Placement(presence=slagelse.presence, type=world.job_type(), started_on=APRIL, participant=theirs),
        )


def test_from_a_course_follows_its_participant(slagelse: Place) -> None:
    course = world.course(slagelse)
    assert register(slagelse, course=course).participant == course.participant
    with world.refused("en anden deltagers", field="course"):
        register(slagelse, course=course, participant=world.participant(slagelse.team))


def test_an_initiative_of_another_municipality(slagelse: Place, kolding: Place) -> None:
    theirs = initiatives.start_initiative(SYSTEM, Initiative(municipality=kolding.municipality, name="Borger i job"))
    with world.refused("anden kommune", field="initiative"):
        register(slagelse, initiative=theirs)


def test_a_type_that_was_not_in_use_that_day(slagelse: Place) -> None:
    PlacementType.objects.filter(code="wage_subsidy").update(valid_to=dt.date(2018, 3, 31))
    with world.refused("”Løntilskud” var ikke i brug 3. april 2018", field="type"):
        register(slagelse, type=world.job_type("wage_subsidy"))
    made = register(slagelse, type=world.job_type("wage_subsidy"), started_on=dt.date(2018, 3, 1))
    made.started_on = APRIL
    services.correct_placement(SYSTEM, made, expected_version=made.version)  # the old record keeps its word


def test_hours_step_up_within_the_job(slagelse: Place) -> None:
    made = register(slagelse)
    step(made, APRIL, "4.5", 80)
    step(made, dt.date(2019, 1, 7), "15")
    assert fresh(made).hours_on(dt.date(2018, 4, 2)) is None
    assert fresh(made).hours_on(dt.date(2019, 1, 6)).hours_per_week == Decimal("4.5")
    assert fresh(made).hours_on(dt.date(2019, 1, 7)).hours_per_week == Decimal(15)
    with world.refused("Jobbet begyndte 3. april 2018", field="valid_from"):
        step(made, dt.date(2018, 4, 2))
    with world.refused("allerede et trin fra den dag"):
        step(made, APRIL)


def test_a_step_is_corrected_removed_and_restored(slagelse: Place) -> None:
    made = register(slagelse)
    one = step(made, APRIL)
    one.hours_per_week = Decimal(12)
    services.correct_hours_step(slagelse.access("consultant"), one, expected_version=one.version)
    assert fresh(one).hours_per_week == 12
    services.remove_hours_step(slagelse.access("consultant"), one, expected_version=one.version)
    assert not made.hours.exists()
    services.restore_hours_step(slagelse.access("consultant"), HoursStep.with_deleted.get())
    assert made.hours.exists()


def test_the_job_and_its_hours_agree_on_the_days(slagelse: Place) -> None:
    made = register(slagelse)
    step(made, dt.date(2018, 6, 1))
    made.started_on = dt.date(2018, 7, 1)
    with world.refused("Der står timer fra 1. juni 2018", field="started_on"):
        services.correct_placement(SYSTEM, made, expected_version=made.version)
    with world.refused("Der står timer fra 1. juni 2018", field="ended_on"):
        services.end_placement(SYSTEM, fresh(made), ended_on=dt.date(2018, 5, 1), expected_version=1)
    ended = services.end_placement(SYSTEM, fresh(made), ended_on=dt.date(2018, 12, 31), expected_version=1)
    with world.refused("Jobbet ophørte 31. december 2018", field="valid_from"):
        step(ended, dt.date(2019, 1, 1))


def test_it_does_not_end_before_it_begins(slagelse: Place) -> None:
    with world.refused("Jobbet begyndte 3. april 2018", field="ended_on"):
        services.end_placement(SYSTEM, register(slagelse), ended_on=dt.date(2018, 4, 2), expected_version=1)


def test_the_second_of_two_is_told(slagelse: Place) -> None:
    made = register(slagelse)
    services.end_placement(SYSTEM, fresh(made), ended_on=dt.date(2018, 12, 31), expected_version=1)
    with pytest.raises(Conflict):
        services.end_placement(SYSTEM, fresh(made), ended_on=dt.date(2019, 12, 31), expected_version=1)


def test_in_the_trash_and_back_with_its_hours(slagelse: Place) -> None:
    made = register(slagelse, hours=HoursStep(hours_per_week=Decimal(10)))
    services.remove_placement(slagelse.access("consultant"), made, expected_version=made.version)
    assert not Placement.objects.exists()
    services.restore_placement(slagelse.access("consultant"), Placement.with_deleted.get())
    assert fresh(made).hours.exists()


def test_no_cpr_number(slagelse: Place) -> None:
    with pytest.raises(ValidationError, match="CPR"):
        register(slagelse, source_note="010190-1234")

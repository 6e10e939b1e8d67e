"""What is open and due: who sees it, why it is there, and that it goes away by itself when it is settled."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import (
    ActionStep,
    AttendanceSheet,
    Collaboration,
    Course,
    Delay,
    DelayReason,
    Description,
    DescriptionKind,
    Evaluation,
    FollowUp,
    JobFollowUp,
    Pause,
    PauseReason,
    Placement,
    Plan,
    Terms,
)
from agreements.queries.deadlines import Deadline, Kind, open_deadlines
from agreements.services import delay as delays
from socialportal.common.records import Conflict

from . import world
from .world import Place

DAY = dt.timedelta(days=1)
START = dt.date(
    2018, 2, 5
)  # the Monday on which world.course begins: plan within 4 weeks, frame of 13, sheets every 2 months


def found(place: Place, day: dt.date, *kinds: Kind, who: str = "consultant") -> list[Deadline]:
    return open_deadlines(place.access(who), day, kinds=kinds or tuple(Kind))


def why(one: Deadline) -> str:
    return one.why.replace("\u00a0", " ")


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse)


# --- Courses ----------------------------------------------------------------------------------------------------------
def test_a_plan_is_due_until_it_is_made(slagelse: Place, course: Course) -> None:
    (one,) = found(slagelse, dt.date(2018, 3, 1), Kind.PLAN)
    assert one.due == dt.date(2018, 3, 5)
    assert not one.statutory
    assert why(one) == "Individuel plan skal være lavet senest 4 uger efter start, 5. marts 2018."
    (late,) = found(slagelse, dt.date(2018, 3, 6), Kind.PLAN)
    assert why(late) == "Individuel plan skulle være lavet senest 4 uger efter start, 5. marts 2018."
    assert late.action_url.endswith(f"/forloeb/{course.pk}/plan/")
    Plan.objects.filter(course=course).update(made_on=dt.date(2018, 3, 6))
    assert found(slagelse, dt.date(2018, 3, 6), Kind.PLAN) == []


def test_no_plan_is_a_decision_too_and_an_ended_course_asks_for_none(slagelse: Place, course: Course) -> None:
    day = dt.date(2018, 3, 20)
    course.ended_on = dt.date(2018, 3, 19)
    course.save()
    assert found(slagelse, day, Kind.PLAN) == []
    course.ended_on = None
    course.save()
    assert len(found(slagelse, day, Kind.PLAN)) == 1
    reason = Plan._meta.get_field("no_plan_reason").related_model.objects.first()
    Plan.objects.filter(course=course).update(no_plan_on=dt.date(2018, 3, 1), no_plan_reason=reason)
    assert found(slagelse, day, Kind.PLAN) == []


def test_pauses_move_plan_and_frame_and_an_open_one_waits(slagelse: Place, course: Course) -> None:
    pause = Pause.objects.create(
        course=course,
        paused_from=dt.date(2018, 2, 12),
        paused_to=dt.date(2018, 2, 21),
        reason=PauseReason.objects.first(),
    )
    day = dt.date(2018, 4, 30)
    by_kind = {one.kind: one for one in found(slagelse, day, Kind.PLAN, Kind.FRAME)}
    assert by_kind[Kind.PLAN].due == dt.date(2018, 3, 15)
    assert "flyttet af en pause" in by_kind[Kind.PLAN].why
    # Thirteen weeks to Sunday 6 May, ten days more to Wednesday the 16th.
    assert by_kind[Kind.FRAME].due == dt.date(2018, 5, 16)
    pause.paused_to = None
    pause.save()
    assert found(slagelse, day, Kind.PLAN, Kind.FRAME) == []


def test_a_frame_that_ends_on_a_sunday_is_a_task_for_monday_and_an_extension_takes_it_away(
    slagelse: Place, course: Course
) -> None:
    assert found(slagelse, dt.date(2018, 4, 8), Kind.FRAME) == []
    (one,) = found(slagelse, dt.date(2018, 4, 10), Kind.FRAME)
    assert one.due == dt.date(2018, 5, 7)
    assert why(one).startswith("Rammen på 13 uger slutter 6. maj 2018.")
    course.extensions.create(decided_on=START, weeks=4, reason=world_extension())
    assert found(slagelse, dt.date(2018, 5, 2), Kind.FRAME) == []
    (longer,) = found(slagelse, dt.date(2018, 6, 10), Kind.FRAME)
    assert why(longer).startswith("Rammen på 13 uger med 4 ugers forlængelse sluttede 3. juni 2018.")


def world_extension() -> Any:
    from agreements.models import ExtensionReason

    return ExtensionReason.objects.first()


def test_an_internship_without_an_agreement_has_its_agreed_day_and_no_other_duties(slagelse: Place) -> None:
    Course.objects.create(
        participant=world.participant(slagelse.team),
        presence=slagelse.presence,
        started_on=START,
        planned_until=dt.date(2018, 3, 2),
    )
    (one,) = found(slagelse, dt.date(2018, 3, 10))
    assert (one.kind, one.due) == (Kind.FRAME, dt.date(2018, 3, 2))


def test_the_oldest_unsent_sheet_is_asked_for(slagelse: Place, course: Course) -> None:
    assert found(slagelse, dt.date(2018, 3, 1), Kind.SHEET) == []
    (one,) = found(slagelse, dt.date(2018, 4, 11), Kind.SHEET)
    assert one.due == dt.date(2018, 4, 11)
    assert why(one) == (
        "Fremmødesedlen for 5. februar 2018 – 4. april 2018 skal være sendt senest 11. april 2018, fem arbejdsdage efter "
        "perioden."
    )
    (late,) = found(slagelse, dt.date(2018, 8, 20), Kind.SHEET)
    assert why(late).startswith("Der mangler tre fremmødesedler. Den ældste, for 5. februar 2018")
    hours = dict.fromkeys(("planned", "attended", "lawful", "absent"), 10)
    AttendanceSheet.objects.create(
        course=course, period_from=START, period_to=dt.date(2018, 4, 4), sent_on=dt.date(2018, 4, 9), **hours
    )
    (next_one,) = found(slagelse, dt.date(2018, 6, 1), Kind.SHEET)
    assert next_one.due == dt.date(2018, 6, 12)  # 5 June is Constitution Day
    assert "5. april 2018" in why(next_one)


def test_an_ended_course_is_asked_for_its_last_sheet_for_half_a_year(slagelse: Place, course: Course) -> None:
    course.ended_on = dt.date(2018, 3, 9)
    course.save()
    (one,) = found(slagelse, dt.date(2018, 3, 20), Kind.SHEET)
    assert "9. marts 2018" in why(one)
    assert len(found(slagelse, dt.date(2018, 9, 4), Kind.SHEET)) == 1
    assert found(slagelse, dt.date(2018, 9, 10), Kind.SHEET) == []


def test_a_meeting_is_due_until_it_is_held_or_called_off(slagelse: Place, course: Course) -> None:
    asked = FollowUp.objects.create(course=course, asked_by="mentor", asked_on=dt.date(2018, 3, 5))
    (one,) = found(slagelse, dt.date(2018, 3, 8), Kind.MEETING)
    assert one.due == dt.date(2018, 3, 19)
    assert why(one) == "Mentoren bad om et møde 5. marts 2018, og det skal holdes senest 19. marts 2018."
    asked.wanted_by = dt.date(2018, 3, 10)  # a Saturday
    asked.save()
    assert found(slagelse, dt.date(2018, 3, 8), Kind.MEETING)[0].due == dt.date(2018, 3, 12)
    for name in ("held_on", "called_off_on"):
        setattr(asked, name, dt.date(2018, 3, 7))
        asked.save()
        assert found(slagelse, dt.date(2018, 3, 8), Kind.MEETING) == []
        setattr(asked, name, None)


def test_a_description_is_needed_on_the_day_of_the_meeting_itself(slagelse: Place, course: Course) -> None:
    kind = DescriptionKind.objects.first()
    saturday = dt.date(2018, 3, 10)
    one = Description.objects.create(course=course, kind=kind, ordered_on=dt.date(2018, 2, 20), needed_by=saturday)
    assert found(slagelse, dt.date(2018, 3, 1), Kind.DESCRIPTION)[0].due == saturday
    one.delivered_on = dt.date(2018, 3, 1)
    one.save()
    assert found(slagelse, dt.date(2018, 3, 1), Kind.DESCRIPTION) == []


# --- Jobs -------------------------------------------------------------------------------------------------------------
def test_a_flex_job_is_followed_up_by_law(slagelse: Place) -> None:
    job = Placement.objects.create(presence=slagelse.presence, type=world.job_type(), started_on=dt.date(2016, 6, 1))
    assert found(slagelse, dt.date(2018, 9, 1), Kind.FLEX) == []
    (one,) = found(slagelse, dt.date(2018, 9, 2), Kind.FLEX)  # ninety days ahead
    assert one.due == dt.date(2018, 12, 1)  # a Saturday, and it stays
    assert one.statutory
    assert why(one) == (
        "Jobbet begyndte 1. juni 2016. Der skal følges op senest to et halvt år efter, 1. december 2018."
    )
    JobFollowUp.objects.create(placement=job, held_on=dt.date(2018, 11, 30))
    assert found(slagelse, dt.date(2018, 12, 2), Kind.FLEX) == []
    (again,) = found(slagelse, dt.date(2021, 5, 1), Kind.FLEX)
    assert again.due == dt.date(2021, 5, 30)


def test_only_temporary_flex_jobs_have_a_status_and_no_other_job_has_anything(slagelse: Place) -> None:
    job = Placement.objects.create(presence=slagelse.presence, type=world.job_type(), started_on=dt.date(2016, 6, 1))
    Placement.objects.create(presence=slagelse.presence, type=world.job_type("full_time"), started_on=START)
    day = dt.date(2020, 11, 1)
    assert found(slagelse, day, Kind.FLEX_STATUS) == []
    job.temporary = True
    job.save()
    (one,) = found(slagelse, day, Kind.FLEX_STATUS)
    assert one.due == dt.date(2020, 12, 1)
    JobFollowUp.objects.create(placement=job, kind="status", held_on=day)
    assert found(slagelse, day, Kind.FLEX_STATUS) == []
    job.ended_on = dt.date(2018, 11, 30)
    job.save()
    assert found(slagelse, dt.date(2018, 11, 30), Kind.FLEX) == []


# --- Agreements and collaborations ------------------------------------------------------------------------------------
def test_an_agreement_and_its_terms_end_within_ninety_days(slagelse: Place) -> None:
    agreement = slagelse.agreement
    terms = Terms.objects.get(agreement=agreement)
    terms.valid_to = dt.date(2018, 12, 31)
    terms.save()
    (one,) = found(slagelse, dt.date(2018, 11, 1), Kind.TERMS_END)
    assert one.due == dt.date(2019, 1, 2)
    agreement.valid_to = terms.valid_to
    agreement.save()
    assert found(slagelse, dt.date(2018, 11, 1), Kind.TERMS_END) == []
    assert found(slagelse, dt.date(2018, 9, 1), Kind.AGREEMENT_ENDS) == []
    (ends,) = found(slagelse, dt.date(2018, 11, 1), Kind.AGREEMENT_ENDS)
    assert ends.due == dt.date(2018, 12, 31)
    assert found(slagelse, dt.date(2019, 1, 1), Kind.AGREEMENT_ENDS, Kind.EVALUATION) == []


def test_an_agreement_is_evaluated_every_year(slagelse: Place) -> None:
    (one,) = found(slagelse, dt.date(2018, 12, 1), Kind.EVALUATION)
    assert one.due == dt.date(2019, 1, 2)
    Evaluation.objects.create(
        agreement=slagelse.agreement, counted_from=dt.date(2018, 1, 1), as_of=dt.date(2018, 6, 30)
    )
    assert found(slagelse, dt.date(2018, 12, 1), Kind.EVALUATION) == []
    (later,) = found(slagelse, dt.date(2019, 5, 1), Kind.EVALUATION)
    assert later.due == dt.date(2019, 7, 1)
    assert "sidst evalueret pr. 30. juni 2018" in why(later)


def test_a_step_of_an_action_plan_is_due_until_it_is_done(slagelse: Place) -> None:
    together = Collaboration.objects.create(presence=slagelse.presence, partner_name="Havnen", valid_from=START)
    step = ActionStep.objects.create(
        collaboration=together, what="Find et lokale", owner="Karen", due_on=dt.date(2018, 3, 10)
    )
    ActionStep.objects.create(collaboration=together, what="Tal med naboen")
    (one,) = found(slagelse, dt.date(2018, 3, 1), Kind.STEP)
    assert one.due == dt.date(2018, 3, 12)
    assert why(one) == "Find et lokale: skal være gjort senest 12. marts 2018. Karen står for det."
    step.done_on = dt.date(2018, 3, 1)
    step.save()
    assert found(slagelse, dt.date(2018, 3, 1), Kind.STEP) == []


# --- Who sees it ------------------------------------------------------------------------------------------------------
def test_another_team_and_another_municipality_see_nothing_of_it(
    slagelse: Place, kolding: Place, course: Course
) -> None:
    day = dt.date(2018, 4, 20)
    FollowUp.objects.create(course=course, asked_on=day)
    Description.objects.create(course=course, kind=DescriptionKind.objects.first(), ordered_on=day, needed_by=day)
    number = course.participant.number
    assert len(found(slagelse, day)) == 5
    assert len(found(slagelse, day, who="coordinator")) == 5
    assert found(slagelse, day, who="colleague") == []
    assert not any(number in one.title + one.why for one in found(kolding, day))
    assert not any(one.enterprise == "VeteranHaven" for one in found(kolding, day, who="coordinator"))


def test_a_job_of_another_teams_participant_names_nobody(slagelse: Place, course: Course) -> None:
    Placement.objects.create(
        presence=slagelse.presence,
        type=world.job_type(),
        started_on=dt.date(2016, 6, 1),
        participant=course.participant,
    )
    (one,) = found(slagelse, dt.date(2018, 12, 1), Kind.FLEX, who="colleague")
    assert course.participant.number not in one.title + one.why
    assert not one.owner.is_of_my_team(slagelse.access("colleague"))
    assert one.owner.is_mine(slagelse.access("consultant"))


def test_nothing_is_nobodys(slagelse: Place, course: Course) -> None:
    """Without a responsible it is the team's; without a team the coordinators'; with one it is hers alone."""
    day = dt.date(2018, 3, 1)
    (one,) = found(slagelse, day, Kind.PLAN)
    consultant, coordinator = slagelse.access("consultant"), slagelse.access("coordinator")
    assert one.owner.is_mine(consultant)
    assert not one.owner.is_mine(coordinator)
    assert one.owner.said(consultant) == "Team Fleksjob"
    course.participant.responsible = slagelse.coordinator
    course.participant.save()
    (one,) = found(slagelse, day, Kind.PLAN)
    assert one.owner.is_mine(coordinator)
    assert not one.owner.is_mine(consultant)
    assert one.owner.is_of_my_team(consultant)
    assert one.owner.said(coordinator) == "Din opgave"
    assert one.owner.said(consultant) == slagelse.coordinator.name
    (evaluation,) = found(slagelse, dt.date(2018, 12, 1), Kind.EVALUATION)
    assert evaluation.owner.is_mine(coordinator)
    assert not evaluation.owner.is_mine(consultant)


def test_what_lies_in_the_trash_is_not_due(slagelse: Place, course: Course) -> None:
    from django.utils import timezone

    asked = FollowUp.objects.create(course=course, asked_on=START)
    day = dt.date(2018, 4, 20)
    asked.deleted_at = timezone.now()
    asked.save()
    assert found(slagelse, day, Kind.MEETING) == []
    FollowUp.objects.create(course=course, asked_on=START)
    course.deleted_at = timezone.now()
    course.save()
    assert found(slagelse, day) == []


def test_the_number_of_queries_does_not_grow(slagelse: Place, course: Course) -> None:
    day = dt.date(2018, 4, 20)

    def queries() -> int:
        access = slagelse.access()
        with CaptureQueriesContext(connection) as caught:
            open_deadlines(access, day)
        return len(caught)

    def one_more() -> None:
        who = world.participant(slagelse.team)
        more = Course.objects.create(
            participant=who, presence=slagelse.presence, agreement=slagelse.agreement, started_on=START
        )
        Plan.objects.create(course=more)
        FollowUp.objects.create(course=more, asked_on=START)
        Description.objects.create(course=more, kind=DescriptionKind.objects.first(), ordered_on=START, needed_by=day)
        Placement.objects.create(
            presence=slagelse.presence, type=world.job_type(), started_on=dt.date(2015, 6, 1), participant=who
        )
        together = Collaboration.objects.create(presence=slagelse.presence, partner_name="Havnen")
        ActionStep.objects.create(collaboration=together, what="Ring", due_on=START)

    one_more()
    few = queries()
    for _ in range(6):
        one_more()
    assert queries() == few
    assert few <= 12


# --- Why it is late ---------------------------------------------------------------------------------------------------
TODAY = dt.date.today()


@pytest.fixture
def late(slagelse: Place) -> Deadline:
    """A plan that is a fortnight late today."""
    slagelse.agreement.terms.update(valid_from=None)
    world.course(slagelse, TODAY - dt.timedelta(weeks=6))
    (one,) = found(slagelse, TODAY, Kind.PLAN)
    return one


def reason(code: str = "absence") -> DelayReason:
    return DelayReason.objects.get(code=code)


def noting(one: Deadline, code: str = "absence") -> Delay:
    return Delay(kind=one.kind.value, about_id=one.about_id, due_on=one.due, reason=reason(code))


def test_a_reason_is_noted_and_corrected(slagelse: Place, late: Deadline) -> None:
    noted = delays.note_delay(slagelse.access("consultant"), noting(late))
    assert noted.municipality == slagelse.municipality
    (one,) = found(slagelse, TODAY, Kind.PLAN)
    assert one.delay == noted
    corrected = delays.correct_delay(
        slagelse.access("consultant"), noted, reason=reason("work-trial"), expected_version=1
    )
    assert corrected.version == 2
    with pytest.raises(Conflict):
        delays.correct_delay(slagelse.access("consultant"), noted, reason=reason("other"), expected_version=1)


def test_a_reason_is_only_for_what_is_late_and_ones_own(slagelse: Place, kolding: Place, late: Deadline) -> None:
    for access in (slagelse.access("colleague"), kolding.access("coordinator")):
        with pytest.raises(PermissionDenied):
            delays.note_delay(access, noting(late))
    with pytest.raises(PermissionDenied):
        delays.note_delay(slagelse.access("consultant"), noting(replace(late, due=late.due - DAY)))
    unknown = Delay(kind="noget", about_id=1, due_on=late.due, reason=reason())
    with pytest.raises(PermissionDenied):
        delays.note_delay(slagelse.access("consultant"), unknown)
    noted = delays.note_delay(slagelse.access("consultant"), noting(late))
    with pytest.raises(PermissionDenied):
        delays.correct_delay(slagelse.access("colleague"), noted, reason=reason(), expected_version=1)
    with pytest.raises(ValidationError):
        delays.note_delay(slagelse.access("consultant"), noting(late, "other"))


def test_what_is_not_late_needs_no_reason(slagelse: Place) -> None:
    world.course(slagelse, TODAY)
    (one,) = found(slagelse, TODAY, Kind.PLAN)
    with pytest.raises(ValidationError):
        delays.note_delay(slagelse.access("consultant"), noting(one))


def test_a_settled_deadline_can_have_no_new_reason(slagelse: Place, late: Deadline) -> None:
    Plan.objects.filter(course=late.about_id).update(made_on=TODAY)
    with pytest.raises(PermissionDenied):
        delays.note_delay(slagelse.access("consultant"), noting(late))

"""The database holds the rules, whoever writes to it. Every constraint of the app is tried here."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from agreements.models import (
    Agreement,
    AttendanceSheet,
    AttendanceWeek,
    Collaboration,
    Contact,
    Course,
    CourseHours,
    Delay,
    DelayReason,
    Description,
    DescriptionKind,
    Document,
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    Extension,
    ExtensionReason,
    FollowUp,
    HoursStep,
    Initiative,
    JobFollowUp,
    JobNeed,
    NoPlanReason,
    Outcome,
    Participant,
    Participation,
    Party,
    Pause,
    PauseReason,
    Placement,
    PlacementEndReason,
    Plan,
    PlanRevision,
    Readiness,
    Terms,
)
from socialportal.common.records import Vocabulary

from . import world
from .world import Place

DAY, LATER = dt.date(2018, 2, 5), dt.date(2018, 5, 4)
BACKWARDS = {"valid_from": LATER, "valid_to": DAY}


class Records:
    """One of each, made directly."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.agreement = place.agreement
        self.participant = world.participant(place.team)
        self.course = world.course(place, participant=self.participant)

    def placement(self, **fields: Any) -> Placement:
        fields = {"presence": self.place.presence, "type": world.job_type(), "started_on": DAY, **fields}
        return Placement.objects.create(**fields)

    def hours(self, placement: Placement, **fields: Any) -> HoursStep:
        fields = {"valid_from": DAY, "hours_per_week": Decimal(10), **fields}
        return HoursStep.objects.create(placement=placement, **fields)

    def initiative(self, **fields: Any) -> Initiative:
        fields = {"municipality": self.place.municipality, "key": "borger-i-job", "name": "Borger i job", **fields}
        return Initiative.objects.create(**fields)

    def evaluation(self, **fields: Any) -> Evaluation:
        return Evaluation.objects.create(**{"agreement": self.agreement, "counted_from": DAY, "as_of": LATER, **fields})

    def collaboration(self, **fields: Any) -> Collaboration:
        return Collaboration.objects.create(**{"presence": self.place.presence, "partner_name": "Comwell", **fields})


def twice(make: Callable[[], Any]) -> None:
    make()
    make()


def _outcome(of: Records, code: str, *, primary: bool) -> Outcome:
    return Outcome.objects.create(course=of.course, type=world.outcome(code), primary=primary)


def _terms(of: Records, **fields: Any) -> Terms:
    fields = {
        "agreement": of.agreement,
        "places": 1,
        "frame_weeks": 1,
        "plan_due_weeks": 1,
        "valid_to": LATER,
        **fields,
    }
    return Terms.objects.create(**fields)


def _participation(of: Records, initiative: Initiative, **fields: Any) -> Participation:
    return Participation.objects.create(initiative=initiative, presence=of.place.presence, **fields)


def _agreement(of: Records, **fields: Any) -> Agreement:
    fields = {"municipality": of.place.municipality, "presence": of.place.presence, "number": 9, **fields}
    return Agreement.objects.create(**fields)


def _open_participation_twice(of: Records) -> None:
    initiative = of.initiative()
    twice(lambda: _participation(of, initiative))


def _hours_twice(of: Records) -> None:
    placement = of.placement()
    twice(lambda: of.hours(placement))


def _answer_twice(of: Records) -> None:
    evaluation, question = of.evaluation(), EvaluationQuestion.objects.first()
    twice(lambda: EvaluationAnswer.objects.create(evaluation=evaluation, question=question, text="Ja."))


def _course(of: Records, **fields: Any) -> Course:
    fields = {"participant": of.participant, "presence": of.place.presence, "started_on": DAY, **fields}
    return Course.objects.create(**fields)


def _pause(of: Records, **fields: Any) -> Pause:
    return Pause.objects.create(
        **{"course": of.course, "paused_from": DAY, "reason": PauseReason.objects.first(), **fields}
    )


def _week(of: Records, **fields: Any) -> AttendanceWeek:
    return AttendanceWeek.objects.create(**{"course": of.course, "monday": DAY, **fields})


def _sheet(of: Records, **fields: Any) -> AttendanceSheet:
    hours = dict.fromkeys(("planned", "attended", "lawful", "absent"), Decimal(0))
    fields = {"course": of.course, "period_from": DAY, "period_to": LATER, "sent_on": LATER, **hours, **fields}
    return AttendanceSheet.objects.create(**fields)


def _description(of: Records, **fields: Any) -> Description:
    kind = DescriptionKind.objects.first()
    fields = {"course": of.course, "kind": kind, "ordered_on": DAY, "needed_by": LATER, **fields}
    return Description.objects.create(**fields)


def _course_hours(of: Records, **fields: Any) -> CourseHours:
    return CourseHours.objects.create(
        **{"course": of.course, "valid_from": DAY, "hours_per_week": Decimal(5), **fields}
    )


def _need(of: Records, **fields: Any) -> JobNeed:
    hours = {"hours_from": Decimal(5), "hours_to": Decimal(10)}
    return JobNeed.objects.create(
        **{"presence": of.place.presence, "title": "Køkken", "wanted_from": DAY, **hours, **fields}
    )


def _readiness(of: Records, **fields: Any) -> Readiness:
    hours = {"hours_from": Decimal(5), "hours_to": Decimal(10)}
    return Readiness.objects.create(**{"participant": of.participant, "ready_from": DAY, **hours, **fields})


def _signed_for(row: Any, of: Records) -> None:
    row.journaled_by = of.place.consultant
    row.save()


def _plan(of: Records) -> Plan:
    return Plan.objects.get(course=of.course)


def _contact(of: Records) -> Contact:
    return Contact.objects.create(municipality=of.place.municipality, name="A", title="B", email="a@b.example")


def _delay(of: Records) -> Delay:
    about = {"kind": "plan", "about_id": of.course.pk, "due_on": DAY}
    return Delay.objects.create(municipality=of.place.municipality, reason=DelayReason.objects.first(), **about)


def _revision_twice(of: Records) -> None:
    twice(lambda: PlanRevision.objects.create(plan=_plan(of), revised_on=DAY, kind="drafted"))


def _party_twice(of: Records) -> None:
    collaboration = of.collaboration()
    twice(lambda: Party.objects.create(collaboration=collaboration, name="BoligKorsør"))


def _job_follow_up_twice(of: Records) -> None:
    placement = of.placement()
    twice(lambda: JobFollowUp.objects.create(placement=placement, held_on=DAY))


_held = {"kind": "meeting", "asked_on": LATER}

ATTEMPTS: dict[str, Callable[[Records], Any]] = {
    "agreements_agreement_dates_in_order": lambda of: _agreement(of, **BACKWARDS),
    "agreements_agreement_number_once": lambda of: _agreement(of, number=of.agreement.number),
    "agreements_terms_dates_in_order": lambda of: _terms(of, **BACKWARDS),
    "agreements_terms_places_positive": lambda of: _terms(of, places=0),
    "agreements_terms_price_not_negative": lambda of: _terms(of, price_per_place=-1),
    "agreements_terms_one_open": lambda of: _terms(of, valid_to=None),
    "agreements_participant_number_once": lambda of: Participant.objects.create(
        municipality=of.place.municipality, team=of.place.team, number=of.participant.number
    ),
    "agreements_course_dates_in_order": lambda of: _course(of, started_on=LATER, ended_on=DAY),
    "agreements_course_one_running": lambda of: _course(of),
    "agreements_plan_none_has_reason_and_day": lambda of: Plan.objects.filter(course=of.course).update(no_plan_on=DAY),
    "agreements_plan_made_after_none": lambda of: Plan.objects.filter(course=of.course).update(
        made_on=DAY, no_plan_on=DAY, no_plan_reason=NoPlanReason.objects.first()
    ),
    "agreements_extension_weeks_positive": lambda of: Extension.objects.create(
        course=of.course, decided_on=DAY, weeks=0, reason=ExtensionReason.objects.first()
    ),
    "agreements_outcome_one_primary": lambda of: [
        _outcome(of, "fleksjob", primary=True),
        _outcome(of, "education", primary=True),
    ],
    "agreements_outcome_type_once": lambda of: twice(lambda: _outcome(of, "fleksjob", primary=False)),
    "agreements_placement_dates_in_order": lambda of: of.placement(started_on=LATER, ended_on=DAY),
    "agreements_placement_channel_known": lambda of: of.placement(channel="rygte"),
    "agreements_hours_one_a_day": _hours_twice,
    "agreements_hours_intensity_percent": lambda of: of.hours(of.placement(), intensity=101),
    "agreements_hours_positive": lambda of: of.hours(of.placement(), hours_per_week=0),
    "agreements_initiative_dates_in_order": lambda of: of.initiative(**BACKWARDS),
    "agreements_initiative_key_once": lambda of: twice(of.initiative),
    "agreements_participation_dates_in_order": lambda of: _participation(of, of.initiative(), **BACKWARDS),
    "agreements_participation_once": _open_participation_twice,
    "agreements_collaboration_dates_in_order": lambda of: of.collaboration(**BACKWARDS),
    "agreements_collaboration_one_partner": lambda of: of.collaboration(partner_name=""),
    "agreements_evaluation_dates_in_order": lambda of: of.evaluation(counted_from=LATER, as_of=DAY),
    "agreements_evaluation_once_a_day": lambda of: twice(of.evaluation),
    "agreements_evaluation_sent_has_copy": lambda of: of.evaluation(sent_on=LATER),
    "agreements_answer_once": _answer_twice,
    "agreements_attendancesheet_journaled_has_day": lambda of: _signed_for(_sheet(of), of),
    "agreements_collaboration_kind_known": lambda of: of.collaboration(kind="venskab"),
    "agreements_contact_email_once": lambda of: twice(lambda: _contact(of)),
    "agreements_course_planned_until_without_agreement": lambda of: _course(of, planned_until=DAY, started_on=LATER),
    "agreements_course_referred_before_start": lambda of: _course(of, referred_on=LATER),
    "agreements_coursehours_one_a_day": lambda of: twice(lambda: _course_hours(of)),
    "agreements_coursehours_sensible": lambda of: _course_hours(of, intensity=101),
    "agreements_delay_once": lambda of: twice(lambda: _delay(of)),
    "agreements_description_answer_has_day": lambda of: _description(of, answer="accepted"),
    "agreements_description_delivered_after_order": lambda of: _description(of, delivered_on=dt.date(2018, 1, 1)),
    "agreements_description_journaled_has_day": lambda of: _signed_for(_description(of), of),
    "agreements_description_needed_after_order": lambda of: _description(of, ordered_on=LATER, needed_by=DAY),
    "agreements_document_of_one": lambda of: Document.objects.create(title="Løst", size=1),
    "agreements_evaluation_journaled_has_day": lambda of: _signed_for(of.evaluation(), of),
    "agreements_followup_dates_in_order": lambda of: FollowUp.objects.create(course=of.course, held_on=DAY, **_held),
    "agreements_followup_held_or_called_off": lambda of: FollowUp.objects.create(
        course=of.course, held_on=LATER, called_off_on=LATER, **_held
    ),
    "agreements_jobfollowup_once": _job_follow_up_twice,
    "agreements_need_filled_is_closed": lambda of: _need(of, filled=True),
    "agreements_need_hours_in_order": lambda of: _need(of, hours_to=Decimal(1)),
    "agreements_party_once": _party_twice,
    "agreements_pause_dates_in_order": lambda of: _pause(of, paused_from=LATER, paused_to=DAY),
    "agreements_pause_one_open": lambda of: twice(lambda: _pause(of)),
    "agreements_placement_end_reason_has_day": lambda of: of.placement(end_reason=PlacementEndReason.objects.first()),
    "agreements_plan_journaled_has_day": lambda of: _signed_for(_plan(of), of),
    "agreements_planrevision_once": _revision_twice,
    "agreements_readiness_dates_in_order": lambda of: _readiness(of, ready_from=LATER, ready_until=DAY),
    "agreements_readiness_hours_in_order": lambda of: _readiness(of, hours_to=Decimal(1)),
    "agreements_sheet_dates_in_order": lambda of: _sheet(of, period_from=LATER, period_to=DAY),
    "agreements_sheet_once": lambda of: twice(lambda: _sheet(of)),
    "agreements_week_not_negative": lambda of: _week(of, attended=-1),
    "agreements_week_once": lambda of: twice(lambda: _week(of)),
}


def vocabularies() -> list[type[Vocabulary]]:
    return [model for model in apps.get_app_config("agreements").get_models() if issubclass(model, Vocabulary)]


for _model in vocabularies():
    _stem = f"agreements_{_model._meta.model_name}"
    _word = {"code": "et-ord", "name": "Et ord"}
    ATTEMPTS[f"{_stem}_dates_in_order"] = lambda of, m=_model, w=_word: m.objects.create(**w, **BACKWARDS)
    ATTEMPTS[f"{_stem}_code_once"] = lambda of, m=_model, w=_word: twice(lambda: m.objects.create(**w, valid_from=DAY))
    ATTEMPTS[f"{_stem}_first_once"] = lambda of, m=_model, w=_word: twice(lambda: m.objects.create(**w))


def all_constraints() -> dict[str, models.BaseConstraint]:
    found = apps.get_app_config("agreements").get_models()
    return {constraint.name: constraint for model in found for constraint in model._meta.constraints}


def test_every_constraint_is_tried() -> None:
    assert set(ATTEMPTS) == set(all_constraints())


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_holds(name: str, slagelse: Place) -> None:
    of = Records(slagelse)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        ATTEMPTS[name](of)
    told = str(caught.value)
    constraint = all_constraints()[name]
    if (
        isinstance(constraint, models.UniqueConstraint) and "UNIQUE constraint failed" in told
    ):  # SQLite names the columns
        assert all(f".{column}" in told for column in constraint.fields if not column.endswith("municipality")) or (
            constraint.name in told
        )
    else:
        assert name in told


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_says_what_to_do_in_danish(name: str) -> None:
    message = str(all_constraints()[name].violation_error_message)
    assert message.endswith(".")
    assert "constraint" not in message.lower()

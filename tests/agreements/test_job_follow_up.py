"""Jobs that are followed: follow-ups of flex jobs, ends with a reason, and what comes next."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agreements.lifecycle import JobFacts, JobStep, next_of_job
from agreements.models import JobFollowUp, Placement, PlacementEndReason
from agreements.services import job_follow_up as follow_ups
from agreements.services import placement as services
from socialportal.accounts.access import SYSTEM
from socialportal.common.records import Conflict

from . import world
from .reading import at, client_of, options_of, text_of
from .world import Place

START = dt.date(2018, 4, 3)
REVIEW, STATUS, TALK = JobFollowUp.Kind.REVIEW, JobFollowUp.Kind.STATUS, JobFollowUp.Kind.TALK
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))


def job(of: Place, code: str = "fleksjob", **fields) -> Placement:
    fields = {"presence": of.presence, "type": world.job_type(code), "started_on": START, **fields}
    return services.register_placement(SYSTEM, Placement(**fields))


def held(of: Placement, day: dt.date = dt.date(2020, 10, 1), kind: str = REVIEW, **fields) -> JobFollowUp:
    fields.setdefault("conditions_met", None if kind == TALK else True)
    return follow_ups.note_follow_up(SYSTEM, JobFollowUp(placement=of, held_on=day, kind=kind, **fields))


def why(code: str = "ordinary-enterprise") -> PlacementEndReason:
    return PlacementEndReason.objects.get(code=code)


# --- What comes next (pure) -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "review", "status", "hours", "step", "overdue"),
    [
        (dt.date(2018, 4, 2), None, None, False, JobStep.WAIT, False),
        (dt.date(2018, 4, 3), None, None, False, JobStep.HOURS, False),
        (dt.date(2018, 5, 3), dt.date(2020, 10, 3), None, True, JobStep.FOLLOW, False),
        (dt.date(2020, 9, 4), dt.date(2020, 10, 3), None, True, JobStep.FOLLOW, False),
        (dt.date(2020, 9, 5), dt.date(2020, 10, 3), None, True, JobStep.REVIEW, False),
        (dt.date(2020, 10, 3), dt.date(2020, 10, 3), None, False, JobStep.REVIEW, False),
        (dt.date(2020, 10, 4), dt.date(2020, 10, 3), None, True, JobStep.REVIEW, True),
        (dt.date(2022, 10, 4), dt.date(2023, 4, 3), dt.date(2022, 10, 3), True, JobStep.STATUS, True),
    ],
)
def test_the_next_step_of_a_job(day, review, status, hours, step, overdue) -> None:
    found = next_of_job(JobFacts(START, None, hours, review, status), day)
    assert (found.step, found.overdue) == (step, overdue)


@given(day=DAYS, ended=DAYS, review=DAYS, status=DAYS)
def test_nothing_is_asked_for_after_the_last_day(day, ended, review, status) -> None:
    found = next_of_job(JobFacts(dt.date(2015, 1, 1), ended, True, review, status), day)
    assert (found.step is JobStep.DONE) == (ended < day)
    if found.due is not None:
        assert found.due <= ended
        assert found.due == min(due for due in (review, status) if due <= ended)


# --- Follow-ups -------------------------------------------------------------------------------------------------------
def test_a_follow_up_is_held_within_the_job_and_not_in_the_future(slagelse: Place) -> None:
    made = job(slagelse)
    with world.refused("Jobbet begyndte 3. april 2018", field="held_on"):
        held(made, dt.date(2018, 4, 2))
    with world.refused("ude i fremtiden", field="held_on"):
        held(made, dt.date.today() + dt.timedelta(days=1))
    held(made, START)
    with world.refused("allerede noteret"):
        held(made, START)


def test_what_is_asked_depends_on_the_kind_of_job(slagelse: Place) -> None:
    ordinary, flex = job(slagelse, "part_time"), job(slagelse)
    with world.refused("ikke et fleksjob", field="kind"):
        held(ordinary)
    with world.refused("ikke midlertidigt", field="kind"):
        held(flex, kind=STATUS)
    with world.refused("stadig er opfyldt", field="conditions_met"):
        held(flex, conditions_met=None)
    with world.refused("ikke ved en samtale", field="conditions_met"):
        held(flex, kind=TALK, conditions_met=True)
    held(ordinary, kind=TALK)
    held(job(slagelse, temporary=True), kind=STATUS)


def test_a_follow_up_is_corrected_removed_and_brought_back(slagelse: Place, kolding: Place) -> None:
    one = held(job(slagelse))
    access = slagelse.access("colleague")
    one.changed = True
    follow_ups.correct_follow_up(access, one, expected_version=1)
    with pytest.raises(Conflict):
        follow_ups.correct_follow_up(access, one, expected_version=1)
    with pytest.raises(PermissionDenied):
        follow_ups.remove_follow_up(kolding.access(), one, expected_version=2)
    follow_ups.remove_follow_up(access, one, expected_version=2)
    assert not JobFollowUp.objects.exists()
    follow_ups.restore_follow_up(access, JobFollowUp.with_deleted.get())
    assert JobFollowUp.objects.get().changed


def test_only_a_flex_job_is_temporary_and_a_job_begins_before_what_was_held(slagelse: Place) -> None:
    with world.refused("Kun et fleksjob", field="temporary"):
        job(slagelse, "part_time", temporary=True)
    made = job(slagelse)
    held(made)
    made.started_on = dt.date(2020, 10, 2)
    with world.refused("1. oktober 2020", field="started_on"):
        services.correct_placement(SYSTEM, made, expected_version=1)


# --- Ends -------------------------------------------------------------------------------------------------------------
def test_an_end_has_a_reason_of_the_list_and_can_be_taken_back(slagelse: Place) -> None:
    made, access = job(slagelse), slagelse.access("consultant")
    word = why()
    word.valid_to = dt.date(2019, 12, 31)
    with world.refused("var ikke i brug", field="end_reason"):
        services.end_placement(access, made, ended_on=dt.date(2020, 1, 1), end_reason=word, expected_version=1)
    services.end_placement(access, made, ended_on=dt.date(2019, 1, 1), end_reason=word, expected_version=1)
    with world.refused("hvorfor", field="reason"):
        services.reopen_placement(access, made, expected_version=2, reason=" ")
    with pytest.raises(Conflict):
        services.reopen_placement(access, made, expected_version=1, reason="Fejl")
    services.reopen_placement(
        access, Placement.objects.get(), expected_version=2, reason="Opsigelsen blev trukket tilbage"
    )
    found = Placement.objects.get()
    assert (found.ended_on, found.end_reason) == (None, None)
    with world.refused("ikke genåbnes"):
        services.reopen_placement(access, found, expected_version=3, reason="Igen")


def test_a_flex_job_from_the_page(slagelse: Place, consultant: Client) -> None:
    """The next step leads to the follow-up, and what is held moves the deadline."""
    made = job(slagelse, temporary=True)
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Næste skridt: hold opfølgning på fleksjobbet" in page
    assert "skulle være holdt senest 3. oktober 2020" in page
    form = consultant.get(at("job-follow-up-add", made.pk))
    assert options_of(form, "kind").count("<option") == 3
    data = {"kind": "review", "held_on": "2020-10-01", "conditions_met": ""}
    assert consultant.post(at("job-follow-up-add", made.pk), data).status_code == 422
    assert consultant.post(at("job-follow-up-add", made.pk), data | {"conditions_met": "False"}).status_code == 302
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Næste skridt: gør status på fleksjobbet" in page, page
    assert "senest 3. oktober 2022" in page
    assert "Betingelserne er ikke opfyldt." in page
    assert "1. april 2023" in page  # the next review, thirty months after the one that was held
    colleague = text_of(client_of(slagelse.colleague).get(made.get_absolute_url()))
    assert "Betingelserne er ikke opfyldt." in colleague  # nobody the portal knows has this job


def test_what_is_about_the_person_is_for_the_team(slagelse: Place) -> None:
    made = job(slagelse, participant=world.participant(slagelse.team))
    held(made, conditions_met=False)
    made = Placement.objects.get()
    services.end_placement(
        SYSTEM, made, ended_on=dt.date(2021, 1, 1), end_reason=why("conditions-gone"), expected_version=1
    )
    reads = {
        who: text_of(client_of(getattr(slagelse, who)).get(made.get_absolute_url()))
        for who in ("consultant", "colleague")
    }
    for words in ("Betingelserne er ikke opfyldt", "Betingelserne var ikke længere opfyldt"):
        assert words in reads["consultant"]
        assert words not in reads["colleague"]
    # nor by way of the forms in which they may be corrected
    held_one = JobFollowUp.objects.get()
    for name, record, field in (
        ("placement-edit", made, "end_reason"),
        ("job-follow-up-edit", held_one, "conditions_met"),
    ):
        forms = {
            who: client_of(getattr(slagelse, who)).get(at(name, record.pk)).context["form"].fields
            for who in ("consultant", "colleague")
        }
        assert field in forms["consultant"]
        assert field not in forms["colleague"]
    data = {"kind": "review", "held_on": "2020-10-02", "changed": "on", "version": 1}
    assert client_of(slagelse.colleague).post(at("job-follow-up-edit", held_one.pk), data).status_code == 302
    assert JobFollowUp.objects.get().conditions_met is False


def test_a_job_is_ended_and_reopened_on_its_page(slagelse: Place, consultant: Client) -> None:
    made = job(slagelse)
    end = {"ended_on": "2019-01-01", "version": 1}
    assert consultant.post(at("placement-end", made.pk), end).status_code == 422
    assert consultant.post(at("placement-end", made.pk), end | {"end_reason": why().pk}).status_code == 302
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Grund: Videre til job i en ordinær virksomhed." in page
    assert "Næste skridt" not in page
    assert consultant.post(at("placement-reopen", made.pk), {"version": 2, "reason": "Fejl"}).status_code == 302
    assert "Jobbet løber" in text_of(consultant.get(made.get_absolute_url()))

"""Two participants of whom everything is written that can be, through the services, so that the log, the messages and the mails
tell of it too: one in a course, one whose course has just ended. What stands about them is planted here; the rows are those of
the other files, and `test_participants_stay.py` walks them with these records.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from agreements import models as m
from agreements import weeks
from agreements.models.vocabulary import OutcomeType
from agreements.queries.deadlines import Kind, open_deadlines
from agreements.queries.sheets import for_sheets, next_sheet
from agreements.services import (
    attendance,
    course,
    course_hours,
    delay,
    description,
    follow_up,
    job_follow_up,
    own_course,
    participant,
    pause,
    placement,
    plan,
    readiness,
    sheet,
)
from socialportal.accounts.access import Access, access_of

from .rows_agreements import ALL_FOLLOWERS, FOLLOWERS
from .table import Roles as R
from .table import Row
from .world import World

TODAY = dt.date.today()
START = TODAY - dt.timedelta(days=120)
# What stands about a person, and nobody but her team and the coordinator reads.
CASE, AREA, BEYOND, WHY = "Lærkesag 88", "Lærkeby", "Lærkegrund", "Lærkefejl"
# Words of national lists: whoever may choose them reads them.
WORDS = {
    m.PauseReason: "lærkepause",
    m.ExtensionReason: "lærkeforlængelse",
    m.DelayReason: "lærkeforsinkelse",
    m.DescriptionKind: "lærkebeskrivelse",
    m.Consideration: "lærkehensyn",
    m.PlacementEndReason: "lærkeophør",
    OutcomeType: "lærkestatus",
}

ROWS: list[Row] = []


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def build(world: World) -> None:
    """The agreement's contact, the words, and the two."""
    agreement = world.own["agreement"]
    agreement.contact = m.Contact.objects.create(
        municipality=world.slagelse, name="Kontakt", title="jobcenter", email="kontaktperson@slagelse.example"
    )
    agreement.save()
    words = {}
    for model, name in WORDS.items():
        more: dict[str, Any] = {"group": "other"} if model is OutcomeType else {}
        words[model] = model._default_manager.create(code="laerke", name=name, **more)
        world.plant(name, to=(*ALL_FOLLOWERS, R.SYSTEM_ADMINISTRATOR))
    for word in (CASE, AREA, BEYOND, WHY):
        world.plant(word, to=FOLLOWERS)
    access = access_of(world.users["consultant"])
    for key, in_course in (("lark", True), ("former", False)):
        made = m.Participant(
            team=world.own["team"], case_reference=CASE, target_group=m.participant.TargetGroup.objects.first()
        )
        participant.register_participant(access, made)
        world.plant(made.number, to=(*FOLLOWERS, *R.SUMAK))
        records = world.own[key] = {"participant": made}
        _in_course(world, access, records, words)
        if not in_course:
            _ended(access, records, words)
    _in_job(world, access, world.own["lark"], words)


def _in_course(world: World, access: Access, records: dict[str, Any], words: dict[Any, Any]) -> None:
    agreement, mentor = world.own["agreement"], world.users["mentor"]
    course_of = m.Course(participant=records["participant"], agreement=agreement, started_on=START, mentor=mentor)
    one = records["course"] = course.start_course(access, course_of)
    m.Course.objects.filter(pk=one.pk).update(over_capacity_reason=BEYOND)  # there are places; earlier there were not
    one.over_capacity_reason = BEYOND
    part = {"course": one}
    late = next(found for found in open_deadlines(access, TODAY) if found.key[:2] == (Kind.PLAN.value, one.pk))
    why = m.Delay(kind="plan", about_id=one.pk, due_on=late.due, reason=words[m.DelayReason])
    records["delay"] = delay.note_delay(access, why)
    records["extension"] = course.extend_course(
        access,
        one,
        expected_version=one.version,
        decided_on=ago(30),
        weeks=4,
        extension_reason=words[m.ExtensionReason],
    )
    records["pause"] = pause.pause_course(
        access, m.Pause(**part, paused_from=ago(60), paused_to=ago(54), reason=words[m.PauseReason])
    )
    records["course-hours"] = course_hours.add_course_hours(
        access, m.CourseHours(**part, valid_from=START, hours_per_week=Decimal("6.5"))
    )
    needed = m.Description(**part, kind=words[m.DescriptionKind], ordered_on=ago(40), needed_by=ago(10))
    records["description"] = description.order_description(access, needed)
    records["follow-up"] = follow_up.note_follow_up(access, m.FollowUp(**part, asked_on=ago(50), held_on=ago(45)))
    theirs = access_of(mentor)
    own_course.ask_meeting(theirs, one)
    records["course-plan"] = own_course.note_plan(theirs, one, made_on=ago(80))
    drafted = m.PlanRevision(plan=records["course-plan"], kind=m.PlanRevision.Kind.DRAFTED, revised_on=ago(85))
    records["revision"] = plan.note_revision(access, drafted)
    _sheet(theirs, one)


def _sheet(access: Access, one: m.Course) -> None:
    """The weeks of the first period, and the sheet made from them."""
    first = next_sheet(for_sheets(m.Course.objects.filter(pk=one.pk)).get(), TODAY)
    assert first is not None
    for monday in first.mondays:
        entry = attendance.WeekEntry(one, 0, weeks.Hours(Decimal("6.5"), Decimal("6.5")))
        attendance.record_week(access, monday=monday, entries=[entry])
    sheet.send_sheet(access, one, period_from=first.first)


def _ended(access: Access, records: dict[str, Any], words: dict[Any, Any]) -> None:
    one = m.Course.objects.get(pk=records["course"].pk)
    course.end_course(
        access, one, expected_version=one.version, ended_on=ago(5), primary=words[OutcomeType], further=[]
    )


def _in_job(world: World, access: Access, records: dict[str, Any], words: dict[Any, Any]) -> None:
    """A job that has ended, a flex job whose follow-up is late, one that was registered by mistake; and who is ready for more."""
    who, presence = records["participant"], world.own["agreement"].presence
    given = {"presence": presence, "type": m.PlacementType.objects.get(code="fleksjob"), "participant": who}
    before = placement.register_placement(access, m.Placement(**given, started_on=ago(2400)))
    placement.end_placement(
        access, before, ended_on=ago(2300), end_reason=words[m.PlacementEndReason], expected_version=before.version
    )
    mistake = placement.register_placement(access, m.Placement(**given, started_on=ago(2200)))
    placement.remove_placement(access, mistake, expected_version=mistake.version, reason=WHY)
    hours = m.HoursStep(hours_per_week=Decimal("7.5"))
    late = placement.register_placement(access, m.Placement(**given, started_on=ago(2000)), hours=hours)
    held = m.JobFollowUp(placement=late, held_on=ago(1000), conditions_met=False, changed=True)
    records |= {"job": late, "ended-job": before, "hours": hours}
    records["job-follow-up"] = job_follow_up.note_follow_up(access, held)
    ready = m.Readiness(participant=who, ready_from=ago(5), hours_from=5, hours_to=10, area=AREA, consent_on=ago(5))
    links = {"considerations": [words[m.Consideration]], "competences": []}
    records["readiness"] = readiness.note_readiness(access, ready, links=links)

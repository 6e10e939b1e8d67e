"""Where a course or a job stands and what comes next. Pure: the facts of one in, one step out."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .tabulate import PlanState

SOON = dt.timedelta(days=28)


class CourseState(StrEnum):
    """A course on a day."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


class Step(StrEnum):
    """What is to be done next."""

    WAIT = "wait"
    PLAN = "plan"
    DESCRIPTION = "description"
    MEETING = "meeting"
    FRAME_ENDED = "frame_ended"
    FRAME_ENDS = "frame_ends"
    PAUSED = "paused"
    FOLLOW = "follow"
    DONE = "done"


@dataclass(frozen=True)
class NextStep:
    """What is to be done, by which day, and whether that day has passed."""

    step: Step
    due: dt.date | None
    overdue: bool


@dataclass(frozen=True)
class Facts:
    """What decides the next step of a course. A due is None where nothing was agreed or asked for, and while it waits for a
    pause to end.
    """

    started_on: dt.date
    ended_on: dt.date | None
    plan: PlanState
    plan_due: dt.date | None
    planned_end: dt.date | None
    description_due: dt.date | None = None
    meeting_due: dt.date | None = None
    paused: bool = False


def state_on(day: dt.date, started_on: dt.date, ended_on: dt.date | None) -> CourseState:
    """A course that ends on the day is ended that day (as `Course.running_on`)."""
    if day < started_on:
        return CourseState.PLANNED
    return CourseState.RUNNING if ended_on is None or ended_on > day else CourseState.ENDED


def next_step(facts: Facts, day: dt.date) -> NextStep:
    """The one thing to do: a frame that has run out goes before all, then what is due first (on one day: plan, description,
    meeting, a frame that soon runs out). A course that stands still waits, unless somebody else waits for it.
    """
    state = state_on(day, facts.started_on, facts.ended_on)
    if state is CourseState.ENDED:
        return NextStep(Step.DONE, None, False)
    if state is CourseState.PLANNED:
        return NextStep(Step.WAIT, facts.started_on, False)
    if facts.planned_end and facts.planned_end < day:
        return NextStep(Step.FRAME_ENDED, facts.planned_end, True)
    waits = facts.plan is PlanState.IN_PROGRESS
    asked = [
        (facts.plan_due if waits else None, Step.PLAN),
        (facts.description_due, Step.DESCRIPTION),
        (facts.meeting_due, Step.MEETING),
        (facts.planned_end if facts.planned_end and facts.planned_end <= day + SOON else None, Step.FRAME_ENDS),
    ]
    dated = [(due, step) for due, step in asked if due is not None]
    if dated:
        due, step = min(dated, key=lambda pair: pair[0])
        return NextStep(step, due, due < day)
    if facts.paused:
        return NextStep(Step.PAUSED, None, False)
    if waits:
        return NextStep(Step.PLAN, None, False)
    return NextStep(Step.FOLLOW, facts.planned_end, False)


# --- Jobs -------------------------------------------------------------------------------------------------------------
class JobStep(StrEnum):
    """What is to be done next about a job."""

    WAIT = "wait"
    REVIEW = "review"
    STATUS = "status"
    HOURS = "hours"
    FOLLOW = "follow"
    DONE = "done"


@dataclass(frozen=True)
class JobFacts:
    """What decides the next step of a job. The dues are of a flex job's follow-up and status; None where there is none."""

    started_on: dt.date
    ended_on: dt.date | None
    hours_known: bool
    review_due: dt.date | None = None
    status_due: dt.date | None = None


@dataclass(frozen=True)
class NextOfJob:
    """The same as `NextStep`, of a job."""

    step: JobStep
    due: dt.date | None
    overdue: bool


def next_of_job(facts: JobFacts, day: dt.date) -> NextOfJob:
    """The one thing to do: a follow-up that the law asks for within four weeks goes before hours that nobody has written.

    A job's last day is a day of the job; what falls due after it is not asked for.
    """
    if facts.ended_on is not None and facts.ended_on < day:
        return NextOfJob(JobStep.DONE, None, False)
    if day < facts.started_on:
        return NextOfJob(JobStep.WAIT, facts.started_on, False)
    asked = [(facts.review_due, JobStep.REVIEW), (facts.status_due, JobStep.STATUS)]
    dues = sorted((due, step) for due, step in asked if due and (facts.ended_on is None or due <= facts.ended_on))
    if dues and dues[0][0] <= day + SOON:
        due, step = dues[0]
        return NextOfJob(step, due, due < day)
    if not facts.hours_known:
        return NextOfJob(JobStep.HOURS, None, False)
    return NextOfJob(JobStep.FOLLOW, dues[0][0] if dues else None, False)

"""What the page has read about a course, and what follows from it on a day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from socialportal.common import danish

from ... import deadlines, lifecycle
from ...lifecycle import CourseState, NextStep
from ...models import AttendanceSheet, Description, FollowUp, Outcome, Pause, Placement, Plan
from ...tabulate import PlanState, plan_state


@dataclass(frozen=True)
class Line:
    """Something that happened, or will. `here` marks the next step; `act` is what can be done about the line, and where."""

    day: dt.date
    what: str
    more: str = ""
    shape: str = "done"
    status: str = "Sket"
    here: bool = False
    url: str = ""
    act: str = ""


@dataclass(frozen=True)
class CourseFacts:
    """A course with what belongs to it, as the page has read it. What is in the trash is not among it."""

    course: Any
    plan: Plan | None
    outcomes: list[Outcome]
    placements: list[Placement]
    day: dt.date
    follow_ups: Sequence[FollowUp] = field(default=())
    descriptions: Sequence[Description] = field(default=())
    sheets: Sequence[AttendanceSheet] = field(default=())

    @property
    def plan_state(self) -> PlanState:
        """A running course nobody has written anything about waits for its plan."""
        return plan_state(self.plan, self.day) if self.plan else PlanState.IN_PROGRESS

    @property
    def pauses(self) -> Iterable[Pause]:
        """In their order."""
        found: Iterable[Pause] = self.course.pauses.all()
        return found

    @property
    def pause(self) -> Pause | None:
        """The one the course is in now."""
        found: Pause | None = self.course.pause_on(self.day)
        return found

    @property
    def plan_due(self) -> dt.date | None:
        """The last day for the plan; None where nothing is agreed, and while the day waits for a pause to end."""
        due: dt.date | None = self.course.plan_due()
        return None if self.course.rests(due) else due

    @property
    def planned_end(self) -> dt.date | None:
        """The last day of the frame, or of an internship as agreed; None while it waits for a pause to end."""
        end: dt.date | None = self.course.planned_end()
        return None if self.course.rests(end) else end

    @property
    def state(self) -> CourseState:
        return lifecycle.state_on(self.day, self.course.started_on, self.course.ended_on)

    @property
    def meeting(self) -> FollowUp | None:
        """The follow-up that was asked for and waits longest."""
        waiting = [one for one in self.follow_ups if not one.held_on and not one.called_off_on]
        return min(waiting, key=wanted_by, default=None)

    @property
    def description(self) -> Description | None:
        """The description that is to be delivered first: new, or returned."""
        waiting = [one for one in self.descriptions if is_to_be_delivered(one)]
        return min(waiting, key=lambda one: one.needed_by, default=None)

    @property
    def next(self) -> NextStep:
        """What is to be done."""
        facts = lifecycle.Facts(
            started_on=self.course.started_on,
            ended_on=self.course.ended_on,
            plan=self.plan_state,
            plan_due=self.plan_due,
            planned_end=self.planned_end,
            description_due=self.description.needed_by if self.description else None,
            meeting_due=wanted_by(self.meeting) if self.meeting else None,
            paused=self.pause is not None,
        )
        return lifecycle.next_step(facts, self.day)


def wanted_by(follow_up: FollowUp) -> dt.date:
    """By when a follow-up that was asked for is held."""
    return deadlines.meeting_due(follow_up.asked_on, follow_up.wanted_by)


def is_to_be_delivered(description: Description) -> bool:
    """Not delivered, or returned."""
    return description.delivered_on is None or description.answer == Description.Answer.RETURNED


def days_between(day: dt.date, due: dt.date) -> str:
    """`I dag`, `Om 3 dage`, `3 dage over`."""
    days = (due - day).days
    if days == 0:
        return "I dag"
    counted = danish.count(abs(days), "dag", "dage")
    return f"Om {counted}" if days > 0 else f"{counted} over"


def when_badge(day: dt.date, due: dt.date) -> tuple[str, str]:
    """Shape and words of a day that lies ahead, is today or has passed."""
    shape = "todo" if due > day else "now" if due == day else "over"
    return shape, days_between(day, due)

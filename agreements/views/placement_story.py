"""A job told in the order it happens, with the next step where it belongs. Reads what is prefetched, asks nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from socialportal.common import danish

from .. import deadlines
from ..lifecycle import JobFacts, JobStep, NextOfJob, next_of_job
from ..models import JobFollowUp, Placement
from ..tabulate import effective_hours
from .course_story import Line, when_badge

AHEAD = dt.timedelta(days=92)  # what lies farther off is not counted in days
_REVIEW = "Opfølgning på fleksjobbet: har forholdene ændret sig, og er betingelserne stadig opfyldt?"


@dataclass(frozen=True)
class PlacementFacts:
    """A job with its hours and follow-ups, as the page has read it. `knows_person` decides whether its reason is told."""

    job: Placement
    day: dt.date
    knows_person: bool = True

    @property
    def held(self) -> list[JobFollowUp]:
        """Follow-ups that were held, the first one first."""
        return sorted(self.job.follow_ups.all(), key=lambda one: one.held_on)

    @property
    def review_due(self) -> dt.date | None:
        """When the law asks for the next follow-up of a flex job."""
        if not self.job.type.is_flex:
            return None
        reviews = [one.held_on for one in self.held if one.kind == JobFollowUp.Kind.REVIEW]
        return deadlines.flex_follow_up_due(self.job.started_on, reviews)

    @property
    def status_due(self) -> dt.date | None:
        """When the status of a temporary flex job is due; None once it was made."""
        made = any(one.kind == JobFollowUp.Kind.STATUS for one in self.held)
        if made or not (self.job.type.is_flex and self.job.temporary):
            return None
        return deadlines.flex_status_due(self.job.started_on)

    @property
    def next(self) -> NextOfJob:
        """What is to be done."""
        return next_of_job(
            JobFacts(
                self.job.started_on, self.job.ended_on, bool(self.job.hours.all()), self.review_due, self.status_due
            ),
            self.day,
        )

    def still_asked(self, due: dt.date | None) -> bool:
        """Whether the job lasts until a due day."""
        return due is not None and (self.job.ended_on is None or due <= self.job.ended_on)


def story(facts: PlacementFacts) -> list[Line]:
    """All lines in the order of their days; on one day, in the order things happen."""
    lines = [*_beginning(facts), *_hours(facts), *_held(facts), *_due(facts), *_end(facts)]
    return sorted(lines, key=lambda line: line.day)


def _beginning(facts: PlacementFacts) -> Iterator[Line]:
    job = facts.job
    more = "Midlertidigt fleksjob." if job.temporary else ""
    if job.started_on > facts.day:
        shape, said = when_badge(facts.day, job.started_on)
        yield Line(job.started_on, "Jobbet begynder.", more, shape, said, here=True)
    else:
        yield Line(job.started_on, "Jobbet begyndte.", more)


def _hours(facts: PlacementFacts) -> Iterator[Line]:
    for step in sorted(facts.job.hours.all(), key=lambda one: one.valid_from):
        hours = f"{danish.count(step.hours_per_week, 'time', 'timer')} om ugen"  # type: ignore[arg-type]
        effective = danish.number(effective_hours(step.hours_per_week, step.intensity))
        more = "" if step.intensity == 100 else f"{danish.percent(step.intensity)} intensitet: {effective} effektive."
        first = step.valid_from == facts.job.started_on
        told = f"Ved start {hours}." if first else f"{hours}."
        yield Line(step.valid_from, told, more, status="Timer")


def _held(facts: PlacementFacts) -> Iterator[Line]:
    for one in facts.held:
        told = []
        if facts.knows_person and one.conditions_met is not None:
            told.append("Betingelserne er stadig opfyldt." if one.conditions_met else "Betingelserne er ikke opfyldt.")
        if facts.knows_person and one.changed:
            told.append("Forholdene har ændret sig.")
        url = reverse("agreements:job-follow-up-edit", args=[one.pk])
        yield Line(one.held_on, f"{one.get_kind_display()}.", " ".join(told), status="Holdt", url=url, act="Ret")


def _due(facts: PlacementFacts) -> Iterator[Line]:
    for step, due, what, why in (
        (JobStep.REVIEW, facts.review_due, _REVIEW, "Lovfrist: hvert andet og et halvt år."),
        (
            JobStep.STATUS,
            facts.status_due,
            "Status på det midlertidige fleksjob.",
            "Lovfrist: efter fire et halvt år.",
        ),
    ):
        if due is not None and facts.still_asked(due):
            shape, said = when_badge(facts.day, due) if due <= facts.day + AHEAD else ("todo", "Senere")
            yield Line(due, what, why, shape, said, here=facts.next.step is step)


def _end(facts: PlacementFacts) -> Iterator[Line]:
    job = facts.job
    if job.ended_on is None:
        return
    more = f"Grund: {job.end_reason}." if facts.knows_person and job.end_reason else ""
    if job.ended_on < facts.day:
        yield Line(job.ended_on, "Jobbet ophørte.", more, status="Slut")
    else:
        shape, said = when_badge(facts.day, job.ended_on)
        yield Line(job.ended_on, "Jobbets sidste dag.", more, shape, said)

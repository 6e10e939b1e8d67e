"""Everything of this app that was deleted within 30 days and that one may bring back, on one page."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.audit.sentences import removals
from socialportal.common.pages import RecordTrash
from socialportal.common.records import RESTORABLE_FOR, Record

from .. import models
from ..rules import FOLLOWERS
from ..services import (
    action_plan,
    agreement,
    collaboration,
    contact,
    course,
    course_hours,
    description,
    document,
    evaluation,
    follow_up,
    initiative,
    job_follow_up,
    participant,
    pause,
    placement,
    plan,
    readiness,
    terms,
)
from .doors import LIST
from .placement import person_is_known


@dataclass(frozen=True)
class Kind:
    """What can be brought back: who may, how, where its municipality stands, and what must not be in the trash itself. With
    `person`, the path to the participant: then it is for the team and the coordinator.
    """

    model: type[Record]
    permission: str
    restore: Callable[[Access, Any], Any]
    place: str
    holder: str = ""
    person: str | None = None
    related: tuple[str, ...] = ()

    def permission_of(self, record: Any) -> str:
        """What one must be allowed to bring the record back."""
        return self.permission

    def visible(self, access: Access) -> QuerySet:
        """Those of one's own municipalities and teams whose holder still is."""
        rows = self.model.with_deleted.restorable().select_related(*self.related)
        if self.person is None:
            rows = rows.filter(**{f"{self.place}__in": access.municipalities(*FOLLOWERS)})
        else:
            led = Q(**{f"{self.place}__in": access.municipalities(roles.COORDINATOR)})
            followed = Q(**{f"{self.place}__in": access.municipalities(roles.CONSULTANT)})
            rows = rows.filter(led | (followed & Q(**{f"{self.person}team__in": access.teams})))
        return rows.filter(**{f"{self.holder}__deleted_at": None}) if self.holder else rows


class _Documents(Kind):
    """Of an agreement or of a collaboration: each has its own place, and its own who-may."""

    def visible(self, access: Access) -> QuerySet:
        mine = models.Document.with_deleted.restorable().filter(
            Q(agreement__in=models.Agreement.objects.visible_to(access))
            | Q(collaboration__in=models.Collaboration.objects.visible_to(access))
        )
        return mine.select_related(*self.related)

    def permission_of(self, record: Any) -> str:
        return document.permission_of(record)


_COURSE = ("participant__municipality", "presence__enterprise")
KINDS = {
    kind.model._meta.model_name: kind
    for kind in (
        Kind(
            models.Agreement,
            "agreements.edit_agreement",
            agreement.restore_agreement,
            "municipality",
            related=("presence__enterprise",),
        ),
        Kind(
            models.Terms,
            "agreements.edit_agreement",
            terms.restore_terms,
            "agreement__municipality",
            "agreement",
            related=("agreement__presence__enterprise",),
        ),
        Kind(
            models.Evaluation,
            "agreements.edit_evaluation",
            evaluation.restore_evaluation,
            "agreement__municipality",
            "agreement",
            related=("agreement",),
        ),
        Kind(
            models.Participant,
            "agreements.edit_participant",
            participant.restore_participant,
            "municipality",
            person="",
        ),
        Kind(
            models.Course,
            "agreements.edit_course",
            course.restore_course,
            "participant__municipality",
            "participant",
            "participant__",
            _COURSE,
        ),
        Kind(
            models.Extension,
            "agreements.edit_course",
            course.restore_extension,
            "course__participant__municipality",
            "course",
            "course__participant__",
            tuple(f"course__{path}" for path in _COURSE),
        ),
        Kind(
            models.Readiness,
            "agreements.edit_participant",
            readiness.restore_readiness,
            "participant__municipality",
            "participant",
            "participant__",
            ("participant__municipality",),
        ),
        *(
            Kind(
                model,
                "agreements.edit_course",
                restore,
                f"{path}__participant__municipality",
                path,
                f"{path}__participant__",
                tuple(f"{path}__{more}" for more in _COURSE),
            )
            for model, restore, path in (
                (models.Pause, pause.restore_pause, "course"),
                (models.FollowUp, follow_up.restore_follow_up, "course"),
                (models.Description, description.restore_description, "course"),
                (models.CourseHours, course_hours.restore_course_hours, "course"),
                (models.PlanRevision, plan.restore_revision, "plan__course"),
            )
        ),
        Kind(models.Contact, "agreements.edit_contact", contact.restore_contact, "municipality"),
        Kind(
            models.Placement,
            "agreements.edit_placement",
            placement.restore_placement,
            "presence__municipality",
            related=("type", "presence__enterprise", "participant"),
        ),
        Kind(
            models.HoursStep,
            "agreements.edit_placement",
            placement.restore_hours_step,
            "placement__presence__municipality",
            "placement",
            related=("placement__type", "placement__presence__enterprise", "placement__participant"),
        ),
        Kind(
            models.JobFollowUp,
            "agreements.edit_placement",
            job_follow_up.restore_follow_up,
            "placement__presence__municipality",
            "placement",
            related=("placement__type", "placement__presence__enterprise", "placement__participant"),
        ),
        Kind(
            models.Collaboration,
            "agreements.edit_collaboration",
            collaboration.restore_collaboration,
            "presence__municipality",
            related=("presence__enterprise", "partner"),
        ),
        _Documents(
            models.Document,
            "agreements.edit_collaboration",
            document.restore_document,
            "",
            related=(
                "agreement__presence__enterprise",
                "agreement__municipality",
                "collaboration__presence__municipality",
                "collaboration__presence__enterprise",
                "collaboration__partner",
            ),
        ),
        Kind(
            models.ActionStep,
            "agreements.edit_collaboration",
            action_plan.restore_step,
            "collaboration__presence__municipality",
            "collaboration",
            related=("collaboration__presence__enterprise", "collaboration__partner"),
        ),
        Kind(models.Initiative, "agreements.edit_initiative", initiative.restore_initiative, "municipality"),
        Kind(
            models.Participation,
            "agreements.edit_initiative",
            initiative.restore_participation,
            "initiative__municipality",
            "initiative",
            related=("initiative", "presence__enterprise"),
        ),
    )
}


@dataclass(frozen=True)
class Deleted:
    """A line of the page."""

    pk: str
    label: str
    deleted_at: dt.datetime
    deleted_by: str
    reason: str

    @property
    def until(self) -> dt.datetime:
        """The last moment it can be brought back."""
        return self.deleted_at + RESTORABLE_FOR


def kinds_in_trash(access: Access) -> list[Kind]:
    """The kinds of which anything was deleted, in one query: most of them are empty on most days."""
    first, *others = (
        kind.visible(access).order_by().annotate(of_kind=Value(name, CharField())).values_list("of_kind", flat=True)
        for name, kind in KINDS.items()
    )
    return [KINDS[name] for name in sorted(first.union(*others))]


def _may_read_why(access: Access, record: Any) -> bool:
    """Why a job, or what hangs on one, was deleted may be about the person, whom not everybody who sees the job may see."""
    job = getattr(record, "placement", record)
    return not isinstance(job, models.Placement) or person_is_known(access, job)


class Trash(RecordTrash):
    """Each line's key says its kind and its number: `course-12`."""

    permission = LIST
    title = "Slettet i aftaler, forløb og job"
    back_url_name = "agreements:agreements"

    def rows(self) -> Iterable[Deleted]:
        access = self.request.access
        kinds = kinds_in_trash(access)
        found = [r for kind in kinds for r in kind.visible(access) if may(access, kind.permission_of(r), r)]
        told = removals(found)
        rows = []
        for record in found:
            by, reason = told.get((record._meta.label_lower, record.pk), ("", ""))
            if not _may_read_why(access, record):
                reason = ""
            name = f"{str(record._meta.verbose_name).capitalize()}: {record}"
            rows.append(Deleted(f"{record._meta.model_name}-{record.pk}", name, record.deleted_at, by, reason))
        return sorted(rows, key=lambda row: row.deleted_at, reverse=True)

    def find(self, key: str) -> Any:
        name, _, number = key.partition("-")
        kind = KINDS.get(name)
        if kind is None or not number.isdecimal():
            raise Http404
        return get_object_or_404(kind.visible(self.request.access), pk=number)

    def allow(self, permission: str, obj: Any = None) -> None:
        """About a record, its own kind's permission is asked for."""
        super().allow(permission if obj is None else KINDS[obj._meta.model_name].permission_of(obj), obj)

    def restore(self, access: Access, record: Any) -> Any:
        """Each kind has its own service."""
        return KINDS[record._meta.model_name].restore(access, record)

"""Opfølgning of a job: noted when it was held. When the next one is due follows from those that were."""

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import JobFollowUp
from . import guarded
from .dates import check_happened
from .placement import EDIT


@transaction.atomic
def note_follow_up(
    access: Access, follow_up: JobFollowUp, *, links: Links | None = None, reason: str = ""
) -> JobFollowUp:
    """A follow-up that was held. The deadline it was held for goes away by itself."""
    _check(follow_up)
    return guarded.add(access, EDIT, follow_up, links=links, reason=reason)


@transaction.atomic
def correct_follow_up(
    access: Access, follow_up: JobFollowUp, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> JobFollowUp:
    """Rettelse."""
    _check(follow_up)
    return guarded.change(access, EDIT, follow_up, expected_version=expected_version, links=links, reason=reason)


def remove_follow_up(access: Access, follow_up: JobFollowUp, *, expected_version: int, reason: str = "") -> None:
    """It was never held."""
    guarded.remove(access, EDIT, follow_up, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_follow_up(access: Access, follow_up: JobFollowUp) -> JobFollowUp:
    """Back from the trash, if it still lies within the job."""
    _check(follow_up)
    return guarded.restore(access, EDIT, follow_up)


def _check(follow_up: JobFollowUp) -> None:
    job, kind = follow_up.placement, JobFollowUp.Kind
    check_happened(follow_up.held_on, "held_on")
    if follow_up.held_on < job.started_on:
        begun = danish.date(job.started_on)
        raise ValidationError({"held_on": f"Jobbet begyndte {begun}. Vælg den dag eller en senere."})
    if follow_up.kind == kind.TALK:
        if follow_up.conditions_met is not None:
            told = "Betingelserne for fleksjobbet vurderes ved en opfølgning eller en status, ikke ved en samtale."
            raise ValidationError({"conditions_met": told})
        return
    if not job.type.is_flex:
        raise ValidationError({"kind": "Jobbet er ikke et fleksjob. Vælg ”Samtale om jobbet”."})
    if follow_up.kind == kind.STATUS and not job.temporary:
        raise ValidationError({"kind": "Fleksjobbet er ikke midlertidigt. Vælg ”Opfølgning på fleksjob”."})
    if follow_up.conditions_met is None:
        raise ValidationError({"conditions_met": "Skriv, om betingelserne for fleksjobbet stadig er opfyldt."})

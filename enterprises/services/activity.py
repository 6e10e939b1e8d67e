"""The log: visits, talks, meetings of bodies, events."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import Activity, Enterprise, Presence
from . import guarded

LOG = "enterprises.log_activity"


def _check(activity: Activity, links: Links | None) -> None:
    """Everything in a line of the log belongs to its municipality, and only events are known beforehand."""
    if activity.kind != Activity.Kind.EVENT and activity.on and activity.on > timezone.localdate():
        raise ValidationError({"on": "Dagen er ikke kommet endnu. Notér det, når det har været der."})
    if activity.body and activity.body.municipality_id != activity.municipality_id:  # type: ignore[attr-defined]
        raise ValidationError({"body": "Gruppen hører til en anden kommune. Vælg en af jeres egne."})
    chosen = {enterprise.pk for enterprise in (links or {}).get("enterprises", ())}
    here = Presence.objects.filter(enterprise__in=chosen, municipality=activity.municipality)
    if strangers := chosen - set(here.values_list("enterprise", flat=True)):
        names = ", ".join(Enterprise.objects.filter(pk__in=strangers).values_list("name", flat=True))
        raise ValidationError({"enterprises": f"{names} har ikke været aktiv i kommunen. Vælg en anden."})


def log_activity(access: Access, activity: Activity, *, links: Links | None = None, reason: str = "") -> Activity:
    """A new line. Raises ValidationError for a day that has not come (events may lie ahead)."""
    _check(activity, links)
    return guarded.add(access, LOG, activity, links=links, reason=reason)


def change_activity(
    access: Access, activity: Activity, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Activity:
    """Rettelse."""
    _check(activity, links)
    return guarded.change(access, LOG, activity, expected_version=expected_version, links=links, reason=reason)


def remove_activity(access: Access, activity: Activity, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, LOG, activity, expected_version=expected_version, reason=reason)


def restore_activity(access: Access, activity: Activity) -> Activity:
    """Takes it out of the trash."""
    return guarded.restore(access, LOG, activity)

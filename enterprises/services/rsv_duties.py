"""What a registered enterprise owes the register: reminded of, and noted as done. The duties are the enterprise's own
(practice.md): its users are told, and the municipality sees how it stands.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.models import Notice
from socialportal.notices.services import tell

from ..deadlines import ReportState, YearlyReport, change_due, yearly_reports
from ..models import Enterprise, EnterpriseMembership, RsvDuty, RsvPeriod, RsvReport
from . import guarded

NOTE = "enterprises.change_checklist"
KIND = "rsv-pligter"
KIND_NAME = "Hvad en registreret socialøkonomisk virksomhed skal huske over for Erhvervsstyrelsen"
_REPORT_KEY = "rsv-indberetning"
# What the register knows of an enterprise; a change of it is reported. The rest of the page is the portal's alone.
REGISTERED_FACTS = {
    "name": "navnet",
    "address": "adressen",
    "legal_form": "virksomhedsformen",
    "social_purpose": "det sociale formål",
    "year_ends_month": "regnskabsåret",
}


# What `reports_asked` reads of enterprises, to be fetched with many at once.
READ = ("rsv_periods", "rsv_reports")


def reports_asked(enterprise: Enterprise, day: dt.date, duties: Collection[RsvDuty]) -> list[YearlyReport]:
    """The yearly reports that the enterprise is asked for on the day, newest first. Reads what is prefetched."""
    return yearly_reports(
        [one for one in enterprise.rsv_periods.all() if one.state == RsvPeriod.State.REGISTERED],
        month=enterprise.year_ends_month,
        duties=duties,
        sent={report.year for report in enterprise.rsv_reports.all() if report.sent_on <= day},
        day=day,
    )


@transaction.atomic
def note_report(access: Access, report: RsvReport, *, links: Links | None = None, reason: str = "") -> RsvReport:
    """Indberettet den …: the year's report is sent, and nobody is reminded of it any more.

    Raises ValidationError for a year that is not asked for, one noted already, or a day before its end or still to come.
    """
    day = timezone.localdate()
    asked = {one.year: one for one in reports_asked(report.enterprise, day, list(RsvDuty.objects.all()))}
    if report.year not in asked:
        raise ValidationError({"year": "Der er ikke noget at indberette for det år."})
    if report.sent_on and report.sent_on > day:
        raise ValidationError({"sent_on": "Dagen er ikke kommet endnu. Skriv den dag, I indberettede."})
    if report.sent_on and report.sent_on <= asked[report.year].ends:
        raise ValidationError(
            {"sent_on": f"Regnskabsåret sluttede først {danish.date(asked[report.year].ends)}. Vælg en senere dag."}
        )
    noted = guarded.add(access, NOTE, report, reason=reason)
    _reminders().filter(key__startswith=f"{_REPORT_KEY} {report.enterprise_id} {report.year} ").delete()
    return noted


def remove_report(access: Access, report: RsvReport, *, expected_version: int, reason: str = "") -> None:
    """It was not sent after all: puts the note in the trash, so that the enterprise is reminded again."""
    guarded.remove(access, NOTE, report, expected_version=expected_version, reason=reason)


def restore_report(access: Access, report: RsvReport) -> RsvReport:
    """Takes it out of the trash. Raises ValidationError when the year is noted again by now."""
    return guarded.restore(access, NOTE, report)


def remind_of_reports(day: dt.date) -> int:
    """Tells the users of registered enterprises of reports that are due within 30 days, and once more when one is late. What
    was not read before it was noted as sent is taken back. How many reports there are to remind of.
    """
    duties = list(RsvDuty.objects.all())
    registered = RsvPeriod.objects.registered().values("enterprise")  # type: ignore[attr-defined]
    enterprises = Enterprise.objects.filter(pk__in=registered).prefetch_related(*READ).order_by("pk")
    users = _users_of(enterprises, day)
    keys: list[str] = []
    reminded = 0
    for enterprise in enterprises:
        for report in reports_asked(enterprise, day, duties):
            if report.state not in (ReportState.SOON, ReportState.OVERDUE):
                continue
            reminded += 1
            keys.extend(_remind(user, enterprise, report) for user in users.get(enterprise.pk, []))
    _reminders().exclude(key__in=keys).delete()
    return reminded


def _remind(user: User, enterprise: Enterprise, report: YearlyReport) -> str:
    late = report.state is ReportState.OVERDUE
    key = (
        f"{_REPORT_KEY} {enterprise.pk} {report.year} {report.due.isoformat()} {'over' if late else 'snart'} {user.pk}"
    )
    verb = "skulle være sendt senest" if late else "skal være sendt senest"
    tell(
        user=user,
        kind=KIND,
        subject=f"Årlig indberetning for {report.year}: {'fristen var' if late else 'senest'} {danish.date(report.due)}",
        text=f"{danish.genitive(enterprise.name)} årlige indberetning som registreret socialøkonomisk virksomhed "
        f"for regnskabsåret, der sluttede {danish.date(report.ends)}, {verb} {danish.date(report.due)}. "
        "Den sendes til Erhvervsstyrelsen på virk.dk. Notér den i portalen bagefter, så minder vi jer ikke om den igen.",
        url=reverse("enterprises:rsv-way", args=[enterprise.slug]),
        key=key,
    )
    return key


def _reminders() -> QuerySet[Notice]:
    """Reminders of yearly reports that nobody has read or been mailed."""
    return Notice.objects.filter(kind=KIND, key__startswith=f"{_REPORT_KEY} ", read_at=None, mailed_at=None)


def _users_of(enterprises: Iterable[Enterprise], day: dt.date) -> dict[int, list[User]]:
    """Who may report for each of the enterprises."""
    served = (
        EnterpriseMembership.objects.active_on(day)  # type: ignore[attr-defined]
        .filter(role=roles.ENTERPRISE_USER, enterprise__in=[one.pk for one in enterprises], user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    users: dict[int, list[User]] = {}
    for one in served:
        users.setdefault(one.enterprise_id, []).append(one.user)
    return users


def changed_facts(before: Enterprise, after: Enterprise) -> list[str]:
    """Which of the facts that the register knows have another value now, by field. What was empty has not changed: somebody
    only wrote what it was.
    """
    values = {name: (getattr(before, _attname(name)), getattr(after, _attname(name))) for name in REGISTERED_FACTS}
    return [name for name, (old, new) in values.items() if old not in (None, "") and old != new]


def _attname(name: str) -> str:
    return str(Enterprise._meta.get_field(name).attname)  # type: ignore[union-attr]


def remind_of_change(
    access: Access, enterprise: Enterprise, changed_fields: Collection[str], *, changed_on: dt.date | None = None
) -> None:
    """Tells the users of a registered enterprise that what was changed must be reported, and by which day. Says nothing where
    the register does not know the fields, or the enterprise is not in it. `changed_on` is the day it came to hold (today).
    """
    day = changed_on or timezone.localdate()
    words = [word for name, word in REGISTERED_FACTS.items() if name in changed_fields]
    if not words:
        return
    if not RsvPeriod.objects.filter(enterprise=enterprise).registered().active_on(day).exists():  # type: ignore[attr-defined]
        return
    due = change_due(day, list(RsvDuty.objects.all()))
    if due is None:
        return
    for user in _users_of([enterprise], timezone.localdate()).get(enterprise.pk, []):
        tell(
            user=user,
            kind=KIND,
            subject=f"Husk at melde ændringen på virk.dk senest {danish.date(due)}",
            text=f"{danish.capital(danish.listing(words))} for {enterprise.name} er ændret i portalen. En registreret "
            "socialøkonomisk virksomhed melder ændringer i det, den er registreret med, til Erhvervsstyrelsen på virk.dk, "
            f"her senest {danish.date(due)}. Portalen gør det ikke for jer.",
            url=reverse("enterprises:rsv-way", args=[enterprise.slug]),
            key=f"rsv-aendring {enterprise.pk} {'+'.join(sorted(changed_fields))} {day.isoformat()} {user.pk}"[:200],
        )

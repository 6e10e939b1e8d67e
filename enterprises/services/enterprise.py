"""Enterprises themselves: registered with their first presence, changed, renamed."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import CvrNumber, Enterprise, EnterpriseName, Presence, RsvPeriod
from ..terms import free_slug, slug_of
from . import guarded, rsv_duties
from .names import add_cvr
from .presence import start_presence
from .publication import publish, refresh

# What an enterprise's own people may change; the rest is the municipality's.
PROFILE = frozenset(
    {
        "summary",
        "social_purpose",
        "locality",
        "address",
        "website",
        "email",
        "phone",
        "founded_year",
        "year_ends_month",
    }
)
PROFILE_LISTS = frozenset({"trades", "target_groups", "support"})
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def register_enterprise(
    access: Access,
    enterprise: Enterprise,
    *,
    presence: Presence,
    cvr_numbers: Iterable[CvrNumber] = (),
    rsv: RsvPeriod | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Enterprise:
    """Saves a new enterprise with its first presence, its CVR numbers and, where it is known, its RSV status: all or nothing.

    `presence`, `cvr_numbers` and `rsv` come without their enterprise. An enterprise that comes with a slug keeps it.
    """
    demand(access, "enterprises.add_enterprise", presence)
    wanted = enterprise.slug or enterprise.name
    taken = Enterprise.with_deleted.filter(slug__startswith=slug_of(wanted)[:70]).values_list("slug", flat=True)
    enterprise.slug = free_slug(wanted, taken)
    guarded.add(access, "enterprises.add_enterprise", enterprise, links=links, reason=reason)
    presence.enterprise = enterprise
    start_presence(access, presence)
    for number in cvr_numbers:
        number.enterprise = enterprise
        add_cvr(access, number)
    if rsv is not None:
        rsv.enterprise = enterprise
        guarded.add(access, "enterprises.change_rsv", rsv)
    publish(access, enterprise)
    return enterprise


@transaction.atomic
def change_enterprise(
    access: Access, enterprise: Enterprise, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Enterprise:
    """Rettelse of any of its facts. Those who serve the enterprise may change its profile, and nothing else."""
    stored = guarded.as_stored(enterprise)
    if not may(access, "enterprises.change_enterprise", stored):
        changed = {
            field.name
            for field in Enterprise.content_fields()
            if getattr(stored, field.attname) != getattr(enterprise, field.attname)
        }
        if changed - PROFILE or set(links or ()) - PROFILE_LISTS:
            raise PermissionDenied
    enterprise.slug = stored.slug
    saved = guarded.change(
        access,
        "enterprises.change_profile",
        enterprise,
        expected_version=expected_version,
        links=links,
        reason=reason,
    )
    refresh(access, saved)
    # A name is spelt right here and changed in `rename`.
    rsv_duties.remind_of_change(access, saved, set(rsv_duties.changed_facts(stored, saved)) - {"name"})
    return saved


def confirm(access: Access, enterprise: Enterprise, *, expected_version: int) -> Enterprise:
    """Alt er stadig rigtigt: somebody has read the profile today and found nothing to change."""
    stored = guarded.as_stored(enterprise)
    stored.confirmed_on = timezone.localdate()
    return guarded.change(
        access, "enterprises.change_profile", stored, expected_version=expected_version, verb="confirmed"
    )


@transaction.atomic
def rename(
    access: Access,
    enterprise: Enterprise,
    *,
    from_day: dt.date,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Enterprise:
    """Ændring fra en dato: `enterprise.name` is the new name, and the old one is kept with the last day it held.

    The address (slug) stays, because others link to it. Raises ValidationError when the day has not come yet or lies before
    an earlier change of name.
    """
    old = guarded.lock(enterprise).name
    last_day = from_day - ONE_DAY
    if from_day > timezone.localdate():
        raise ValidationError({"from_day": "Dagen er ikke kommet endnu. Skift navnet, når det nye gælder."})
    if old == enterprise.name:
        raise ValidationError({"name": "Det er det navn, virksomheden har i forvejen. Skriv det nye."})
    latest = EnterpriseName.objects.filter(enterprise=enterprise, valid_to__gte=last_day).order_by("-valid_to").first()
    if latest:
        raise ValidationError(
            {"from_day": f"Navnet ”{latest}” gjaldt til og med {danish.date(latest.valid_to)}. Vælg en senere dag."}
        )
    guarded.change(
        access,
        "enterprises.change_enterprise",
        enterprise,
        expected_version=expected_version,
        reason=reason,
        verb="changed",
    )
    guarded.add(
        access,
        "enterprises.change_enterprise",
        EnterpriseName(enterprise=enterprise, name=old, valid_to=last_day),
        reason=reason,
    )
    refresh(access, enterprise)
    rsv_duties.remind_of_change(access, enterprise, {"name"}, changed_on=from_day)
    return enterprise

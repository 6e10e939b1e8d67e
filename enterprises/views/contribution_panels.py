"""What a round of contributions shows elsewhere: on the enterprise's own page, and on the coordinator's page of it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import User
from socialportal.accounts.rules import may
from socialportal.common import danish, panels
from socialportal.common.panels import PanelRow

from ..models import Enterprise, ReportingYear
from ..services.reporting_year import Asked, asked_alone, open_rounds

WAITS, OPEN = "enterprise.waits", "enterprise.open"
_SAID = {"missing": "Ikke begyndt", "draft": "Kladden er ikke sendt", "returned": "Kommunen beder jer rette noget"}


def waits(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """What the enterprise owes, for those who write for it."""
    if enterprise.pk not in request.access.own_enterprises(roles.ENTERPRISE_USER):  # type: ignore[attr-defined]
        return
    for one in _asked(enterprise, open_rounds(municipality__presences__enterprise=enterprise)):
        if one.owes:
            yield PanelRow(
                what=f"Bidrag til årsrapporten {one.round.year} ({one.round.municipality.name})",
                url=one.url,
                since=f"senest {danish.date(one.round.deadline)}",
                now=_SAID[one.state],
                day=one.round.deadline,
            )


def open_now(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """What is not approved yet, for the municipality's people."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_internal", enterprise):
        return
    rounds = open_rounds(municipality__presences__enterprise=enterprise, municipality__in=access.municipalities())
    today = timezone.localdate()
    users = [
        one.user
        for one in enterprise.memberships.all()
        if one.role == roles.ENTERPRISE_USER and one.holds_on(today) and one.user.is_active
    ]
    for one in _asked(enterprise, rounds, users):
        if one.contribution and one.state != one.contribution.State.APPROVED:
            now = {"submitted": "Venter på jeres svar", "draft": "Virksomheden skriver"}.get(one.state, "Sendt tilbage")
        elif one.contribution is None:
            now = "Ikke begyndt" if one.users else "Ingen bruger: ring, eller skriv selv"
        else:
            continue
        yield PanelRow(
            what=f"Bidrag til årsrapporten {one.round.year}",
            url=one.contribution.get_absolute_url() if one.contribution else one.round.get_absolute_url(),
            since=f"frist {danish.date(one.round.deadline)}",
            now=now,
            day=one.round.deadline,
        )


def _asked(enterprise: Enterprise, rounds: list[ReportingYear], users: Iterable[User] = ()) -> list[Asked]:
    return [one for of in {of.pk: of for of in rounds}.values() for one in asked_alone(of, enterprise, users)]


def register() -> None:
    """When the app is ready."""
    panels.register(WAITS, waits)
    panels.register(OPEN, open_now)

"""A report with enterprises to ask, and people who ask, answer and approve."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from enterprises.models import Contribution, Enterprise
from reports.models import AnnualReport, FactCheck, FactCheckReply
from reports.services import fact_check as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, User
from tests import factories

from . import drafts

YEAR = 2018


def today(days: int = 0) -> dt.date:
    """Today, or so many days from now."""
    return timezone.localdate() + dt.timedelta(days=days)


@dataclass
class Place:
    """Two enterprises with a user each, and one without."""

    municipality: Municipality
    report: AnnualReport
    brod: Enterprise
    have: Enterprise
    tavs: Enterprise
    users: dict[str, User]

    def access(self, who: str) -> Access:
        """Of one of the users."""
        return factories.access_for(self.users[who])

    def opened(self, **fields: Any) -> FactCheck:
        """An open fact check."""
        fields = {"due_on": today(10), "message": "Se især på grafen."} | fields
        return services.open_fact_check(self.access("coordinator"), FactCheck(report=self.report, **fields))

    def reply(self, check: FactCheck, verdict: str = "right", text: str = "", who: str = "brod") -> FactCheckReply:
        """An enterprise's answer."""
        presence = getattr(self, who).presences.get()
        made = FactCheckReply(fact_check=check, presence=presence, verdict=verdict, text=text)
        return services.answer(self.access(who), made)


def place(code: str = "0330") -> Place:
    """Everything."""
    where = factories.municipality(code)
    brod, have, tavs = (
        factories.enterprise(name, where, slug=name.lower()) for name in ("Brodfabrikken", "Havehjaelpen", "Tavshuset")
    )
    for one in (brod, have):
        Contribution.objects.create(
            presence=one.presences.get(),
            year=YEAR,
            presentation=f"{one.name} laver noget godt. " * 20,
            placements_other_channels=3,
            state=Contribution.State.APPROVED,
        )
    users = {
        "coordinator": factories.user("koordinator@kommune.example", roles.COORDINATOR, where, name="Karen"),
        "consultant": factories.user("konsulent@kommune.example", roles.CONSULTANT, where, name="Kaj"),
        "chief": factories.user("chef@kommune.example", roles.CHIEF, where, name="Charlotte"),
        "brod": factories.user("bruger@brod.example", roles.ENTERPRISE_USER, serves=brod, name="Berta"),
        "have": factories.user("bruger@have.example", roles.ENTERPRISE_USER, serves=have, name="Hans"),
    }
    report = drafts.whole(where, points=2)
    return Place(where, report, brod, have, tavs, users)

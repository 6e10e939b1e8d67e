"""The demo's round of contributions: this year's, so far that there is something to write, to read and to remind of.

Made up, but for what the enterprises wrote in 2018, which their drafts begin with. It is opened before the enterprises have
users, so that nobody is told of the demo being made.
"""

from django.utils import timezone

from enterprises.models import Contribution, DeclaredGrant, ReportingYear
from enterprises.services.approval import approve_contribution, send_back_contribution
from enterprises.services.contributions import begin_contribution, change_contribution, submit_contribution
from enterprises.services.reporting_year import Asked, asked, open_year
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP, ago

DRAFT, SUBMITTED = Contribution.State.DRAFT, Contribution.State.SUBMITTED
RETURNED, APPROVED = Contribution.State.RETURNED, Contribution.State.APPROVED
PLANS = "at få flere i job efter deres forløb\net nyt samarbejde med naboerne"
COMMENT = "I skriver, at I har fået nye lokaler. Vil I fortælle, hvad de bliver brugt til?"


def load_round(access: Access, place: Municipality) -> None:
    """Opened for this year, with the deadline some weeks ahead. Whoever has written enough in 2018 lends its text."""
    year = timezone.localdate().year
    if year <= 2018 or ReportingYear.with_deleted.filter(municipality=place).exists():
        return
    of = open_year(
        access,
        ReportingYear(
            municipality=place,
            year=year,
            deadline=ago(-25),
            message="Skriv gerne lidt om, hvad I har lært i år. Det er det, politikerne spørger til.",
            source_note=MADE_UP,
        ),
    )
    everyone = {one.presence.enterprise.slug: one for one in asked(of)}
    _write(access, everyone.pop("sumak", None), DRAFT)
    _write(access, everyone.pop("veteranhaven", None), SUBMITTED)
    states = iter((APPROVED, APPROVED, RETURNED))
    for one in everyone.values():
        before = one.presence.contributions.filter(year=2018).first()
        if before and before.length_status[0] == "ok":
            state = next(states, None)
            if state is None:
                break
            _write(access, one, state)


def _write(access: Access, one: Asked | None, state: str) -> None:
    if one is None:
        return
    draft = begin_contribution(access, one.presence, one.round.year, from_last=True)
    draft.source_note, draft.plans, draft.placements_other_channels = MADE_UP, PLANS, 1
    grants = [DeclaredGrant(donor="En lokal fond", purpose="nyt værktøj", amount=20_000, source_note=MADE_UP)]
    told = change_contribution(
        access, draft, expected_version=draft.version, grants=grants if state == APPROVED else None
    )
    if state == DRAFT or told.length_status[0] != "ok":
        return
    sent = submit_contribution(access, told, expected_version=told.version)
    if state == APPROVED:
        approve_contribution(access, sent, expected_version=sent.version)
    elif state == RETURNED:
        send_back_contribution(access, sent, expected_version=sent.version, comment=COMMENT)

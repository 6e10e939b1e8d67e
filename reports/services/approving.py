"""Chefens godkendelse of the public edition: asked for, given or sent back, and whether it still holds.

An approval knows the checksum of what the edition said. What is published must be exactly what was approved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agreements.services import guarded
from enterprises.services.receivers import coordinators_of
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping, chain
from socialportal.notices.services.telling import settle, tell

from .. import document
from ..document.frozen import said_checksum
from ..editions import Edition
from ..figures import Basis, BasisError
from ..models import AnnualReport, Approval

KIND = "godkendelse"  # of messages
ASK, APPROVE = "reports.edit_report", "reports.approve_report"
State = Approval.State
NOBODY = (
    "Ingen i kommunen har rollen Chef, så ingen kan godkende årsrapporten. "
    "Kommunens administrator inviterer en under Brugere."
)
NOT_APPROVED = "Årsrapporten er ikke godkendt af chefen."
CHANGED = "Der er ændret i rapporten, siden chefen godkendte den. Send den til godkendelse igen."


def _held(municipality: Municipality, role: str) -> list[User]:
    held: Any = Membership.objects
    active = held.active_on(timezone.localdate()).filter(municipality=municipality, role=role, user__is_active=True)
    return list(User.objects.filter(pk__in=active.values("user")).order_by("name", "pk"))


def chiefs_of(municipality: Municipality) -> list[User]:
    """Those who may approve, today."""
    return _held(municipality, roles.CHIEF)


def administrators_of(municipality: Municipality) -> list[User]:
    """Those who can invite a chief."""
    return _held(municipality, roles.ADMINISTRATOR)


def rounds(report: AnnualReport) -> list[Approval]:
    """Every time it was asked for, newest first; those taken back again too (they have `deleted_at`)."""
    rows = Approval.with_deleted.filter(report=report).select_related("asked_by", "decided_by", "report__municipality")
    return list(rows.order_by("-asked_at", "-pk"))


def latest(report: AnnualReport) -> Approval | None:
    """The last round that was not taken back."""
    return Approval.objects.filter(report=report).select_related("report__municipality").first()


def waiting_for(access: Access) -> list[Approval]:
    """What lies with the chief in the municipality in focus, oldest first."""
    rows = Approval.objects.filter(report__deleted_at=None, report__municipality=access.municipality_id)
    return list(rows.filter(state=State.ASKED).select_related("report", "asked_by").order_by("asked_at"))


def said_now(report: AnnualReport) -> str:
    """The checksum of what the public edition says at this moment. Raises BasisError for a year without presence."""
    return said_checksum(document.compose(Basis.of(report.municipality, report.year), Edition.PUBLIC))


@dataclass(frozen=True)
class Standing:
    """How it stands: the latest round, what the edition says now, and why it cannot be counted (`trouble`)."""

    approval: Approval | None
    said: str
    trouble: str = ""

    @property
    def holds(self) -> bool:
        """Approved, and of exactly what the edition says now."""
        return self.approval is not None and self.approval.state == State.APPROVED and not self.changed

    @property
    def changed(self) -> bool:
        """The edition says something else than when the round began or was decided."""
        return self.approval is not None and bool(self.said) and self.approval.checksum != self.said


def standing(report: AnnualReport) -> Standing:
    """Of the report now."""
    try:
        return Standing(latest(report), said_now(report))
    except BasisError as error:
        return Standing(latest(report), "", str(error))


def missing(report: AnnualReport) -> Iterable[str]:
    """Why it may not be published yet, for `ready.CHECKS`, with what to do."""
    approval = latest(report)
    if approval is None or approval.state != State.APPROVED:
        if approval is not None and approval.state == State.ASKED:
            yield f"{NOT_APPROVED} Den ligger til godkendelse."
        elif not chiefs_of(report.municipality):
            yield NOBODY
        elif approval is not None:
            yield f"{NOT_APPROVED} Den er sendt tilbage: Ret den, og send den til godkendelse igen."
        else:
            yield f"{NOT_APPROVED} Send den til godkendelse."
    elif standing(report).changed:
        yield CHANGED


# --- The coordinator's verbs ----------------------------------------------------------------------------------------------
def _key(approval: Approval) -> str:
    return f"{KIND} {approval.pk} "


@transaction.atomic
def ask_approval(access: Access, approval: Approval) -> Approval:
    """Sends the report to the chief, who is told at once. Raises ValidationError when it lies there already, nobody has the
    role, or nothing can be counted.
    """
    demand(access, ASK, approval)
    report = AnnualReport.objects.select_for_update().get(pk=approval.report.pk)
    chiefs = chiefs_of(report.municipality)
    if not chiefs:
        raise ValidationError(NOBODY)
    before = latest(report)
    if before is not None and before.state == State.ASKED:
        raise ValidationError("Årsrapporten ligger allerede til godkendelse.")
    try:
        approval.checksum = said_now(report)
    except BasisError as error:
        raise ValidationError(str(error)) from error
    if before is not None and before.state == State.APPROVED and before.checksum == approval.checksum:
        raise ValidationError("Årsrapporten er allerede godkendt, som den er nu.")
    approval.state, approval.asked_at, approval.asked_by_id = State.ASKED, timezone.now(), access.user_id  # type: ignore[attr-defined]
    saved = guarded.add(access, ASK, approval)
    for chief in chiefs:
        paragraphs = [
            f"{report} er klar til, at du læser den offentlige udgave og godkender den eller sender den tilbage.",
            approval.note.strip(),
        ]
        tell(
            user=chief,
            kind=KIND,
            subject=f"Årsrapporten {report.year} venter på din godkendelse",
            text="\n\n".join(part for part in paragraphs if part),
            url=saved.get_absolute_url(),
            key=f"{_key(saved)}{chief.pk}",
            urgent=True,
        )
    return saved


@transaction.atomic
def take_back(access: Access, approval: Approval, *, expected_version: int) -> None:
    """The coordinator has more to write before the chief reads on. The round stays in the list. Raises ValidationError when it
    has been decided, Conflict.
    """
    demand(access, ASK, approval)
    current = Approval.with_deleted.select_for_update().get(pk=approval.pk)
    if current.version != expected_version or current.deleted_at:
        raise bookkeeping.conflict_of(current, expected_version)
    if current.state != State.ASKED:
        raise ValidationError("Chefen har allerede svaret. Send rapporten til godkendelse igen, når den er rettet.")
    current.deleted_at, current.version = timezone.now(), expected_version + 1
    current.save(update_fields=["deleted_at", "version", "changed_at"])
    chain.record(access, "taken_back", current, municipality_code=current.municipality.code)
    settle(_key(current))


# --- The chief's ----------------------------------------------------------------------------------------------------------
def _decide(access: Access, approval: Approval, state: str, verb: str, expected_version: int) -> Approval:
    if guarded.as_stored(approval).state != State.ASKED:
        raise ValidationError("Årsrapporten ligger ikke til godkendelse mere.")
    approval.state = state
    approval.decided_at, approval.decided_by_id = timezone.now(), access.user_id  # type: ignore[attr-defined]
    saved = guarded.change(access, APPROVE, approval, expected_version=expected_version, verb=verb)
    settle(_key(saved))
    return saved


def _answer(approval: Approval, subject: str, text: str) -> None:
    for user in coordinators_of(approval.municipality):
        tell(
            user=user,
            kind=KIND,
            subject=subject,
            text="\n\n".join(part for part in [text, approval.comment.strip()] if part),
            url=approval.get_absolute_url(),
            key=f"{KIND} svar {approval.pk} {user.pk}",
            urgent=True,
        )


@transaction.atomic
def approve(access: Access, approval: Approval, *, expected_version: int, said: str) -> Approval:
    """Approves what the chief has read: `said` is the checksum of it. The coordinators are told. Raises ValidationError when the
    edition says something else by now, or the round is over; Conflict.
    """
    demand(access, APPROVE, approval)
    # Texts are written under the report's rows: what is approved is compared inside the same transaction.
    AnnualReport.objects.select_for_update().get(pk=approval.report.pk)
    now = standing(approval.report)
    if now.trouble:
        raise ValidationError(now.trouble)
    if now.said != said:
        raise ValidationError("Der er ændret i rapporten, mens du læste. Se den igennem igen, før du godkender.")
    approval.checksum = now.said
    saved = _decide(access, approval, State.APPROVED, "approved", expected_version)
    year = saved.report.year
    _answer(saved, f"Årsrapporten {year} er godkendt", f"Chefen har godkendt årsrapporten {year}, som den er nu.")
    return saved


@transaction.atomic
def send_back(access: Access, approval: Approval, *, expected_version: int) -> Approval:
    """Sends it back with a comment; the coordinators are told. Raises ValidationError without one, or when the round is over;
    Conflict.
    """
    demand(access, APPROVE, approval)
    if not approval.comment.strip():
        raise ValidationError({"comment": "Skriv, hvad der skal ændres."})
    saved = _decide(access, approval, State.RETURNED, "sent_back", expected_version)
    year = saved.report.year
    _answer(
        saved, f"Årsrapporten {year} er sendt tilbage", f"Chefen har læst årsrapporten {year} og beder om ændringer."
    )
    return saved

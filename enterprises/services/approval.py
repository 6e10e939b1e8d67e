"""What the coordinator does with a contribution: approves it, sends it back, opens it again, takes its story along.

Approved, the grants that the enterprise has told of stand in the municipality's list of grants.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.rules import demand
from socialportal.common import danish
from socialportal.notices.services.telling import settle, tell

from ..models import Contribution, EnterpriseMembership, Story
from . import guarded, municipal
from .contributions import returned_key, submitted_key
from .reporting_year import KIND, settle_with
from .taking_over import take_over_grants

APPROVE = "enterprises.approve_contribution"
State = Contribution.State


@transaction.atomic
def approve_contribution(access: Access, contribution: Contribution, *, expected_version: int) -> Contribution:
    """It is printed as it stands. One that the enterprise never sent may be approved too, when time is up; the history says so.
    Its grants become the municipality's; the enterprise is told. Raises ValidationError when it is approved already or empty.
    """
    demand(access, APPROVE, contribution)
    if contribution.state == State.APPROVED:
        raise ValidationError("Bidraget er allerede godkendt.")
    if not contribution.presentation.strip():
        raise ValidationError("Der er ingen præsentation at godkende. Skriv en, eller send bidraget tilbage.")
    reason = "" if contribution.state == State.SUBMITTED else "Virksomheden havde ikke sendt det"
    contribution.state, contribution.approved_at = State.APPROVED, timezone.now()
    contribution.approved_by_id = access.user_id  # type: ignore[attr-defined]
    contribution.comment = ""
    approved = guarded.change(
        access, APPROVE, contribution, expected_version=expected_version, verb="approved", reason=reason
    )
    _settle(approved)
    settle_with(approved.presence, approved.year)
    take_over_grants(access, approved)
    _tell(
        approved,
        "godkendt",
        f"Jeres bidrag til årsrapporten {approved.year} er godkendt",
        f"{approved.municipality} har godkendt bidraget fra {approved.presence.enterprise}. "
        "Det bliver trykt i årsrapporten, som det står nu.",
    )
    return approved


@transaction.atomic
def send_back_contribution(
    access: Access, contribution: Contribution, *, expected_version: int, comment: str
) -> Contribution:
    """Back to the enterprise with what is to be changed; that stands on its page and in the mail. One that was approved is opened
    again: it is not printed until it is approved anew. Raises ValidationError without a comment.
    """
    demand(access, APPROVE, contribution)
    if contribution.state not in (State.SUBMITTED, State.APPROVED):
        raise ValidationError("Virksomheden har ikke sendt bidraget, så det kan ikke sendes tilbage.")
    if not comment.strip():
        raise ValidationError({"comment": "Skriv, hvad virksomheden skal rette."})
    verb = "reopened" if contribution.state == State.APPROVED else "sent_back"
    contribution.state, contribution.comment = State.RETURNED, comment.strip()
    returned = guarded.change(access, APPROVE, contribution, expected_version=expected_version, verb=verb)
    _settle(returned)
    _tell(
        returned,
        "tilbage",
        f"Ret jeres bidrag til årsrapporten {returned.year}",
        f"{returned.municipality} har læst bidraget fra {returned.presence.enterprise} og beder jer rette noget:\n\n"
        f"{returned.comment}\n\nRet det, og send det igen.",
    )
    return returned


def _settle(contribution: Contribution) -> None:
    settle(submitted_key(contribution))
    settle(returned_key(contribution))


def _tell(contribution: Contribution, occasion: str, subject: str, text: str) -> None:
    serving = EnterpriseMembership.objects.active_on(timezone.localdate()).filter(  # type: ignore[attr-defined]
        enterprise=contribution.presence.enterprise, role=roles.ENTERPRISE_USER
    )
    for user in User.objects.filter(is_active=True, pk__in=serving.values("user")).order_by("pk"):
        tell(
            user=user,
            kind=KIND,
            subject=subject,
            text=text,
            url=contribution.get_absolute_url(),
            key=f"{KIND} {occasion} {contribution.pk} {contribution.version} {user.pk}",
            urgent=True,
        )


# --- Grants ---------------------------------------------------------------------------------------------------------------
def not_taken_over(contribution: Contribution) -> str:
    """What the coordinator must know before she approves: grants without an amount stay out of the list. Empty when none do."""
    number = contribution.declared_grants.filter(amount=None).count()
    if not number:
        return ""
    said = danish.count(number, "bevilling", "bevillinger")
    return f"{said} står uden beløb og kommer ikke med på listen over puljer og fondsmidler. Skriv beløbet, hvis I kender det."


# --- The story ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_story(access: Access, contribution: Contribution) -> Story:
    """Makes the contribution's story one of the year's stories, last in their order; once, and then it is the coordinator's text.
    Raises ValidationError when it has none, or is not approved.
    """
    demand(access, "enterprises.change_story", contribution)
    guarded.lock(contribution.presence.enterprise)  # of two clicks the second finds what the first has made
    if known := contribution.stories.first():  # type: ignore[attr-defined]
        return known
    if contribution.state != State.APPROVED or not contribution.story_text.strip():
        raise ValidationError("Der er ingen godkendt historie i bidraget.")
    here = Story.objects.filter(municipality=contribution.municipality, year=contribution.year)
    last = here.order_by("-order").first()
    return municipal.add(
        access,
        Story(
            municipality=contribution.municipality,
            year=contribution.year,
            order=last.order + 1 if last else 1,
            title=contribution.story_title,
            text=contribution.story_text,
            contribution=contribution,
            source_note=contribution.source_note,
        ),
    )


def story_offered(contribution: Contribution) -> bool:
    """Whether a story may be taken along now."""
    return (
        contribution.state == State.APPROVED
        and bool(contribution.story_text.strip())
        and not contribution.stories.exists()  # type: ignore[attr-defined]
    )

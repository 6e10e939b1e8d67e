"""Bidrag til årsrapporten: written, corrected, sent by the enterprise, put in order. Approval: `services.approval`."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Membership, User
from socialportal.accounts.rules import demand, may
from socialportal.audit import bookkeeping
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services.telling import settle, tell

from ..models import Contribution, DeclaredGrant, Presence
from ..terms import PRESENTATION_WORDS
from . import guarded
from .presence import check_active_in
from .reporting_year import KIND, round_of, settle_with
from .taking_over import take_over_grants

CHANGE = "enterprises.change_contribution"
ARRANGE = "enterprises.arrange_contributions"
State = Contribution.State
OPEN_TO_ENTERPRISE = frozenset({State.DRAFT, State.RETURNED})


def _check(contribution: Contribution) -> None:
    if contribution.presence_id is None or contribution.year is None:
        return  # said by the model
    check_active_in(contribution.presence, contribution.year)
    others = Contribution.objects.filter(
        presence__enterprise=contribution.presence.enterprise,
        presence__municipality=contribution.presence.municipality,
        year=contribution.year,
    ).exclude(pk=contribution.pk)
    if others.exists():
        raise ValidationError(
            {
                "year": f"{contribution.presence.enterprise} har allerede et bidrag for {contribution.year}. Ret det i stedet."
            }
        )


def _check_turn(access: Access, contribution: Contribution) -> None:
    """It is the enterprise's turn to write: not sent, and the municipality has not closed. A coordinator may always."""
    if may(access, ARRANGE, contribution):
        return
    if contribution.state not in OPEN_TO_ENTERPRISE:
        raise ValidationError(
            "Bidraget er godkendt. Skriv til kommunen, hvis noget skal rettes."
            if contribution.state == State.APPROVED
            else "Bidraget er sendt. Tag det tilbage, før I retter i det."
        )
    of = round_of(contribution.presence, contribution.year)
    if of and of.closed_on and contribution.state == State.DRAFT:
        raise ValidationError(
            f"Kommunen har lukket for bidrag til årsrapporten {contribution.year}. Ring til kommunen, hvis I mangler at sende."
        )


@transaction.atomic
def write_contribution(
    access: Access,
    contribution: Contribution,
    *,
    grants: Iterable[DeclaredGrant] = (),
    draft: bool = False,
    links: Links | None = None,
    reason: str = "",
) -> Contribution:
    """A new contribution, last in the order. An enterprise's own is a draft; the coordinator's is approved as it is written, for
    she is the one who approves, unless it is to be a `draft`. Raises ValidationError when the enterprise was not there in the
    year.
    """
    demand(access, CHANGE, contribution)
    _check(contribution)
    if contribution.presence_id:
        if not contribution.order:
            last = Contribution.objects.of(contribution.presence.municipality, contribution.year).last()
            contribution.order = last.order + 1 if last else 1
        if may(access, ARRANGE, contribution) and not draft:
            contribution.state, contribution.approved_at = State.APPROVED, timezone.now()
            contribution.approved_by_id = access.user_id  # type: ignore[attr-defined]
            settle_with(contribution.presence, contribution.year)
        else:
            _check_turn(access, contribution)
    written = guarded.add(access, CHANGE, contribution, reason=reason, links=links)
    write_grants(written, grants)
    _take_over(access, written)
    return written


def _take_over(access: Access, contribution: Contribution) -> None:
    """What the coordinator writes in an approved contribution is approved with it, its grants too."""
    if contribution.state == State.APPROVED:
        take_over_grants(access, contribution)


@transaction.atomic
def begin_contribution(access: Access, presence: Presence, year: int, *, from_last: bool) -> Contribution:
    """The enterprise's draft for the year: with what it wrote last time, or empty but for its target groups. Where one has been
    begun already, that one.
    """
    guarded.lock(presence.enterprise)  # two of its users who begin at once begin one
    if known := written_for(presence, year):
        demand(access, CHANGE, known)
        return known
    draft, last = Contribution(presence=presence, year=year), last_before(presence, year)
    groups = list(presence.enterprise.target_groups.all())
    if from_last and last:
        draft.presentation, draft.target_line = last.presentation, last.target_line
        groups = list(last.target_groups.all()) or groups
    return write_contribution(access, draft, draft=True, links={"target_groups": groups})


def written_for(presence: Presence, year: int) -> Contribution | None:
    """What is written of the enterprise in the municipality for the year, whichever of its presences that hangs on."""
    return Contribution.objects.filter(
        presence__enterprise=presence.enterprise_id, presence__municipality=presence.municipality_id, year=year
    ).first()


def last_before(presence: Presence, year: int) -> Contribution | None:
    """What the enterprise wrote the last time before the year, in the same municipality."""
    rows = Contribution.objects.filter(
        presence__enterprise=presence.enterprise_id, presence__municipality=presence.municipality_id, year__lt=year
    )
    return rows.order_by("-year").first()


@transaction.atomic
def change_contribution(
    access: Access,
    contribution: Contribution,
    *,
    expected_version: int,
    grants: Iterable[DeclaredGrant] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Contribution:
    """Rettelse, of the texts and, where `grants` is given, of the grants declared. An enterprise's own people change its texts,
    not whose it is, its year, its place or its source note, and only while it is theirs to write.
    """
    stored = guarded.as_stored(contribution)
    if not may(access, ARRANGE, stored):
        for name in ("presence_id", "year", "order", "source_note"):
            if getattr(stored, name) != getattr(contribution, name):
                raise PermissionDenied
    demand(access, CHANGE, stored)
    _check_turn(access, stored)
    _check(contribution)
    before = list(stored.declared_grants.all())
    lines = before if grants is None else list(grants)
    was, is_now = grants_in_words(before), grants_in_words(lines)
    parts = {"declared_grants": [was, is_now]} if _contents(before) != _contents(lines) else {}
    changed = guarded.change(
        access, CHANGE, contribution, expected_version=expected_version, reason=reason, links=links, parts=parts
    )
    if parts:
        write_grants(changed, lines)
        _take_over(access, changed)
    return changed


# --- Grants declared with it ----------------------------------------------------------------------------------------------
def grants_in_words(grants: Iterable[DeclaredGrant]) -> str:
    """`Rotary: ny ovn (ca. 20.000 kr.) og STAR: metode`, as the history and a conflict show them."""
    return danish.listing(
        f"{one} ({danish.kroner(one.amount, approximate=one.approximate)})" if one.amount is not None else str(one)
        for one in grants
    )


def _contents(grants: Iterable[DeclaredGrant]) -> list[tuple[object, ...]]:
    return [(g.pk, g.donor, g.purpose, g.amount, g.approximate, g.private_person) for g in grants]


def write_grants(contribution: Contribution, grants: Iterable[DeclaredGrant]) -> None:
    """Makes these the contribution's lines. One that is there already keeps its identity, and with it the grant it became; those
    left out go to the trash. Told of in the contribution's entry of the log. Raises ValidationError for a CPR number.
    """
    known = {one.pk: one for one in contribution.declared_grants.all()}
    for place, line in enumerate(grants):
        stored = known.pop(line.pk, None)
        guarded.refuse_cpr(line)
        before = _contents([stored]) if stored else None
        target = stored or line
        if stored is None:
            line.pk, line.contribution = None, contribution
        for name in ("donor", "purpose", "amount", "approximate", "private_person"):
            setattr(target, name, getattr(line, name))
        if before != _contents([target]) or target.order != place:
            same = before == _contents([target])
            target.order = place
            target.full_clean()
            if same:  # only moved: when it was last changed is what re-approval goes by
                DeclaredGrant.objects.filter(pk=target.pk).update(order=place)
            else:
                target.save()
    DeclaredGrant.objects.filter(pk__in=known).update(deleted_at=timezone.now())


# --- Sending --------------------------------------------------------------------------------------------------------------
def missing(contribution: Contribution) -> list[str]:
    """What stands in the way of sending it, as sentences that say what to do; empty when nothing does."""
    shortest, longest = PRESENTATION_WORDS
    words = danish.count(contribution.words, "ord", "ord", none="ingen")
    found = []
    if contribution.words < shortest:
        found.append(
            f"Præsentationen er på {words}. Den skal være på mindst {shortest}, så læserne lærer jer at kende. "
            "Er der ikke mere at fortælle, så ring til kommunen: de kan tage den med, som den er."
        )
    elif contribution.words > longest:
        found.append(
            f"Præsentationen er på {words}. Den må højst være på {longest}, for at der er plads til alle. Kort den af."
        )
    if contribution.story_text.strip() and not contribution.story_title.strip():
        found.append("Årets historie mangler en overskrift. Skriv en, eller slet historien.")
    if contribution.story_title.strip() and not contribution.story_text.strip():
        found.append("Årets historie har en overskrift, men ingen tekst. Skriv den, eller slet overskriften.")
    return found


def thin(contribution: Contribution) -> list[str]:
    """What could be told and is not; it may be sent without."""
    found = []
    if not contribution.plan_list:
        found.append("I har ikke skrevet, hvad I arbejder videre med næste år.")
    if not contribution.target_line.strip():
        found.append("I har ikke skrevet, hvem jeres målgruppe er.")
    if contribution.placements_other_channels is None:
        found.append("I har ikke skrevet, hvor mange job I har besat uden om kommunen. Skriv 0, hvis der ingen er.")
    return found


def coordinators_of(contribution: Contribution) -> list[User]:
    """Those who read and approve."""
    held = Membership.objects.active_on(timezone.localdate()).filter(
        role=roles.COORDINATOR, municipality=contribution.municipality_id
    )
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))


def submitted_key(contribution: Contribution) -> str:
    """How the keys of the messages begin that tell of its being sent."""
    return f"{KIND} indsendt {contribution.pk} "


@transaction.atomic
def submit_contribution(access: Access, contribution: Contribution, *, expected_version: int) -> Contribution:
    """The enterprise sends it: it waits for the coordinator, who is told, and nobody reminds of it any more. Raises
    ValidationError where it is too short or long, is sent already, or the municipality does not ask for that year.
    """
    demand(access, CHANGE, contribution)
    _check_turn(access, contribution)
    if contribution.state not in OPEN_TO_ENTERPRISE:
        raise ValidationError("Bidraget er allerede sendt.")
    if contribution.state == State.DRAFT and round_of(contribution.presence, contribution.year) is None:
        raise ValidationError(f"Kommunen har ikke åbnet for bidrag til årsrapporten {contribution.year} endnu.")
    if found := missing(contribution):
        raise ValidationError(found)
    contribution.state, contribution.submitted_at = State.SUBMITTED, timezone.now()
    contribution.submitted_by_id = access.user_id  # type: ignore[attr-defined]
    sent = guarded.change(access, CHANGE, contribution, expected_version=expected_version, verb="submitted")
    settle_with(sent.presence, sent.year)
    settle(returned_key(sent))
    for user in coordinators_of(sent):
        if user.pk == access.user_id:
            continue  # she sends it on their behalf
        tell(
            user=user,
            kind=KIND,
            subject=f"{sent.presence.enterprise} har sendt sit bidrag",
            text=f"{sent.presence.enterprise} har sendt sit bidrag til årsrapporten {sent.year}. Læs og godkend det.",
            url=sent.get_absolute_url(),
            key=f"{submitted_key(sent)}{sent.version} {user.pk}",
        )
    return sent


def returned_key(contribution: Contribution) -> str:
    """How the keys of the messages begin that tell the enterprise it is sent back."""
    return f"{KIND} tilbage {contribution.pk} "


@transaction.atomic
def take_back_contribution(access: Access, contribution: Contribution, *, expected_version: int) -> Contribution:
    """The enterprise wants to change what it has sent. Raises ValidationError when it is approved, or was never sent."""
    demand(access, CHANGE, contribution)
    if contribution.state != State.SUBMITTED:
        raise ValidationError(
            "Bidraget er godkendt. Skriv til kommunen, hvis noget skal rettes."
            if contribution.state == State.APPROVED
            else "Bidraget er ikke sendt, så I kan rette i det."
        )
    of = round_of(contribution.presence, contribution.year)
    if of and of.closed_on and not contribution.comment:
        raise ValidationError("Kommunen har lukket for bidrag. Ring til kommunen, hvis noget skal rettes.")
    # What was sent back once stays open to them, also when the round has been closed in between.
    contribution.state = State.RETURNED if contribution.comment else State.DRAFT
    taken = guarded.change(access, CHANGE, contribution, expected_version=expected_version, verb="taken_back")
    settle(submitted_key(taken))
    return taken


# --- Order and removal ----------------------------------------------------------------------------------------------------
@transaction.atomic
def arrange(access: Access, contributions: Iterable[Contribution]) -> int:
    """Gives contributions the order in which they come, and says how many moved. All are of one municipality and year."""
    moved = 0
    for place, contribution in enumerate(contributions, start=1):
        demand(access, ARRANGE, contribution)
        stored = Contribution.objects.select_for_update().get(pk=contribution.pk)
        if stored.order != place:
            stored.order = place
            bookkeeping.change(access, stored, expected_version=stored.version)
            moved += 1
    return moved


def remove_contribution(access: Access, contribution: Contribution, *, expected_version: int, reason: str = "") -> None:
    """Puts a contribution in the trash."""
    guarded.remove(access, ARRANGE, contribution, expected_version=expected_version, reason=reason)


def restore_contribution(access: Access, contribution: Contribution) -> Contribution:
    """Takes it out of the trash. Raises ValidationError when there is another one for the year by now."""
    _check(contribution)
    return guarded.restore(access, ARRANGE, contribution)

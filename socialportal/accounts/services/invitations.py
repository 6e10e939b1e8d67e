"""Inviting people, and what they do with the link in the mail."""

import secrets
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from socialportal.audit import bookkeeping
from socialportal.audit.chain import record
from socialportal.common.records import Conflict

from .. import roles, scopes
from ..access import SYSTEM, Access, access_of, role_names
from ..models import Invitation, Membership, Municipality, User
from ..models.invitation import INVITATION_LASTS, digest_of
from ..rules import demand, may
from . import mail
from .memberships import enter

Absolute = Callable[[str], str]  # a path → the address that stands in a mail


class Void(Exception):
    """The link is wrong, used, withdrawn or too old. Which of them, nobody is told."""


def _code(invitation: Invitation) -> str:
    return invitation.municipality.code if invitation.municipality else ""


def place_of(invitation: Invitation) -> str:
    """Where the role is held, after ”i”: a municipality, or what the scope names; nothing for a national role."""
    if invitation.municipality:
        return invitation.municipality.full_name
    return str(scopes.record_of(invitation.scope) or "")


def _demand(access: Access, invitation: Invitation) -> None:
    """Who may give the role may invite to it. Raises PermissionDenied."""
    if not invitation.scope:
        demand(access, "accounts.give_role", invitation)
        return
    kind, number = scopes.of(invitation.scope)
    place = kind.record(number)
    if place is None:
        raise PermissionDenied
    demand(access, kind.permission, place)


def _has_it_already(invitation: Invitation) -> bool:
    if invitation.scope:
        kind, number = scopes.of(invitation.scope)
        return kind.held(number, invitation.email, invitation.role)
    return Membership.objects.filter(
        user__email__iexact=invitation.email,
        role=invitation.role,
        municipality=invitation.municipality,
        valid_to=None,
    ).exists()


def _send(invitation: Invitation, absolute: Absolute) -> None:
    """A new secret for the invitation, and a mail with it. The old link stops working."""
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + INVITATION_LASTS
    context = {
        "invitation": invitation,
        "role": role_names()[invitation.role],
        "place": place_of(invitation),
        "link": absolute(reverse("accounts:invitation", args=[token])),
    }
    mail.send("invitation", invitation.email, context)


@transaction.atomic
def invite(
    access: Access,
    *,
    email: str,
    name: str,
    role: str,
    municipality: Municipality | None,
    absolute: Absolute,
    scope: str = "",
) -> Invitation:
    """Invites somebody to a role by mail, for 14 days. A role that is held elsewhere has a `scope` (see `scopes`).

    Raises PermissionDenied; ValidationError when the person has the role or an invitation to it.
    """
    invitation = Invitation(
        email=email.strip().lower(),
        name=name,
        role=role,
        municipality=municipality,
        invited_by_id=access.user_id,
        scope=scope,
    )
    _demand(access, invitation)
    if _has_it_already(invitation):
        raise ValidationError({"email": "Personen har allerede den rolle."})
    _send(invitation, absolute)
    invitation.full_clean()
    invitation.save(force_insert=True)
    changes = {"email": ["", invitation.email], "role": ["", invitation.get_role_display()]}
    record(access, "invited", invitation, changes=changes, municipality_code=_code(invitation))
    return invitation


def _waiting(invitation: Invitation, expected_version: int) -> Invitation:
    current = Invitation.with_deleted.select_for_update().get(pk=invitation.pk)
    if current.version != expected_version or current.deleted_at or current.accepted_at:
        raise Conflict(current)
    return current


@transaction.atomic
def resend(access: Access, invitation: Invitation, *, expected_version: int, absolute: Absolute) -> None:
    """Sends a new link for another 14 days; the old one stops working. Raises PermissionDenied, Conflict."""
    _demand(access, invitation)
    current = _waiting(invitation, expected_version)
    current.invited_by_id = access.user_id  # who vouches for it now: the first may have left
    _send(current, absolute)
    current.version += 1
    current.save()
    record(access, "resent", current, municipality_code=_code(current))


@transaction.atomic
def withdraw(access: Access, invitation: Invitation, *, expected_version: int) -> None:
    """Makes the link stop working. Raises PermissionDenied, Conflict."""
    _demand(access, invitation)
    current = _waiting(invitation, expected_version)
    current.deleted_at = timezone.now()
    current.version += 1
    current.save()
    record(access, "withdrew", current, municipality_code=_code(current))


def find_open(token: str) -> Invitation:
    """The invitation that a link belongs to. Raises Void."""
    found = Invitation.objects.open().by_token(token).select_related("municipality").first()
    if found is None:
        raise Void
    return found


def invited_user(invitation: Invitation) -> User | None:
    """Who already has the address of the invitation."""
    return User.objects.filter(email__iexact=invitation.email).first()


def _accept(invitation: Invitation, user: User) -> None:
    """Gives the role and closes the invitation. The row is locked: of two clicks the second finds it used."""
    inviter = access_of(invitation.invited_by) if invitation.invited_by else SYSTEM
    if invitation.scope:
        _enter_scope(invitation, user, inviter)
    else:
        held = Membership(
            user=user, role=invitation.role, municipality=invitation.municipality, valid_from=timezone.localdate()
        )
        if not Membership.objects.active_on(timezone.localdate()).filter(
            user=user, role=held.role, municipality=held.municipality
        ):
            enter(inviter, held)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.version += 1
    invitation.save()
    record(access_of(user), "accepted", invitation, municipality_code=_code(invitation))
    place = invitation.municipality
    if place and not place.uses_portal and invitation.role == roles.ADMINISTRATOR:
        place.uses_portal = True
        bookkeeping.change(inviter, place, expected_version=place.version)


def _enter_scope(invitation: Invitation, user: User, inviter: Access) -> None:
    """The role elsewhere. Whoever invited must still be one who may: somebody who has left cannot come back by their own
    invitation. Raises Void.
    """
    kind, number = scopes.of(invitation.scope)
    place = kind.record(number)
    if place is None or not may(inviter, kind.permission, place):
        raise Void
    if not kind.held(number, user.email, invitation.role):
        kind.enter(inviter, number, user, invitation.role)


@transaction.atomic
def accept_as_new(token: str, *, name: str, password: str) -> User:
    """A new user with the role, and a password that passes the rules.

    Raises Void; ValidationError for the password, or when the address has a user (who must log in instead).
    """
    invitation = find_open(token)
    invitation = _locked(invitation)
    if invited_user(invitation):
        raise ValidationError("Der er allerede en bruger med den e-mailadresse. Log ind for at tage imod.")
    user = User(email=invitation.email, name=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user = User.objects.create_user(invitation.email, password, name=name)
    _accept(invitation, user)
    return user


@transaction.atomic
def accept_as(token: str, *, user: User) -> None:
    """The role for somebody who is logged in with the invitation's address. Raises Void."""
    invitation = _locked(find_open(token))
    if user.email.lower() != invitation.email.lower():
        raise Void
    _accept(invitation, user)


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.open().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if found is None:
        raise Void
    return found
